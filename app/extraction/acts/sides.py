"""Whose side acts: the speaker's own country and its bodies, or another."""

from __future__ import annotations

from app.extraction.draft import Draft
from app.extraction.matcher import Match
from app.extraction.toolkit import PlaceForm

_TITLE = 6  # words between a name and its title's country: 'министр транспорта Тавании Павел Громов'
_ITS = frozenset({"its", "their", "republic", "республика", "страна", "свой", "country", "nation"})
_SUBJECT = 14  # the same, with an attribution between: 'Elmora, according to the minister, would ratify'
_ANYBODY = frozenset({"ни", "каждая", "каждый", "каждое", "любая", "любой", "другая", "другие", "no", "each", "every", "any", "other", "another"})  # fmt: skip


def foreign(draft: Draft, first: int, last: int, own: str | None, *, names: bool = False) -> bool:
    """Whether another country than the speaker's is told of; `names`: by its name, not by an adjective or a capital."""
    countries = draft.kit.vocabulary.countries
    return any(
        match.payload.place != own
        and match.payload.place in countries
        and (not names or match.payload.how == "name")
        for match in draft.places_in(first, last)
    )


def own_subject(draft: Draft, first: int, verb: int, last: int, own: str | None) -> bool:
    """Whether the speaker's country or its bodies are the subject of a verb."""
    low, tokens = max(first, verb - _SUBJECT), draft.tokens
    if foreign(draft, low, verb, own):
        return False
    russian = draft.kit.code == "ru"
    high = min(last, verb + 3) if russian else verb  # 'в 2027 году гостей примет Кыргызстан'
    named = any(
        match.payload.place == own
        and (not russian or _is_nominative(draft, match) or match.payload.how == "adjective")
        and not _is_link(draft, match)
        and (match.first < verb or match.payload.how == "name")
        for match in draft.places_in(low, high)
        if own is not None
    )
    mine = draft.kit.words.acts.own
    if any(token.low in _ANYBODY for token in tokens[low:verb]):
        return named  # 'ни одна страна не решит'
    return (
        named
        or any(
            token.lemmas & mine and (not russian or token.readings[0].case in ("nom", "acc"))
            for token in tokens[low:verb]
        )
        or (russian and _own_body_behind(draft, verb, high, own))
    )


def _own_body_behind(draft: Draft, verb: int, high: int, own: str | None) -> bool:
    """'половину суммы предоставит Таванский банк развития'."""
    mine, tokens = draft.kit.words.acts.own, draft.tokens
    return any(
        place.payload.place == own
        and place.payload.how == "adjective"
        and place.last < len(tokens)
        and tokens[place.last].lemmas & mine
        and tokens[place.last].has_case("nom")
        for place in draft.places_in(verb + 1, high)
        if own is not None
    )


def _is_nominative(draft: Draft, match: Match[PlaceForm]) -> bool:
    """A country that can be a subject, or whose own somebody is: 'школы Норлии примут'."""
    token, form = draft.tokens[match.first], match.payload
    head = draft.tokens[match.first - 1] if match.first else None
    if head is not None and head.can_be("noun") and head.has_case("nom"):
        return True
    return "nom" in form.case.split() if form.case and form.form == token.low else token.has_case("nom")


def _is_link(draft: Draft, match: Match[PlaceForm]) -> bool:
    """'по маршруту Тавар — Норлия': a link of a route, no subject."""
    if match.first < 2 or draft.tokens[match.first - 1].text not in "—–-":
        return False
    return any(place.last == match.first - 1 for place in draft.places_in(match.first - 3, match.first - 1))


def country_beside(draft: Draft, first: int, last: int, start: int, end: int) -> str | None:
    """The country that stands in a speaker's title, or that 'its minister', 'the minister', 'министр республики' leads back to: the
    first of the sentence from `start` to `end`. A leader's spokesman speaks for his country."""
    vocabulary = draft.kit.vocabulary
    near = draft.places_in(max(start, first - 1), min(end, last + 1))
    for match in near:
        if match.payload.place in vocabulary.countries:
            return match.payload.place
    for person in draft.people_in(first, min(end, last + _TITLE)):
        country = vocabulary.country_of(person.mention.leader, draft.day)
        if country is not None:
            return country
    if not draft.roles_in(first, last) and not any(token.lemmas & _ITS for token in draft.tokens[first:last]):
        return None
    named = [*draft.places_in(start, first), *draft.places_in(last, end)]
    return next((match.payload.place for match in named if match.payload.place in vocabulary.countries), None)
