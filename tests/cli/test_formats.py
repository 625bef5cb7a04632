"""Pages, Word and PDF files on the command line: read by their suffix, refused one by one, told in the report."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from app.settings import ROOT
from tests.cli.conftest import Command
from tests.sources.papers import docx, paragraph, pdf

TEXT = "Президент Кыргызстана Садыр Жапаров сообщил на встрече, что экспорт вырос на 15 процентов."
MORE = "Участники обсудили дороги и мосты, договорились о новых встречах и поблагодарили хозяев за приём."
PAGE = f"""<!doctype html><html lang=ru><meta charset=utf-8><title>Итоги встречи — Вестник</title>
<link rel=canonical href=https://news.example.org/1><meta property=article:published_time content=2025-11-16>
<nav><a href=/>Главная</a></nav><article><h1>Итоги встречи</h1><p>{TEXT}</p><p>{MORE}</p></article></html>"""


def test_a_folder_of_every_format_is_read_and_a_bomb_costs_itself(
    summitry: Command, url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE)
    (folder / "b.docx").write_bytes(docx(paragraph("Итоги") + paragraph(TEXT) + paragraph(MORE)))
    (folder / "c.pdf").write_bytes(pdf([[(60, 700, 11, TEXT), (60, 660, 11, MORE)]]))
    (folder / "d.htm").write_text("<html>" + "<div>" * 50_000)
    (folder / "e.txt").write_text(TEXT)
    (folder / "f.xls").touch()
    assert summitry("migrate").status == 0
    ran = summitry("ingest", folder, "--report", tmp_path / "report.json")
    assert ran.status == 1, ran.err
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["new"], report["left_out"]) == (4, {".xls": 1})
    assert [(refused["name"], "nested" in refused["reason"]) for refused in report["refused"]] == [
        ("d.htm", True)
    ]
    again = summitry("ingest", folder / "a.html")
    assert "1 unchanged" in again.out


def test_the_findings_of_a_page_are_printed_by_file_and_by_pipe(summitry: Command, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE)
    told = [json.loads(summitry("extract", file).out)]
    piped = subprocess.run(
        [sys.executable, "-m", "app.cli", "extract"],
        input=PAGE.encode(),
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    told.append(json.loads(piped.stdout))
    for answer in told:
        assert (answer["lang"], answer["date"]) == ("ru", "2025-11-16")
        assert [TEXT[figure["start"] : figure["end"]] for figure in answer["figures"]] == ["15 процентов"]


def test_a_page_without_an_article_is_told_why(summitry: Command, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<html><div id=app></div><script>start()</script></html>")
    ran = summitry("extract", file)
    assert ran.status == 1
    assert "filled in by a script" in json.loads(ran.out)["error"]


def test_the_help_names_the_formats(summitry: Command) -> None:
    for command in ("ingest", "extract"):
        told = summitry(command, "--help").out.lower()
        assert all(name in told for name in ("html", "pdf", "docx"))
