"""Paths as the user names them -> the documents in them, in a fixed order."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from app.domain.visit import Visit
from app.errors import InvalidInput
from app.ingestion.archives import SUFFIXES as ARCHIVES
from app.ingestion.archives import Archive
from app.ingestion.origin import Source
from app.sources import READERS, Item, Refused, detect_reader
from app.sources.source import STREAM

STDIN = "-"
PACKED: Final = ".jsonl.gz"
"""Lines of JSON as dumps of them are kept."""


KNOWN: Final = frozenset({*READERS, *ARCHIVES, PACKED})
"""The suffixes of what is read in folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file, or standard input where `path` is None. `name` is what its documents are called that name themselves not."""

    path: Path | None
    name: str
    size: int | None

    def place(self, item: Item) -> str:
        """Where one of its documents was read, by the path as it was given: two files may share a name."""
        where = self.name if self.path is None else str(self.path)
        return where if item.line is None else f"{where}, line {item.line}"

    def read(self, *, rules: str | None = None) -> Iterator[Item]:
        """Its documents, in order. What cannot be opened or read is one refused document; nothing is raised.

        `rules` are those of `page_rules`, without them the sites that come with Summitry are known.
        """
        try:
            if self.path is None:
                yield from _read(sys.stdin.buffer, self.name, "", rules)
            elif suffix_of(self.path) == PACKED:
                yield from _unpacked(self.path, self.name)
            else:
                with self.path.open("rb") as stream:
                    yield from _read(stream, self.name, self.path.suffix, rules)
        except (OSError, EOFError, zlib.error) as error:
            told = getattr(error, "strerror", None) or error
            reason = f"cannot be read: {told}"
            yield Item(found=Refused(name=self.name, reason=reason), name=self.name, size=0)

    def visits(self) -> Iterable[Visit]:
        """Nothing: files are read again."""
        return ()


def find_inputs(
    paths: Iterable[str | Path], *, left_out: Counter[str] | None = None
) -> list[Input | Archive]:
    """Files named, files of a known suffix in folders named (recursively, hidden ones left out), `-` for standard input.

    A file's name is its path from the folder that was named, with slashes; a pipe has the name of a stream. `left_out` is
    filled with the other suffixes met in folders, and, while they are read, with what archives hold beside pages. Raises `InvalidInput` for a path that is not there.
    """
    found: dict[Path | None, Input | Archive] = {}
    others = Counter[str]() if left_out is None else left_out
    for given in paths:
        if str(given) == STDIN:
            found[None] = Input(path=None, name=STREAM, size=None)
            continue
        path = Path(given)
        if not path.exists():
            raise InvalidInput(f"{path}: there is no such file or folder")
        if path.is_dir():
            for file in _walk(path):
                if file.exists() and not file.is_file():
                    continue  # a pipe, a socket, a device: reading it may never end
                if suffix_of(file) in KNOWN:
                    size = file.stat().st_size if file.is_file() else None
                    found.setdefault(
                        _real(file), _input(file, file.relative_to(path).as_posix(), size, others)
                    )
                else:
                    others[file.suffix.lower()] += 1
        elif path.is_file():
            found.setdefault(_real(path), _input(path, path.name, path.stat().st_size, others))
        else:  # `summitry ingest <(curl …)`: the number in its name is another document's tomorrow, its size is unknown
            found.setdefault(path, Input(path=path, name=STREAM, size=None))
    return list(found.values())


def suffix_of(path: Path) -> str:
    """What a file's name ends with, in small letters: `.html`, `.warc.gz`."""
    last = path.suffix.lower()
    return Path(path.stem).suffix.lower() + last if last == ".gz" else last


def _input(path: Path, name: str, size: int | None, left_out: Counter[str]) -> Input | Archive:
    if suffix_of(path) in ARCHIVES:
        return Archive(path=path, name=name, size=size, left_out=left_out)
    return Input(path=path, name=name, size=size)


def _real(path: Path) -> Path:
    """Where a path leads; `Path.resolve` raises where links lead in a circle."""
    return Path(os.path.realpath(path))


def total_bytes(inputs: Iterable[Source]) -> int | None:
    """Bytes of all inputs, None where one of them is a stream."""
    sizes = [item.size for item in inputs]
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def _unpacked(path: Path, name: str) -> Iterator[Item]:
    """The lines of a file that gzip has packed, one by one, whatever their number; sizes are those of what was packed."""
    seen = 0
    with path.open("rb") as raw, gzip.open(raw) as stream:
        for item in READERS[".jsonl"](cast("BinaryIO", stream), name=name):
            here = raw.tell()
            yield replace(item, size=here - seen)
            seen = here


def _read(stream: BinaryIO, name: str, suffix: str, rules: str | None) -> Iterator[Item]:
    buffered = cast("BufferedReader[Any]", stream)
    return detect_reader(buffered, suffix=suffix, rules=rules)(buffered, name=name)


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(
        folder
    ):  # links to folders are not followed: they may lead in a circle
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(where) / name
