"""Two servers, and a browser for each module: playwright keeps an event loop running in the thread, which other tests' loops would meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

import pytest
from playwright.sync_api import Browser

from app.settings import ROOT
from tests.browser.chromium import launched, program
from tests.browser.explorer import Library
from tests.browser.watching import Watched, watched
from tests.shelf import ingested, served


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The samples, served as they are by `make run`."""
    program()  # no minute is spent on them where there is no browser
    path = tmp_path_factory.mktemp("browser") / "samples.db"
    ingested(path, [ROOT / "data" / "samples"])
    with served(path, SUMMITRY_VOCABULARY_EXTRA="") as address:
        yield Library(address)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


Watching = Callable[..., AbstractContextManager[Watched]]


@pytest.fixture(scope="module")
def watching(browser: Browser, library: Library) -> Watching:
    """`with watching(color_scheme="dark") as seen:` a fresh context on the samples; see tests/browser/watching.py."""
    return partial(watched, browser, library.address)
