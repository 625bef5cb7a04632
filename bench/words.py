"""Russian words to make texts of: forms of pymorphy's dictionary, drawn by Zipf's law. Sentences without a sense, lengths as in news."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from random import Random
from typing import Final, NamedTuple

import pymorphy3
from pymorphy3.tagset import OpencorporaTag

LEMMAS: Final = 12_000
LONGEST_LEXEME: Final = 14
"""Forms that a word may have: participles of a verb would fill the list with what nobody writes."""

SMALL: Final = (
    "в",
    "и",
    "на",
    "с",
    "что",
    "по",
    "не",
    "о",
    "к",
    "из",
    "как",
    "для",
    "за",
    "от",
    "это",
    "до",
    "а",
    "также",
    "при",
    "но",
)
"""What every text is full of; the share of each falls with its place."""

SMALL_SHARE: Final = 0.3
FLATTENED: Final = 30
"""Zipf-Mandelbrot's shift: the first words of meaning stand in some 8 % of the statements, as 'year' and 'country' do in news."""


_KINDS: Final = frozenset({"NOUN", "ADJF", "VERB", "INFN"})
_RARE: Final = frozenset({"Name", "Surn", "Patr", "Geox", "Abbr", "Arch", "Erro", "Slng", "Infr", "Dist"})


class Words(NamedTuple):
    """All forms, their weights added up, and the forms of each dictionary word, the most frequent word first."""

    forms: Sequence[str]
    weights: Sequence[float]
    lexemes: Sequence[tuple[str, ...]]


@cache
def words(seed: int) -> Words:
    """The same words for the same seed (and dictionary)."""
    rng = Random(seed)
    lexemes = [tuple(sorted(forms, key=lambda form: (len(form), form))) for forms in _lexemes(rng)]
    rng.shuffle(lexemes)
    lexemes = lexemes[:LEMMAS]
    forms: list[str] = []
    weights: list[float] = []
    for place, lexeme in enumerate(lexemes):
        parts = [1 / (number + 1) for number in range(len(lexeme))]
        weight = 1 / (place + 1 + FLATTENED) / sum(parts)
        forms += lexeme
        weights += [weight * part for part in parts]
    small = [1 / (place + 2) for place in range(len(SMALL))]
    scale = sum(weights) * SMALL_SHARE / (1 - SMALL_SHARE) / sum(small)
    forms += SMALL
    weights += [scale * weight for weight in small]
    return Words(forms, list(accumulate(weights)), lexemes)


def _lexemes(rng: Random) -> list[set[str]]:
    """Forms by dictionary word, of words with beginnings drawn at random until there are enough."""
    dictionary = pymorphy3.MorphAnalyzer().dictionary
    found: dict[tuple[str, int], set[str]] = {}
    letters = "абвгдежзиклмнопрстуфхцчшэюя"
    beginnings = [one + two + three for one in letters for two in letters for three in letters]
    rng.shuffle(beginnings)
    good = 0
    for beginning in beginnings:
        met: dict[tuple[str, int], set[str]] = {}
        for form, tag, lemma, paradigm, _ in dictionary.iter_known_words(beginning):
            # the length first: it is cheap, and the tags of a form are a set that is made when they are asked for
            if 4 <= len(lemma) <= 12 and _usual(tag):
                met.setdefault((lemma, paradigm), set()).add(form.replace("ё", "е"))
        kept = {
            key: forms
            for key, forms in met.items()
            if 3 <= len(forms) <= LONGEST_LEXEME and 4 <= len(key[0]) <= 12
        }
        found |= kept
        good += len(kept)
        if good >= LEMMAS:
            break
    return [found[key] for key in sorted(found)]


@cache
def _usual(tag: OpencorporaTag) -> bool:
    """A noun, adjective or verb that anybody may write, no name."""
    return bool(_KINDS & tag.grammemes) and not _RARE & tag.grammemes
