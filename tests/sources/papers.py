"""Makers of small Word and PDF files, so that tests say what is in them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Placed = tuple[float, float, float, str]
"""Left, height above the foot of the page, size of letters, words."""


def paragraph(words: str, *, item: bool = False) -> str:
    mark = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>" if item else ""
    return f"<w:p>{mark}<w:r><w:t xml:space='preserve'>{escape(words)}</w:t></w:r></w:p>"


def table(rows: Iterable[Iterable[str]]) -> str:
    return "<w:tbl>{}</w:tbl>".format(
        "".join(
            "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
        )
    )


def docx(
    body: str,
    *,
    title: str | None = None,
    head: str = "",
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """A Word document. `head` stands before its root element, `extra` are further files of the archive."""
    files = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f"<?xml version='1.0' encoding='UTF-8'?>{head}<w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>".encode(),
        **(extra or {}),
    }
    if title is not None:
        files["docProps/core.xml"] = (
            "<cp:coreProperties xmlns:cp='c' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
            f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
        ).encode()
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return stream.getvalue()


def pdf(pages: Iterable[Iterable[Placed]], *, title: str | None = None, named: bool = True) -> bytes:
    """A PDF whose one font holds the letters of windows-1251. `named` tells readers which letters its codes stand for."""
    contents = [
        "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {left} {height} Tm <{words.encode('cp1251').hex()}> Tj ET"
            for left, height, size, words in page
        ).encode()
        for page in pages
    ]
    return pdf_of(contents, title=title, named=named)


def pdf_of(contents: list[bytes], *, title: str | None = None, named: bool = True) -> bytes:
    """A PDF with one page for each content stream."""
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(contents)))
    names = "\n".join(
        f"<{code:02x}> <{ord(letter):04x}>"
        for code in range(32, 256)
        if (letter := bytes([code]).decode("cp1251", errors="ignore"))
    )
    cmap = f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n224 beginbfchar\n{names}\nendbfchar endcmap end".encode()
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding" + (
        b"/ToUnicode 4 0 R>>" if named else b">>"
    )
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Count {len(contents)}/Kids[{kids}]>>".encode(),
        3: font,
        4: stream(cmap),
        5: f"<</Title<{'feff' + (title or '').encode('utf-16-be').hex()}>>>".encode(),
    }
    for number, content in enumerate(contents):
        objects[10 + 2 * number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {11 + 2 * number} 0 R>>"
        ).encode()
        objects[11 + 2 * number] = stream(content)
    return file_of(objects)


def stream(raw: bytes) -> bytes:
    packed = zlib.compress(raw, 9)
    return b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"


def file_of(objects: dict[int, bytes]) -> bytes:
    """The objects of a PDF with the table of where they stand; 1 is the catalogue, 5 the information."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    out += b"trailer<</Size %d/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)
    return bytes(out)
