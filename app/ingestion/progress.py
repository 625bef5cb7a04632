"""How far an ingestion is: a bar on a terminal, plain lines elsewhere, both on standard error and only of committed work."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

from app.ingestion.report import IngestReport

EVERY = 5.0  # seconds between plain lines


class Progress(Protocol):
    """Told after every commit: bytes done since the last time, and the counts so far."""

    def __call__(self, size: int, report: IngestReport) -> None: ...


def silent(size: int, report: IngestReport) -> None:
    """Shows nothing."""


@contextmanager
def progress_on(stream: TextIO | None = None, *, total: int | None) -> Iterator[Progress]:
    """The progress display that fits the stream (standard error); `total` is the bytes to come, None if nobody knows."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield _Lines(stream)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("ingesting"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("", total=total)

        def show(size: int, report: IngestReport) -> None:
            counts = f"{report.stored} stored" + (
                f", {len(report.refused)} refused" if report.refused else ""
            )
            bar.update(task, advance=size, description=counts)

        yield show


class _Lines:
    """A line now and then, for logs."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = time.monotonic() + EVERY

    def __call__(self, size: int, report: IngestReport) -> None:
        if (now := time.monotonic()) >= self._next:
            self._next = now + EVERY
            self._stream.write(f"ingesting: {report.summary()}\n")
            self._stream.flush()
