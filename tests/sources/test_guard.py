"""Children that parse: a file that would take all time or memory is refused within fifteen seconds, and costs nobody else anything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from app.domain.document import SourceDocument
from app.errors import UnreadableSource
from app.settings import ROOT
from app.sources import MAX_BYTES, READERS, Item, Refused, read_file
from app.sources.guard import CPU, GUARD, WALL, Guard

PAGE = "<html lang=en><title>A bridge is built</title><h1>A bridge is built</h1><p>{}</p></html>".format(
    "The ministers met in the capital and agreed to build a bridge across the river. " * 5
).encode()
TEXT = "<p>Text of a page that stands before what is made to do harm to its readers.</p>"
Maker = Callable[[], str]
BOMBS: dict[str, Maker] = {
    "divisions a hundred thousand deep": lambda: "<html>" + TEXT + "<div>" * 100_000,
    "fonts and bold deep": lambda: "<html>" + TEXT + "<b><font>" * 60_000,
    "tables in tables": lambda: "<html>" + TEXT + "<table><tr><td>" * 20_000,
    "lists in lists": lambda: "<html>" + TEXT + "<ul><li>" * 30_000,
    "two hundred thousand attributes": lambda: (
        "<html><a " + " ".join(f"a{n}=1" for n in range(200_000)) + ">" + TEXT
    ),
    "a million tags": lambda: "<html>" + TEXT + "<i></i>" * 600_000,
    "a million paragraphs that nobody closes": lambda: "<html>" + TEXT + "<p>a" * 1_000_000,
}
HARMLESS: dict[str, Maker] = {
    "a tag that never ends": lambda: "<html>" + TEXT + "<a " + "x" * 4_000_000,
    "comments that never end": lambda: "<html>" + TEXT + "<!--" * 1_000_000,
    "broken declarations": lambda: "<html>" + TEXT + "<![" * 500_000,
    "a script that never ends": lambda: "<html>" + TEXT + "<script>" * 500_000,
    "entities of entities": lambda: (
        "<!DOCTYPE html [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><html>" + TEXT + "&b;" * 3
    ),
    "a picture in its own tag": lambda: (
        "<html>" + TEXT + "<img src='data:image/png;base64," + "A" * 3_000_000 + "'>"
    ),
    "two thousand divisions": lambda: "<html>" + "<div>" * 2_000 + TEXT,
    "a word of a million letters": lambda: "<html>" + TEXT + "<style>" + "x" * 1_000_000 + "</style>",
}


def read(raw: bytes, suffix: str = ".html") -> Item:
    (item,) = READERS[suffix](BytesIO(raw), name=f"a{suffix}")
    return item


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """The rules of sites are read once a process, before anything is timed."""
    read_file(PAGE, format="html", name="a.html")


AS_SHIPPED = ("divisions a hundred thousand deep", "two hundred thousand attributes")
"""Bombs that may take as long as a file may; the others a third of it, which proves as much in a third of the time."""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_time_and_the_next_page_is_read(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name not in AS_SHIPPED:
        monkeypatch.setattr(GUARD, "_cpu", CPU // 3)
        monkeypatch.setattr(GUARD, "_wall", WALL / 3)
    raw = BOMBS[name]().encode()
    assert len(raw) <= MAX_BYTES
    started = time.monotonic()
    found = read(raw).found
    assert time.monotonic() - started < 15, "of which a busy machine takes most"
    assert isinstance(found, Refused) and "defect" not in found.reason
    assert read_file(PAGE, format="html", name="a.html").title == "A bridge is built"


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_bad_is_read(name: str) -> None:
    found = read(HARMLESS[name]().encode()).found
    assert isinstance(found, SourceDocument)
    assert found.text.startswith("Text of a page that stands before what is made")


def parent(code: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, for what a test may not do to this one."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)


def test_texts_start_no_child_and_load_no_parser() -> None:
    ran = parent(
        "import sys; from io import BytesIO; from app.sources import detect_reader, read_text\n"
        "list(read_text(BytesIO(b'Words.'), name='a.txt'))\n"
        "print([name for name in ('lxml', 'trafilatura', 'app.sources.guard', 'multiprocessing') if name in sys.modules])"
    )
    assert ran.stdout == "[]\n", ran.stderr


def test_parsers_are_loaded_in_children_only() -> None:
    ran = parent(
        f"import sys; from app.sources import read_file\nread_file({PAGE!r}, format='html', name='a')\n"
        "print([name for name in ('lxml', 'trafilatura', 'urllib3') if name in sys.modules])"
    )
    assert ran.stdout == "[]\n", ran.stderr


def test_a_child_is_not_told_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", "postgresql://u:secret@h/d")
    guard = Guard()
    guard.parse("html", PAGE)
    (child,) = guard._waiting
    told = Path(f"/proc/{child._process.pid}/environ").read_bytes()
    guard.close()
    assert b"secret" not in told and b"PATH=" in told


def test_a_child_that_died_while_it_waited_is_replaced() -> None:
    guard = Guard()
    guard.parse("html", PAGE)
    (child,) = guard._waiting
    os.kill(child._process.pid, signal.SIGKILL)
    child._process.wait()
    assert guard.parse("html", PAGE)["facts"]["title"] == "A bridge is built"
    guard.close()


def test_a_child_of_a_large_parent_is_kept() -> None:
    ran = parent(
        "from app.sources.guard import GUARD\nballast = bytearray(500 * 2**20)\nballast[::4096] = b'a' * len(ballast[::4096])\n"
        f"GUARD.parse('html', {PAGE!r})\nprint(len(GUARD._waiting))"
    )
    assert ran.stdout == "1\n", ran.stderr


def test_children_are_kept_and_end_with_their_parent() -> None:
    code = (
        "from app.sources.guard import GUARD\n"
        f"for _ in range(3): GUARD.parse('html', {PAGE!r})\n"
        "(child,) = GUARD._waiting\nprint(child._process.pid, flush=True)\n"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    pid = int(parent(code).stdout)
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists() or "zombie" in Path(f"/proc/{pid}/status").read_text():
            return
        time.sleep(0.1)
    pytest.fail("the child lives on without its parent")


def test_a_forked_process_starts_children_of_its_own() -> None:
    ran = parent(
        f"import os; from app.sources.guard import GUARD; page = {PAGE!r}\n"
        "GUARD.parse('html', page)\npid = os.fork()\n"
        "print(GUARD.parse('html', page)['facts']['title'], flush=True)\n"
        "if pid: os.waitpid(pid, 0)"
    )
    assert ran.stdout == "A bridge is built\n" * 2, ran.stderr


def test_a_page_that_takes_all_time_is_refused_while_others_are_served() -> None:
    """The bomb has one child, pages have the other."""
    raw = ("<html>" + TEXT + "</a " * 2_000_000).encode()
    told: list[tuple[object, float]] = []

    def bomb() -> None:
        started = time.monotonic()
        found = read(raw).found
        told.append((found, time.monotonic() - started))

    thread = threading.Thread(target=bomb)
    GUARD.parse("html", PAGE)
    thread.start()
    for _ in range(5):
        GUARD.parse("html", PAGE)
    served_beside = thread.is_alive()
    thread.join()
    ((found, taken),) = told
    assert isinstance(found, Refused) and "more than 10 s or 1 GB" in found.reason
    assert taken < 15 and served_beside


def test_what_is_too_long_or_empty_starts_nothing() -> None:
    for raw, reason in ((b"a" * (MAX_BYTES + 1), "longer than 8 MB"), (b" \n", "the text is empty")):
        found = read(raw).found
        assert isinstance(found, Refused) and found.reason == reason


def test_a_defect_in_a_parser_costs_one_document(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UnreadableSource, match="a defect in Summitry: AttributeError"):
        GUARD.parse(
            "html", PAGE, rules='{"sites": {"example.org": 1}, "words": {}}', url="https://example.org/a"
        )
