"""Builders with good defaults. Findings are planted by their words: the builder finds where they stand, nobody counts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from app.domain.document import SourceDocument
from app.domain.findings import (
    Extraction,
    Figure,
    Mention,
    Proposal,
    Speaker,
    Statement,
    SummitRef,
)
from app.domain.kinds import Act, Attribution, Bound, FigureFlag, Measure, Modality, StatementKind
from app.domain.period import Period
from app.domain.span import Span
from app.vocabulary import (
    BlocEntry,
    CountryEntry,
    LeaderEntry,
    MetricEntry,
    SeriesEntry,
    TopicEntry,
    Vocabulary,
)

NOW = datetime(2025, 11, 17, 8, 30, tzinfo=UTC)

# Sentences of our own sample of the Tashkent meeting (data/samples/01-…).
TEXT = """На седьмой Консультативной встрече лидеров Центральной Азии с речью выступил президент Кыргызстана Садыр Жапаров.

Прямые иностранные инвестиции соседей по региону в экономику Кыргызстана, сообщил он, за прошлый год прибавили 15 процентов и составили 135 млн долларов.

Чтобы сделать интеграцию глубже, президент призвал коллег к шагам:

снять препятствия в торговле друг с другом;

строить совместные производства.

Кыргызстан готов к взаимовыгодным проектам, в том числе к возведению гидроэлектростанций.
"""
FDI = (
    "Прямые иностранные инвестиции соседей по региону в экономику Кыргызстана, сообщил он, "
    "за прошлый год прибавили 15 процентов и составили 135 млн долларов."
)
STEPS = """Чтобы сделать интеграцию глубже, президент призвал коллег к шагам:

снять препятствия в торговле друг с другом;

строить совместные производства."""

SUMMIT = SummitRef(
    series="consultative-meeting-central-asia",
    edition=7,
    place="Tashkent",
    start=date(2025, 11, 15),
    end=date(2025, 11, 16),
)


def find(text: str, words: str, occurrence: int = 0) -> Span:
    """Where the words stand in the text; `ValueError` if they do not."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def make_document(text: str = TEXT, *, key: str = "tashkent-2025", **changes: Any) -> SourceDocument:
    """A document; its sha256 follows from its text and title unless given."""
    title: str | None = changes.pop("title", "Жапаров в Ташкенте сообщил о росте торговли с соседями")
    given: dict[str, Any] = {
        "sha256": hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
        "language": "ru",
        "published_on": date(2025, 11, 16),
        "publisher": "Summitry samples",
        "licence": "CC0-1.0",
    }
    return SourceDocument(key=key, text=text, title=title, **(given | changes))


def make_speaker(id: str = "sadyr-japarov", name: str = "Садыр Жапаров", **changes: Any) -> Speaker:
    given: dict[str, Any] = {
        "attribution": Attribution.PRONOUN,
        "rule": "speaker.pronoun",
        "chain": ("он", "Садыр Жапаров"),
    }
    return Speaker(id=id, name=name, **(given | changes))


SPEAKER = make_speaker()


def make_mention(words: str = "Садыр Жапаров", *, text: str = TEXT, **changes: Any) -> Mention:
    given: dict[str, Any] = {"leader": "sadyr-japarov", "name": words, "known": True, "rule": "name.full"}
    return Mention(span=find(text, words, changes.pop("occurrence", 0)), **(given | changes))


def make_statement(words: str = FDI, *, text: str = TEXT, **changes: Any) -> Statement:
    span = find(text, words, changes.pop("occurrence", 0))
    given: dict[str, Any] = {
        "kind": StatementKind.REPORTED,
        "act": Act.CLAIM,
        "speaker": SPEAKER,
        "topics": ("investment",),
        "cue": True,
        "segments": (span,),
        "rule": "reported.parenthesis",
    }
    return Statement(span=span, **(given | changes))


def make_proposal(
    words: str = "строить совместные производства", *, text: str = TEXT, statement: int = 0, **changes: Any
) -> Proposal:
    given: dict[str, Any] = {
        "position": 1,
        "speaker": SPEAKER,
        "topics": ("industry",),
        "addressees": ("central-asia",),
        "rule": "proposal.list-item",
    }
    return Proposal(
        span=find(text, words, changes.pop("occurrence", 0)), statement=statement, **(given | changes)
    )


