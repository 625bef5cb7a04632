"""JSON Lines: one document an object, {"id", "text", "lang"?, "date"?, "title"?, "url"?, "publisher"?, "licence"?, "excerpt"?,
"event"?} a line.

The text of a line is never touched, not even its line ends: offsets count every character of it. Other keys are not looked at, so
annotated files read as well. A line that cannot be read is refused with its number, the rest goes on.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from app.domain.document import SourceDocument
from app.errors import UnreadableSource
from app.sources.decode import MARKS
from app.sources.source import MAX_BYTES, Item, Refused, document_of

MARK = b"\xef\xbb\xbf"
UNSTORABLE = re.compile(
    "[\x00\ud800-\udfff]"
)  # NUL and lone surrogates: no database and no UTF-8 writer takes them
WIDE = tuple((mark, name) for mark, name in MARKS if name != "utf-8")
MAX_WIDE = 8 * MAX_BYTES
ARRAY = re.compile(rb"\s*\[\s*[{\"]")
NO_LINES = (
    'a JSON file, which is not read: write one object a line, {"id": "…", "text": "…"}, into a file .jsonl'
)


def read_jsonl(stream: BinaryIO, *, name: str) -> Iterator[Item]:
    """A stream of lines, one document each, read as they come. Empty lines are passed over, but counted."""
    number = 0
    while raw := stream.readline(MAX_BYTES + 1):
        number += 1
        if number == 1 and (encoding := wide_encoding(raw)) is not None:
            stream = _as_utf8(raw, stream, encoding)
            raw = stream.readline(MAX_BYTES + 1)
        size = len(raw)
        too_long = size > MAX_BYTES
        while too_long and not raw.endswith(b"\n") and (raw := stream.readline(MAX_BYTES)):
            size += len(raw)
        line = (raw.removeprefix(MARK) if number == 1 else raw).strip()
        if not line:
            continue
        known: str | int | None = None
        found: SourceDocument | Refused
        try:
            if too_long:
                raise UnreadableSource(f"longer than {MAX_BYTES // 2**20} MB")
            record = _object(line)
            known = _written_id(record)
            # without an id the line is known by its words: line 5 of tomorrow's file is another document
            found = _document(record, line, fallback_key=f"{name}#{hashlib.sha256(line).hexdigest()[:16]}")
        except UnreadableSource as error:
            found = Refused(name=f"{name}, line {number}", reason=error.detail, id=known, line=number)
        yield Item(found=found, name=f"{name}, line {number}", size=size, id=known, line=number)


def wide_encoding(raw: bytes) -> str | None:
    """The encoding of bytes that begin with the mark of UTF-16 or UTF-32 (what some programs save as "Unicode")."""
    return next((name for mark, name in WIDE if raw.startswith(mark)), None)


def _as_utf8(begun: bytes, stream: BinaryIO, encoding: str) -> BinaryIO:
    """The same lines in UTF-8, read at once; as they are, to be refused line by line, where they are no such text."""
    raw = begun + stream.read(MAX_WIDE)
    try:
        text = raw.decode(encoding, errors="surrogatepass").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return BytesIO(raw)
    return BytesIO(text.encode("utf-8", errors="surrogatepass"))


def opens_array(raw: bytes) -> bool:
    """Whether these bytes begin as an array of objects or texts does. A note such as [1] is none."""
    return ARRAY.match(raw) is not None


def refuse_json(stream: BinaryIO, *, name: str) -> Iterator[Item]:
    """One refusal for a file that is JSON as a whole, in place of one for every line that it happens to have."""
    yield Item(found=Refused(name=name, reason=NO_LINES), name=name, size=0)


def _object(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"no UTF-8: byte {error.start} does not fit") from None
    except json.JSONDecodeError as error:
        raise UnreadableSource(f"no valid JSON: {error.msg} (column {error.colno})") from None
    except (RecursionError, ValueError):  # nested too deep, or a number of thousands of digits
        raise UnreadableSource("no valid JSON: nested too deep or a number too long") from None
    if not isinstance(record, dict):
        raise UnreadableSource('expected an object such as {"id": "…", "text": "…"}')
    return record


def _written_id(record: dict[str, Any]) -> str | int | None:
    value = record.get("id")
    if isinstance(value, str):
        return value if not UNSTORABLE.search(value) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _document(record: dict[str, Any], line: bytes, *, fallback_key: str) -> SourceDocument:
    text = record.get("text")
    if not isinstance(text, str):
        raise UnreadableSource("`text` is missing" if text is None else "`text` is no string")
    if found := UNSTORABLE.search(text):
        raise UnreadableSource(
            f"`text` holds U+{ord(found[0]):04X} at {found.start()}: binary data or half a character"
        )
    facts = {**record, "language": record.get("lang") or record.get("language")}
    return document_of(text, sha256=hashlib.sha256(line).hexdigest(), facts=facts, fallback_key=fallback_key)
