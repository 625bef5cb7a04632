"""Encodings: every one is found, and what cannot be told is refused rather than stored as wrong letters."""

from __future__ import annotations

import codecs
import hashlib

import pytest

from app.errors import UnreadableSource
from app.sources import decode

RUSSIAN = (
    "Президент выступил на встрече глав государств и предложил создать единую цифровую платформу для обмена данными. "
    "Он отметил, что за последние годы товарооборот между странами вырос на 15 процентов.\n"
    "ЖАПАРОВ И МИРЗИЁЕВ подписали заявление о сотрудничестве в области энергетики, транспорта и водных ресурсов."
)
ONE_BYTE = ("cp1251", "koi8-r", "cp866", "iso8859-5")


@pytest.mark.parametrize("encoding", [*ONE_BYTE, "mac-cyrillic"])
def test_cyrillic_in_one_byte_is_found_without_being_declared(encoding: str) -> None:
    decoded = decode(RUSSIAN.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.warnings) == (RUSSIAN, encoding, ())


@pytest.mark.parametrize("encoding", ONE_BYTE)
def test_slices_of_forty_letters_are_found_or_refused_but_never_garbled(encoding: str) -> None:
    refused = 0
    slices = [RUSSIAN[start : start + 40] for start in range(len(RUSSIAN) - 40)]
    for text in slices:
        try:
            assert decode(text.encode(encoding)).text == text
        except UnreadableSource:
            refused += 1
    assert refused <= len(slices) * 0.02


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_not_part_of_the_text(mark: bytes, encoding: str) -> None:
    raw = mark + RUSSIAN.encode(encoding)
    decoded = decode(raw, declared="cp1251")
    assert (decoded.text, decoded.encoding) == (RUSSIAN, encoding)
    assert decoded.sha256 == hashlib.sha256(raw).hexdigest(), "of the original bytes, mark included"


def test_a_wrong_declaration_is_noticed() -> None:
    decoded = decode(RUSSIAN.encode("koi8-r"), declared="windows-1251")
    assert (decoded.text, decoded.encoding) == (RUSSIAN, "koi8-r")
    assert decoded.warnings == ("declared as windows-1251, read as koi8-r",)


def test_utf8_declared_as_something_else_is_utf8() -> None:
    decoded = decode(RUSSIAN.encode(), declared="windows-1251")
    assert (decoded.text, decoded.warnings) == (RUSSIAN, ("declared as windows-1251, read as UTF-8",))


def test_a_declaration_helps_where_the_letters_cannot_tell() -> None:
    german = "Präsident Tokajew sagte: Die Länder müssen zusammenhalten."
    assert decode(german.encode("latin-1"), declared="iso-8859-1").text == german
    with pytest.raises(UnreadableSource, match="save it as UTF-8"):
        decode(german.encode("latin-1"))


def test_an_unknown_declaration_is_told_and_passed_over() -> None:
    decoded = decode(RUSSIAN.encode(), declared="klingon-1")
    assert (decoded.text, decoded.warnings) == (RUSSIAN, ("unknown encoding 'klingon-1' was declared",))


def test_english_with_typographic_marks_of_windows_is_read() -> None:
    text = "The president said: “Trade grew” – and left."
    assert decode(text.encode("cp1252")).text == text


def test_few_letters_are_read_with_a_warning() -> None:
    decoded = decode("Президент отметил".encode("cp866"))
    assert decoded.text == "Президент отметил"
    assert decoded.warnings == ("read as cp866, a guess from 16 letters",)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "NUL byte at 8"),
        (b"text\x00text", "NUL byte at 4"),
        (b"text\x07text", "U\\+0007"),
        ("Слово".encode("utf-16-le") + b" \x00", "NUL byte"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", "marked as utf-16-le"),
        (RUSSIAN.encode()[:-2], "mixed or cut off"),
        (RUSSIAN.encode() + RUSSIAN.encode("cp1251")[:60], "mixed or cut off"),
        (
            f"{RUSSIAN}\n".encode("cp1251") + RUSSIAN.encode("koi8-r"),
            "mixed encodings: line 1 is cp1251, the rest koi8-r",
        ),
        (RUSSIAN.replace("И", "и").encode().decode("cp1251", "ignore").encode(), "garbled before"),
    ],
)
def test_what_would_become_wrong_letters_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        decode(raw)


def test_letters_lost_before_are_told() -> None:
    assert decode("Пре\ufffdидент".encode()).warnings == (
        "1 characters were lost before the text was saved (U+FFFD)",
    )


def test_nothing_is_normalised() -> None:
    text = "й и\u0306 ﬁ \u00a0 №"  # composed and decomposed, a ligature, a no-break space
    assert decode(text.encode()).text == text
