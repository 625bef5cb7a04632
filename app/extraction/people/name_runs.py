"""Words that stand together as a person's name: given name, patronymic, family name, initials, particles, numerals of monarchs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from app.extraction.draft import Draft
from app.extraction.toolkit import Kit
from app.language import NameWord, Token

_NUMERALS = frozenset(
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVIII", "XXIII"]
)  # fmt: skip
_DIGRAPHS = frozenset(["Дж", "Ch", "Sh", "Zh", "Kh", "Yu", "Ya", "Ye"])
_LONGEST = 6  # words of a run; more are a list or a headline in capitals
_ENDS = frozenset(".!?…:;•")
_OPENING = frozenset("«“„\"'‘(")
_QUOTES = frozenset('«»“”„"')


class Part(NamedTuple):
    """A word of a name: the tokens that it takes, its text and what it is: given, patronymic, family, initial, particle, numeral."""

    first: int
    last: int
    text: str
    what: str


class Named(NamedTuple):
    """A person's name in the text, before it is known whose."""

    parts: tuple[Part, ...]
    rule: str

    @property
    def first(self) -> int:
        return self.parts[0].first

    @property
    def last(self) -> int:
        return self.parts[-1].last

    def of(self, what: str) -> list[Part]:
        return [part for part in self.parts if part.what == what]


class RunWord(NamedTuple):
    """A candidate word of a run, with what it may be. `kind`: word, initial, particle, numeral."""

    first: int
    last: int
    text: str
    kind: str
    may: NameWord
    place: bool

    def part(self, what: str) -> Part:
        return Part(self.first, self.last, self.text, what)


_make = partial(tuple.__new__, RunWord)  # what the class itself does, a call shorter


def find_runs(draft: Draft, taken: set[int], places: set[int]) -> list[list[RunWord]]:
    """Words with a capital letter that stand together, with the initials, particles and numerals among them, in order."""
    tokens = draft.tokens
    found: list[list[RunWord]] = []
    index = 0
    for start in capitalised(draft):
        if start < index or start in taken:
            continue
        index = start
        run: list[RunWord] = []
        while index < len(tokens) and index not in taken and len(run) < _LONGEST:
            word = _run_word(draft, index, run, places)
            if word is None:
                break
            run.append(word)
            index = word.last
        while run and run[-1].kind == "particle":
            index = run.pop().first
        if run:
            found.append(run)
    return found


def capitalised(draft: Draft) -> Sequence[int]:
    """Numbers of the words with a capital letter in them."""
    return draft.kit.trigger(_has_capital).places(draft.tokens)


def _has_capital(kit: Kit, token: Token) -> bool:
    return token.kind == "word" and token.text != token.low


def without(runs: Sequence[list[RunWord]], taken: set[int]) -> Iterator[list[RunWord]]:
    """What is left of runs when the tokens taken are cut out."""
    for run in runs:
        rest: list[RunWord] = []
        for word in run:
            if word.first in taken:
                if rest:
                    yield rest
                rest = []
            else:
                rest.append(word)
        if rest:
            yield rest


def _run_word(draft: Draft, index: int, run: Sequence[RunWord], places: set[int]) -> RunWord | None:
    tokens = draft.tokens
    token = tokens[index]
    if (
        token.kind != "word"
        or not (token.capital or token.low in draft.kit.particles or "-" in token.text)
        or (run and not _follows(draft.text, tokens[run[-1].last - 1], token, run[-1].kind))
    ):
        return None
    if (
        run
        and token.text in _NUMERALS
        and run[-1].kind == "word"
        and (run[-1].may.given or not run[-1].may.common)
    ):
        return RunWord(index, index + 1, token.text, "numeral", NameWord(), False)
    if token.capital and (last := _initials_end(tokens, index)) > index:
        return RunWord(
            index, last, draft.text[token.start : tokens[last - 1].end], "initial", NameWord(), False
        )
    if not token.capital:
        head, hyphen, tail = token.text.partition("-")
        if hyphen and tail[:1].isupper() and head in draft.kit.particles:  # «аль-Завахири»
            return RunWord(index, index + 1, token.text, "word", NameWord(), False)
        if (
            run
            and token.low in draft.kit.particles
            and index + 1 < len(tokens)
            and _before_a_name(tokens, index + 1, draft)
        ):
            return RunWord(index, index + 1, token.text, "particle", NameWord(), False)
        return None
    if len(token.text) < 2:
        return None
    may = draft.kit.language.name_word(token.text)
    if token.text.isupper() and not (may.given or may.family or may.patronymic):
        return None
    return _make((index, index + 1, token.text, "word", may, index in places))


def _before_a_name(tokens: Sequence[Token], index: int, draft: Draft) -> bool:
    return tokens[index].kind == "word" and (
        tokens[index].capital or tokens[index].low in draft.kit.particles
    )


def _follows(text: str, before: Token, token: Token, kind: str) -> bool:
    """Whether nothing but one space, or nothing after an initial, stands between."""
    gap = text[before.end : token.start]
    return (len(gap) == 1 and gap.isspace() and gap not in "\r\n") or (not gap and kind == "initial")


def _initials_end(tokens: Sequence[Token], index: int) -> int:
    """The end of «К.» or «К.-Ж.»; `index` where there is none."""
    token = tokens[index]
    if len(token.text) > 2 or (len(token.text) == 2 and token.text not in _DIGRAPHS):
        return index
    after = index + 1
    if after >= len(tokens) or tokens[after].text != "." or tokens[after].start != token.end:
        return index
    if (
        after + 3 < len(tokens)
        and tokens[after + 1].text == "-"
        and tokens[after + 1].start == tokens[after].end
        and len(tokens[after + 2].text) == 1
        and tokens[after + 2].capital
        and tokens[after + 3].text == "."
    ):
        return after + 4
    return after + 1


def begins_sentence(draft: Draft, index: int) -> bool:
    """Whether a token is the first of a sentence, line or quotation, where a capital letter tells nothing."""
    if index == 0 or draft.begins_line(index):
        return True
    before = draft.tokens[index - 1].text
    return before in _ENDS or before in _OPENING or before in "-–—"


def at_a_mark(draft: Draft, first: int, last: int) -> bool:
    """Whether words begin or end what stands in quotation marks."""
    tokens = draft.tokens
    return (first > 0 and tokens[first - 1].text in "«„“") or (
        last < len(tokens) and tokens[last].text in "»”"
    )


def alone_in_marks(draft: Draft, first: int, last: int) -> bool:
    """Whether words are all that stands in quotation marks: a title or a firm's name."""
    tokens = draft.tokens
    return (
        first > 0
        and last < len(tokens)
        and tokens[first - 1].text in _QUOTES
        and tokens[last].text in _QUOTES
    )
