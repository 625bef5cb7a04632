"""The words of a proposal -> what they mean, whatever the language: concepts and places of the vocabulary, names, and other words by their sound."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from app.language.terms import Term, fold_word, words
from app.vocabulary import Vocabulary

Terms = frozenset[str]
"""What a text means: `s:water`, `f:centre`, `a:create`, `c:region` (see `ConceptEntry.kind`), `p:KZ` a place and `p:KZ.capital` its capital,
`n:…` a name that the vocabulary does not hold, `w:…` another word, `d:15` a number."""

LANGUAGES: Final = ("ru", "en")
"""Whose words the concepts are told in."""

_BEGINNING: Final = 3
"""Letters by which phrases are looked up; those that begin with a shorter word, by all of that."""

_MOST_HEARD: Final = 16_384
"""Words of which is kept what they may be."""

_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
_SOUNDS: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "к": "k", "л": "l", "м": "m",
        "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh",
        "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia", "y": "i",
    }
)  # fmt: skip
_SPELT: Final = (
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ts", "c"),
    ("ck", "k"),
    ("ks", "x"),
    ("w", "v"),
    ("q", "k"),
)
_ADJECTIVE: Final = re.compile("(?<=...)ск(?:ий|ой|ая|ое|ие|ого|ом|их|ую|им|ими|ому)$")
_CLAUSE: Final = re.compile(
    r",\s+(?:с тем\s+)?чтобы\b|,?\s+(?:so\s+that|in\s+order\s+to)\b",
    re.IGNORECASE,
)
_DOUBLED: Final = re.compile(r"(.)\1+")


class Phrase(NamedTuple):
    """Words side by side that mean one thing; one that ends with `*` stands for all that begin so."""

    parts: tuple[str, ...]
    term: str | None
    """None for words that say nothing."""
    named: bool = False
    """Whether the parts are those of a name, as it sounds."""


class _Heard(NamedTuple):
    """What a word may be, and what may begin with it."""

    spellings: frozenset[str]
    sounds: frozenset[str]
    """As a name: none of a word in small letters."""
    phrases: tuple[Phrase, ...]
    """The closest first, and of those as close what the word is likelier to be."""


class Lexicon:
    """What the words of a vocabulary mean; made once, and asked for every proposal."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._meanings = {language: _by_beginning(_concepts(vocabulary, language)) for language in LANGUAGES}
        self._names = _by_beginning(_places(vocabulary))
        self._heard: dict[tuple[str, str], _Heard] = {}
        """By language and spelling: most words come again."""

    def terms_of(self, text: str, language: str) -> Terms:
        """What a text means; one in a language that no concept is told in has names, numbers and other words only.

        What it is for stands behind `чтобы`, `so that`, and does not count where the rest says what it is about.
        """
        clause = _CLAUSE.search(text)
        if clause:
            main = self._read(text[: clause.start()], language)
            if any(term[0] in "sn" for term in main) and len(main) > 2:
                return main
        return self._read(text, language)

    def roots_of(self, text: str, language: str) -> frozenset[str]:
        """The words of a text that say what it is about, by their sound."""
        return frozenset(
            sound(term.lemma)
            for _, term, meaning in self._walk(text, language)
            if meaning is None or (meaning.term and meaning.term[0] in "sftp")
        )

    def _read(self, text: str, language: str) -> Terms:
        met: set[str] = set()
        for number, ((start, end), term, meaning) in enumerate(self._walk(text, language)):
            if meaning is None:
                met.add(_other(text, start, end, term, first=number == 0))
            elif meaning.term:
                met.add(meaning.term)
        return frozenset(met)

    def _walk(self, text: str, language: str) -> Iterator[tuple[tuple[int, int], Term, Phrase | None]]:
        """The words of a text in order, each with the phrase that it is part of."""
        found = words(text)
        heard = [self._hear(text[start:end], term, language) for start, end, term in found]
        place = 0
        while place < len(found):
            phrase = next((each for each in heard[place].phrases if _stands(each, heard, place)), None)
            length = len(phrase.parts) if phrase else 1
            for start, end, term in found[place : place + length]:
                yield (start, end), term, phrase
            place += length

    def _hear(self, written: str, term: Term, language: str) -> _Heard:
        heard = self._heard.get((language, written))
        if heard is None:
            if len(self._heard) >= _MOST_HEARD:
                self._heard.clear()
            spellings = tuple(dict.fromkeys((term.form, term.lemma, *term.others)))
            sounds = tuple(map(sound, spellings)) if written[0].isupper() else ()
            phrases = [
                *_beginning_with(spellings, self._meanings.get(language, {})),
                *_beginning_with(sounds, self._names),
            ]
            phrases.sort(key=_distance)
            heard = _Heard(frozenset(spellings), frozenset(sounds), tuple(dict.fromkeys(phrases)))
            self._heard[language, written] = heard
        return heard


