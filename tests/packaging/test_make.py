"""The Makefile: it explains itself, sets up once, and says plainly what the machine lacks."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.settings import ROOT
from tests.shelf import free_port

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make here")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    (tmp_path / "requirements").mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements/run.lock", "requirements/dev.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def environment() -> dict[str, str]:
    left_out = ("MAKE", "MFLAGS", "SUMMITRY_", "PYTHONPATH")
    return {key: value for key, value in os.environ.items() if not key.startswith(left_out)}


def make(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments], cwd=clone, env=environment(), capture_output=True, text=True, check=False
    )


def python(clone: Path, body: str) -> str:
    fake = clone / "fake-python"
    fake.write_text(f"#!/bin/sh\n{body}\n")
    fake.chmod(0o755)
    return f"PYTHON={fake}"


def test_make_alone_lists_every_command(clone: Path) -> None:
    listed = [line.split()[1] for line in make(clone).stdout.splitlines()]
    assert listed == ["help", "run", "test", "check", "format", "evaluate", "bench", "lock", "clean"]


def test_an_environment_that_fits_the_locks_is_not_touched_again(clone: Path) -> None:
    planned = make(clone, "-n", "test").stdout
    (stamp,) = re.findall(r"^touch (\S+)$", planned, re.MULTILINE)
    assert "pip install" in planned
    (clone / ".venv").mkdir()
    (clone / stamp).touch()
    assert "pip install" not in make(clone, "-n", "test").stdout
    assert "pip install" not in make(clone, "-n", "run").stdout, "the tests' environment serves, too"
    with (clone / "requirements" / "run.lock").open("a") as lock:
        lock.write("# changed\n")
    assert "pip install" in make(clone, "-n", "run").stdout


def test_run_migrates_ingests_and_serves_where_it_is_told(clone: Path) -> None:
    planned = make(clone, "-n", "run", "PORT=8123", "HOST=::1").stdout.splitlines()[-3:]
    assert planned[0].endswith("summitry migrate")
    assert "summitry ingest data/samples" in planned[1]
    assert planned[2].endswith("exec .venv/bin/summitry serve --host ::1 --port 8123")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('[ "$1" = --version ] && echo Python 3.9.2; exit 1', "Summitry needs Python 3.11 or newer"),
        (
            'case "$2" in *venv*) exit 1;; esac',
            "has no venv module; on Debian and Ubuntu: apt-get install python3-venv",
        ),
    ],
)
def test_what_the_machine_lacks_is_said_in_one_line(clone: Path, body: str, message: str) -> None:
    made = make(clone, "run", python(clone, body))
    assert made.returncode != 0
    assert message in made.stderr
    assert len(made.stderr.splitlines()) == 2, "the sentence, and make's own line"


@pytest.fixture
def tree(clone: Path) -> Path:
    """A whole copy with two samples, whose environment is the present one: nothing is to be installed."""
    for part in ("app", "migrations", "data/vocabulary"):
        shutil.copytree(ROOT / part, clone / part, ignore=shutil.ignore_patterns("__pycache__"))
    (clone / "data" / "samples").mkdir()
    for sample in sorted((ROOT / "data" / "samples").glob("*.txt"))[:2]:
        shutil.copy(sample, clone / "data" / "samples")
    command = clone / ".venv" / "bin" / "summitry"
    command.parent.mkdir(parents=True)
    # An installed `summitry` would take the `app` that was installed with it, and the database beside that.
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m app.cli "$@"\n')
    command.chmod(0o755)
    (stamp,) = re.findall(r"^touch (\S+)$", make(clone, "-n", "run").stdout, re.MULTILINE)
    (clone / stamp).touch()
    return clone


# The terminal becomes the session's own, as a shell's is, and Ctrl-C then goes the way that it goes for a user.
ON_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""


@contextmanager
def running(tree: Path, port: int, *, on_terminal: bool) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`make run` in a session of its own, and the descriptor that its output is read from."""
    ours, its = os.openpty() if on_terminal else os.pipe()
    command = ["make", "run", f"PORT={port}"]
    process = subprocess.Popen(
        [sys.executable, "-c", ON_TERMINAL, *command] if on_terminal else command,
        cwd=tree,
        env=environment(),
        stdin=its if on_terminal else subprocess.DEVNULL,
        stdout=its,
        stderr=its,
        start_new_session=True,
    )
    os.close(its)
    try:
        yield process, ours
    finally:
        if process.poll() is None:
            for group in {process.pid, os.tcgetpgrp(ours) if on_terminal else process.pid} - {0}:
                os.killpg(group, signal.SIGKILL)
        process.wait()
        os.close(ours)


def read(descriptor: int, until: str | None = None) -> str:
    """What is printed up to some words, or to the end."""
    told = b""
    while until is None or until.encode() not in told:
        try:
            piece = os.read(descriptor, 4096)
        except OSError:  # how a terminal tells that nobody is left at its other side
            piece = b""
        if not piece:
            break
        told += piece
    return told.decode()


def get(port: int, path: str) -> bytes:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        body: bytes = answer.read()
    return body


def test_run_serves_the_samples_and_ends_cleanly_again_and_again(tree: Path) -> None:
    """About ten seconds: everything is real but the environment, which is the present one."""
    ends = []
    for on_terminal, counts in (
        (True, "2 new, 0 changed, 0 unchanged"),
        (False, "0 new, 0 changed, 2 unchanged"),
    ):
        port = free_port()
        with running(tree, port, on_terminal=on_terminal) as (process, output):
            told = read(output, until="Stop with Ctrl+C")
            assert f"2 documents read: {counts}" in told, told
            assert f"http://127.0.0.1:{port}/" in told, told
            assert b'"items"' in get(port, "/api/v1/statements?limit=1")
            if on_terminal:
                os.write(output, b"\x03")
            else:
                os.killpg(process.pid, signal.SIGINT)
            rest = read(output)
            ends.append(process.wait(timeout=20))
            assert "Traceback" not in rest, rest
            assert "Setting up" not in told
            if on_terminal:
                assert "Error" not in rest, "make is content"
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5)
    # Whoever signals make too gets make's own answer to it, as with every other target.
    assert ends[0] == 0
    assert ends[1] in (-signal.SIGINT, 2, 0), ends
    assert (tree / "data" / "summitry.db").exists()
