"""The published shapes: what a record looks like to the world. Rendered to JSON once, when it is written."""
