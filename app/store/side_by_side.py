"""What is claimed of one thing -> one record: a row for each who claims it and each value, how far they lie apart, what that may come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Any

from app.analysis.claims import ClaimKey, Days
from app.analysis.compare import Comparison, Part, compare
from app.analysis.implied import SHOWN
from app.analysis.interval import Interval
from app.domain.quantity import plain
from app.schemas.claim import MOST_CLAIMS
from app.schemas.ids import show
from app.store.tags import Tag, Tags

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A claim as it is stored; see `ClaimRow`."""

    figure_id: int
    series: str
    days: str
    day: str
    teller: str
    unit: str | None
    value: Decimal
    value_high: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bounded: bool
    compared: bool
    side: str
    ambiguous: bool
    services: bool | None
    partner_open: bool
    inputs: list[int]
    formula: str | None
    times: int
    """How often its teller says it."""
    last_day: str

    def figures(self) -> tuple[int, ...]:
        """The figures that it is told by."""
        return self.figure_id, *self.inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is told of a group as a whole."""

    figures: int
    documents: int
    first_said_on: str | None


def stands_beside(tellings: Sequence[Telling], documents: int) -> bool:
    """Whether there is something to compare: two documents, two who tell it, or what is told and what is implied."""
    return documents > 1 or len({(each.teller, each.formula is None) for each in tellings}) > 1


def shown_of(tellings: Sequence[Telling]) -> list[Telling]:
    """Those that a record has rows for, in the same order: the first, those between which the spread lies, and the oldest of the others."""
    if len(tellings) <= MOST_CLAIMS:
        return list(tellings)
    alike = [place for place, each in enumerate(tellings) if each.compared]
    lows = [(low, place) for place in alike if (low := tellings[place].low) is not None]
    highs = [(high, place) for place in alike if (high := tellings[place].high) is not None]
    values = [(tellings[place].value, place) for place in alike]
    ends = [
        max(lows, default=None),
        min(highs, default=None),
        min(values, default=None),
        max(values, default=None),
    ]
    kept = {0, *(end[1] for end in ends if end is not None)}
    for place in range(len(tellings)):
        if len(kept) == MOST_CLAIMS:
            break
        kept.add(place)
    return [tellings[place] for place in sorted(kept)]


def render_claim(
    number: int,
    key: ClaimKey,
    tellings: Sequence[Telling],
    counted: Counted,
    figures: Mapping[int, Record],
) -> dict[str, Any]:
    """The record of a group of claims: `tellings` are one of each teller and value, the oldest first, `figures` those of `shown_of`, as they
    are published."""
    found = compare([_part(each) for each in tellings], key.period.end)
    shown = shown_of(tellings)
    oldest = figures[tellings[0].figure_id]
    return {
        "id": show("claim", number),
        "metric": oldest["metric"],
        "measure": key.measure.value,
        "modality": key.modality.value,
        "period": _days(key.period),
        "base_period": _days(key.base) if key.base else None,
        "places": [place for place in _places(oldest) if place["id"] in key.places],
        "topics": _topics(figures[each.figure_id] for each in shown),
        "claims": [claim_row(each, figures) for each in shown],
        "left_out": len(tellings) - len(shown),
        "figures": counted.figures,
        "claimants": len({each.teller for each in tellings}),
        "documents": counted.documents,
        "spread": _spread(found) if found else None,
        "disagreeing": found is not None and found.disagreeing,
        "causes": [cause.value for cause in found.causes] if found else [],
        "first_said_on": counted.first_said_on,
        "said_on": max(each.last_day for each in tellings) or None,
    }


def claim_tags(record: Record, tellings: Sequence[Telling]) -> Tags:
    """What a record of claims can be filtered by; it has rows for the first of the tellings only."""
    return dict.fromkeys(
        (
            ("all", ""),
            *_each("metric", (claim["metric"] for claim in record["claims"])),
            ("measure", record["measure"]),
            ("modality", record["modality"]),
            *_each("country", (place["id"] for place in record["places"])),
            *_each("topic", (topic["id"] for topic in record["topics"])),
            *_each("leader", (each.teller for each in tellings if ":" not in each.teller)),
            *_each("unit", (each.unit for each in tellings if each.unit)),
            *_each("cause", record["causes"]),
            *([("year", record["said_on"][:4])] if record["said_on"] else []),
            *([("disagreeing", "true")] if record["disagreeing"] else []),
            *([("derived", "true")] if any(each.formula for each in tellings) else []),
        )
    )


def _each(field: str, values: Iterable[str]) -> Iterator[Tag]:
    return ((field, value) for value in values)


def _part(each: Telling) -> Part:
    return Part(
        value=each.value,
        interval=Interval(each.low, each.high),
        unit=each.unit,
        bounded=each.bounded,
        compared=each.compared,
        side=each.side,
        teller=each.teller,
        said_on=date.fromisoformat(each.day) if each.day else None,
        ambiguous=each.ambiguous,
        services=each.services,
        partner_open=each.partner_open,
    )


def claim_row(first: Telling, figures: Mapping[int, Record]) -> dict[str, Any]:
    """One row: what somebody claims, as he said it first."""
    figure = figures[first.figure_id]
    return {
        "figure": figure["id"],
        "statement": figure["statement"],
        "document": figure["document"],
        "claimant": figure["claimant"],
        "span": figure["span"],
        "value": _shown(first.value, first),
        "value_high": None if first.value_high is None else _shown(first.value_high, first),
        "unit": first.unit,
        "bound": figure["bound"],
        "low": None if first.low is None else _shown(first.low, first, ROUND_FLOOR),
        "high": None if first.high is None else _shown(first.high, first, ROUND_CEILING),
        "metric": figure["metric"]["id"],
        "side": first.side,
        "compared": first.compared,
        "derived": _derived(first, figures) if first.formula else None,
        "said_on": figure["said_on"],
        "last_said_on": first.last_day or None,
        "times": first.times,
        **({"withheld": True} if figure.get("withheld") else {}),
    }


def _derived(telling: Telling, figures: Mapping[int, Record]) -> dict[str, Any]:
    return {
        "formula": telling.formula,
        "inputs": [
            {name: figures[each][name] for name in ("id", "value", "unit", "span")} for each in telling.inputs
        ],
    }


def _shown(value: Decimal, telling: Telling, rounding: str | None = None) -> str:
    """A value that was told is exact; one that was computed has as many digits as say something."""
    computed = telling.formula is not None or value != value.normalize(Context(prec=2 * SHOWN))
    return plain(Context(prec=SHOWN, rounding=rounding).plus(value) if computed else value)


def _spread(found: Comparison) -> dict[str, Any]:
    def shown(value: Decimal) -> str:
        return plain(Context(prec=SHOWN).plus(value))

    return {
        "unit": found.unit,
        "low": shown(found.low),
        "high": shown(found.high),
        "absolute": shown(found.absolute),
        "relative": None if found.relative is None else plain(round(found.relative, 2)),
        "apart": shown(found.apart),
        "compared": found.compared,
    }


def _days(days: Days) -> dict[str, str]:
    return {"start": days.start.isoformat(), "end": days.end.isoformat()}


def _places(figure: Record) -> list[Record]:
    """The reporting side first."""
    return [*([figure["reporter"]] if figure["reporter"] else []), *figure["partners"]]


def _topics(figures: Iterable[Record]) -> list[Record]:
    return list({topic["id"]: topic for figure in figures for topic in figure["topics"]}.values())
