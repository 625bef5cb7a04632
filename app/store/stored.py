"""Rows -> findings: a stored document as the extraction that it was made from. What a correction changes, and what must be kept beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import Connection, RowMapping, Table, select
from sqlalchemy.orm import Session

from app.domain.document import SourceDocument
from app.domain.findings import Coverage, Extraction, Figure, Mention, Proposal, Speaker, Statement, SummitRef
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
from app.domain.notes import DATE_TAKEN, LANGUAGE_TAKEN, NO_DATE, beginning
from app.domain.period import Period
from app.domain.span import Span
from app.store.tables import (
    CoverageRow,
    DocumentRow,
    FigureRow,
    LeaderRow,
    MentionRow,
    ProposalRow,
    StatementRow,
    table_of,
)
from app.vocabulary import Vocabulary

_document, _coverage = table_of(DocumentRow), table_of(CoverageRow)
_statement, _proposal, _figure = table_of(StatementRow), table_of(ProposalRow), table_of(FigureRow)
_mention, _leader = table_of(MentionRow), table_of(LeaderRow)

_NOT_STORED: Final = "stored"
"""The rule of a mention, of which only the person and the place are kept."""

Places = Mapping[int, int]
"""Id of a finding -> its place in the extraction's list."""


def read_extraction(session: Session, number: int, vocabulary: Vocabulary) -> Extraction | None:
    """All that is stored of a document, findings in the order of the text; None if it is not stored.

    Saved again with the same vocabulary it gives the same records.
    """
    row = session.execute(select(_document).where(_document.c.id == number)).mappings().one_or_none()
    if row is None:
        return None
    statements, proposals, figures = (
        _rows(session, table, number) for table in (_statement, _proposal, _figure)
    )
    said, asked, counted = _places(statements), _places(proposals), _places(figures)
    return Extraction(
        document=_source(row),
        language=row["language"],
        people=_people(session, number),
        statements=tuple(map(_a_statement, statements)),
        proposals=tuple(_a_proposal(each, said) for each in proposals),
        figures=tuple(_a_figure(each, said, counted) for each in figures),
        coverage=_sentences(session, number, said, asked, counted),
        summit=_summit(row["summit"], vocabulary),
    )


def read_source(connection: Connection, number: int) -> SourceDocument | None:
    """A document as its source told it, without what its extraction added: to be read again. None if it is not stored."""
    row = connection.execute(select(_document).where(_document.c.id == number)).mappings().one_or_none()
    if row is None:
        return None
    source = _source(row)
    notes = source.warnings
    added = NO_DATE, beginning(DATE_TAKEN), beginning(LANGUAGE_TAKEN)
    return replace(
        source,
        published_on=None if _any_begins(notes, beginning(DATE_TAKEN)) else source.published_on,
        language=None if _any_begins(notes, beginning(LANGUAGE_TAKEN)) else source.language,
        warnings=tuple(note for note in notes if not note.startswith(added)),
    )


def _any_begins(notes: Sequence[str], words: str) -> bool:
    return any(note.startswith(words) for note in notes)


def _rows(session: Session, table: Table, document: int) -> Sequence[RowMapping]:
    order = table.c.start_offset, table.c.end_offset, table.c.id
    return (
        session.execute(select(table).where(table.c.document_id == document).order_by(*order))
        .mappings()
        .all()
    )


def _places(rows: Sequence[RowMapping]) -> Places:
    return {row["id"]: place for place, row in enumerate(rows)}


def _source(row: RowMapping) -> SourceDocument:
    return SourceDocument(
        key=row["key"],
        text=row["text"],
        sha256=row["sha256"],
        title=row["title"],
        language=row["language"],
        published_on=date.fromisoformat(row["published_on"]) if row["published_on"] else None,
        publisher=row["publisher"],
        url=row["url"],
        licence=row["licence"],
        event=row["event"],
        complete=row["complete"],
        excerpt=row["excerpt"],
        warnings=tuple(from_json(row["record"])["warnings"]),
    )


