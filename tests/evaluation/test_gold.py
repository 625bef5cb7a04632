"""The engine against the gold: no figure falls below its floor in tests/baseline.json."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.errors import InvalidInput
from app.evaluation import evaluate
from app.settings import ROOT

VOCABULARY = ROOT / "data" / "vocabulary"
FLOORS = ROOT / "tests" / "baseline.json"


def test_no_figure_is_below_its_floor(shared: Path) -> None:
    found = evaluate(shared, VOCABULARY, FLOORS)
    assert [
        f"{row.set} {row.language} {row.measure}: {row.value} < {row.floor}" for row in found.missed
    ] == []
    assert {row.set for row in found.rows} == {"seed", "dev"}


def test_every_floor_is_measured(shared: Path) -> None:
    """A floor for a figure that no longer exists would never fail."""
    measured = {
        (row.set, row.language, row.measure)
        for row in evaluate(shared, VOCABULARY, FLOORS).rows
        if row.floor is not None
    }
    pinned = {
        (name, language, measure)
        for name, languages in json.loads(FLOORS.read_text(encoding="utf-8")).items()
        for language, measures in languages.items()
        for measure in measures
    }
    assert measured == pinned


def test_a_figure_below_its_floor_is_told(shared: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"seed": {"ru": {"people": 1.01}}}', encoding="utf-8")
    (row,) = evaluate(shared, VOCABULARY, floors).missed
    assert (row.set, row.language, row.measure, row.floor) == ("seed", "ru", "people", 1.01)


def test_without_gold_it_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="SUMMITRY_SHARED"):
        evaluate(tmp_path, VOCABULARY)


def test_a_worse_engine_is_noticed(shared: Path, tmp_path: Path) -> None:
    """Without the words of speech the floors are missed: the gate can fail."""
    poorer = tmp_path / "vocabulary"
    shutil.copytree(VOCABULARY, poorer)
    words = poorer / "words" / "ru.yaml"
    words.write_text(
        words.read_text(encoding="utf-8").replace("[сказать, говорить, заявить,", "[сказануть,"),
        encoding="utf-8",
    )
    assert evaluate(shared, poorer, FLOORS).missed
