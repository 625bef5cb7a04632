"""What every language gives: tokens with spans and readings, paragraphs and sentences of a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from app.domain.record import record
from app.domain.span import Span

# Characters that mean the same, one for one, so that offsets stay: ё = е, no-break spaces, hyphens, apostrophes.
_FOLD = (
    ("ё", "е"),
    ("Ё", "Е"),
    ("\u00a0", " "),
    ("\u202f", " "),
    ("\u2009", " "),
    ("\u2011", "-"),
    ("\u2010", "-"),
    ("\u02bb", "'"),
    ("\u02bc", "'"),
    ("\u2018", "'"),
    ("\u2019", "'"),
    ("\u0060", "'"),
)


REMEMBERED = 100_000
"""Words as written of which a process remembers what they are, two kilobytes each. A corpus of a million articles has three times as many;
they are forgotten together, and the common ones are met again within a few thousand articles."""


def fold(text: str) -> str:
    """The text with letters and marks that mean the same made one; as long as it was."""
    for written, meant in _FOLD:  # most texts have few of them: `str.translate` would look up every character
        if written in text:
            text = text.replace(written, meant)
    return text


def lower(text: str) -> str:
    """Lower case and folded, as long as it was (letters whose lower case is longer stay as they are)."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return fold(small)


class Reading(NamedTuple):
    """One way to read a word: dictionary form, part of speech and grammemes (empty where the language has none)."""

    lemma: str
    pos: str
    """noun name adjective verb infinitive participle short gerund pronoun adverb preposition conjunction numeral other"""
    case: str = ""
    """nom gen dat acc ins loc"""
    number: str = ""
    """sg pl"""
    gender: str = ""
    """m f n"""
    person: str = ""
    tense: str = ""
    """past pres fut"""
    animate: bool = False


class NameWord(NamedTuple):
    """What a word with a capital letter may be."""

    given: bool = False
    """A given name that dictionary or vocabulary knows."""
    patronymic: bool = False
    family: bool = False
    """A family name that the dictionary knows, or that has the ending of one."""
    common: bool = False
    """A word that the dictionary knows as no name: «Мир», «Новый»."""
    place: bool = False
    known: bool = False
    """Known to the dictionary at all."""


class BaseForm(NamedTuple):
    """A nominative that a form of a name may come from, with the gender and the case in which it has the form ('' where none is told)."""

    base: str
    gender: str
    case: str
    weight: float
    """How likely, by itself; 0 is a plain nominative."""


class Word(NamedTuple):
    """What is known of a word, number or mark wherever it stands; one record for all its tokens."""

    text: str
    low: str
    kind: str
    readings: tuple[Reading, ...]
    lemma: str
    lemmas: frozenset[str]
    capital: bool
    parts: frozenset[str]
    cases: frozenset[str]
    keys: tuple[str, ...]


class Token(NamedTuple):
    """A word, number or mark. `low` is lower case and folded; `readings` likeliest first. What hangs on the word alone is worked out
    once a word, not once a token (`Word`)."""

    start: int
    end: int
    text: str
    low: str
    kind: str
    """word | number | mark"""
    readings: tuple[Reading, ...]
    lemma: str
    """That of the likeliest reading."""
    lemmas: frozenset[str]
    """Those of all readings, and `low`."""
    capital: bool
    parts: frozenset[str]
    """Parts of speech that it can be."""
    cases: frozenset[str]
    keys: tuple[str, ...]
    """`low` and the dictionary forms, likeliest first, each once: what it is looked up by."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def can_be(self, pos: str) -> bool:
        return pos in self.parts

    def has_case(self, case: str) -> bool:
        return case in self.cases


def word_of(text: str, low: str, kind: str, readings: tuple[Reading, ...]) -> Word:
    """The record of a word."""
    keys = tuple(dict.fromkeys([low, *(reading.lemma for reading in readings)]))
    return Word(
        text=text,
        low=low,
        kind=kind,
        readings=readings,
        lemma=readings[0].lemma if readings else low,
        lemmas=frozenset(keys),
        capital=text[:1].isupper(),
        parts=_shared(reading.pos for reading in readings),
        cases=_shared(reading.case for reading in readings),
        keys=keys,
    )


_SETS: dict[frozenset[str], frozenset[str]] = {}


def _shared(names: Iterable[str]) -> frozenset[str]:
    """A set of grammatical names, one for all words that have it: there are some hundreds."""
    found = frozenset(names)
    return _SETS.setdefault(found, found)


class Tokens(list[Token]):
    """The tokens of a text, with what was found in them."""

    __slots__ = ("memo", "places")

    def __init__(self, tokens: Iterable[Token] = ()) -> None:
        super().__init__(tokens)
        self.memo: dict[object, object] = {}
        """By who looks for it."""
        self.places: dict[object, list[int]] = {}
        """Where something may begin, by what tells so."""


@record
class Sentence:
    """Characters and tokens (indexes into the analysis, half-open) of one sentence and the paragraph that it starts in."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True)
class Analysis:
    """A text with its layers. Paragraphs are its lines that are not blank. `text` has a line feed for every line end, and is as long as
    what was given."""

    text: str
    language: str
    paragraphs: list[Span]
    tokens: Tokens
    sentences: list[Sentence] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Start of each token, for bisection."""

    def words(self, sentence: Sentence) -> Sequence[Token]:
        return self.tokens[sentence.first : sentence.last]


class Language(Protocol):
    """What the extraction asks of a language."""

    code: str
    has_cases: bool
    """Whether words change with their case, so that a name's form tells its part in the sentence."""

    def analyse(self, text: str) -> Analysis:
        """Paragraphs and tokens of a text with their readings; sentences are cut once quotations are known."""
        ...

    def readings(self, word: str) -> tuple[Reading, ...]:
        """Readings of one word, likeliest first."""
        ...

    def inflections(self, word: str) -> frozenset[str]:
        """Further forms of a dictionary word that `readings` may not lead back to it; empty where it always does."""
        ...

    def is_predicate(self, token: Token) -> bool:
        """Whether a word is likely what a clause is built on: a finite verb or what stands for one."""
        ...

    def name_forms(self, name: str, *, gender: str | None, family_first: bool) -> dict[str, str]:
        """Every form of a person's name -> its case ('' where the language has none or the form is uninflected)."""
        ...

    def name_word(self, word: str) -> NameWord:
        """What a word of a name may be, by the dictionary and its shape."""
        ...

    def name_bases(self, word: str, part: str) -> tuple[BaseForm, ...]:
        """The nominatives that a word may come from as a part (given, family, patronymic) of a name, likeliest first; never empty."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a word (lower case) stands in the dictionary; a surname or a foreign name often does not."""
        ...

    def nominative(self, word: str, case: str, number: str, gender: str = "") -> str:
        """The nominative of a word (lower case) that stands in a case; the word itself where the language has none or it cannot be told."""
        ...


def is_mark(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char)[0] in "PS"
