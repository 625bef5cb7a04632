"""What is found in a document. A finding never loses its span, and carries the name of the rule that made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from app.domain.document import SourceDocument
from app.domain.kinds import (
    Act,
    Attribution,
    Bound,
    Direction,
    FigureFlag,
    Measure,
    Modality,
    SentenceFate,
    StatementKind,
)
from app.domain.period import Period
from app.domain.quantity import Quantity
from app.domain.record import record
from app.domain.span import Span


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


@record(kw_only=True)
class Mention:
    """A person named in the text, without the title. `leader` is the person's id, known to the vocabulary or provisional."""

    span: Span
    leader: str
    name: str
    """Full base form in the text's language."""
    known: bool
    """Whether the vocabulary holds the person."""
    rule: str


@record(kw_only=True)
class Speaker:
    """Who speaks: a person's id or `org:…`, the name in the text's language, and how he was found.

    `chain` tells the way in words of the text, nearest first: («Он», «Садыр Жапаров»).
    """

    id: str
    name: str
    attribution: Attribution
    rule: str
    chain: tuple[str, ...] = ()


@record(kw_only=True)
class Statement:
    """What a speaker is reported to have said. `segments` are the words said, without an attribution inside the span."""

    span: Span
    kind: StatementKind
    act: Act
    speaker: Speaker | None
    topics: tuple[str, ...]
    cue: bool
    segments: tuple[Span, ...]
    addressees: tuple[str, ...] = ()
    """Countries, blocs and persons spoken to, by id."""
    rule: str


@record(kw_only=True)
class Proposal:
    """One thing that is proposed, without its attribution. `statement` is an index into the extraction's statements."""

    span: Span
    statement: int
    position: int
    """1 for the first of its statement."""
    speaker: Speaker | None
    topics: tuple[str, ...]
    addressees: tuple[str, ...] = ()
    rule: str


@record(kw_only=True)
class Figure:
    """A quantity of an economy or society. `companion` is the index of the level that a growth belongs to.

    `geo` holds ISO 3166 codes and bloc ids, the reporting side first. `claimant` None is the narrator.
    """

    span: Span
    value: Decimal
    value_high: Decimal | None
    unit: str | None
    step: Decimal | None
    measure: Measure
    direction: Direction | None
    modality: Modality
    bound: Bound
    metric: str
    period: Period | None
    base_period: Period | None
    geo: tuple[str, ...]
    claimant: Speaker | None
    statement: int | None
    companion: int | None
    topics: tuple[str, ...]
    flags: tuple[FigureFlag, ...] = ()
    rule: str


@record(kw_only=True)
class DateMention:
    """A date written in the text, for `--all-quantities`."""

    span: Span
    value: str


@record(kw_only=True)
class Coverage:
    """What one sentence became, or why it was skipped; `reason` is the rule of its first statement, else the one that found none.

    The numbers are places in the extraction's lists. What belongs together is one sentence here: a list with the words that
    announce it, a quotation over several paragraphs with its attribution, a turn with its label.
    """

    span: Span
    fate: SentenceFate
    reason: str
    statements: tuple[int, ...] = ()
    proposals: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()


@record(kw_only=True)
class SummitRef:
    """The summit that the document speaks of: a series of the vocabulary and, if it could be told, the edition's number."""

    series: str
    edition: int | None
    place: str | None
    start: date | None
    end: date | None

    @property
    def id(self) -> str:
        """`series`, or `series-edition` (the year where the edition has no number)."""
        tail = self.edition if self.edition is not None else (self.start.year if self.start else None)
        return self.series if tail is None else f"{self.series}-{tail}"


@record(kw_only=True)
class Extraction:
    """All that was found in one document."""

    document: SourceDocument
    language: str
    people: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    figures: tuple[Figure, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    """Every number of the text with its unit, figures or not."""
    coverage: tuple[Coverage, ...] = ()
    """Every sentence once, in order; between two of them stands nothing but white space."""
    dates: tuple[DateMention, ...] = ()
    summit: SummitRef | None = None
    warnings: tuple[str, ...] = ()

    def spans(self) -> Iterator[Span]:
        """Every span of every finding, for checks that none points outside the text."""
        groups: tuple[Sequence[_Spanned], ...] = (
            self.people,
            self.statements,
            self.proposals,
            self.figures,
            self.quantities,
            self.coverage,
            self.dates,
        )
        for found in groups:
            yield from (item.span for item in found)
        for statement in self.statements:
            yield from statement.segments
