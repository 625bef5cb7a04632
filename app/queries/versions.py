"""Versions: a document's id -> the documents that have the same text, and where they differ.

Versions are looked for when they are asked for: documents that share some of a text's sketch are compared with it word by word. None is
one because it is like another: a digest holds ten releases that have nothing in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any, Final, NamedTuple

from app.language.differences import MOST_CHARACTERS, Difference, differences
from app.language.shingles import MOST_WORDS, Likeness, Shingles, are_versions, likeness, shingles
from app.language.terms import forms
from app.queries.absent import absent
from app.queries.consistent import consistent
from app.schemas.ids import Kind, parse, show
from app.schemas.version import LONGEST_PIECE
from app.store.database import Reader
from app.store.jsontext import to_json

BUCKET: Final = 64
"""Documents that are looked at for each run of a sketch: a formula stands in any number of them."""

TELLING: Final = 1 / 32
"""What a shared run counts for is parted among those who have it: one that more than 32 have makes nobody a candidate alone."""

COMPARED: Final = 48
"""Documents that are compared at most: those that share most of what few others have, and of them the nearest in time."""

FEW: Final = 8
"""The same where many documents are asked about one after the other."""

UNLIKE: Final = 2
"""The same for those in a row that are no versions: what share paragraphs of a formula are many, and the likeliest come first."""

CHARACTERS: Final = 3_000_000
"""Characters of documents that are compared."""

DIFFERENCES: Final = 100
"""Differences that are told of one version. Those of numbers stay where some must go."""

ALL_DIFFERENCES: Final = 500
DIFFERENT_CHARACTERS: Final = 1_500_000
"""Characters of versions whose differences are looked for in one answer: the work of about two seconds."""

RECORDS: Final = 100
"""Records of a kind that are told as standing in one document only."""

_SHARE: Final = Decimal("0.001")


class _Document(NamedTuple):
    """What is read of a document. In the order of `_COLUMNS`."""

    id: int
    title: str | None
    publisher: str | None
    url: str | None
    day: str | None
    language: str
    text: str
    withheld: bool
    """Whether no piece of the text may be shown."""


_COLUMNS: Final = "id, title, publisher, url, published_on, language, text, withheld"


@dataclass(frozen=True, slots=True)
class Version:
    """A document that has the same text, and how much of it."""

    document: _Document
    likeness: Likeness

    @property
    def id(self) -> str:
        """As the world sees it."""
        return show("document", self.document.id)


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of a document, without itself, the likeliest first. `left_out`: documents that share something with it and were not
    compared."""

    found: list[Version]
    left_out: int


def runs_of(text: str) -> Shingles:
    """What a text is compared by."""
    return shingles(forms(text))


def near_duplicates(reader: Reader, document: int, runs: Callable[[str], Shingles] = runs_of) -> list[int]:
    """Documents that are versions of this one, by their numbers, of the likeliest few; none where it is not stored. For reports of many
    documents: a millisecond where nothing is shared, and a few more for each that is compared, unless `runs`, which is `runs_of`,
    remembers its text."""
    row = _read(reader, document)
    return sorted(each.document.id for each in _versions(reader, row, FEW, runs, UNLIKE).found) if row else []


@consistent
def list_versions(reader: Reader, shown: str) -> list[Version]:
    """The versions of a document by its shown id, without itself, earliest first. `NotFound` or `Gone` where it is not stored."""
    return sorted(_versions(reader, _stored(reader, shown), COMPARED).found, key=_age)


@consistent
def has_likely(reader: Reader, shown: str) -> bool:
    """Whether there are documents that a document, by its shown id, would have to be compared with to know its versions: a glance that reads
    no text. `NotFound` or `Gone` where it is not stored."""
    return bool(_likely(reader, _stored(reader, shown)))


@consistent
def get_versions(reader: Reader, shown: str, against: str | None = None) -> bytes:
    """The versions of a document by its shown id, earliest first, with their differences against it or another document, as rendered JSON
    (`VersionsOut`). `NotFound` for what is not stored, `Gone` for what is no more."""
    document = _stored(reader, shown)
    reference = document if against is None else _stored(reader, against)
    versions = _versions(reader, document, COMPARED)
    notes = []
    if versions.left_out:
        notes.append(
            f"{versions.left_out} further documents share some words with it and were not compared: those that share most were."
        )
    words = forms(document.text)
    if len(words) > MOST_WORDS:
        notes.append(f"Likeness is that of the first {MOST_WORDS} words.")
    every = sorted([Version(document, Likeness(1.0, 1.0, None)), *versions.found], key=_age)
    comparison = _Comparison(reader, reference)
    answer = {
        "document": shown,
        "against": show("document", reference.id),
        "earliest": next((show("document", each.document.id) for each in every if each.document.day), None),
        "items": [_item(each, comparison) for each in every],
        "notes": [*notes, *comparison.notes],
    }
    return to_json(answer).encode()


