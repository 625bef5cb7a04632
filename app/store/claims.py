"""Claims side by side: what each figure claims is written with its document, and what all claim of one thing is rendered anew, as a
record of its own, at the end of each transaction that touches it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import Integer, Text, bindparam, delete, insert, select, text
from sqlalchemy.orm import Session

from app.analysis.claims import Claim, ClaimKey, Days, claims_of
from app.domain.findings import Extraction
from app.domain.kinds import Bound, Measure, Modality, Review, UnitKind
from app.schemas.ids import claim_id
from app.store.claim_words import ClaimReading
from app.store.index import change_postings, tag_ids
from app.store.jsontext import to_json
from app.store.postings import Posting
from app.store.side_by_side import Counted, Telling, claim_tags, render_claim, shown_of, stands_beside
from app.store.tables import ClaimGroupRow, ClaimRow, FigureRow, table_of
from app.store.tags import TagKey
from app.store.transactions import at_end, mark_changed
from app.vocabulary import Vocabulary

_claim, _group, _figure = table_of(ClaimRow), table_of(ClaimGroupRow), table_of(FigureRow)

_TOUCHED: Final = "summitry.claims"
_BATCH: Final = 200
"""Things that are rendered at a time."""

Values = dict[str, Any]


def claim_rows(
    extraction: Extraction,
    numbers: Sequence[int],
    *,
    document: int,
    vocabulary: Vocabulary,
    reviews: Mapping[int, Review],
) -> list[Values]:
    """The rows of what a document claims; `numbers` are the ids of its figures."""
    reading = ClaimReading(extraction, vocabulary)
    rejected = {place for place, number in enumerate(numbers) if reviews.get(number) is Review.REJECTED}
    rows = {}
    for claim in claims_of(extraction.figures, reading.terms, rejected, reading.shares()):
        row = _row(claim, extraction, numbers, document)
        row["services"] = reading.services.get(claim.figure)
        row["partner_open"] = reading.one_side_open(claim)
        rows[row["group_id"], row["figure_id"]] = row
    return list(rows.values())


def _row(claim: Claim, extraction: Extraction, numbers: Sequence[int], document: int) -> Values:
    found, source = extraction.figures[claim.figure], extraction.document
    series, days = series_of(claim.key), days_of(claim.key)
    return {
        "group_id": claim_id(series, days),
        "figure_id": numbers[claim.figure],
        "document_id": document,
        "series": series,
        "days": days,
        "day": source.published_on.isoformat() if source.published_on else "",
        "teller": found.claimant.id if found.claimant else f"narrator:{source.publisher or document}",
        "unit": claim.unit,
        "value": claim.value,
        "value_high": claim.value_high,
        "low": claim.interval.low,
        "high": claim.interval.high,
        "bounded": not claim.derived and found.bound in (Bound.OVER, Bound.UNDER),
        "compared": not (claim.scoped or claim.partial),
        "side": found.geo[0],
        "ambiguous": bool(found.period and found.period.ambiguous),
        "inputs": [numbers[place] for place in claim.inputs],
        "formula": claim.formula,
    }


def series_of(key: ClaimKey) -> str:
    """What claims of one series have in common, whatever days they are of, as a text."""
    return "|".join((key.metric, key.measure, key.kind or "", key.modality, ",".join(key.places)))


def days_of(key: ClaimKey) -> str:
    """The days that a claim is of, and those that it counts from, as a text."""
    base = [day.isoformat() for day in key.base] if key.base else ["", ""]
    return "|".join((*(day.isoformat() for day in key.period), *base))


def _read(series: str, days: str) -> ClaimKey:
    metric, measure, kind, modality, places = series.split("|")
    start, end, base_start, base_end = (date.fromisoformat(day) if day else None for day in days.split("|"))
    assert start and end
    return ClaimKey(
        metric=metric,
        measure=Measure(measure),
        kind=UnitKind(kind) if kind else None,
        modality=Modality(modality),
        period=Days(start, end),
        base=Days(base_start, base_end) if base_start and base_end else None,
        places=tuple(places.split(",")),
    )


def claimed_by(session: Session, document: int) -> set[int]:
    """The groups in which a stored document has claims."""
    return set(session.scalars(select(_claim.c.group_id).where(_claim.c.document_id == document).distinct()))


def touch(session: Session, groups: Iterable[int]) -> None:
    """Have these groups rendered anew at the end of the transaction."""
    touched: set[int] | None = session.info.get(_TOUCHED)
    if touched is None:
        touched = session.info[_TOUCHED] = set()
        at_end(session, lambda: _settle(session))
    touched.update(groups)


def _settle(session: Session) -> None:
    """Render what was touched. It holds whatever a savepoint took back: what is rendered is what is stored."""
    groups = sorted(session.info.pop(_TOUCHED, ()))
    for start in range(0, len(groups), _BATCH):
        render_groups(session, groups[start : start + _BATCH])


# One row for each who claims it and each value, as it was said first: a thing may be told a hundred thousand times by a few.
_SAID: Final = (
    text(
        "SELECT * FROM (SELECT c.*, row_number() OVER ("
        "PARTITION BY group_id, teller, unit, value, value_high, low, high, compared, formula"
        " ORDER BY CASE WHEN day = '' THEN 1 ELSE 0 END, day, figure_id) AS place, count(*) OVER said AS times, max(day) OVER said AS last_day"
        " FROM claim c WHERE group_id IN :groups"
        " WINDOW said AS (PARTITION BY group_id, teller, unit, value, value_high, low, high, compared, formula)) t"
        " WHERE place = 1 ORDER BY group_id, CASE WHEN day = '' THEN 1 ELSE 0 END, day, figure_id"
    )
    .bindparams(bindparam("groups", expanding=True))
    .columns(*_claim.c, place=Integer, times=Integer, last_day=Text)
)
_COUNTED: Final = text(
    "SELECT group_id, count(*), count(DISTINCT document_id), min(nullif(day, '')) FROM claim WHERE group_id IN :groups GROUP BY group_id"
).bindparams(bindparam("groups", expanding=True))


def render_groups(session: Session, groups: Sequence[int]) -> None:
    """Bring the records of these groups to what is claimed in them now; one in which nothing stands beside anything has none."""
    rows = session.execute(_SAID, {"groups": groups}).mappings()
    claimed = {
        number: [Telling(**{name: row[name] for name in Telling.__slots__}) for row in found]
        for number, found in groupby(rows, itemgetter("group_id"))
    }
    counted = {
        number: Counted(figures=figures, documents=documents, first_said_on=day)
        for number, figures, documents, day in session.execute(_COUNTED, {"groups": groups})
    }
    wanted = {
        number: tellings
        for number, tellings in claimed.items()
        if stands_beside(tellings, counted[number].documents)
    }
    stored = {
        row.id: row
        for row in session.execute(
            select(_group.c.id, _group.c.day, _group.c.tags, _group.c.record).where(_group.c.id.in_(groups))
        )
    }
    shown = (each for tellings in wanted.values() for each in shown_of(tellings))
    records = _figures(session, {id for each in shown for id in each.figures()})
    fresh: list[Values] = []
    tags: dict[int, list[TagKey]] = {}
    for number, tellings in wanted.items():
        key = _read(tellings[0].series, tellings[0].days)
        record = render_claim(number, key, tellings, counted[number], records)
        rendered = to_json(record)
        if number in stored and stored[number].record == rendered:
            continue
        tags[number] = [TagKey("claim", *tag) for tag in claim_tags(record, tellings)]
        fresh.append(
            {
                "id": number,
                "period_start": key.period.start.isoformat(),
                "period_end": key.period.end.isoformat(),
                "day": record["said_on"] or "",
                "record": rendered,
            }
        )
    _put(session, stored, fresh, tags, [number for number in stored if number not in wanted])


def _put(
    session: Session,
    stored: Mapping[int, Any],
    fresh: Sequence[Values],
    tags: Mapping[int, Sequence[TagKey]],
    gone: Sequence[int],
) -> None:
    """Write the records that are new or changed, take away those that are no more, and move their tags."""
    if not fresh and not gone:
        return
    ids = tag_ids(session, (tag for found in tags.values() for tag in found))
    for row in fresh:
        row["tags"] = [ids[tag] for tag in tags[row["id"]]]
    replaced = [*gone, *(row["id"] for row in fresh if row["id"] in stored)]
    change_postings(
        session,
        old={Posting(tag, stored[number].day, number) for number in replaced for tag in stored[number].tags},
        new={Posting(tag, row["day"], row["id"]) for row in fresh for tag in row["tags"]},
    )
    if replaced:
        session.execute(delete(_group).where(_group.c.id.in_(replaced)))
    if fresh:
        session.execute(insert(_group), fresh)
    mark_changed(session)


def _figures(session: Session, numbers: Collection[int]) -> dict[int, dict[str, Any]]:
    """Figures as they are published, by id."""
    found: dict[int, dict[str, Any]] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), 1000):
        rows = session.execute(
            select(_figure.c.id, _figure.c.record).where(_figure.c.id.in_(wanted[start : start + 1000]))
        )
        found.update({number: from_json(record) for number, record in rows})
    return found
