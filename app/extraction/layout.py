"""What the lines of a document are: headline, caption, list item, background, or story."""

from __future__ import annotations

import re
from enum import StrEnum

from app.domain.record import record
from app.domain.span import Span
from app.extraction.toolkit import Kit
from app.language import Analysis

_ITEM = re.compile(r"(?:[-–—•*·]|\d{1,2}[.)]|[a-zа-я]\))\s")
_DIALOGUE = re.compile(r"[—–-]\s+")
_DATE_PREFIX = re.compile(r"\s?date (\d{4}-\d\d-\d\d)\s")


class LineKind(StrEnum):
    STORY = "story"
    HEADLINE = "headline"
    ITEM = "item"
    CREDIT = "credit"
    BACKGROUND = "background"


@record
class Layout:
    """The kind of each paragraph, and the lists: index of the paragraph that ends in a colon -> indexes of its items."""

    kinds: tuple[LineKind, ...]
    lists: dict[int, tuple[int, ...]]


def date_prefix(text: str) -> re.Match[str] | None:
    """The ` date YYYY-MM-DD ` that some feeds put before a text."""
    return _DATE_PREFIX.match(text)


def read_layout(analysis: Analysis, kit: Kit) -> Layout:
    """Sort the paragraphs of a document."""
    text, paragraphs, words_of = analysis.text, analysis.paragraphs, kit.words.layout
    credit, background = tuple(words_of.credit), tuple(words_of.background)
    longest = max(map(len, (*credit, *background)), default=0)
    kinds = [LineKind.STORY] * len(paragraphs)
    lists: dict[int, tuple[int, ...]] = {}
    listed = -1
    for index, span in enumerate(paragraphs):
        words = span.of(text)
        low = words.lstrip("(— ")[: longest + 1].lower()
        if len(words) < 160 and _begins(low, credit):
            kinds[index] = LineKind.CREDIT
        elif _begins(low, background):
            kinds[index] = LineKind.BACKGROUND
        elif index > listed and words.endswith(":") and (items := _items(text, paragraphs, index)):
            lists[index] = items
            listed = items[-1]
    for items in lists.values():
        for item in items:
            kinds[item] = LineKind.ITEM
    if len(paragraphs) > 1 and kinds[0] is LineKind.STORY and _is_headline(paragraphs[0].of(text)):
        kinds[0] = LineKind.HEADLINE
    return Layout(tuple(kinds), lists)


def _begins(low: str, beginnings: tuple[str, ...]) -> bool:
    """Whether a line begins with one of some words, and no letter goes on."""
    return low.startswith(beginnings) and any(
        low.startswith(begin) and not low[len(begin) : len(begin) + 1].isalpha() for begin in beginnings
    )


def _is_headline(words: str) -> bool:
    return len(words) < 160 and words[-1] not in '.:;!?…»”",' and not _DATE_PREFIX.match(words)


def _items(text: str, paragraphs: list[Span], lead: int) -> tuple[int, ...]:
    """Paragraphs after a colon that are its list: marked or in small letters, ended by semicolons, the last by a full stop."""
    found: list[int] = []
    for index in range(lead + 1, len(paragraphs)):
        words = paragraphs[index].of(text)
        marked = bool(_ITEM.match(words))
        small = words[:1].islower()
        if not (marked or small or (found and text[paragraphs[index - 1].end - 1] == ";")):
            break
        found.append(index)
        if words[-1] in ".!?" and not (
            index + 1 < len(paragraphs) and _ITEM.match(paragraphs[index + 1].of(text))
        ):
            break
    if len(found) == 1 and _is_speech(paragraphs[found[0]].of(text)):
        return ()
    return tuple(found)


def _is_speech(words: str) -> bool:
    """One paragraph after a colon that begins with a dash and a capital letter and ends as a sentence does: no list of one item."""
    match = _DIALOGUE.match(words)
    return match is not None and words[match.end() : match.end() + 1].isupper() and words[-1] in ".!?…"
