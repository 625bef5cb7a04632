"""What of a page a reader sees, counted by a plain walk over its tags: against this the kept text is measured, whatever made it.

The walk also finds how deep tags are nested, and what no page of an article has: parsers lose text without a word, or take minutes.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import Final

from app.errors import UnreadableSource

MAX_DEPTH = 5_000  # levels; the worst of real pages have some hundreds
MAX_TAGS = 250_000
MAX_ATTRIBUTES = 500  # of one tag
FLAT = 120
"""Deeper tags than this are left out, their text is kept: libxml2 drops what lies deeper than 256 levels, or 2,048 when asked to be lenient."""

UNSEEN: Final = frozenset(
    ["script", "style", "template", "noscript", "title", "svg", "math", "object", "textarea", "iframe"]
)
BESIDE: Final = frozenset(["nav", "footer", "aside", "button", "select", "menu", "dialog"])
VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "keygen",
        "frame",
    ]
)
# An end tag is often not written for these, so that counting them would find depth where there is none.
UNCLOSED: Final = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "body",
        "html",
        "head",
    ]
)
_ASIDE: Final = re.compile(r"<!--|<!\[|<(script|style)\b", re.IGNORECASE)
_ENDS: Final = {tag: re.compile(rf"</{tag}\b[^>]*>?", re.IGNORECASE) for tag in ("script", "style")}
_TELLS: Final = re.compile(r"[^>]*ld\+json", re.IGNORECASE)
_TELLING: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "time", "a"])  # kept at any depth
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


class Survey(HTMLParser):
    """One page. `seen` counts all characters that are shown, white space as one; `content` those outside menus and links."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = self.content = self.deepest = 0
        self._depth = self._tags = 0
        self._linked = False
        self._unseen: list[str] = []
        self._beside: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tags += 1
        if self._tags > MAX_TAGS:
            raise UnreadableSource(f"more than {MAX_TAGS:,} tags: no page of an article")
        if len(attrs) > MAX_ATTRIBUTES:
            raise UnreadableSource(f"a tag with more than {MAX_ATTRIBUTES} attributes: no page of an article")
        if tag in VOID:
            return
        if tag not in UNCLOSED:
            self._depth += 1
            self.deepest = max(self.deepest, self._depth)
            if self._depth > MAX_DEPTH:
                raise UnreadableSource(f"tags nested more than {MAX_DEPTH:,} deep: no page of an article")
        if tag in UNSEEN or (self._unseen and tag == self._unseen[-1]) or _is_hidden(tag, attrs):
            self._unseen.append(tag)
        elif tag in BESIDE:
            self._beside.append(tag)
        elif tag == "a":  # a new one ends the one before, and one without an address is a place, not a link
            self._linked = any(key == "href" for key, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in UNCLOSED and tag not in VOID:
            self._depth = max(0, self._depth - 1)
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
        elif self._beside and tag == self._beside[-1]:
            self._beside.pop()
        elif tag == "a":
            self._linked = False

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        length = len(" ".join(data.split()))
        self.seen += length
        if not self._beside and not self._linked:
            self.content += length


class _Flattened(HTMLParser):
    """The same page without the tags deeper than `FLAT`: a block among them becomes a paragraph."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[str] = []
        self._raw = False
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID or tag in UNCLOSED or tag in _TELLING:
            self.parts.append(self.get_starttag_text() or "")
            return
        self._open.append(tag)
        self._raw = tag in ("script", "style")
        if len(self._open) <= FLAT or self._raw:
            self.parts.append(self.get_starttag_text() or "")
        elif tag in BLOCKS:
            self.parts.append("<p>")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag in UNCLOSED or tag in _TELLING:
            self.parts.append(f"</{tag}>")
        elif self._open:
            self._open.pop()
            if len(self._open) < FLAT or self._raw:
                self.parts.append(f"</{tag}>")
            elif tag in BLOCKS:
                self.parts.append("<p>")
        self._raw = False

    def handle_data(self, data: str) -> None:
        self.parts.append(data if self._raw else escape(data, quote=False))


def without_comments(markup: str) -> str:
    """Markup without comments, scripts and styles, but for scripts that hold facts. Linear, where a parser looks for each end anew."""
    parts: list[str] = []
    position = 0
    while (found := _ASIDE.search(markup, position)) is not None:
        parts.append(markup[position : found.start()])
        if found[1]:
            end = _ENDS[found[1].lower()].search(markup, found.end())
            position = end.end() if end else len(markup)
            if _TELLS.match(markup, found.end(), min(position, found.end() + 300)):
                parts.append(markup[found.start() : position])
        else:
            mark, start = ("-->", found.start() + 2) if found[0] == "<!--" else (">", found.end())
            end_at = markup.find(mark, start)
            position = end_at + len(mark) if end_at >= 0 else len(markup)
    parts.append(markup[position:])
    return "".join(parts)


def flattened(markup: str) -> str:
    """Markup that no parser loses text of for its depth."""
    return "".join(_Flattened(markup).parts)


def _is_hidden(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
    if tag in UNCLOSED:
        return False
    for key, value in attrs:
        if key == "hidden":
            return True
        if key == "style" and value and "display:none" in value.replace(" ", "").lower():
            return True
    return False
