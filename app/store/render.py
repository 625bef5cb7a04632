"""Findings -> published records -> JSON. Done once when a document is written (or for an answer that stores nothing)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from app.domain.findings import Extraction, Figure, Mention, Proposal, Speaker, Statement
from app.domain.kinds import FindingKind, Review
from app.domain.period import Period
from app.domain.quantity import plain
from app.domain.rights import is_withheld, withheld_spans
from app.domain.span import Selector, Span
from app.schemas.common import DocumentRef, RangeOut, SpanOut, SpeakerOut
from app.schemas.document import DocumentCounts, DocumentOut, MentionOut
from app.schemas.figure import FigureOut, PeriodOut
from app.schemas.ids import document_id, finding_id, show
from app.schemas.labels import (
    addressee_label,
    metric_label,
    person_labels,
    place_label,
    summit_label,
    topic_label,
)
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut
from app.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The ids of an extraction's findings, each list in the extraction's own order."""

    document: int
    statements: tuple[int, ...]
    proposals: tuple[int, ...]
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything found in one document as it is published; revisions are 1 until the store knows better."""

    numbers: Numbers
    document: DocumentOut
    people: tuple[MentionOut, ...]
    statements: tuple[StatementOut, ...]
    proposals: tuple[ProposalOut, ...]
    figures: tuple[FigureOut, ...]


def to_json(record: BaseModel) -> str:
    """Compact JSON in its own script, one object. It is stored and joined into answers as it is."""
    return record.model_dump_json()


def render(
    extraction: Extraction,
    *,
    vocabulary: Vocabulary,
    extractor_version: str,
    now: datetime,
    vocabulary_version: str | None = None,
    reviews: Mapping[int, Review] = MappingProxyType({}),
) -> Records:
    """The records of an extraction. `now` (with its time zone) is the document's time of retrieval, `vocabulary_version` that with which it
    was read, if not this one; `reviews` are what people made of findings, by id."""
    numbers = number(extraction)
    version = vocabulary_version or vocabulary.version
    return _Renderer(extraction, numbers, vocabulary, reviews).records(extractor_version, version, now)


def mention_out(mention: Mention, text: str, known: bool, limit: int | None = None) -> MentionOut:
    """A mention as it is published. `limit`: the most characters of the text that may be shown in one piece."""
    partly = is_withheld(text, limit)
    withheld = partly and limit is not None and len(mention.span) > limit
    return MentionOut(
        leader=mention.leader,
        name=mention.name,
        known=known,
        span=span_out(mention.span, text, alone=partly, withheld=withheld),
        withheld=withheld,
    )


def span_out(span: Span, text: str, *, alone: bool = False, withheld: bool = False) -> SpanOut:
    """Where words stand. `alone`: without those around them; `withheld`: without themselves as well."""
    if alone or withheld:
        return SpanOut(
            start=span.start,
            end=span.end,
            exact="" if withheld else span.of(text),
            prefix="",
            suffix="",
            length=len(span) if withheld else None,
        )
    at = Selector.at(span, text)
    return SpanOut(start=at.start, end=at.end, exact=at.exact, prefix=at.prefix, suffix=at.suffix)


def number(extraction: Extraction) -> Numbers:
    """Ids from content; equal words of one kind are told apart by their order in the text."""
    document = document_id(extraction.document.key)
    text = extraction.document.text

    def ids(kind: FindingKind, found: Sequence[Statement | Proposal | Figure]) -> tuple[int, ...]:
        seen: Counter[str] = Counter()
        result = [0] * len(found)
        for place in sorted(range(len(found)), key=lambda index: found[index].span):
            words = " ".join(found[place].span.of(text).split()).casefold()
            result[place] = finding_id(document, kind, words, seen[words])
            seen[words] += 1
        return tuple(result)

    return Numbers(
        document=document,
        statements=ids(FindingKind.STATEMENT, extraction.statements),
        proposals=ids(FindingKind.PROPOSAL, extraction.proposals),
        figures=ids(FindingKind.FIGURE, extraction.figures),
    )


class _Renderer:
    """What all records of one document share, made once."""

    def __init__(
        self, extraction: Extraction, numbers: Numbers, vocabulary: Vocabulary, reviews: Mapping[int, Review]
    ) -> None:
        self.extraction = extraction
        self.source = extraction.document
        self.text = extraction.document.text
        self.numbers = numbers
        self.vocabulary = vocabulary
        self.limit = vocabulary.excerpt_of(self.source)
        self.partly = is_withheld(self.text, self.limit)
        self.withheld = withheld_spans(self.text, _spans(extraction), self.limit)
        self.day = extraction.document.published_on
        self.summit = summit_label(extraction.summit, vocabulary) if extraction.summit else None
        self.names = {mention.leader: {extraction.language: mention.name} for mention in extraction.people}
        self.document = DocumentRef(
            id=show("document", numbers.document),
            title=self.source.title,
            url=self.source.url,
            publisher=self.source.publisher,
            published_on=self.day,
            language=extraction.language,
        )
        self.shared: dict[str, Any] = {
            "document": self.document,
            "said_on": self.day,
            "summit": self.summit,
            "language": extraction.language,
            "revision": 1,
        }
        self.reviews = reviews

    def records(self, extractor_version: str, vocabulary_version: str, now: datetime) -> Records:
        found, numbers = self.extraction, self.numbers
        return Records(
            numbers=numbers,
            document=self._document(extractor_version, vocabulary_version, now),
            people=tuple(
                mention_out(mention, self.text, mention.known, self.limit) for mention in found.people
            ),
            statements=tuple(map(self._statement, numbers.statements, found.statements)),
            proposals=tuple(map(self._proposal, numbers.proposals, found.proposals)),
            figures=tuple(map(self._figure, numbers.figures, found.figures)),
        )

    def _span(self, span: Span) -> SpanOut:
        return span_out(span, self.text, alone=self.partly, withheld=span in self.withheld)

    def _document(self, extractor_version: str, vocabulary_version: str, now: datetime) -> DocumentOut:
        found = self.extraction
        site = self.vocabulary.site_of(self.source.url)
        return DocumentOut(
            id=self.document.id,
            key=self.source.key,
            title=self.source.title,
            language=found.language,
            published_on=self.day,
            publisher=self.source.publisher,
            url=self.source.url,
            licence=self.source.licence or (site.licence if site else None),
            event=self.source.event,
            sha256=self.source.sha256,
            retrieved_at=now.astimezone(UTC).replace(microsecond=0),
            complete=self.source.complete,
            summit=self.summit,
            counts=DocumentCounts(
                statements=self._counted(self.numbers.statements),
                proposals=self._counted(self.numbers.proposals),
                figures=self._counted(self.numbers.figures),
                people=len(found.people),
            ),
            warnings=list(dict.fromkeys((*self.source.warnings, *found.warnings))),
            extractor_version=extractor_version,
            vocabulary_version=vocabulary_version,
            revision=1,
            excerpt=self.limit,
            withheld=self.partly,
            length=len(self.text) if self.partly else None,
        )

    def _counted(self, ids: Sequence[int]) -> int:
        """Those that nobody rejected."""
        return sum(self.reviews.get(number) is not Review.REJECTED for number in ids)

    def _statement(self, number: int, statement: Statement) -> StatementOut:
        return StatementOut(
            id=show("statement", number),
            span=self._span(statement.span),
            withheld=statement.span in self.withheld,
            segments=[RangeOut(start=segment.start, end=segment.end) for segment in statement.segments],
            kind=statement.kind,
            act=statement.act,
            speaker=self._speaker(statement.speaker),
            addressees=[
                addressee_label(item, self.vocabulary, self.names.get(item)) for item in statement.addressees
            ],
            topics=[topic_label(topic, self.vocabulary) for topic in statement.topics],
            cue=statement.cue,
            rule=statement.rule,
            review=self.reviews.get(number, Review.AUTO),
            **self.shared,
        )

    def _proposal(self, number: int, proposal: Proposal) -> ProposalOut:
        return ProposalOut(
            id=show("proposal", number),
            statement=show("statement", self.numbers.statements[proposal.statement]),
            span=self._span(proposal.span),
            withheld=proposal.span in self.withheld,
            position=proposal.position,
            proposer=self._speaker(proposal.speaker),
            addressees=[
                addressee_label(item, self.vocabulary, self.names.get(item)) for item in proposal.addressees
            ],
            topics=[topic_label(topic, self.vocabulary) for topic in proposal.topics],
            rule=proposal.rule,
            review=self.reviews.get(number, Review.AUTO),
            **self.shared,
        )

    def _figure(self, number: int, figure: Figure) -> FigureOut:
        places = [place_label(place, self.vocabulary) for place in figure.geo]
        return FigureOut(
            id=show("figure", number),
            statement=None
            if figure.statement is None
            else show("statement", self.numbers.statements[figure.statement]),
            span=self._span(figure.span),
            withheld=figure.span in self.withheld,
            value=plain(figure.value),
            value_high=None if figure.value_high is None else plain(figure.value_high),
            unit=figure.unit,
            measure=figure.measure,
            direction=figure.direction,
            modality=figure.modality,
            bound=figure.bound,
            step=None if figure.step is None else plain(figure.step),
            metric=metric_label(figure.metric, self.vocabulary),
            period=_period(figure.period),
            base_period=_period(figure.base_period),
            reporter=places[0] if places else None,
            partners=places[1:],
            claimant=self._speaker(figure.claimant),
            companion=None
            if figure.companion is None
            else show("figure", self.numbers.figures[figure.companion]),
            topics=[topic_label(topic, self.vocabulary) for topic in figure.topics],
            flags=list(figure.flags),
            rule=figure.rule,
            review=self.reviews.get(number, Review.AUTO),
            **self.shared,
        )

    def _speaker(self, speaker: Speaker | None) -> SpeakerOut | None:
        if speaker is None:
            return None
        body = speaker.id.startswith("org:")
        return SpeakerOut(
            id=speaker.id,
            kind="organisation" if body else "person",
            name=speaker.name,
            labels=person_labels(speaker.id, self.vocabulary, {self.extraction.language: speaker.name}),
            country=None if body else self.vocabulary.country_of(speaker.id, self.day),
            attribution=speaker.attribution,
            rule=speaker.rule,
            chain=[
                words
                for words in speaker.chain
                if not self.partly or self.limit is None or len(words) <= self.limit
            ],
        )


def _spans(extraction: Extraction) -> Iterator[Span]:
    """Of all that is found but people, whose names are no words of a text's author."""
    for found in (extraction.statements, extraction.proposals, extraction.figures):
        for each in found:
            yield each.span


def _period(period: Period | None) -> PeriodOut | None:
    if period is None:
        return None
    return PeriodOut(start=period.start, end=period.end, rule=period.rule, ambiguous=period.ambiguous)
