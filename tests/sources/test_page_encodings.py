"""Pages in the encodings of the region, named rightly, wrongly or not at all: their letters are right, or the page is refused."""

from __future__ import annotations

import pytest

from app.errors import UnreadableSource
from app.sources import read_file
from tests.sources.pages import TEXTS

CHINESE = (
    "邻国就新桥达成一致",
    "四国交通部长在首都会晤，讨论如何加快货物运输，并就边境检查时间达成一致意见，各方表示欢迎。",
)


def page(language: str, meta: str | None) -> tuple[str, str]:
    """Its title and markup."""
    title, body = (
        (CHINESE[0], [CHINESE[1]] * 4) if language == "zh" else (TEXTS[language][0][0], TEXTS[language][1])
    )
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">' if meta else ""
    text = "".join(f"<p>{words}</p>" for words in body)
    return (
        title,
        f"<html><head>{declared}<title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>",
    )


@pytest.mark.parametrize(
    ("language", "encoding", "meta", "server", "warned"),
    [
        ("ru", "cp1251", "windows-1251", None, False),
        ("ru", "cp1251", "iso-8859-1", None, True),
        ("ru", "cp1251", None, "utf-8", False),
        ("ru", "koi8-r", "windows-1251", None, True),
        ("ru", "cp866", None, None, False),
        ("ru", "iso8859-5", None, None, False),
        ("ru", "utf-8", "utf-16", None, False),
        ("ru", "utf-8-sig", "windows-1251", None, False),
        ("en", "cp1252", None, None, False),
        ("az", "utf-8", "iso-8859-1", None, True),
        ("tr", "cp1254", "windows-1254", None, False),
        ("tr", "iso8859-9", None, "iso-8859-9", False),
        ("zh", "gbk", "gb2312", None, False),
        ("zh", "utf-8", "gb2312", None, True),
    ],
)
def test_letters_are_right_whatever_a_page_calls_them(
    language: str, encoding: str, meta: str | None, server: str | None, warned: bool
) -> None:
    title, markup = page(language, meta)
    found = read_file(
        markup.encode(encoding, errors="replace"), format="html", name="a.html", declared=server
    )
    assert found.title == title
    assert any("declared as" in warning for warning in found.warnings) is warned


def test_an_encoding_that_nothing_tells_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="save it as UTF-8"):
        read_file(page("tr", None)[1].encode("cp1254"), format="html", name="a.html")


def test_a_summary_cut_in_the_midst_of_a_letter_costs_no_page() -> None:
    title, markup = page("ru", "utf-8")
    summary = b'<meta name="description" content="' + "Соседи".encode()[:-1] + b'">'
    raw = markup.encode().replace(b"<title>", summary + b"<title>")
    found = read_file(raw, format="html", name="a.html")
    assert (found.title, found.warnings) == (title, ())


def test_letters_lost_in_the_text_itself_are_told() -> None:
    markup = page("ru", "utf-8")[1].encode()
    found = read_file(
        markup.replace("столице".encode(), "столиц".encode() + b"\xd0"), format="html", name="a.html"
    )
    assert any("1 characters of the text were lost" in warning for warning in found.warnings)
