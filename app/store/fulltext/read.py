"""The index as it is read: keys of hits, newest or oldest first, between two keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Final

from app.errors import StoreUnavailable
from app.schemas.ids import Kind
from app.store.database import Reader
from app.store.fulltext import postgres, sqlite
from app.store.fulltext.edition import current_edition
from app.store.fulltext.expression import Expression, all_of
from app.store.tags import tags_of

_DIALECTS: Final[dict[str, ModuleType]] = {"sqlite": sqlite, "postgresql": postgres}


@dataclass(frozen=True, slots=True)
class Hits:
    """All hits of an expression among the records of a kind, between two keys (both excluded)."""

    kind: Kind
    expression: Expression
    low: int
    high: int
    condition: str = ""
    """More SQL that a row `r` of the kind's table must fulfil, with parameters of its own."""
    params: Mapping[str, Any] = field(default_factory=dict)

    def keys(self, reader: Reader, most: int) -> list[int]:
        """The keys of the newest, newest first."""
        sql, params = self._sql(reader, "{key}", order="DESC", most=most)
        return [row[0] for row in reader.rows(sql, params)]

    def also(self, reader: Reader, wish: Expression, most: int, *, alone: bool) -> list[int]:
        """The keys of those hits that fulfil a wish besides; `alone`: of whatever fulfils it, which is quicker to find."""
        found = wish if alone else all_of([self.expression, wish])
        return Hits(self.kind, found, self.low, self.high, self.condition, self.params).keys(reader, most)

    def records(self, reader: Reader, most: int, *, newest: bool) -> list[tuple[int, bytes]]:
        """Key and rendered record of the newest or oldest, in that order."""
        sql, params = self._sql(
            reader, "{key}, CAST(r.record AS BLOB)", order="DESC" if newest else "ASC", most=most, joined=True
        )
        return [(row[0], row[1]) for row in reader.rows(sql, params)]

    def count(self, reader: Reader) -> int:
        """How many there are."""
        sql, params = self._sql(reader, "count(*)")
        [(found,)] = reader.rows(sql, params)
        return int(found)

    def facets(self, reader: Reader, fields: Sequence[str]) -> list[tuple[Any, ...]]:
        """The tags of the hits in these fields (`tags_of`), those with the same ones together, and how many have them."""
        day = "coalesce(r.published_on, '')" if self.kind == "document" else "r.said_on"
        beside = f" AND c.day = {day} AND c.finding_id = e.record_id"
        sql, params = self._sql(reader, f"{tags_of(fields)} AS told, count(*)", joined=True, facets=True)
        return reader.rows(f"{sql}{beside} GROUP BY told", params)

    def _sql(
        self,
        reader: Reader,
        what: str,
        *,
        order: str = "",
        most: int | None = None,
        joined: bool = False,
        facets: bool = False,
    ) -> tuple[str, dict[str, Any]]:
        dialect = _dialect(reader)
        key = dialect.KEY
        sql = f"SELECT {what.format(key=key)} FROM fts_{self.kind} f"  # noqa: S608
        if joined or self.condition:
            # CROSS JOIN keeps the order of the two: the index hands out keys in order, and the records follow.
            sql += f" CROSS JOIN search_entry e CROSS JOIN {self.kind} r"
        if facets:
            sql += " CROSS JOIN facet c"
        sql += f" WHERE {dialect.condition(self.kind, 'hits')} AND {key} > :low AND {key} < :high"
        if joined or self.condition:
            sql += f" AND e.key = {key} AND r.id = e.record_id{self.condition}"
        params = {**self.params, "hits": dialect.query(self.expression), "low": self.low, "high": self.high}
        if order:
            sql += f" ORDER BY {key} {order}"
        if most is not None:
            # Not a parameter: with one SQLite plans the statement anew each time, which takes as long as to find a rare word.
            sql += f" LIMIT {most:d}"
        return sql, params


def _dialect(reader: Reader) -> ModuleType:
    return _DIALECTS[reader.dialect]


def check_index(reader: Reader) -> None:
    """`StoreUnavailable` unless the index is whole and made by this edition of forms and lemmas."""
    found = reader.row("SELECT edition, done FROM search_edition")
    if found != (current_edition(), None):
        raise StoreUnavailable(
            "the full-text index is not whole, or was made by another release: run `summitry migrate`"
        )


def records_of(reader: Reader, kind: Kind, keys: Sequence[int]) -> dict[int, bytes]:
    """Key -> rendered record."""
    if not keys:
        return {}
    params = {f"k{number}": key for number, key in enumerate(keys)}
    marks = ", ".join(f":{name}" for name in params)
    rows = reader.rows(
        f"SELECT e.key, CAST(r.record AS BLOB) FROM search_entry e JOIN {kind} r ON r.id = e.record_id"  # noqa: S608
        f" WHERE e.key IN ({marks})",
        params,
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that a record is searched by: a piece of its document's text, from `start` on, and the document's title."""

    start: int
    text: str
    """Empty where it is withheld."""
    title: str | None
    length: int
    withheld: bool = False


LONGEST_PASSAGE: Final = 100_000
"""Characters of a text in which hits are looked for to be shown."""


def passages_of(reader: Reader, keys: Sequence[int]) -> dict[int, Passage]:
    """Key -> where the words stand that it is searched by."""
    if not keys:
        return {}
    params = {f"k{number}": key for number, key in enumerate(keys)}
    marks = ", ".join(f":{name}" for name in params)
    rows = reader.rows(
        "SELECT e.key, e.start_offset, e.end_offset, d.title, d.withheld,"  # noqa: S608
        " CASE WHEN d.withheld THEN '' ELSE substr(d.text, e.start_offset + 1, e.end_offset - e.start_offset) END"
        f" FROM search_entry e JOIN document d ON d.id = e.document_id WHERE e.key IN ({marks})",
        params,
    )
    return {
        key: Passage(start, text[:LONGEST_PASSAGE], title, end - start, bool(withheld))
        for key, start, end, title, withheld, text in rows
    }
