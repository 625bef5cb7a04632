"""The pages on the library, and on an empty database, of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import ROOT, Settings
from app.vocabulary import Vocabulary
from tests.shelf import fill
from tests.stores import Store

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
"""What browsers ask for."""


def client_of(url: str, vocabulary: Vocabulary) -> TestClient:
    settings = Settings(database_url=url, vocabulary_dir=ROOT / "data" / "vocabulary")
    return TestClient(create_app(settings, vocabulary))


@pytest.fixture(scope="session")
def client(store: Store, vocabulary: Vocabulary) -> Iterator[TestClient]:
    with client_of(fill(store.empty(), vocabulary), vocabulary) as opened:
        yield opened


@pytest.fixture(scope="session")
def empty(store: Store, vocabulary: Vocabulary) -> Iterator[TestClient]:
    with client_of(fill(store.empty(), vocabulary, []), vocabulary) as opened:
        yield opened
