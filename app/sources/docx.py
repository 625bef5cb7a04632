"""Bytes of a Word document (.docx) -> its text. Runs in a child process, see app/sources/guard.py.

A .docx file is an archive of XML files; the text is in one of them, and only that and two small ones beside it are opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from app.errors import UnreadableSource
from app.sources.page.dates import Calendar
from app.sources.page.lines import CELL, Line, join_lines, with_mark
from app.sources.page.title import same_words
from app.sources.parsed import Parsed

MAX_ENTRIES = 200
MAX_RATIO = 100  # of the size of an entry to what it is packed into
MAX_UNPACKED = 50 * 2**20  # bytes of all entries together
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_LEFT_OUT = frozenset([f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}instrText", f"{_WORD}pict", _FALLBACK])
"""Deleted words, fields' formulas, and what stands there a second time for older programs."""
_FIRST = 10  # lines at the head in which a day is looked for
_LONGEST_TITLE = 300


def parse(raw: bytes, told: dict[str, str | None], rules: dict[str, Any]) -> Parsed:
    """Read one document. Raises `UnreadableSource` for what is none, is protected, or was made to do harm."""
    with _opened(raw) as archive:
        known = {entry.filename: entry for entry in archive.infolist()}
        main = known.get("word/document.xml")
        if main is None:
            raise UnreadableSource("an archive, but no Word document: save it as .docx")
        root = _xml(archive, main)
        core = _xml(archive, known["docProps/core.xml"]) if "docProps/core.xml" in known else None
    body = root.find(f"{_WORD}body")
    lines = list(_lines(body)) if body is not None else []
    title, lines = _title(lines, _fact(core, _TITLE))
    calendar = Calendar(rules.get("words", {}).get("months", ()))
    day = next((calendar.first(words) for words, _ in lines[:_FIRST] if calendar.is_only_a_date(words)), None)
    text = join_lines(
        [line for index, line in enumerate(lines) if index >= _FIRST or not calendar.is_only_a_date(line[0])]
    )
    if not text:
        raise UnreadableSource("there is no text in the document")
    pictures = sum(name.startswith("word/media/") for name in known)
    complete = len(text) >= 200 or not pictures
    return Parsed(
        text=text,
        facts={
            "title": title,
            "date": day.isoformat() if day else None,
            "language": _fact(core, _LANGUAGE),
            "url": told.get("url"),
        },
        complete=complete,
        warnings=[] if complete else [f"partial: little text beside {pictures} pictures, which are not read"],
    )


def _opened(raw: bytes) -> ZipFile:
    """The archive, if it is one that can be unpacked without harm."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableSource("an older Word document, or one with a password: save it as .docx without one")
    try:
        archive = ZipFile(BytesIO(raw))
    except (BadZipFile, ValueError, NotImplementedError):
        raise UnreadableSource("no Word document: it is not an archive, or a broken one") from None
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise UnreadableSource(f"an archive of {len(entries)} files; a document has {MAX_ENTRIES} at most")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnreadableSource(f"an archive of more than {MAX_UNPACKED // 2**20} MB")
    for entry in entries:
        if ".." in entry.filename.split("/") or entry.filename.startswith("/"):
            raise UnreadableSource("an archive with a file outside of it")
        if entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise UnreadableSource(f"an archive packed more than {MAX_RATIO}:1: made to do harm")
        if entry.flag_bits & 1:
            raise UnreadableSource("an archive with a password: save it without one")
    return archive


def _xml(archive: ZipFile, entry: ZipInfo) -> Any:
    """The root of an XML file of the archive. What the archive says of its size is not believed."""
    try:
        with archive.open(entry) as file:
            raw = file.read(MAX_UNPACKED + 1)
    except (BadZipFile, EOFError, OSError, NotImplementedError, ValueError):
        raise UnreadableSource(f"a broken archive: {entry.filename} cannot be unpacked") from None
    except Exception as error:  # zlib.error and its kin of other packings have no common ancestor
        raise UnreadableSource(f"a broken archive: {entry.filename} cannot be unpacked ({error})") from None
    if len(raw) > min(MAX_UNPACKED, MAX_RATIO * max(1, entry.compress_size)):
        raise UnreadableSource("an archive that unpacks to more than it says: made to do harm")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource(f"no valid XML in {entry.filename}: {error}"[:200]) from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableSource(
            "XML with declarations of its own, which no Word document has: made to do harm"
        )
    return root


def _lines(body: Any) -> Iterator[Line]:
    """Paragraphs, items of lists and rows of tables, in the order of the text."""
    listed = False
    for part in body:
        if part.tag == f"{_WORD}p":
            item = part.find(f"{_WORD}pPr/{_WORD}numPr") is not None
            for words in _paragraph(part):
                yield (with_mark(words, "• ") if item else words), item and listed
            listed = item
        elif part.tag == f"{_WORD}tbl":
            listed = False
            yield from _table(part)
        elif part.tag == f"{_WORD}sdt":
            content = part.find(f"{_WORD}sdtContent")
            yield from _lines(content if content is not None else ())
        elif part.tag in (f"{_WORD}ins", f"{_WORD}customXml", f"{_WORD}smartTag"):
            yield from _lines(part)


def _paragraph(paragraph: Any) -> list[str]:
    """The words of a paragraph; several where breaks part it."""
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        each = waiting.pop()
        if not isinstance(each.tag, str) or each.tag in _LEFT_OUT:
            continue
        name = each.tag.removeprefix(_WORD)
        if name == "t":
            parts.append(each.text or "")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "tab":
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("\u2011")
        if name == "p" and each is not paragraph:
            parts.append("\n")  # of a box inside the paragraph
        waiting += reversed(each)
    return [words for line in "".join(parts).split("\n") if (words := " ".join(line.split(" ")).strip())]


def _table(table: Any) -> Iterator[Line]:
    """A line a row where cells hold a line each, else what is in the cells one after the other."""
    rows = [
        [list(_lines(cell)) for cell in row.iterfind(f"{_WORD}tc")] for row in table.iterfind(f"{_WORD}tr")
    ]
    if any(len(cell) > 1 for row in rows for cell in row):
        for row in rows:
            for cell in row:
                yield from cell
        return
    begun = False
    for row in rows:
        if words := CELL.join(cell[0][0] for cell in row if cell):
            yield words, begun
            begun = True


def _title(lines: list[Line], told: str | None) -> tuple[str | None, list[Line]]:
    """The headline and the lines without it: the first line if it is no sentence, or what the document is called and begins with."""
    if not lines:
        return told, lines
    first = lines[0][0]
    if told and same_words(first, told):
        return first, lines[1:]
    if len(lines) > 1 and len(first) <= _LONGEST_TITLE and first[-1] not in ".:;,…":
        return first, lines[1:]
    return told, lines


def _fact(core: Any, tag: str) -> str | None:
    found = core.findtext(tag) if core is not None else None
    return " ".join(found.split()) or None if found else None
