"""One library for all tests of queries: they only read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.store.database import Reader, open_database
from app.vocabulary import Vocabulary
from tests.shelf import fill
from tests.stores import Store


@pytest.fixture(scope="session")
def library(store: Store, vocabulary: Vocabulary) -> str:
    """The address of the library, on each kind of database."""
    return fill(store.empty(), vocabulary)


@pytest.fixture(scope="session")
def reader(library: str) -> Iterator[Reader]:
    database = open_database(library)
    opened = database.reader()
    yield opened
    opened.close()
    database.close()
