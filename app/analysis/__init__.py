"""Arithmetic on claims, claims side by side, proposal threads: pure functions over what is stored."""

from app.analysis.implied import Implied, implied_base, implied_of, rounding_interval

__all__ = ["Implied", "implied_base", "implied_of", "rounding_interval"]
