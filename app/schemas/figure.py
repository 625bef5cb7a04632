"""A figure as it is published."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from app.domain.kinds import Bound, Direction, Measure, Modality
from app.schemas.common import (
    DOCUMENT_EXAMPLE,
    SPEAKER_EXAMPLE,
    SUMMIT_EXAMPLE,
    DecimalText,
    DocumentRef,
    FigureId,
    LabelOut,
    Language,
    Out,
    Review,
    Revision,
    Rule,
    SaidOn,
    SpanOut,
    SpeakerOut,
    StatementId,
    shaped,
)

PERIOD_EXAMPLE: dict[str, Any] = {
    "start": "2024-01-01",
    "end": "2024-12-31",
    "rule": "last-year",
    "ambiguous": False,
}
FIGURE_EXAMPLE: dict[str, Any] = {
    "id": "fi-6aqk2rhadrjka",
    "document": DOCUMENT_EXAMPLE,
    "statement": "st-2960bcwwx733e",
    "span": {
        "start": 745,
        "end": 761,
        "exact": "135 млн долларов",
        "prefix": "бавили 15 процентов и составили ",
        "suffix": ". Товарооборот республики с госу",
    },
    "value": "135000000",
    "value_high": None,
    "unit": "USD",
    "measure": "level",
    "direction": None,
    "modality": "actual",
    "bound": "exact",
    "step": "1000000",
    "metric": {
        "id": "fdi",
        "labels": {"ru": "Прямые иностранные инвестиции", "en": "Foreign direct investment"},
    },
    "period": PERIOD_EXAMPLE,
    "base_period": None,
    "reporter": {"id": "KG", "labels": {"ru": "Кыргызстан", "en": "Kyrgyzstan"}},
    "partners": [{"id": "central-asia", "labels": {"ru": "Центральная Азия", "en": "Central Asia"}}],
    "claimant": {
        **SPEAKER_EXAMPLE,
        "attribution": "pronoun",
        "rule": "speaker.pronoun",
        "chain": ["он", "Садыр Жапаров"],
    },
    "companion": None,
    "topics": [{"id": "investment", "labels": {"ru": "Инвестиции", "en": "Investment"}}],
    "said_on": "2025-11-16",
    "summit": SUMMIT_EXAMPLE,
    "language": "ru",
    "rule": "figure.metric-verb",
    "review": "auto",
    "revision": 1,
}


class PeriodOut(Out):
    """A stretch of calendar days, first and last included."""

    model_config = shaped(**PERIOD_EXAMPLE)

    start: date = Field(description="First day.", examples=["2024-01-01"])
    end: date = Field(description="Last day, part of it.", examples=["2024-12-31"])
    rule: str = Field(description="How it was read.", examples=["last-year"])
    ambiguous: bool = Field(description="Whether the words allow another reading.", examples=[False])


class FigureOut(Out):
    """A quantity of an economy or a society, with its metric, unit, period, places and claimant."""

    model_config = shaped(**FIGURE_EXAMPLE)

    id: FigureId
    document: DocumentRef
    statement: StatementId | None = Field(
        description="The statement that it is part of, null where the narrator tells it."
    )
    span: SpanOut
    value: DecimalText = Field(
        description="Exact value in base units, scale words multiplied out.", examples=["135000000"]
    )
    value_high: DecimalText | None = Field(description="Upper end of a range, else null.", examples=[None])
    unit: str | None = Field(
        description="`percent`, `times`, a currency (ISO 4217) or another unit of the vocabulary; null for a bare number.",
        examples=["USD"],
    )
    measure: Measure = Field(
        description="How much, by how much, a relative change, a part of a whole, or a price or rate.",
        examples=["level"],
    )
    direction: Direction | None = Field(
        description="Of a change or growth, if the text tells it.", examples=[None]
    )
    modality: Modality = Field(description="A fact, a plan or a possibility.", examples=["actual"])
    bound: Bound = Field(description="How exactly it is told.", examples=["exact"])
    step: DecimalText | None = Field(
        description="Value of the last written digit in base units; half of it either way is the rounding interval.",
        examples=["1000000"],
    )
    metric: LabelOut = Field(
        description="What is measured.",
        examples=[
            {
                "id": "fdi",
                "labels": {"ru": "Прямые иностранные инвестиции", "en": "Foreign direct investment"},
            }
        ],
    )
    period: PeriodOut | None = Field(
        description="The days that it speaks of, null where the text tells none."
    )
    base_period: PeriodOut | None = Field(description="The days that a change or growth is counted from.")
    reporter: LabelOut | None = Field(description="Country or bloc whose figure it is.")
    partners: list[LabelOut] = Field(description="The other countries and blocs that it is about.")
    claimant: SpeakerOut | None = Field(description="Who states it, null for the narrator.")
    companion: FigureId | None = Field(description="The level that a growth or change belongs to.")
    topics: list[LabelOut] = Field(description="Topics, the main one first.")
    said_on: SaidOn
    summit: LabelOut | None = Field(
        description="The summit that the document speaks of, null if it could not be told."
    )
    language: Language
    rule: Rule
    review: Review
    revision: Revision
