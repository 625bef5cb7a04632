"""How far an ingestion is: a bar on a terminal, plain lines elsewhere, both on standard error and only of committed work."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Protocol, TextIO

from app.ingestion.report import IngestReport

EVERY = 5.0  # seconds between plain lines
FEW = 20  # documents, before which nothing can be told of the time that is left


class Progress(Protocol):
    """Told after every commit: bytes done since the last time, and the counts so far."""

    def __call__(self, size: int, report: IngestReport) -> None: ...


def silent(size: int, report: IngestReport) -> None:
    """Shows nothing."""


@contextmanager
def progress_on(
    stream: TextIO | None = None, *, total: int | None, doing: str = "ingesting"
) -> Iterator[Progress]:
    """The progress display that fits the stream (standard error); `total` is the size of what is to come, None if nobody knows."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield _Lines(stream, total, doing)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn(doing),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    began = time.monotonic()
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("", total=total)

        def show(size: int, report: IngestReport) -> None:
            counts = f"{report.stored} stored" + (
                f", {len(report.refused)} refused" if report.refused else ""
            )
            bar.update(task, advance=size, description=f"{counts}, {_rate(report, time.monotonic() - began)}")

        yield show


def _rate(report: IngestReport, seconds: float) -> str:
    return f"{report.read / max(seconds, 0.1):.1f} documents/s"


class _Lines:
    """A line now and then, for logs."""

    def __init__(self, stream: TextIO, total: int | None, doing: str) -> None:
        self._stream = stream
        self._total = total
        self._doing = doing
        self._done = 0
        self._began = time.monotonic()
        self._next = self._began + EVERY

    def __call__(self, size: int, report: IngestReport) -> None:
        self._done += size
        if (now := time.monotonic()) >= self._next:
            self._next = now + EVERY
            seconds = now - self._began
            left = ""
            if self._total and report.read >= FEW:
                left = f", about {timedelta(seconds=round(seconds * (self._total / self._done - 1)))} left"
            self._stream.write(f"{self._doing}: {report.summary()}; {_rate(report, seconds)}{left}\n")
            self._stream.flush()
