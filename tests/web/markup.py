"""Pages as elements, and what must hold of the markup of every one of them."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit

VOID: Final = frozenset(("meta", "link", "input", "br", "hr", "img"))
SELF_CLOSED: Final = frozenset(("line", "circle", "rect"))
NAMED: Final = ("nav", "aside")


class Elements(HTMLParser):
    """Every element with its attributes, and the text of each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        """The elements around a piece of text, and itself."""
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.wrong += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        twice = [name for name, n in Counter(name for name, _ in attrs).items() if n > 1]
        self.wrong += [f"<{tag}> has {name} twice" for name in twice]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self._open[-1:]}")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self._open), data))

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of that name."""
        return [attrs for name, attrs in self.found if name == tag]

    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.found if "id" in attrs]

    def links(self) -> list[str]:
        return [value for _, attrs in self.found for name, value in attrs.items() if name in ("href", "src")]


def text_of(page: str) -> str:
    """What a page says, without its markup."""
    return " ".join("".join(text for _, text in Elements(page).texts).split())


def faults(page: str) -> list[str]:
    """What is wrong with the markup of a page; nothing, if all is well."""
    elements = Elements(page)
    wrong = list(elements.wrong)
    ids = Counter(elements.ids())
    wrong += [f"id {id!r} stands {n} times" for id, n in ids.items() if n > 1]
    wrong += [f"id {id!r} has a blank" for id in ids if re.search(r"\s", id)]
    for tag, attrs in elements.found:
        wrong += [f"<{tag}> has {name}" for name in attrs if name.startswith("on") or name == "style"]
        for name in ("aria-labelledby", "aria-describedby", "for"):
            wrong += [f"<{tag}> is told by #{id}" for id in attrs.get(name, "").split() if id not in ids]
        if tag == "a" and attrs["href"].startswith("#") and attrs["href"][1:] not in ids:
            wrong.append(f"a link leads to {attrs['href']}")
        if tag in ("script", "style", "iframe", "object", "embed", "base"):
            wrong.append(f"there is a <{tag}>")
        if tag in ("link", "img") and urlsplit(attrs.get("href", attrs.get("src", ""))).netloc:
            wrong.append(f"<{tag}> asks another host: {attrs}")
        if tag in NAMED and not {"aria-label", "aria-labelledby"} & attrs.keys():
            wrong.append(f"<{tag}> has no name")
    labelled = {attrs["for"] for attrs in elements.of("label")}
    for tag in ("input", "select"):
        for attrs in elements.of(tag):
            if attrs.get("type") != "hidden" and attrs.get("id") not in labelled:
                wrong.append(f"<{tag} name={attrs.get('name')}> has no label")
    levels = [int(tag[1]) for tag, _ in elements.found if re.fullmatch("h[1-6]", tag)]
    if levels.count(1) != 1:
        wrong.append(f"there are {levels.count(1)} h1")
    main = levels[levels.index(1) :] if 1 in levels else levels
    wrong += [f"h{low} is followed by h{high}" for low, high in pairwise(main) if high > low + 1]
    for tag in ("html", "main", "header", "footer"):
        if len(elements.of(tag)) != 1:
            wrong.append(f"there are {len(elements.of(tag))} <{tag}>")
    if len(elements.of("title")) < 1 + len(elements.of("svg")):
        wrong.append("the page, or a drawing of it, has no <title>")
    if len(elements.of("table")) != len(elements.of("caption")):
        wrong.append("a table has no caption")
    wrong += ["a head of a table has no scope" for attrs in elements.of("th") if "scope" not in attrs]
    return wrong
