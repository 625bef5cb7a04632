"""What an agenda is of: a summit, a series of them, or a period. Its records are those of one tag, or of some days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from app.queries.page import Sql
from app.schemas.agenda import ReadOut
from app.schemas.counted import CountedOut, RecordsOut
from app.store.database import Reader

KINDS: Final = ("statement", "proposal", "figure")


def list_address(kind: str, *filters: tuple[str, str]) -> str:
    """The address of the list of a kind of record with these filters, without a host: it holds behind any proxy."""
    return f"/api/v1/{kind}s?{urlencode(filters)}" if filters else f"/api/v1/{kind}s"


@dataclass(frozen=True, slots=True)
class Scope:
    """The filter that makes it, `all` for a period, of which each end may be open."""

    name: str
    value: str = ""
    first: date | None = None
    last: date | None = None
    filters: tuple[tuple[str, str], ...] = field(init=False)
    """As its lists are asked for."""

    def __post_init__(self) -> None:
        days = (("date_from", self.first), ("date_to", self.last))
        of_days = tuple((name, day.isoformat()) for name, day in days if day)
        object.__setattr__(self, "filters", of_days if self.is_period else ((self.name, self.value),))

    @property
    def is_period(self) -> bool:
        return self.name == "all"

    def tagged(self, sql: Sql, kind: str) -> str:
        """Which tag `t` its records of a kind have."""
        return f"t.kind = {sql.bind(kind)} AND t.field = {sql.bind(self.name)} AND t.value = {sql.bind(self.value)}"

    def within(self, sql: Sql) -> str:
        """Between which days a posting `p` must lie; nothing of what has none."""
        ends = (">=", self.first), ("<=", self.last)
        found = "".join(f" AND p.day {how} {sql.bind(day.isoformat())}" for how, day in ends if day)
        # As in lists, what has no day is in no period.
        return found and f" AND p.day > ''{found}"

    def before(self) -> Scope | None:
        """The days before a period, as many as it has; None where it has no ends, and where the calendar has none before."""
        if not self.first or not self.last or self.first > self.last:
            return None
        try:
            return Scope(
                "all", "", self.first - (self.last - self.first) - timedelta(1), self.first - timedelta(1)
            )
        except OverflowError:
            return None

    def records(self, counts: tuple[int, int, int], *filters: tuple[str, str]) -> RecordsOut:
        """Numbers of statements, proposals and figures with further filters, and where they are listed."""
        statements, proposals, figures = (
            CountedOut(n=n, list=list_address(kind, *self.filters, *filters))
            for kind, n in zip(KINDS, counts, strict=True)
        )
        return RecordsOut(statements=statements, proposals=proposals, figures=figures)

    def documents(self, reader: Reader) -> ReadOut:
        """How many documents were read."""
        sql = Sql()
        within = self.within(sql)
        [[n]] = reader.rows(
            f"SELECT count(*) FROM tag t CROSS JOIN posting p WHERE {self.tagged(sql, 'document')} AND p.tag_id = t.id{within}",  # noqa: S608
            sql.params,
        )
        # The other way round: few documents are partial, and an index has those alone.
        [[partial]] = reader.rows(
            f"SELECT count(*) FROM document d CROSS JOIN tag t CROSS JOIN posting p WHERE NOT d.complete AND {self.tagged(sql, 'document')}"  # noqa: S608
            f" AND p.tag_id = t.id AND p.day = coalesce(d.published_on, '') AND p.finding_id = d.id{within}",
            sql.params,
        )
        return ReadOut(n=n, partial=partial, list=list_address("document", *self.filters))
