"""The Makefile: it explains itself, sets up once, and says plainly what the machine lacks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.settings import ROOT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make here")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    (tmp_path / "requirements").mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements/run.lock", "requirements/dev.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def make(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *arguments], cwd=clone, env=environment, capture_output=True, text=True, check=False
    )


def python(clone: Path, body: str) -> str:
    fake = clone / "fake-python"
    fake.write_text(f"#!/bin/sh\n{body}\n")
    fake.chmod(0o755)
    return f"PYTHON={fake}"


def test_make_alone_lists_every_command(clone: Path) -> None:
    listed = [line.split()[1] for line in make(clone).stdout.splitlines()]
    assert listed == ["help", "run", "test", "check", "format", "evaluate", "lock", "clean"]


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
