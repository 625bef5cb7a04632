"""Sources looked at again and again: new pages are stored, known ones are left alone.

Each host has a thread that fetches, so that one that hangs holds up nobody else; one thread extracts and stores. What was seen is remembered
with the document that came of it, in one transaction: whatever is killed when, the next look goes on from what is stored.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from queue import Empty, Full, Queue
from typing import Final

from app.domain.visit import Visit
from app.errors import AppError, StoreUnavailable, describe_defect
from app.extraction import EXTRACTOR_VERSION
from app.fetching import Fetcher, FetchFailed, Turns, host_of
from app.ingestion.extracting import Extracting
from app.ingestion.ingest import ingest
from app.ingestion.origin import Kept
from app.ingestion.pages import Address, Web, reason_of
from app.ingestion.watched import Watched
from app.sources import Item, page_rules
from app.store.database import Database
from app.store.jsontext import moment
from app.store.visits import engine_of, find_visit, put_visit
from app.vocabulary import Vocabulary

AT_ONCE: Final = 100
"""Pages that are stored together, if so many wait."""
MOST_WAITING: Final = 200
"""Pages fetched that wait to be stored; hosts are not asked for more meanwhile."""
LONGEST: Final = 86_400.0
"""Seconds after which a source that fails is tried again at the latest, if it is not looked at more seldom anyway; also those after which a page
that was refused is."""
PATIENT: Final = 5
"""Times that a store which gives up is tried again."""
PAUSE: Final = 5.0
"""Seconds before that, and again as many more each time."""

Tell = Callable[[str, str], None]
"""Told what happens: which source, and what of it."""
MakeFetcher = Callable[[Turns, Callable[[float], None]], Fetcher]

logger = logging.getLogger(__name__)


class _Stopped(Exception):
    """Nobody waits any more for what a thread does."""


@dataclass(slots=True)
class Totals:
    """What came of looks."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    seen: int = 0
    """Pages that were not asked for again."""
    failed: int = 0
    """Looks at sources that could not be had."""

    def add(self, other: Totals) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        told = f"{self.new} new, {self.changed} changed, {self.unchanged} unchanged, {self.refused} refused"
        return f"{told}, {self.seen} seen before" if self.seen else told


@dataclass(eq=False, slots=True)
class _Look:
    """One look at a source."""

    source: Watched
    failures: int
    """Times in a row that it could not be had before."""
    address: Address | None = None
    failure: AppError | None = None
    visits: list[Visit] = field(default_factory=list)
    """Of the pages that were fetched."""
    counts: Totals = field(default_factory=Totals)
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def pause(self) -> float:
        """Seconds until the next one: twice as many after each failure."""
        every = self.source.every
        if self.failure is None:
            return every
        asked = self.failure.retry_after if isinstance(self.failure, FetchFailed) else None
        return max(every, min(every * 2.0 ** min(self.failures + 1, 20), LONGEST), asked or 0.0)


