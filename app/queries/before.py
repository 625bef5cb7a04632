"""What was raised before a summit or a period: the edition or the days that it is compared with, and when each topic was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from app.queries.page import Sql
from app.queries.scope import KINDS, Scope
from app.schemas.agenda import BeforeOut, SeenOut
from app.schemas.labels import summit_label
from app.store.database import Reader
from app.vocabulary import Vocabulary

if TYPE_CHECKING:
    from app.domain.findings import SummitRef
    from app.vocabulary import Edition

    Editions: TypeAlias = list[tuple[SummitRef, Edition]]

Counts: TypeAlias = tuple[int, int, int]
"""Of statements, proposals and figures."""


class Raised(NamedTuple):
    """When a topic was raised first, and when last before what is asked for."""

    first: SeenOut | None
    last: SeenOut | None


@dataclass(frozen=True, slots=True)
class Before:
    """The time before: `counts` are those of its topics, `earlier` what was raised at any time before now."""

    told: BeforeOut
    scope: Scope
    counts: Mapping[str, Counts]
    earlier: frozenset[str]
    seen: Mapping[str, Raised]
    notes: tuple[str, ...] = ()

    @property
    def last(self) -> frozenset[str]:
        """Topics of that time."""
        return frozenset(self.counts)


def before_summit(reader: Reader, vocabulary: Vocabulary, summit: str) -> Before | None:
    """Against the last edition of its series before it that documents are stored of; None where there is none."""
    editions = _editions(vocabulary, summit)
    place = next(number for number, (ref, _) in enumerate(editions) if ref.id == summit)
    topics = _topics(reader, editions)
    read = _read(reader, editions)
    earlier = [item for item in editions[:place] if item[0].id in read]
    if not earlier:
        return None
    last, edition = earlier[-1]
    scope = Scope("summit", last.id)
    unread = [ref for ref, _ in editions[editions.index(earlier[-1]) + 1 : place]]
    notes: tuple[str, ...] = ()
    if unread:
        names = "; ".join(summit_label(ref, vocabulary).labels["en"] for ref in unread)
        notes = (f"No document is stored of the editions between: {names}.",)
    now = [item for item in editions[: place + 1] if item[0].id in read]
    return Before(
        told=BeforeOut(
            summit=summit_label(last, vocabulary),
            date_from=edition.start,
            date_to=edition.end,
            documents=scope.documents(reader),
        ),
        scope=scope,
        counts=topics.get(last.id, {}),
        earlier=frozenset(topic for ref, _ in earlier for topic in topics.get(ref.id, ())),
        seen=_seen(vocabulary, now, topics, but=summit),
        notes=notes,
    )


def seen_in_series(reader: Reader, vocabulary: Vocabulary, series: str) -> dict[str, Raised]:
    """Topic -> at which editions of a series it was raised first and last."""
    editions = [
        (ref, edition) for ref, entry, edition in reversed(vocabulary.summits()) if entry.id == series
    ]
    return _seen(vocabulary, editions, _topics(reader, editions))


def _editions(vocabulary: Vocabulary, summit: str) -> Editions:
    """All editions of a summit's series, oldest first."""
    found = list(reversed(vocabulary.summits()))
    series = next(entry.id for ref, entry, _ in found if ref.id == summit)
    return [(ref, edition) for ref, entry, edition in found if entry.id == series]


def _seen(
    vocabulary: Vocabulary, editions: Editions, topics: Mapping[str, Mapping[str, Counts]], but: str = ""
) -> dict[str, Raised]:
    """`but`: an edition that is not the last one at which something was raised."""
    found: dict[str, Raised] = {}
    for ref, edition in editions:
        seen = SeenOut(summit=summit_label(ref, vocabulary), day=edition.start)
        for topic in topics.get(ref.id, ()):
            first, last = found.get(topic, Raised(seen, None))
            found[topic] = Raised(first, last if ref.id == but else seen)
    return found


