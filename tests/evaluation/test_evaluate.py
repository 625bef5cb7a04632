"""The engine against every annotated set: no figure falls below its floor in tests/baseline.json."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from app.errors import InvalidInput
from app.evaluation import EXTERNAL, GOLD, Evaluation, Row, evaluate, raise_floors, read_floors
from app.settings import ROOT
from tests.gold.load import load_gold

VOCABULARY = ROOT / "data" / "vocabulary"
FLOORS = ROOT / "tests" / "baseline.json"


@pytest.fixture(scope="module")
def evaluation(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """Every set, and the project's held-out documents (tests/gold), which the rules were not written on."""
    heldout = tmp_path_factory.mktemp("gold") / "heldout.jsonl"
    heldout.write_text(
        "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in load_gold()), "utf-8"
    )
    return evaluate(
        shared, VOCABULARY, FLOORS, sets=(*GOLD, *EXTERNAL), files=[heldout], cases=ROOT / "tests" / "cases"
    )


def test_no_figure_is_below_its_floor(evaluation: Evaluation) -> None:
    assert [
        f"{row.set} {row.group} {row.measure}: {row.value} < {row.floor}" for row in evaluation.missed
    ] == []
    assert {row.set for row in evaluation.rows} == {*GOLD, *EXTERNAL, "heldout", "cases"}


def test_every_floor_is_measured(evaluation: Evaluation) -> None:
    """A floor for a figure that no longer exists would never fail."""
    measured = {(row.set, row.group, row.measure) for row in evaluation.rows if row.floor is not None}
    pinned = {
        (name, group, measure)
        for name, groups in read_floors(FLOORS).items()
        for group, measures in groups.items()
        for measure in measures
    }
    assert measured == pinned


def test_what_no_gold_file_holds_has_thirty_cases_each() -> None:
    for question in ("date", "summit", "attribution", "addressees"):
        cases = yaml.safe_load((ROOT / "tests" / "cases" / f"{question}.yaml").read_text(encoding="utf-8"))
        assert len({case["text"] + str(case.get("date")) for case in cases}) >= 30


def test_a_figure_below_its_floor_is_told(shared: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"seed": {"ru": {"people": 1.01}}}', encoding="utf-8")
    (row,) = evaluate(shared, VOCABULARY, floors, sets=["seed"]).missed
    assert (row.set, row.group, row.measure, row.floor) == ("seed", "ru", "people", 1.01)


def test_without_gold_it_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="SUMMITRY_SHARED"):
        evaluate(tmp_path, VOCABULARY)


def test_an_unknown_set_is_refused_with_those_that_are_known(shared: Path) -> None:
    with pytest.raises(InvalidInput, match="no set named 'news'; known are seed, dev, quotes_ru"):
        evaluate(shared, VOCABULARY, sets=["news"])


def test_errors_are_told_where_asked(shared: Path) -> None:
    found = evaluate(shared, VOCABULARY, sets=["bsnlp"], errors=3)
    assert len(found.errors["bsnlp"]) == 3


def test_a_worse_engine_is_noticed(shared: Path, tmp_path: Path) -> None:
    """Without the words of speech the floors are missed: the gate can fail."""
    poorer = tmp_path / "vocabulary"
    shutil.copytree(VOCABULARY, poorer)
    words = poorer / "words" / "ru.yaml"
    changed = words.read_text(encoding="utf-8").replace("сказать, говорить, заявить,", "сказануть,")
    assert changed != words.read_text(encoding="utf-8")
    words.write_text(changed, encoding="utf-8")
    assert evaluate(shared, poorer, FLOORS, sets=["dev"]).missed


def test_floors_are_lifted_to_what_is_measured_and_never_lowered(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"dev": {"ru": {"people": 0.5, "act": 0.9}}}', encoding="utf-8")
    rows = [
        Row("dev", "ru", "people", 0.8790, "", 0.5),
        Row("dev", "ru", "act", 0.8, "", 0.9),
        Row("dev", "ru", "topic", 1.0, ""),
    ]
    assert raise_floors(floors, rows) == [rows[0]]
    assert read_floors(floors) == {"dev": {"ru": {"people": 0.87, "act": 0.9}}}
