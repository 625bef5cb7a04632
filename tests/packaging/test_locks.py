"""The locks: exact versions with hashes, no address of any registry, and one set of versions for service and tests."""

from __future__ import annotations

import re

import pytest

from app import __version__
from app.settings import ROOT

LOCKS = ("requirements/run.lock", "requirements/dev.lock")
BENCH = ("bench/requirements.lock", "bench/datasette.lock")


def pins(name: str) -> dict[str, str]:
    """Package -> the whole requirement, hashes included."""
    text = (ROOT / name).read_text()
    logical = re.sub(r"\\\n\s*", " ", text)
    lines = [line for line in logical.splitlines() if line and not line.lstrip().startswith("#")]
    return {re.split(r"[=<>;@ ]", line)[0]: line for line in lines}


@pytest.mark.parametrize("name", [*LOCKS, *BENCH])
def test_a_lock_holds_no_address_and_no_option(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"(?i)[a-z+]+://|\.(org|com|io|net)\b|^\s*-(?!-hash)|@ ", text, re.MULTILINE)


@pytest.mark.parametrize("name", [*LOCKS, *BENCH])
def test_every_requirement_is_exact_and_hashed(name: str) -> None:
    found = pins(name)
    assert len(found) > (10 if name in BENCH else 40)
    assert [
        line
        for line in found.values()
        if not re.match(r"[\w.-]+==[\w.+!-]+ .*--hash=sha256:[0-9a-f]{64}", line)
    ] == []


def test_the_tests_run_with_the_versions_of_the_service() -> None:
    run, dev = (pins(name) for name in LOCKS)
    assert {name: dev.get(name) for name in run} == run


def test_the_build_backend_is_in_both_locks() -> None:
    assert all("flit-core" in pins(name) for name in LOCKS)


def test_the_newest_entry_of_the_changelog_is_this_version() -> None:
    versions = re.findall(
        r"^## \[(\d[^\]]*)\] - \d{4}-\d{2}-\d{2}$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE
    )
    assert versions[0] == __version__
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text()
