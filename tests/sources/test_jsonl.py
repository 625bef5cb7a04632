"""JSON Lines: a document a line, texts untouched, and a bad line that costs only itself."""

from __future__ import annotations

import json
from datetime import date
from io import BufferedReader, BytesIO

import pytest

from app.domain.document import SourceDocument
from app.sources import MAX_BYTES, READERS, Item, Reader, Refused, detect_reader, read_jsonl, read_text
from app.sources.jsonl import refuse_json


def read(raw: bytes) -> list[Item]:
    return list(read_jsonl(BytesIO(raw), name="a.jsonl"))


def document(**record: object) -> SourceDocument:
    (item,) = read(json.dumps(record).encode())
    assert isinstance(item.found, SourceDocument)
    return item.found


def test_a_line_is_a_document_with_its_facts() -> None:
    found = document(
        id="n1",
        text="Текст",
        lang="ru",
        date="2025-11-16",
        title="Т",
        url="https://example.org/1",
        publisher="P",
        people=[],
    )
    assert (found.key, found.text, found.language, found.published_on) == (
        "n1",
        "Текст",
        "ru",
        date(2025, 11, 16),
    )
    assert (found.title, found.url, found.publisher, found.warnings) == (
        "Т",
        "https://example.org/1",
        "P",
        (),
    )


def test_the_text_of_a_line_is_never_touched() -> None:
    text = " date 2025-11-16 \ufeffОдин\r\nдва\u2028три\x0b \u00a0"
    found = document(text=text)
    assert (found.text, found.published_on) == (text, date(2025, 11, 16))


def test_the_date_told_beside_the_text_wins_over_the_prefix() -> None:
    assert document(text=" date 2025-11-16 Текст", date="2024-01-02").published_on == date(2024, 1, 2)


@pytest.mark.parametrize(
    ("record", "key"),
    [
        ({"id": "x"}, "x"),
        ({"id": 7}, "7"),
        ({"url": "https://e.org/1"}, "https://e.org/1"),
        ({}, "a.jsonl#f29e76726a8ac4d2"),
    ],
)
def test_the_key_is_the_id_else_the_address_else_the_line(record: dict[str, object], key: str) -> None:
    assert document(text="Текст", **record).key == key


@pytest.mark.parametrize(
    ("line", "known", "reason"),
    [
        (b"garbage", None, "no valid JSON"),
        (b'{"id": "x", "text": "abc', None, "no valid JSON"),
        (b'["a"]', None, "expected an object"),
        (b'{"id": "x"}', "x", "`text` is missing"),
        (b'{"id": 5, "text": 7}', 5, "`text` is no string"),
        (b'{"id": "x", "text": " "}', "x", "empty"),
        (b'{"id": "x", "text": "a\\u0000b"}', "x", "U\\+0000 at 1"),
        (b'{"id": "x", "text": "a\\ud800"}', "x", "U\\+D800 at 1"),
        (b'{"id": ["x"], "text": "a"}', None, "`id` must be"),
        (b'{"id": "\xff", "text": "a"}', None, "no UTF-8"),
        (b'{"text": ' + b"[" * 100_000, None, "no valid JSON"),
        (b'{"text": ' + b"9" * 5000 + b"}", None, "no valid JSON"),
    ],
)
def test_a_bad_line_is_refused_by_number_and_the_rest_goes_on(
    line: bytes, known: object, reason: str
) -> None:
    import re

    first, bad, last = read(b'{"id": "a", "text": "A"}\n' + line + b'\n\n{"id": "b", "text": "B"}')
    assert isinstance(bad.found, Refused)
    assert re.search(reason, bad.found.reason)
    assert (bad.found.id, bad.found.line, bad.found.name) == (known, 2, "a.jsonl, line 2")
    assert [(item.id, item.line) for item in (first, last)] == [("a", 1), ("b", 4)]


