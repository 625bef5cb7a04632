"""`summitry backup`, `restore` and `check`: what they do, what they refuse, and that nothing is ever there by half."""

from __future__ import annotations

import json
import os
import random
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.settings import ROOT
from app.store.database import SCHEMA_REVISION, open_database
from app.store.schema import upgrade
from app.store.sqlite import DRIVER
from app.vocabulary import Vocabulary
from tests.cli.conftest import Command
from tests.postgres import PASSWORD
from tests.releases.test_releases import DUMPS, load
from tests.shelf import DOCUMENTS, add, fill, served, shelf
from tests.stores import Store, only_postgres, only_sqlite, path_of
from tests.writing import written

OLDER = "2026_11_25_flags"
"""A schema of an earlier release."""

KILLS = int(os.environ.get("SUMMITRY_TEST_KILLS", "0"))
"""How often a backup is killed, and a restoration; 0 for as often as a run of all tests has time for."""

USUAL = {"sqlite": 5, "postgresql": 3}

SECONDS = float(os.environ.get("SUMMITRY_TEST_BACKUP_SECONDS", "0"))
"""How long backups are made under writing, one every five seconds; 0 for a few, one after the other."""


@pytest.fixture
def library(store: Store, url: str, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The library, as the database of the commands."""
    made = store.filled("library", lambda place: fill(place, vocabulary))
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", made)
    yield made
    store.drop(made)


@pytest.fixture
def copy(library: str, summitry: Command, tmp_path: Path) -> Path:
    """A backup of the library."""
    assert summitry("backup", tmp_path / "copy").status == 0
    return tmp_path / "copy"


@pytest.fixture
def other(store: Store, monkeypatch: pytest.MonkeyPatch, copy: Path) -> Iterator[str]:
    """An empty database, from now on that of the commands."""
    made = store.empty()
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", made)
    yield made
    store.drop(made)


def everything(url: str) -> list[list[tuple[object, ...]]]:
    """All records, all counters, the version of the data."""
    reader = open_database(url).reader()
    found = [
        reader.rows(f"SELECT id, record FROM {table} ORDER BY id")
        for table in ("document", "statement", "proposal", "figure")
    ]
    found.append(reader.rows("SELECT kind, field, value, n FROM tag ORDER BY 1, 2, 3"))
    found.append([(reader.data_version(),)])
    reader.close()
    return found


def keys(url: str) -> list[str]:
    reader = open_database(url).reader()
    found = [key for [key] in reader.rows("SELECT key FROM document ORDER BY key")]
    reader.close()
    return found


def beside(path: Path) -> set[str]:
    return {found.name for found in path.parent.iterdir()}


def test_a_backup_is_restored(
    summitry: Command, library: str, copy: Path, other: str, vocabulary: Vocabulary
) -> None:
    ran = summitry("restore", copy)
    assert ran.status == 0, ran.err
    assert f": {DOCUMENTS} documents, " in ran.out and f"schema {SCHEMA_REVISION}\n" in ran.out
    assert "migrate" not in ran.out
    assert everything(other) == everything(library)
    checked = summitry("check", "--full")
    assert (checked.status, checked.out) == (0, f"{open_database(other).name}: nothing is wrong\n")
    add(other, vocabulary, shelf(DOCUMENTS + 1)[-1:])  # it can be written
    assert {name for name in beside(copy) if "part" in name} == set()


def test_the_json_of_each(summitry: Command, copy: Path, other: str, library: str) -> None:
    counts = {"documents": DOCUMENTS, "statements": 96, "proposals": 36, "figures": 48}
    schema = {"schema": SCHEMA_REVISION, "data_version": 1}
    restored = json.loads(summitry("restore", copy, "--json").out)
    name = open_database(other).name
    assert restored == {"database": name, "before": None, "migrate": False, **counts, **schema}
    again = json.loads(summitry("backup", copy, "--force", "--json").out)
    assert again == {"file": str(copy), "bytes": copy.stat().st_size, **counts, **schema}
    assert json.loads(summitry("check", "--json").out) == {
        "database": name, "full": False, "sound": True, "faults": [],
    }  # fmt: skip


def test_a_file_that_is_there_is_replaced_with_force_only(
    summitry: Command, library: str, tmp_path: Path
) -> None:
    file = tmp_path / "copy"
    file.write_text("dear")
    ran = summitry("backup", file)
    assert (ran.status, file.read_text()) == (1, "dear")
    assert "is there already" in ran.err and "--force" in ran.err
    assert summitry("backup", file, "--force").status == 0
    assert file.stat().st_size > 10_000


def test_where_no_backup_can_be_written_is_told(summitry: Command, library: str, tmp_path: Path) -> None:
    assert "is a folder" in summitry("backup", tmp_path).err
    assert "the folder is not there" in summitry("backup", tmp_path / "none" / "copy").err
    (tmp_path / "used").touch()
    (tmp_path / "used-wal").write_text("x")
    assert "is a database in use" in summitry("backup", tmp_path / "used", "--force").err


def test_a_database_without_tables_is_told(summitry: Command, url: str, tmp_path: Path) -> None:
    ran = summitry("backup", tmp_path / "copy")
    assert ran.status == 1 and not (tmp_path / "copy").exists()
    assert "no such database" in ran.err or "summitry migrate" in ran.err


@only_sqlite
def test_a_database_is_not_its_own_backup(summitry: Command, library: str, tmp_path: Path) -> None:
    path = Path(path_of(library))
    link = tmp_path / "link"
    link.symlink_to(path)
    for place in (path, link):
        assert "is the database itself" in summitry("backup", place, "--force").err
        assert "is the database itself" in summitry("restore", place, "--replace").err
    assert summitry("check").status == 0


def damaged(copy: Path) -> bytes:
    """The copy with pieces of it overwritten."""
    whole = bytearray(copy.read_bytes())
    for place in range(len(whole) // 3, len(whole), max(1, len(whole) // 9)):
        whole[place : place + 300] = bytes(reversed(whole[place : place + 300]))
        whole[place : place + 64] = b"\xff" * 64
    return bytes(whole)


@pytest.mark.parametrize("what", ["damaged", "cut", "foreign", "empty", "text", "missing", "folder", "newer"])
def test_what_is_no_backup_of_ours_is_refused(
    summitry: Command, store: Store, copy: Path, library: str, what: str
) -> None:
    bad, before = copy.with_name("bad"), everything(library)
    words = {"damaged": "is damaged", "cut": "is damaged", "missing": "there is no such file", "folder": "there is no such file"}  # fmt: skip
    if what == "folder":
        bad.mkdir()
    elif what == "foreign":
        make_foreign(store, summitry, bad)
        words[what] = "of Summitry: it lacks its tables"
    elif what == "newer":
        make_newer(library, summitry, bad)
        words[what] = "has schema 2099_01_01_wonders, which this release does not know"
    elif what != "missing":
        bad.write_bytes(
            {
                "damaged": damaged(copy),
                "cut": copy.read_bytes()[: copy.stat().st_size * 2 // 3],
                "empty": b"",
                "text": "Это письмо.".encode(),
            }[what]
        )
    ran = summitry("restore", bad, "--replace")
    kind = "SQLite" if store.is_sqlite else "PostgreSQL"
    assert ran.status == 1 and ran.out == ""
    assert words.get(what, f"is no backup of a {kind} database") in ran.err, ran.err
    assert ran.err.startswith("summitry: ") and ran.err.count("\n") == 1, "one sentence"
    assert everything(library) == before
    names = beside(copy) | (beside(Path(path_of(library))) if store.is_sqlite else set())
    assert not [name for name in names if "part" in name or "before" in name]


def make_foreign(store: Store, summitry: Command, bad: Path) -> None:
    """A file of the right kind from another program."""
    url = store.empty()
    if store.is_sqlite:
        connection = DRIVER.connect(str(bad))
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.commit()
        connection.close()
    else:
        import psycopg

        with psycopg.connect(url) as made:
            made.execute("CREATE TABLE song (title TEXT)")
        subprocess.run(["pg_dump", "--format=custom", f"--file={bad}", url], check=True)
    store.drop(url)


def make_newer(library: str, summitry: Command, bad: Path) -> None:
    """A backup of a later release."""
    set_schema(library, "2099_01_01_wonders")
    assert summitry("backup", bad).status == 0
    set_schema(library, SCHEMA_REVISION)


def set_schema(url: str, revision: str) -> None:
    with open_database(url).migrating() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")


def test_documents_are_replaced_when_it_is_said_only_and_kept(
    summitry: Command, store: Store, copy: Path, library: str, vocabulary: Vocabulary
) -> None:
    copied = everything(library)
    add(library, vocabulary, shelf(DOCUMENTS + 1)[-1:])
    before = everything(library)
    assert before != copied
    ran = summitry("restore", copy)
    assert ran.status == 1 and f"holds {DOCUMENTS + 1} documents" in ran.err and "--replace" in ran.err
    assert everything(library) == before
    ran = summitry("restore", copy, "--replace")
    assert ran.status == 0, ran.err
    assert everything(library) == copied
    [line] = [line for line in ran.out.splitlines() if "what was there before" in line]
    kept = Path(line.partition(" is kept as ")[2])
    ran = summitry("restore", kept, "--replace", "--json")
    assert ran.status == 0, ran.err
    assert everything(library) == before, "what was kept is a backup"
    assert Path(json.loads(ran.out)["before"]) not in (kept, None)
    assert summitry("check", "--full").status == 0


@only_sqlite
def test_a_damaged_database_can_be_replaced(summitry: Command, copy: Path, library: str) -> None:
    whole, path = everything(library), Path(path_of(library))
    path.write_bytes(damaged(path))
    path.chmod(0o640)
    Path(f"{path}-wal").write_bytes(b"of another life")
    checked = summitry("check")
    assert checked.status == 1 and checked.out
    assert summitry("backup", copy.with_name("bad")).status == 1
    assert not copy.with_name("bad").exists()
    assert "--replace" in summitry("restore", copy).err
    assert summitry("restore", copy, "--replace").status == 0
    assert everything(library) == whole
    assert stat.S_IMODE(path.stat().st_mode) == 0o640, "and whoever could read it still can"
    assert Path(f"{path}.before-restore").read_bytes() != path.read_bytes()


@only_sqlite
@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_a_database_of_an_older_release_comes_back(
    summitry: Command, tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    old = load(dump, tmp_path / "old.db")
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", f"sqlite:///{old}")
    assert summitry("backup", tmp_path / "copy").status == 0
    new = f"sqlite:///{tmp_path / 'new.db'}"
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", new)
    ran = summitry("restore", tmp_path / "copy")
    revision = open_database(new).revision()
    assert ran.status == 0
    assert ("`summitry migrate`" in ran.out) == (revision != SCHEMA_REVISION)
    assert summitry("migrate").status == 0
    checked = summitry("check", "--full")
    assert checked.status == 0, checked.out


@only_postgres
def test_an_older_schema_comes_back_into_an_empty_database_only(
    summitry: Command, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copy: Path, library: str
) -> None:
    old = store.empty()
    upgrade(old, OLDER)
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", old)
    assert summitry("backup", tmp_path / "old").status == 0
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", library)
    before = everything(library)
    ran = summitry("restore", tmp_path / "old", "--replace")
    assert ran.status == 1 and "createdb" in ran.err and everything(library) == before
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", new := store.empty())
    ran = summitry("restore", tmp_path / "old")
    assert ran.status == 0 and "`summitry migrate`" in ran.out
    assert summitry("migrate").status == 0
    assert summitry("check", "--full").out.endswith("nothing is wrong\n")
    for made in (old, new):
        store.drop(made)


def test_nothing_is_restored_under_a_running_server(
    summitry: Command, copy: Path, library: str, store: Store
) -> None:
    before = everything(library)
    with served(library) as address:
        import httpx2

        assert httpx2.get(f"{address}/api/v1/documents").status_code == 200
        names = beside(Path(path_of(library))) if store.is_sqlite else None
        ran = summitry("restore", copy, "--replace")
        assert ran.status == 1 and "stop the server first" in ran.err and "nothing was changed" in ran.err
        assert names is None or beside(Path(path_of(library))) == names
        assert httpx2.get(f"{address}/api/v1/documents").status_code == 200
        assert everything(library) == before
    assert summitry("restore", copy, "--replace").status == 0


@pytest.mark.timeout(400)
def test_backups_made_while_others_write_are_whole(
    summitry: Command, store: Store, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[Path] = []
    acknowledged: list[str] = []
    ended = time.monotonic() + SECONDS
    with written(library) as told:
        while time.monotonic() < ended or len(copies) < 3:
            began = time.monotonic()
            acknowledged.append(told.readline().strip())
            copies.append(tmp_path / f"copy-{len(copies)}")
            assert summitry("backup", copies[-1]).status == 0
            if SECONDS:
                time.sleep(max(0.0, 5 - (time.monotonic() - began)))
    last: list[str] = []
    for file, key in zip(copies, acknowledged, strict=True):
        monkeypatch.setenv("SUMMITRY_DATABASE_URL", place := store.empty())
        assert summitry("restore", file).status == 0
        checked = summitry("check", "--full")
        assert checked.status == 0, checked.out
        found = keys(place)
        assert key in found, "what was acknowledged before it began is in it"
        assert set(found) > set(last) and len(set(found)) == len(found)
        last = found
        store.drop(place)
    print(f"{len(copies)} backups, the last of {len(last)} documents, each restored and sound")


def processes(words: str) -> list[str]:
    """The command lines of processes that hold these words, but for what PostgreSQL does by itself in a database of that name."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if words in line and "app.cli" not in line and "autovacuum worker" not in line:
            found.append(line)
    return found


def killed(moment: float, *arguments: object) -> None:
    """Run a command, and end it after so many seconds."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", *map(str, arguments)],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def took(*arguments: object) -> float:
    began = time.monotonic()
    killed(60, *arguments)
    return time.monotonic() - began


@pytest.mark.timeout(400)
def test_a_backup_that_is_killed_leaves_nothing_under_its_name(
    summitry: Command, library: str, tmp_path: Path, store: Store, dice: random.Random
) -> None:
    whole, file = took("backup", tmp_path / "first"), tmp_path / "copy"
    before = everything(library)
    for _ in range(KILLS or USUAL[store.kind]):
        killed(dice.uniform(whole * 0.3, whole), "backup", file)
        if file.exists():
            assert file.stat().st_size == (tmp_path / "first").stat().st_size or not store.is_sqlite
            file.unlink()
        if not store.is_sqlite:
            until = time.monotonic() + 5
            while processes(urlsplit(library).path[1:]) and time.monotonic() < until:
                time.sleep(0.02)
            assert not processes(urlsplit(library).path[1:]), "pg_dump runs on"
    assert everything(library) == before
    assert summitry("backup", file).status == 0
    assert {name for name in beside(file) if name.startswith("copy")} == {"copy"}


@pytest.mark.timeout(400)
def test_a_restoration_that_is_killed_leaves_a_whole_database(
    summitry: Command, copy: Path, library: str, vocabulary: Vocabulary, store: Store, dice: random.Random
) -> None:
    one = everything(library)
    add(library, vocabulary, shelf(DOCUMENTS + 1)[-1:])
    two = everything(library)
    assert summitry("backup", copy.with_name("later")).status == 0
    whole = took("restore", copy, "--replace")
    assert everything(library) == one
    for number in range(KILLS or USUAL[store.kind]):
        killed(
            dice.uniform(whole * 0.3, whole),
            "restore",
            (copy, copy.with_name("later"))[number % 2],
            "--replace",
        )
        until = time.monotonic() + 10
        while not store.is_sqlite and processes("pg_restore") and time.monotonic() < until:
            time.sleep(0.05)
        assert everything(library) in (one, two)
        checked = summitry("check")
        assert checked.status == 0, checked.out
    ran = summitry("restore", copy, "--replace")
    assert ran.status == 0, ran.err
    assert everything(library) == one


@only_postgres
def test_no_password_is_seen(
    summitry: Command, copy: Path, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = subprocess.run(["which", "pg_dump"], capture_output=True, text=True).stdout.strip()
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("pg_dump", "pg_restore"):
        spy = folder / tool
        spy.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$0" "$@" >> {tmp_path}/seen\n'
            f'[ -n "$PGSERVICEFILE" ] && cat "$PGSERVICEFILE" >> {tmp_path}/given\n'
            f'exec {Path(real).with_name(tool)} "$@"\n'
        )
        spy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", f"{library}?sslpassword=smoke-and-mirrors")
    for arguments in (("backup", tmp_path / "again"), ("restore", tmp_path / "again", "--replace")):
        ran = summitry(*arguments)
        assert ran.status == 0, ran.err
        assert PASSWORD not in ran.out + ran.err
    seen, given = (tmp_path / "seen").read_text(), (tmp_path / "given").read_text()
    assert "--format=custom" in seen and "--single-transaction" in seen
    for secret in (PASSWORD, "smoke-and-mirrors"):
        assert secret not in seen and secret in given


@only_postgres
def test_missing_tools_are_named(
    summitry: Command, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.backup_postgres._FOLDERS", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = summitry("backup", tmp_path / "copy")
    assert ran.status == 1 and "pg_dump is missing" in ran.err and "apt-get install" in ran.err


@pytest.mark.parametrize(("change", "told", "full"), [
    ("UPDATE tag SET n = n + 1 WHERE field = 'topic' AND value = 'trade' AND kind = 'statement'",
     "the counter of statement topic:trade says", False),
    ("UPDATE pair SET n = n + 1", "the counter of ", False),
    ("UPDATE pair SET n = n + 1 WHERE tag_id = (SELECT max(tag_id) FROM pair)", "the counter of ", True),
    ("UPDATE statement SET record = '{}' WHERE id = (SELECT min(id) FROM statement)", "its record is not one", False),
    ("UPDATE figure SET revision = 7 WHERE id = (SELECT min(id) FROM figure)", "revision 1", False),
    ("DELETE FROM posting WHERE finding_id = (SELECT min(id) FROM proposal)", "the page index lists", False),
    ("DELETE FROM search_entry WHERE record_id = (SELECT min(id) FROM figure)", "can be searched", False),
    ("DELETE FROM store_state", "the data version is missing", False),
])  # fmt: skip
def test_check_finds_what_is_wrong(
    summitry: Command, library: str, change: str, told: str, full: bool
) -> None:
    with open_database(library).migrating() as connection:
        connection.exec_driver_sql(change)
    ran = summitry("check", *(["--full"] if full else []))
    assert ran.status == 1 and told in ran.out, ran.out
    as_json = json.loads(summitry("check", "--json", *(["--full"] if full else [])).out)
    assert not as_json["sound"] and any(told in fault for fault in as_json["faults"])


@only_sqlite
def test_check_finds_what_refers_to_nothing(summitry: Command, library: str) -> None:
    connection = DRIVER.connect(path_of(library))
    connection.execute("DELETE FROM document WHERE id = (SELECT min(id) FROM document)")
    connection.commit()
    connection.close()
    ran = summitry("check")
    assert ran.status == 1 and "refer to a document that is not there" in ran.out


@only_sqlite
def test_check_finds_words_that_are_lost(summitry: Command, library: str) -> None:
    connection = DRIVER.connect(path_of(library))
    [[table]] = connection.execute(
        "SELECT name FROM sqlite_master WHERE name LIKE 'fts!_%!_data' ESCAPE '!' ORDER BY 1 LIMIT 1"
    ).fetchall()
    connection.execute(f"DELETE FROM {table} WHERE id > 10")
    connection.commit()
    connection.close()
    ran = summitry("check")
    assert ran.status == 1 and table.removesuffix("_data") in ran.out
