"""Figures: parameters -> a page of rendered records; an id -> one."""

from __future__ import annotations

from typing import Final

from app.errors import NotFound
from app.queries.consistent import consistent
from app.queries.page import Noun, RecordPage, find_records, record
from app.queries.params import FigureParams
from app.schemas.ids import parse
from app.store.database import Reader
from app.vocabulary import Vocabulary

FIGURES: Final = Noun("figure", "figure", pairs=(("leader", "metric"), ("leader", "topic")))


@consistent
def find_figures(reader: Reader, vocabulary: Vocabulary, params: FigureParams) -> RecordPage:
    """A page of figures; see `find_records` for what it raises."""
    return find_records(reader, vocabulary, FIGURES, params)


@consistent
def get_figure(reader: Reader, shown: str) -> bytes:
    """One figure by its shown id; `NotFound` if it is not stored."""
    found = record(reader, FIGURES.table, parse(shown, "figure"))
    if found is None:
        raise NotFound(f"There is no figure {shown}: it may have gone with a new version of its document.")
    return found
