"""The application on a library that tests only read, and on one of their own where they write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.api.shortcut import QuickProtocol, Reply, Shortcut
from app.main import Application, create_app
from app.settings import ROOT, Settings
from app.vocabulary import Vocabulary
from tests.shelf import fill, ideas, served, shelf
from tests.stores import Store
from tests.stores import address as address_of


@pytest.fixture(scope="session")
def library(store: Store, vocabulary: Vocabulary) -> str:
    """The address of the library, on each kind of database."""
    return fill(store.empty(), vocabulary)


@pytest.fixture(scope="session")
def whole(store: Store, vocabulary: Vocabulary) -> str:
    """The address of a library that has records of every noun."""
    return fill(store.empty(), vocabulary, [*shelf(), *ideas()])


MakeApp = Callable[..., Application]


@pytest.fixture(scope="session")
def make_app(vocabulary: Vocabulary) -> MakeApp:
    """`make_app(address or path, **settings)` -> an application on that database."""

    def make(place: Path | str, **settings: object) -> Application:
        given = {
            "database_url": address_of(place),
            "vocabulary_dir": ROOT / "data" / "vocabulary",
        } | settings
        return create_app(Settings.model_validate(given), vocabulary)

    return make


@pytest.fixture(scope="session")
def app(library: str, make_app: MakeApp) -> Application:
    return make_app(library)


@pytest.fixture(scope="session")
def client(app: Application) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def address(library: str) -> Iterator[str]:
    """A real server on the library, in a process of its own."""
    with served(library) as found:
        yield found


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Reply]:
    """The answers that the shortcut gave."""
    found: list[Reply] = []
    send = QuickProtocol._send

    def spy(self: QuickProtocol, shortcut: Shortcut, reply: Reply, *, keep_alive: bool) -> None:
        found.append(reply)
        send(self, shortcut, reply, keep_alive=keep_alive)

    monkeypatch.setattr(QuickProtocol, "_send", spy)
    return found


ONE_STORE = {
    "test_compression.py",
    "test_extract.py",
    "test_feeds.py",
    "test_openapi.py",
    "test_resolve.py",
    "test_server.py",
}
"""About what comes before or after the data: on SQLite only, for the time that the other half takes."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def is_left_out(item: pytest.Item) -> bool:
        about_texts = item.name.startswith(
            "test_no_text_is_a_defect"
        )  # of POST /extract, which stores nothing
        return "[postgresql" in item.name and (about_texts or item.path.name in ONE_STORE)

    items[:] = [item for item in items if not is_left_out(item)]
