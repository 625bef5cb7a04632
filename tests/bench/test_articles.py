"""The benchmark's articles: of one length, and as many as asked."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from app.settings import ROOT

sys.path.insert(0, str(ROOT / "bench"))

from articles import articles, shared_texts, texts_of


def test_short_and_long_texts_become_articles_of_one_length() -> None:
    texts = ["строка текста\n" * 10] * 400 + ["слово " * 5_000]
    found, different = articles(iter(texts), 20, 3500)
    assert len(found) == 20 == different
    assert all(2_100 <= len(text) <= 3_700 for text in found)


def test_too_few_texts_are_read_again() -> None:
    found, different = articles(iter(["а " * 2_500]), 5, 3500)
    assert (len(found), different) == (5, 1)


def test_no_texts_are_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="SUMMITRY_SHARED"):
        articles(shared_texts(tmp_path), 5, 3500)


def test_a_folder_gives_its_russian_lines_and_its_texts(tmp_path: Path) -> None:
    lines = [{"text": "раз", "lang": "ru"}, {"text": "two", "lang": "en"}, {"text": "три"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (tmp_path / "b.txt").write_text("четыре", encoding="utf-8")
    assert list(texts_of(tmp_path)) == ["раз", "три", "четыре"]
