"""The commands of the image, run as it runs them: an unprivileged user, a tree that cannot be written, one volume that can."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.settings import ROOT

NOBODY = 65534
DEADLINE = 10  # seconds that a container engine waits after SIGTERM


@dataclass(frozen=True)
class Box:
    """A copy of the tree without leave to write, beside a volume."""

    tree: Path
    volume: Path
    prefix: tuple[str, ...] = ()
    user: dict[str, Any] = field(default_factory=dict)

    def command(self, *arguments: str) -> dict[str, Any]:
        return {
            "args": [*self.prefix, sys.executable, "-c", "from app.cli import main; main()", *arguments],
            "cwd": self.tree,
            "env": {
                "PATH": os.environ["PATH"],
                "HOME": "/nonexistent",
                "PYTHONDONTWRITEBYTECODE": "1",
                "SUMMITRY_DATABASE_URL": f"sqlite:///{self.volume}/summitry.db",
            },
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
            **self.user,
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(**self.command(*arguments), timeout=60, check=False)


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    # Not tmp_path: that lies below a folder which only the user running the tests may enter.
    base = Path(tempfile.mkdtemp(prefix="summitry-"))
    try:
        base.chmod(0o755)
        tree, volume = base / "tree", base / "volume"
        for part in ("app", "migrations", "data/vocabulary", "data/samples"):
            shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__", "*.db*"))
        volume.mkdir()
        for path in [tree, *tree.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        made = next((made for made in _candidates(tree, volume) if _starts(made)), None)
        if made is None:
            pytest.skip(
                "THE IMAGE'S COMMAND IS NOT TESTED: neither another user nor root without its rights can start Python here"
            )
        yield made
    finally:
        for path in [base, *(path for path in base.rglob("*") if path.is_dir())]:
            path.chmod(0o755)
        shutil.rmtree(base)


def _candidates(tree: Path, volume: Path) -> Iterator[Box]:
    """Ways to be nobody: whoever runs the tests, else another user, else root stripped of all that makes it root."""
    if os.geteuid() != 0:
        yield Box(tree, volume)
        return
    os.chown(volume, NOBODY, NOBODY)
    yield Box(tree, volume, user={"user": NOBODY, "group": NOBODY, "extra_groups": []})
    os.chown(volume, 0, 0)  # Python may lie below /root, where only root may look
    yield Box(tree, volume, prefix=("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"))


def _starts(box: Box) -> bool:
    try:
        return box.run("--version").returncode == 0
    except (PermissionError, FileNotFoundError):
        return False


def test_an_unprivileged_user_ingests_and_extracts_on_a_read_only_tree(box: Box) -> None:
    touched = subprocess.run(
        **{**box.command(), "args": [*box.prefix, "touch", str(box.tree / "app" / "x")]}, check=False
    )
    assert touched.returncode != 0, "the tree can be written, so this test proves nothing"
    assert box.run("migrate").returncode == 0
    ingested = box.run("ingest", "data/samples")
    assert ingested.returncode == 0, ingested.stdout + ingested.stderr
    sample = next(path for path in sorted((box.tree / "data" / "samples").iterdir()) if path.suffix == ".txt")
    extracted = box.run("extract", str(sample))
    assert json.loads(extracted.stdout)["statements"]
    assert {path.name.split(".")[0] for path in box.volume.iterdir()} == {"summitry"}


def test_the_default_command_serves_and_ends_on_sigterm(box: Box) -> None:
    with subprocess.Popen(**box.command("serve", "--migrate", "--port", "0")) as process:
        assert process.stdout is not None
        try:
            line = next(line for line in process.stdout if "http://" in line)
            address = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert address is not None
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            assert opener.open(f"{address[0]}/healthz", timeout=10).status == 200
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=DEADLINE) == 0
            assert time.monotonic() - began < DEADLINE
        finally:
            process.kill()
