"""Which words of a sentence belong to which of its numbers: each number has a reach, cut at the marks and joins between two of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from app.domain.record import record
from app.extraction.draft import Draft
from app.extraction.toolkit import Kit
from app.language import Token

_MARKS = frozenset(",;:()—–")
_STRONG_MARKS = frozenset(";:()—–")
_DASHES = frozenset("—–")
_PLACE = 4  # tokens of a place's name
_COPULAS = frozenset("—–:")
_AFTER = 6  # tokens between a number that is a subject and its verb
_COURSE = 4  # tokens between 'to' and the number that something came to
_COPULA = 3  # tokens between a dash that stands for 'is' and its number


@record
class Reach:
    """The words of one number: tokens `first` to `start` before it, `end` to `last` after it. `begins` is where those of the
    first number of its clause begin: a further number without a verb of its own shares them."""

    first: int
    start: int
    end: int
    last: int
    begins: int


def last_of_clause(draft: Draft, reach: Reach, last: int) -> int:
    """Where the verb of a number may stand after it: further than its own words where it begins its clause ('70 процентов суммы
    предоставит банк под 3 процента')."""
    own = draft.tokens[max(reach.first, reach.begins) : reach.start]
    return (
        reach.last
        if any(token.kind == "word" for token in own)
        else max(reach.last, min(reach.end + _AFTER, last))
    )


def begins_break(kit: Kit, token: Token) -> bool:
    """Whether a clause may break at this word."""
    return token.text in _MARKS or token.low in kit.clause_words.joins


def reaches(
    draft: Draft, first: int, last: int, numbers: Sequence[tuple[int, int]], times: Sequence[tuple[int, int]]
) -> list[Reach]:
    """The reach of each number (tokens, half-open, in order) of a sentence from `first` to `last`; `times` are its words of time."""
    breaks = _breaks(draft, first, last)
    found: list[Reach] = []
    floor = first
    for number, (start, end) in enumerate(numbers):
        following = numbers[number + 1][0] if number + 1 < len(numbers) else None
        last_of_it = _right_limit(draft, breaks, start, end, last, following, times)
        found.append(Reach(floor, start, end, last_of_it, _clause_start(draft, breaks, floor, start)))
        floor = max(end, last_of_it)
    return found


def _breaks(draft: Draft, first: int, last: int) -> list[int]:
    """Where a clause may break between two tokens: not at the dash of 'январь–август', 'Arsai–Tumar', 'Norsk – Tavar'."""
    tokens = draft.tokens
    return [
        index
        for index in draft.kit.trigger(begins_break).places(tokens, first, last)
        if tokens[index].text not in _DASHES
        or index + 1 >= last
        or tokens[index - 1].end < tokens[index].start
        or tokens[index].end < tokens[index + 1].start
        if tokens[index].text not in _DASHES or not _joins_places(draft, index)
    ]


def _joins_places(draft: Draft, index: int) -> bool:
    """Whether a dash stands between two countries or capitals."""
    after = draft.places_in(index + 1, index + _PLACE)
    if not after or after[0].first != index + 1:
        return False
    return any(place.last == index for place in draft.places_in(max(0, index - _PLACE), index))


def turns_between(draft: Draft, first: int, last: int) -> bool:
    """Whether a new clause of its own begins between two tokens: ', а', ';', 'while'."""
    last = min(last, len(draft.tokens))
    if last <= first:
        return False
    for index in _breaks(draft, first, last):
        token = draft.tokens[index]
        if token.text in _STRONG_MARKS or _is_turn(draft, index):
            return True
        if _turns(draft, index, last):
            return True
    return False


def _is_turn(draft: Draft, index: int) -> bool:
    """A conjunction or relative pronoun; 'чем' is a form of «что», but compares."""
    token = draft.tokens[index]
    turns = draft.kit.clause_words.turns
    return token.low in turns or (
        not turns.isdisjoint(token.lemmas) and not draft.kit.period_words.begins(token)
    )


def _right_limit(
    draft: Draft,
    breaks: Sequence[int],
    start: int,
    end: int,
    last: int,
    following: int | None,
    times: Sequence[tuple[int, int]],
) -> int:
    """The first break after a number, for the last number a break of clauses only. Where nothing breaks before the next number, what
    stands between is the next one's, but for a time right after this one."""
    words = draft.kit.clause_words
    stop = following if following is not None else last
    for index in breaks[bisect_left(breaks, end) : bisect_left(breaks, stop)]:
        if following is not None and draft.tokens[index].low in words.course and following - index > _COURSE:
            continue  # 'flights to the capital since 2023, and'
        if index == end and _is_apposition(draft, start, index):
            continue
        if following is not None or draft.tokens[index].text in _STRONG_MARKS or _turns(draft, index, last):
            return index
    if following is None:
        return stop
    return next(
        (time_end for begin, time_end in times if end <= begin <= end + 2 and time_end <= following), end
    )


def _is_apposition(draft: Draft, start: int, index: int) -> bool:
    """'земля под станции – 640 гектаров – будет выделена': a number between two dashes belongs to the clause around it."""
    return draft.tokens[index].text in _DASHES and start > 0 and draft.tokens[start - 1].text in _DASHES


def _turns(draft: Draft, index: int, last: int) -> bool:
    """Whether a comma or 'and' begins a clause with a verb of its own: ', which', ', and', 'and that'."""
    tokens = draft.tokens
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < last else None
    if after is None:
        return False
    words = draft.kit.clause_words
    if token.text == ",":
        return after.low in words.joined or _is_turn(draft, index + 1)
    return token.low in words.joined and after.low in words.that


def _clause_start(draft: Draft, breaks: Sequence[int], first: int, start: int) -> int:
    """Where the clause of a number begins: after the last turn before it. A dash right before it stands for a verb."""
    for index in reversed(breaks[bisect_left(breaks, first) : bisect_left(breaks, start)]):
        token = draft.tokens[index]
        if token.text in _COPULAS and start - index <= _COPULA:
            continue
        if token.text in _STRONG_MARKS or _is_turn(draft, index) or _turns(draft, index, start):
            return index
    return first
