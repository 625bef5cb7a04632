"""Annotated documents through the extraction, scored against the floors pinned in `tests/baseline.json`."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from app.errors import InvalidInput
from app.evaluation.cases import score_cases
from app.evaluation.rows import Evaluation, Floors, Row
from app.evaluation.sets import GoldSet, find_sets, predict
from app.extraction import build_toolkit
from app.vocabulary import load_vocabulary

Told = Callable[[str, int], None]
"""Told the set and how many of its documents are read, after each."""


def evaluate(
    shared: Path,
    vocabulary_dir: Path,
    floors: Path | None = None,
    *,
    sets: Iterable[str] = (),
    files: Iterable[Path] = (),
    cases: Path | None = None,
    errors: int = 0,
    told: Told | None = None,
) -> Evaluation:
    """Score the sets named (all where none is), further gold files and a folder of cases with its invented people.
    `errors`: how many of each kind to tell.

    The project's own gold is read with its invented leaders, what others annotated without. Raises `InvalidInput` where
    annotations are not there.
    """
    pinned = read_floors(floors) if floors is not None else {}
    found = find_sets(shared, tuple(sets), tuple(files))
    plain = build_toolkit(load_vocabulary(vocabulary_dir))
    invented = build_toolkit(load_vocabulary(vocabulary_dir, [shared / "gold" / "fictitious.json"]))
    rows: list[Row] = []
    worst: dict[str, tuple[str, ...]] = {}
    for item in found:
        toolkit = invented if isinstance(item, GoldSet) else plain
        predictions = []
        for line in predict(item.documents(), toolkit, every_quantity=item.every_quantity):
            predictions.append(line)
            if told is not None:
                told(item.name, len(predictions))
        scored = item.score(predictions, pinned, errors)
        rows.extend(scored.rows)
        worst[item.name] = scored.errors
    if cases is not None:
        extra = build_toolkit(load_vocabulary(vocabulary_dir, [cases.parent / "invented.yaml"]))
        asked, wrong = score_cases(cases, extra, pinned)
        rows.extend(asked)
        worst |= {name: told[:errors] for name, told in wrong.items()}
    return Evaluation(tuple(rows), worst if errors else {})


def read_floors(path: Path) -> Floors:
    """The pinned floors; none where the file is missing. Raises `InvalidInput` where it cannot be read."""
    if not path.exists():
        return {}
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InvalidInput(f"{path}: {error}") from None
    return {name: groups for name, groups in found.items() if name != "lowered"}


def raise_floors(path: Path, rows: Iterable[Row]) -> list[Row]:
    """Lift each pinned floor to what was measured, cut to two decimals; none is lowered, and none is added. Gives the rows lifted."""
    pinned: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    lifted = []
    for row in rows:
        if row.floor is None or row.value is None:
            continue
        floor = math.floor(row.value * 100 + 1e-6) / 100
        if floor > row.floor:
            pinned[row.set][row.group][row.measure] = floor
            lifted.append(row)
    path.write_text(json.dumps(pinned, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return lifted
