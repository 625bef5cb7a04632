"""A real database for every test, on SQLite and on PostgreSQL, made by the real migrations once and copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.domain.findings import Extraction
from app.store.database import Database, Reader, open_database
from app.store.save import Saved, save_extraction
from app.vocabulary import Vocabulary
from tests.builders import NOW, make_vocabulary
from tests.stores import Store, path_of

Save = Callable[..., Saved]


@pytest.fixture
def url(store: Store) -> Iterator[str]:
    with store.lent() as made:
        yield made


@pytest.fixture
def path(url: str) -> Path:
    """The file of a test that is marked `only_sqlite`."""
    return Path(path_of(url))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url)
    yield opened
    opened.close()


@pytest.fixture
def reader(database: Database) -> Iterator[Reader]:
    opened = database.reader()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return make_vocabulary()


@pytest.fixture
def save(database: Database, vocabulary: Vocabulary) -> Save:
    """Saves one extraction in a transaction of its own."""

    def one(
        extraction: Extraction, *, version: str = "1", now: datetime = NOW, words: Vocabulary = vocabulary
    ) -> Saved:
        with database.session() as session:
            return save_extraction(session, extraction, vocabulary=words, extractor_version=version, now=now)

    return one
