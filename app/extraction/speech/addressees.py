"""Who is addressed: whom a speaker asks, tells, thanks or invites, and whom his own words call upon. By id; nobody where nobody is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.findings import Speaker
from app.extraction.draft import Draft
from app.extraction.people.titles import holder
from app.extraction.speech.candidates import Candidate
from app.extraction.speech.cues import Cue, CueForm
from app.extraction.speech.speakers import Speakers

_REACH = 5  # tokens between a verb and its 'to whom'
_MOST = 6  # addressees of one statement
_SPEAKS = frozenset({CueForm.FINITE, CueForm.GERUND, CueForm.OTHER})


def addressees_of_report(
    draft: Draft, speakers: Speakers, cues: Sequence[Cue], last: int, speaker: Speaker | None
) -> tuple[str, ...]:
    """Persons, countries and blocs that a reported sentence's verbs of speech are directed at, in order."""
    found: dict[str, None] = {}
    for cue in cues:
        if cue.form in _SPEAKS:
            found |= dict.fromkeys(_after(draft, speakers, cue.first, cue.last, last))
    return _without(found, speaker)


def addressees_of_speech(
    draft: Draft, speakers: Speakers, first: int, last: int, speaker: Speaker | None
) -> tuple[str, ...]:
    """Those whom the speaker's own words address: 'уважаемая X', 'thank you, X', 'предлагаем Y'."""
    found: dict[str, None] = {}
    for match in draft.kit.act_words.find(draft.tokens, first, last):
        if match.payload == "greets":
            at = _past(draft, match.last, last, ",")
            found |= dict.fromkeys(_joined(draft, speakers, at, last, ""))
        if match.payload in ("greets", "asks"):
            found |= dict.fromkeys(_after(draft, speakers, match.first, match.last, last))
    return _without(found, speaker)


def _without(found: dict[str, None], speaker: Speaker | None) -> tuple[str, ...]:
    return tuple(item for item in found if speaker is None or item != speaker.id)[:_MOST]


def _after(draft: Draft, speakers: Speakers, first: int, at: int, last: int) -> Iterator[str]:
    """Those right after the words of speech from token `first` to `at`, in the case that these govern, and those after 'to' soon after."""
    speech = draft.kit.words.speech
    direct = any(True for _ in draft.kit.addressing.find(draft.tokens, first, at))
    if direct or _gives(draft, at - 1):
        yield from _joined(draft, speakers, at, last, "acc" if direct else "dat")
    for number in range(at, min(last, at + _REACH)):
        token = draft.tokens[number]
        if token.kind != "word":
            return
        if token.low in speech.to_whom:
            yield from _joined(draft, speakers, number + 1, last, "to")
            return


def _gives(draft: Draft, at: int) -> bool:
    """Whether a dative may follow: after a verb, and after nouns such as 'gratitude'. 'Пример Дастании' is a genitive."""
    token = draft.tokens[at]
    return (
        token.readings[:1] == ()
        or token.readings[0].pos != "noun"
        or token.lemma in draft.kit.words.speech.gives
    )


def _past(draft: Draft, at: int, last: int, mark: str) -> int:
    """Past a mark and words of address: 'спасибо вам, X'."""
    while at < last and (
        draft.tokens[at].text == mark or draft.tokens[at].low in draft.kit.words.speech.addressed_you
    ):
        at += 1
    return at


def _joined(draft: Draft, speakers: Speakers, at: int, last: int, case: str) -> Iterator[str]:
    """Everybody of 'X, Y и Z' that begins at a token. `case`: dat, acc, 'to' (after a preposition) or '' for any."""
    joins = {word for join in draft.kit.words.proposals.joins for word in join.split()}
    while at < last:
        at = _skipped(draft, at, last)
        found = _named(draft, speakers, at, last, case)
        if found is None:
            return
        who, at = found
        yield who
        if at < last and (draft.tokens[at].text == "," or draft.tokens[at].low in joins):
            at += 1
        else:
            return


def _skipped(draft: Draft, at: int, last: int) -> int:
    """Past adverbs, articles and possessives before a name."""
    possessives = draft.kit.words.speakers.possessives
    while at < last and (
        draft.tokens[at].can_be("article")
        or draft.tokens[at].low in possessives
        or (draft.tokens[at].can_be("adverb") and not draft.tokens[at].capital)
    ):
        at += 1
    return at


def _named(draft: Draft, speakers: Speakers, at: int, last: int, case: str) -> tuple[str, int] | None:
    """The person, country or bloc whose name or title begins at a token, if its case fits, and the token after it."""
    roles = [role for role in draft.roles_in(at, last) if role.first == at]
    after = roles[0].last if roles else at
    people = [person for person in draft.people_in(after, last) if person.first == after]
    if people:
        return (people[0].mention.leader, people[0].last) if _fits(draft, people[0].case, case) else None
    if roles:
        role = roles[0]
        if not _fits(draft, role.case, case) or role.number == "pl":
            return None
        if (
            role.place is not None
        ):  # 'поблагодарил премьер-министра Норлии': the office tells, whoever else was spoken of
            found = holder(draft.kit.vocabulary, role.office, role.place, draft.day)
            if found is not None:
                return found, role.last
        candidate = Candidate(role.first, role.last, role.case, role.gender, role.number, role)
        speaker = speakers.resolve(candidate)
        return (speaker.id, role.last) if speaker is not None and not speaker.id.startswith("org:") else None
    return _place(draft, at, last, case)


def _place(draft: Draft, at: int, last: int, case: str) -> tuple[str, int] | None:
    """A country or bloc: by its name, by an adjective before its people or firms, or after them ('народу Норлии')."""
    here = [match for match in draft.places_in(at, last) if match.first == at]
    if here:
        match = here[0]
        head = draft.tokens[match.first]
        cases = match.payload.case or " ".join({reading.case for reading in head.readings if reading.case})
        if match.payload.how == "adjective":
            noun = match.last
            if noun < last and _speakable(draft, noun) and _fits(draft, _cases(draft, noun), case):
                return match.payload.place, noun + 1
            return None
        if case == "acc" and draft.kit.language.has_cases and "nom" in cases.split():
            cases += " acc"  # what is no living being has one form for both
        if case == "to" and match.payload.how != "name":
            return None
        return (match.payload.place, match.last) if _fits(draft, cases, case) else None
    if at < last and _speakable(draft, at) and _fits(draft, _cases(draft, at), case):
        number = at + 1
        while number < last and draft.tokens[number].low in draft.kit.words.speech.of_whom:
            number += 1
        number = _skipped(draft, number, last)
        after = [match for match in draft.places_in(number, last) if match.first == number]
        if after and after[0].payload.how == "name":
            return after[0].payload.place, after[0].last
    return None


def _speakable(draft: Draft, at: int) -> bool:
    """A noun that stands for a country beside its name: its people, government, firms."""
    token = draft.tokens[at]
    return not draft.kit.words.speech.stand_for.isdisjoint(token.lemmas)


def _cases(draft: Draft, at: int) -> str:
    return " ".join({reading.case for reading in draft.tokens[at].readings if reading.case})


def _fits(draft: Draft, cases: str, wanted: str) -> bool:
    """Whether a form may stand in the case that a verb governs; always in a language without cases."""
    if not draft.kit.language.has_cases:
        return wanted != "dat"
    if not wanted or not cases:
        return True
    return ("dat" if wanted == "to" else wanted) in cases.split()
