"""Nothing that a sender writes, and nothing that an address says, is ever run: once with the policy in force, once with escaping alone."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Page

from app.vocabulary import Vocabulary
from tests.browser.explorer import REFERENCE, Library, routes
from tests.browser.hostile import filled
from tests.browser.payloads import PAYLOADS
from tests.browser.watching import Watched, watched
from tests.shelf import served

LISTS = [path for path in routes() if "{" not in path and path != REFERENCE]
RECORDS = [path for path in routes() if path.count("{") == 1 and path.endswith("/{id}")]
REFUSED = {400, 404, 422}

MARKUP = """() => {
  const faults = [];
  for (const element of document.querySelectorAll("*")) {
    const tag = element.localName;
    if (["iframe", "frame", "object", "embed", "base", "style", "math", "video", "audio", "marquee"].includes(tag))
      faults.push(tag);
    if (tag === "script" && (!element.src || element.textContent)) faults.push("script");
    if (tag === "meta" && element.httpEquiv) faults.push("meta " + element.httpEquiv);
    for (const {name, value} of element.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$|^contenteditable$/i.test(name)) faults.push(`${tag} ${name}=${value}`);
      if (!/^(xlink:)?href$|^src$|^action$|^data$|^ping$|^poster$/i.test(name)) continue;
      let url;
      try { url = new URL(value, document.baseURI); } catch { faults.push(`${tag} ${name}=${value}`); continue; }
      const leads = tag === "a" ? ["http:", "https:"].includes(url.protocol) : url.host === location.host;
      if (!leads) faults.push(`${tag} ${name}=${value}`);
    }
  }
  return faults;
}"""
"""What stands in a page that could run, or lead away by itself. Links may lead elsewhere, by http and https only."""


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[Library]:
    with served(filled(tmp_path_factory.mktemp("hostile") / "hostile.db", vocabulary)) as address:
        yield Library(address)


@pytest.fixture(scope="module", params=[False, True], ids=["policy", "escaping-alone"])
def seen(request: pytest.FixtureRequest, browser: Browser, hostile: Library) -> Iterator[Watched]:
    with watched(browser, hostile.address, bypass_csp=request.param) as opened:
        opened.expected = REFUSED
        yield opened


@pytest.fixture(scope="module")
def page(seen: Watched) -> Page:
    return seen.page()


def plain(text: str) -> str:
    """A text as a page shows it: white space is one space."""
    return " ".join(text.split())


def shown(page: Page) -> str:
    return plain(page.evaluate("document.body.textContent") or "")


def harmless(seen: Watched, page: Page, path: str) -> None:
    seen.visit(page, path)
    assert page.evaluate(MARKUP) == [], path
    assert "49" not in shown(page) or "7*7" not in path, f"a template took words for its own: {path}"
    assert seen.faults == [], path


@pytest.mark.parametrize("route", LISTS)
def test_lists_of_what_was_sent(seen: Watched, page: Page, route: str) -> None:
    harmless(seen, page, route)


@pytest.mark.parametrize("route", RECORDS)
def test_records_of_what_was_sent(
    request: pytest.FixtureRequest, seen: Watched, page: Page, hostile: Library, route: str
) -> None:
    """Each record's page shows the words that were sent as they were written; by escaping alone every sixth does."""
    is_whole = request.node.callspec.params["seen"] is False
    noun = route.split("/")[1]
    showing = set()
    sent = [item for item in hostile.items(noun) if any(item.get("counts", {"of itself": 1}).values())]
    for item in sent[:: 1 if is_whole else 6]:
        harmless(seen, page, route.replace("{id}", quote(item["id"])))
        text = shown(page)
        showing |= {evil for evil in PAYLOADS if plain(evil) in text}
        if noun == "documents":
            assert plain(item["title"]) in plain(page.title())
    if noun in ("documents", "statements", "proposals", "figures", "leaders"):
        assert showing >= set(PAYLOADS) if is_whole else len(showing) >= len(PAYLOADS) // 6


def fields(page: Page) -> list[str]:
    """The names of what can be filled in and chosen on a page."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('form [name]')].map((field) => field.name)"
    )
    return sorted({*found, "lang", "cursor", "q", "no_such_parameter"})


@pytest.mark.parametrize("route", LISTS)
def test_what_an_address_says(seen: Watched, page: Page, route: str) -> None:
    """Every parameter of every list, each with every twentieth payload; the first page tells which there are."""
    seen.visit(page, route)
    for start, name in enumerate(fields(page)):
        for evil in PAYLOADS[start % 20 :: 20]:
            harmless(seen, page, f"{route}?{urlencode({name: evil})}")


@pytest.mark.parametrize(
    ("place", "evil"), list(enumerate(PAYLOADS)), ids=[str(n) for n in range(1, len(PAYLOADS) + 1)]
)
def test_what_is_asked_for(seen: Watched, page: Page, place: int, evil: str) -> None:
    """A question is written into the page again, and so is an address that leads nowhere."""
    harmless(seen, page, f"/search?{urlencode({'q': evil})}")
    asked = page.locator("main input[name=q], header input[name=q]").first
    assert plain(asked.input_value()) == plain(evil)
    nowhere = quote(evil, safe="")
    paths = (f"/{nowhere}", f"/leaders/{nowhere}", f"/documents/{nowhere}", f"/?{urlencode({evil: evil})}")
    harmless(seen, page, paths[place % len(paths)])