def make_figure(words: str = "135 млн долларов", *, text: str = TEXT, **changes: Any) -> Figure:
    given: dict[str, Any] = {
        "value": Decimal(135_000_000),
        "value_high": None,
        "unit": "USD",
        "step": Decimal(1_000_000),
        "measure": Measure.LEVEL,
        "direction": None,
        "modality": Modality.ACTUAL,
        "bound": Bound.EXACT,
        "metric": "fdi",
        "period": Period(start=date(2024, 1, 1), end=date(2024, 12, 31), rule="last-year"),
        "base_period": None,
        "geo": ("KG", "central-asia"),
        "claimant": SPEAKER,
        "statement": None,
        "companion": None,
        "topics": ("investment",),
        "flags": (FigureFlag.UNIT_LEFT_OUT,),
        "rule": "figure.verb",
    }
    return Figure(span=find(text, words, changes.pop("occurrence", 0)), **(given | changes))


def make_extraction(
    document: SourceDocument | None = None,
    *,
    people: Sequence[Mention] | None = None,
    statements: Sequence[Statement] | None = None,
    proposals: Sequence[Proposal] | None = None,
    figures: Sequence[Figure] | None = None,
    **changes: Any,
) -> Extraction:
    """What is found in the Tashkent text: two statements, two proposals, a growth and its level. Give a list to replace one."""
    document = document or make_document()
    given: dict[str, Any] = {"language": document.language or "ru", "summit": SUMMIT}
    if document.text == TEXT:
        people = (make_mention(),) if people is None else people
        if statements is None:
            trade: dict[str, Any] = {
                "act": Act.PROPOSAL,
                "topics": ("trade", "industry"),
                "addressees": ("central-asia",),
            }
            statements = (make_statement(), make_statement(STEPS, rule="reported.list", **trade))
            proposals = (
                (
                    make_proposal(
                        "снять препятствия в торговле друг с другом", statement=1, topics=("trade",)
                    ),
                    make_proposal(statement=1, position=2),
                )
                if proposals is None
                else proposals
            )
            figures = (
                (
                    make_figure(
                        "15 процентов",
                        value=Decimal(15),
                        unit="percent",
                        step=Decimal(1),
                        measure=Measure.GROWTH,
                        statement=0,
                        companion=1,
                    ),
                    make_figure(statement=0),
                )
                if figures is None
                else figures
            )
    return Extraction(
        document=document,
        people=tuple(people or ()),
        statements=tuple(statements or ()),
        proposals=tuple(proposals or ()),
        figures=tuple(figures or ()),
        **(given | changes),
    )


def make_vocabulary(version: str = "0123456789ab", **changes: Any) -> Vocabulary:
    """As much of a vocabulary as the Tashkent text needs; the real one takes a while to load."""
    given: dict[str, Any] = {
        "leaders": [
            LeaderEntry.model_validate(
                {
                    "id": "sadyr-japarov",
                    "names": {"ru": "Садыр Жапаров", "en": "Sadyr Japarov", "ky": "Садыр Жапаров"},
                    "offices": [{"office": "president", "country": "KG", "since": "2021-01-28"}],
                }
            )
        ],
        "blocs": [BlocEntry(id="central-asia", names={"ru": ["Центральная Азия"], "en": ["Central Asia"]})],
        "topics": [
            TopicEntry(id=id, names={"ru": [russian], "en": [english]})
            for id, russian, english in (
                ("trade", "Торговля", "Trade"),
                ("investment", "Инвестиции", "Investment"),
                ("industry", "Промышленность", "Industry"),
            )
        ],
        "metrics": [
            MetricEntry(
                id="fdi",
                two_sided=True,
                names={"ru": ["Прямые иностранные инвестиции"], "en": ["Foreign direct investment"]},
            )
        ],
        "series": [
            SeriesEntry.model_validate(
                {
                    "id": "consultative-meeting-central-asia",
                    "names": {"ru": "Консультативная встреча", "en": "Consultative Meeting"},
                    "editions": [
                        {
                            "number": 7,
                            "place": {"ru": "Ташкент", "en": "Tashkent"},
                            "country": "UZ",
                            "from": "2025-11-15",
                            "to": "2025-11-16",
                        }
                    ],
                }
            )
        ],
    }
    countries = {
        "KG": ("Кыргызстан", "Kyrgyzstan"),
        "UZ": ("Узбекистан", "Uzbekistan"),
        "AZ": ("Азербайджан", "Azerbaijan"),
    }
    sections = {section: {entry.id: entry for entry in entries} for section, entries in given.items()}
    sections["countries"] = {
        code: CountryEntry(code=code, names={"ru": [russian], "en": [english]})
        for code, (russian, english) in countries.items()
    }
    return Vocabulary(version=version, units=(), words={}, **(sections | changes))
