"""English grammar of attributions: noun phrases, the subjects of verbs, and who is meant by them."""
