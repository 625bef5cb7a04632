"""Texts of any source -> articles of one length, so that runs can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from random import Random

SETS = (
    "external/sets/nerel/docs.jsonl",
    "external/sets/bsnlp/docs.jsonl",
    "external/sets/quotes_ru/docs.jsonl",
    "external/sets/factrueval/docs.jsonl",
    "gold/dev.jsonl",
)
"""Russian news in the shared folder, and the gold."""


def texts_of(source: Path) -> Iterator[str]:
    """Texts of a JSON Lines file (Russian ones, where lines tell their language), a text file, or a folder of such files."""
    if source.is_dir():
        for file in sorted(source.rglob("*.jsonl")) + sorted(source.rglob("*.txt")):
            yield from texts_of(file)
    elif source.suffix == ".jsonl":
        for line in source.read_text(encoding="utf-8").splitlines():
            if line.strip():
                document = json.loads(line)
                if document.get("lang", "ru") == "ru" and document.get("text"):
                    yield document["text"]
    else:
        yield source.read_text(encoding="utf-8")


def shared_texts(folder: Path) -> Iterator[str]:
    """Those of the shared folder's sets that are there."""
    return chain.from_iterable(texts_of(folder / name) for name in SETS if (folder / name).is_file())


def articles(texts: Iterator[str], count: int, length: int) -> tuple[list[str], int]:
    """`count` articles of about `length` characters, and how many of them are of the texts as they stand.

    Where texts are too few their pieces are put together anew, each time in another order (the same in every run): an article that came
    again as it is would be a version of all its copies, and a run over them measures mostly how those are compared.
    """
    pieces: list[str] = []
    found: list[str] = []
    for article in _joined(_taken(texts, length, pieces), length):
        found.append(article)
        if len(found) == count:
            return found, count
    if not pieces:
        raise SystemExit("no Russian texts to read: name some, or set SUMMITRY_SHARED")
    written = len(found)
    order = Random(1)
    while len(found) < count:
        order.shuffle(pieces)
        found += list(_joined(pieces, length))[: count - len(found)]
    return found, written


def _taken(texts: Iterator[str], length: int, pieces: list[str]) -> Iterator[str]:
    """The pieces of all texts, each of which is also put on the list."""
    for line in chain.from_iterable([*text.splitlines(), ""] for text in texts):
        for piece in _pieces(line, length):
            if piece:
                pieces.append(piece)
            yield piece


def _joined(pieces: Iterable[str], length: int) -> Iterator[str]:
    """Pieces one behind the other, in articles of about that length; what is left at the end is one only if it is all there is."""
    parts: list[str] = []
    size, any_whole = 0, False
    for piece in pieces:
        if size + len(piece) > length * 1.05 and size > length * 0.6:
            yield "\n".join(parts)
            parts, size, any_whole = [], 0, True
        parts.append(piece)
        size += len(piece) + 1
    if parts and not any_whole:
        yield "\n".join(parts)


def _pieces(line: str, length: int) -> Iterator[str]:
    """A line in parts of at most a quarter of an article: most lines are shorter."""
    part = max(1, length // 4)
    for start in range(0, max(1, len(line)), part):
        yield line[start : start + part]
