"""The other commands: what they print, their status, and one line where something is wrong."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from app import __version__
from app.settings import ROOT, Settings
from app.store.sqlite import DRIVER
from tests.cli.conftest import Command
from tests.shelf import served
from tests.stores import only_postgres

OWN = """
leaders:
  - id: ivan-primerov
    names: {ru: Иван Примеров, en: Ivan Primerov}
    role: president
    country: KG
"""


def test_the_version_is_printed(summitry: Command) -> None:
    assert summitry("--version").out == f"summitry {__version__}\n"


def test_a_command_starts_without_the_heavy_rooms() -> None:
    code = "import sys, app.cli; print([name for name in ('fastapi', 'sqlalchemy', 'pymorphy3', 'yaml') if name in sys.modules])"
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert printed == "[]\n"


def test_migrate_tells_from_what_to_what(summitry: Command, url: str) -> None:
    first, second = summitry("migrate"), summitry("migrate")
    assert first.out.startswith("database: empty -> ")
    assert second.out.endswith(", nothing to do\n")
    assert summitry("migrate", "--check").status == 0


@only_postgres
def test_serve_makes_the_tables_first_where_it_is_told_to(url: str) -> None:
    """On a file: tests/packaging/test_entry.py."""
    with served(url, "--migrate") as address, urlopen(f"{address}/readyz") as answer:
        assert answer.status == 200


def test_migrate_check_fails_where_there_is_no_schema(summitry: Command, url: str) -> None:
    assert summitry("migrate", "--check").status == 1


def test_ingest_needs_a_schema_and_says_so(summitry: Command, url: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Текст")
    ran = summitry("ingest", tmp_path / "a.txt")
    assert ran.status == 1
    assert "summitry migrate" in ran.err


def test_ingest_stores_and_reports(summitry: Command, url: str, tmp_path: Path) -> None:
    good = {
        "id": "a",
        "lang": "ru",
        "date": "2025-11-16",
        "text": "Садыр Жапаров сообщил, что экспорт вырос на 15 процентов.",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(good) + "\n" + "garbage\n")
    summitry("migrate")
    ran = summitry("ingest", tmp_path / "a.jsonl", "--report", tmp_path / "report.json")
    assert ran.status == 1, "something was refused"
    assert ran.out.startswith("2 documents read: 1 new, 0 changed, 0 unchanged, 1 refused")
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["refused"] == [
        {"name": "a.jsonl, line 2", "reason": "no valid JSON: Expecting value (column 1)"}
    ]
    again = summitry("ingest", "-", stdin=json.dumps(good))
    assert (again.status, again.out) == (
        0,
        "1 document read: 0 new, 0 changed, 1 unchanged, 0 refused; 0 warnings\n",
    )


def test_the_vocabulary_is_counted(summitry: Command) -> None:
    ran = summitry("vocabulary", "check")
    assert ran.status == 0
    assert " leaders\n" in ran.out
    assert ran.out.endswith(": valid\n")


@pytest.mark.parametrize("place", ["before", "between", "after", "as a file to check"])
def test_own_entries_are_taken_wherever_the_option_stands(
    summitry: Command, tmp_path: Path, place: str
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN)
    command = {
        "before": ["--vocabulary-extra", own, "vocabulary", "show", "ivan-primerov"],
        "between": ["vocabulary", "show", "--vocabulary-extra", own, "ivan-primerov"],
        "after": ["vocabulary", "show", "ivan-primerov", "--vocabulary-extra", own],
        "as a file to check": ["vocabulary", "check", own],
    }[place]
    ran = summitry(*command)
    assert ran.status == 0, ran.err
    assert ("Иван Примеров" in ran.out) == (place != "as a file to check")


def test_a_wrong_entry_is_named_with_its_file_and_key(summitry: Command, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN.replace("country: KG", "country: KG\n    wikidata: nonsense"))
    ran = summitry("vocabulary", "check", own)
    assert ran.status == 1
    assert all(part in ran.err for part in (str(own), "ivan-primerov", "wikidata"))


@pytest.mark.parametrize("asked", ["sadyr-japarov", "Садыр Жапаров", "САДЫР  жапаров", "Sadyr Djaparov"])
def test_a_leader_is_found_by_id_or_name(summitry: Command, asked: str) -> None:
    assert summitry("vocabulary", "show", asked).out.startswith("id: sadyr-japarov\nnames:\n")


def test_a_leader_who_is_not_there_brings_the_nearest(summitry: Command) -> None:
    ran = summitry("vocabulary", "show", "sadyr-japrov")
    assert ran.status == 1
    assert ran.err.startswith("summitry: no leader is called 'sadyr-japrov'; did you mean sadyr-japarov")
    ran = summitry("vocabulary", "show", "Жапаров")
    assert ran.err.startswith("summitry: several leaders are called 'Жапаров'; did you mean sadyr-japarov, ")


def test_whom_a_name_means_is_told_with_reasons(summitry: Command) -> None:
    ran = summitry("vocabulary", "resolve", "Жапарову", "--date", "2022-05-01")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    (line,) = [line for line in lines if line.split()[1] == "sadyr-japarov"]
    assert len(lines) > 1
    assert line.endswith("Садыр Жапаров; president, KG (case-form, family-name-only)")
    ran = summitry("vocabulary", "resolve", "президент Казахстана", "--format", "json")
    found = json.loads(ran.out)
    assert [item["id"] for item in found["candidates"]] == ["kassym-jomart-tokayev"]
    assert found["candidates"][0]["reasons"] == ["title"] and found["ambiguous"] is False


def test_candidates_that_are_left_out_are_counted(summitry: Command) -> None:
    ran = summitry("vocabulary", "resolve", "Жапаров", "--limit", "1")
    assert ran.out.count("\n") == 1
    assert "1 more" in ran.err


@pytest.mark.parametrize("name", ["Nobody Whatsoever", " ", "a" * 201, "a\nb"])
def test_nobody_is_status_1_and_one_line(summitry: Command, name: str) -> None:
    ran = summitry("vocabulary", "resolve", name)
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_a_wrong_setting_is_named(summitry: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITRY_PORT", "many")
    ran = summitry("migrate")
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith("summitry: SUMMITRY_PORT: ")


def test_a_port_that_is_taken_is_one_clear_line(summitry: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = summitry("serve", "--port", port)
    assert ran.status == 1
    assert ran.err.startswith(f"summitry: port {port} on 127.0.0.1 is taken; choose another")
    assert ran.err.count("\n") == 1


def test_an_address_that_is_not_ours_is_one_clear_line(summitry: Command) -> None:
    ran = summitry("serve", "--host", "192.0.2.1", "--port", 0)
    assert ran.status == 1
    assert ran.err.startswith("summitry: cannot listen on 192.0.2.1")


def test_nothing_to_read_is_no_success(summitry: Command, url: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    summitry("migrate")
    ran = summitry("ingest", str(tmp_path / "empty"))
    assert ran.status == 1
    assert "nothing was read" in ran.out + ran.err


def test_check_of_a_database_that_is_not_there_makes_none(
    summitry: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", f"sqlite:///{tmp_path / 'deep' / 'er' / 'none.db'}")
    ran = summitry("migrate", "--check")
    assert ran.status == 1
    assert "none.db" in ran.err
    assert not (tmp_path / "deep").exists()


def test_migrate_makes_the_folder_of_the_database(
    summitry: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", f"sqlite:///{tmp_path / 'deep' / 'er' / 'new.db'}")
    assert summitry("migrate").status == 0
    assert (tmp_path / "deep" / "er" / "new.db").exists()


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("LOG_LEVEL", "verbose", "'debug', 'info', 'warning' or 'error'"),
        ("LOG_JSON", "perhaps", "true or false"),
        ("PORT", "70000", "less than or equal to 65535"),
        ("MAX_TEXT", "0", "greater than or equal to 1"),
    ],
)
def test_a_setting_that_cannot_be_is_one_line_with_what_it_may_be(
    summitry: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(f"SUMMITRY_{name}", value)
    ran = summitry("serve")
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith(f"summitry: SUMMITRY_{name}: ")
    assert allowed in ran.err


def test_the_case_of_a_log_level_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITRY_LOG_LEVEL", "WARNING")
    assert Settings().log_level == "warning"


def test_the_settings_file_lies_beside_the_readme_wherever_one_stands(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    (home / "app").mkdir(parents=True)
    elsewhere.mkdir()
    for name in ("__init__.py", "settings.py"):
        shutil.copy(ROOT / "app" / name, home / "app" / name)
    (home / ".env").write_text("SUMMITRY_PORT=8123\n")
    (elsewhere / ".env").write_text("SUMMITRY_PORT=8124\n")
    printed = subprocess.run(
        [sys.executable, "-c", "from app.settings import Settings; print(Settings().port)"],
        cwd=elsewhere,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert printed == "8123\n"


def test_check_leaves_every_byte_of_the_database(summitry: Command, tmp_path: Path) -> None:
    path = tmp_path / "cli.db"
    summitry("migrate")
    database = DRIVER.connect(path)
    database.execute("PRAGMA journal_mode=DELETE")
    before = path.read_bytes()
    assert summitry("migrate", "--check").status == 0
    assert path.read_bytes() == before
    database.execute("DROP TABLE alembic_version")
    database.commit()
    database.close()
    for before in (path.read_bytes(), b""):
        path.write_bytes(before)
        assert summitry("migrate", "--check").status == 1
        assert path.read_bytes() == before


@pytest.mark.parametrize("command", [("migrate",), ("serve", "--migrate", "--port", 0)])
def test_a_folder_that_cannot_be_made_is_named_with_the_whole_path(
    summitry: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[object, ...]
) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "new" / "a.db"
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", f"sqlite:///{path}")
    ran = summitry(*command)
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith(f"summitry: {path}: the folder {path.parent} cannot be made")


def test_what_a_folder_holds_besides_is_counted(summitry: Command, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for name in ("a.xls", "b.xls", "c.json"):
        (tmp_path / "news" / name).touch()
    summitry("migrate")
    assert "\n  left out: 1 .json, 2 .xls\n" in summitry("ingest", tmp_path / "news").out


def test_two_texts_over_a_pipe_are_two_documents(summitry: Command, url: str) -> None:
    summitry("migrate")
    for text in ("Экспорт вырос на 15 процентов.", "Импорт вырос на 20 процентов."):
        assert summitry("ingest", "-", stdin=text).out.startswith("1 document read: 1 new, 0 changed")
