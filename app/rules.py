"""Which rules read a document. Apart from the rules themselves, so that a server can tell it without loading them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from app import __version__


def _version() -> str:
    """A digest of the rules themselves: it changes with every change of them, and nobody can forget it."""
    digest = hashlib.sha256()
    for room in ("extraction", "language"):
        for file in sorted((Path(__file__).resolve().parent / room).rglob("*.py")):
            digest.update(file.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:8]}"


EXTRACTOR_VERSION: Final = _version()
"""Kept with every record, so that documents read by other rules can be found and redone."""
