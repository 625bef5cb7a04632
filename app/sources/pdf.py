"""Bytes of a PDF -> its text: lines become paragraphs again. Runs in a child process, see app/sources/guard.py."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from statistics import median
from typing import Any

from app.errors import UnreadableSource
from app.sources.decode import PLAUSIBLE, score
from app.sources.page.dates import Calendar
from app.sources.page.title import same_words
from app.sources.parsed import Parsed

try:
    import pypdf
except ImportError:
    pypdf = None  # type: ignore[assignment]

MISSING = "PDF needs one more package: pip install 'summitry[pdf]'"
MAX_PAGES = 500
_FIRST = 10  # lines at the head in which a day is looked for
_EDGE = 2  # lines at the top and bottom of a page that may be said on every page
_GAP = 1.35  # times the usual distance of lines, from which on a new paragraph begins
# Shares of the length of a column's lines: a line to which the next word could have been added within them was ended on purpose.
_ENDED = 0.92  # where it ends as a sentence does; letters are not of one width
_NOT_ENDED = 0.75
_ITEM = re.compile(r"(?:[•·▪■●‣–—*]|-(?=\s)|\d{1,2}[.)](?=\s)|[a-zа-я]\)(?=\s))")
_SPLIT = re.compile(r"[^\W\d_][-‐\u00ad]$")
_WORD = re.compile(r"(?<![\w-])\w[\w-]*-\w+")
_NUMBER = re.compile(r"[\W_]*\d{1,4}[\W_]*(?:\d{1,4}[\W_]*)?")
_SPACES = re.compile(r"[ \t\r\f\v\u2000-\u200a]+")
_UNREAD = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u200b\ufeff]")
_ENDS = re.compile(r"[.!?…:;][»”\")]?$")


@dataclass(slots=True, kw_only=True)
class _Row:
    """A line of a page: its words, where it begins, the size of its letters."""

    words: str
    left: float
    height: float
    size: float
    page: int


def parse(raw: bytes, told: dict[str, str | None], rules: dict[str, Any]) -> Parsed:
    """Read one document. Raises `UnreadableSource` for what is none, is protected, holds pictures only, or was made to do harm."""
    if pypdf is None:
        raise UnreadableSource(MISSING)
    logging.getLogger("pypdf").setLevel(
        logging.CRITICAL
    )  # it tells of each oddity of a file, and many files are odd
    try:
        pages, title, language = _read(raw)
    except (UnreadableSource, MemoryError, RecursionError):
        raise
    except Exception as error:  # whatever a broken file brings out in a parser of a thousand cases
        raise UnreadableSource(f"no PDF, or a broken one: {type(error).__name__}: {error}"[:200]) from None
    bare = [number for number, rows in enumerate(pages, start=1) if not rows]
    rows = [row for page in _without_edges(pages) for row in page]
    if not rows:
        raise UnreadableSource(
            "there is no text in it but pictures of pages: recognise the letters (OCR) first"
        )
    warnings: list[str] = []
    _check_letters(rows, warnings)
    calendar = Calendar(rules.get("words", {}).get("months", ()))
    paragraphs = _paragraphs(rows, frozenset(rules.get("words", {}).get("joined", ())))
    title, paragraphs = _title(paragraphs, rows, title)
    day = next(
        (calendar.first(words) for words in paragraphs[:_FIRST] if calendar.is_only_a_date(words)), None
    )
    paragraphs = [
        words for at, words in enumerate(paragraphs) if at >= _FIRST or not calendar.is_only_a_date(words)
    ]
    if not paragraphs:
        raise UnreadableSource("there is no text in it but a headline")
    if bare:
        warnings.append(f"partial: {len(bare)} of {len(pages)} pages hold no text, only pictures perhaps")
    return Parsed(
        text="\n\n".join(paragraphs),
        facts={
            "title": title,
            "date": day.isoformat() if day else None,
            "language": language,
            "url": told.get("url"),
        },
        complete=not bare,
        warnings=warnings,
    )


def _read(raw: bytes) -> tuple[list[list[_Row]], str | None, str | None]:
    """The rows of each page, and what the file says of its title and language."""
    reader = pypdf.PdfReader(BytesIO(raw), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableSource("a PDF with a password: save it without one")
    if len(reader.pages) > MAX_PAGES:
        raise UnreadableSource(f"a PDF of {len(reader.pages)} pages; up to {MAX_PAGES} are read")
    pages = [_rows(page, number) for number, page in enumerate(reader.pages)]
    title = reader.metadata.title if reader.metadata else None
    language = reader.root_object.get("/Lang")
    return pages, str(title) if title else None, str(language) if language else None


def _rows(page: Any, number: int) -> list[_Row]:
    rows: list[_Row] = []
    parts: list[str] = []
    place: tuple[float, float, float] | None = None

    def end_row() -> None:
        nonlocal place
        words = _SPACES.sub(" ", _UNSTORABLE.sub("", "".join(parts))).strip(" \xa0")
        if words and place is not None:
            rows.append(_Row(words=words, left=place[0], height=place[1], size=place[2], page=number))
        parts.clear()
        place = None

    def take(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        nonlocal place
        for index, part in enumerate(text.split("\n")):
            if index:
                end_row()
            if part.strip() and place is None:
                left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                place = (left, height, abs(size * (tm[3] or tm[1]) * (cm[3] or cm[1])))
            parts.append(part)

    page.extract_text(visitor_text=take)
    end_row()
    return rows


def _without_edges(pages: list[list[_Row]]) -> list[list[_Row]]:
    """Pages without their numbers, and without what stands at the edge of most of them."""
    edges: Counter[str] = Counter()
    for rows in pages:
        edges.update({_bare(row.words) for row in (*rows[:_EDGE], *rows[-_EDGE:])})
    often = {words for words, count in edges.items() if count > 2 and 2 * count > len(pages)}
    found = []
    for rows in pages:
        last = len(rows) - _EDGE
        found.append([
            row for at, row in enumerate(rows)
            if not ((at < _EDGE or at >= last) and (_bare(row.words) in often or (len(rows) > 2 and _NUMBER.fullmatch(row.words))))
        ])  # fmt: skip
    return found


def _bare(words: str) -> str:
    """Words without numbers, which differ from page to page."""
    return re.sub(r"\d+", "#", words)


def _paragraphs(rows: list[_Row], joined: frozenset[str]) -> list[str]:
    """Rows put together into paragraphs. `joined` are first parts of words that keep their hyphen at the end of a line."""
    hyphened = {word.lower() for row in rows for word in _WORD.findall(row.words)}
    found = [rows[0].words]
    for at in range(1, len(rows)):
        if _begins(rows, at):
            found.append(rows[at].words)
        else:
            found[-1] = _join(found[-1], rows[at].words, hyphened, joined)
    return found


def _begins(rows: list[_Row], at: int) -> bool:
    """Whether a row begins a paragraph, by its mark, its place, the size of its letters and how the row before it ends."""
    before, row = rows[at - 1], rows[at]
    if _ITEM.match(row.words) or abs(row.size - before.size) > 0.1 * max(row.size, before.size):
        return True
    ended = _ENDS.search(before.words) is not None
    length = _column_length(rows, at)
    needed = len(before.words) + 1 + len(row.words.partition(" ")[0])  # for the next word to stand there, too
    if ended:
        broken = needed <= _ENDED * length
    else:
        broken = needed <= _NOT_ENDED * length and not row.words[:1].islower()
    fall = before.height - row.height
    if row.page != before.page or fall < 0:  # the next page, or the next column
        return broken or (ended and needed <= length)
    if fall > _GAP * _usual_fall(rows, at):
        return True
    indented = row.left - before.left > 0.8 * row.size and not _ITEM.match(before.words)
    return broken or (indented and ended)


def _usual_fall(rows: list[_Row], at: int) -> float:
    """How far the rows before and after this one stand below theirs: the less of both, for one of them may begin a paragraph, too."""
    falls = [
        fall
        for each in (at - 1, at + 1)
        if 0 < each < len(rows)
        and rows[each].page == rows[each - 1].page == rows[at].page
        and (fall := rows[each - 1].height - rows[each].height) > 0.8 * rows[at].size
    ]
    return min(falls, default=1.5 * rows[at].size)


def _column_length(rows: list[_Row], at: int) -> int:
    """How long full lines are around a row, in characters: of its column, where there are several."""
    low, high = max(0, at - 6), min(len(rows), at + 6)
    near = sorted(len(row.words) for row in rows[low:high])
    return near[int(0.8 * (len(near) - 1))]


def _join(before: str, words: str, hyphened: set[str], joined: frozenset[str]) -> str:
    """Two rows as one: a word that was split at the end of the line is whole again."""
    if not _SPLIT.search(before) or not words[:1].isalpha():
        return f"{before} {words}"
    if before[-1] == "\u00ad":
        return before[:-1] + words
    if not words[:1].islower():
        return before + words
    first, second = re.split(r"[^\w]", before[:-1])[-1].lower(), re.split(r"[^\w]", words)[0].lower()
    if first in joined or f"{first}-{second}" in hyphened:
        return before + words
    return before[:-1] + words


def _title(paragraphs: list[str], rows: list[_Row], told: str | None) -> tuple[str | None, list[str]]:
    """The headline and the paragraphs without it: what the file names itself if the text begins so, else a first line in larger letters."""
    first = paragraphs[0]
    if told and same_words(first, told):
        return first, paragraphs[1:]
    body = median(row.size for row in rows)
    if rows[0].size > 1.1 * body and len(first) <= 300 and len(paragraphs) > 1:
        return first, paragraphs[1:]
    return None, paragraphs  # what programs put there is more often the name of a file


def _check_letters(rows: Iterable[_Row], warnings: list[str]) -> None:
    """Mend letters whose fonts call them by the names of others. Raises `UnreadableSource` where they have no names."""
    text = "".join(row.words for row in rows)
    if len(_UNREAD.findall(text)) > 0.02 * len(text):
        raise UnreadableSource(
            "its fonts do not tell which letters they show: recognise the letters (OCR) first"
        )
    high = "".join(letter for letter in text if "\xc0" <= letter <= "\xff")
    if (
        2 * len(high) > sum(letter.isalpha() for letter in text)
        and score(high.encode("latin-1"), "cp1251") > PLAUSIBLE
    ):
        for row in rows:
            row.words = "".join(
                letter.encode("latin-1").decode("cp1251") if "\xa8" <= letter <= "\xff" else letter
                for letter in row.words
            )
        warnings.append("the letters were read as windows-1251, which its fonts do not say")
