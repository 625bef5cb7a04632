"""SourceDocument -> Extraction, pure. `extract.py` reads like a table of contents; one file a kind of finding."""

from app.extraction.extract import extract
from app.extraction.toolkit import Toolkit, build_toolkit
from app.rules import EXTRACTOR_VERSION

__all__ = ["EXTRACTOR_VERSION", "Toolkit", "build_toolkit", "extract"]
