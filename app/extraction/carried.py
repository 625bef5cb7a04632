"""The unit that a bare number leaves out, where its text tells it: 'против 9,7 млрд', 'of whom 41', 'the number of flights rose to 214'.

Each reading is a small rule that answers or abstains; a number that no rule knows stays bare.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.domain.kinds import UnitKind
from app.domain.quantity import Quantity
from app.domain.span import Span
from app.extraction.amounts import unit_after
from app.extraction.counted import ITEMS, PEOPLE, Counted, counted_after
from app.extraction.draft import Draft
from app.extraction.numbers import read_number
from app.language import Token
from app.vocabulary import UnitEntry

_CARRIED = (
    1000  # a bare number takes the unit of the one before only where both are told in thousands or more
)
_NEAR = 160  # characters between the two
_FAR = 320  # the same where words such as 'another' point back
_BACK = 20  # tokens between 'the number of' and the number
CARRIED = ", unit carried on"
_SHARES = ("percent", "times", "pp")
_COUNTS = (UnitKind.COUNT, UnitKind.PEOPLE)
_CENTS_BACK = 20  # tokens
_IN_CENTS = ("EUR", "CAD", "AUD", "SGD", "NZD", "HKD", "ZAR")
_CHANGE = 4  # tokens between a word of change and its number
_LISTED = 12  # things that a text goes on to list
_BOUND = 3  # words of bound between what points back and the number


@dataclass(frozen=True, slots=True)
class _Bare:
    """A number without a unit, its tokens, and the words before it with those of bound passed over."""

    draft: Draft
    quantity: Quantity
    first: int
    last: int
    start: int
    """First token of its sentence."""
    before: int
    """Number of the token before it and its words of bound."""

    @property
    def after(self) -> Token | None:
        return self.draft.tokens[self.last] if self.last < len(self.draft.tokens) else None

    def precedes(self, phrases: Sequence[str]) -> bool:
        """Whether one of the phrases stands right before the number."""
        tokens = self.draft.tokens
        for phrase in phrases:
            parts = phrase.split()
            for end in {self.before + 1, self.first}:
                begin = end - len(parts)
                if begin >= 0 and all(
                    part == token.low or part in token.lemmas
                    for part, token in zip(parts, tokens[begin:end], strict=True)
                ):
                    return True
        return False

    def follows(self, phrases: Sequence[str]) -> bool:
        """Whether one of the phrases stands right after the number."""
        for phrase in phrases:
            parts = phrase.split()
            if [token.low for token in self.draft.tokens[self.last : self.last + len(parts)]] == parts:
                return True
        return False

    @property
    def ends_clause(self) -> bool:
        """Nothing after the number that it could count."""
        after = self.after
        return after is None or after.kind == "mark" or not (after.can_be("other") or after.can_be("noun"))


def unit_from_context(draft: Draft, before: Sequence[Quantity], quantity: Quantity) -> Quantity:
    """The quantity with the unit that its text leaves out, where it is clear."""
    if quantity.unit is not None:
        return _corrected(draft, before, quantity)
    if quantity.rule.startswith("fraction"):
        return quantity
    bare = _bare(draft, quantity)
    for rule in RULES:
        if (unit := rule(bare, before)) is not None:
            return replace(quantity, unit=unit.unit, unit_kind=unit.kind, rule=f"{quantity.rule}{CARRIED}")
    return quantity


def units_told_later(draft: Draft, found: list[Quantity]) -> list[Quantity]:
    """The quantities, with the currency that stands at the last of several: 'бюджет — 500 миллионов, капитал — 1 миллиард долларов'."""
    result = list(found)
    for number in range(len(found) - 2, -1, -1):
        quantity, following = found[number], result[number + 1]
        if (
            quantity.unit is None
            and quantity.value >= _CARRIED * _CARRIED
            and following.unit_kind is UnitKind.MONEY
            and following.value >= _CARRIED * _CARRIED
            and following.span.start - quantity.span.end <= _NEAR
        ):
            bare = _bare(draft, quantity)
            after = _bare(draft, following)
            if bare.ends_clause and bare.start == after.start:
                result[number] = replace(
                    quantity,
                    unit=following.unit,
                    unit_kind=following.unit_kind,
                    rule=f"{quantity.rule}{CARRIED}",
                )
    return result


def _bare(draft: Draft, quantity: Quantity) -> _Bare:
    first, last = draft.token_range(quantity.span)
    at = bisect_right(draft.sentences, quantity.span.start, key=lambda sentence: sentence.start) - 1
    start = draft.sentences[at].first if at >= 0 else 0
    words = draft.kit.words.numbers
    bounds = {*words.about, *words.over, *words.under, *words.by, *words.mere}
    before = first - 1
    while before > start and first - before <= _BOUND and draft.tokens[before].low in bounds:
        before -= 1
    return _Bare(draft, quantity, first, last, start, before)


def _like(quantity: Quantity) -> Counted | None:
    if quantity.unit is None or quantity.unit_kind is None:
        return None
    return Counted(quantity.unit, quantity.unit_kind)


def _between(bare: _Bare, last: Quantity) -> str:
    end, start = last.span.end, bare.quantity.span.start
    return Span(end, start).of(bare.draft.text) if end < start else ""


def _last_near(
    bare: _Bare, before: Sequence[Quantity], near: int, *, shares: bool = True
) -> Quantity | None:
    """The quantity before, if it is near and in the same paragraph; without `shares` percentages and multiples are passed over."""
    for last in reversed(before[-4:]):
        between = _between(bare, last)
        if "\n" in between or len(between) > near:
            return None
        if last.unit is not None and (shares or last.unit not in _SHARES):
            return last
    return None


def _scaled(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'10,5 млрд долларов, импорт — 9,7 млрд'."""
    quantity, last = bare.quantity, _last_near(bare, before, _NEAR, shares=False)
    scaled = quantity.value >= _CARRIED and (
        quantity.step is None or quantity.step >= 1000 or quantity.value != quantity.value.to_integral_value()
    )
    if last is None or not scaled or last.value < _CARRIED:
        return None
    return _like(last)


