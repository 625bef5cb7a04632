"""Numbers without a unit and what stands around them, for the rules that find the unit in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from app.domain.kinds import UnitKind
from app.domain.quantity import Quantity
from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.quantities.counted import Counted
from app.extraction.toolkit import Kit
from app.language import Token

IN_THOUSANDS = 1000
"""A number takes the unit of the one before without further words only where both are told in thousands or more."""
LARGE = 1_000_000
NEAR = 160
"""Characters between a number and the quantity whose unit it takes."""
FAR = 320
"""The same where words such as 'another' point back."""
BACK = 20
"""Tokens between what is counted and the number."""
CARRIED = ", unit carried on"
"""What the rule of such a quantity ends with."""
SHARES = ("percent", "times", "pp")
COUNTS = (UnitKind.COUNT, UnitKind.PEOPLE)
_ENDERS = frozenset(".!?…")
_SENTENCE = 60  # tokens that are looked through for its beginning
_BOUND = 3  # words of bound between what points back and the number


@dataclass(frozen=True)
class Bare:
    """A number without a unit, its tokens, and the words before it with those of bound passed over."""

    draft: Draft
    quantity: Quantity
    first: int
    last: int
    start: int
    """First token of its sentence."""
    before: int
    """Number of the token before it and its words of bound."""
    earlier: Sequence[Quantity] = ()
    """The quantities before it."""

    @property
    def after(self) -> Token | None:
        return self.draft.tokens[self.last] if self.last < len(self.draft.tokens) else None

    @cached_property
    def near(self) -> Quantity | None:
        """The quantity before, where it is near."""
        return last_near(self, NEAR)

    @cached_property
    def far(self) -> Quantity | None:
        """The same where words may point back to it."""
        return last_near(self, FAR)

    def precedes(self, phrases: str) -> bool:
        """Whether one of the phrases of a list of number words stands right before the number."""
        tokens, endings = self.draft.tokens, _by_last_word(self.draft.kit, phrases)
        for end in {self.before + 1, self.first}:
            for key in tokens[end - 1].keys if end else ():
                for parts in endings.get(key, ()):
                    if len(parts) <= end and all(
                        part in tokens[end - back].lemmas
                        for back, part in enumerate(reversed(parts), start=1)
                    ):
                        return True
        return False

    def follows(self, phrases: Iterable[str]) -> bool:
        """Whether one of the phrases stands right after the number."""
        for phrase in phrases:
            parts = phrase.split()
            if [token.low for token in self.draft.tokens[self.last : self.last + len(parts)]] == parts:
                return True
        return False

    @cached_property
    def ends_clause(self) -> bool:
        """Nothing after the number that it could count."""
        after = self.after
        if after is not None and after.text in "-–" and after.start == self.draft.tokens[self.last - 1].end:
            return False  # '47-летний'
        return after is None or after.kind == "mark" or not (after.can_be("other") or after.can_be("noun"))


@lru_cache(maxsize=32)
def _by_last_word(kit: Kit, phrases: str) -> dict[str, list[list[str]]]:
    """The phrases of a list of number words, each in its words, by the last of them."""
    found: dict[str, list[list[str]]] = {}
    for phrase in getattr(kit.words.numbers, phrases):
        found.setdefault(phrase.split()[-1], []).append(phrase.split())
    return found


@lru_cache(maxsize=4)
def _bounds(kit: Kit) -> frozenset[str]:
    """Words between a number and what points to it."""
    words = kit.words.numbers
    return frozenset((*words.about, *words.over, *words.under, *words.by, *words.mere))


def bare_number(draft: Draft, quantity: Quantity, earlier: Sequence[Quantity] = ()) -> Bare:
    first, last = draft.token_range(quantity.span)
    at = bisect_right(draft.sentences, quantity.span.start, key=lambda sentence: sentence.start) - 1
    start = _sentence_start(draft, first, draft.sentences[at].first if at >= 0 else 0)
    before, bounds = first - 1, _bounds(draft.kit)
    while before > start and first - before <= _BOUND and draft.tokens[before].low in bounds:
        before -= 1
    return Bare(draft, quantity, first, last, start, before, earlier)


def _sentence_start(draft: Draft, first: int, low: int) -> int:
    """Where the sentence of a token begins; quotations and turns hold several that are cut nowhere else."""
    tokens, abbreviations = draft.tokens, draft.kit.words.abbreviations
    for at in reversed(draft.kit.trigger(_may_end).places(tokens, max(low, first - _SENTENCE) + 1, first)):
        if tokens[at + 1].start > tokens[at].end and tokens[at - 1].low not in abbreviations:
            return at + 1
    return low


def _may_end(kit: Kit, token: Token) -> bool:
    return token.text in _ENDERS


def like(quantity: Quantity) -> Counted | None:
    if quantity.unit is None or quantity.unit_kind is None:
        return None
    return Counted(quantity.unit, quantity.unit_kind)


def between(bare: Bare, last: Quantity) -> str:
    end, start = last.span.end, bare.quantity.span.start
    return Span(end, start).of(bare.draft.text) if end < start else ""


def last_near(bare: Bare, near: int, *, shares: bool = True) -> Quantity | None:
    """The quantity before, if it is near and in the same paragraph; without `shares` percentages and multiples are passed over."""
    for last in reversed(bare.earlier[-4:]):
        gap = between(bare, last)
        if "\n" in gap or len(gap) > near:
            return None
        if last.unit is not None and (shares or last.unit not in SHARES):
            return last
    return None
