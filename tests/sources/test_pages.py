"""Two hundred pages as sites make them: title, day, language and paragraphs are found, what stands around the article is not taken for it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from html.parser import HTMLParser

import pytest

from app.domain.document import SourceDocument
from app.errors import UnreadableSource
from app.sources import read_file
from tests.sources.pages import MAKES, Page, pages

COUNT = 200
Read = tuple[Page, SourceDocument | None]


@lru_cache(maxsize=1)
def read_pages() -> list[Read]:
    """Every page with what was read out of it; None where it was refused."""
    found: list[Read] = []
    for page in pages(COUNT):
        try:
            found.append((page, read_file(page.raw, format="html", name=page.name)))
        except UnreadableSource:
            found.append((page, None))
    return found


def documents() -> list[tuple[Page, SourceDocument]]:
    return [(page, document) for page, document in read_pages() if document is not None]


def make_of(page: Page) -> str:
    return MAKES[int(page.name.removesuffix(".html")) % len(MAKES)].build.__name__


@pytest.mark.parametrize(
    ("fact", "stored"), [("title", "title"), ("day", "published_on"), ("language", "language")]
)
def test_title_day_and_language_are_right(fact: str, stored: str) -> None:
    wrong = [
        make_of(page) for page, document in documents() if getattr(page, fact) != getattr(document, stored)
    ]
    assert len(documents()) > 170
    assert len(wrong) <= 0.02 * len(documents()), Counter(wrong)


def test_every_paragraph_is_a_line_of_the_text_and_nothing_else_is() -> None:
    missing: Counter[str] = Counter()
    strange: Counter[str] = Counter()
    for page, document in documents():
        lines = [line for line in document.text.split("\n") if line]
        missing[make_of(page)] += len([each for each in page.paragraphs if each not in lines])
        if page.outcome == "whole":
            strange[make_of(page)] += len([line for line in lines if line not in page.paragraphs])
        strange[make_of(page)] += sum(words in document.text for words in page.noise)
    assert (+missing, +strange) == (Counter(), Counter())


def test_pages_without_an_article_are_refused_and_cut_ones_are_partial() -> None:
    outcomes = [
        (
            make_of(page),
            page.outcome,
            "refused" if document is None else "whole" if document.complete else "partial",
        )
        for page, document in read_pages()
    ]
    assert [told for told in outcomes if told[1] != told[2]] == []
    assert {told[2] for told in outcomes} == {"whole", "partial", "refused"}
    assert all(document.warnings for _, document in documents() if not document.complete)


class Shown(HTMLParser):
    """The words that a page shows outside of menus and links, counted by hand."""

    OFF = ("script", "style", "title", "noscript", "a", "nav", "footer", "aside", "button")

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._off = 0
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._off += tag in self.OFF

    def handle_endtag(self, tag: str) -> None:
        self._off -= tag in self.OFF

    def handle_data(self, data: str) -> None:
        if not self._off:
            self.words += data.split()


def test_no_page_loses_most_of_its_text_without_a_word() -> None:
    low = []
    for page, document in documents():
        encoding = "utf-16" if page.raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        try:
            markup = page.raw.decode(encoding)
        except UnicodeDecodeError:
            markup = page.raw.decode("koi8-r" if make_of(page) == "koi8" else "cp1251")
        share = len(document.text.split()) / len(Shown(markup).words)
        if share < 0.3 and document.complete:
            low.append((make_of(page), share))
    assert low == []


def test_a_page_of_which_little_is_kept_is_told_as_partial() -> None:
    """A long discussion below a short text: the rest is no article, but nobody should take the page for read."""
    page = next(pages(1))
    talk = "".join(
        f"<div class=comment>{number} is a number, and this is what a guest has to say of it.</div>"
        for number in range(99)
    )
    raw = page.raw.replace(b"</article>", f"</article>{talk}".encode())
    document = read_file(raw, format="html", name="a.html")
    assert not document.complete
    assert any("of what the page shows was kept" in warning for warning in document.warnings)
