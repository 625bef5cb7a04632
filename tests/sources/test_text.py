"""Plain text and Markdown: front matter, the date prefix, and a body that is stored as it was written."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from io import BytesIO

import pytest

from app.domain.document import SourceDocument
from app.errors import UnreadableSource
from app.sources import MAX_BYTES, Refused, read_source, read_text

FRONT_MATTER = """---
title: "Итоги встречи: главное"
date: 2025-11-16
language: ru
publisher: Summitry samples
url: https://example.org/news/1
licence: CC0-1.0
event: Seventh Consultative Meeting
sources: ["A", "B"]
id: sample-1
---

Первый абзац.

---

Второй абзац.
"""


def read(text: str, name: str = "a/b.txt") -> SourceDocument:
    return read_source(text.encode(), name=name)


def test_front_matter_gives_the_facts_and_the_body_is_the_text() -> None:
    assert read(FRONT_MATTER) == SourceDocument(
        key="sample-1",
        text="Первый абзац.\n\n---\n\nВторой абзац.\n",
        sha256=hashlib.sha256(FRONT_MATTER.encode()).hexdigest(),
        title="Итоги встречи: главное",
        language="ru",
        published_on=date(2025, 11, 16),
        publisher="Summitry samples",
        url="https://example.org/news/1",
        licence="CC0-1.0",
        event="Seventh Consultative Meeting",
    )


@pytest.mark.parametrize(
    ("removed", "key"),
    [((), "sample-1"), (("id",), "https://example.org/news/1"), (("id", "url"), "a/b.txt")],
)
def test_the_key_is_the_id_else_the_address_else_the_path(removed: tuple[str, ...], key: str) -> None:
    lines = [
        line
        for line in FRONT_MATTER.split("\n")
        if not line.startswith(tuple(f"{name}:" for name in removed))
    ]
    assert read("\n".join(lines)).key == key


def test_the_date_prefix_is_read_and_stays_in_the_text() -> None:
    text = " date 2025-11-16 Президент выступил."
    document = read(text)
    assert (document.text, document.published_on, document.warnings) == (text, date(2025, 11, 16), ())


@pytest.mark.parametrize(
    "text", ["date 2025-13-40 Текст", "Текст date 2025-11-16 ", "date 2025-11-160 Текст", "Текст"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    document = read(text)
    assert (document.published_on, document.warnings) == (None, ())


def test_only_windows_line_ends_change() -> None:
    document = read(" date 2025-11-16 Один\r\nдва\rтри\n\n четыре \u00a0 ")
    assert document.text == " date 2025-11-16 Один\nдва\rтри\n\n четыре \u00a0 "


def test_front_matter_with_windows_line_ends_is_front_matter() -> None:
    assert read(FRONT_MATTER.replace("\n", "\r\n")).text == read(FRONT_MATTER).text


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("mood: good", "unknown key `mood` in the front matter; left out"),
        ("title: [a, b]", "`title` is no line of text; left out"),
        ("date: November 2025", "`date` is 'November 2025', not YYYY-MM-DD; left out"),
        (
            "language: Russian language",
            "`language` is 'Russian language', no code such as ru or en; left out",
        ),
        ("url: javascript:alert(1)", "`url` is no http address; left out"),
        ("url: 'http://[broken'", "`url` is no http address; left out"),
    ],
)
def test_a_fact_that_cannot_be_used_is_left_out_with_a_warning(line: str, warning: str) -> None:
    document = read(f"---\nid: x\n{line}\n---\nТекст")
    assert warning in document.warnings
    assert (document.title, document.published_on, document.language, document.url) == (
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("written", "language"),
    [("ru", "ru"), ("RU-ru", "ru"), ("no", "no"), ("uz_cyrl", "uz-Cyrl"), ("kk-Latn-KZ", "kk-Latn")],
)
def test_a_language_is_a_code_without_its_region(written: str, language: str) -> None:
    assert read(f"---\nlanguage: {written}\n---\nТекст").language == language


def test_a_time_behind_the_date_is_passed_over() -> None:
    assert read("---\ndate: 2025-11-16T23:30:00+05:00\n---\nТекст").published_on == date(2025, 11, 16)


@pytest.mark.parametrize(
    "text",
    [
        "---\nПросто черта.\n---\nТекст",
        "---\nОн сказал: да\n---\nТекст",
        "---\ntitle: открыто",
        "----\ntitle: a\n---\nТекст",
    ],
)
def test_a_rule_across_the_page_is_no_front_matter(text: str) -> None:
    document = read(text)
    assert (document.text, document.title) == (text, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("---\ntitle: x\n---\n\n", "empty"),
        ("---\ntitle: x\n---", "empty"),
        ("---\ntitle: a: b\n---\nТекст", "no valid YAML \\(line 2\\)"),
        ("---\ntitle: " + "[" * 5000 + "\n---\nТекст", "no valid YAML"),
        ("---\nid: [1]\n---\nТекст", "`id` must be"),
    ],
)
def test_what_is_no_document_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        read(text)


def test_a_refused_document_is_named_and_nothing_is_raised() -> None:
    (item,) = read_text(BytesIO(b"\x00\x01"), name="x.txt")
    assert isinstance(item.found, Refused)
    assert (item.found.name, item.size) == ("x.txt", 2)


def test_a_file_that_is_too_long_is_refused_without_being_read_whole() -> None:
    stream = BytesIO(b"a" * (MAX_BYTES + 1000))
    (item,) = read_text(stream, name="x.txt")
    assert isinstance(item.found, Refused)
    assert stream.tell() == MAX_BYTES + 1


@pytest.mark.parametrize("raw", [b'[{"text": "A"}]', b'\xef\xbb\xbf [\n  {"text": "A"}\n]', b'["A", "B"]'])
def test_a_text_that_is_a_json_array_is_refused_with_a_hint(raw: bytes) -> None:
    (item,) = read_text(BytesIO(raw), name="x.txt")
    assert isinstance(item.found, Refused)
    assert "one object a line" in item.found.reason


@pytest.mark.parametrize("raw", [b"[1] A note.", b"[Photo] A text.", b"[[File:a.png]] A text."])
def test_a_text_that_begins_with_a_bracket_is_a_text(raw: bytes) -> None:
    (item,) = read_text(BytesIO(raw), name="x.txt")
    assert isinstance(item.found, SourceDocument)


def test_two_texts_of_a_stream_are_two_documents_and_one_again_is_the_same() -> None:
    keys = [read(text, name="stdin").key for text in ("A", "B", "A")]
    assert keys[0] == keys[2] != keys[1]
    assert all(re.fullmatch(r"stdin#[0-9a-f]{16}", key) for key in keys)