def _people(session: Session, document: int) -> tuple[Mention, ...]:
    rows = session.execute(
        select(_mention, _leader.c.known)
        .join_from(_mention, _leader, _leader.c.id == _mention.c.leader)
        .where(_mention.c.document_id == document)
        .order_by(_mention.c.id)
    ).mappings()
    return tuple(
        Mention(span=_span(row), leader=row["leader"], name=row["name"], known=row["known"], rule=_NOT_STORED)
        for row in rows
    )


def _a_statement(row: RowMapping) -> Statement:
    return Statement(
        span=_span(row),
        kind=StatementKind(row["kind"]),
        act=Act(row["act"]),
        speaker=_speaker(row),
        topics=tuple(row["topics"]),
        cue=row["cue"],
        segments=tuple(Span(*segment) for segment in row["segments"]),
        addressees=tuple(row["addressees"]),
        rule=row["rule"],
    )


def _a_proposal(row: RowMapping, statements: Places) -> Proposal:
    return Proposal(
        span=_span(row),
        statement=statements[row["statement_id"]],
        position=row["position"],
        speaker=_speaker(row),
        topics=tuple(row["topics"]),
        addressees=tuple(row["addressees"]),
        rule=row["rule"],
    )


def _a_figure(row: RowMapping, statements: Places, figures: Places) -> Figure:
    return Figure(
        span=_span(row),
        value=row["value"],
        value_high=row["value_high"],
        unit=row["unit"],
        step=row["step"],
        measure=Measure(row["measure"]),
        direction=Direction(row["direction"]) if row["direction"] else None,
        modality=Modality(row["modality"]),
        bound=Bound(row["bound"]),
        metric=row["metric"],
        period=_period(row, "period"),
        base_period=_period(row, "base"),
        geo=tuple(row["geo"]),
        claimant=_speaker(row),
        statement=None if row["statement_id"] is None else statements[row["statement_id"]],
        companion=None if row["companion_id"] is None else figures[row["companion_id"]],
        topics=tuple(row["topics"]),
        flags=tuple(map(FigureFlag, row["flags"])),
        rule=row["rule"],
    )


def _sentences(
    session: Session, document: int, statements: Places, proposals: Places, figures: Places
) -> tuple[Coverage, ...]:
    stored: list[list[Any]] | None = session.scalar(
        select(_coverage.c.sentences).where(_coverage.c.document_id == document)
    )
    return tuple(
        Coverage(
            span=Span(start, end),
            fate=SentenceFate(fate),
            reason=reason,
            statements=tuple(statements[number] for number in said),
            proposals=tuple(proposals[number] for number in asked),
            figures=tuple(figures[number] for number in counted),
        )
        for start, end, fate, reason, said, asked, counted in stored or ()
    )


def _summit(stored: str | None, vocabulary: Vocabulary) -> SummitRef | None:
    if stored is None:
        return None
    editions = {reference.id: reference for reference, *_ in vocabulary.summits()}
    if stored not in editions and stored in vocabulary.series:
        return SummitRef(series=stored, edition=None, place=None, start=None, end=None)
    return editions.get(stored)


def _span(row: RowMapping) -> Span:
    return Span(row["start_offset"], row["end_offset"])


def _speaker(row: RowMapping) -> Speaker | None:
    if row["speaker"] is None:
        return None
    return Speaker(
        id=row["speaker"],
        name=row["speaker_name"],
        attribution=Attribution(row["attribution"]),
        rule=row["speaker_rule"],
        chain=tuple(row["chain"]),
    )


def _period(row: RowMapping, name: str) -> Period | None:
    if row[f"{name}_start"] is None:
        return None
    return Period(
        start=date.fromisoformat(row[f"{name}_start"]),
        end=date.fromisoformat(row[f"{name}_end"]),
        rule=row[f"{name}_rule"],
        ambiguous=row[f"{name}_ambiguous"],
    )
