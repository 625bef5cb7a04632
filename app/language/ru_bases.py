"""From a form of a name to the nominatives that it may come from: «Ямпольской» -> Ямпольская, «Скрипаля» -> Скрипаль, «Рютте» -> Рютте.

The rules of `ru_names` are run backwards: an ending is taken off, a base is tried, and it counts if it has that form in some case.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.language.base import BaseForm
from app.language.ru_names import CASES, word_forms

GIVEN, FAMILY, PATRONYMIC = "given", "family", "patronymic"
_ENDINGS = {
    "": ("",),
    "а": ("",),
    "я": ("ь", "й"),
    "у": ("", "а"),
    "ю": ("ь", "й", "я"),
    "е": ("", "а", "я", "ь", "й"),
    "и": ("а", "я", "ь", "й"),
    "ы": ("а",),
    "ой": ("а", "ая"),
    "ей": ("а", "я", "ая", "яя"),
    "ом": ("", "ий", "ый", "ой"),
    "ем": ("", "ь", "й", "ий"),
    "ым": ("", "ый", "ой"),
    "им": ("ий", "ой"),
    "ого": ("ий", "ый", "ой"),
    "его": ("ий",),
    "ому": ("ий", "ый", "ой"),
    "ему": ("ий",),
    "ую": ("ая",),
    "юю": ("яя",),
    "ью": ("ь",),
    "ою": ("а", "ая"),
}
"""Endings of case forms -> those of the nominatives that they may come from."""
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_OBLIQUE = ("ию", "ии", "ом", "ем", "ым", "им", "ого", "его", "ому", "ему", "ую")
_OBLIQUE_OR_NOT = ("ой", "ей", "ою", "ью", "ки", "ги", "хи", "ы", "у", "ю")
_VOWELS = "аеиоуыэюя"
_UNCHANGED = ("дзе", "швили", "енко", "ых", "их")
_JAPANESE = (
    "мура",
    "яма",
    "гава",
    "кава",
    "дзава",
    "сава",
    "хара",
    "нака",
    "сида",
    "вара",
    "мада",
    "сима",
    "куда",
    "нода",
    "кура",
)
CASE_WEIGHT = {"nom": 0.0, "gen": -0.6, "acc": -0.7, "ins": -0.7, "dat": -0.8, "loc": -1.0}
_LEAST = -2.6


def bases_of(word: str, part: str) -> tuple[BaseForm, ...]:
    """All nominatives of a word (ё folded, first letter capital), likeliest first."""
    found: dict[tuple[str, str, str], float] = {}
    for base in _candidates(word):
        for gender in ("m", "f"):
            shape = _shape(base, gender, part) + _as_it_stands(word, base)
            if shape < _LEAST:
                continue
            forms = word_forms(base, gender, family=part == FAMILY, stems={})
            for case, options in zip(CASES, forms, strict=True):
                if word in options:
                    weight = shape + CASE_WEIGHT[case]
                    key = base, gender, case
                    found[key] = max(weight, found.get(key, weight))
    ordered = sorted(found.items(), key=lambda item: -item[1])
    return tuple(BaseForm(*key, weight) for key, weight in ordered if weight > _LEAST)


def _candidates(word: str) -> Iterator[str]:
    seen = set()
    low = word.lower()
    if low.endswith(_UNCHANGED):
        yield word
        return
    if low.rstrip("аеоум").endswith("ц"):  # «Гданца»: Гданец
        stem = word[: len(low.rstrip("аеоум")) - 1]
        yield stem.rstrip("йь") + "ец"
    for ending, nominatives in _ENDINGS.items():
        stem = word[: len(word) - len(ending)]
        if not low.endswith(ending) or len(stem) < 2:
            continue
        for added in nominatives:
            base = stem + added
            if base not in seen and len(base) > 1:
                seen.add(base)
                yield base


def _as_it_stands(word: str, base: str) -> float:
    """A form that looks oblique is seldom a nominative."""
    if word != base:
        return 0.0
    low = word.lower()
    if len(low) > 4 and low.endswith(_OBLIQUE):
        return -2.0
    return -1.0 if low.endswith(_OBLIQUE_OR_NOT) else 0.0


def _shape(base: str, gender: str, part: str) -> float:
    low = base.lower()
    if part == PATRONYMIC:
        ending = ("ич", "оглы", "улы", "уулу", "углы") if gender == "m" else ("вна", "чна", "кызы", "гызы")
        return 0.5 if low.endswith(ending) else -9.0
    if not _can_be_written(low):
        return -9.0
    feminine = gender == "f"
    weight = -0.2 if feminine else 0.0
    if part == GIVEN:
        if low[-1] in "ая":
            return weight if feminine else -1.2
        if low[-1] == "ь":
            return -0.6
        if low.endswith(("ый", "ий", "ой")):
            return -9.0 if feminine else (0.0 if low.endswith("ий") else -1.5)
        if low[-1] in _VOWELS:
            return -0.7
        return weight - 0.6 if feminine else 0.0
    return weight + (_feminine_family(low) if feminine else _masculine_family(low))


def _can_be_written(low: str) -> bool:
    """No word has й after a consonant, a soft sign after a vowel, or яя after most consonants."""
    last, before = low[-1], low[-2]
    if last == "й":
        return before in _VOWELS
    if last == "ь":
        return before in _CONSONANTS and before not in "гкхцчщ"
    if last == "я":
        return before not in "гкхжшчщц" and (before != "я" or low.endswith("няя"))
    return last != "ъ"


def _feminine_family(low: str) -> float:
    if low.endswith(("ова", "ева", "ина", "ына", "ская", "цкая")):
        return 0.4
    if low.endswith(("ов", "ев", "ин", "ын", "ский", "цкий", "ый", "ий")):
        return -2.0
    if low.endswith(("ая", "яя")):
        return -0.4
    if low[-1] in "ая":
        return -0.9
    return -0.2


def _masculine_family(low: str) -> float:
    if len(low) > 3 and low.endswith(("ов", "ев", "ин", "ын", "ский", "цкий")):
        return 0.4
    if low.endswith(("ова", "ева", "ская", "цкая", "ая", "яя")):
        return -2.5
    if low.endswith(("ый", "ой")):
        return -1.2
    if low.endswith("ий"):
        return -0.5
    if low[-1] == "й":
        return -0.2
    if low[-1] == "ь":
        return -0.4
    if low.endswith(_JAPANESE):
        return -0.3
    if low[-1] in "ая":
        return -1.3
    if low[-1] in _VOWELS:
        return 0.0 if low[-1] == "о" else -0.3
    return 0.0
