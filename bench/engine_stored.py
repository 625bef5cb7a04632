"""Summitry from texts to committed rows and full-text index, as `summitry ingest` does it in one process."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from blocks import serve_blocks

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.ingestion import extract_with, ingest  # noqa: E402
from app.store.database import open_database  # noqa: E402
from app.store.schema import upgrade  # noqa: E402
from app.vocabulary import load_vocabulary  # noqa: E402


def main() -> None:
    vocabulary = load_vocabulary(ROOT / "data" / "vocabulary")
    extracting = extract_with(vocabulary, 1)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        upgrade(url)
        database = open_database(url, bulk=True)
        source = Path(folder) / "block.jsonl"
        stored = 0

        def store(texts: list[str]) -> None:
            nonlocal stored
            lines = []
            for text in texts:  # each a document of its own, however often its text comes
                lines.append(json.dumps({"id": f"bench-{stored}", "lang": "ru", "text": text}))
                stored += 1
            source.write_text("\n".join(lines) + "\n", encoding="utf-8")
            report = ingest([source], database=database, extracting=extracting, vocabulary=vocabulary)
            assert report.new == len(texts), report.as_text()

        serve_blocks(store)
        database.close()


if __name__ == "__main__":
    main()
