"""What people type into a search box -> what is looked for. Everything that can be typed means something; nothing is an error.

    торговля вода          both words, in any form
    "водная безопасность"  these words one behind the other, in any form
    =торговли ="…"         exactly this form, exactly these words
    эконом*                words that begin so, from two letters on
    -нефть -"…"            without it
    вода OR энергия        one or the other

Words that name a leader of the vocabulary also find what he says and where he is named, whatever form the text has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from app.language.lexicon import is_cyrillic
from app.language.terms import Term, words
from app.queries.names import Named, Names, names_of
from app.store.fulltext.entries import person_mark
from app.store.fulltext.expression import All, Expression, Has, all_of, any_of, sequence
from app.vocabulary import Vocabulary

MOST_WORDS: Final = 32
SHORTEST_PREFIX: Final = 2

How = Literal["words", "phrase", "exact", "prefix"]

_OPENING: Final = {'"': '"', "“": "”", "„": "“”", "«": "»"}
_PIECE = re.compile(r"""(?P<minus>-?)(?P<equals>=?)(?:(?P<quote>["“„«])|(?P<word>[^\s"“„«]+))""")


@dataclass(frozen=True, slots=True)
class Part:
    """Words that are looked for together: how, and whom they name."""

    terms: tuple[Term, ...]
    how: How
    named: Named | None = None

    def expression(self) -> Expression:
        if self.how == "exact":
            return sequence("forms", [(term.form,) for term in self.terms])
        if self.how == "prefix":
            *before, last = self.terms
            begun = Has("forms", last.form, prefix=True)
            return all_of([*(Has("forms", term.form) for term in before), begun])
        if self.named is not None:
            people = [Has("marks", person_mark(leader)) for leader in self.named.leaders]
            spelled = all_of(
                any_of(Has("forms", form) for form in sorted(place)) for place in self.named.places
            )
            return any_of([*people, spelled])
        if len(self.terms) > 1:
            return sequence("lemmas", [term.asked for term in self.terms])
        [term] = self.terms
        return any_of(Has(name, lemma) for lemma in term.asked for name in ("lemmas", "others"))

    def fits(self, term: Term, at: int) -> bool:
        """Whether a word of a text is this part's word number `at`."""
        mine = self.terms[at]
        if self.named is not None:
            return term.form in self.named.places[at]
        if self.how == "exact":
            return term.form == mine.form
        if self.how == "prefix" and at == len(self.terms) - 1:
            return term.form.startswith(mine.form)
        if self.how == "prefix":
            return term.form == mine.form
        if term.lemma in mine.asked:
            return True
        return len(self.terms) == 1 and any(other in mine.asked for other in term.others)


@dataclass(frozen=True)
class Question:
    """A question: each of `wanted` must be found in one of its parts, none of `unwanted` may be. `notes` say what is searched otherwise
    than one might expect, or why nothing can be found (then `wanted` is empty)."""

    wanted: tuple[tuple[Part, ...], ...] = ()
    unwanted: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def expression(self) -> Expression:
        """What the index is asked; only where something is wanted."""
        return all_of(any_of(part.expression() for part in group) for group in self.wanted)

    @cached_property
    def wishes(self) -> list[Expression]:
        """What makes one hit better than another, each worth as much as the other: words said again and again, words beside each other,
        the forms that were typed. Nothing of it is needed to be found."""
        found: list[Expression] = []
        alone: list[Term] = []
        for group in self.wanted:
            part = group[0]
            if len(group) == 1 and len(part.terms) == 1 and part.how == "words":
                alone.append(part.terms[0])
            strong = [Has("strong", lemma) for each in group for term in each.terms for lemma in term.asked]
            if strong and part.how != "prefix":
                found.append(any_of(strong))
        if len(alone) > 1:
            found.append(sequence("lemmas", [term.asked for term in alone]))
        typed = [Has("forms", term.form) for term in alone]
        if typed:
            found.append(typed[0] if len(typed) == 1 else All(tuple(typed)))
        return found

    def parts(self) -> Iterator[Part]:
        """Everything that a text may be found by."""
        for group in self.wanted:
            yield from group


@dataclass(slots=True)
class _Read:
    """What of the question is read: groups of alternatives; `either` while an OR waits for what follows it."""

    wanted: list[list[Part]] = field(default_factory=list)
    unwanted: list[Part] = field(default_factory=list)
    either: bool = False

    def add(self, part: Part, *, without: bool) -> None:
        if without:
            self.unwanted.append(part)
        elif self.either and self.wanted:
            self.wanted[-1].append(part)
        else:
            self.wanted.append([part])
        self.either = False


