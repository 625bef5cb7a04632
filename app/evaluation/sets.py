"""Annotated documents and their scorers, which lie outside the project in the folder `SUMMITRY_SHARED`.

`gold/` holds this project's own annotations in the guide's format, with invented leaders in `fictitious.json`; `external/` what
others annotated, each set with a scorer of its own. Both are only read.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from app.domain.document import SourceDocument
from app.errors import AppError, InvalidInput
from app.evaluation.rows import Floors, Row, rows_of_external, rows_of_gold
from app.extraction import Toolkit, extract
from app.schemas.guide import to_guide
from app.sources.jsonl import read_jsonl

GOLD = ("seed", "dev")
EXTERNAL = ("quotes_ru", "polnear", "factrueval", "bsnlp", "nerel", "newsquant", "peer_suites")
_EVERY_QUANTITY = frozenset({"nerel", "newsquant", "peer_suites"})
"""Sets whose numbers are no claims about an economy: scored on every quantity of the text."""

Prediction = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scored:
    rows: tuple[Row, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Annotations in the guide's format, one document a line, scored by gold/score.py."""

    name: str
    path: Path
    scorer: Path

    def documents(self) -> Path:
        return self.path

    every_quantity = False

    def score(self, predictions: list[Prediction], floors: Floors, errors: int) -> Scored:
        scorer = load_module(self.scorer)
        found = {line["id"]: line for line in predictions if "error" not in line}
        try:
            result = scorer.score(scorer.load(self.path), found)
        except scorer.InputError as error:
            raise InvalidInput(str(error)) from None
        told = [
            f"{item['kind']}: {item['id']}@{item['start']} [{item['note']}] {item['excerpt']}"
            for kind in scorer.ERRORS
            for item in [one for one in result["errors"] if one["kind"] == kind][:errors]
        ]
        return Scored(tuple(rows_of_gold(self.name, result["groups"], floors)), tuple(told))


@dataclass(frozen=True, slots=True)
class ExternalSet:
    """A folder with docs.jsonl and gold.jsonl, scored by the function of its name in external/score.py."""

    name: str
    folder: Path

    def documents(self) -> Path:
        return self.folder / "sets" / self.name / "docs.jsonl"

    @property
    def every_quantity(self) -> bool:
        return self.name in _EVERY_QUANTITY

    def score(self, predictions: list[Prediction], floors: Floors, errors: int) -> Scored:
        scorer = load_module(self.folder / "score.py")
        documents = {line["id"]: line for line in scorer.jsonl(self.documents())}
        gold = scorer.jsonl(self.documents().with_name("gold.jsonl"))
        found = {line["id"]: scorer.adapt(line) for line in predictions if "error" not in line}
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            scores = getattr(scorer, self.name)(gold, found, documents, errors)
        told = [line.strip() for line in printed.getvalue().splitlines() if line.startswith("   - ")]
        return Scored(tuple(rows_of_external(self.name, scores, floors)), tuple(told))


def find_sets(shared: Path, names: tuple[str, ...], files: tuple[Path, ...]) -> list[GoldSet | ExternalSet]:
    """The sets asked for, all where none is named; files are further gold. Raises `InvalidInput` for what is not there."""
    scorer = shared / "gold" / "score.py"
    if not scorer.exists():
        raise InvalidInput(
            f"no gold annotations in {scorer.parent}: set SUMMITRY_SHARED to the folder that holds gold/"
        )
    if unknown := [name for name in names if name not in (*GOLD, *EXTERNAL)]:
        raise InvalidInput(f"no set named {unknown[0]!r}; known are {', '.join((*GOLD, *EXTERNAL))}")
    found: list[GoldSet | ExternalSet] = []
    wanted = names or (() if files else (*GOLD, *EXTERNAL))
    for name in wanted:
        item = (
            GoldSet(name, shared / "gold" / f"{name}.jsonl", scorer)
            if name in GOLD
            else ExternalSet(name, shared / "external")
        )
        if not item.documents().exists():
            raise InvalidInput(f"{item.documents()} is not there")
        found.append(item)
    for path in files:
        if not path.exists():
            raise InvalidInput(f"{path} is not there")
        found.append(GoldSet(path.stem, path, scorer))
    return found


def predict(path: Path, toolkit: Toolkit, *, every_quantity: bool) -> Iterator[Prediction]:
    """What `summitry extract` writes for the documents of a file, line by line."""
    with path.open("rb") as stream:
        for item in read_jsonl(stream, name=path.name):
            if not isinstance(item.found, SourceDocument):
                yield {"id": item.id, "error": item.found.reason}
                continue
            try:
                found = to_guide(extract(item.found, toolkit), all_quantities=every_quantity)
            except AppError as error:
                yield {"id": item.id, "error": error.detail}
            else:
                # as a reader of the lines gets it: decimals as text, tuples as lists
                yield {"id": item.id, **json.loads(json.dumps(found))}


def load_module(path: Path) -> ModuleType:
    """A scorer as a module; its own folder is where it finds what it imports."""
    spec = importlib.util.spec_from_file_location(f"summitry_scorer_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise InvalidInput(f"{path} cannot be loaded as a scorer")
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(path.parent))
    return module
