"""Words as they are searched for: one function for what is indexed and for what is asked, so that both always agree.

A text is cut into runs of letters and runs of digits. Each has a *form*, which is its spelling without what people do not type
(case, ё, diacritics, apostrophes, soft hyphens), and *lemmas*, the dictionary forms it may come from, likeliest first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from typing import Final, NamedTuple

from app.language.lexicon import (
    english_lemma,
    is_cyrillic,
    knows_english,
    most_remembered,
    parsed,
    russian,
    takes_russian,
)

RULES: Final = 1
"""Goes up when anything here changes what a word's form or lemmas are: stored indexes are then made anew."""

LONGEST_FORM: Final = 64
"""Letters of a form; what is longer is cut, in texts and questions alike."""

# A combining mark, a soft hyphen or another sign of no width stands inside a word; an apostrophe only between letters.
_INSIDE = r"\u0300-\u036f\u0483-\u0487\u00ad\u200b-\u200d\u2060\ufeff"
_APOSTROPHES = "'\u2018\u2019\u201b`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u2032\uff07"
_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"\d+|{_LETTER}+(?:(?:[{_INSIDE}]|[{_APOSTROPHES}]+(?={_LETTER})){_LETTER}*)*")

_LETTERS: Final = str.maketrans(
    {
        # the region's Cyrillic letters, as people write them on a Russian keyboard
        "ё": "е", "ў": "у", "қ": "к", "ғ": "г", "ҳ": "х", "ң": "н", "ү": "у", "ұ": "у", "ө": "о", "ә": "а", "і": "и", "ї": "и",
        "һ": "х", "ҷ": "ч", "ӣ": "и", "ӯ": "у", "ҥ": "н", "җ": "ж", "ҹ": "ч", "ҝ": "г", "є": "е", "ґ": "г", "ј": "й", "ӑ": "а",
        "ҡ": "к", "ҙ": "з", "ҫ": "с", "љ": "л", "њ": "н", "ћ": "ч", "ђ": "д", "џ": "ц", "ӏ": "",
        # Latin letters that have no decomposition
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ŋ": "n", "ħ": "h",
    }
)  # fmt: skip
_APOSTROPHE: Final = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
_SHORT_I: Final = "\ue000"  # stands for й while other marks are taken off

_INDEXED = 0.08
_ASKED = 0.02
"""Least share of a word's readings that a lemma must have: in a text, where a rare reading would be noise («стали» is seldom of
steel), more than in a question, where the reader knows what he means."""

_SURNAME = re.compile("(.{2,}(?:ов|ев|ин|ын))(?:а|у|ым|ом|е|ой|ою|ых|ыми|ы)?")
"""Family names decline like this, and no dictionary has those of the region."""


class Term(NamedTuple):
    """What a spelling is searched by."""

    form: str
    lemma: str
    """The likeliest."""
    others: tuple[str, ...]
    """Further lemmas that are likely enough to be found in a text."""
    asked: tuple[str, ...]
    """All lemmas that a question with this word may mean, the likeliest first."""


Word = tuple[int, int, Term]
"""Where a term stands: first code point, the one after the last, and the term."""


class _Terms(dict[str, Term | None]):
    """Spelling -> term, None where nothing of it can be searched; worked out when it is first met."""

    def __missing__(self, written: str) -> Term | None:
        if len(self) >= most_remembered():
            self.clear()
        found = self[written] = _term(written)
        return found


_terms = _Terms()


def words(text: str) -> list[Word]:
    """The words of a text in order."""
    return [
        (found.start(), found.end(), term)
        for found in _WORD.finditer(text)
        if (term := _terms[found[0]]) is not None
    ]


_USUAL_TEXT: Final = re.compile("[\\x00-&(-_a-\\x7f\u0410-\u044fЁё\u00a0«»“”„…–—№]*")
"""A text whose words keep all their letters and signs in their forms: no apostrophes, no signs of no width."""


def words_beginning(text: str, beginnings: frozenset[str]) -> list[Word]:
    """Those words of a text, in order, whose form begins with one of these: no dictionary is asked for any other."""
    found: Iterable[re.Match[str] | None]
    if _USUAL_TEXT.fullmatch(text):  # most are; to cut them into all their words takes four times as long
        folded = text.lower().replace("ё", "е")
        found = [_WORD.match(text, at) for at in sorted(_starts(folded, beginnings))]
    else:
        found = _WORD.finditer(text)
    whole = tuple(beginnings)
    return [
        (*each.span(), term)
        for each in found
        if each and _remembered_form(each[0]).startswith(whole) and (term := _terms[each[0]])
    ]


def _starts(folded: str, beginnings: Iterable[str]) -> set[int]:
    """Where in a text, folded as a whole, words begin with one of these."""
    found: set[int] = set()
    for beginning in beginnings:
        goes_on = str.isdigit if beginning[0].isdigit() else str.isalpha
        at = folded.find(beginning)
        while at >= 0:
            if not at or not goes_on(folded[at - 1]):
                found.add(at)
            at = folded.find(beginning, at + 1)
    return found


