"""Needs: 'необходимо', 'should', with an action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.extraction.acts.actions import actions_of
from app.extraction.acts.ask import Ask, Shape
from app.extraction.acts.beginnings import clause_start, from_adverbs, subject_start
from app.extraction.acts.marks import Marks
from app.extraction.draft import Draft
from app.extraction.matcher import Match
from app.language import Token

_REACH = 8  # words between a need and its action: 'необходимо в кратчайшие сроки завершить'
_BEFORE = 6  # words between an action and the need after it
_MODALS = frozenset({"must", "should", "need", "needs", "cannot"})
_IF = frozenset({"если", "if", "whether", "ли", "unless", "сколько", "where", "when", "why"})
_IF_SOON = 4  # words in which a sentence tells that it is a condition
_WILL = frozenset({"will", "would", "'ll", "may", "might"})
_ASKED = frozenset({"what", "how", "whether", "whom"})  # 'what the solution should be' asks for nothing
_PARTIES = frozenset(
    {
        "we",
        "bodies",
        "states",
        "countries",
        "nations",
        "parties",
        "sides",
        "members",
        "governments",
        "neighbours",
        "neighbors",
        "ministers",
        "leaders",
        "partners",
    }
)
_ADJECTIVES = frozenset({"necessary", "important", "essential", "vital", "crucial", "appropriate"})
_BEHIND = frozenset(
    {
        "to",
        "that",
        "for",
        "not",
        "now",
        "first",
        "also",
        "both",
        "here",
        "today",
        "if",
        "then",
        "at",
        "in",
        "on",
    }
)
_WHAT = frozenset({"какой", "сколько", "каков"})
_NO_SUBJECT = frozenset({"it", "this", "that", "which", "there", "nobody", "what"})


def needs(draft: Draft, marks: Marks, first: int, last: int) -> Iterator[Ask]:
    for match in marks.of("needs", first, last):
        if no_need(draft, match, first):
            continue
        found = (
            _english_need(draft, match, first, last)
            if draft.kit.code == "en"
            else _russian_need(draft, match, first, last)
        )
        if found is not None and not upholds(draft, match.last, last):
            yield found


def no_need(draft: Draft, match: Match[str], first: int) -> bool:
    """'было нужно', 'если нужно', 'не нужно'."""
    tokens = draft.tokens
    around = [token.low for token in tokens[max(first, match.first - 3) : match.first]]
    after = [token.low for token in tokens[match.last : match.last + 2]]
    if around and around[-1] in ("не", "сколько", "no"):
        return True
    if draft.tokens[first].lemma in _WHAT:
        return True  # 'Какую работу надо проделать!'
    would = "бы" in around or "бы" in after
    return bool(_IF & set(around)) or (not would and ("было" in around or after[:1] == ["было"]))


def upholds(draft: Draft, start: int, last: int) -> bool:
    values = draft.kit.words.acts.values
    return any(token.lemmas & values for token in draft.tokens[start : min(last, start + 12)])


def _proposes_something(draft: Draft, number: int, need: Match[str]) -> bool:
    """Not 'it should be noted', and with 'должна' no outcome: 'доля должна дойти до трети'."""
    acts = draft.kit.words.acts
    token = draft.tokens[number]
    if token.lemmas & acts.remarks:
        return False
    duty = draft.tokens[need.first].low in ("must", "should", "ought") or draft.tokens[
        need.first
    ].low.startswith(("долж", "обяз"))
    if (
        token.low == "have"
        and draft.tokens[number + 1 : number + 2]
        and draft.tokens[number + 1].low in ("a", "an")
    ):
        return draft.tokens[need.first - 1].low in (
            "we",
            "states",
            "countries",
        )  # 'we must have a common approach'
    return not (duty and token.lemmas & {*acts.states, *acts.outcomes})


def _russian_need(draft: Draft, match: Match[str], first: int, last: int) -> Ask | None:
    tokens, actions = draft.tokens, actions_of(draft.kit)
    begin = clause_start(draft, match.first, first)
    duty = tokens[match.first].low.startswith(("долж", "обяз"))
    action = next(
        (at for at in range(match.last, min(last, match.last + _REACH)) if actions.infinitive(tokens, at)),
        None,
    )
    if action is None:
        action = next(
            (
                at
                for at in range(match.first - 1, max(begin, match.first - _BEFORE) - 1, -1)
                if actions.infinitive(tokens, at)
            ),
            None,
        )
        if action is None or not _proposes_something(draft, action, match):
            return None
        return Ask(match.first, match.last, action, Shape.ACTION, "action-before-need")
    if not _proposes_something(draft, action, match) or (duty and not _can_act(draft, begin, match.first)):
        return None
    if not duty and (thing := _object_before(draft, begin, match.first)) is not None:
        return Ask(match.first, match.last, thing, Shape.ACTION, "object-before-need")
    return Ask(match.first, match.last, from_adverbs(draft, match.last, action), Shape.ACTION, "need")


def _can_act(draft: Draft, begin: int, duty: int) -> bool:
    """Whether countries, bodies or people stand before 'должны', and no thing: 'деньги должны поработать' asks for nothing."""
    acts = draft.kit.words.acts
    parties = {*acts.own, *acts.guests, "сосед", "партнер", "сторона", "мы", "все", "каждый", "бизнес", "вы"}
    return (
        bool(draft.people_in(begin, duty) or draft.places_in(begin, duty))
        or any(token.lemmas & parties for token in draft.tokens[begin:duty])
        or any(token.low == "быть" for token in draft.tokens[duty : duty + 3])
    )


def _object_before(draft: Draft, begin: int, need: int) -> int | None:
    """'дорогу надо построить': where the object before a need begins; None for 'странам надо', 'на границе надо'."""
    tokens = draft.tokens
    start = begin
    while start < need and tokens[start].kind == "mark":
        start += 1
    if start < need and tokens[start].low in (
        "а",
        "и",
        "но",
        "поэтому",
        "также",
        "сегодня",
        "теперь",
        "сейчас",
    ):
        start += 1
    near = next((at for at in range(need - 1, start - 1, -1) if tokens[at].kind == "mark"), start)
    if any(
        tokens[at].low == "он" or reading.pos == "verb"
        for at in range(near, need)
        for reading in tokens[at].readings[:1]
    ):
        return None  # 'премьер считает необходимым согласовать'
    at = start
    while at < need and not tokens[at].can_be("noun"):
        if (
            tokens[at].can_be("preposition")
            or tokens[at].can_be("verb")
            or tokens[at].low in ("нам", "вам", "им")
        ):
            return None
        at += 1
    if at >= need or need - at > 12:
        return None
    reading = next((reading for reading in tokens[at].readings[:3] if reading.pos == "noun"), None)
    named = any(match.first <= at < match.last for match in draft.places_in(start, need))
    accusative = tokens[at].has_case("acc") or tokens[at].has_case("nom")
    if reading is None or named or not accusative or tokens[at].readings[0].case in ("dat", "loc"):
        return None
    return start


def _english_need(draft: Draft, match: Match[str], first: int, last: int) -> Ask | None:
    tokens, actions = draft.tokens, actions_of(draft.kit)
    if tokens[match.first].low in _MODALS and match.last - match.first == 1:
        modal = _modal(draft, match, first, last)
        if modal is not None or tokens[match.first].low in ("must", "should"):
            return modal
        if tokens[match.first - 1].low in ("that", "which", "who"):
            return None  # 'nuances that need to be discussed'
        if match.last < last and tokens[match.last].low in ("a", "an", "more"):
            return None  # 'we need a surge in funds to protect people': a thing is wanted
    reach = range(match.last, min(last, match.last + _REACH + 4))
    if tokens[match.first].low == "worth" and match.last < last and actions.action_noun(tokens, match.last):
        return Ask(match.first, match.last, match.last, Shape.ANY, "need")
    if match.last - match.first == 1 and _is_attribute(draft, match, last):
        return None
    if (
        tokens[match.first].low == "ought"
        and tokens[match.last : match.last + 2][-1:]
        and tokens[min(last - 1, match.last + 1)].low == "be"
    ):
        return Ask(
            match.first, match.last, subject_start(draft, match.first, first), Shape.ACTION, "passive-need"
        )
    if tokens[match.last - 1].low == "to":
        reach = range(match.last, min(last, match.last + 1))
        action = match.last if match.last < last else None
    else:
        action = next((at for at in reach if actions.infinitive(tokens, at)), None)
    if action is None or not _proposes_something(draft, action, match) or tokens[match.first].low == "had":
        return None
    if (
        tokens[match.first].low == "have"
        and tokens[match.first - 1].low in _WILL
        and _IF & {token.low for token in tokens[first : first + _IF_SOON]}
    ):
        return None  # 'if prices climb, we will have to lower it': a consequence
    if (
        tokens[match.first].low == "has"
        and tokens[action].low == "be"
        and tokens[match.first - 1].low == "it"
    ):
        return None  # 'a rate cut is no present: it has to be earned'
    if tokens[match.first].low == "has" and tokens[match.first - 1].low.startswith(("some", "no", "who")):
        return None
    return Ask(match.first, match.last, from_adverbs(draft, match.last, action), Shape.ACTION, "need")


def _is_attribute(draft: Draft, match: Match[str], last: int) -> bool:
    """'Important issues for us to discuss', 'all necessary assistance to': an adjective that stands before its noun."""
    adjective = draft.tokens[match.first].low
    if adjective not in _ADJECTIVES or match.last >= last:
        return False
    after = draft.tokens[match.last]
    plain = after.kind == "word" and not after.can_be("preposition") and not after.can_be("conjunction")
    return plain and after.low not in _BEHIND and not after.low.endswith("ly")


def _modal(draft: Draft, match: Match[str], first: int, last: int) -> Ask | None:
    """'the sides should open', 'the bridge must be opened', 'we need not'."""
    tokens = draft.tokens
    at = match.last
    while at < last and (
        tokens[at].low in ("not", "now", "first", "also", "therefore", "all", "never", "only")
        or tokens[at].low.endswith("ly")
    ):
        at += 1
    subject = tokens[match.first - 1].low if match.first > first else ""
    if (
        at >= last
        or tokens[at].kind != "word"
        or _ASKED & {token.low for token in tokens[max(first, match.first - 4) : match.first]}
        or subject in _NO_SUBJECT
        or (tokens[at].low == "have" and _perfect(tokens, at))
    ):
        return None
    if tokens[match.first].low in ("need", "needs"):
        if tokens[at].low != "to" or at + 1 >= last:
            return None
        at += 1
    if tokens[at].low == "be":
        thing = tokens[at + 1] if at + 1 < last else None
        if thing is None or thing.lemmas & draft.kit.words.acts.remarks:
            return None
        return Ask(
            match.first, match.last, subject_start(draft, match.first, first), Shape.ACTION, "passive-need"
        )
    if tokens[at].low == "do" and at + 1 < last and tokens[at + 1].low in ("is", "was"):
        return None  # 'what the union should do is publish its data': a cleft
    asked = _proposes_something(draft, at, match) or _party_brings_about(draft, at, match, first)
    if not asked or _expects(draft, at, match, first):
        return None
    return Ask(match.first, match.last, at, Shape.ACTION, "modal")


def _party_brings_about(draft: Draft, verb: int, match: Match[str], first: int) -> bool:
    """'We must strengthen the rules', 'state bodies must ensure openness': an outcome that somebody is to bring about."""
    acts, tokens = draft.kit.words.acts, draft.tokens
    if match.first == first or not tokens[verb].lemmas & acts.outcomes or tokens[verb].lemmas & acts.states:
        return False
    head = tokens[match.first - 1]
    return head.low in _PARTIES or bool(head.lemmas & acts.own)


def _expects(draft: Draft, verb: int, match: Match[str], first: int) -> bool:
    """'the plant should generate 4 billion': what a thing does by itself is expected of it, but asked of parties."""
    acts = draft.kit.words.acts
    if (
        draft.tokens[match.first].low != "should"
        or match.first == first
        or not draft.tokens[verb].lemmas & acts.yields
    ):
        return False
    head = draft.tokens[match.first - 1]
    parties = {*acts.own, *acts.guests, "neighbour", "neighbor", "side", "member", "nation"} - {"plant"}
    named = draft.people_in(match.first - 1, match.first) or draft.places_in(match.first - 1, match.first)
    return not head.capital and not named and not head.lemmas & parties


def _perfect(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and (
        tokens[at + 1].low.endswith(("ed", "en")) or tokens[at + 1].low == "been"
    )
