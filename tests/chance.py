"""Chance that can be repeated: one seed for a run, `SUMMITRY_SEED` where it is given. The fixture `dice` tells it with each test that fails."""

from __future__ import annotations

import os
import random
from typing import Final

SEED: Final = int(os.environ.get("SUMMITRY_SEED") or random.randrange(2**32))


def again(node: str) -> str:
    """The line that repeats a test."""
    return f"repeat with SUMMITRY_SEED={SEED} python -m pytest '{node}'"
