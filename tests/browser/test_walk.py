"""Somebody who has never been here: from a name to his words in their source, to what others claim, and away with it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watching
from tests.browser.explorer import Library

LEADER = "sadyr-japarov"


def ids(page: Page) -> list[str]:
    """Of the records of a list, as they stand on the page."""
    found: list[str] = page.locator("ol.records > li").evaluate_all("(items) => items.map((item) => item.id)")
    return found


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_newcomer_s_walk(watching: Watching, library: Library) -> None:
    with watching(accept_downloads=True, permissions=["clipboard-read"]) as seen:
        page = seen.page("/")

        # Search, by keyboard alone: a name as an English newspaper might write it.
        page.get_by_role("searchbox").first.focus()
        page.keyboard.type("Japarov")
        press(page, "Enter")
        expect(page).to_have_url(library.address + "/search?q=Japarov")
        leader = page.get_by_role("main").get_by_role("link", name="Sadyr Japarov").first
        leader.focus()
        press(page, "Enter")

        # The leader, and the first document that he is heard in.
        expect(page).to_have_url(f"{library.address}/leaders/{LEADER}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sadyr Japarov")
        page.locator("#statements ol.records cite a").first.click()

        # The document: the record's words are lit in it, and the mark leads to the record beside and back.
        assert "/documents/doc-" in page.url and "#st-" in page.url
        lit = page.locator(f"[id='{page.url.partition('#')[2]}']")
        expect(lit).to_be_in_viewport()
        id = page.url.partition("#")[2]
        lit.locator("a").first.click()
        record = page.locator(":target")
        expect(record).to_have_attribute("id", f"record-{id}")
        expect(record).to_be_in_viewport()
        words = library.api.get(f"/api/v1/statements/{id}").json()["span"]["exact"]
        assert " ".join(words.split())[:100] in " ".join(lit.inner_text().split())
        record.locator(f"a[href='#{id}']").click()
        expect(page.locator(":target")).to_have_attribute("id", id)
        expect(lit).to_be_in_viewport()

        # What several claim of one thing, side by side.
        page.get_by_role("navigation").get_by_role("link", name="Claims").first.click()
        page.locator("ol.records > li a").first.click()
        assert "/claims/cl-" in page.url
        expect(page.get_by_role("table").first).to_be_visible()
        claim = library.api.get(f"/api/v1{page.url.removeprefix(library.address)}").json()
        assert page.get_by_role("table").first.locator("tbody tr").count() == len(claim["claims"])

        # Its link, sent to somebody else, who reads another language and sees the same.
        link = page.get_by_role("link", name="Permanent link").get_attribute("href")
        assert link is not None
        main = page.get_by_role("main").inner_text()
        with watching(locale="ru-RU") as other:
            opened = other.page()
            opened.goto(link)
            expect(opened.locator("html")).to_have_attribute("lang", "ru")
            opened.get_by_role("link", name="English").click()
            assert opened.get_by_role("main").inner_text() == main

        # A list narrowed by what it offers, taken home as a table: the rows of the page.
        seen.visit(page, f"/statements?leader={LEADER}")
        page.locator("aside a[href*='topic=']").last.click()
        assert "topic=" in page.url and f"leader={LEADER}" in page.url
        shown = ids(page)
        assert shown and page.locator("a[rel=next]").count() == 0
        with page.expect_download() as download:
            page.locator("a[type='text/csv']").click()
        rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
        assert [row["id"] for row in rows] == shown
        assert download.value.suggested_filename.endswith(".csv")
