"""How much is stored of each entry of the vocabulary, and pages of such entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import Fault, NotFound
from app.queries.consistent import consistent
from app.queries.cursor import key_cursor, last_key, seal
from app.queries.page import RecordPage
from app.queries.params import TermParams
from app.schemas.common import Out
from app.store.database import Reader


@dataclass(slots=True)
class Tally:
    """Records of one entry by kind, and the days of the first and the last (None where none has a day)."""

    document: int = 0
    statement: int = 0
    proposal: int = 0
    figure: int = 0
    first: date | None = None
    last: date | None = None


def tallies(reader: Reader, field: str, values: Iterable[str], *, days: bool = False) -> dict[str, Tally]:
    """Value -> tally, for a field that records are tagged with. `days` costs two probes of the index a value and kind."""
    found = {value: Tally() for value in values}
    params: dict[str, str] = {f"v{number}": value for number, value in enumerate(found)}
    marks = ", ".join(f":{name}" for name in params)
    span = (
        "(SELECT min(p.day) FROM posting p WHERE p.tag_id = t.id AND p.day > ''),"
        " (SELECT max(p.day) FROM posting p WHERE p.tag_id = t.id)"
        if days
        else "NULL, NULL"
    )
    for kind, value, n, first, last in reader.rows(
        f"SELECT t.kind, t.value, t.n, {span} FROM tag t"  # noqa: S608
        " WHERE t.kind IN ('document', 'statement', 'proposal', 'figure')"
        f" AND t.field = :field AND t.value IN ({marks}) AND t.n > 0",
        {"field": field, **params},
    ):
        tally = found[value]
        setattr(tally, kind, n)
        if first:
            tally.first = min(filter(None, (tally.first, date.fromisoformat(first))))
        if last:
            tally.last = max(filter(None, (tally.last, date.fromisoformat(last))))
    return found


@consistent
def find_terms(
    reader: Reader,
    noun: str,
    ordered: Sequence[str],
    params: TermParams,
    shape: Callable[[list[str]], list[Out]],
    *filters: str,
) -> RecordPage:
    """A page of entries in the order given; `shape` makes those that are shown. `filters` bind the cursor to its list."""
    version = reader.data_version()
    bound = seal(noun, *filters)
    start = 0
    if params.cursor:
        key = last_key(params.cursor, bound)
        try:
            start = ordered.index(key) + 1
        except ValueError:
            fault = Fault(loc="query/cursor", message="its entry is gone; begin again without a cursor")
            raise NotFound(
                "The entry that this cursor points to is gone; begin again without a cursor.", (fault,)
            ) from None
    shown = list(ordered[start : start + params.limit])
    more = len(ordered) > start + params.limit
    return RecordPage(
        records=[record.model_dump_json().encode() for record in shape(shown)] if shown else [],
        next=key_cursor(bound, shown[-1]) if more else None,
        data_version=version,
        total=len(ordered) if params.count == "exact" else None,
    )


def one_term(known: bool, shown: str, where: str, shape: Callable[[list[str]], list[Out]]) -> bytes:
    """One entry as rendered JSON; `NotFound` naming the list (`where`) that has the ids."""
    if not known:
        fault = Fault(
            loc="path/id", message=f"not known; the ids are listed at /api/v1/{where}", value=shown[:100]
        )
        raise NotFound(f"{shown[:100]!r} is not known; the ids are listed at /api/v1/{where}.", (fault,))
    return shape([shown])[0].model_dump_json().encode()
