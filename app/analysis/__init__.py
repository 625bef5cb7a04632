"""Arithmetic on claims, claims side by side, proposal threads: pure functions over what was found."""

from app.analysis.claims import Claim, ClaimKey, claims_of
from app.analysis.compare import Comparison, Part, compare
from app.analysis.implied import Implied, implied_base, implied_of
from app.analysis.interval import Interval, rounding_interval

__all__ = [
    "Claim",
    "ClaimKey",
    "Comparison",
    "Implied",
    "Interval",
    "Part",
    "claims_of",
    "compare",
    "implied_base",
    "implied_of",
    "rounding_interval",
]
