"""The day of publication of a page: not that of an event it tells of, of a later change, or of the news beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from app.sources.page.dates import Calendar, day_of_stamp
from app.sources.page.head import Head
from app.sources.page.tree import Element, marks_of, words_of
from app.sources.page.visible import BESIDE

_STAMPS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article:published",
    "publishdate", "publish_date", "publish-date", "pubdate", "publication_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "dcterms.date", "dc.date.created", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "mediator_published_time", "article.published", "date", "firstpublishedtime", "apub:time", "ptime",
)  # fmt: skip
_MARKED = re.compile(r"date|time|publ|creat|posted|meta|info|дата", re.IGNORECASE)
_CHANGED = re.compile(r"modif|updat|chang|comment", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:^|[-_\s])(?:related|recommend\w*|similar|popular|sidebar|aside|latest|last|widget|comments?|footer|calendar|archive|event|card|teaser|also|more|today|current|weather|clock|topbar)(?:$|[-_\s])",
    re.IGNORECASE,
)
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_\-.]|$)")
_LONGEST = 120  # characters of a line that tells a date; a longer one is a sentence
_BEFORE, _AFTER = 12, 25  # lines looked at around the headline


def find_day(
    root: Element,
    head: Head,
    *,
    told: Iterable[Element],
    headline: str | None,
    calendar: Calendar,
    changed: tuple[str, ...],
    month_first: bool = False,
) -> date | None:
    """The day of publication. `told` are the elements that the site's own rule names, `changed` words before a day of change.

    A stamp in UTC gives way to what the page shows a day beside it: the site's readers live by their own clocks.
    """
    for element in told:
        if (found := _of_element(element, calendar, month_first=month_first)) is not None:
            return found
    shown = _shown(root, headline, calendar, changed, month_first=month_first)
    for stamp in (
        head.told("datePublished"),
        head.meta(*_STAMPS),
        head.told("dateCreated"),
        *_marked_stamps(root),
    ):
        if not stamp:
            continue
        read = day_of_stamp(stamp)
        if read is None:
            if (written := calendar.first(stamp, month_first=month_first)) is not None and _is_past(written):
                return written
            continue
        day, zero = read
        if not _is_past(day):
            continue
        return shown if zero and shown is not None and abs(shown - day) == timedelta(days=1) else day
    return shown or _in_address(head.address)


def _of_element(element: Element, calendar: Calendar, *, month_first: bool) -> date | None:
    stamp = element.get("datetime") or element.get("content")
    read = day_of_stamp(stamp) if stamp else None
    found = calendar.first(words_of(element), month_first=month_first)
    if read is None:
        return found
    day, zero = read
    return found if zero and found is not None and abs(found - day) == timedelta(days=1) else day


def _marked_stamps(root: Element) -> Iterator[str]:
    """What elements say that are marked as the day of publication."""
    for each in root.iter("time", "span", "div", "p", "abbr"):
        publishes = "datepublished" in (each.get("itemprop") or "").lower() or each.get("pubdate") is not None
        if publishes and not _is_beside(each):
            yield each.get("datetime") or each.get("content") or words_of(each)


def _shown(
    root: Element, headline: str | None, calendar: Calendar, changed: tuple[str, ...], *, month_first: bool
) -> date | None:
    """The day that a reader sees by the headline: in a `time` element or a short line, behind it rather than before it."""
    lines = [*_short_lines(root)]
    key = " ".join((headline or "").lower().split())
    heads = [at for at, (element, words) in enumerate(lines) if key and words.lower() == key]
    heads.sort(key=lambda at: lines[at][0].tag != "h1")
    places = [(at + 1, at + 1 + _AFTER, False) for at in heads[:2]] + [
        (max(0, at - _BEFORE), at, True) for at in heads[:2]
    ]
    places.append((0, len(lines), False))
    for begin, end, backwards in places:
        window = lines[begin:end]
        found: list[tuple[bool, date]] = []
        for element, words in reversed(window) if backwards else window:
            low = words.lower()
            if any(low.startswith(mark) for mark in changed) or _CHANGED.search(marks_of(element)):
                continue
            stamp = element.get("datetime") if element.tag == "time" else None
            read = day_of_stamp(stamp) if stamp else None
            day = calendar.first(words, month_first=month_first) or (read[0] if read else None)
            if day is None or not _is_past(day):
                continue
            plain = (
                calendar.is_only_a_date(words)
                or element.tag == "time"
                or _MARKED.search(marks_of(element)) is not None
            )
            found.append((not plain, day))
        if (
            found
            and (best := min(found, key=lambda pair: pair[0]))
            and (not best[0] or begin or end < len(lines))
        ):
            return best[1]
    return None


def _short_lines(root: Element) -> Iterator[tuple[Element, str]]:
    """Elements whose words are a short line, in the order of the page, without menus, side columns and news of other pages."""
    skipped: Element | None = None
    for each in root.iter():
        if not isinstance(each.tag, str):
            continue
        if skipped is not None:
            if skipped in each.iterancestors():
                continue
            skipped = None
        if each.tag in ("script", "style", "head", "noscript", "template", "a") or _is_beside_itself(each):
            skipped = each
            continue
        if (
            each.tag == "h1"
            or each.tag == "time"
            or not any(
                child.tag not in ("time", "span", "b", "i", "br", "strong", "em", "svg", "a", "small", "img")
                for child in each
            )
        ):
            words = words_of(each)
            if words and (len(words) <= _LONGEST or each.tag == "h1"):
                yield each, words


def _is_beside(element: Element) -> bool:
    return _is_beside_itself(element) or any(_is_beside_itself(each) for each in element.iterancestors())


def _is_beside_itself(element: Element) -> bool:
    if element.tag in ("body", "html", "main", "article"):
        return False
    if element.tag == "header" and element.find(".//h1") is None:
        return True  # of the site, which often shows what day it is
    return element.tag in BESIDE or _OTHERS.search(marks_of(element)) is not None


def _in_address(address: str | None) -> date | None:
    found = _IN_PATH.search(address or "")
    try:
        day = date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
    return day if day and _is_past(day) else None


def _is_past(day: date) -> bool:
    """Whether something can have been published then: it may be tomorrow already where the page was written."""
    return day <= datetime.now(UTC).date() + timedelta(days=1)
