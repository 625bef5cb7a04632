"""What a speaker does by saying something: proposes, promises, supports, worries, thanks, or claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.domain.kinds import Act
from app.extraction.cues import Cue
from app.extraction.draft import Draft
from app.extraction.matcher import Match
from app.language import Token

ORDER = tuple(Act)
_REACH = 6  # words between a need and its action: 'необходимо в кратчайшие сроки завершить'
_OWN_WORDS = {"supports": Act.SUPPORT, "worries": Act.CONCERN, "greets": Act.COURTESY}


def first_that_fits(acts: Sequence[Act]) -> Act:
    """Of several acts the first in the guide's order; a claim where there is none."""
    return min(acts, key=ORDER.index, default=Act.CLAIM)


def reported_act(draft: Draft, cues: Sequence[Cue], first: int, last: int, own_country: str | None) -> Act:
    """The act of a reported sentence: that of its verbs, and of what it says."""
    acts = [_cue_act(draft, cue, last) for cue in cues]
    if any(needed_action(draft, match.first, last) for match in _words(draft, first, last, "needs")):
        acts.append(Act.PROPOSAL)
    if commits(draft, first, last) or _own_future(draft, first, last, own_country):
        acts.append(Act.COMMITMENT)
    return first_that_fits(acts)


def _cue_act(draft: Draft, cue: Cue, last: int) -> Act:
    """An invitation to an event is a courtesy, to a common work a proposal; 'asked them to prepare' proposes."""
    if cue.lemma in draft.kit.words.acts.requests and is_action(
        draft.tokens[cue.last : last], within=_REACH + 4
    ):
        return Act.PROPOSAL
    if cue.act is Act.COURTESY and cue.lemma in draft.kit.words.acts.invites:
        following = draft.tokens[cue.last : last]
        events = set(draft.kit.words.acts.events)
        if is_action(following, within=_REACH) and not any(token.lemmas & events for token in following):
            return Act.PROPOSAL
    return cue.act


def direct_act(draft: Draft, first: int, last: int, own_country: str | None) -> Act:
    """The act of a quotation: a proposal if it proposes anything, else that of most of its sentences."""
    counts: Counter[Act] = Counter()
    for low, high in sentences_between(draft, first, last):
        act = own_act(draft, low, high, own_country)
        if act is Act.PROPOSAL:
            return act
        counts[act] += 1
    if not counts:
        return Act.CLAIM
    most = max(counts.values())
    return first_that_fits([act for act, count in counts.items() if count == most])


def own_act(draft: Draft, first: int, last: int, own_country: str | None) -> Act:
    """The act of one sentence of a speech, by its own words."""
    for match in draft.kit.act_words.find(draft.tokens, first, last):
        if match.payload == "asks" or (match.payload == "needs" and needed_action(draft, match.first, last)):
            return Act.PROPOSAL
    acts = [
        _OWN_WORDS[match.payload]
        for match in draft.kit.act_words.find(draft.tokens, first, last)
        if match.payload in _OWN_WORDS
    ]
    if commits(draft, first, last) or _own_future(draft, first, last, own_country):
        acts.append(Act.COMMITMENT)
    return first_that_fits(acts)


def _words(draft: Draft, first: int, last: int, meaning: str) -> list[Match[str]]:
    return [
        match for match in draft.kit.act_words.find(draft.tokens, first, last) if match.payload == meaning
    ]


def needed_action(draft: Draft, need: int, last: int) -> bool:
    """Whether a need ('важно', 'should') is for an action, and not for upholding a value."""
    tokens = draft.tokens[need + 1 : last]
    if not is_action(tokens, within=_REACH):
        return False
    values = set(draft.kit.words.acts.values)
    return not any(token.lemmas & values for token in tokens[: _REACH * 2])


def is_action(tokens: Sequence[Token], *, within: int) -> bool:
    """Whether an infinitive comes soon."""
    return any(is_infinitive(tokens, number) for number in range(min(within, len(tokens))))


def is_infinitive(tokens: Sequence[Token], number: int) -> bool:
    """Whether a token is an infinitive; in English by the 'to' before it."""
    token = tokens[number]
    if token.can_be("infinitive"):
        return True
    return number > 0 and tokens[number - 1].low == "to" and token.can_be("other") and token.low == token.text


def commits(draft: Draft, first: int, last: int) -> bool:
    """'готов построить', 'открыт для проектов', 'планирует': readiness for something, not 'дорога готова'."""
    tokens = draft.tokens
    for match in _words(draft, first, last, "commits"):
        following = tokens[match.last : min(last, match.last + 3)]
        verb = any(reading.pos == "verb" for reading in tokens[match.first].readings[:1])
        if (
            verb
            or draft.kit.code == "en"
            or is_action(following, within=3)
            or (following and following[0].low in ("к", "ко", "для", "на"))
        ):
            return True
    return False


def _own_future(draft: Draft, first: int, last: int, own_country: str | None) -> bool:
    """'Мы доведём', 'Кыргызстан примет': what the speaker's own side will do."""
    tokens = draft.tokens
    if draft.kit.code == "en":
        return _own_will(draft, first, last, own_country)
    own = {
        number
        for match in draft.places_in(first, last)
        if own_country is not None
        and match.payload.place == own_country
        and match.payload.how in ("name", "capital")
        for number in range(match.first, match.last)
        if tokens[number].has_case("nom")
        and (number == 0 or tokens[number - 1].text not in "—–-")  # no link of a route
    }
    for number in range(first, last):
        for reading in tokens[number].readings[:2]:
            if reading.pos == "verb" and reading.tense == "fut":
                if reading.person == "1":
                    return True
                if own & set(range(max(first, number - 4), number)):
                    return True
    return False


def _own_will(draft: Draft, first: int, last: int, own_country: str | None) -> bool:
    """'Kyrgyzstan would host', 'we will build'."""
    tokens = draft.tokens
    own = {
        number
        for match in draft.places_in(first, last)
        if own_country is not None and match.payload.place == own_country and match.payload.how == "name"
        for number in range(match.first, match.last)
    }
    wills = (number for number in range(first, last) if tokens[number].low in ("will", "would", "shall"))
    return any(
        own & set(range(number - 2, number)) or tokens[number - 1].low in ("we", "i")
        for number in wills
        if number > first
    )


def sentences_between(draft: Draft, first: int, last: int) -> list[tuple[int, int]]:
    """Sentences inside a quotation: stretches of tokens between full stops and line ends."""
    tokens = draft.tokens
    found: list[tuple[int, int]] = []
    start = first
    for number in range(first, last):
        token = tokens[number]
        ends = token.text in ".!?…" and (number + 1 >= last or tokens[number + 1].capital)
        line = number + 1 < last and "\n" in draft.text[token.end : tokens[number + 1].start]
        if ends or line:
            found.append((start, number + 1))
            start = number + 1
    if start < last:
        found.append((start, last))
    return found
