"""Pages of any make -> one shape: running text stands in paragraphs, whatever it stood in before.

Old pages part lines by breaks, lay themselves out with tables, and leave fonts and paragraphs open; what looks for articles knows paragraphs best.
"""

from __future__ import annotations

from typing import Final

from lxml import html

from app.sources.page.tree import Element, elements
from app.sources.page.visible import BLOCKS

_INLINE: Final = (
    "font",
    "b",
    "i",
    "strong",
    "em",
    "u",
    "s",
    "span",
    "small",
    "big",
    "ins",
    "mark",
    "bdi",
    "bdo",
    "tt",
    "label",
)
_FLOWS: Final = (
    "div",
    "section",
    "article",
    "main",
    "body",
    "center",
    "header",
    "address",
    "fieldset",
    "details",
)
_OF_TABLES: Final = ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup")


def in_paragraphs(page: Element) -> Element:
    """The same tree, changed in place."""
    _lay_out_tables(page)
    holders = _holders_of_blocks(page)
    for each in [*elements(page, *_INLINE)]:
        if each in holders and each.getparent() is not None:
            each.drop_tag()
    for each in elements(page, "p"):
        if each in holders:
            each.tag = "div"
    for each in [*elements(page, *_FLOWS)]:
        _wrap(each)
    return page


def _lay_out_tables(page: Element) -> None:
    """Tables that hold paragraphs, breaks or other tables are a way to place things, not rows of figures."""
    for table in [*elements(page, "table")]:
        cells = list(table.iter("td", "th"))
        if any(
            cell.find(".//table") is not None
            or len(cell.findall(".//br")) > 1
            or len(cell.findall(".//p")) > 1
            for cell in cells
        ):
            for each in [table, *_own_parts(table)]:
                each.tag = "div"


def _own_parts(table: Element) -> list[Element]:
    """Rows and cells of a table, not those of tables inside it."""
    found: list[Element] = []
    waiting = [*table]
    while waiting:
        each = waiting.pop()
        if each.tag in _OF_TABLES and each.tag != "table":
            found.append(each)
            waiting += [*each]
    return found


def _holders_of_blocks(page: Element) -> set[Element]:
    """Elements that have a block somewhere below them."""
    found: set[Element] = set()
    for each in reversed([*page.iter()]):  # children before their parents
        if each in found or each.tag in BLOCKS:
            parent = each.getparent()
            if parent is not None:
                found.add(parent)
    return found


def _wrap(flow: Element) -> None:
    """Put text that stands in it directly, and what is inline beside it, into paragraphs; a break ends one."""
    children = [*flow]
    if not (flow.text or "").strip() and all(
        each.tag in BLOCKS and not (each.tail or "").strip() for each in children
    ):
        return
    paragraph: Element | None = None

    def add_text(text: str | None) -> None:
        nonlocal paragraph
        if not text or (paragraph is None and not text.strip()):
            return
        if paragraph is None:
            paragraph = html.Element("p")
            flow.append(paragraph)
        if len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + text
        else:
            paragraph.text = (paragraph.text or "") + text

    text, flow.text = flow.text, None
    tails = [each.tail for each in children]
    for each in children:
        each.tail = None
        flow.remove(each)
    add_text(text)
    for each, tail in zip(children, tails, strict=True):
        if each.tag == "br":
            paragraph = None
        elif each.tag in BLOCKS or not isinstance(each.tag, str):
            paragraph = None
            flow.append(each)
        else:
            if paragraph is None and any(part.strip() for part in each.itertext()):
                paragraph = html.Element("p")
                flow.append(paragraph)
            (flow if paragraph is None else paragraph).append(each)
        add_text(tail)
