"""Small cases of what no gold file holds: the day of a document, its summit, how a speaker was found, who is addressed, a figure's
companion, base period and flags.

One YAML file a question, a list of `{lang, text, want, date?, event?, url?}`. A case is right where the whole answer is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from app.domain.document import SourceDocument
from app.domain.findings import Extraction, Figure
from app.domain.kinds import Measure
from app.errors import InvalidInput
from app.evaluation.rows import Floors, Row
from app.extraction import Toolkit, extract


def _date(found: Extraction) -> Any:
    return found.document.published_on


def _summit(found: Extraction) -> Any:
    return found.summit.id if found.summit else None


def _attribution(found: Extraction) -> Any:
    """For each statement how its speaker was found, and who he is."""
    return [
        f"{statement.speaker.attribution} {statement.speaker.id}" if statement.speaker else None
        for statement in found.statements
    ]


def _addressees(found: Extraction) -> Any:
    """For each statement who is addressed."""
    return [list(statement.addressees) for statement in found.statements]


def _companion(found: Extraction) -> Any:
    """For each growth or change its words and those of the level that it belongs to."""
    text = found.document.text
    return [
        [
            figure.span.of(text),
            found.figures[figure.companion].span.of(text) if figure.companion is not None else None,
        ]
        for figure in _growths(found)
    ]


def _base_period(found: Extraction) -> Any:
    """For each growth or change the first and last day of what it is measured against."""
    return [
        [figure.base_period.start, figure.base_period.end] if figure.base_period is not None else None
        for figure in _growths(found)
    ]


def _flags(found: Extraction) -> Any:
    """For each figure what it lacks or how oddly it is told."""
    return [[flag.value for flag in figure.flags] for figure in found.figures]


def _growths(found: Extraction) -> list[Figure]:
    return [figure for figure in found.figures if figure.measure in (Measure.GROWTH, Measure.CHANGE)]


QUESTIONS: dict[str, Callable[[Extraction], Any]] = {
    "date": _date,
    "summit": _summit,
    "attribution": _attribution,
    "addressees": _addressees,
    "companion": _companion,
    "base_period": _base_period,
    "flags": _flags,
}


def score_cases(
    folder: Path, toolkit: Toolkit, floors: Floors
) -> tuple[tuple[Row, ...], dict[str, tuple[str, ...]]]:
    """A row for each question and language, and the cases that were answered wrongly. Raises `InvalidInput` for a bad file."""
    rows: list[Row] = []
    errors: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in QUESTIONS:
            raise InvalidInput(f"{path}: no question of that name; known are {', '.join(QUESTIONS)}")
        right: dict[str, int] = {}
        asked: dict[str, int] = {}
        wrong = []
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            found = QUESTIONS[path.stem](extract(_document(case), toolkit))
            language = case["lang"]
            asked[language] = asked.get(language, 0) + 1
            right[language] = right.get(language, 0) + (found == case["want"])
            if found != case["want"]:
                wrong.append(f"{language} {case['text'][:90]!r}: wanted {case['want']}, found {found}")
        errors[f"cases {path.stem}"] = tuple(wrong)
        for language, count in asked.items():
            floor = floors.get("cases", {}).get(language, {}).get(path.stem)
            rows.append(
                Row(
                    "cases",
                    language,
                    path.stem,
                    round(right[language] / count, 4),
                    f"{right[language]} of {count}",
                    floor,
                )
            )
    return tuple(rows), errors


def _document(case: dict[str, Any]) -> SourceDocument:
    day = case.get("date")
    return SourceDocument(
        key="case",
        text=case["text"],
        sha256="",
        language=case["lang"],
        published_on=day if isinstance(day, date) else None,
        event=case.get("event"),
        url=case.get("url"),
    )
