"""Pages by noun, as `app/api` has routes."""
