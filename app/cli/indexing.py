"""How far the work at stored documents is, such as the making of a full-text index: a bar on a terminal, plain lines elsewhere, both on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from app.store.fulltext.keep import Progress

EVERY: Final = 5.0
"""Seconds between plain lines."""


@contextmanager
def indexing_on(stream: TextIO | None = None) -> Iterator[Progress]:
    """The display that fits the stream (standard error). Nothing is shown where nothing is indexed."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield _lines(stream)
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("stored documents", total=None, visible=False)
        yield lambda done, of: bar.update(task, completed=done, total=of, visible=True)


@contextmanager
def settling(stream: TextIO | None = None) -> Iterator[None]:
    """Shows on a terminal that a database is put in order, which takes a while after many documents."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield
        return
    from rich.console import Console

    with Console(file=stream).status("putting the full-text index in order"):
        yield


@contextmanager
def counts_on() -> Iterator[Callable[[str, int, int], object]]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda what, done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of)


def _lines(stream: TextIO) -> Progress:
    told = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal told
        if (now := time.monotonic()) - told >= EVERY:
            told = now
            stream.write(f"stored documents: {done} of {of} done\n")
            stream.flush()

    return tell