class Watch:
    """A look at all sources, then again at each when its time has come. `run` is called once, in the main thread."""

    def __init__(
        self,
        sources: Sequence[Watched],
        *,
        database: Database,
        extracting: Extracting,
        vocabulary: Vocabulary,
        make_fetcher: MakeFetcher,
        tell: Tell,
        once: bool = False,
    ) -> None:
        self.totals = Totals()
        self.is_interrupted = False
        self._sources = sources
        self._database = database
        self._extracting = extracting
        self._vocabulary = vocabulary
        self._engine = engine_of(EXTRACTOR_VERSION, vocabulary.version)
        self._rules = page_rules(vocabulary)
        self._make_fetcher = make_fetcher
        self._tell = tell
        self._once = once
        self._turns = Turns(time.monotonic)
        self._found: Queue[tuple[_Look | None, Item | Kept | None]] = Queue(MOST_WAITING)
        self._stop = threading.Event()
        self._defect: Exception | None = None

    def run(self, waiting: Callable[[Totals], None] = lambda totals: None) -> None:
        """Until Ctrl-C, or until each source was looked at once. `waiting` is called every second. Raises `StoreUnavailable`."""
        hosts: dict[str, list[Watched]] = {}
        for source in self._sources:
            hosts.setdefault(host_of(source.url), []).append(source)
        for host, sources in hosts.items():
            threading.Thread(
                target=self._fetch, args=(sources,), daemon=True, name=f"watching {host}"
            ).start()
        left = len(hosts)
        try:
            while left:
                waiting(self.totals)
                taken = list(self._take())
                for look in dict.fromkeys(look for look, _ in taken):
                    items = [item for of, item in taken if of is look]
                    if look is None:
                        left -= len(items)
                        if self._defect is not None:
                            raise self._defect
                        continue
                    if found := [item for item in items if item is not None]:
                        self._store(look, found)
                    if items[-1] is None:
                        self._end(look)
        except KeyboardInterrupt:
            self.is_interrupted = True
        finally:
            self._stop.set()

    def _take(self) -> Iterator[tuple[_Look | None, Item | Kept | None]]:
        try:
            yield self._found.get(timeout=1.0)
            for _ in range(AT_ONCE - 1):
                yield self._found.get_nowait()
        except Empty:
            return

    # In the threads of the hosts

    def _fetch(self, sources: Iterable[Watched]) -> None:
        """Look at the sources of one host, one after the other."""
        due = [(0.0, number, 0, source) for number, source in enumerate(sources)]
        try:
            with self._make_fetcher(self._turns, self._sleep) as fetcher:
                while due:
                    at, number, failures, source = heappop(due)
                    self._sleep(at - time.monotonic())
                    look = _Look(source, failures)
                    self._look(look, fetcher)
                    while not look.done.wait(1.0):
                        self._sleep(0.0)
                    if not self._once:
                        again = 0 if look.failure is None else failures + 1
                        heappush(due, (time.monotonic() + look.pause, number, again, source))
        except _Stopped:
            return
        except Exception as error:
            self._defect = error
        with suppress(_Stopped):
            self._put(None, None)

    def _look(self, look: _Look, fetcher: Fetcher) -> None:
        """Put everything that is new at a source into the queue, then the end of it."""

        def remembered(url: str) -> Visit | None:
            found = find_visit(reader, url, engine=self._engine)
            is_old = found is not None and found.visit.refused is not None and found.at < before
            return None if found is None or is_old else found.visit

        before = moment(datetime.now(UTC) - timedelta(seconds=LONGEST))
        try:
            with closing(self._database.reader()) as reader:
                web = Web(fetcher, remembered, asks_again=False)
                address = look.address = Address(look.source.url, web, limit=look.source.limit)
                for item in address.read(rules=self._rules):
                    self._put(look, item)
                look.failure = address.failure
        except _Stopped:
            raise
        except AppError as error:
            look.failure = error
        except Exception as error:  # one source that brings out a defect must not cost the others
            logger.exception("watching %s failed", look.source.url)
            look.failure = AppError(describe_defect(error))
        self._put(look, None)

    def _put(self, look: _Look | None, item: Item | Kept | None) -> None:
        while True:
            self._sleep(0.0)
            try:
                self._found.put((look, item), timeout=1.0)
                return
            except Full:
                continue

    def _sleep(self, seconds: float) -> None:
        if self._stop.wait(max(0.0, seconds)):
            raise _Stopped

    # In the main thread

    def _store(self, look: _Look, found: Sequence[Item | Kept]) -> None:
        """Extract and store what was fetched. Raises `StoreUnavailable` where the store has given up several times."""
        look.visits += [item.visit for item in found if item.visit is not None]
        gc.collect()  # before `ingest` takes what there is out of the collector's sight: this process may run for months
        for attempt in range(PATIENT + 1):
            report = ingest(
                [_Given(look.source.called, found)],
                database=self._database,
                extracting=self._extracting,
                vocabulary=self._vocabulary,
            )
            if report.failure is None or report.interrupted:
                break
            if attempt == PATIENT:
                raise StoreUnavailable(report.failure)
            pause = PAUSE * (attempt + 1)
            self._tell(look.source.called, f"not stored: {report.failure}; tried again in {pause:.0f} s")
            time.sleep(pause)
        counts = Totals(report.new, report.changed, report.unchanged, len(report.refused))
        look.counts.add(counts)
        for title, remarks in (
            ("changed", report.replaced),
            ("refused", report.refused),
            ("warning", report.warnings),
        ):
            for remark in remarks:
                if remark.name != look.source.url or title != "refused":  # told at the end
                    self._tell(look.source.called, f"{title}: {remark.name}: {remark.message}")
        if report.interrupted:
            self.totals.add(look.counts)
            raise KeyboardInterrupt

    def _end(self, look: _Look) -> None:
        """Remember the lists that were read, and tell what came of it."""
        if look.address is not None:
            look.counts.seen = look.address.seen
            try:
                self._remember(look, tuple(look.address.visits()))
            except StoreUnavailable as error:  # the list is read once more, its pages are known
                self._tell(look.source.called, f"not remembered: {error.detail}")
        again = "" if self._once else f"; again in {_span(look.pause)}"
        if look.failure is not None:
            look.counts.failed = 1
            times = f" ({look.failures + 1} times in a row)" if look.failures else ""
            self._tell(
                look.source.called,
                f"failed{times}: {reason_of(look.failure, look.source.url)}{again}",
            )
        else:
            self._tell(look.source.called, f"{look.counts}{again}")
        self.totals.add(look.counts)
        look.done.set()

    def _remember(self, look: _Look, lists: Sequence[Visit]) -> None:
        """A list that has not changed is not read: so it is remembered only where everything that it led to is."""
        if not lists:
            return
        with closing(self._database.reader()) as reader:
            for visit in look.visits:
                kept = find_visit(reader, visit.url, engine=self._engine)
                if kept is None or (kept.visit.digest, kept.visit.stamp) != (visit.digest, visit.stamp):
                    return
        with self._database.session() as session:
            for visit in lists:
                put_visit(session, visit, engine=self._engine, now=datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class _Given:
    """What was fetched, as a source of documents."""

    name: str
    found: Sequence[Item | Kept]
    size: None = None

    def place(self, item: Item) -> str:
        return item.name

    def read(self, *, rules: str | None = None) -> Iterator[Item | Kept]:
        return iter(self.found)

    def visits(self) -> Iterable[Visit]:
        return ()


def _span(seconds: float) -> str:
    for size, name in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.3g} {name}"
    return f"{seconds:.0f} s"