def are_neighbours(text: str, first: Word, second: Word) -> bool:
    """Whether no word stands between two of a text."""
    return not forms(text[first[1] : second[0]])


_BEGINNING: Final = 3
_BEGINNING_ELSEWHERE: Final = 2
"""Letters in which forms agree that are in no list: «try», «tried»."""


@lru_cache(maxsize=4_096)
def beginnings_of(term: Term) -> frozenset[str]:
    """What forms of a word may begin with: of «год» also the letters of «лет»."""
    if not is_cyrillic(term.form):
        return frozenset(form[:_BEGINNING_ELSEWHERE] for form in (term.form, *term.asked))
    found = {form[:_BEGINNING] for form in (term.form, *term.asked)}
    for lemma in term.asked:
        if takes_russian(lemma):
            parses = russian().parse(lemma)[:2]
            found.update(fold_word(form.word)[:_BEGINNING] for parse in parses for form in parse.lexeme)
    return frozenset(found - {""})


def forms(text: str) -> tuple[str, ...]:
    """The forms of a text's words, without the work of finding their lemmas."""
    return tuple(form for found in _WORD.finditer(text) if (form := fold_word(found[0])))


def placed_forms(text: str) -> list[tuple[int, int, str]]:
    """The same with where each word stands: first code point, the one after the last."""
    return [(*found.span(), form) for found in _WORD.finditer(text) if (form := fold_word(found[0]))]


def _term(written: str) -> Term | None:
    form = fold_word(written)
    if not form:
        return None
    lemmas = _lemmas(form, capital=written[:1].isupper())
    lemma = lemmas[0][0]
    asked = tuple(name for name, share in lemmas if share >= _ASKED) or (lemma,)
    others = tuple(name for name, share in lemmas[1:] if share >= _INDEXED)
    return Term(form, lemma, others, asked)


_PLAIN = re.compile("[A-Za-z0-9]+|[А-Яа-я]+")  # most words: nothing of them is left out


def fold_word(written: str) -> str:
    """The form of one word: letters and digits in lower case, without what people do not type; may be empty."""
    if _PLAIN.fullmatch(written):
        return written.lower()[:LONGEST_FORM]
    small = unicodedata.normalize("NFKC", written).casefold()
    small = unicodedata.normalize("NFC", small).translate(_APOSTROPHE).translate(_LETTERS)
    if small.endswith("'s"):
        small = small[:-2]
    bare = unicodedata.normalize("NFKD", small.replace("й", _SHORT_I)).translate(_LETTERS)
    kept = (char for char in bare if char == _SHORT_I or (char.isalnum() and not unicodedata.combining(char)))
    return "".join(kept).replace(_SHORT_I, "й").lower()[:LONGEST_FORM]


_remembered_form = lru_cache(maxsize=4_096)(fold_word)
"""For texts all of whose words are looked at: some stand in each of them."""


def _lemmas(form: str, *, capital: bool) -> list[tuple[str, float]]:
    """Lemma -> its share of the word's readings, the likeliest first; never empty."""
    if not is_cyrillic(form):
        return _english(form) if form.isascii() and form.isalpha() else [(form, 1.0)]
    if not takes_russian(form):
        return [(form, 1.0)]
    shares: dict[str, float] = {}
    parses = parsed(form)
    for parse in parses:
        lemma = fold_word(parse.normal_form)
        shares[lemma] = shares.get(lemma, 0.0) + parse.score
    surname = _SURNAME.fullmatch(form)
    if surname and not any(parse.is_known for parse in parses):
        shares[surname[1]] = shares.get(surname[1], 0.0) + 2.0  # surer than a guess
    elif surname and capital and surname[1] == form:
        shares.setdefault(form, _INDEXED)  # «Русаков» may be a man, and hares
    return sorted(shares.items(), key=lambda item: -item[1]) or [(form, 1.0)]


_ING = re.compile("(.*[aeiouy].*)ings?")


def _english(form: str) -> list[tuple[str, float]]:
    """The lemmatiser's lemma; of a word in -ing also the verb, since it takes some for nouns and some not."""
    lemma = fold_word(english_lemma(form)) or form
    found = {lemma: 1.0}
    if stem := _ING.fullmatch(form):
        bases = [stem[1], stem[1] + "e"] + ([stem[1][:-1]] if stem[1][-2:-1] == stem[1][-1] else [])
        verb = next((base for base in bases if knows_english(base) and english_lemma(base) == base), None)
        for other in (verb, stem[0].removesuffix("s")):
            if other:
                found.setdefault(other, _INDEXED)
    return list(found.items())


def edition() -> int:
    """A number that changes whenever the same text may get other terms: with our rules, and with the dictionaries."""
    parts = [str(RULES), *(version(name) for name in ("pymorphy3", "pymorphy3-dicts-ru", "simplemma"))]
    return int.from_bytes(blake2b(" ".join(parts).encode(), digest_size=8).digest(), "big") >> 1
