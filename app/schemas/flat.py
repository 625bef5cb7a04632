"""Records as flat rows, for CSV: the columns of each kind, and a rendered record's values in them.

What a record holds in several pieces stands in several columns; of a list the ids stand in one, parted by ` | `, in the record's order.
A column that no record fills is there nevertheless: the columns of a kind never depend on what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, Literal, NamedTuple

Record = Mapping[str, Any]
Row = tuple[object, ...]

SEPARATOR: Final = " | "


ColumnType = Literal["text", "number", "integer", "truth", "day"]
TYPES: Final[dict[str, ColumnType]] = {
    **dict.fromkeys(("value", "value_high", "step", "low", "high", "absolute", "relative", "apart"), "number"),
    **dict.fromkeys(
        (
            "start", "end", "position", "revision", "statements", "proposals", "figures", "people", "data_version",
            "line", "claimants", "documents", "times", "occasions", "leaders", "summits", "languages",
        ),
        "integer",
    ),
    **dict.fromkeys(("cue", "complete", "withheld", "disagreeing", "compared"), "truth"),
    **dict.fromkeys(
        ("published_on", "said_on", "first_said_on", "period_start", "period_end", "base_start", "base_end", "vintage"), "day"
    ),
}  # fmt: skip
"""What the cells of a column are, in every kind of record; a truth is the text true or false, a day an ISO date. Others hold text."""


class Flat(NamedTuple):
    """The columns of a kind of record."""

    columns: tuple[str, ...]
    row: Callable[[Record], Row]

    def narrowed(self, fields: Collection[str]) -> Flat:
        """Only the id and the columns that tell of these fields of the record; all, where none are named."""
        if not fields:
            return self
        wanted = {"id"}.union(*(_TOLD.get(field, (field,)) for field in fields))
        places = [place for place, column in enumerate(self.columns) if column in wanted]

        def row(record: Record) -> Row:
            whole = self.row(record)
            return tuple(whole[place] for place in places)

        return Flat(tuple(self.columns[place] for place in places), row)


_SOURCE = ("document", "title", "url", "publisher", "published_on")
_SPAN = ("start", "end", "exact")
_CHANGE = ("id", "kind", "change", "document", "data_version", "at")
_END = ("said_on", "summit", "language", "rule", "review", "revision", "withheld")


def _ids(labels: list[Record]) -> str:
    return SEPARATOR.join([label["id"] for label in labels])


def _id(label: Record | None) -> str | None:
    return label["id"] if label else None


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _source(record: Record) -> Row:
    source = record["document"]
    return source["id"], source["title"], source["url"], source["publisher"], source["published_on"]


def _span(record: Record) -> Row:
    span = record["span"]
    return span["start"], span["end"], span["exact"]


def _person(speaker: Record | None) -> Row:
    if speaker is None:
        return None, None, None, None
    return speaker["id"], speaker["name"], speaker["kind"], speaker["attribution"]


def _end(record: Record) -> Row:
    return (
        record["said_on"],
        _id(record["summit"]),
        record["language"],
        record["rule"],
        record["review"],
        record["revision"],
        _truth(record.get("withheld", False)),
    )


def _days(period: Record | None) -> Row:
    return (period["start"], period["end"]) if period else (None, None)


def _statement(record: Record) -> Row:
    return (
        record["id"],
        *_source(record),
        *_span(record),
        record["kind"],
        record["act"],
        *_person(record["speaker"]),
        _ids(record["addressees"]),
        _ids(record["topics"]),
        _truth(record["cue"]),
        *_end(record),
    )


def _proposal(record: Record) -> Row:
    return (
        record["id"],
        record["statement"],
        *_source(record),
        *_span(record),
        record["position"],
        *_person(record["proposer"]),
        _ids(record["addressees"]),
        _ids(record["topics"]),
        *_end(record),
    )


def _figure(record: Record) -> Row:
    return (
        record["id"],
        record["statement"],
        *_source(record),
        *_span(record),
        record["metric"]["id"],
        record["value"],
        record["value_high"],
        record["unit"],
        record["step"],
        record["measure"],
        record["direction"],
        record["modality"],
        record["bound"],
        *_days(record["period"]),
        *_days(record["base_period"]),
        _id(record["reporter"]),
        _ids(record["partners"]),
        *_person(record["claimant"]),
        record["companion"],
        _ids(record["topics"]),
        SEPARATOR.join(record["flags"]),
        *_end(record),
    )


def _document(record: Record) -> Row:
    counts = record["counts"]
    return (
        record["id"],
        record["key"],
        record["title"],
        record["url"],
        record["publisher"],
        record["published_on"],
        record["language"],
        record["licence"],
        record["event"],
        _id(record["summit"]),
        record["sha256"],
        record["retrieved_at"],
        _truth(record["complete"]),
        counts["statements"],
        counts["proposals"],
        counts["figures"],
        counts["people"],
        SEPARATOR.join(record["warnings"]),
        record["extractor_version"],
        record["vocabulary_version"],
        record["revision"],
        _truth(record.get("withheld", False)),
    )


def _change(record: Record) -> Row:
    return tuple(record[name] for name in _CHANGE)


def _claims(record: Record) -> Row:
    spread = record["spread"] or dict.fromkeys(("unit", "low", "high", "absolute", "relative", "apart"))
    return (
        record["id"],
        record["metric"]["id"],
        record["measure"],
        record["modality"],
        *_days(record["period"]),
        *_days(record["base_period"]),
        _ids(record["places"]),
        _ids(record["topics"]),
        SEPARATOR.join(map(_claimed, record["claims"])),
        record["figures"],
        record["claimants"],
        record["documents"],
        *(spread[name] for name in _SPREAD),
        _truth(record["disagreeing"]),
        SEPARATOR.join(record["causes"]),
        record["first_said_on"],
        record["said_on"],
    )


_OFFICIAL = ("source", "vintage", "value", "absolute", "relative", "apart", "apart_relative")


def _point(record: Record) -> Row:
    source, span = record["source"] or {}, record["span"] or {}
    document, derived = record["document"] or {}, record["derived"] or {}
    return (
        record["kind"],
        *_days(record["period"]),
        *_days(record["base_period"]),
        record["metric"],
        record["side"],
        record["value"],
        record["value_high"],
        record["low"],
        record["high"],
        record["unit"],
        record["bound"],
        _truth(record["compared"]),
        *_person(record["claimant"]),
        record["figure"],
        record["statement"],
        *(document.get(name) for name in ("id", "title", "url", "publisher", "published_on")),
        *(span.get(name) for name in ("start", "end", "exact")),
        derived.get("formula"),
        SEPARATOR.join(given["id"] for given in derived.get("inputs", ())),
        record["said_on"],
        *(source.get(name) for name in ("name", "vintage", "code", "file", "line")),
        *(SEPARATOR.join(each[name] or "" for each in record["official"]) for name in _OFFICIAL),
        _truth(record.get("withheld", False)),
    )


def _claimed(claim: Record) -> str:
    """`sadyr-japarov 1700000000 USD fi-…`: who, how much, and the figure that it stands in; `implied` for what nobody said."""
    who = claim["claimant"]["id"] if claim["claimant"] else claim["document"]["publisher"] or "narrator"
    amount = claim["value"] if claim["value_high"] is None else f"{claim['value']}..{claim['value_high']}"
    return " ".join(
        filter(None, ("implied" if claim["derived"] else who, amount, claim["unit"], claim["figure"]))
    )


def _threads(record: Record) -> Row:
    first = record["first_voiced"]
    return (
        record["id"],
        record["title"],
        record["language"],
        _ids(record["topics"]),
        first["proposer"]["id"] if first["proposer"] else None,
        first["proposal"],
        SEPARATOR.join(map(_voiced, record["proposals"])),
        SEPARATOR.join(each["statement"] for each in record["backed_by"]),
        *(record[name] for name in _COUNTED),
        record["first_said_on"],
        record["said_on"],
    )


def _voiced(proposal: Record) -> str:
    """`2025-11-16 sadyr-japarov repeated pr-…`: when, who, what it is to the thread, and which proposal it is."""
    who = proposal["proposer"]["id"] if proposal["proposer"] else "unknown"
    return " ".join((proposal["said_on"] or "undated", who, proposal["relation"], proposal["proposal"]))


_COUNTED = ("times", "occasions", "documents", "leaders", "summits", "languages")

_SPREAD = ("unit", "low", "high", "absolute", "relative", "apart")


def _speaker_columns(role: str) -> tuple[str, ...]:
    return role, f"{role}_name", f"{role}_kind", "attribution"


_TOLD: Final[dict[str, tuple[str, ...]]] = {
    "document": _SOURCE,
    "span": _SPAN,
    "segments": (),
    **{role: _speaker_columns(role) for role in ("speaker", "proposer", "claimant")},
    "spread": _SPREAD,
    "period": ("period_start", "period_end"),
    "base_period": ("base_start", "base_end"),
    "first_voiced": ("proposer", "proposal"),
    "proposals": ("voiced",),  # a number of documents, a list of threads
    "counts": ("statements", "proposals", "figures", "people"),
}
"""Field of a record -> the columns that tell of it, where they are not one of the same name."""


FLAT: Final[dict[str, Flat]] = {
    "statement": Flat(
        (
            "id", *_SOURCE, *_SPAN, "kind", "act", *_speaker_columns("speaker"), "addressees", "topics", "cue", *_END,
        ),
        _statement,
    ),
    "proposal": Flat(
        (
            "id", "statement", *_SOURCE, *_SPAN, "position", *_speaker_columns("proposer"), "addressees", "topics", *_END,
        ),
        _proposal,
    ),
    "figure": Flat(
        (
            "id", "statement", *_SOURCE, *_SPAN, "metric", "value", "value_high", "unit", "step", "measure", "direction",
            "modality", "bound", "period_start", "period_end", "base_start", "base_end", "reporter", "partners",
            *_speaker_columns("claimant"), "companion", "topics", "flags", *_END,
        ),
        _figure,
    ),
    "document": Flat(
        (
            "id", "key", "title", "url", "publisher", "published_on", "language", "licence", "event", "summit", "sha256",
            "retrieved_at", "complete", "statements", "proposals", "figures", "people", "warnings", "extractor_version",
            "vocabulary_version", "revision", "withheld",
        ),
        _document,
    ),
    "claim": Flat(
        (
            "id", "metric", "measure", "modality", "period_start", "period_end", "base_start", "base_end", "places", "topics", "claims",
            "figures", "claimants", "documents", *_SPREAD, "disagreeing", "causes", "first_said_on", "said_on",
        ),
        _claims,
    ),
    "point": Flat(
        (
            "kind", "period_start", "period_end", "base_start", "base_end", "metric", "side", "value", "value_high", "low", "high", "unit",
            "bound", "compared", *_speaker_columns("claimant"), "figure", "statement", *_SOURCE, *_SPAN, "formula", "inputs", "said_on",
            "source", "vintage", "code", "file", "line", *(f"official_{name}" for name in _OFFICIAL), "withheld",
        ),
        _point,
    ),
    "thread": Flat(
        (
            "id", "title", "language", "topics", "proposer", "proposal", "voiced", "backed_by", *_COUNTED, "first_said_on", "said_on",
        ),
        _threads,
    ),
    "change": Flat(_CHANGE, _change),
}  # fmt: skip
"""Kind of record -> its columns."""