def test_a_line_that_is_too_long_is_passed_over_in_pieces() -> None:
    raw = b'{"text": "' + b"a" * (2 * MAX_BYTES) + b'"}\n{"text": "B"}\n'
    bad, good = read(raw)
    assert isinstance(bad.found, Refused)
    assert isinstance(good.found, SourceDocument)
    assert bad.size + good.size == len(raw)
    assert (bad.line, good.line) == (1, 2)


def test_lines_are_read_as_they_come() -> None:
    stream = BytesIO(b'{"text": "A"}\n' * 1000)
    next(read_jsonl(stream, name="a"))
    assert stream.tell() < 100


def test_a_mark_at_the_start_is_passed_over() -> None:
    (item,) = read(b'\xef\xbb\xbf{"text": "A"}')
    assert isinstance(item.found, SourceDocument)


@pytest.mark.parametrize(
    ("raw", "suffix", "reader"),
    [
        (b'{"text": "A"}\n', "", read_jsonl),
        (b'\xef\xbb\xbf\n  {"text": "A"}\n', "", read_jsonl),
        (b'{"broken', "", read_jsonl),
        (b'garbage\n{"text": "A"}\n', "", read_jsonl),
        (b'{"text": "A"}\n', ".txt", read_text),
        (b"garbage\n", ".JSONL", read_jsonl),
        (b"A", ".HTM", READERS[".html"]),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<p>A", "", READERS[".html"]),
        (b"<?xml version='1.0'?>\n<!-- a -->\n<html lang=ru>", "", READERS[".html"]),
        (b"<p>A", "", read_text),
        ("Слово".encode(), "", read_text),
        (b"", "", read_text),
        (b"[1] a footnote {2}", ".rst", read_text),
        (b'[\n{"text": "A"},\n{"text": "B"}\n]', "", refuse_json),
        (b'\xef\xbb\xbf[{"text": "A"}]', ".rst", refuse_json),
        (b'{"text": "A"}\n', ".JSON", refuse_json),
        (b'[1]\n{"text": "A"}\n', "", read_jsonl),
    ],
)
def test_the_format_is_told_by_suffix_else_by_the_first_bytes(
    raw: bytes, suffix: str, reader: Reader
) -> None:
    stream = BufferedReader(BytesIO(raw))
    assert detect_reader(stream, suffix=suffix) is reader
    assert stream.read() == raw, "nothing is consumed"


def test_a_line_without_id_is_known_by_its_words_wherever_it_stands() -> None:
    today, tomorrow = read(b'{"text": "A"}\n{"text": "B"}'), read(b'{"text": "B"}\n{"text": "C"}')
    keys = [item.found.key for item in (*today, *tomorrow) if isinstance(item.found, SourceDocument)]
    assert keys[1] == keys[2]
    assert len(set(keys)) == 3


def test_json_as_a_whole_is_refused_once_with_what_to_write_instead() -> None:
    (item,) = refuse_json(BytesIO(b'[\n{"text": "A"}\n]'), name="a.json")
    assert isinstance(item.found, Refused)
    assert "one object a line" in item.found.reason
    assert ".jsonl" in item.found.reason


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_lines_in_a_wide_encoding_with_its_mark_are_read(encoding: str) -> None:
    lines = '{"id": 1, "text": "Раз"}\r\n{"id": 2, "text": "Два"}\r\n'
    raw = (lines if encoding in ("utf-16", "utf-32") else "\ufeff" + lines).encode(encoding)
    assert [item.found.text for item in read(raw) if isinstance(item.found, SourceDocument)] == ["Раз", "Два"]
    assert detect_reader(BufferedReader(BytesIO(raw))) is read_jsonl  # type: ignore[arg-type]


def test_what_is_no_whole_wide_text_is_refused(tmp_path: object) -> None:
    raw = '\ufeff{"id": 1, "text": "Раз"}\n'.encode("utf-16-le") + b"\x00"
    assert all(isinstance(item.found, Refused) for item in read(raw))