def read_question(asked: str, names: Names) -> Question:
    """What a question means."""
    read = _Read()
    run: list[
        tuple[Term, ...]
    ] = []  # plain words beside each other, each in its parts: only these may be a name
    count = 0

    def close() -> None:
        for part in _named_parts(run, names):
            read.add(part, without=False)
        run.clear()

    for minus, equals, text, quoted in _pieces(asked):
        if text == "OR" and not (minus or equals or quoted):
            close()
            read.either = bool(read.wanted)
            continue
        found = tuple(term for *_, term in words(text))
        count += len(found)
        if not found:
            continue
        prefix = not quoted and not equals and text.endswith("*") and len(found[-1].form) >= SHORTEST_PREFIX
        if not (minus or equals or quoted or prefix or read.either):
            run.append(found)
            continue
        close()
        how: How = "exact" if equals else "prefix" if prefix else "phrase" if len(found) > 1 else "words"
        named = names.at(found) if how in ("words", "phrase") else None
        if named is not None and named.words != len(found):
            named = None
        read.add(Part(found, how, named), without=minus)
    close()
    if count > MOST_WORDS:
        return Question(
            notes=(f"q has {count} words; at most {MOST_WORDS} are searched for. Leave some out.",)
        )
    if not read.wanted:
        return Question(notes=(_NOTHING_WANTED if read.unwanted else _NO_WORDS,))
    return Question(tuple(map(tuple, read.wanted)), tuple(read.unwanted))


def needs(asked: str) -> frozenset[str]:
    """Which dictionaries a question needs: `ru` and `en`."""
    cyrillic = is_cyrillic(asked)
    latin = any(char.isalpha() and char.isascii() for char in unicodedata.normalize("NFKD", asked))
    return frozenset(["ru"] * cyrillic + ["en"] * latin)


def wake(vocabulary: Vocabulary, dictionaries: frozenset[str]) -> None:
    """Load what a question would otherwise wait for: dictionaries (a fifth of a second and 3 MB each) and the leaders' names."""
    names_of(vocabulary)
    words(" ".join({"ru": "слово", "en": "word"}[each] for each in dictionaries))


_NO_WORDS: Final = "q holds no letter or digit to search for, so nothing can be found."
_NOTHING_WANTED: Final = (
    "q only says what to leave out, so nothing can be found. Write beside it what to look for: water -trade"
)


def _pieces(asked: str) -> Iterator[tuple[bool, bool, str, bool]]:
    """Parts as typed: whether they are left out, whether exact forms are meant, the text, whether it is quoted."""
    at = 0
    while (found := _PIECE.search(asked, at)) is not None:
        begins = found.start() == 0 or not asked[found.start() - 1].isalnum()
        minus, equals = bool(found["minus"]) and begins, bool(found["equals"])
        if found["quote"] is None:
            yield minus, equals, found["word"], False
            at = found.end()
            continue
        closing = _OPENING[found["quote"]]
        end = next((place for place in range(found.end(), len(asked)) if asked[place] in closing), None)
        if end is None:  # a quotation mark that nothing closes is none
            at = found.end()
            continue
        yield minus, equals, asked[found.end() : end], True
        at = end + 1


def _named_parts(run: Sequence[tuple[Term, ...]], names: Names) -> Iterator[Part]:
    """Plain words, those that name a leader together; a title before the name goes. What a hyphen joins stands together."""
    plain: list[tuple[Term, ...]] = []
    at = 0
    while at < len(run):
        terms = [term for word in run[at:] for term in word]
        named = names.at(terms)
        end = _whole_words(run, at, named.words) if named is not None else None
        if named is None or end is None:
            plain.append(run[at])
            at += 1
            continue
        title = names.title([term for word in plain for term in word])
        while title > 0:
            title -= len(plain.pop())
        for word in plain:
            yield _plain(word)
        plain.clear()
        yield Part(tuple(terms[: named.words]), "words", named)
        at = end
    for word in plain:
        yield _plain(word)


def _plain(word: tuple[Term, ...]) -> Part:
    return Part(word, "phrase" if len(word) > 1 else "words")


def _whole_words(run: Sequence[tuple[Term, ...]], at: int, count: int) -> int | None:
    """Where so many parts of words end, if a word ends there."""
    while count > 0:
        count -= len(run[at])
        at += 1
    return at if count == 0 else None
