"""Bytes of an HTML page -> its text and what it says of itself. Runs in a child process, see app/sources/guard.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from app.errors import UnreadableSource
from app.sources.decode import Decoded, decode
from app.sources.page.body import Words, find_lines
from app.sources.page.dates import Calendar
from app.sources.page.head import Head
from app.sources.page.lines import join_lines
from app.sources.page.published import find_day
from app.sources.page.title import find_title, same_words
from app.sources.page.tree import Element, is_selector, select, to_tree, words_of
from app.sources.page.visible import FLAT, Survey, flattened, without_comments
from app.sources.parsed import Parsed

SHARE = 0.3
"""Least share of the page's own text that a whole document has; with less it is told as partial."""
SHORTEST = 40  # characters of a text; less is a heading, a counter, a mistake
_WALL_ROOM = 600  # characters at the end of a text in which a wall is looked for
_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)|<\?xml[^>]{0,100}?encoding=["']([A-Za-z0-9_:.-]+)""",
    re.IGNORECASE,
)
_CONTROLS = bytes([*range(1, 9), 11, 12, *range(14, 32), 127])
_MOST_BROKEN = (
    10  # bytes of a UTF-8 page that may be broken: some cut their summaries in the middle of a letter
)


def parse(raw: bytes, told: dict[str, str | None], rules: dict[str, Any]) -> Parsed:
    """Read one page. `told` may hold `declared` (an encoding) and `url` (where it was fetched from); `rules` are `PageRules` as JSON.

    Raises `UnreadableSource` for bytes of no known encoding, a page without a text, and what was made to do harm.
    """
    decoded = _decode(raw, told.get("declared"))
    markup = without_comments(decoded.text)
    survey = Survey(markup)
    root = to_tree(flattened(markup) if survey.deepest > FLAT else markup)
    head = Head(root, given=told.get("url"))
    rule = rule_for(rules.get("sites", {}), head.address)
    words, calendar = _words(rules), _calendar(rules)
    names = [
        rule.get("publisher"),
        *rule.get("names", ()),
        head.meta("og:site_name", "application-name"),
        _publisher(head),
        *_host_names(head.address),
    ]
    title = _told(root, rule, "title") or find_title(root, head, names=tuple(filter(None, names)))
    day = find_day(
        root, head, told=select(root, rule.get("date", ())), headline=title, calendar=calendar, changed=words.changed,
        month_first=rule.get("month_first", False),
    )  # fmt: skip
    lines = find_lines(root, rule, title=title, words=words, calendar=calendar)
    text = join_lines(lines)
    warnings = [*decoded.warnings, *_unreadable(rule)]
    complete = _judge(text, root, survey, head, words, warnings)
    return Parsed(
        text=text,
        facts={
            "title": title if title and not same_words(title, text) else None,
            "date": day.isoformat() if day else None,
            "language": _language(root, head, rule),
            "publisher": rule.get("publisher") or head.meta("og:site_name") or _publisher(head),
            "url": head.address,
            "licence": rule.get("licence") or head.licence,
        },
        complete=complete,
        warnings=warnings,
    )


def rule_for(sites: dict[str, Any], address: str | None) -> dict[str, Any]:
    """The rule of a page's site: that of its host, or of the nearest domain above it that has one."""
    try:
        host = (urlsplit(address).hostname or "") if address else ""
    except ValueError:
        return {}
    while host:
        if host in sites:
            found: dict[str, Any] = sites[host]
            return found
        host = host.partition(".")[2]
    return {}


