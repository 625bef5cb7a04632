"""Provisional ids of people in no list: Russian letters by BGN/PCGN without apostrophes, й = i."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LETTERS = dict(
    zip(
        "абвгджзиклмнопрстуфхцчшщыэюяйъь",
        ["a", "b", "v", "g", "d", "zh", "z", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh",
         "shch", "y", "e", "yu", "ya", "i", "", ""],
        strict=True,
    )
)  # fmt: skip
_YE_AFTER = "аеёиоуыэюяйъь"


def transliterate(word: str) -> str:
    """A Russian word in Latin letters, lower case; `ye` at the start and after a vowel or a sign.

    >>> transliterate("Ержан"), transliterate("Алексеев"), transliterate("Вальчик")
    ('yerzhan', 'alekseyev', 'valchik')
    """
    result = []
    before = ""
    for char in word.lower():
        if char in "её":
            result.append("ye" if not before or before in _YE_AFTER else "e")
        else:
            result.append(_LETTERS.get(char, char))
        before = char
    return "".join(result)


def provisional_id(words: Iterable[str]) -> str:
    """The id of a person made from the name: words joined by hyphens, ASCII letters only."""
    plain = "-".join(transliterate(word) for word in words)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-") or "unknown"
