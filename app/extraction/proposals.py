"""What is proposed: the action and its object, without the attribution; each of several apart."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.kinds import Act
from app.domain.span import Span
from app.extraction.acts import is_infinitive, needed_action, sentences_between
from app.extraction.cues import Cue
from app.extraction.draft import Draft
from app.language import Token

_REACH = 10  # words between 'предложил' and the action: addressees and circumstances
_LEAST = 2  # words of a proposal


def from_list(draft: Draft, items: Sequence[int]) -> list[tuple[Span, str]]:
    """Each item of a list under 'предложил:' is one proposal, without its bullet and closing mark."""
    found = []
    for index in items:
        span = draft.analysis.paragraphs[index]
        first, last = draft.token_range(span)
        while first < last and (draft.tokens[first].kind != "word"):
            first += 1
        if first < last and (trimmed := _trim(draft, first, last)) is not None:
            found.append((trimmed, "list-item"))
    return found


def from_reported(draft: Draft, cues: Sequence[Cue], first: int, last: int) -> list[tuple[Span, str]]:
    """Proposals of a reported sentence: after each verb of proposing, or after a need."""
    found: list[tuple[Span, str]] = []
    last = _before_attribution(draft, cues, first, last)
    invites = {*draft.kit.words.acts.invites, *draft.kit.words.acts.requests}
    proposing = [cue for cue in cues if cue.act is Act.PROPOSAL] or [
        cue for cue in cues if cue.lemma in invites
    ]
    for number, cue in enumerate(proposing):
        end = min([other.first for other in proposing[number + 1 :]] + [last])
        found.extend(_after_cue(draft, cue.last, end, favour=cue.lemma in ("выступить", "высказаться")))
    if not found:
        found = _after_needs(draft, first, last)
    return _apart(found)


def _before_attribution(draft: Draft, cues: Sequence[Cue], first: int, last: int) -> int:
    """Where an attribution at the sentence's end begins: '…, заявил он', '…, the president told his colleagues'."""
    tokens = draft.tokens
    for cue in cues:
        if (
            cue.act is not Act.CLAIM
            or last - cue.last > 5
            or any(token.text == "," for token in tokens[cue.last : last])
        ):
            continue
        comma = next(
            (
                number
                for number in range(cue.first - 1, max(first, cue.first - 5), -1)
                if tokens[number].text == ","
            ),
            None,
        )
        if comma is not None and comma - first > _LEAST:
            return comma
    return last


def from_direct(draft: Draft, first: int, last: int) -> list[tuple[Span, str]]:
    """Proposals inside a quotation: after 'предлагаю', 'необходимо', 'давайте' of each of its sentences."""
    found: list[tuple[Span, str]] = []
    for low, high in sentences_between(draft, first, last):
        asks = [
            match for match in draft.kit.act_words.find(draft.tokens, low, high) if match.payload == "asks"
        ]
        inside = (
            _after_cue(draft, asks[0].last, high, favour=False) if asks else _after_needs(draft, low, high)
        )
        found.extend(inside)
    return _apart(found)


def _after_needs(draft: Draft, first: int, last: int) -> list[tuple[Span, str]]:
    for match in draft.kit.act_words.find(draft.tokens, first, last):
        if match.payload == "needs" and needed_action(draft, match.first, last):
            return _after_cue(draft, match.last, last, favour=False)
    return []


def _after_cue(draft: Draft, start: int, last: int, *, favour: bool) -> list[tuple[Span, str]]:
    words = draft.kit.words.proposals
    tokens = draft.tokens
    that = next(
        (number for number in range(start, min(last, start + _REACH)) if tokens[number].low in words.that),
        None,
    )
    if that is not None:
        begin = next((number for number in range(that + 1, last) if _is_predicate(tokens[number])), None)
        if begin is not None and begin - that <= _REACH:
            return _one(draft, begin, last, "that-clause")
    infinitive = next(
        (number for number in range(start, min(last, start + _REACH)) if is_infinitive(tokens, number)), None
    )
    if infinitive is not None:
        begin = infinitive
        while begin > start and tokens[begin - 1].can_be("adverb") and not tokens[begin - 1].can_be("noun"):
            begin -= 1
        return _coordinated(draft, begin, last)
    if favour or (start < last and tokens[start].low in words.in_favour):
        return _in_favour(draft, start, last)
    return _one(draft, start, last, "noun-phrase")


def _is_predicate(token: Token) -> bool:
    return any(reading.pos in ("verb", "infinitive") for reading in token.readings[:2])


def _coordinated(draft: Draft, first: int, last: int) -> list[tuple[Span, str]]:
    """'провести A и создать B' are two; 'разработать и запустить A' is one: its first verb has no object of its own."""
    tokens = draft.tokens
    joins = {word for join in draft.kit.words.proposals.joins for word in join.split()} | {"to"}
    cuts = [first]
    ends = []
    relatives = set(draft.kit.words.proposals.relatives)
    clause = next((number for number in range(first + 1, last) if tokens[number].lemmas & relatives), last)
    for number in range(first + 1, clause):
        if not is_infinitive(tokens, number) or tokens[number].can_be("noun"):
            continue
        before = number - 1
        while before > cuts[-1] and (tokens[before].low in joins or tokens[before].text == ","):
            before -= 1
        joined = any(
            tokens[at].low in joins - {"to"} or tokens[at].text == "," for at in range(before + 1, number)
        )
        own = tokens[cuts[-1] + 1 : before + 1]
        has_object = any(token.can_be("noun") for token in own) if draft.kit.code == "ru" else len(own) > 1
        if joined and has_object and number - before <= 4:
            cuts.append(number)
            ends.append(before + 1)
    found = []
    for low, high in zip(cuts, [*ends, last], strict=True):
        found.extend(_one(draft, low, high, "infinitive"))
    return found


def _in_favour(draft: Draft, start: int, last: int) -> list[tuple[Span, str]]:
    """'выступил за A, за B и за C'."""
    tokens = draft.tokens
    words = set(draft.kit.words.proposals.in_favour)
    marks = [
        number
        for number in range(start, last)
        if tokens[number].low in words and (number == start or tokens[number - 1].low in ("и", ",", "and"))
    ]
    begins = [number + 1 for number in marks] if marks else [start]
    if not marks or marks[0] != start:
        begins = [start, *begins] if marks and marks[0] - start > 1 else begins
    found = []
    for low, high in zip(begins, [*(begin - 1 for begin in begins[1:]), last], strict=True):
        found.extend(_one(draft, low, high, "in-favour"))
    return found


def _one(draft: Draft, first: int, last: int, rule: str) -> list[tuple[Span, str]]:
    span = _trim(draft, first, last)
    return [(span, rule)] if span is not None else []


def _trim(draft: Draft, first: int, last: int) -> Span | None:
    """Without marks and joining words at the edges; None where too few words are left."""
    tokens = draft.tokens
    joins = {word for join in draft.kit.words.proposals.joins for word in join.split()}
    while last > first and (tokens[last - 1].text in ".,;:!?—–-" or tokens[last - 1].low in joins):
        last -= 1
    while first < last and (tokens[first].text in ".,;:—–-" or tokens[first].low == "to"):
        first += 1
    if sum(token.kind == "word" for token in tokens[first:last]) < _LEAST:
        return None
    return draft.span_of(first, last)


def _apart(found: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Without one that lies inside another."""
    return [
        (span, rule)
        for index, (span, rule) in enumerate(found)
        if not any(
            other.holds(span) and (other != span or number < index)
            for number, (other, _) in enumerate(found)
            if number != index
        )
    ]
