"""A vocabulary whose files are read at once and checked later."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest

from app.errors import VocabularyError
from app.settings import ROOT
from app.vocabulary import LateVocabulary, Vocabulary, load_vocabulary, read_files

FOLDER = ROOT / "data" / "vocabulary"


def test_it_is_the_same_vocabulary() -> None:
    late, whole = LateVocabulary(read_files(FOLDER)), load_vocabulary(FOLDER)
    assert late.version == whole.version
    assert late.summits() == whole.summits(), "a method asks for what is not there yet"
    for field in fields(Vocabulary):
        assert getattr(late, field.name) == getattr(whole, field.name)
    assert late.leaders_of("KG") == whole.leaders_of("KG") != []


def test_it_is_loaded_once_for_all_threads() -> None:
    late = LateVocabulary(read_files(FOLDER))
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: id(late.topics), range(4)))
    late.load()
    assert set(found) == {id(late.topics)}


def test_what_the_files_said_when_they_were_read_counts(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("topics: [{id: tea, names: {en: Tea}}]", encoding="utf-8")
    late = LateVocabulary(read_files(FOLDER, [own]))
    own.write_text("topics: [{id: tea, names: {en: Coffee}}]", encoding="utf-8")
    assert late.topics["tea"].label("en") == "Tea"
    assert late.version != LateVocabulary(read_files(FOLDER, [own])).version


def test_an_error_is_told_to_whoever_loads_it_and_to_whoever_asks(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("topics: [{id: tea, names: {}}]", encoding="utf-8")
    late = LateVocabulary(read_files(FOLDER, [own]))
    for ask in (late.load, lambda: late.topics, late.load):
        with pytest.raises(VocabularyError, match=r"own\.yaml.*tea"):
            ask()


def test_what_no_vocabulary_has_loads_nothing(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("topics: [", encoding="utf-8")
    with pytest.raises(AttributeError):
        _ = LateVocabulary(read_files(FOLDER, [own])).colours
