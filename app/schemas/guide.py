"""An extraction in the annotation guide's format: flat, one object a document, offsets into its text."""

from __future__ import annotations

from typing import Any

from app.domain.findings import Extraction, Figure, Speaker
from app.domain.quantity import Quantity, plain


def to_guide(extraction: Extraction, all_quantities: bool = False) -> dict[str, Any]:
    """`lang`, `date`, `people`, `statements`, `proposals`, `figures`; with `all_quantities` every number of the text as a figure, and `dates`."""
    day = extraction.document.published_on
    figures = [_figure(figure) for figure in extraction.figures]
    if all_quantities:
        spans = {figure.span for figure in extraction.figures}
        figures += [_quantity(quantity) for quantity in extraction.quantities if quantity.span not in spans]
        figures.sort(key=lambda figure: (figure["start"], figure["end"]))
    result: dict[str, Any] = {
        "lang": extraction.language,
        "date": day.isoformat() if day else None,
        "people": [
            {
                "start": mention.span.start,
                "end": mention.span.end,
                "leader": mention.leader,
                "id": mention.leader,
                "name": mention.name,
            }
            for mention in extraction.people
        ],
        "statements": [
            {
                "start": statement.span.start,
                "end": statement.span.end,
                **_speaker(statement.speaker),
                "kind": statement.kind.value,
                "act": statement.act.value,
                "topics": list(statement.topics),
                "cue": statement.cue,
                "segments": [[segment.start, segment.end] for segment in statement.segments],
            }
            for statement in extraction.statements
        ],
        "proposals": [
            {
                "start": proposal.span.start,
                "end": proposal.span.end,
                **_speaker(proposal.speaker),
                "topics": list(proposal.topics),
            }
            for proposal in extraction.proposals
        ],
        "figures": figures,
    }
    if all_quantities:
        result["dates"] = [
            {"start": found.span.start, "end": found.span.end, "value": found.value}
            for found in extraction.dates
        ]
    return result


def _speaker(speaker: Speaker | None) -> dict[str, str | None]:
    return {"speaker": speaker.id if speaker else None, "speaker_name": speaker.name if speaker else None}


def _figure(figure: Figure) -> dict[str, Any]:
    period = figure.period
    return {
        "start": figure.span.start,
        "end": figure.span.end,
        **_speaker(figure.claimant),
        "metric": figure.metric,
        "value": plain(figure.value),
        "value_high": None if figure.value_high is None else plain(figure.value_high),
        "unit": figure.unit,
        "measure": figure.measure.value,
        "modality": figure.modality.value,
        "direction": figure.direction.value if figure.direction else None,
        "bound": figure.bound.value,
        "period": [period.start.isoformat(), period.end.isoformat()] if period else None,
        "geo": list(figure.geo),
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "start": quantity.span.start,
        "end": quantity.span.end,
        "speaker": None,
        "speaker_name": None,
        "metric": "other",
        "value": plain(quantity.value),
        "value_high": None if quantity.value_high is None else plain(quantity.value_high),
        "unit": quantity.unit,
        "measure": "level",
        "modality": "actual",
        "direction": None,
        "bound": quantity.bound.value,
        "period": None,
        "geo": [],
    }
