"""Fixtures that several rooms share. What is costly (vocabulary, toolkit) is made once a process; what is written to is made anew.

Gold annotations lie outside the project. Where they are missing a test is skipped by name, and fails under CI=true.
"""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.document import SourceDocument
from app.domain.findings import Extraction
from app.extraction import Toolkit, build_toolkit, extract
from app.settings import ROOT
from app.vocabulary import Vocabulary, load_vocabulary
from tests.chance import SEED, again
from tests.stores import KINDS, Store, opened

# Shells start what runs behind them with Ctrl-C switched off, which Python and all its children then keep.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

TESTS = Path(__file__).resolve().parent
Extractor = Callable[..., Extraction]


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(os.environ.get("SUMMITRY_SHARED") or ROOT.parent / "shared")
    if not (folder / "gold" / "score.py").exists():
        message = f"no gold annotations in {folder}: set SUMMITRY_SHARED"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session", params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Both kinds of database, one after the other; see tests/stores.py."""
    with opened(request.param, tmp_path_factory) as made:
        yield made


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The project's vocabulary and the invented leaders of tests/invented.yaml."""
    return load_vocabulary(ROOT / "data" / "vocabulary", [TESTS / "invented.yaml"])


@pytest.fixture(scope="session")
def toolkit(vocabulary: Vocabulary) -> Toolkit:
    return build_toolkit(vocabulary)


@pytest.fixture(scope="session")
def read(toolkit: Toolkit) -> Extractor:
    """`read(text, lang="ru", day=date(2025, 9, 12))` -> what the extraction finds."""

    def run(text: str, lang: str | None = "ru", day: date | None = date(2025, 9, 12)) -> Extraction:
        return extract(
            SourceDocument(key="t", text=text, sha256="0" * 64, language=lang, published_on=day), toolkit
        )

    return run


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    """Chance of this test's own; what repeats it is printed, and shown where the test fails."""
    print(again(request.node.nodeid))
    return random.Random(f"{SEED} {request.node.nodeid}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last lines of a run that has left something out for want of a program or a package: among hundreds of skipped tests nobody
    reads why."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is None:
        return
    told = (str(report.longrepr[2]).removeprefix("Skipped: ") for report in terminal.stats.get("skipped", []))
    left_out = Counter(reason for reason in told if "NOT TESTED" in reason or "could not import" in reason)
    for reason, number in left_out.items():
        terminal.write_line(f"{reason}; left out: {number}", red=True, bold=True)
