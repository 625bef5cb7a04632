"""A database of its own for every test, and an engine that finds nothing: here only the way of a document counts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest

from app.domain.document import SourceDocument
from app.domain.findings import Extraction
from app.errors import UnreadableSource
from app.settings import ROOT
from app.store.database import Database, open_database
from app.vocabulary import Vocabulary, load_vocabulary
from tests.stores import Store


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "data" / "vocabulary")


@pytest.fixture
def url(store: Store) -> Iterator[str]:
    with store.lent() as made:
        yield made


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url)
    yield opened
    opened.close()


def find_nothing(document: SourceDocument, toolkit: object) -> Extraction:
    """Stands for `extract`: refuses what says so, stumbles over what says so, finds nothing in the rest."""
    if "REFUSE" in document.text:
        raise UnreadableSource("no language of ours")
    if "STUMBLE" in document.text:
        raise KeyError("stumbled")
    return Extraction(
        document=document, language="ru", warnings=("noted",) if "WARN" in document.text else ()
    )


@pytest.fixture
def real_engine() -> None:
    """For tests in which something is to be found."""


@pytest.fixture(autouse=True)
def _no_engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("app.ingestion.ingest")
    if "real_engine" not in request.fixturenames:
        monkeypatch.setattr(import_module("app.ingestion.extracting"), "extract", find_nothing)
    monkeypatch.setattr(
        module, "SECONDS_A_COMMIT", float("inf")
    )  # batches of a hundred, however slow the machine