def _age(version: Version) -> tuple[str, str, int]:
    """By day, publisher and number; without a day last."""
    found = version.document
    return found.day or "9999-99-99", found.publisher or "", found.id


def _item(version: Version, comparison: _Comparison) -> dict[str, Any]:
    """A version in the shape of `VersionOut`."""
    found = version.document
    return {
        "id": show("document", found.id),
        "title": found.title,
        "publisher": found.publisher,
        "url": found.url,
        "published_on": found.day,
        "language": found.language,
        "alike": _share(version.likeness.alike),
        "covered": _share(version.likeness.covered),
        **comparison.with_version(found),
    }


def _share(value: float) -> str:
    """Rounded down, so that 1 is all of it."""
    return str(Decimal(value).quantize(_SHARE, ROUND_DOWN))


def _stored(reader: Reader, shown: str) -> _Document:
    found = _read(reader, parse(shown, "document"))
    if found is None:
        raise absent(reader, "document", shown)
    return found


def _read(reader: Reader, number: int) -> _Document | None:
    row = reader.row(f"SELECT {_COLUMNS} FROM document WHERE id = :id", {"id": number})  # noqa: S608
    return _Document(*row) if row else None


def _versions(
    reader: Reader,
    document: _Document,
    most: int,
    runs: Callable[[str], Shingles] = runs_of,
    patience: int | None = None,
) -> Versions:
    """The versions of a document among those that share some of its sketch. `patience`: how many in a row may be none before the rest, which
    share less, is left out."""
    likely = _likely(reader, document)
    mine: Shingles | None = None
    found: list[Version] = []
    characters = unlike = 0
    for place, number in enumerate(likely):
        goes_on = place < most and characters < CHARACTERS and unlike != patience
        other = _read(reader, number) if goes_on else None
        if other is None:
            return Versions(found, len(likely) - place)
        mine = mine or runs(document.text)
        characters += len(other.text)
        alike = likeness(mine, runs(other.text))
        if are_versions(alike, _days(document.day, other.day)):
            found.append(Version(other, alike))
            unlike = 0
        else:
            unlike += 1
    return Versions(found, 0)


def _likely(reader: Reader, document: _Document) -> list[int]:
    """Documents of the same language that share some of its sketch, the likeliest first."""
    row = reader.row("SELECT shingles FROM fingerprint WHERE document_id = :id", {"id": document.id})
    values = [int(value) for value in row[0].split()] if row else []
    if not values:
        return []
    sql = " UNION ALL ".join(
        f"SELECT value, document_id FROM (SELECT value, document_id FROM shingle WHERE value = :v{place} LIMIT {BUCKET}) AS s{place}"  # noqa: S608
        for place in range(len(values))
    )
    met = reader.rows(sql, {f"v{place}": value for place, value in enumerate(values)})
    held = Counter(value for value, _ in met)
    shared: dict[int, float] = {}
    for value, number in met:  # what few others have tells more
        shared[number] = shared.get(number, 0.0) + 1 / held[value]
    weights = {number: weight for number, weight in shared.items() if weight >= TELLING}
    weights.pop(document.id, None)
    if not weights:
        return []
    names = {f"n{place}": number for place, number in enumerate(weights)}
    days = reader.rows(
        f"SELECT id, published_on FROM document WHERE id IN ({', '.join(f':{name}' for name in names)}) AND language = :language",  # noqa: S608
        names | {"language": document.language},
    )
    far = {number: _days(document.day, day) or 0 for number, day in days}
    return sorted(far, key=lambda number: (-weights[number], far[number], number))


