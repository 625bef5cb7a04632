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

WIDTHS = (360, 1280)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

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
    """axe finds nothing serious; nothing is cut off or has to be pushed sideways; in both themes, on a phone and on a desk."""
    seen.expected = {status} - {200}
    assert seen.visit(page, library.at(path)).status == status
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        room, needed = page.evaluate(
            "[document.documentElement.clientWidth, document.documentElement.scrollWidth]"
        )
        if needed > room:
            found.append(f"{width} px: it is {needed} px wide")
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            found += [f"{width} px, {theme}: {fault}" for fault in barriers(page)]
    assert found == []


def barriers(page: Page) -> list[str]:
    """What axe finds serious or critical."""
    told = Axe().run(page).response
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for violation in told["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"][:3]
    ]
