"""Without a mouse: everything is reached, in the order in which it is read, and one sees where one is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watching
from tests.browser.explorer import Library

FOCUSED = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const within = (selector) => element.closest(selector) !== null;
  const stops = (window.stops ??= []);
  const met = stops.indexOf(element);
  if (met < 0) stops.push(element);
  return {
    still: met === stops.length - 1 && met >= 0, again: met >= 0,
    html: element.outerHTML.slice(0, 120), tag: element.localName, name: element.name ?? "", text: element.textContent.trim().slice(0, 60),
    place: within("header nav") ? "nav" : within("[role=search]") ? "search" : within("aside") ? "aside" : within("main") ? "main" : within("footer") ? "footer" : "top",
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    visible: box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
  };
}"""
STOPS = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
  .filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 120))"""
"""What can be clicked or filled in, in the order in which it is read."""

SCROLLED = ("div", "figure", "pre")
"""What can be pushed sideways is a stop, too, so that arrows push it."""

MOST = 900


@pytest.fixture(scope="module")
def page(watching: Watching) -> Iterator[Page]:
    with watching(viewport={"width": 1280, "height": 800}) as opened:
        yield opened.page()


def walked(page: Page) -> list[dict[str, object]]:
    """Each place that Tab leads to, from the first to the last."""
    found: list[dict[str, object]] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        place = page.evaluate(FOCUSED)
        if place["still"]:  # the parts of a day are stops of their own
            continue
        if place["tag"] == "body" or place["again"]:
            return found
        found.append(place)
    raise AssertionError(f"more than {MOST} stops")


@pytest.mark.parametrize(
    "path", ["/", "/statements", "/documents/{documents}", "/search?q=trade", "/claims/{claims}"]
)
def test_every_stop_is_seen_and_every_part_reached(page: Page, library: Library, path: str) -> None:
    page.goto(library.at(path))
    stops = walked(page)
    assert [stop for stop in stops if not (stop["outlined"] and stop["visible"])] == []
    places = list(dict.fromkeys(stop["place"] for stop in stops))
    assert stops[0]["place"] == "top" and places[0] == "top"
    assert {"nav", "main", "footer"} <= set(places)
    assert any(stop["name"] == "q" for stop in stops)
    if path == "/statements":
        assert "aside" in places, "facets"
    assert [stop["html"] for stop in stops if stop["tag"] not in SCROLLED] == page.evaluate(STOPS)


def test_the_navigation_can_be_skipped(page: Page, library: Library) -> None:
    page.goto("/documents")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("To the content")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["place"] == "main"