def _decode(raw: bytes, declared: str | None) -> Decoded:
    """The page's text: what it or its server says of its encoding is checked, not believed."""
    if found := _DECLARED.search(raw[:4096]):
        declared = declared or (found[1] or found[2]).decode()
    if (
        declared
        and declared.lower().startswith(("utf-16", "utf-32", "utf16", "ucs"))
        and b"<" in raw[:200]
        and b"\x00" not in raw
    ):
        declared = None  # what could be read so far is no such encoding
    clean = raw.translate(None, _CONTROLS) if b"\x00" not in raw else raw
    try:
        return decode(clean, declared=declared)
    except UnreadableSource:
        text = clean.decode("utf-8", errors="replace")
        high = sum(letter > "\x7f" for letter in text)
        if 0 < text.count("\ufffd") <= min(_MOST_BROKEN, high // 100):
            return Decoded(text=text, encoding="utf-8", sha256="", warnings=())
        raise


def _judge(text: str, root: Element, survey: Survey, head: Head, words: Words, warnings: list[str]) -> bool:
    """Whether the text is whole, with a warning where it is not. Raises `UnreadableSource` where there is none."""
    low = text.lower()
    wall = next((mark for mark in words.walls if mark in low[-_WALL_ROOM:]), None)
    if len(text) < _WALL_ROOM / 2:
        shown = low if len(text) >= SHORTEST else words_of(root).lower()
        instead = wall or next(
            (mark for mark in (*words.failures, *words.consent, *words.walls) if mark in shown), None
        )
        if instead:
            raise UnreadableSource(
                f"there is no article but a wall, a question or an error in its place ({instead!r})"
            )
    if len(text) < SHORTEST:
        raise UnreadableSource(
            "no text of an article was found in the page"
            + (": it is filled in by a script, or holds links only" if survey.content < SHORTEST else "")
        )
    complete = True
    if wall or head.walled:
        warnings.append("partial: the rest of the text is behind a wall" + (f" ({wall!r})" if wall else ""))
        complete = False
    share = sum(len(" ".join(line.split())) for line in text.splitlines()) / max(1, survey.content)
    if share < SHARE:
        warnings.append(f"partial: {share:.0%} of what the page shows was kept")
        complete = False
    if lost := text.count("\ufffd"):
        warnings.append(f"{lost} characters of the text were lost before the page was saved (U+FFFD)")
    return complete


def _language(root: Element, head: Head, rule: dict[str, Any]) -> str | None:
    """The language that the page says it is in, by its code; some pages name the country instead."""
    for part, language in rule.get("languages", {}).items():
        if head.address and part in head.address:
            return str(language)
    for found in (
        root.get("lang"),
        root.get("xml:lang"),
        head.told("inLanguage"),
        head.meta("og:locale", "content-language"),
    ):
        code = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", found or "")
        if code:
            return {"kz": "kk", "kg": "ky", "tj": "tg", "tm": "tk", "cn": "zh"}.get(
                code[1].lower(), code[1].lower()
            )
    return None


def _publisher(head: Head) -> str | None:
    publisher = head.article.get("publisher")
    if isinstance(publisher, list):
        publisher = next(iter(publisher), None)
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    return " ".join(name.split()) or None if isinstance(name, str) and not name.startswith("http") else None


def _unreadable(rule: dict[str, Any]) -> Iterator[str]:
    """Selectors of a site's rule that are neither CSS nor XPath: whoever wrote them should know."""
    for key in ("title", "date", "body", "drop"):
        for selector in rule.get(key, ()):
            if not is_selector(selector):
                yield f"the rule of {rule['host']} has a `{key}` that is no selector: {selector!r}; left out"


def _told(root: Element, rule: dict[str, Any], key: str) -> str | None:
    found = select(root, rule.get(key, ()))
    return (words_of(found[0]) or found[0].get("content") or None) if found else None


def _host_names(address: str | None) -> Iterator[str]:
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    if host:
        yield host
        yield host.rpartition(".")[0]


def _words(rules: dict[str, Any]) -> Words:
    return Words(**{key: tuple(rules.get("words", {}).get(key, ())) for key in Words.__dataclass_fields__})


def _calendar(rules: dict[str, Any]) -> Calendar:
    return Calendar(rules.get("words", {}).get("months", ()))