def _topics(reader: Reader, editions: Editions) -> dict[str, dict[str, Counts]]:
    """Edition -> its topics, by the counters of pairs."""
    found: dict[str, dict[str, Counts]] = {}
    if not editions:
        return found
    sql = Sql()
    rows = reader.rows(
        "SELECT s.kind, s.value, t.value, p.n FROM tag s CROSS JOIN pair p CROSS JOIN tag t"  # noqa: S608
        f" WHERE s.kind {sql.listed(KINDS)} AND s.field = 'summit' AND s.value {sql.listed([ref.id for ref, _ in editions])}"
        " AND p.tag_id = s.id AND p.field = 'topic' AND p.n > 0 AND t.id = p.other_id",
        sql.params,
    )
    for kind, summit, topic, n in rows:
        _put(found.setdefault(summit, {}), topic, kind, n)
    return found


def _put(counts: dict[str, Counts], topic: str, kind: str, n: int) -> None:
    so_far = list(counts.get(topic, (0, 0, 0)))
    so_far[KINDS.index(kind)] = n
    counts[topic] = (so_far[0], so_far[1], so_far[2])


def _read(reader: Reader, editions: Editions) -> set[str]:
    """The editions that documents are stored of."""
    sql = Sql()
    rows = reader.rows(
        "SELECT value FROM tag WHERE kind = 'document' AND field = 'summit' AND n > 0"  # noqa: S608
        f" AND value {sql.listed([ref.id for ref, _ in editions])}",
        sql.params,
    )
    return {value for (value,) in rows}


def before_period(reader: Reader, scope: Scope) -> Before | None:
    """Against as many days before it; None where nothing of any day before is stored, or an end of it is open."""
    days = scope.before()
    if days is None or not scope.first or not days.first or not days.last:
        return None
    first = scope.first.isoformat()
    stored = reader.row(
        "SELECT 1 FROM tag t CROSS JOIN posting p WHERE t.kind = 'document' AND t.field = 'all' AND t.value = '' AND p.tag_id = t.id"
        " AND p.day > '' AND p.day < :first LIMIT 1",
        {"first": first},
    )
    if stored is None:
        return None
    rows = reader.rows(
        "SELECT t.kind, t.value,"
        " (SELECT count(*) FROM posting p WHERE p.tag_id = t.id AND p.day >= :from AND p.day <= :to),"
        " (SELECT min(p.day) FROM posting p WHERE p.tag_id = t.id AND p.day > ''),"
        " (SELECT max(p.day) FROM posting p WHERE p.tag_id = t.id AND p.day > '' AND p.day < :first)"
        " FROM tag t WHERE t.kind IN ('statement', 'proposal', 'figure') AND t.field = 'topic' AND t.n > 0",
        {"from": days.first.isoformat(), "to": days.last.isoformat(), "first": first},
    )
    counts: dict[str, Counts] = {}
    firsts: dict[str, str] = {}
    lasts: dict[str, str] = {}
    for kind, topic, n, oldest, newest in rows:
        if n:
            _put(counts, topic, kind, n)
        if oldest:
            firsts[topic] = min(oldest, firsts.get(topic, oldest))
        if newest:
            lasts[topic] = max(newest, lasts.get(topic, newest))
    documents = days.documents(reader)
    notes = (
        () if documents.n else (f"No document is stored of the days before, {days.first} to {days.last}.",)
    )
    return Before(
        told=BeforeOut(summit=None, date_from=days.first, date_to=days.last, documents=documents),
        scope=days,
        counts=counts,
        earlier=frozenset(lasts),
        seen={topic: Raised(_day(day), _day(lasts.get(topic))) for topic, day in firsts.items()},
        notes=notes,
    )


def _day(day: str | None) -> SeenOut | None:
    return SeenOut(summit=None, day=date.fromisoformat(day)) if day else None
