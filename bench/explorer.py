"""How long pages for people take on the server, on the library of the other measures: above all a document of 20,000 characters."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from typing import Final
from urllib.parse import quote

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from library import STATEMENTS, Maker, make_library  # noqa: E402
from targets import Target  # noqa: E402
from words import words  # noqa: E402

from app.domain.findings import Extraction  # noqa: E402
from app.schemas.ids import document_id, show  # noqa: E402
from app.store.database import open_database  # noqa: E402
from app.store.save import save_extraction  # noqa: E402
from app.vocabulary import Vocabulary, load_vocabulary  # noqa: E402

CHARACTERS: Final = 20_000
GOAL: Final = 50.0
"""Milliseconds of a document of so many characters, at 1,000,000 statements."""

BROWSER: Final = {
    "accept": "text/html",
    "accept-encoding": "gzip, deflate, br, zstd",
    "accept-language": "en",
}
_NOW: Final = datetime(2025, 11, 17, 8, 30, tzinfo=UTC)


def long_document(vocabulary: Vocabulary) -> Extraction:
    """As dense with findings as every document of the library, and long enough."""
    maker = Maker(vocabulary)
    made = (maker.document(-1, size) for size in count(CHARACTERS // 200, STATEMENTS))
    return next(found for found in made if len(found.document.text) >= CHARACTERS)


def add(library: Path, vocabulary: Vocabulary) -> str:
    """The id of the long document, which is stored beside the others unless it is there; they stay as they are."""
    found = long_document(vocabulary)
    database = open_database(f"sqlite:///{library}")
    with database.session() as session:
        save_extraction(session, found, vocabulary=vocabulary, extractor_version="bench", now=_NOW)
    database.close()
    return show("document", document_id(found.document.key))


def pages(document: str, vocabulary: Vocabulary) -> dict[str, str]:
    """What is asked for: name -> address."""
    maker = Maker(vocabulary)
    leader, topic, metric = maker.leaders.items[0], maker.topics.items[0], maker.metrics.items[0]
    return {
        f"document of {CHARACTERS:,} characters": f"/documents/{document}",
        "front page": "/",
        "search, the most common word": f"/search?q={quote(words(maker.seed).lexemes[0][0])}",
        "leader": f"/leaders/{quote(leader)}",
        "topic": f"/topics/{topic}",
        "metric": f"/metrics/{metric}",
        "statements of a leader and topic": f"/statements?leader={quote(leader)}&topic={topic}",
        "claims that disagree": "/claims?disagreeing=true",
    }


def timed(target: Target, path: str, times: int) -> tuple[list[float], float, int]:
    """Milliseconds of each answer, milliseconds of processor time an answer, bytes on the wire."""
    for _ in range(3):
        status, _, body = target.get(path, BROWSER)
        if status != 200:
            raise SystemExit(f"explorer: {path} is answered by {status}")
    target.settle()
    before, took = target.cpu(), []
    for _ in range(times):
        began = time.perf_counter()
        target.get(path, BROWSER)
        took.append((time.perf_counter() - began) * 1000)
    target.settle()
    return took, (target.cpu() - before) / times * 1000, len(body)


def report(rows: Sequence[tuple[str, list[float], float, int]], size: int) -> bool:
    """Print what was measured; whether the goal is reached."""
    print(f"{size:,} statements, without a cache of answers; load average {os.getloadavg()[0]:.1f}\n")
    print("| page | median ms | p90 ms | CPU ms | kB on the wire |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, took, cpu, length in rows:
        print(
            f"| {name} | {median(took):.1f} | {quantiles(took, n=10)[-1]:.1f} | {cpu:.1f} | {length / 1000:.1f} |"
        )
    reached = median(rows[0][1]) <= GOAL
    print(f"\n{rows[0][0]}: at most {GOAL:g} ms, {'reached' if reached else 'MISSED'}")
    return reached


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="statements of the library")
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("SUMMITRY_BENCH_DATA", HERE / ".data")),
        help="where it is kept",
    )
    parser.add_argument("--times", type=int, default=100, help="answers a page")
    given = parser.parse_args()
    vocabulary = load_vocabulary(ROOT / "data" / "vocabulary")
    library = make_library(given.data, given.size)
    asked = pages(add(library, vocabulary), vocabulary)
    environment = {
        "SUMMITRY_DATABASE_URL": f"sqlite:///{library}",
        "SUMMITRY_LOG_LEVEL": "warning",
        "SUMMITRY_CACHE_BYTES": "0",
        "PYTHONPATH": str(ROOT),
    }
    target = Target("explorer", [sys.executable, "-m", "app.cli", "serve"], environment)
    target.start()
    try:
        rows = [(name, *timed(target, path, given.times)) for name, path in asked.items()]
    finally:
        target.stop()
    return 0 if report(rows, given.size) else 1


if __name__ == "__main__":
    raise SystemExit(main())
