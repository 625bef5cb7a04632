"""How much is stored of each entry of the vocabulary, and pages of such entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import Fault, NotFound
from app.queries.consistent import consistent
from app.queries.cursor import edge_key, key_cursor, seal
from app.queries.cut import cut_rendered
from app.queries.records import RecordPage
from app.queries.term_params import TermParams
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
    if not found:
        return found
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
    names: Callable[[str], Iterable[str]],
    *filters: str,
) -> RecordPage:
    """A page of entries, in the order given if no other is asked for; `shape` makes those that are shown.

    `names` are those that an entry is found by besides its id; `filters` bind the cursor to its list. `noun` is the field of its tags.
    """
    version = reader.data_version()
    bound = seal(noun, params.sort, params.name or "", *filters)
    if params.name is not None:
        part = folded(params.name)
        ordered = [key for key in ordered if any(part in folded(name) for name in (key, *names(key)))]
    if params.sort == "id":
        ordered = sorted(ordered)
    elif params.sort == "-count":
        counts = _totals(reader, noun)
        ordered = sorted(ordered, key=lambda key: (-counts.get(key, 0), key))
    start, end = 0, params.limit
    if params.cursor:
        key, back = edge_key(params.cursor, bound)
        try:
            place = ordered.index(key)
        except ValueError:
            fault = Fault(loc="query/cursor", message="its entry is gone; begin again without a cursor")
            raise NotFound(
                "The entry that this cursor points to is gone; begin again without a cursor.", (fault,)
            ) from None
        start, end = (max(0, place - params.limit), place) if back else (place + 1, place + 1 + params.limit)
    shown = list(ordered[start:end])
    return RecordPage(
        records=[cut_rendered(record.model_dump_json().encode(), lang=params.lang) for record in shape(shown)]
        if shown
        else [],
        next=key_cursor(bound, shown[-1]) if shown and len(ordered) > end else None,
        prev=key_cursor(bound, shown[0], back=True) if shown and start > 0 else None,
        data_version=version,
        total=len(ordered) if params.count == "exact" else None,
    )


def folded(name: str) -> str:
    """A name as it is compared with a part of one: without capitals, ё as е, blanks as one."""
    return " ".join(name.casefold().replace("ё", "е").split())


def _totals(reader: Reader, field: str) -> dict[str, int]:
    """Value -> stored statements, proposals and figures."""
    rows = reader.rows(
        "SELECT value, sum(n) FROM tag WHERE kind IN ('statement', 'proposal', 'figure') AND field = :field GROUP BY value",
        {"field": field},
    )
    return {value: int(n) for value, n in rows}


def one_term(known: bool, shown: str, where: str, shape: Callable[[list[str]], list[Out]]) -> bytes:
    """One entry as rendered JSON; `NotFound` naming the list (`where`) that has the ids."""
    if not known:
        fault = Fault(
            loc="path/id", message=f"not known; the ids are listed at /api/v1/{where}", value=shown[:100]
        )
        raise NotFound(f"{shown[:100]!r} is not known; the ids are listed at /api/v1/{where}.", (fault,))
    return shape([shown])[0].model_dump_json().encode()
