"""Paths as the user names them -> the documents in them, in a fixed order."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from app.domain.visit import Visit
from app.errors import InvalidInput
from app.sources import READERS, Item, Refused, detect_reader
from app.sources.source import STREAM

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Kept:
    """A document, or a list of them, that is stored as it stands: nothing is to be read. `visit` is the last one, where it tells something new."""

    name: str
    visit: Visit | None = None


class Source(Protocol):
    """Where documents come from: a file, an address. `size` is in bytes, None where nobody knows."""

    @property
    def name(self) -> str: ...
    @property
    def size(self) -> int | None: ...
    def place(self, item: Item) -> str: ...
    def read(self, *, rules: str | None = None) -> Iterator[Item | Kept]: ...
    def visits(self) -> Iterable[Visit]:
        """What to remember of it once everything that was read from it is stored."""
        ...


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
        """Its documents; see `read_input`."""
        return read_input(self, rules=rules)

    def visits(self) -> Iterable[Visit]:
        """Nothing: files are read again."""
        return ()


def find_inputs(paths: Iterable[str | Path], *, left_out: Counter[str] | None = None) -> list[Input]:
    """Files named, files of a known suffix in folders named (recursively, hidden ones left out), `-` for standard input.

    A file's name is its path from the folder that was named, with slashes; a pipe has the name of a stream. `left_out` is
    filled with the other suffixes met in folders. Raises `InvalidInput` for a path that is not there.
    """
    found: dict[Path | None, Input] = {}
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
                if file.suffix.lower() in READERS:
                    name = file.relative_to(path).as_posix()
                    size = file.stat().st_size if file.is_file() else None
                    found.setdefault(_real(file), Input(path=file, name=name, size=size))
                elif left_out is not None:
                    left_out[file.suffix.lower()] += 1
        elif path.is_file():
            found.setdefault(_real(path), Input(path=path, name=path.name, size=path.stat().st_size))
        else:  # `summitry ingest <(curl …)`: the number in its name is another document's tomorrow, its size is unknown
            found.setdefault(path, Input(path=path, name=STREAM, size=None))
    return list(found.values())


def _real(path: Path) -> Path:
    """Where a path leads; `Path.resolve` raises where links lead in a circle."""
    return Path(os.path.realpath(path))


def total_bytes(inputs: Iterable[Source]) -> int | None:
    """Bytes of all inputs, None where one of them is a stream."""
    sizes = [item.size for item in inputs]
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def read_input(source: Input, *, rules: str | None = None) -> Iterator[Item]:
    """The documents of one input, in order. What cannot be opened or read is one refused document; nothing is raised.

    `rules` are those of `page_rules`, without them the sites that come with Summitry are known.
    """
    try:
        if source.path is None:
            yield from _read(sys.stdin.buffer, source.name, "", rules)
        else:
            with source.path.open("rb") as stream:
                yield from _read(stream, source.name, source.path.suffix, rules)
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        yield Item(found=Refused(name=source.name, reason=reason), name=source.name, size=0)


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
