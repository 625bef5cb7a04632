"""Numbers with their units at exact spans; no meaning yet."""
