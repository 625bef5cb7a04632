"""Findings <-> rows: the database (engines, pragmas, sessions), its tables, and what is written into them."""
