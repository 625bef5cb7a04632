"""The application on a library that tests only read, and on one of their own where they write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import ROOT, Settings
from app.vocabulary import Vocabulary
from tests.shelf import fill, served


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Path:
    return fill(tmp_path_factory.mktemp("library") / "summitry.db", vocabulary)


MakeApp = Callable[..., FastAPI]


@pytest.fixture(scope="session")
def make_app(vocabulary: Vocabulary) -> MakeApp:
    """`make_app(path, **settings)` -> an application on that database."""

    def make(path: Path, **settings: object) -> FastAPI:
        given = {
            "database_url": f"sqlite:///{path}",
            "vocabulary_dir": ROOT / "data" / "vocabulary",
        } | settings
        return create_app(Settings.model_validate(given), vocabulary)

    return make


@pytest.fixture(scope="session")
def app(library: Path, make_app: MakeApp) -> FastAPI:
    return make_app(library)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def address(library: Path) -> Iterator[str]:
    """A real server on the library, in a process of its own."""
    with served(library) as found:
        yield found
