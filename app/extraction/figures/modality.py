"""Whether a figure is a fact, a plan or a possibility: by the verb that governs it."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.kinds import Modality, UnitKind
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach, last_of_clause
from app.extraction.matcher import Match
from app.language.en_classes import WordClass

_BY_CUE = {
    "target": Modality.TARGET,
    "possible": Modality.POTENTIAL,
    "actual": Modality.ACTUAL,
    "now": Modality.ACTUAL,
}
_NOTHING: Match[str] = Match(0, 0, "")
_SUBJECT = 8  # tokens between the article of a subject and its verb
_AUXILIARY_REACH = 4  # tokens between an auxiliary and its participle: 'will by then have been paid'


def modality_of(
    draft: Draft,
    reach: Reach,
    sentence: tuple[int, int],
    words: Sequence[Match[str]],
    kind: UnitKind | None,
    *,
    changes: bool = False,
) -> Modality | None:
    """By the nearest verb before the number in its own words (the number may be one itself: 'doubled'), then after it, then before
    them; None where no verb tells."""
    if not changes and _is_capacity(draft, reach):
        return Modality.POTENTIAL
    own = max(reach.first, reach.begins)
    itself = reach.start + (verb_at(draft, reach.start) is not None)
    return (
        _backwards(draft, own, itself, words, kind)
        or _forwards(draft, reach.end, last_of_clause(draft, reach, sentence[1]), words)
        or _backwards(draft, sentence[0], own, words, kind)
    )


def _is_capacity(draft: Draft, reach: Reach) -> bool:
    """'мощностью до 5 МВт', 'with a capacity of up to': what it can do, not what it does."""
    before = draft.tokens[max(reach.first, reach.start - 4) : reach.start]
    capacity = draft.kit.words.figures.capacity
    nearest = [token for token in before if token.kind == "word"]
    if len(nearest) < 2 or nearest[-1].low not in ("до", "to"):
        return False
    if nearest[-1].low == "to" and nearest[-2].low != "up":
        return False
    return any(not capacity.isdisjoint(token.lemmas) for token in nearest)


def _backwards(
    draft: Draft, first: int, last: int, words: Sequence[Match[str]], kind: UnitKind | None
) -> Modality | None:
    ends: dict[int, Match[str]] = {}
    for told in words:
        if first <= told.first < last:
            ends.setdefault(told.last - 1, told)
    weak: Modality | None = None
    steps = 0
    index = last - 1
    while index >= first:
        match = ends.get(index)
        if match is not None:
            if match.payload == "offers":
                if weak is None and kind is UnitKind.MONEY:
                    return Modality.TARGET
            elif match.payload in _BY_CUE:
                if match.payload == "actual" and weak is None and _conditional(draft, index):
                    return Modality.POTENTIAL
                if match.payload == "target" and _is_consequence(draft, match.first):
                    return Modality.POTENTIAL
                if (
                    match.payload == "actual"
                    and (modal := _modal_before(draft, first, match.first)) is not None
                ):
                    return modal
                if match.payload != "now" or weak is None:
                    return _BY_CUE[match.payload]
            index = match.first - 1
            continue
        verb = verb_at(draft, index)
        if verb == "future":
            return Modality.TARGET
        if verb == "bare":
            return Modality.POTENTIAL if _possible_before(draft, first, index) else Modality.TARGET
        if verb == "finite":
            return Modality.POTENTIAL if _conditional(draft, index) else Modality.ACTUAL
        if verb == "participle" and weak is None:
            weak, steps = Modality.ACTUAL, 0
        if weak is not None:
            steps += 1
            if steps > _AUXILIARY_REACH:
                return weak
        index -= 1
    return weak


def _forwards(draft: Draft, first: int, last: int, words: Sequence[Match[str]]) -> Modality | None:
    """'1,200 jobs are to be created', '200 миллионов поступят в сентябре'."""
    told: dict[int, Match[str]] = {}
    for match in words:
        if first <= match.first < last and match.last > told.get(match.first, _NOTHING).last:
            told[match.first] = match  # 'is to' before 'is'
    index = first
    while index < last:
        cue = told.get(index)
        if cue is not None and cue.payload in _BY_CUE:
            if cue.payload == "actual" and (modal := _modal_after(draft, cue.last, last)):
                return modal
            return _BY_CUE[cue.payload]
        verb = verb_at(draft, index)
        if verb == "future":
            return Modality.TARGET
        if verb in ("finite", "participle", "bare"):
            return Modality.POTENTIAL if _conditional(draft, index) else Modality.ACTUAL
        index += 1
    return None


def _modal_after(draft: Draft, first: int, last: int) -> Modality | None:
    """'are expected to', 'is to be'."""
    for match in draft.kit.modal_words.find(draft.tokens, first, min(last, first + 2)):
        if match.payload in ("target", "possible"):
            return _BY_CUE[match.payload]
    return None


def verb_at(draft: Draft, index: int) -> str | None:
    """'future', 'finite' (past or present), 'participle' (also a short form) or 'bare' ('be') where the token is such a verb; else None."""
    token = draft.tokens[index]
    if token.kind != "word":
        return None
    if draft.kit.code == "en":
        if token.low == "be":
            return "bare"
        classes = draft.kit.classes.of(token.low)
        if classes & WordClass.PAST:
            return "participle"  # or a past form: 'put', 'raised' may follow 'would' as well
        return "finite" if classes & WordClass.PRESENT else None
    if not token.readings:
        return None
    reading = token.readings[0]
    if reading.pos == "verb":
        return "future" if reading.tense == "fut" else "finite"
    return "participle" if reading.pos == "short" else None


def _modal_before(draft: Draft, first: int, index: int) -> Modality | None:
    """The 'will' of 'will have a budget of'."""
    if draft.kit.code != "en":
        return None
    found = [
        match
        for match in draft.kit.modal_words.find(draft.tokens, max(first, index - 2), index)
        if match.payload in ("target", "possible")
    ]
    return _BY_CUE[found[-1].payload] if found else None


def _is_consequence(draft: Draft, index: int) -> bool:
    """'That would cost', 'a common grid would save': what would follow from something, not what somebody says that he will do."""
    tokens = draft.tokens
    if index == 0 or tokens[index].low != "would":
        return False
    if tokens[index - 1].low in ("that", "this", "which"):
        return True
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or not draft.kit.words.figures.costs.isdisjoint(after.lemmas):
        return False  # 'a ticket would cost 45 dollars' tells a price
    first = index - 1
    while (
        first > 0
        and index - first < _SUBJECT
        and tokens[first - 1].kind == "word"
        and tokens[first - 1].low != "that"
    ):
        first -= 1
    return tokens[first].low in ("a", "an", "such")


def _possible_before(draft: Draft, first: int, index: int) -> bool:
    """'could be', 'may then be'."""
    found = draft.kit.modal_words.find(draft.tokens, max(first, index - 3), index)
    return any(match.payload == "possible" for match in found)


def _conditional(draft: Draft, index: int) -> bool:
    """'бы' beside a verb: 'хватило бы', 'мы могли бы'."""
    return any(token.low in ("бы", "б") for token in draft.tokens[max(0, index - 2) : index + 3])
