"""The command line run in this process: what it prints, and its status."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main
from app.extraction import Toolkit, build_toolkit
from app.vocabulary import Vocabulary
from tests.stores import Store


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def summitry(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Command]:
    """Runs `summitry …`; `stdin` is what is piped into it. The database is a file of the test's own, or `url` where a test takes it."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", f"sqlite:///{tmp_path / 'cli.db'}")

    def run(*arguments: object, stdin: str | bytes = b"") -> Ran:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "argv", ["summitry", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw))))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ran(int(ended.value.code or 0), printed.out, printed.err)

    yield run
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def url(summitry: Command, store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty database, of each kind, that the commands of this test use."""
    made = store.empty()
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", made)
    yield made
    store.drop(made)


@pytest.fixture(autouse=True, scope="session")
def _one_toolkit() -> Iterator[None]:
    """The engine's tools take a second to make and do not change: made once for all commands of the same vocabulary."""
    made: dict[str, Toolkit] = {}
    build = build_toolkit

    def build_once(vocabulary: Vocabulary) -> Toolkit:
        if vocabulary.version not in made:
            made[vocabulary.version] = build(vocabulary)
        return made[vocabulary.version]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.extraction.build_toolkit", build_once)
        yield
