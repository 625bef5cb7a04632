"""Markup -> a tree, and the few questions that are asked of every tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeAlias

from cssselect import HTMLTranslator, SelectorError
from lxml import etree, html

from app.errors import UnreadableSource

Element: TypeAlias = Any  # lxml.html.HtmlElement, which comes without types

# lxml takes no control characters, and a page that has some shows none of them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DATA_ADDRESS = re.compile(r"""(["'])data:[^"']{200,}\1""")


def to_tree(markup: str) -> Element:
    """The root of a page. Raises `UnreadableSource` where there is nothing in it."""
    clean = _DATA_ADDRESS.sub('""', _CONTROLS.sub("", markup))
    # UTF-8 is what these bytes are now, whatever the page says of itself
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = html.document_fromstring(clean.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableSource("there is no page in it") from None
    return root


@lru_cache(maxsize=512)
def _path(selector: str) -> etree.XPath | None:
    """What a selector of a site's rules means: XPath where it begins so, else CSS. None for one that is neither."""
    try:
        return etree.XPath(
            selector
            if selector.startswith(("/", "./", "("))
            else HTMLTranslator().css_to_xpath(selector, prefix="descendant-or-self::")
        )
    except (SelectorError, etree.XPathSyntaxError):
        return None


def is_selector(selector: str) -> bool:
    """Whether it can be read, as CSS or as XPath."""
    return _path(selector) is not None


def select(root: Element, selectors: Iterable[str]) -> list[Element]:
    """The elements that the first selector finds which finds any, in the order of the page."""
    for selector in selectors:
        path = _path(selector)
        found = path(root) if path is not None else []
        if isinstance(found, list) and (
            elements := [each for each in found if isinstance(each, html.HtmlElement)]
        ):
            return elements
    return []


def words_of(element: Element) -> str:
    """All text in an element on one line."""
    return " ".join(" ".join(element.itertext()).split())


def drop(element: Element) -> None:
    """Take an element out of its tree; what follows it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def marks_of(element: Element) -> str:
    """Classes and id, parted by spaces."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def elements(root: Element, *tags: str) -> Iterator[Element]:
    """Elements with one of some tags, in the order of the page."""
    for each in root.iter(*tags):
        if isinstance(each, html.HtmlElement):
            yield each