def _days(one: str | None, other: str | None) -> int | None:
    """Days between two, None where one is not known."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) if one and other else None


class _Comparison:
    """Documents one after the other against one reference; what is left out is noted."""

    def __init__(self, reader: Reader, reference: _Document) -> None:
        self._reader = reader
        self._reference = reference
        self._records: _Records | None = None
        self._characters = DIFFERENT_CHARACTERS
        self._differences = ALL_DIFFERENCES
        self.notes: list[str] = []

    def with_version(self, other: _Document) -> dict[str, Any]:
        """`differences`, `only_here` and `only_there`; null for the reference itself."""
        if other.id == self._reference.id:
            return {"differences": None, "only_here": None, "only_there": None}
        self._records = self._records or _Records(self._reader, self._reference)
        theirs = _Records(self._reader, other)
        told = f"{show('document', other.id)}: "
        only_here, cut_here = self._records.without(theirs)
        only_there, cut_there = theirs.without(self._records)
        if cut_here or cut_there:
            self.notes.append(
                f"{told}of the records of each kind that stand in one document only, the first {RECORDS} are told."
            )
        return {
            "differences": self._differing(other, told),
            "only_here": only_here,
            "only_there": only_there,
        }

    def _differing(self, other: _Document, told: str) -> list[dict[str, Any]] | None:
        mine = self._reference
        self._characters -= min(len(mine.text), MOST_CHARACTERS) + min(len(other.text), MOST_CHARACTERS)
        if self._characters < 0:
            self.notes.append(
                f"{told}differences were not looked for, the texts are too long together; ask for its own versions with `against`."
            )
            return None
        if max(len(mine.text), len(other.text)) > MOST_CHARACTERS:
            self.notes.append(f"{told}differences are those of the first {MOST_CHARACTERS} characters.")
        every = differences(mine.text, other.text)
        most = min(DIFFERENCES, self._differences)
        kept = sorted(every, key=lambda each: not each.numbers)[:most]
        self._differences -= len(kept)
        if len(kept) < len(every):
            self.notes.append(
                f"{told}{len(kept)} of {len(every)} differences are told, those of numbers before others."
            )
        return [
            self._difference(each, other) for each in sorted(kept, key=lambda each: (each.here, each.there))
        ]

    def _difference(self, found: Difference, other: _Document) -> dict[str, Any]:
        return {
            "here": _piece(self._reference, *found.here),
            "there": _piece(other, *found.there),
            "numbers": found.numbers,
        }


def _piece(document: _Document, start: int, end: int) -> dict[str, Any]:
    text = None if document.withheld else document.text[start : min(end, start + LONGEST_PIECE)]
    return {"start": start, "end": end, "text": text}


_KINDS: Final[tuple[Kind, ...]] = ("statement", "proposal", "figure")
_FIGURE: Final = ("metric", "value", "value_high", "unit", "measure")


class _Records:
    """What was found in a document, by what it says: the forms of its words, or what a figure claims. Nothing that somebody rejected."""

    def __init__(self, reader: Reader, document: _Document) -> None:
        self._document = document
        self._found: dict[Kind, dict[tuple[Any, ...], tuple[Any, ...]]] = {}
        for kind in _KINDS:
            columns = ("id", "start_offset", "end_offset", *(_FIGURE if kind == "figure" else ()))
            rows = reader.rows(
                f"SELECT {', '.join(columns)} FROM {kind} WHERE document_id = :id"  # noqa: S608
                """ AND record NOT LIKE '%"review":"rejected"%' ORDER BY start_offset, id""",
                {"id": document.id},
            )
            self._found[kind] = {self._says(kind, row): row for row in reversed(rows)}

    def _says(self, kind: Kind, row: Sequence[Any]) -> tuple[Any, ...]:
        _, start, end, *claimed = row
        return tuple(claimed) if kind == "figure" else forms(self._document.text[start:end])

    def without(self, other: _Records) -> tuple[dict[str, Any], bool]:
        """What the other document has not, in the text's order, in the shape of `OnlyOut`; and whether some are left out."""
        told: dict[str, Any] = {}
        cut = False
        for kind, mine in self._found.items():
            theirs = other._found[kind]
            only = [row for says, row in mine.items() if says not in theirs]
            only.sort(key=lambda row: (row[1], row[0]))
            cut |= len(only) > RECORDS
            told[f"{kind}s"] = [self._shown(kind, row) for row in only[:RECORDS]]
        return told, cut

    def _shown(self, kind: Kind, row: Sequence[Any]) -> dict[str, Any]:
        number, start, end, *claimed = row
        return {
            "id": show(kind, number),
            **_piece(self._document, start, end),
            **dict(zip(_FIGURE, claimed, strict=False)),
        }
