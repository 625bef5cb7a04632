"""`summitry watch`: sources looked at again and again."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.fetched import agent
from app.cli.indexing import settling
from app.cli.options import Contact, VocabularyExtra, read_settings, read_vocabulary

if TYPE_CHECKING:
    from app.fetching import Fetcher, Turns
    from app.ingestion.watch import Totals

SAMPLE: Final = """\
sources:
  - url: https://example.org/feed.xml   # a feed, a sitemap or a page
  - name: ministry                      # in messages; else the address
    url: https://example.net/sitemap.xml
    every: 6h                           # 90s, 15m, 6h, 1d; else 1h
    limit: 50                           # newest pages a look; else 100
"""
HELP: Final = (
    "Look at feeds, sitemaps and pages again and again, and store what is new there.\n\n"
    "What was seen is remembered in the database: pages are asked for again only when their feed or sitemap says that they have changed, "
    "and hosts are asked whether anything is new. Public hosts only, as their robots.txt wants it, one request a second to each. "
    "A source that fails is told, and left alone for twice as long each time. Ctrl-C or SIGTERM ends it; whatever ends it, "
    "the next start goes on from what is stored.\n\n"
    f"The file of sources:\n\n\b\n{SAMPLE}\n"
    "Status 0 when it is ended, 1 if the file or the database cannot be used. With --once: 1 if a source failed or a page was refused, "
    "130 when it is ended before that."
)


def watch_sources(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The sources, in YAML (see above).")],
    once: Annotated[
        bool, typer.Option("--once", help="Look at each source once, then end: for cron.")
    ] = False,
    contact: Contact = None,
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    from app.fetching import Fetcher
    from app.ingestion.executors import extract_with
    from app.ingestion.watch import Watch
    from app.ingestion.watched import read_sources
    from app.store.database import check_ready, open_database

    settings = read_settings(context, vocabulary_extra, contact=contact)
    sources = read_sources(file)
    who = agent(settings.contact)
    vocabulary = read_vocabulary(settings)
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    def make_fetcher(turns: Turns, sleep: Callable[[float], None]) -> Fetcher:
        return Fetcher(agent=who, turns=turns, sleep=sleep)

    database = open_database(settings.database_url, bulk=True)
    try:
        check_ready(database)
        watch = Watch(
            sources,
            database=database,
            extracting=extract_with(vocabulary),
            vocabulary=vocabulary,
            make_fetcher=make_fetcher,
            tell=_tell,
            once=once,
        )
        with _status(len(sources)) as show:
            watch.run(show)
        print(f"{'stopped' if watch.is_interrupted else 'done'}: {watch.totals}", flush=True)
    finally:
        with settling():
            database.close()
    if once and watch.is_interrupted:
        raise typer.Exit(130)
    if once and (watch.totals.failed or watch.totals.refused):
        raise typer.Exit(1)


def _tell(source: str, message: str) -> None:
    print(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {source}: {message}", flush=True)


@contextmanager
def _status(sources: int) -> Iterator[Callable[[Totals], None]]:
    """A line that moves, where all that is printed goes to a terminal."""
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        yield lambda totals: None
        return
    from rich.console import Console

    watching = f"watching {sources} source{'' if sources == 1 else 's'}"
    with Console().status(watching) as status:
        yield lambda totals: status.update(f"{watching}: {totals}")
