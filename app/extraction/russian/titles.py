"""Whom a Russian title without a name means: the one whose office it is, or nobody where several could be meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice
from typing import cast

from app.extraction.draft import Draft, Person, Role
from app.extraction.people.titles import HEADS, VAGUE, fits, holder, named_beside
from app.extraction.russian.voices import Voices

_REMEMBERED = 200
"""People who are asked for a title: of an endless list of names only the latest and the first, or its length would count twice."""


def bearer_of(
    draft: Draft, voices: Voices, role: Role, seen: Sequence[str], last: str | None, places: dict[str, int]
) -> tuple[str, str] | None:
    """A leader's id and the rule that found him. `seen`: people of the text so far, the latest subject last; `last`: who spoke last;
    `places`: where each was last a subject or speaker, as a token.

    A title with its country is the one who bears it. One without is the only person of the text whom it fits; of several the one who
    is spoken of in the same paragraph or spoke last, unless a new paragraph may return to whom the text is about.
    """
    vocabulary, day = draft.kit.vocabulary, draft.day
    seen = seen[-_REMEMBERED:]
    if role.place is not None:
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
        found = holder(vocabulary, role.office, role.place, day)
        return (found, "office-holder") if found is not None else None
    others = objects_of(draft, role.first)
    fitting = [
        leader for leader in reversed(seen) if leader not in others and _may_bear(draft, voices, role, leader)
    ]
    if role.office not in VAGUE and len(fitting) > 1:  # whom the text calls so, before who was it once
        beside = _beside(draft, role.office)
        fitting = [leader for leader in fitting if leader in beside] or fitting
    main = next(
        (
            leader
            for leader in _named(draft)
            if leader not in others and _may_bear(draft, voices, role, leader)
        ),
        None,
    )
    if not fitting:
        return (main, "first-named") if main is not None and role.office in HEADS | VAGUE else None
    near_id = fitting[0]
    if len(set(fitting)) == 1 or near_id == main:
        return near_id, "title"
    here, there = _paragraph(draft, role.first), _paragraph(draft, places.get(near_id, -1))
    if here == there or (near_id == last and here == there + 1 and role.office not in HEADS | VAGUE):
        return near_id, "title"
    if main is not None and last != near_id:
        return main, "main-person"
    return None


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


def _paragraph(draft: Draft, token: int) -> int:
    if token < 0:
        return -1
    return bisect_right(draft.analysis.paragraphs, draft.tokens[token].start, key=lambda span: span.start) - 1
