"""Run the annotated documents through the extraction and score them with the gold's own scorer.

The gold lies outside the project (`SUMMITRY_SHARED`, by default `../shared`): `gold/seed.jsonl`, `gold/dev.jsonl`, the invented
leaders of `gold/fictitious.json` and the scorer `gold/score.py`. Floors are pinned in `tests/baseline.json`; a floor goes down only on purpose.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from app.domain.document import SourceDocument
from app.errors import InvalidInput
from app.extraction import Toolkit, build_toolkit, extract
from app.schemas.guide import to_guide
from app.vocabulary import load_vocabulary

SETS = ("seed", "dev")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: set, language, what is measured, its value (None: nothing to count) and the floor it may not fall below."""

    set: str
    language: str
    measure: str
    value: float | None
    counts: str
    floor: float | None

    @property
    def missed(self) -> bool:
        return self.floor is not None and (self.value is None or self.value < self.floor)


@dataclass(frozen=True, slots=True)
class Evaluation:
    rows: tuple[Row, ...]

    @property
    def missed(self) -> tuple[Row, ...]:
        """The figures below their floors."""
        return tuple(row for row in self.rows if row.missed)


def evaluate(shared: Path, vocabulary_dir: Path, floors: Path | None = None) -> Evaluation:
    """Score every gold set. Raises `InvalidInput` where the gold is not there."""
    gold = shared / "gold"
    if not (gold / "score.py").exists():
        raise InvalidInput(
            f"no gold annotations in {gold}: set SUMMITRY_SHARED to the folder that holds gold/"
        )
    scorer = _scorer(gold / "score.py")
    toolkit = build_toolkit(load_vocabulary(vocabulary_dir, [gold / "fictitious.json"]))
    pinned: dict[str, Any] = (
        json.loads(floors.read_text(encoding="utf-8")) if floors is not None and floors.exists() else {}
    )
    rows: list[Row] = []
    for name in SETS:
        golds = scorer.load(gold / f"{name}.jsonl")
        found = {key: extract_lines(document, toolkit) for key, document in golds.items()}
        for language, measures in scorer.score(golds, found)["groups"].items():
            if language != "all":
                rows.extend(_rows(name, language, measures, pinned.get(name, {}).get(language, {})))
    return Evaluation(tuple(rows))


def extract_lines(document: dict[str, Any], toolkit: Toolkit) -> dict[str, Any]:
    """One gold document ({"id", "text", "lang", "date"}) -> what the extraction finds in it, in the guide's format."""
    day = date.fromisoformat(document["date"]) if document.get("date") else None
    source = SourceDocument(
        key=document["id"], text=document["text"], sha256="", language=document.get("lang"), published_on=day
    )
    return {"id": document["id"], **to_guide(extract(source, toolkit))}


def _rows(name: str, language: str, measures: dict[str, Any], floors: dict[str, float]) -> Iterator[Row]:
    for measure, numbers in measures.items():
        if "f1" in numbers:
            value, counts = numbers["f1"], f"{numbers['found']}/{numbers['predicted']}/{numbers['gold']}"
        else:
            value, counts = numbers["accuracy"], f"{numbers['right']}/{numbers['of']}"
        yield Row(name, language, measure, value, counts, floors.get(measure))


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("summitry_gold_score", path)
    if spec is None or spec.loader is None:
        raise InvalidInput(f"{path} cannot be loaded as the scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
