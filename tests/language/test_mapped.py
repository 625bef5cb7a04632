"""The Russian dictionary on the disk gives the readings that pymorphy3 gives, and stays on the disk."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from pymorphy3 import MorphAnalyzer
from pymorphy3_dicts_ru import get_path

from app.language.mapped import MappedAnalyzer

ROLLUP = Path("/proc/self/smaps_rollup")

GROWTH = f"""
import re
from pathlib import Path

import pymorphy3, pymorphy3_dicts_ru

def anonymous():
    return int(re.search(r"Anonymous: +(\\d+)", Path("{ROLLUP}").read_text())[1]) / 1024

from app.language.lexicon import look_up_on_disk, russian

before = anonymous()
look_up_on_disk()
for word in ("вода", "торговля", "железнодорожный", "невиданнейшегося"):
    assert russian().parse(word)
print(anonymous() - before)
"""


@pytest.fixture(scope="module")
def both() -> tuple[Any, Any]:
    return MorphAnalyzer(path=get_path(), lang="ru"), MappedAnalyzer(get_path())


def read(parse: Any) -> tuple[object, ...]:
    return parse.word, str(parse.tag), parse.normal_form, parse.score, parse.is_known


def test_readings_are_those_of_the_library(both: tuple[Any, Any]) -> None:
    theirs, ours = both
    known = list(islice(theirs.dictionary.words.iterkeys(), 0, None, 8000))
    assert len(known) > 500
    words = {*known, *(word.replace("ё", "е") for word in known), *(word.replace("е", "ё") for word in known)}
    words |= {"не" + word for word in known[::9]} | {word + "щкх" for word in known[::9]}
    words |= {f"{one}-{other}" for one, other in zip(known[::9], known[4::9], strict=False)}
    words |= {"А.", "кто-то", "по-русски", "XIX", "1990", "Дуброво", "й", "ё"}
    for word in sorted(words):
        expected = theirs.parse(word)
        found = ours.parse(word)
        assert [*map(read, found)] == [*map(read, expected)], word
        assert ours.word_is_known(word) == theirs.word_is_known(word), word


def test_forms_are_those_of_the_library(both: tuple[Any, Any]) -> None:
    theirs, ours = both
    for word in (
        "вода",
        "стали",
        "ёлка",
        "наилучший",
        "железнодорожный",
        "бутявкаемый",
        "сказав",
        "президент-то",
    ):
        for expected, found in zip(theirs.parse(word), ours.parse(word), strict=True):
            assert [*map(read, found.lexeme)] == [*map(read, expected.lexeme)], word
            assert read(found.normalized) == read(expected.normalized)
            one, other = found.inflect({"plur"}), expected.inflect({"plur"})
            assert (one and read(one)) == (other and read(other))


@pytest.mark.skipif(not ROLLUP.exists(), reason="only Linux tells what memory is a process's own")
def test_the_dictionary_stays_on_the_disk() -> None:
    ran = subprocess.run([sys.executable, "-c", GROWTH], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert float(ran.stdout) < 6, "megabytes: the library takes 18"