def _compared(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'против 9,6', 'instead of 70', 'down from 19.8 million', '9,6 годом ранее'."""
    words = bare.draft.kit.words.numbers
    last = _last_near(bare, before, _NEAR)
    if last is None or (last.unit in _SHARES and bare.quantity.value >= _CARRIED):
        return None
    compared = bare.precedes(words.against) and bare.ends_clause
    return _like(last) if compared or bare.follows(words.a_year_earlier) else None


def _parallel(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'доходы выросли на 7%, расходы — на 11', 'давали 3% энергии, сегодня — 22': the same told of another subject."""
    draft, last = bare.draft, _last_near(bare, before, _NEAR)
    if last is None or not bare.ends_clause or "\n" in _between(bare, last):
        return None
    first, _ = draft.token_range(last.span)
    if first < bare.start and any(mark in _between(bare, last) for mark in ".!?"):
        return None
    tokens = draft.tokens
    if (
        tokens[bare.before].text in ("—", "–")
        and bare.before > first
        and tokens[bare.before].end < bare.quantity.span.start
    ):
        return (
            _like(last) if bare.quantity.value < _CARRIED or last.unit not in ("percent", "times") else None
        )
    by = set(draft.kit.words.numbers.by)
    if (
        last.unit in ("percent", "pp")
        and first
        and tokens[first - 1].low in by
        and bare.first
        and tokens[bare.first - 1].low in by
        and bare.quantity.value < _CARRIED
    ):
        return _like(last)
    return None


def _pointing_back(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'another forty', 'a further 2,500', 'among them 150', 'fourteen of them', 'их 64 тысячи': things or people that were told."""
    words = bare.draft.kit.words.numbers
    last = _last_near(bare, before, _FAR)
    if last is None or not bare.ends_clause:
        return None
    if bare.follows(words.of_them):
        return _like(last) if last.unit not in _SHARES and bare.quantity.value < last.value else None
    return _like(last) if last.unit_kind in _COUNTS and bare.precedes(words.another) else None


def _grown_to(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'30,000 cars a year, rising to 100,000': where what was told came to."""
    words, last = bare.draft.kit.words.numbers, _last_near(bare, before, _NEAR)
    if last is None or not bare.ends_clause or last.unit in _SHARES or not bare.precedes(words.amounts_to):
        return None
    if bare.draft.token_range(last.span)[0] < bare.start:
        return None
    changes = {*words.increase, *words.decrease}
    near = bare.draft.tokens[max(bare.start, bare.first - _CHANGE) : bare.first]
    changed = any(token.low in changes or not token.lemmas.isdisjoint(changes) for token in near)
    return _like(last) if changed else None


def _listed(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'304 км проходит по Кыргызстану, 158 — по Узбекистану': the same told of another, the number first."""
    draft, last = bare.draft, _last_near(bare, before, _NEAR)
    if last is None or bare.after is None or bare.after.text not in ("—", "–") or bare.before < bare.start:
        return None
    if draft.token_range(last.span)[0] < bare.start or bare.after.start == draft.tokens[bare.last - 1].end:
        return None
    opens = draft.tokens[bare.before]
    joins = opens.text in (",", ";") or opens.low in draft.kit.words.numbers.and_words
    fits = last.unit not in _SHARES or bare.quantity.value < _CARRIED
    return _like(last) if joins and fits else None


def _counted_noun(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'the number of weekly services has risen to 214', 'совместных предприятий стало 318', 'a staff of 40'."""
    draft, words = bare.draft, bare.draft.kit.words.numbers
    if not bare.ends_clause or bare.quantity.value != bare.quantity.value.to_integral_value():
        return None
    if not (bare.precedes(words.amounts_to) or bare.precedes(words.of_staff)):
        return None
    low = max(bare.start, bare.first - _BACK)
    if (
        before
        and before[-1].unit not in ("times", "percent")
        and low < (taken := draft.token_range(before[-1].span)[1])
    ):
        low = min(taken, bare.first)
    tokens = draft.tokens
    for at in range(bare.before, low - 1, -1):
        token = tokens[at]
        if token.text in ".;!?":
            return None
        if not token.lemmas.isdisjoint(words.population):
            return PEOPLE
        if not token.lemmas.isdisjoint(words.number_of):
            beside = _count_unit(draft, at - 1) if at and draft.kit.code == "en" else None
            if beside is not None:  # 'passenger numbers'
                return Counted(beside.unit, beside.kind)
            return _noun_after(draft, at + 1, bare.first)
        if (unit := _count_unit(draft, at)) is not None and _is_many(draft, at):
            return Counted(unit.unit, unit.kind)
    return None


def _noun_after(draft: Draft, first: int, last: int) -> Counted:
    """What 'the number of' is told of: people where a unit says so, else things."""
    for at in range(first, min(last, first + 5)):
        if (unit := _count_unit(draft, at)) is not None:
            return Counted(unit.unit, unit.kind)
        if any(reading.animate and reading.pos == "noun" for reading in draft.tokens[at].readings[:2]):
            return PEOPLE
    return ITEMS


def _count_unit(draft: Draft, at: int) -> UnitEntry | None:
    match = draft.kit.units.at(draft.tokens, at)
    return match.payload if match is not None and match.payload.kind in _COUNTS else None


def _is_many(draft: Draft, at: int) -> bool:
    """Whether a noun is one of several: a plural."""
    token = draft.tokens[at]
    if draft.kit.code == "ru":
        return any(reading.number == "pl" and reading.pos == "noun" for reading in token.readings[:2])
    return token.low != token.lemma


def _casualties(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'ранены свыше 900', 'almost 4,000 were left homeless', 'трое погибли': people without the word."""
    draft, words = bare.draft, bare.draft.kit.words.numbers
    tokens = draft.tokens
    if bare.quantity.value != bare.quantity.value.to_integral_value():
        return None
    if not tokens[bare.first].lemmas.isdisjoint(words.collectives):
        return PEOPLE if bare.ends_clause else None
    if not bare.ends_clause:
        return None
    near = [*tokens[max(bare.start, bare.before) : bare.before + 1], *_until_mark(tokens, bare.last)]
    happened = set(words.people_verbs)
    return PEOPLE if any(not token.lemmas.isdisjoint(happened) for token in near) else None


def _until_mark(tokens: Sequence[Token], last: int) -> list[Token]:
    found: list[Token] = []
    for token in tokens[last : last + 4]:
        if token.kind == "mark":
            break
        found.append(token)
    return found


def _same_count(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'of 62 items, 41 have been carried out, 12 are under way', 'had hoped for ten signatures and got six'."""
    draft, last = bare.draft, _last_near(bare, before, _NEAR)
    if last is None or last.unit_kind not in _COUNTS or not bare.ends_clause:
        return None
    if draft.token_range(last.span)[0] < bare.start or bare.quantity.value > last.value:
        return None
    words = draft.kit.words.numbers
    at = bare.before
    token = draft.tokens[at]
    whole = draft.token_range(last.span)[0]
    told_of = (whole > 0 and draft.tokens[whole - 1].low in words.of_them_all) or last.rule.endswith(CARRIED)
    if told_of and (token.kind == "mark" or token.low in words.and_words or token.low in words.of_them_all):
        return _like(last)
    after = bare.after
    ends = after is None or after.kind == "mark"
    verb = draft.kit.language.is_predicate(token) or token.low in words.got
    return (
        _like(last)
        if ends and verb and bare.quantity.value.to_integral_value() == bare.quantity.value
        else None
    )


def _parts_of(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'из 214 километров готово 129': a part of what was told."""
    draft, last = bare.draft, _last_near(bare, before, _NEAR)
    if last is None or last.unit in ("percent", "times", "pp") or not bare.ends_clause:
        return None
    whole = draft.token_range(last.span)[0]
    if whole < max(bare.start, 1) or draft.tokens[whole - 1].low not in draft.kit.words.numbers.of_them_all:
        return None
    predicate = draft.kit.language.is_predicate(draft.tokens[bare.before])
    return _like(last) if predicate and bare.quantity.value < last.value else None


def _subject(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'150 companies have applied; 96 have been admitted': a number that is a clause's subject."""
    draft, last = bare.draft, _last_near(bare, before, _FAR)
    if last is None or last.unit_kind not in _COUNTS or bare.after is None or not bare.before:
        return None
    opens = draft.tokens[bare.before].kind == "mark" or bare.first == bare.start
    return _like(last) if opens and bare.after.can_be("verb") and bare.quantity.value < last.value else None


def _of_so_many(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'58 of the 94 decisions', '41 из 62 поручений'."""
    draft, tokens = bare.draft, bare.draft.tokens
    if bare.after is None or bare.after.low not in draft.kit.words.numbers.of_them_all:
        return None
    at = bare.last + 1
    if at < len(tokens) and tokens[at].low in draft.kit.words.numbers.definite:
        at += 1
    whole = read_number(tokens, at, draft.kit, draft.text) if at < len(tokens) else None
    if whole is None or whole.value < bare.quantity.value:
        return None
    unit = unit_after(draft, whole.last, whole.value)
    if unit is not None:
        return Counted(unit[0].unit, unit[0].kind) if unit[0].factor == 1 else None
    counted = counted_after(draft, whole)
    return counted[0] if counted is not None else None


def _echo(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'Ten billion is a dream', where ten billion of something were told shortly before."""
    if bare.quantity.value < _CARRIED * _CARRIED:
        return None
    for last in reversed(before[-8:]):
        if last.unit is not None and bare.quantity.value in (last.value, last.value_high):
            return _like(last)
    return None


def _percent_of(bare: _Bare, before: Sequence[Quantity]) -> Counted | None:
    """'per cent of 210' with no number before the percent."""
    if not bare.ends_clause or not bare.precedes(bare.draft.kit.words.numbers.percent_of):
        return None
    last = before[-1] if before else None
    if last is not None and last.unit == "percent" and len(_between(bare, last)) <= len(" of "):
        return None
    return Counted("percent", UnitKind.RATIO)


RULES: tuple[Callable[[_Bare, Sequence[Quantity]], Counted | None], ...] = (
    _scaled,
    _compared,
    _parallel,
    _of_so_many,
    _percent_of,
    _pointing_back,
    _listed,
    _counted_noun,
    _grown_to,
    _casualties,
    _same_count,
    _parts_of,
    _subject,
    _echo,
)


def _corrected(draft: Draft, before: Sequence[Quantity], quantity: Quantity) -> Quantity:
    """What a rate is told of ('$165 за тысячу кубометров', '1 евро — 1,16 доллара') and what a text lists ('four initiatives: …') is no
    figure; cents are those of the currency that was told."""
    first, last = draft.token_range(quantity.span)
    words, tokens = draft.kit.words.numbers, draft.tokens
    if (
        before
        and first
        and tokens[first - 1].low in words.denominators
        and before[-1].unit is not None
        and draft.token_range(before[-1].span)[1] == first - 1
        and quantity.value in (1, 10, 100, 1000, 10000, 100000, 1000000)
    ):
        return replace(quantity, unit=None, unit_kind=None, rule="denominator")
    if (
        quantity.unit_kind is UnitKind.COUNT
        and quantity.value <= _LISTED
        and last < len(tokens)
        and tokens[last].text == ":"
    ):
        return replace(quantity, unit=None, unit_kind=None, rule="list")
    if (
        quantity.unit == "USD"
        and tokens[last - 1].lemma in words.cent_words
        and (of := _currency_before(draft, first))
    ):
        return replace(quantity, unit=of)
    if (
        quantity.unit_kind is UnitKind.MONEY
        and quantity.value == 1
        and last < len(tokens)
        and (tokens[last].text in ("—", "–", "=") or tokens[last].low in words.equals)
    ):
        return replace(quantity, unit=None, unit_kind=None, rule="denominator")
    return quantity


def _currency_before(draft: Draft, first: int) -> str | None:
    """The currency named last before an amount in cents, if its hundredth is a cent too and it is not the dollar."""
    for at in range(first - 1, max(-1, first - _CENTS_BACK), -1):
        match = draft.kit.units.at(draft.tokens, at)
        if match is not None and match.payload.kind is UnitKind.MONEY and match.payload.factor == 1:
            return match.payload.unit if match.payload.unit in _IN_CENTS else None
    return None
