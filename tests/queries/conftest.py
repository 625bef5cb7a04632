"""One library for all tests of queries: they only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.database import Reader, open_database
from app.vocabulary import Vocabulary
from tests.shelf import fill


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Path:
    return fill(tmp_path_factory.mktemp("library") / "summitry.db", vocabulary)


@pytest.fixture(scope="session")
def reader(library: Path) -> Iterator[Reader]:
    database = open_database(f"sqlite:///{library}")
    opened = database.reader()
    yield opened
    opened.close()
    database.close()
