"""Names, titles and words without a place to break: they are broken, and no page has to be pushed sideways, not on a phone either."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page

from app.vocabulary import Vocabulary
from tests.browser.explorer import REFERENCE, Library, routes
from tests.browser.test_pages import DESK, PHONE, overflow
from tests.browser.watching import watched
from tests.builders import (
    make_document,
    make_extraction,
    make_figure,
    make_mention,
    make_proposal,
    make_speaker,
    make_statement,
)
from tests.shelf import fill, served

IDEA = f"{'дорога' * 50} {'мост' * 70} {'тоннель' * 40} {'канал' * 60}"
"""Words enough to be known again: both texts propose it."""

NAME = "Многоимённосложносоставной" * 11
PUBLISHERS = ("Bureau" * 40, "Бюро" * 60)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[Library]:
    """Two texts of one long word each, that claim different values of one thing."""
    extractions = []
    for place, publisher in enumerate(PUBLISHERS, 1):
        words = f"{NAME}{place} сказал: {IDEA} – и это {place}00 млн долларов."
        speaker = make_speaker(f"person-{place}-of-a-long-name", f"{NAME}{place}")
        document = make_document(
            words,
            key=f"long-{place}",
            title="Заголовок" * 33,
            publisher=publisher,
            url=f"https://example.org/{'a' * 300}",
        )
        extractions.append(
            make_extraction(
                document,
                people=(
                    make_mention(
                        f"{NAME}{place}", text=words, leader=speaker.id, name=speaker.name, known=False
                    ),
                ),
                statements=(make_statement(words, text=words, speaker=speaker),),
                proposals=(make_proposal(IDEA, text=words, speaker=speaker),),
                figures=(
                    make_figure(
                        f"{place}00 млн долларов",
                        text=words,
                        value=Decimal(place * 100_000_000),
                        claimant=speaker,
                        statement=0,
                    ),
                ),
            )
        )
    path = tmp_path_factory.mktemp("long") / "long.db"
    with served(fill(path, vocabulary, extractions)) as address:
        yield Library(address)


@pytest.fixture(scope="module")
def page(browser: Browser, long: Library) -> Iterator[Page]:
    with watched(browser, long.address) as opened:
        yield opened.page()


@pytest.mark.parametrize(
    "route", [*(route for route in routes() if route != REFERENCE), f"/search?q={NAME[:200]}"]
)
def test_what_is_long_is_broken(page: Page, long: Library, route: str) -> None:
    page.goto(long.at(route))
    assert [fault for width in (PHONE, DESK) for fault in overflow(page, width)] == []
