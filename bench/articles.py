"""Texts of any source -> articles of one length, so that runs can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

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
    """`count` articles of about `length` characters, and how many of them differ (where texts are too few they are read again)."""
    found: list[str] = []
    parts: list[str] = []
    size = 0
    for line in chain.from_iterable([*text.splitlines(), ""] for text in texts):
        for piece in _pieces(line, length):
            if size + len(piece) > length * 1.05 and size > length * 0.6:
                found.append("\n".join(parts))
                parts, size = [], 0
            parts.append(piece)
            size += len(piece) + 1
        if len(found) >= count:
            break
    if not found and parts:
        found.append("\n".join(parts))
    if not found:
        raise SystemExit("no Russian texts to read: name some, or set SUMMITRY_SHARED")
    different = min(count, len(found))
    return [found[number % different] for number in range(count)], different


def _pieces(line: str, length: int) -> Iterator[str]:
    """A line in parts of at most a quarter of an article: most lines are shorter."""
    part = max(1, length // 4)
    for start in range(0, max(1, len(line)), part):
        yield line[start : start + part]
