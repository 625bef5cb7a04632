"""Every page of the explorer in a browser: readable by all, whole without scripts, no wider than a phone, light on the wire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Watching
from tests.browser.explorer import FAULTS, REFERENCE, VIEWS, Library, routes
from tests.browser.watching import Watched

PHONE, DESK = 360, 1280
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ENLARGED = ((DESK // 2, "100%"), (DESK, "200%"))
"""A desk's page at twice its size: everything of it, and its letters only."""

OURS = [path for path in routes() if path != REFERENCE]
PAGES = [
    *(pytest.param(path, 200, id=path) for path in OURS),
    *(pytest.param(path, 200, id=name) for name, path in VIEWS.items()),
    *(pytest.param(path, status, id=name) for name, (path, status) in FAULTS.items()),
]
every_page = pytest.mark.parametrize(("path", "status"), PAGES)


@pytest.fixture(scope="module")
def seen(watching: Watching) -> Iterator[Watched]:
    with watching() as opened:
        yield opened


@pytest.fixture(scope="module")
def page(seen: Watched) -> Page:
    """One page for all, which costs less than one for each."""
    return seen.page()


@every_page
def test_nobody_is_shut_out(seen: Watched, page: Page, library: Library, path: str, status: int) -> None:
    """axe finds nothing serious, in both themes on a phone and on a desk; nothing has to be pushed sideways there or twice as large."""
    seen.expected = {status} - {200}
    assert seen.visit(page, library.at(path)).status == status
    page.evaluate(Axe().axe_script)
    found = []
    for width in (PHONE, DESK):
        found += overflow(page, width)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            found += [f"{width} px, {theme}: {fault}" for fault in barriers(page)]
    for width, letters in ENLARGED:
        found += overflow(page, width, letters)
    assert found == []


def overflow(page: Page, width: int, letters: str = "100%") -> list[str]:
    """What sticks out of a window of that width; `letters`: how large they are."""
    page.set_viewport_size({"width": width, "height": 800})
    found: list[str] = page.evaluate(STICKING_OUT, letters)
    return [f"{width} px, letters {letters}: {fault}" for fault in found]


STICKING_OUT = """(letters) => {
  const root = document.documentElement;
  root.style.fontSize = letters;
  const room = root.clientWidth;
  const faults = root.scrollWidth > room ? [`it is ${root.scrollWidth} px wide`] : [];
  if (faults.length)
    for (const element of document.body.querySelectorAll("*"))
      if (element.getBoundingClientRect().right > room + 1 && faults.length < 4) faults.push(element.outerHTML.slice(0, 160));
  root.style.fontSize = "";
  return faults;
}"""


def barriers(page: Page) -> list[str]:
    """What axe finds serious or critical."""
    violations = page.evaluate(
        "axe.run({resultTypes: ['violations'], selectors: false, preload: false}).then((told) => told.violations)"
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for violation in violations
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"][:3]
    ]


@pytest.fixture(scope="module")
def without_scripts(watching: Watching) -> Iterator[tuple[Watched, Page]]:
    with watching(java_script_enabled=False) as opened:
        yield opened, opened.page()


@every_page
def test_it_is_whole_without_scripts(
    seen: Watched,
    page: Page,
    without_scripts: tuple[Watched, Page],
    library: Library,
    path: str,
    status: int,
) -> None:
    at = library.at(path)
    seen.expected = {status} - {200}
    without, plain = without_scripts
    without.expected = seen.expected
    seen.visit(page, at)
    without.visit(plain, at)
    shown = page.inner_text("body")
    assert len(shown) > 200 and plain.inner_text("body") == shown


FOREIGN = """(letters) => {
  const words = new RegExp(letters, "iu");
  const root = document.documentElement;
  const own = (element) => element.closest("[lang]") === root && !element.closest("code, kbd, samp, [translate=no]");
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    if (own(texts.currentNode.parentElement) && words.test(texts.currentNode.data)) found.push(texts.currentNode.data.trim());
  for (const element of root.querySelectorAll("[title], [aria-label], [placeholder], [alt]"))
    for (const name of ["title", "aria-label", "placeholder", "alt"])
      if (own(element) && words.test(element.getAttribute(name) ?? "")) found.push(`${name}: ${element.getAttribute(name)}`);
  return [...new Set(found)];
}"""
"""The texts of a page that are in the page's language, as it says, and have letters that this language has not."""

NAMES = "Summitry|JSON|CSV|Atom|API|OpenAPI"
LETTERS = {"en": r"\p{Script=Cyrillic}{2,}", "ru": rf"(?<!\p{{L}})(?!({NAMES})\b)[a-z]{{4,}}"}


@pytest.mark.parametrize("lang", ["en", "ru"])
@every_page
def test_it_speaks_one_language(
    seen: Watched, page: Page, library: Library, path: str, status: int, lang: str
) -> None:
    """What is not in the page's language says in which it is, for whoever has it read out."""
    if "lang=" in path:
        pytest.skip("it is asked for in one language")
    seen.expected = {status} - {200}
    at = library.at(path)
    seen.visit(page, f"{at}{'&' if '?' in at else '?'}lang={lang}")
    assert page.locator("html").get_attribute("lang") == lang
    assert page.evaluate(FOREIGN, LETTERS[lang]) == []


@pytest.mark.parametrize(("locale", "lang"), [("ru-RU", "ru"), ("en-GB", "en"), ("kk-KZ", "en")])
def test_the_browser_s_language_is_spoken(watching: Watching, locale: str, lang: str) -> None:
    """Where the address asks for none."""
    with watching(locale=locale) as opened:
        page = opened.page("/")
        assert page.locator("html").get_attribute("lang") == lang
        assert page.evaluate(FOREIGN, LETTERS[lang]) == []
        opened.visit(page, f"/?lang={'en' if lang == 'ru' else 'ru'}")
        assert page.locator("html").get_attribute("lang") != lang
