"""What criticises, warns or regrets without a verb of doing so: 'overdue', 'nobody had counted', 'if we do not'."""

from __future__ import annotations

import itertools

from app.extraction.acts.marks import Marks
from app.extraction.draft import Draft
from app.extraction.toolkit import Kit
from app.language import Token

_NEAR = 6  # words between a harm and what is done against it
_NOT = frozenset({"не", "not", "no", "without", "нет", "never", "без", "вместо", "ни"})
_IF = frozenset({"если", "if"})
_UNLESS = "unless"
_NEGATIONS = frozenset({"не", "not", "don't", "doesn't", "cannot", "fail", "fails", "нет"})


def worries(draft: Draft, marks: Marks, first: int, last: int) -> bool:
    """Whether words tell of something bad: by themselves, as a harm that lasts or grows, or as a condition of harm."""
    return (
        any(
            not _negated(draft, match.first, first)
            and not _remedied(draft, marks, max(first, match.first - _NEAR), match.first, first)
            for match in marks.of("worries", first, last)
        )
        or any(
            not _negated(draft, match.first, first) and not _remedied(draft, marks, first, last, first)
            for match in marks.of("ills", first, last)
            if marks.of("still", max(first, match.first - 8), min(last, match.last + 8))
        )
        or (condition_of_harm(draft, first, last) and not marks.any("forecasts", first, last))
        or _nobody_did(draft, first, last)
    )


def _negated(draft: Draft, number: int, first: int) -> bool:
    return any(token.low in _NOT for token in draft.tokens[max(first, number - 2) : number])


def _remedied(draft: Draft, marks: Marks, low: int, high: int, first: int) -> bool:
    """'сократить потери', 'fight terrorism', 'the deficit has halved': something is done against a harm, or it passes."""
    return any(not _negated(draft, match.first, first) for match in marks.of("remedies", low, high))


def _nobody_did(draft: Draft, first: int, last: int) -> bool:
    """'Nobody, she pointed out, had counted the winter', 'Никто не посчитал зиму': a neglect."""
    tokens = draft.tokens
    at = first
    while at < last and (tokens[at].kind == "mark" or tokens[at].low in ("что", "that", "but", "но", "а")):
        at += 1
    if at >= last or tokens[at].low not in ("nobody", "никто", "none"):
        return False
    following = tokens[at + 1 : min(last, at + 9)]
    if draft.kit.code == "en":
        return any(
            token.low in ("had", "has", "have", "was", "is")
            or (token.low.endswith("ed") and token.low != token.lemma)
            for token in following[:3]
        ) or any(token.low in ("had", "has", "have") for token in following)
    return any(
        token.low == "не" and after.readings and after.readings[0].tense == "past"
        for token, after in itertools.pairwise(following)
    )


def condition_of_harm(draft: Draft, first: int, last: int) -> bool:
    """'если мы этого не сделаем, …', 'unless', 'if the canal is not repaired, …'."""
    tokens = draft.tokens
    for number in draft.kit.trigger(_begins_condition).places(tokens, first, last)[:1]:
        if tokens[number].low == _UNLESS:
            return True
        clause = tokens[number + 1 : min(last, number + 9)]
        stop = next((at for at, token in enumerate(clause) if token.text == ","), len(clause))
        return any(token.low in _NEGATIONS for token in clause[:stop])
    return False


def _begins_condition(kit: Kit, token: Token) -> bool:
    return token.low in _IF or token.low == _UNLESS
