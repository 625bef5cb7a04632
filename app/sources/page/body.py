"""The text of an article out of its page: by the site's own marks, else by trafilatura; then line by line without what is not its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from app.sources.page.dates import Calendar
from app.sources.page.lines import Line, lines_of
from app.sources.page.paragraphs import in_paragraphs
from app.sources.page.title import same_words
from app.sources.page.tree import Element, drop, elements, marks_of, select, words_of
from app.sources.page.visible import BESIDE

_JUNK = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|related|relations?|recommend(?:ed|ations?)?|similar"
    r"|read-?(?:also|more|next)|more-?news|also|popular|trending|most-?(?:read|viewed)|latest|last-?news|social|socials|share|sharing|shares"
    r"|likes?|comments?|disqus|subscribe|subscription|newsletter|cookies?|consent|gdpr|banner|advert(?:s|isement|ising)?|ads?|promo"
    r"|popup|modal|overlay|captions?|gallery|galleries|slider|swiper|carousel|slideshow|tags?|rating|pagination|pager|copyright|counter|views)"
    r"(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "button",
    "select",
    "textarea",
    "input",
    "object",
    "video",
    "audio",
)
_WHOLE = ("html", "body", "main", "article")
_MOST = 0.4
"""An element with more of the page's paragraphs than this share is no junk, whatever its name: classes are given for many reasons."""
_LINKED = 0.6  # share of a block's words that are links, from which on it is a list of other pages
_SENTENCE = re.compile(r"[.!?…:;»”\")]$")
_HIDDEN = re.compile(r"display:none|visibility:hidden")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What lines begin with that are no text of an article, in all languages at once, in small letters."""

    beside: tuple[str, ...]
    """'читайте также', 'photo:'"""
    changed: tuple[str, ...]
    """'обновлено', 'updated'"""
    published: tuple[str, ...]
    walls: tuple[str, ...]
    """Words of what stands in place of a text or of its rest."""
    consent: tuple[str, ...]
    """Words of lines that ask for leave to keep cookies, anywhere in them."""
    failures: tuple[str, ...]
    """Words of pages that are sent in place of the one that was asked for."""


def find_lines(
    root: Element, rule: dict[str, Any], *, title: str | None, words: Words, calendar: Calendar
) -> list[Line]:
    """The lines of the article; none where no way finds one. The tree is not changed."""
    if bodies := select(root, rule.get("body", ())):
        lines = [line for body in _outermost(bodies) for line in lines_of(_clean(deepcopy(body), rule))]
        if kept := _kept(lines, title, words, calendar):
            return kept
    page = in_paragraphs(_clean(deepcopy(root), rule))
    lines = _by_trafilatura(page)
    if _length(lines) < 250 and _length(others := _densest(page)) > 2 * _length(lines):
        lines = others
    return _kept(lines, title, words, calendar)


def _by_trafilatura(page: Element) -> list[Line]:
    from trafilatura import bare_extraction

    for recall in (False, True):
        found = bare_extraction(
            deepcopy(page),
            favor_recall=recall,
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            include_links=False,
            with_metadata=False,
        )
        body = getattr(found, "body", None)
        lines = lines_of(body) if body is not None else []
        if _length(lines) >= 250:
            return lines
    return lines


def _clean(page: Element, rule: dict[str, Any]) -> Element:
    """Take out what is no text of the article; what has much of the page's text stays."""
    for selector in rule.get("drop", ()):
        for each in select(page, [selector]):
            if each is not page:
                drop(each)
    for each in [*elements(page, *_UNSEEN)]:
        drop(each)
    weights = _weights(page)
    whole = weights.get(page, 0)
    for each in [*page.iter()]:
        if each is page or not isinstance(each.tag, str) or each.tag in _WHOLE:
            continue
        if weights.get(each, 0) > _MOST * whole and each.tag != "footer":
            continue
        junk = (
            each.tag in BESIDE
            or each.tag in ("figcaption", "form")
            or (each.tag == "figure" and each.find(".//table") is None and each.find(".//blockquote") is None)
            or _HIDDEN.search((each.get("style") or "").replace(" ", "").lower()) is not None
            or each.get("hidden") is not None
            or _JUNK.search(marks_of(each)) is not None
            or _is_of_links(each)
        )
        if junk:
            drop(each)
    return page


def _weights(page: Element) -> dict[Element, int]:
    """Characters of running text below each element: text of paragraphs and of divisions, not of links."""
    weights: dict[Element, int] = {}
    for each in reversed([*page.iter()]):  # children before their parents
        own = 0
        if isinstance(each.tag, str):
            own = len((each.text or "").strip()) if each.tag != "a" else 0
            own += weights.get(each, 0) if each.tag != "a" else 0
            weights[each] = own
        parent = each.getparent()
        if parent is not None:
            weights[parent] = weights.get(parent, 0) + own + len((each.tail or "").strip())
    return weights


def _is_of_links(element: Element) -> bool:
    """A box, a list or a line most of whose words lead to other pages. In running text a link is a few words among many."""
    if element.tag not in ("ul", "ol", "dl", "div", "section", "td", "p", "h2", "h3", "h4", "h5"):
        return False
    linked = sum(len(words_of(each)) for each in elements(element, "a") if each.get("href"))
    return linked > 0 and linked / len(words_of(element)) > _LINKED


def _outermost(bodies: list[Element]) -> Iterable[Element]:
    chosen = set(bodies)
    return [each for each in bodies if chosen.isdisjoint(each.iterancestors())]


def _densest(page: Element) -> list[Line]:
    """The element whose own paragraphs hold most text, for pages that trafilatura finds nothing in."""
    scores: dict[Element, int] = {}
    for each in elements(page, "p", "li", "div", "td", "section", "blockquote", "span"):
        own = len((each.text or "").strip()) + sum(len((child.tail or "").strip()) for child in each)
        if own < 20:
            continue
        parent = each.getparent()
        holder = parent if each.tag in ("p", "li", "blockquote", "span") and parent is not None else each
        scores[holder] = scores.get(holder, 0) + own
        above = holder.getparent()
        if above is not None:
            scores[above] = scores.get(above, 0) + own // 2
    if not scores:
        return lines_of(page)
    return lines_of(max(scores, key=lambda each: scores[each]))


def _kept(lines: list[Line], title: str | None, words: Words, calendar: Calendar) -> list[Line]:
    """Without the headline and the day before the text, and without lines that lead elsewhere."""
    kept: list[Line] = []
    for line, goes_on in lines:
        low = line.lower().lstrip("•-–—*►▪ \xa0")
        if len(line) <= 200 and low.startswith(words.beside):
            continue
        if len(line) <= 60 and (
            low.startswith((*words.changed, *words.published)) or calendar.is_only_a_date(line)
        ):
            continue
        if len(line) <= 400 and any(mark in low for mark in words.consent):
            continue
        if not any(letter.isalnum() for letter in line):
            continue
        if not kept and title and same_words(line, title):
            continue
        kept.append((line, goes_on and bool(kept)))
    return kept


def _length(lines: list[Line]) -> int:
    return sum(len(line) for line, _ in lines)
