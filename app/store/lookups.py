"""Queries about a number of keys: asked for many at a time, by statements of few lengths, so that each is put together once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from app.store.prepared import find

_LISTED: Final = (1, 8, 64, 512)
"""Keys of a list; fewer are filled up with the last."""
_UNITED: Final = (1, 4, 16, 64)
"""Pieces of one statement; SQLite takes five hundred."""


def find_among(session: Session, query: str, keys: Sequence[Any], **others: Any) -> Iterator[Any]:
    """The rows of a query in which `:keys` is a list; what it counts or sorts by must be of one key. Other parameters are those of any query."""
    for some in _in_pieces(keys, _LISTED):
        named = {f"k{place}": key for place, key in enumerate(some)} | others
        yield from find(session, _listing(query, len(some)), **named)


def find_for_each(session: Session, query: str, wanted: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
    """The rows of a query for each row of values, which stand in it as `:a#`, `:b#` …: it may sort and stop, which a list of keys cannot do
    for each of its keys. A row that is asked for twice gives its rows once."""
    for some in _in_pieces(wanted, _UNITED):
        rows = dict.fromkeys(some)
        named = {
            f"{'abcdef'[column]}{place}": value
            for place, row in enumerate(chain(rows, [_nothing(some[0])] * (len(some) - len(rows))))
            for column, value in enumerate(row)
        }
        yield from find(session, _uniting(query, len(some)), **named)


def _nothing(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A key that is none: nothing equals it."""
    return (None, *row[1:])


def _in_pieces(items: Sequence[Any], sizes: Sequence[int]) -> Iterator[list[Any]]:
    """Items in lists of these lengths, the last of which is filled up with its last one."""
    for start in range(0, len(items), sizes[-1]):
        some = list(items[start : start + sizes[-1]])
        size = next(size for size in sizes if size >= len(some))
        yield some + some[-1:] * (size - len(some))


@lru_cache(maxsize=128)
def _listing(query: str, size: int) -> TextClause:
    return text(query.replace(":keys", f"({', '.join(f':k{place}' for place in range(size))})"))


@lru_cache(maxsize=32)
def _uniting(query: str, size: int) -> TextClause:
    pieces = (f"SELECT * FROM ({query.replace('#', str(place))}) q{place}" for place in range(size))  # noqa: S608
    return text(" UNION ALL ".join(pieces))
