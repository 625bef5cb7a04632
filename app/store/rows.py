"""Findings -> rows, as values by column. The only place where rows are built.

Plain values and no table models: those check nothing, and making them costs as much as the insert. A column that is
misspelt or left out fails at the insert. `common` are the columns that every record has, made in `save.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.domain.findings import Coverage, Extraction, Figure, Mention, Proposal, Speaker, Statement
from app.domain.period import Period
from app.schemas.document import DocumentOut
from app.store.jsontext import to_json
from app.store.render import Numbers

Values = dict[str, Any]


def document_row(extraction: Extraction, record: DocumentOut, common: Values) -> Values:
    source = extraction.document
    return dict(
        **common,
        key=source.key,
        title=source.title,
        language=extraction.language,
        published_on=source.published_on.isoformat() if source.published_on else None,
        publisher=source.publisher,
        url=source.url,
        licence=source.licence,
        event=source.event,
        retrieved_at=record.retrieved_at.isoformat(),
        sha256=source.sha256,
        complete=source.complete,
        excerpt=source.excerpt,
        withheld=record.withheld,
        summit=extraction.summit.id if extraction.summit else None,
        text=source.text,
    )


def statement_row(statement: Statement, common: Values) -> Values:
    return dict(
        **common,
        **_speaker(statement.speaker),
        kind=statement.kind.value,
        act=statement.act.value,
        cue=statement.cue,
        segments=[[segment.start, segment.end] for segment in statement.segments],
        addressees=list(statement.addressees),
    )


def proposal_row(proposal: Proposal, numbers: Numbers, common: Values) -> Values:
    return dict(
        **common,
        **_speaker(proposal.speaker),
        statement_id=numbers.statements[proposal.statement],
        position=proposal.position,
        addressees=list(proposal.addressees),
    )


def figure_row(figure: Figure, numbers: Numbers, common: Values) -> Values:
    high = figure.value_high
    return dict(
        **common,
        **_speaker(figure.claimant),
        **_period("period", figure.period),
        **_period("base", figure.base_period),
        statement_id=None if figure.statement is None else numbers.statements[figure.statement],
        companion_id=None if figure.companion is None else numbers.figures[figure.companion],
        value=figure.value,
        value_number=float(figure.value),
        value_high=high,
        value_high_number=None if high is None else float(high),
        unit=figure.unit,
        step=figure.step,
        measure=figure.measure.value,
        direction=figure.direction.value if figure.direction else None,
        modality=figure.modality.value,
        bound=figure.bound.value,
        metric=figure.metric,
        geo=list(figure.geo),
        flags=[flag.value for flag in figure.flags],
    )


def mention_row(mention: Mention, document: int) -> Values:
    return {
        "document_id": document,
        "start_offset": mention.span.start,
        "end_offset": mention.span.end,
        "leader": mention.leader,
        "name": mention.name,
    }


def coverage_row(coverage: Sequence[Coverage], numbers: Numbers) -> Values:
    """One row a document: of each sentence start, end, fate, reason, and the ids of its statements, proposals and figures."""
    return {
        "document_id": numbers.document,
        "sentences": [
            [
                sentence.span.start,
                sentence.span.end,
                sentence.fate.value,
                sentence.reason,
                [numbers.statements[number] for number in sentence.statements],
                [numbers.proposals[number] for number in sentence.proposals],
                [numbers.figures[number] for number in sentence.figures],
            ]
            for sentence in coverage
        ],
    }


def _speaker(speaker: Speaker | None) -> Values:
    return {
        "speaker": speaker.id if speaker else None,
        "speaker_name": speaker.name if speaker else None,
        "speaker_rule": speaker.rule if speaker else None,
        "attribution": speaker.attribution.value if speaker else None,
        "chain": list(speaker.chain) if speaker else [],
    }


def _period(name: str, period: Period | None) -> Values:
    return {
        f"{name}_start": period.start.isoformat() if period else None,
        f"{name}_end": period.end.isoformat() if period else None,
        f"{name}_rule": period.rule if period else None,
        f"{name}_ambiguous": period.ambiguous if period else None,
    }


def leader_row(leader: str, known: bool, names: dict[str, list[str]]) -> tuple[str, str, bool, str]:
    """Id, name, whether the vocabulary has him, names by language as JSON. The name is the first one met in the first language met."""
    return leader, next(iter(names.values()))[0], known, to_json(names)
