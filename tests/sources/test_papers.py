"""Word and PDF files: their paragraphs, lists and tables, their title and day; and what was made to do harm."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from io import BufferedReader, BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from app.domain.document import SourceDocument
from app.errors import UnreadableSource
from app.sources import READERS, Format, Refused, detect_reader, read_file
from app.sources.guard import CPU, GUARD, WALL
from tests.sources.pages import TEXTS
from tests.sources.papers import Placed, docx, file_of, paragraph, pdf, pdf_of, stream, table

TITLE, BODY = TEXTS["ru"][0][0], TEXTS["ru"][1]


def read(raw: bytes, format: Format) -> SourceDocument:
    return read_file(raw, format=format, name=f"a.{format}")


def set_in_lines(
    paragraphs: list[str], width: int = 60, *, height: float = 780, left: float = 60, size: float = 11
) -> list[Placed]:
    """Paragraphs as a typesetter puts them on a page: lines of one width, no mark between paragraphs but half a line."""
    rows: list[Placed] = []
    for words in paragraphs:
        line = ""
        for word in words.split(" "):
            if line and len(line) + 1 + len(word) > width:
                rows.append((left, height, size, line))
                height -= 1.2 * size
                line = word
            else:
                line = f"{line} {word}".strip()
        rows.append((left, height, size, line))
        height -= 2 * size
    return rows


def test_a_word_document_gives_its_paragraphs_lists_and_tables() -> None:
    body = [
        paragraph(TITLE), paragraph("16 ноября 2025 года"), paragraph(BODY[0]), paragraph("Решено:"),
        paragraph("создать склад;", item=True), paragraph("снизить пошлины.", item=True), table([["2023", "5,1"], ["2024", "5,5"]]),
        "<w:p><w:r><w:t>Одно </w:t></w:r><w:del><w:r><w:delText>не</w:delText><w:t>лишнее</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>предложение</w:t></w:r></w:ins><w:hyperlink><w:r><w:t> о мосте.</w:t></w:r></w:hyperlink></w:p>",
        "<w:sdt><w:sdtContent>" + paragraph(BODY[1]) + "</w:sdtContent></w:sdt>", "<w:sectPr/>",
    ]  # fmt: skip
    found = read(docx("".join(body), title="Another name"), "docx")
    assert found.text == (
        f"{BODY[0]}\n\nРешено:\n\n• создать склад;\n• снизить пошлины.\n\n2023 | 5,1\n2024 | 5,5\n\n"
        f"Одно предложение о мосте.\n\n{BODY[1]}"
    )
    assert (found.title, found.published_on) == (TITLE, date(2025, 11, 16))
    assert (found.key, found.complete, found.warnings) == ("a.docx", True, ())


def test_a_word_document_that_is_pictures_is_partial_or_refused() -> None:
    pictures = {f"word/media/{number}.png": b"x" for number in range(3)}
    found = read(docx(paragraph("Короткая подпись под снимками."), extra=pictures), "docx")
    assert not found.complete and "3 pictures" in found.warnings[0]
    with pytest.raises(UnreadableSource, match="there is no text in the document"):
        read(docx("", extra=pictures), "docx")


def test_lines_of_a_pdf_become_paragraphs() -> None:
    rows = set_in_lines(BODY[:5], height=730)
    head: list[Placed] = [(60, 780, 18, TITLE), (60, 755, 11, "16 ноября 2025 года")]
    found = read(pdf([[*head, *rows]]), "pdf")
    assert found.text == "\n\n".join(BODY[:5])
    assert (found.title, found.published_on, found.language, found.complete) == (
        TITLE,
        date(2025, 11, 16),
        "ru",
        True,
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = set_in_lines(BODY[:3], 38), set_in_lines(BODY[3:6], 38, left=320)
    assert read(pdf([[*left, *right]]), "pdf").text == "\n\n".join(BODY[:6])


def test_a_paragraph_goes_on_over_the_end_of_a_page_and_edges_are_left_out() -> None:
    rows = set_in_lines(BODY)
    pages = []
    for number, begin in enumerate(range(0, len(rows), 5)):
        lines = [
            (left, 700 - 14 * at, size, words)
            for at, (left, _, size, words) in enumerate(rows[begin : begin + 5])
        ]
        edge: list[Placed] = [
            (60, 800, 9, f"Вестник, выпуск {number}"),
            *lines,
            (290, 30, 9, f"— {number + 1} —"),
        ]
        pages.append(edge)
    assert len(pages) > 3
    text = read(pdf(pages), "pdf").text
    assert text.replace("\n\n", " ") == " ".join(BODY)
    assert "Вестник" not in text


def test_words_split_at_the_end_of_a_line_are_whole_again() -> None:
    lines = ["Страны укрепляют торгово-", "экономические связи и подпи-", "сали северо-восточный до-", "говор; на севе-",
             "ро-востоке и в Санкт-", "Петербурге строят мост."]  # fmt: skip
    rows: list[Placed] = [(60, 700 - 13 * at, 11, line) for at, line in enumerate(lines)]
    text = read(pdf([rows]), "pdf").text
    assert (
        text
        == "Страны укрепляют торгово-экономические связи и подписали северо-восточный договор; на северо-востоке и в Санкт-Петербурге строят мост."
    )


def test_letters_that_a_font_calls_by_other_names_are_mended_with_a_word() -> None:
    found = read(pdf([set_in_lines(BODY[:3])], named=False), "pdf")
    assert found.text.startswith("В столице прошла встреча министров")
    assert found.warnings[0].startswith("the letters were read as windows-1251")


def test_pages_that_are_pictures_are_told() -> None:
    found = read(pdf([set_in_lines(BODY[:3]), []]), "pdf")
    assert not found.complete and found.warnings == (
        "partial: 1 of 2 pages hold no text, only pictures perhaps",
    )
    with pytest.raises(UnreadableSource, match="OCR"):
        read(pdf([[], []]), "pdf")


def test_formats_are_told_by_their_first_bytes() -> None:
    for raw, suffix in ((pdf([[]]), ".pdf"), (docx(""), ".docx")):
        assert detect_reader(BufferedReader(BytesIO(raw))) is READERS[suffix]  # type: ignore[type-var]


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return out.getvalue()


LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12))
    + "]>"
)
BLOWUP = f"<!DOCTYPE a [<!ENTITY a '{'ha' * 50_000}'>]>"
OUTSIDE = "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"


def lying_about_its_size() -> bytes:
    raw = bytearray(docx(paragraph("a" * 20_000_000)))
    at = raw.index(
        b"PK\x01\x02", raw.index(b"PK\x01\x02") + 4
    )  # the entry of the document in the table at the end
    raw[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(raw)


def with_a_password() -> bytes:
    raw = bytearray(docx(paragraph("a")))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def deep_tables() -> str:
    """Tables in tables, each with a name that packs badly."""
    names = [sha256(b"%d" % number).hexdigest() for number in range(2_000)]
    return "".join(f"<w:tbl w:a='{name}'><w:tr><w:tc>" for name in names) + "</w:tc></w:tr></w:tbl>" * 2_000


BOMBS: dict[str, tuple[Format, Callable[[], bytes], str]] = {
    "a billion laughs": ("docx", lambda: docx(paragraph("a").replace(">a<", ">&a12;<"), head=LAUGHS), "declarations of its own|no valid XML"),
    "a large entity many times": ("docx", lambda: docx(paragraph("a").replace(">a<", f">{'&a;' * 500}<"), head=BLOWUP), "declarations of its own|no valid XML|100:1"),
    "an entity from a file": ("docx", lambda: docx(paragraph("a").replace(">a<", ">&a;<"), head=OUTSIDE), "declarations of its own|no valid XML"),
    "zeros packed small": ("docx", lambda: docx(paragraph("a"), extra={"word/x.bin": bytes(40_000_000)}), "more than 100:1"),
    "a large archive": ("docx", lambda: docx("", extra={f"x{n}": bytes(9_000_000) for n in range(6)}), "more than 50 MB"),
    "ten thousand files": ("docx", lambda: docx("", extra={f"x{n}": b"" for n in range(10_000)}), "10002 files"),
    "a file outside": ("docx", lambda: docx("", extra={"../../etc/passwd": b""}), "outside of it"),
    "a size that lies": ("docx", lying_about_its_size, "more than it says|broken archive|100:1"),
    "a password": ("docx", with_a_password, "password"),
    "tables in tables": ("docx", lambda: docx(deep_tables()), "no valid XML"),
    "an archive of something else": ("docx", lambda: zipped({"a.txt": b"A"}), "no Word document"),
    "an old document": ("docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "older Word document"),
    "half an archive": ("docx", lambda: docx(paragraph("слово " * 500))[:400], "no Word document|broken"),
    "pages that hold themselves": ("pdf", lambda: file_of({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[2 0 R]>>", 5: b"<<>>"}), "."),
    "a page tree in a circle": ("pdf", lambda: file_of({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 2/Kids[3 0 R 3 0 R]>>",
                                                       3: b"<</Type/Pages/Parent 2 0 R/Count 2/Kids[2 0 R 2 0 R]>>", 5: b"<<>>"}), "."),
    "arrays a million deep": ("pdf", lambda: file_of({1: b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 1_000_000 + b">>", 2: b"<<>>", 5: b"<<>>"}), "."),
    "a stream of zeros": ("pdf", lambda: pdf_of([bytes(600_000_000)]), "."),
    "a stream of words without end": ("pdf", lambda: pdf_of([b"BT /F1 9 Tf (a) Tj ET " * 4_000_000]), "."),
    "a table that leads back": ("pdf", lambda: pdf([[]]).replace(b"/Root 1 0 R", b"/Prev 9 /Root 1 0 R"), "."),
    "a form that draws itself": ("pdf", lambda: file_of({
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[6 0 R]>>", 5: b"<<>>",
        6: b"<</Type/Page/Parent 2 0 R/Resources<</XObject<</X 7 0 R>>>>/Contents 8 0 R>>",
        7: b"<</Type/XObject/Subtype/Form/Resources<</XObject<</X 7 0 R>>>>/Length 12>>stream\n/X Do /X Do \nendstream",
        8: stream(b"/X Do /X Do")}), "."),
    "no PDF": ("pdf", lambda: b"%PDF-1.7\n" + b"garbage " * 1000, "no PDF, or a broken one"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_what_was_made_to_do_harm_is_refused_in_time(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        GUARD, "_cpu", CPU // 3
    )  # pages are given all the time that there is, in test_guard.py
    monkeypatch.setattr(GUARD, "_wall", WALL / 3)
    format, make, reason = BOMBS[name]
    raw = make()
    started = time.monotonic()
    (item,) = READERS[f".{format}"](BytesIO(raw), name=f"a.{format}")
    assert time.monotonic() - started < 15
    assert isinstance(item.found, Refused), item.found
    assert "defect" not in item.found.reason
    with pytest.raises(UnreadableSource, match=reason):
        raise UnreadableSource(item.found.reason)


def test_without_the_package_a_pdf_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.sources import pdf as parser

    monkeypatch.setattr(parser, "pypdf", None)
    with pytest.raises(UnreadableSource, match=r"pip install 'summitry\[pdf\]'"):
        parser.parse(b"%PDF-1.7", {}, {})
