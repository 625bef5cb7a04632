"""`summitry extract`: a filter for pipes. One line out for one document in, in order, as they come."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.schemas import ids
from app.settings import ROOT
from tests.cli.conftest import Command, Ran

TEXT = "Президент Кыргызстана Садыр Жапаров сообщил, что экспорт вырос на 15 процентов."


def found(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def test_a_json_line_gives_its_findings_under_its_id(summitry: Command) -> None:
    ran = summitry(
        "extract", stdin=json.dumps({"id": "n1", "lang": "ru", "date": "2025-11-16", "text": TEXT})
    )
    assert (ran.status, ran.err) == (0, "")
    (answer,) = found(ran)
    assert next(iter(answer)) == "id"
    assert (answer["id"], answer["lang"], answer["date"]) == ("n1", "ru", "2025-11-16")
    assert [TEXT[item["start"] : item["end"]] for item in answer["figures"]] == ["15 процентов"]


def test_a_line_that_cannot_be_read_is_answered_in_its_place(summitry: Command) -> None:
    lines = [
        json.dumps({"id": 1, "text": TEXT}),
        "garbage",
        "",
        '{"id": "x"}',
        json.dumps({"id": 2, "text": TEXT, "lang": "xx"}),
    ]
    ran = summitry("extract", stdin="\n".join([*lines, json.dumps({"text": TEXT})]))
    assert ran.status == 1
    answers = found(ran)
    assert [(answer["id"], answer.get("line"), "error" in answer) for answer in answers] == [
        (1, None, False),
        (None, 2, True),
        ("x", 4, True),
        (2, 5, True),
        (None, None, False),
    ]
    assert set(answers[1]) == {"id", "line", "error"}


def test_plain_text_is_told_apart_and_named_by_its_file(summitry: Command, tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text(f" date 2025-11-16 {TEXT}")
    (answer,) = found(summitry("extract", path))
    assert (answer["id"], answer["date"]) == ("news.txt", "2025-11-16")
    assert answer["figures"][0]["start"] == 17 + TEXT.index("15")
    (answer,) = found(summitry("extract", stdin=TEXT))
    assert answer["id"] == "stdin"


@pytest.mark.parametrize("word", ["Жапаров", "Привет", "Hello", "15"])
def test_a_lone_word_is_a_text(summitry: Command, word: str) -> None:
    ran = summitry("extract", "--lang", "ru", stdin=word)
    assert ran.status == 0
    assert found(ran)[0]["statements"] == []


def test_date_and_language_fill_in_what_the_document_does_not_tell(summitry: Command) -> None:
    lines = [{"text": TEXT}, {"text": TEXT, "date": "2025-11-16", "lang": "ru"}]
    stdin = "\n".join(json.dumps(line) for line in lines)
    answers = found(summitry("extract", "--date", "2024-02-03", "--lang", "ru", stdin=stdin))
    assert [answer["date"] for answer in answers] == ["2024-02-03", "2025-11-16"]


def test_all_quantities_are_given_when_asked_for(summitry: Command) -> None:
    text = "Заседание 16 ноября 2025 года началось, в зале было 7 картин."
    assert "dates" not in found(summitry("extract", "--lang", "ru", stdin=text))[0]
    (answer,) = found(summitry("extract", "--lang", "ru", "--all-quantities", stdin=text))
    assert [item["value"] for item in answer["dates"]] == ["2025-11-16"]
    assert "7" in [item["value"] for item in answer["figures"]]


def test_coverage_stands_beside_the_findings_when_asked_for(summitry: Command) -> None:
    text = f"{TEXT} День был солнечный. Продано 15 тонн яблок."
    assert "coverage" not in found(summitry("extract", "--lang", "ru", stdin=text))[0]
    (answer,) = found(summitry("extract", "--lang", "ru", "--coverage", stdin=text))
    told = [(item["exact"], item["fate"], item["statements"], item["figures"]) for item in answer["coverage"]]
    assert told == [
        (TEXT, "statement", [0], [0]),
        ("День был солнечный.", "event", [], []),
        ("Продано 15 тонн яблок.", "figure", [], [1]),
    ]
    assert all(text[item["start"] : item["end"]] == item["exact"] for item in answer["coverage"])
    assert [item["reason"] for item in answer["coverage"]][1:] == ["no-cue", "no-cue"]
    assert answer["summary"]["sentences"] == 3
    assert answer["summary"]["characters_in_statements"] == len(TEXT)


def test_coverage_on_a_terminal_is_a_table(summitry: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"id": "n1", "lang": "ru", "text": f"{TEXT} День был солнечный."}), "garbage"]
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    ran = summitry("extract", "--coverage", stdin="\n".join(lines))
    first, *rows = ran.out.splitlines()
    assert (ran.status, first) == (1, "n1")
    assert re.fullmatch(r"0-\d+ +statement +\S+ +Президент Кыргызстана .*…", rows[0])
    assert re.fullmatch(r"\d+-\d+ +event +no-cue +День был солнечный\.", rows[1])
    assert rows[2].startswith("2 sentences: 1 statement, 1 event; ")
    assert all(len(row) <= 80 for row in rows[:2])
    assert "garbage" in ran.out or "JSON" in ran.out


def test_an_empty_text_and_binary_data_are_errors(summitry: Command) -> None:
    for raw in (b"", b"\x00\x01"):
        ran = summitry("extract", stdin=raw)
        assert ran.status == 1
        (answer,) = found(ran)
        assert (answer["id"], answer["line"]) == ("stdin", 1)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["/missing.txt"], 1, "summitry: /missing.txt: there is no such file or folder\n"),
        ([str(ROOT)], 1, "is a folder"),
        (["--lang", "xx"], 1, "--lang xx: known are"),
        (["--date", "yesterday"], 2, "yesterday"),
        (["--nonsense"], 2, "--nonsense"),
    ],
)
def test_wrong_use_is_one_clear_message(
    summitry: Command, arguments: list[str], status: int, message: str
) -> None:
    ran = summitry("extract", *arguments)
    assert (ran.status, ran.out) == (status, "")
    assert message in ran.err
    assert "Traceback" not in ran.err


def test_each_answer_is_written_before_the_next_document_is_read() -> None:
    command = [sys.executable, "-m", "app.cli", "extract"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "text": TEXT}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_a_reader_that_leaves_early_is_no_error_worth_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text((json.dumps({"id": 1, "text": TEXT}) + "\n") * 500)
    command = [sys.executable, "-m", "app.cli", "extract", str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


def test_a_defect_is_told_with_its_type_and_where_it_is(
    summitry: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.extraction.extract", lambda document, toolkit: ids.parse("nonsense"))
    (answer,) = found(summitry("extract", stdin=TEXT))
    assert answer["error"].startswith("a defect in Summitry: ValueError: ")
    assert re.search(r" \(app/schemas/ids\.py, line \d+, in parse\); please report it$", answer["error"])


def test_a_fact_that_cannot_be_used_is_told_beside_the_findings(summitry: Command) -> None:
    line = json.dumps(
        {"id": "a", "text": "Ардан Темур отметил, что дорога нужна всем.", "date": "31.12.2024"}
    )
    ran = summitry("extract", stdin=line)
    assert ran.status == 0 and len(found(ran)) == 1
    assert "`date` is '31.12.2024', not YYYY-MM-DD" in ran.err
