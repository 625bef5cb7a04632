"""Whom a Russian title without a name means: the one whose office it is, or nobody where several could be meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice
from typing import cast

from app.extraction.draft import Draft, Person, Role
from app.extraction.people.home import head_at_home
from app.extraction.people.titles import HEADS_OF_STATE, VAGUE, fits, holder, named_beside
from app.extraction.russian.voices import Voices
from app.extraction.speech.bearers import bearer_among, group_of, paragraph_of
from app.extraction.speech.discourse import Discourse

_TITLED = 3  # tokens behind a title in which its name may stand
_REMEMBERED = 200
"""People who are asked for a title: of an endless list of names only the latest and the first, or its length would count twice."""


def bearer_of(
    draft: Draft, voices: Voices, role: Role, seen: Sequence[str], discourse: Discourse
) -> tuple[str, str] | None:
    """A leader's id and the rule that found him. `seen`: people of the text so far whose gender fits, the latest subject last.

    A title with its country is the one who bears it. One without is the head of the state whose office publishes the text, or the only
    person of the text whom it fits; of several the one who is spoken of in the same paragraph, or who has just spoken and goes on. Whom
    the text is about is meant where it returns to him, and nobody where both could be.
    """
    seen = seen[-_REMEMBERED:]
    if role.place is not None:
        return _of_place(draft, voices, role, seen)
    here, objects, acted_on = (
        paragraph_of(draft, role.first),
        objects_of(draft, role.first),
        _acted_on(draft, role),
    )

    def may_bear(leader: str) -> bool:
        told_of = leader in objects or acted_on.get(leader, here) < here
        return not told_of and _may_bear(draft, voices, role, leader)

    fitting = [leader for leader in reversed(seen) if may_bear(leader)]
    if role.office not in VAGUE and len(fitting) > 1:  # whom the text calls so, before who was it once
        beside = _beside(draft, role.office)
        called = discourse.titled[group_of(role)]
        fitting = [leader for leader in fitting if leader in beside or leader in called] or fitting
    main = next((leader for leader in _named(draft) if may_bear(leader)), None)
    if main is not None and "наш" in _words(draft, role):
        # who writes 'our' names his own head of state first
        own = head_at_home(draft, role.office)
        return (own, "home") if own is not None else (main, "main-person")
    if not fitting and main is None and acted_on:
        discourse.refused = True  # somebody whom the text does not name
    return bearer_among(draft, role, fitting, main, discourse, objects)


def _of_place(draft: Draft, voices: Voices, role: Role, seen: Sequence[str]) -> tuple[str, str] | None:
    """Who bears a title that names its country."""
    vocabulary, day = draft.kit.vocabulary, draft.day
    known = (vocabulary.leaders.get(leader) for leader in reversed(seen))
    near = next(
        (entry for entry in known if entry is not None and fits(entry, role.office, role.place, day)),
        None,
    )
    if near is not None:
        return near.id, "title"
    titled = _titled(draft, voices, role, seen)
    if titled is not None and voices.bearer(_words(draft, role)) == titled:
        return titled, "introduced"
    found = holder(vocabulary, role.office, role.place, day) if role.place is not None else None
    return (found, "office-holder") if found is not None else None


def _acted_on(draft: Draft, role: Role) -> dict[str, int]:
    """Whom somebody with such a title, but no name, met or thanked, and the first paragraph that tells it: behind it he is not the one
    who bears the title."""
    heads = role.office in HEADS_OF_STATE
    key = (_acted_on, "" if heads else role.office)
    if key not in draft.memo:
        met: dict[str, int] = {}
        for other in draft.roles:
            same = other.office in HEADS_OF_STATE if heads else other.office == role.office
            if same and _is_bare_subject(draft, other):
                for leader in objects_of(draft, other.first):
                    met.setdefault(leader, paragraph_of(draft, other.first))
        draft.memo[key] = met
    return cast("dict[str, int]", draft.memo[key])


def _is_bare_subject(draft: Draft, role: Role) -> bool:
    """Whether a title stands alone in the nominative, with neither a country nor a name."""
    alone = role.place is None and role.number != "pl" and "nom" in role.case.split()
    return alone and not draft.people_in(role.first, role.last + _TITLED)


def objects_of(draft: Draft, token: int) -> frozenset[str]:
    """People who stand in a sentence in an oblique case: its subject is somebody else ('министр поблагодарил X')."""
    sentences = draft.sentences
    number = bisect_right(sentences, token, key=lambda sentence: sentence.first) - 1
    if number < 0:
        return frozenset()
    named = draft.people_in(sentences[number].first, sentences[number].last)
    return frozenset(
        person.mention.leader for person in named if person.case and "nom" not in person.case.split()
    )


def _may_bear(draft: Draft, voices: Voices, role: Role, leader: str) -> bool:
    """Whether a title fits a person: by an office of the vocabulary, or because the text introduced him with it."""
    entry = draft.kit.vocabulary.leaders.get(leader)
    if role.office == "head of state" and leader in _beside(draft, "prime minister"):
        return False
    if entry is not None:
        told = role.office not in VAGUE and leader in _beside(draft, role.office)
        return told or fits(entry, role.office, None, draft.day)
    if leader.startswith("org:"):
        return False
    lemma = draft.tokens[role.first].lemma
    return voices.has_title(leader, lemma) or (
        not voices.is_title(lemma) and leader in _beside(draft, role.office)
    )


def _beside(draft: Draft, office: str) -> dict[str, Person]:
    """People who stand beside a title of an office in any case: 'под председательством министра X'."""
    found = draft.memo.get(_beside)
    if found is None:
        found = draft.memo[_beside] = named_beside(draft)
    return cast("dict[str, dict[str, Person]]", found).get(office, {})


def _titled(draft: Draft, voices: Voices, role: Role, seen: Sequence[str]) -> str | None:
    lemma = draft.tokens[role.first].lemma
    return next((leader for leader in reversed(seen) if voices.has_title(leader, lemma)), None)


def _words(draft: Draft, role: Role) -> tuple[str, ...]:
    return tuple(token.lemma for token in draft.tokens[role.first : role.last] if token.kind == "word")


def _named(draft: Draft) -> tuple[str, ...]:
    """People of the text, in the order of their first mention."""
    key = "people of the text"
    found = draft.memo.get(key)
    if found is None:
        leaders = dict.fromkeys(person.mention.leader for person in draft.people)
        found = draft.memo[key] = tuple(islice(leaders, _REMEMBERED))
    return cast("tuple[str, ...]", found)
