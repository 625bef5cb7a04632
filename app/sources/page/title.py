"""The headline of a page, without the name of its site."""

from __future__ import annotations

import re

from app.sources.page.head import Head
from app.sources.page.tree import Element, elements, words_of

_JOINTS = re.compile(r"\s+(?:[|•·»›]|::|[—–-]|//?)\s+|\s*\|\s*|:: ")
_WORD = re.compile(r"\w+")
_SHORTEST = 12  # characters of a headline; a shorter one is more often the name of a section


def find_title(root: Element, head: Head, *, names: tuple[str, ...]) -> str | None:
    """The headline: the h1 that the page's own title confirms, else what is told to machines. `names` are those of the site."""
    told = [each for each in (head.told("headline"), head.meta("og:title", "twitter:title", "title")) if each]
    window = next((words_of(each) for each in elements(root, "title") if each.getparent().tag == "head"), "")
    headings = [words for each in elements(root, "h1") if (words := words_of(each))]
    sites = {key for each in names if (key := _key(each))}
    for heading in headings:
        key = _key(heading)
        if key and key not in sites and any(_confirms(key, _key(each)) for each in (*told, window)):
            return heading
    for each in told:
        if (bare := without_site(each, sites)) and _key(bare) not in sites:
            return bare
    if len(headings) == 1 and len(headings[0]) >= _SHORTEST and _key(headings[0]) not in sites:
        return headings[0]
    return _on_page(root, window) or without_site(window, sites) or next(iter(headings), None)


def _on_page(root: Element, window: str) -> str | None:
    """The part of the window's title, before or behind a joint, that stands on the page as a line of its own: the rest is the site's name."""
    parts = {
        part
        for joint in _JOINTS.finditer(window)
        for part in (window[: joint.start()].strip(), window[joint.end() :].strip())
        if len(part) >= _SHORTEST
    }
    found = {
        words
        for each in root.iter("h1", "h2", "h3", "div", "p", "span", "strong", "b", "td")
        if len(each) < 3 and (words := words_of(each)) in parts
    }
    return max(found, key=len, default=None)


def without_site(title: str, sites: set[str]) -> str:
    """A title without the name of the site before or after a dash or a bar.

    >>> without_site("Саммит в Астане — Агентство", {"агентство"})
    'Саммит в Астане'
    """
    joints = list(_JOINTS.finditer(title))
    for joint in joints:
        if _is_site(title[: joint.start()], sites):
            return without_site(title[joint.end() :].strip(), sites)
    for joint in reversed(joints):
        if _is_site(title[joint.end() :], sites):
            return without_site(title[: joint.start()].strip(), sites)
    return title.strip()


def same_words(one: str, other: str) -> bool:
    """Whether two lines are the same but for case and marks."""
    return _key(one) == _key(other)


def _is_site(part: str, sites: set[str]) -> bool:
    key = _key(part)
    return bool(key) and any(
        key == site or (len(site) > 4 and (key in site or site in key) and len(key) < 60) for site in sites
    )


def _confirms(heading: str, told: str) -> bool:
    """Whether a title is about the same as a heading: one may be cut off, or have more behind it."""
    if not told:
        return False
    short, long = sorted((heading, told), key=len)
    return short in long and 2 * len(short) >= len(heading)


def _key(words: str) -> str:
    return " ".join(_WORD.findall(words.lower()))
