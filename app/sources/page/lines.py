"""An element of a page -> the lines that a reader sees: paragraphs, items of lists with their marks, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.sources.page.tree import Element
from app.sources.page.visible import BLOCKS

# HTML's own tags, and those that trafilatura has for them
_BLOCKS = BLOCKS | {
    "body",
    "caption",
    "details",
    "head",
    "item",
    "list",
    "quote",
    "row",
    "summary",
    "td",
    "th",
    "cell",
}
_BREAKS = frozenset(["br", "lb"])
_ITEMS = frozenset(["li", "item"])
_ROWS = frozenset(["tr", "row"])
_CELLS = frozenset(["td", "th", "cell"])
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "svg",
        "iframe",
        "object",
        "textarea",
        "select",
        "button",
        "input",
    ]
)
_MARKED = re.compile(r"(?:[-–—•*·▪■●►✓]|\d{1,3}[.)]|[a-zа-я]\))\s")
_GAPS = re.compile(r"[ \t\r\n\f\v]+")  # no-break spaces stay: numbers are written with them
CELL = " | "
Line = tuple[str, bool]
"""The words of a line, and whether it belongs with the line before it: an item of a list, a row of a table."""


def lines_of(element: Element) -> list[Line]:
    """The lines in an element, none of them empty. Linear in its size; deep trees are no danger, for `to_tree` gave none."""
    writer = _Writer()
    writer.walk(element)
    writer.end_line()
    return writer.lines


def join_lines(lines: list[Line]) -> str:
    """Lines as a text: a blank line between paragraphs, none inside a list or a table."""
    parts: list[str] = []
    for words, goes_on in lines:
        if parts:
            parts.append("\n" if goes_on else "\n\n")
        parts.append(words)
    return "".join(parts)


def with_mark(words: str, mark: str) -> str:
    """An item of a list with its mark, unless its words have one already."""
    return words if _MARKED.match(words) else mark + words


class _Writer:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._mark = ""
        self._listed = False

    def walk(self, element: Element) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN:
            return
        if tag in _BREAKS:
            self.end_line()
            return
        if tag in _ROWS and (cells := _flat_cells(element)):
            self.end_line()
            self._listed = self._listed or _before(element, _ROWS)
            self._parts.append(CELL.join(cells))
            self.end_line()
            self._listed = False
            return
        block = tag in _BLOCKS
        if block:
            self.end_line()
        if tag in _ITEMS:
            self._mark = _mark_of(element)
            self._listed = _before(element, _ITEMS) or _in_item(element)
        self._parts.append(element.text or "")
        for child in element:
            self.walk(child)
            self._parts.append(child.tail or "")
        if block:
            self.end_line()
        if tag in _ITEMS:
            self._mark, self._listed = "", False

    def end_line(self) -> None:
        words = _GAPS.sub(" ", "".join(self._parts)).strip(" \xa0\u200b\ufeff")
        self._parts.clear()
        if not words:
            return
        if self._mark:
            words = with_mark(words, self._mark)
            self._mark = ""
        self.lines.append((words, self._listed and bool(self.lines)))


def _flat_cells(row: Element) -> list[str]:
    """The words of a row's cells; none where a cell is laid out as a page is: the table is a layout then."""
    found: list[str] = []
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        if (
            any(each.tag in _BLOCKS for each in cell.iterdescendants() if each.tag != "p")
            or len(cell.findall("p")) > 1
        ):
            return []
        words = _GAPS.sub(" ", "".join(_texts(cell))).strip(" \xa0")
        if words:
            found.append(words)
    return found if len(found) > 1 else []


def _texts(element: Element) -> Iterator[str]:
    for each in element.iter():
        if each.tag in _BREAKS:
            yield " "
        elif isinstance(each.tag, str) and each.tag not in _UNSEEN:
            yield each.text or ""
        if each is not element:
            yield each.tail or ""


def _mark_of(item: Element) -> str:
    """What a browser shows before an item: its number or a bullet."""
    parent = item.getparent()
    ordered = parent is not None and (parent.tag == "ol" or parent.get("rend") == "ol")
    if not ordered:
        return "• "
    start = parent.get("start") or "1"
    before = sum(1 for each in item.itersiblings("li", "item", preceding=True))
    return f"{(int(start) if start.isdecimal() and len(start) < 6 else 1) + before}. "


def _before(element: Element, tags: frozenset[str]) -> bool:
    """Whether another of the same kind stands before it in its list or table."""
    before = element.getprevious()
    while before is not None and not isinstance(before.tag, str):
        before = before.getprevious()
    return before is not None and before.tag in tags


def _in_item(element: Element) -> bool:
    return any(each.tag in _ITEMS for each in element.iterancestors())
