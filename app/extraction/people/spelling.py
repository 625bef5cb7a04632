"""One spelling of a name for all scripts and romanisations: «Жапаров», Zhaparov and Japarov become the same key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.language.base import fold

_CYRILLIC = dict(
    zip(
        "абвгджзийклмнопрстуфхцчшщыэюяъьё" + "әғқңөұүһі" + "ўҳӣӯҷ" + "їєґ",
        ["a", "b", "v", "g", "d", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh",
         "shch", "i", "e", "yu", "ya", "", "", "e",
         "a", "g", "k", "n", "o", "u", "u", "h", "i",
         "o", "h", "i", "u", "j", "yi", "ye", "g"],
        strict=True,
    )
) | {"е": "e"}  # fmt: skip
_YE_AFTER = " -аеиоуыэюяйъь"
_LATIN = {
    "ı": "i", "ə": "a", "ø": "o", "ł": "l", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th",
    "ç": "ch", "ş": "sh", "ș": "sh", "š": "sh", "č": "ch", "ć": "ch", "ž": "zh", "ţ": "ts", "ț": "ts",
}  # fmt: skip
_APOSTROPHES = re.compile(r"['\u02b9\u02bf\u02be\u00b4]")
_WORD = re.compile(r"[^\W\d_]+(?:[-'\u02b9\u02bf\u02be\u00b4][^\W\d_]+)*['\u02b9\u02bf]?")
_POSSESSIVE = re.compile(r"'s?(?!\w)", re.IGNORECASE)
# Letters that romanisations write in several ways, longest first; one sound each
_SOUNDS = [
    ("shch", "S"), ("sch", "S"), ("tch", "C"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("sh", "S"),
    ("ch", "C"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("ou", "u"), ("q", "k"), ("w", "v"), ("y", "i"),
]  # fmt: skip
_IOTATED = re.compile(r"i+([aeou])")
_DOUBLE = re.compile(r"(.)\1+")


def plain(word: str) -> str:
    """A word as it is compared letter by letter: no capitals, ё = е, no apostrophes, composed."""
    return _APOSTROPHES.sub("", fold(unicodedata.normalize("NFC", word)).casefold())


def words_of(name: str) -> list[str]:
    """The words of a name in `plain` letters; hyphens stay inside, possessives and the points of initials go: «К.-Ж. Токаев» -> к-ж, токаев."""
    return [plain(word) for word in _WORD.findall(_POSSESSIVE.sub("", fold(name)).replace(".-", "-"))]


def is_cyrillic(word: str) -> bool:
    return any("\u0400" <= char <= "\u052f" for char in word)


def latin(word: str) -> str:
    """A plain word in the letters a-z; diacritics that change the sound are written out (ş = sh), others dropped."""
    changed = "".join(
        "ye" if char == "е" and before in _YE_AFTER else _CYRILLIC.get(char, _LATIN.get(char, char))
        for before, char in zip(" " + word, word, strict=False)
    )
    return "".join(
        char for char in unicodedata.normalize("NFKD", changed) if char.isascii() and char.isalpha()
    )


@lru_cache(maxsize=50_000)
def sounds(word: str) -> frozenset[str]:
    """The keys of a plain word: it is spelled like another where they share one.

    >>> sounds("жапаров") & sounds("japarov") == sounds("жапаров") & sounds("zhaparov") != frozenset()
    True
    """
    written = {latin(word)}
    if not is_cyrillic(word):
        bare = "".join(
            char for char in unicodedata.normalize("NFKD", word) if char.isascii() and char.isalpha()
        )
        written.add(bare)  # «ç» as c, too: many drop the marks
        if "j" in bare:
            written.add(bare.replace("j", "y"))  # ISO: й = j
    keys = set()
    for form in written:
        keys.add(_key(form.replace("x", "ks")))
        if "x" in form:
            keys.add(_key(form.replace("x", "kh")))
    keys.discard("")
    return frozenset(keys)


def _key(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    word = re.sub(r"c(?![eih])", "k", word) if "ts" not in word else word
    # Yerzhan and Erzhan, Aliyev and Aliev, Mirziyoyev and Мирзиёев (ё = е)
    word = _IOTATED.sub(lambda found: "e" if found[1] == "o" else found[1], word)
    return _DOUBLE.sub(r"\1", word)


def is_slip(first: str, second: str) -> bool:
    """Whether two words differ by one typing mistake: a letter too many, missing, wrong, or two that changed places.

    A letter more or less at the end is none: «Марин» and «Марина», Mary and Maryam are other names.
    """
    if first == second or abs(len(first) - len(second)) > 1 or first[:1] != second[:1]:
        return False
    short, long = sorted((first, second), key=len)
    at = next((index for index, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return at < len(short) and short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or (
        short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    )
