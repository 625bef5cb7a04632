"""Requests of whoever speaks: first persons, imperatives, 'what we need is'."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.kinds import Act
from app.extraction.acts.actions import actions_of
from app.extraction.acts.ask import Ask, Shape
from app.extraction.draft import Draft

_JOINT = frozenset(
    {"объединить", "соединить", "договориться", "условиться", "сложить", "связать", "сплотить"}
)
_ORDER = 16  # tokens between whom an order is given to and what is to be done
_TOGETHER = frozenset({"вместе", "сообща", "совместно", "общий"})
_FIRST = frozenset({"i", "we", "i'd", "we'd", "я", "мы"})
_RELIES = frozenset({"count", "look", "rely"})
_DUTIES = frozenset({"should", "must", "to", "can"})
_CONDITIONS = frozenset({"if", "where", "when", "before", "until", "once", "unless", "instead"})
_BETWEEN = frozenset({"would", "should", "also", "therefore", "now", "again", "will", "to", "d", "'d", "бы", "once", "only", "too", "have", "все", "же", "снова", "только"})  # fmt: skip


def first_persons(draft: Draft, first: int, last: int) -> Iterator[Ask]:
    """'I therefore propose', 'we would ask', 'I would like parliament to extend', 'я бы предложил'."""
    tokens, actions = draft.tokens, actions_of(draft.kit)
    proposing = set(draft.kit.words.speech.verbs[Act.PROPOSAL]) | {"ask", "call", "invite", "appeal"}
    for number in range(first, last):
        if tokens[number].low not in _FIRST:
            continue
        at = number + 1
        while at < last and (
            tokens[at].low in _BETWEEN or tokens[at].low.endswith("ly") or tokens[at].can_be("adverb")
        ):
            at += 1
        if at >= last or (number > first and tokens[number - 1].low in ("what", "how")):
            continue  # 'what we want our region to look like'
        if tokens[at].low in ("like", "want") and [token.low for token in tokens[at + 1 : at + 3]] == [
            "to",
            "see",
        ]:
            yield Ask(number, at + 3, at + 3, Shape.WHOLE, "wish")
        elif tokens[at].low in ("like", "want") and tokens[at + 1 : at + 2] and tokens[at + 1].low != "to":
            action = next(
                (to for to in range(at + 2, min(last, at + 9)) if actions.infinitive(tokens, to)), None
            )
            if action is not None:
                yield Ask(number, at + 1, action, Shape.ACTION, "wish")
        elif tokens[at].low in _RELIES and at + 2 < last and tokens[at + 1].low in ("on", "to"):
            action = next(
                (to for to in range(at + 3, min(last, at + 9)) if actions.infinitive(tokens, to)), None
            )
            if action is not None:
                yield Ask(number, at + 1, action, Shape.ACTION, "wish")  # 'we look to our partners to ratify'
        elif tokens[at].lemma in proposing and (
            draft.kit.code == "en" or "бы" in [token.low for token in tokens[number:at]]
        ):
            start = at + 1
            if tokens[at].lemma in ("ask", "invite"):
                action = any(actions.infinitive(tokens, to) for to in range(start, min(last, start + 9)))
                if not action and tokens[start : start + 1] and tokens[start].low not in ("that", "for"):
                    continue
            yield Ask(number, start, start, Shape.ANY, "first-person")


def own_side(draft: Draft, first: int, last: int) -> Iterator[Ask]:
    """'Tavania proposes that', 'our delegation calls for': who speaks means himself by his country or side."""
    tokens, mine = draft.tokens, set(draft.kit.words.acts.own)
    for match in draft.kit.cues.find(tokens, first, last) if draft.kit.code == "en" else ():
        verb = tokens[match.first].low
        if match.payload.act is not Act.PROPOSAL or match.payload.how not in ("verb", "phrase"):
            continue
        subject = match.first - 1
        while subject > first and (tokens[subject].low in _BETWEEN or tokens[subject].low.endswith("ly")):
            subject -= 1
        if subject < first or not verb.endswith("s"):
            continue
        own = tokens[subject].lemmas & {*mine, "delegation", "side", "group", "people"} and {"our", "my"} & {
            token.low for token in tokens[max(first, subject - 2) : subject]
        }
        named = any(
            place.last == subject + 1 and place.payload.how == "name"
            for place in draft.places_in(max(first, subject - 3), subject + 1)
        )
        if own or named:
            yield Ask(match.first, match.last, match.last, Shape.ANY, "own-side")


def clefts(draft: Draft, first: int, last: int) -> Iterator[Ask]:
    """'What is required, in her view, is better monitoring', 'what the union should do is open its books'."""
    tokens, actions = draft.tokens, actions_of(draft.kit)
    if not draft.kit.words.acts.clefts:
        return
    clefts = {word.lstrip("=") for word in draft.kit.words.acts.clefts}
    for number in range(first, min(last, first + 3)):
        if tokens[number].low != "what":
            continue
        word = next((at for at in range(number, min(last, number + 6)) if tokens[at].low in clefts), None)
        if word is None:
            continue
        verb = next(
            (at for at in range(word + 1, min(last, word + 10)) if tokens[at].low in ("is", "was")), None
        )
        if tokens[word].low == "do" and tokens[word - 1].low not in _DUTIES:
            continue  # 'what we do is'
        if verb is not None and verb + 1 < last and tokens[verb + 1].kind == "word":
            action = actions.predicate(tokens, verb + 1) or tokens[verb + 1].low == "to"
            yield Ask(number, verb + 1, verb + 1, Shape.ACTION if action else Shape.WHOLE, "cleft")


def imperatives(draft: Draft, first: int, last: int) -> Iterator[Ask]:
    """'Дайте нам', 'Give me', 'Объединить энергосистемы': a sentence of speech that begins with it."""
    tokens, actions = draft.tokens, actions_of(draft.kit)
    asides = draft.kit.words.acts.asides
    at = first
    ordinals = draft.kit.words.proposals.ordinals
    while at < last and (
        tokens[at].kind == "mark"
        or tokens[at].low in ordinals
        or tokens[at].low
        in (
            "и",
            "так",
            "поэтому",
            "не",
            "and",
            "so",
            "but",
            "please",
            "прежде",
            "всего",
            "then",
            "do",
            "not",
            "first",
        )
    ):
        at += 1
    if at >= last:
        return
    if tokens[at].low == "let" and at + 1 < last and tokens[at + 1].low not in ("me", "us", "alone"):
        yield Ask(at, at + 1, at, Shape.WHOLE, "let")
        return
    if draft.kit.code == "en" and tokens[at].low in _CONDITIONS:
        comma = next((to for to in range(at + 1, last - 2) if tokens[to].text == ","), None)
        if comma is not None and actions.imperative(tokens, comma + 1):
            yield Ask(
                comma + 1, comma + 2, comma + 1, Shape.ACTION, "imperative"
            )  # 'if you build, build it well'
        return
    if tokens[at].lemmas & asides:
        return
    if draft.kit.code == "ru" and (order := _ordered(draft, at, last)) is not None:
        yield Ask(order, order + 1, order, Shape.ACTION, "order")
    elif draft.kit.code == "ru" and _joins_in(draft, at, last):
        yield Ask(at, at + 1, at, Shape.WHOLE, "together")
    elif actions.imperative(tokens, at):
        yield Ask(at, at + 1, at, Shape.ACTION, "imperative")
    elif (
        draft.kit.code == "ru"
        and tokens[at].readings
        and tokens[at].readings[0].pos == "infinitive"
        and tokens[at].low != "есть"
        and _no_predicate(draft, at + 1, last)
    ):
        yield Ask(at, at + 1, at, Shape.WHOLE, "bare-infinitive")


def _ordered(draft: Draft, at: int, last: int) -> int | None:
    """'Министерству финансов, акимам областей обеспечить …': the infinitive behind whom an order is given to."""
    head = draft.tokens[at].readings[:1]
    if (
        not head
        or head[0].pos not in ("noun", "adjective")
        or head[0].case != "dat"
        or not draft.tokens[at].capital
    ):
        return None
    for number in range(at + 1, min(last, at + _ORDER)):
        token = draft.tokens[number]
        if token.can_be("infinitive"):
            return number if draft.tokens[last - 1].text != "?" else None
        verb = bool(token.readings) and token.readings[0].pos in ("verb", "gerund")
        if verb or (token.kind == "mark" and token.text not in (",", "(", ")", "-")):
            return None
    return None


def _joins_in(draft: Draft, number: int, last: int) -> bool:
    """'Объединим усилия', 'Построим этот мост вместе': the first person plural of what several can only do together."""
    verbs = [
        reading
        for reading in draft.tokens[number].readings[:2]
        if reading.tense == "fut" and reading.person == "1" and reading.number == "pl"
    ]
    if not verbs or draft.tokens[last - 1].text == "?":
        return False
    return verbs[0].lemma in _JOINT or any(token.lemmas & _TOGETHER for token in draft.tokens[number:last])


def _no_predicate(draft: Draft, first: int, last: int) -> bool:
    stop = next(
        (at for at in range(first, last) if draft.tokens[at].lemma in draft.kit.words.proposals.relatives),
        last,
    )
    return _without_predicate(draft, first, stop) and draft.tokens[last - 1].text != "?"


def _without_predicate(draft: Draft, first: int, last: int) -> bool:
    """Whether no predicate and no dash stands between."""
    return not any(
        draft.kit.language.is_predicate(token) or token.text in "—–" for token in draft.tokens[first:last]
    )
