"""A process that writes with the store's own functions: `python -m tests.writing ADDRESS PREFIX [COUNT]`.

Each document is a transaction of its own, and its key is printed once it is committed. Without a count it writes until it is ended.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import IO

from app.language.terms import words
from app.settings import ROOT
from app.store.database import open_database
from app.store.save import save_extraction
from tests.builders import NOW, make_document, make_extraction, make_vocabulary


def write(url: str, prefix: str, documents: int | None) -> None:
    database, vocabulary = open_database(url), make_vocabulary()
    words(
        "слово words"
    )  # the dictionaries are loaded before a transaction and not in it, as by whoever has read a text
    for number in count() if documents is None else range(documents):
        key = f"{prefix}-{number:05}"
        with database.session() as session:
            save_extraction(
                session,
                make_extraction(make_document(key=key)),
                vocabulary=vocabulary,
                extractor_version="1",
                now=NOW,
            )
        print(key, flush=True)
    database.close()


def start(url: str, prefix: str, documents: int | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.writing", url, prefix]
    if documents is not None:
        command.append(str(documents))
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@contextmanager
def written(url: str, prefix: str = "busy") -> Iterator[IO[str]]:
    """A process that writes meanwhile: the keys it has committed can be read. It writes when the block begins, and still when it ends."""
    process = start(url, prefix)
    assert process.stdout is not None
    try:
        assert process.stdout.readline(), "it could not write"
        yield process.stdout
        assert process.poll() is None, "it has ended by itself"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
