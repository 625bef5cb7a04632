"""What a page says of itself to machines: its meta tags, and the article among its JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from app.sources.page.tree import Element, elements

ARTICLES: Final = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "Report",
        "BlogPosting",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "TechArticle",
        "ScholarlyArticle",
        "AdvertiserContentArticle",
        "SpecialAnnouncement",
        "CreativeWork",
        "WebPage",
    ]
)
_CLOTHING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$"
)
_CONTROLS = re.compile(r"[\x00-\x1f]+")
_MOST = 2000  # nodes of JSON-LD looked at
_WORD = re.compile(r"\w+")


class Head:
    """The meta tags, links and JSON-LD of one page. `given` is the address that it was fetched from, if it was."""

    def __init__(self, root: Element, *, given: str | None) -> None:
        self._meta: dict[str, str] = {}
        for each in elements(root, "meta"):
            content = " ".join((each.get("content") or "").split())
            for key in ("property", "name", "itemprop", "http-equiv"):
                if content and (name := each.get(key)):
                    self._meta.setdefault(name.strip().lower(), content)
        self._links: dict[str, str] = {}
        for each in elements(root, "link", "a"):
            address = (each.get("href") or "").strip()
            for rel in (each.get("rel") or "").lower().split():
                if address and (each.tag == "link" or rel == "license"):
                    self._links.setdefault(rel, address)
        self._nodes = list(_articles(root))
        self.given = given
        self.address = self._address()
        self.article = self._main()

    def meta(self, *names: str) -> str | None:
        """The first of some meta tags that has content."""
        return next((self._meta[name] for name in names if name in self._meta), None)

    def told(self, key: str) -> str | None:
        """A text of the article's JSON-LD."""
        value = self.article.get(key)
        if isinstance(value, list):
            value = next((each for each in value if isinstance(each, (str, dict))), None)
        if isinstance(value, dict):
            value = value.get("name") or value.get("url") or value.get("@id")
        return " ".join(value.split()) or None if isinstance(value, str) else None

    @property
    def licence(self) -> str | None:
        """The licence that the page names, by its short name where it is one of Creative Commons."""
        found = (
            self._links.get("license")
            or self.told("license")
            or self.meta("dcterms.license", "dc.rights.license")
        )
        return licence_name(found) if found else None

    @property
    def walled(self) -> bool:
        """Whether the page says that only a part of it is free to read."""
        return str(self.article.get("isAccessibleForFree")).lower() == "false" or self.meta(
            "article:content_tier"
        ) in ("locked", "metered")

    def _address(self) -> str | None:
        """The page's own address: canonical, if it is one of a page and not of a whole site."""
        base = self.given or self.meta("og:url") or ""
        for found in (self._links.get("canonical"), self.meta("og:url"), self.given):
            try:
                address = urljoin(base, found) if found else ""
                parts = urlsplit(address)
            except ValueError:
                continue
            if (
                parts.scheme in ("http", "https")
                and parts.hostname
                and (parts.path.strip("/") or parts.query)
            ):
                return address.partition("#")[0]
        return self.given

    def _main(self) -> dict[str, Any]:
        """The node that is about this page: by its address, else by its headline, else the first that is an article."""
        if not self._nodes:
            return {}
        title = _letters(self.meta("og:title") or "")

        def rank(node: dict[str, Any]) -> tuple[bool, bool, bool, bool]:
            addresses = {_id_of(node.get(key)) for key in ("url", "mainEntityOfPage", "@id")}
            here = self.address is not None and any(_same_page(each, self.address) for each in addresses)
            headline = _letters(str(node.get("headline") or node.get("name") or ""))
            named = bool(title and headline) and (headline in title or title in headline)
            page = _kinds(node) <= {"WebPage", "CreativeWork"}
            return page, not (here or named), not here, "datePublished" not in node

        return min(self._nodes, key=rank)


def licence_name(found: str) -> str | None:
    """'https://creativecommons.org/licenses/by/4.0/deed.ru' -> 'CC-BY-4.0'; another address or name as it is."""
    parts = urlsplit(found) if found.startswith(("http://", "https://", "//")) else None
    if parts is None:
        return found if len(found) <= 100 else None
    if parts.hostname in ("creativecommons.org", "www.creativecommons.org"):
        steps = [step for step in parts.path.split("/") if step]
        if len(steps) > 2 and steps[0] == "licenses":
            return f"CC-{steps[1].upper()}-{steps[2]}"
        if "zero" in steps:
            return "CC0-1.0"
    return found


def _articles(root: Element) -> Iterator[dict[str, Any]]:
    """JSON-LD nodes that are articles, wherever they stand in lists and graphs."""
    left = _MOST
    for script in elements(root, "script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        raw = _CLOTHING.sub("", _CLOTHING.sub("", script.text or ""))
        try:
            waiting = [json.loads(_CONTROLS.sub(" ", raw))]
        except (ValueError, RecursionError):
            continue  # a page with a broken script is still a page
        while waiting and left > 0:
            left -= 1
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting = [*node[:left], *waiting]
            elif isinstance(node, dict):
                if _kinds(node) & ARTICLES:
                    yield node
                waiting += [
                    node[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage")
                    if isinstance(node.get(key), (list, dict))
                ]


def _kinds(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    named: Iterable[Any] = kinds if isinstance(kinds, list) else [kinds]
    return {str(each).rpartition("/")[2] for each in named}


def _id_of(value: Any) -> str:
    found = value.get("@id") or value.get("url") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def _same_page(one: str, other: str) -> bool:
    def bare(address: str) -> str:
        return address.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")

    return bool(bare(one)) and bare(one) == bare(other)


def _letters(words: str) -> str:
    return " ".join(_WORD.findall(words.lower()))
