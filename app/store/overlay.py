"""What people made of a document's findings, laid over what the engine found in it: pure, and the same each time the document is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from app.domain.findings import Extraction, Figure, Proposal, Speaker, Statement
from app.domain.kinds import Act, Attribution, Bound, Direction, Measure, Modality, Review
from app.domain.period import Period
from app.domain.quantity import plain
from app.store.render import Numbers, number
from app.vocabulary import Vocabulary

RULE: Final = "review"
"""The rule of a speaker and of a period that a person told."""

Finding = TypeVar("Finding", Statement, Proposal, Figure)
Changes = Mapping[str, Any]
"""Field -> value, as JSON: the fields of `Statement`, `Proposal` and `Figure`, but not its words and where they stand; people by id, a period as
[first day, last day], in place of `geo` its two parts `reporter` and `partners`."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What was made of one finding: the verdict, and all that was changed by hand, the last value of each field."""

    review: Review
    changes: Changes


_KINDS: Final[dict[str, Callable[[str], Any]]] = {
    "act": Act,
    "measure": Measure,
    "direction": Direction,
    "modality": Modality,
    "bound": Bound,
    "value": Decimal,
    "value_high": Decimal,
}
_LISTS: Final = frozenset({"topics", "addressees"})
_GEO: Final = frozenset({"reporter", "partners"})
_PEOPLE: Final = frozenset({"speaker", "claimant"})


def lay_over(
    extraction: Extraction,
    overlays: Mapping[int, Overlay],
    vocabulary: Vocabulary,
    before: Extraction | None = None,
) -> Extraction:
    """The extraction as people left it. `before` is the same text as it was stored: findings that somebody confirmed or corrected come from
    there where the engine finds them no more.

    A statement's corrected speaker speaks in its proposals and figures, too, where they had the one that was wrong.
    """
    if not overlays:
        return extraction
    if before is not None and before.document.text == extraction.document.text:
        extraction = _kept(extraction, before, overlays)
    numbers = number(extraction)
    names = _names(extraction, vocabulary)

    def changed(ids: Iterable[int], findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(
            _changed(finding, overlays[key].changes, names) if key in overlays else finding
            for key, finding in zip(ids, findings, strict=True)
        )

    statements = changed(numbers.statements, extraction.statements)
    was = {place: found.speaker for place, found in enumerate(extraction.statements)}
    now = {place: found.speaker for place, found in enumerate(statements)}
    proposals = tuple(
        replace(found, speaker=now[found.statement]) if found.speaker == was[found.statement] else found
        for found in extraction.proposals
    )
    figures = tuple(
        replace(found, claimant=now[found.statement])
        if found.statement is not None and found.claimant == was[found.statement]
        else found
        for found in extraction.figures
    )
    return replace(
        extraction,
        statements=statements,
        proposals=changed(numbers.proposals, proposals),
        figures=changed(numbers.figures, figures),
    )


def _changed(finding: Finding, changes: Changes, names: Callable[[str], str]) -> Finding:
    values = {field: _value(field, value, names) for field, value in changes.items() if field not in _GEO}
    if isinstance(finding, Figure) and not _GEO.isdisjoint(changes):
        told: dict[str, Any] = {field: _part(finding, field) for field in _GEO} | {
            field: changes[field] for field in _GEO if field in changes
        }
        values["geo"] = tuple(place for place in (told["reporter"], *told["partners"]) if place)
    return replace(finding, **values)


def _part(finding: Figure, field: str) -> Any:
    """The reporting side of a figure, or the other places that it is about."""
    return list(finding.geo[1:]) if field == "partners" else next(iter(finding.geo), None)


def _value(field: str, value: Any, names: Callable[[str], str]) -> Any:
    if field in _LISTS:
        return tuple(value)
    if value is None:
        return None
    if field in _PEOPLE:
        return Speaker(id=value, name=names(value), attribution=Attribution.EXPLICIT, rule=RULE)
    if field == "period":
        first, last = map(date.fromisoformat, value)
        return Period(start=first, end=last, rule=RULE)
    return _KINDS[field](value) if field in _KINDS else value


def values_of(finding: Statement | Proposal | Figure, fields: Iterable[str]) -> dict[str, Any]:
    """These fields of a finding, in the form of `Changes`."""
    return {
        field: _part(finding, field)
        if isinstance(finding, Figure) and field in _GEO
        else _told(getattr(finding, field))
        for field in fields
    }


def _told(value: Any) -> Any:
    if isinstance(value, Speaker):
        return value.id
    if isinstance(value, Period):
        return [value.start.isoformat(), value.end.isoformat()]
    if isinstance(value, Decimal):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value


def reviews_of(extraction: Extraction, overlays: Mapping[int, Overlay]) -> dict[int, Review]:
    """What people made of each finding that they looked at. With a statement that is none its proposals are none."""
    if not overlays:
        return {}
    numbers = number(extraction)
    found = {key: overlay.review for key, overlay in overlays.items()}
    for key, owner in _owners(numbers.proposals, extraction.proposals, numbers).items():
        if found.get(owner) is Review.REJECTED:
            found[key] = Review.REJECTED
    return found


def _names(extraction: Extraction, vocabulary: Vocabulary) -> Callable[[str], str]:
    """What a speaker is called in the text's language."""
    met = {mention.leader: mention.name for mention in extraction.people}

    def name(speaker: str) -> str:
        if speaker.startswith("org:"):
            return speaker.removeprefix("org:")
        if speaker in met:
            return met[speaker]
        entry = vocabulary.leaders.get(speaker)
        known = entry.names if entry else {}
        return next(
            (known[language][0] for language in (extraction.language, "en", *known) if known.get(language)),
            speaker,
        )

    return name


def _kept(extraction: Extraction, before: Extraction, overlays: Mapping[int, Overlay]) -> Extraction:
    """The findings, and those of before that people stand by. A proposal or figure brings its statement along."""
    found, stored = number(extraction), number(before)
    wanted = {
        key for key, overlay in overlays.items() if overlay.review in (Review.CONFIRMED, Review.CORRECTED)
    }
    owners = _owners(stored.proposals, before.proposals, stored) | _owners(
        stored.figures, before.figures, stored
    )
    wanted |= {owners[key] for key in wanted if key in owners}
    lost = wanted - {*found.statements, *found.proposals, *found.figures}
    statements = [each for key, each in zip(stored.statements, before.statements, strict=True) if key in lost]
    places = {key: place for place, key in enumerate(found.statements)}
    places |= {
        key: len(found.statements) + place
        for place, key in enumerate(key for key in stored.statements if key in lost)
    }
    proposals = [
        replace(each, statement=places[owners[key]])
        for key, each in zip(stored.proposals, before.proposals, strict=True)
        if key in lost
    ]
    figures = [
        replace(each, statement=places[owners[key]] if key in owners else None, companion=None)
        for key, each in zip(stored.figures, before.figures, strict=True)
        if key in lost
    ]
    return replace(
        extraction,
        statements=(*extraction.statements, *statements),
        proposals=(*extraction.proposals, *proposals),
        figures=(*extraction.figures, *figures),
    )


def _owners(ids: Sequence[int], findings: Sequence[Proposal | Figure], numbers: Numbers) -> dict[int, int]:
    """Proposal or figure -> its statement, by id."""
    return {
        key: numbers.statements[found.statement]
        for key, found in zip(ids, findings, strict=True)
        if found.statement is not None
    }
