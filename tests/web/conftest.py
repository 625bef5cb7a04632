"""The pages on the library, and on an empty database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import ROOT, Settings
from app.vocabulary import Vocabulary
from tests.shelf import fill


def client_of(path: Path, vocabulary: Vocabulary) -> TestClient:
    settings = Settings(database_url=f"sqlite:///{path}", vocabulary_dir=ROOT / "data" / "vocabulary")
    return TestClient(create_app(settings, vocabulary))


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[TestClient]:
    with client_of(fill(tmp_path_factory.mktemp("web") / "summitry.db", vocabulary), vocabulary) as opened:
        yield opened


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[TestClient]:
    with client_of(fill(tmp_path_factory.mktemp("web") / "empty.db", vocabulary, []), vocabulary) as opened:
        yield opened
