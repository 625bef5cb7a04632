"""`summitry vocabulary suggest`: from files and from a database the same people, as a vocabulary file that is one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Command

FIRST = (
    "Встречу открыл министр иностранных дел Казахстана Сергей Новакшин. Сергей Новакшин отметил, что дорога готова.\n\n"
    "Садыр Жапаров промолчал. Мария Полевая прибыла. 😀 Новакшин улыбнулся."
)
SECOND = "Foreign Minister of Kazakhstan Sergei Novakshin said that the road was ready."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    (made / "a.txt").write_text(f"---\ndate: 2025-11-16\nlanguage: ru\n---\n{FIRST}", encoding="utf-8")
    (made / "b.txt").write_text(f"---\ndate: 2025-10-01\nlanguage: en\n---\n{SECOND}", encoding="utf-8")
    return made


def test_the_yaml_is_a_vocabulary_file_and_makes_the_people_known(
    summitry: Command, folder: Path, tmp_path: Path
) -> None:
    ran = summitry("vocabulary", "suggest", folder)
    assert (ran.status, ran.err) == (0, "")
    own = tmp_path / "own.yaml"
    own.write_text(ran.out, encoding="utf-8")
    checked = summitry("vocabulary", "check", own)
    assert checked.status == 0, checked.err
    first, second = yaml.safe_load(ran.out)["leaders"]
    assert first == {
        "id": "sergei-novakshin",
        "names": {"ru": ["Сергей Новакшин"], "en": ["Sergei Novakshin"]},
        "gender": "m",
        "offices": [{"office": "minister of foreign affairs", "country": "KZ"}],
    }
    assert second["id"] == "mariya-polevaya"
    assert "# named 4 times in 2 documents, 2025-10-01 to 2025-11-16; speaks in 2 statements" in ran.out
    assert "only mentioned" in ran.out
    assert "# example: Встречу открыл министр иностранных дел Казахстана Сергей Новакшин." in ran.out
    shown = summitry("--vocabulary-extra", own, "vocabulary", "show", "sergei-novakshin")
    assert shown.status == 0
    after = summitry("--vocabulary-extra", own, "vocabulary", "suggest", folder)
    assert (after.status, yaml.safe_load(after.out)) == (0, {"leaders": []})


def test_a_database_tells_the_same_as_its_files(summitry: Command, url: str, folder: Path) -> None:
    summitry("migrate")
    assert summitry("ingest", folder).status == 0
    for shape in ("json", "yaml", "text"):
        files, stored = (
            summitry("vocabulary", "suggest", *where, "--format", shape) for where in ([folder], [])
        )
        assert files.status == stored.status == 0, stored.err
        assert stored.out == files.out, shape
    (found, _) = json.loads(summitry("vocabulary", "suggest", "--format", "json").out)
    assert found["mentions"] == 4 and found["documents"] == 2 and found["statements"] == 2
    assert (found["first_seen"], found["last_seen"]) == ("2025-10-01", "2025-11-16")
    assert found["titles"][0]["country"] == "KZ"


@pytest.mark.parametrize("stored", [False, True])
def test_rare_people_and_long_lists_are_cut(summitry: Command, folder: Path, stored: bool) -> None:
    if stored:
        summitry("migrate")
        summitry("ingest", folder)
    where = [] if stored else [folder]
    ran = summitry("vocabulary", "suggest", *where, "--min-count", 2, "--format", "json")
    assert [item["id"] for item in json.loads(ran.out)] == ["sergei-novakshin"]
    ran = summitry("vocabulary", "suggest", *where, "--limit", 1, "--format", "json")
    assert [item["id"] for item in json.loads(ran.out)] == ["sergei-novakshin"]
    assert ran.err == "summitry: 1 more; ask with a higher --limit\n"


def test_people_whose_name_is_near_a_leaders_are_told(summitry: Command) -> None:
    text = "Новый председатель Садыр Жапоров отметил, что дорога готова."
    ran = summitry("vocabulary", "suggest", "-", stdin=json.dumps({"text": text, "lang": "ru"}))
    assert "# perhaps: sadyr-japarov (" in ran.out
    text_told = summitry(
        "vocabulary", "suggest", "-", "--format", "text", stdin=json.dumps({"text": text, "lang": "ru"})
    )
    assert "perhaps: sadyr-japarov" in text_told.out


def test_on_a_terminal_it_is_text(summitry: Command, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert summitry("vocabulary", "suggest", folder).out.startswith(
        "sergei-novakshin: Сергей Новакшин (ru, 3); "
    )


def test_what_a_text_holds_cannot_break_out_of_a_comment(summitry: Command, tmp_path: Path) -> None:
    text = "Сергей\u00a0Новакшин\u2028сказал,\u0085leaders: [x]\r\x0b- id: evil, что Сергей Новакшин прибыл."
    ran = summitry("vocabulary", "suggest", "-", stdin=json.dumps({"text": text, "lang": "ru"}))
    found = yaml.safe_load(ran.out)["leaders"]
    assert {entry["id"] for entry in found} <= {"sergei-novakshin"} and ran.status == 0


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(summitry: Command, folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"\x00\x01\x02")
    ran = summitry("vocabulary", "suggest", folder)
    assert ran.status == 1 and "c.txt" in ran.err
    assert yaml.safe_load(ran.out)["leaders"]


def test_a_database_that_is_not_there_is_told(summitry: Command) -> None:
    ran = summitry("vocabulary", "suggest")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