@lru_cache(maxsize=8_192)
def sound(word: str) -> str:
    """How a word sounds, roughly: the same for a name in Cyrillic and in Latin letters, and in most of its case forms."""
    heard = _ADJECTIVE.sub("", word).translate(_SOUNDS)
    for spelt, letter in _SPELT:
        heard = heard.replace(spelt, letter)
    heard = _DOUBLED.sub(
        r"\1", heard.replace("c", "k") if word.isascii() and "c" in word and "ch" not in word else heard
    )
    return heard.rstrip("aeiou") if len(heard) > 3 else heard


def _beginning_with(spellings: Sequence[str], phrases: Mapping[str, Sequence[Phrase]]) -> Iterator[Phrase]:
    """Phrases whose first word may be spelt like this, those of the first spelling first."""
    for spelling in spellings:
        for length in range(_BEGINNING, 0, -1):
            for phrase in phrases.get(spelling[:length], ()) if length <= len(spelling) else ():
                if _fits(phrase.parts[0], (spelling,)):
                    yield phrase


def _distance(phrase: Phrase) -> tuple[int, int, bool]:
    """The closest are those of more words, then of more letters, then those that are spelt out."""
    return -len(phrase.parts), -sum(map(len, phrase.parts)), phrase.parts[0].endswith("*")


def _stands(phrase: Phrase, heard: Sequence[_Heard], place: int) -> bool:
    """Whether a phrase whose first word stands at a place goes on there."""
    parts = phrase.parts
    return len(parts) <= len(heard) - place and all(
        _fits(part, each.sounds if phrase.named else each.spellings)
        for part, each in zip(parts[1:], heard[place + 1 : place + len(parts)], strict=True)
    )


def _fits(part: str, spellings: Collection[str]) -> bool:
    if part.endswith("*"):
        return any(each.startswith(part[:-1]) for each in spellings)
    return part in spellings


def _by_beginning(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in dict.fromkeys(phrases):
        found[phrase.parts[0].rstrip("*")[:_BEGINNING]].append(phrase)
    return dict(found)


def _concepts(vocabulary: Vocabulary, language: str) -> Iterator[Phrase]:
    for concept in vocabulary.concepts.values():
        term = None if concept.kind == "stop" else f"{concept.kind[0]}:{concept.id}"
        for written in concept.words.get(language, ()):
            parts = tuple(
                fold_word(each[:-1]) + "*" if each.endswith("*") else fold_word(each)
                for each in written.replace("-", " ").split()
            )
            yield Phrase(parts, term)
    for country in vocabulary.countries.values():
        for written in country.adjective.get(language, ()):
            yield Phrase(tuple(map(fold_word, written.replace("-", " ").split())), f"p:{country.code}")


def _places(vocabulary: Vocabulary) -> Iterator[Phrase]:
    """Names of countries, blocs and capitals, by their sound; of `Central Asia` also `Central Asian`."""
    for id, entry in (*vocabulary.countries.items(), *vocabulary.blocs.items()):
        named = [(written, f"p:{id}") for language in LANGUAGES for written in entry.names.get(language, ())]
        named += [
            (f"{written}n", term) for written, term in named if written.isascii() and written.endswith("a")
        ]
        if country := vocabulary.countries.get(id):
            named += [
                (written, f"p:{id}.capital")
                for language in LANGUAGES
                for written in country.capital.get(language, ())
            ]
        for written, term in named:
            parts = tuple(sound(word.lemma) for _, _, word in words(written))
            if parts and all(parts):
                yield Phrase(parts, term, named=True)


def _other(text: str, start: int, end: int, term: Term, *, first: bool) -> str:
    """The term of a word that the vocabulary does not hold."""
    if term.form.isdigit():
        return f"y:{term.form}" if _YEAR.fullmatch(term.form) else f"d:{term.form}"
    # A capital at the beginning may be the sentence's.
    named = text[start].isupper() and (not first or text[start:end].isupper())
    return f"{'n' if named else 'w'}:{sound(term.lemma)}"
