"""Figures: parameters -> a page of rendered records."""

from __future__ import annotations

from typing import Final

from app.queries.consistent import consistent
from app.queries.page import Noun, one_record
from app.queries.params import FigureParams
from app.queries.records import RecordPage, find_records
from app.schemas.common import LabelLanguage
from app.schemas.figure import FigureOut
from app.store.database import Reader
from app.vocabulary import Vocabulary

FIGURES: Final = Noun(
    "figure",
    "figure",
    pairs=(("metric", "reporter"), ("leader", "metric"), ("leader", "topic")),
    ranges={
        "value_from": "coalesce(r.value_high_number, r.value_number) >=",
        "value_to": "r.value_number <=",
        "period_from": "r.period_end >=",
        "period_to": "r.period_start <=",
    },
)


def find_figures(
    reader: Reader, vocabulary: Vocabulary, params: FigureParams, language: LabelLanguage = "en"
) -> RecordPage:
    """A page of figures; see `find_records` for what it raises."""
    return find_records(reader, vocabulary, FIGURES, params, language)


@consistent
def get_companions(reader: Reader, shown: str) -> tuple[FigureOut, FigureOut | None]:
    """A figure by its shown id, and the level that it belongs to if it is a growth or change; `NotFound` if it is not stored."""
    figure = FigureOut.model_validate_json(one_record(reader, FIGURES, shown))
    if figure.companion is None:
        return figure, None
    return figure, FigureOut.model_validate_json(one_record(reader, FIGURES, figure.companion))
