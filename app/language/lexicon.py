"""The dictionaries behind lemmas, each loaded once a process and only when a word is first looked up."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse
    from simplemma import Lemmatizer

LONGEST_WORD = 60
"""No word that a dictionary knows has more letters; the Russian analyser's time grows with them."""

_PACKED = True
"""The English dictionary is looked up in the packed form that it is shipped in: 2 MB, as a Python dictionary it takes 20. A new word then
takes 30 µs and not 5, and no word is looked up twice in a row: whoever reads many remembers them."""

_ENGLISH_REMEMBERED = 4_096
"""Lemmas that the lemmatiser itself remembers, for the same reason few."""

_PARSED = 1_024
"""Words of the last document or two whose parses are kept, two kilobytes each, until all who ask have asked."""


_from_disk = False


def look_up_on_disk() -> None:
    """Before the first Russian word: look words up where the dictionary lies on the disk (`mapped.py`). For a process that shall stay small
    and meets few new words."""
    global _from_disk
    _from_disk = True


def most_remembered() -> int:
    """How many words a process may remember the terms of, a third of a kilobyte each."""
    return 15_000 if _from_disk else 60_000


@cache
def russian() -> MorphAnalyzer:
    """The Russian analyser, loaded when it is first asked for: 18 MB, or 2 on the disk."""
    from pymorphy3_dicts_ru import get_path  # late: the server starts without a dictionary

    if _from_disk:
        from app.language.mapped import MappedAnalyzer

        return MappedAnalyzer(get_path())
    from pymorphy3 import MorphAnalyzer

    # Told where it lies: to find out, it would read what every installed package says of itself (3 MB).
    return MorphAnalyzer(path=get_path(), lang="ru")


@lru_cache(maxsize=_PARSED)
def parsed(word: str) -> tuple[Parse, ...]:
    """How the Russian analyser reads a word in lower case, likeliest first. What it is as a word, as a name and to a search is asked in turn."""
    return tuple(russian().parse(word))


def is_cyrillic(word: str) -> bool:
    """Whether any letter is Cyrillic."""
    return any("\u0400" <= char <= "\u052f" for char in word)


def takes_russian(word: str) -> bool:
    """Whether the Russian analyser may be asked: it fails on letters without a name."""
    return (
        len(word) <= LONGEST_WORD and is_cyrillic(word) and all(unicodedata.name(char, "") for char in word)
    )


@cache
def _english() -> Lemmatizer:
    import simplemma  # late: its dictionary loads on first use
    from simplemma.strategies import DefaultStrategy

    return simplemma.Lemmatizer(
        cache_max_size=_ENGLISH_REMEMBERED, lemmatization_strategy=DefaultStrategy(low_memory=_PACKED)
    )


def english_lemma(word: str) -> str:
    """The dictionary form of an English word in lower case; the word itself where none is known."""
    if not 0 < len(word) < LONGEST_WORD:
        return word
    return str(_english().lemmatize(word, lang="en"))


def knows_english(word: str) -> bool:
    """Whether an English word in lower case stands in the dictionary."""
    import simplemma

    return 0 < len(word) < LONGEST_WORD and bool(simplemma.is_known(word, lang="en", low_memory=_PACKED))
