"""A real SQLite file for every test, made by the real migrations once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.domain.findings import Extraction
from app.store.database import Database, Reader, open_database
from app.store.save import Saved, save_extraction
from app.store.schema import upgrade
from app.vocabulary import Vocabulary
from tests.builders import NOW, make_vocabulary

Save = Callable[..., Saved]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def path(migrated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated, tmp_path / "summitry.db"))


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


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
