"""Saves a document a second into a database until standard input is closed, then takes them away again."""

from __future__ import annotations

import select
import sys
from datetime import UTC, datetime
from pathlib import Path

from library import ROOT, Maker

from app.store.database import open_database
from app.store.save import delete_document, save_extraction
from app.vocabulary import load_vocabulary

FIRST = 900_000_000
"""The number of its first document: far above those of any library."""


def main() -> None:
    vocabulary = load_vocabulary(ROOT / "data" / "vocabulary")
    maker = Maker(vocabulary)
    database = open_database(f"sqlite:///{Path(sys.argv[1])}")
    written: list[int] = []
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], 1.0)[0]:
        extraction = maker.document(FIRST + len(written))
        with database.session() as session:
            saved = save_extraction(
                session, extraction, vocabulary=vocabulary, extractor_version="bench", now=datetime.now(UTC)
            )
        written.append(saved.document)
    for number in written:
        with database.session() as session:
            delete_document(session, number)
    database.close()


if __name__ == "__main__":
    main()
