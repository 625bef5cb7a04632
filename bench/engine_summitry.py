"""Summitry, the whole extraction."""

from __future__ import annotations

import sys
from pathlib import Path

from blocks import serve

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.domain.document import SourceDocument  # noqa: E402
from app.extraction import build_toolkit, extract  # noqa: E402
from app.extraction.settle import settle  # noqa: E402
from app.vocabulary import load_vocabulary  # noqa: E402


def main() -> None:
    toolkit = build_toolkit(load_vocabulary(ROOT / "data" / "vocabulary"))
    serve(
        lambda text: extract(
            SourceDocument(key="bench", text=text, sha256="", language="ru", published_on=None), toolkit
        ),
        settle,
    )


if __name__ == "__main__":
    main()
