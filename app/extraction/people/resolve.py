"""Which leader a name or title means, in any spelling, script, case form or order, with the reasons. Nothing is guessed silently."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.domain.record import record
from app.extraction.people.name_index import (
    ListedName,
    NameIndex,
    closed,
    name_index,
    one_letter_left_out,
    spelled_ways,
)
from app.extraction.people.spelling import is_cyrillic, is_slip, plain, sounds, words_of
from app.extraction.people.titles import fits, holders
from app.extraction.toolkit import Toolkit

REASONS = (
    "exact",
    "case-form",
    "other-script",
    "spelling",
    "initials",
    "family-name-only",
    "title",
    "similar",
)
"""In this order: as listed; an oblique case; another script; another romanisation; given name as initials or left out of a longer
name; the family name alone; an office; a typing mistake."""
_WORTH = {
    "exact": 1.0,
    "case-form": 0.97,
    "other-script": 0.92,
    "spelling": 0.95,
    "initials": 0.9,
    "family-name-only": 0.8,
    "title": 0.9,
    "similar": 0.6,
}
_LONGEST = 12  # words of a name; a query is no text
_SHORTEST_SLIP = 5


@record
class NameMatch:
    """A leader that a query may mean. `matched` is the name of the vocabulary, or the title, that it was found by."""

    leader: str
    score: float
    reasons: tuple[str, ...]
    matched: str


def resolve_name(toolkit: Toolkit, name: str, *, day: date | None = None) -> list[NameMatch]:
    """The leaders that a name or title may mean, likeliest first; empty where none does.

    With `day` a title means who held the office then, and of namesakes the one in office comes first; without, today's holder.
    Typing mistakes (`similar`) are tried only where nothing else fits.
    """
    index = name_index(toolkit)
    asked = words_of(name)[: _LONGEST + 1]
    if not asked or len(asked) > _LONGEST:
        return []
    found: dict[str, NameMatch] = {}
    for match in [*_named(index, asked, name), *_titled(toolkit, index, name, day)]:
        if match.leader not in found or match.score > found[match.leader].score:
            found[match.leader] = match
    certain = [match for match in found.values() if "similar" not in match.reasons]
    leaders = toolkit.vocabulary.leaders
    return sorted(
        certain or found.values(),
        key=lambda match: (-match.score, leaders[match.leader].office_on(day) is None, match.leader),
    )


def _named(index: NameIndex, asked: Sequence[str], name: str) -> Iterator[NameMatch]:
    initials = _initials(name)
    numbers: set[int] = set()
    for word in asked:
        numbers |= index.by_form.get(closed(word), set())
        for sound in sounds(closed(word)):
            numbers |= index.by_sound.get(sound, set())
    for number in sorted(numbers):
        if match := _compare(index, number, asked, initials):
            yield match
    whole = "".join(map(closed, asked))
    for sound in sounds(whole):
        for number in index.joined.get(sound, ()):
            listed = index.names[number]
            how = _how(whole, closed("".join(listed.words)))
            yield NameMatch(listed.leader, _WORTH[how], (how,), listed.name)
    slipped: set[int] = set()
    for word in asked:
        for spelled in spelled_ways(word):
            for shorter in one_letter_left_out(spelled):
                slipped |= index.slips.get(shorter, set())
    for number in sorted(slipped):
        if match := _compare(index, number, asked, initials, slips=True):
            yield match


def _initials(name: str) -> frozenset[str]:
    """The words of a query that are followed by a point: «Дж. Байден»; single letters are initials anyhow."""
    return frozenset(plain(part).strip(".") for part in name.replace(".", ". ").split() if part.endswith("."))


def _compare(
    index: NameIndex, number: int, asked: Sequence[str], initials: frozenset[str], *, slips: bool = False
) -> NameMatch | None:
    """Every word asked must be a word of the name, and the family name (or given name and patronymic) be among them."""
    listed = index.names[number]
    forms = index.forms.get(number)
    free = list(range(len(listed.words)))
    reasons: set[str] = set()
    cases: frozenset[str] | None = None
    used: list[int] = []
    later: list[str] = []
    for word in asked:
        hit = next(
            (
                (place, how)
                for place in _in_turn(free, used, listed)
                if (how := _word_fits(word, place, listed, forms, slips=slips)) is not None
            ),
            None,
        )
        if hit is None:
            later.append(word)
            continue
        place, how = hit
        if how == "similar" and "similar" in reasons:
            return None
        if how == "case-form" and forms is not None:
            known = forms[place][closed(word)]
            cases = known if cases is None else cases & known
            if not cases:
                return None
        free.remove(place)
        used.append(place)
        reasons.add(how)
    whole = next((family for family in listed.families if family <= set(used)), None)
    if whole is None or not _initials_fit(later, listed, free, whole, initials):
        return None
    if "similar" in reasons and not _long_enough(asked, later):
        return None
    if later:
        reasons.add("initials")
    elif set(used) == whole and len(listed.words) > len(whole):
        reasons.add("family-name-only")
    if len(reasons) > 1:
        reasons.discard("exact")
    ordered = tuple(reason for reason in REASONS if reason in reasons)
    score = 1.0
    for reason in ordered:
        score *= _WORTH[reason]
    return NameMatch(listed.leader, round(score, 4), ordered, listed.name)


def _in_turn(free: Sequence[int], used: Sequence[int], listed: ListedName) -> Sequence[int]:
    """The words that may come next: after a particle only its own («бин Салман» is not «Салман бин»)."""
    if used and used[-1] in listed.particles:
        return [place for place in free if place == used[-1] + 1]
    return free


def _long_enough(asked: Sequence[str], initials: Sequence[str]) -> bool:
    """In a short name alone one wrong letter makes another name."""
    words = [word for word in asked if word not in initials]
    return len(words) > 1 or len(words[0]) > _SHORTEST_SLIP


def _word_fits(
    word: str, place: int, listed: ListedName, forms: list[dict[str, frozenset[str]]] | None, *, slips: bool
) -> str | None:
    """How a word asked is a word of the name, or None."""
    asked, own = closed(word), closed(listed.words[place])
    if asked == own:
        return "exact"
    if forms is not None and asked in forms[place]:
        return "case-form"
    if sounds(asked) & sounds(own):
        return _how(asked, own)
    if slips and min(len(asked), len(own)) >= _SHORTEST_SLIP - 1 and _slip(asked, own):
        return "similar"
    return None


def _how(word: str, own: str) -> str:
    if word == own:
        return "exact"
    return "other-script" if is_cyrillic(word) != is_cyrillic(own) else "spelling"


def _slip(word: str, own: str) -> bool:
    return any(is_slip(one, other) for one, other in itertools.product(spelled_ways(word), spelled_ways(own)))


def _initials_fit(
    later: Sequence[str],
    listed: ListedName,
    free: Sequence[int],
    family: frozenset[int],
    initials: frozenset[str],
) -> bool:
    """Whether all words left over are initials of words left over, in their order."""
    places = [place for place in free if place not in family]
    for word in later:
        parts = word.split("-")
        if any(len(part) > 1 and part not in initials and word not in initials for part in parts):
            return False
        place = next(
            (place for place in places if _begins(listed.words[place].split("-"), parts)),
            None,
        )
        if place is None:
            return False
        places = [number for number in places if number > place]
    return True


def _begins(word: Sequence[str], letters: Sequence[str]) -> bool:
    return len(letters) <= len(word) and all(
        part.startswith(letter)
        or any(key.startswith(first) for key in sounds(part) for first in sounds(letter))
        for part, letter in zip(word, letters, strict=False)
    )


def _titled(toolkit: Toolkit, index: NameIndex, name: str, day: date | None) -> Iterator[NameMatch]:
    """Titles: with a place alone who holds the office, with a name whoever of that name held it."""
    for code in toolkit.vocabulary.words:
        if is_cyrillic(name) != (code == "ru"):
            continue
        kit = toolkit.kit(code)
        tokens = [token for token in kit.language.analyse(name).tokens if token.text != "."]
        roles = list(kit.roles.find(tokens))
        if not roles:
            continue
        located = list(kit.places.find(tokens))
        places = {match.payload.place for match in located}
        spans = [(match.first, match.last) for match in roles] + [
            (match.first, match.last) for match in located
        ]
        taken = {number for first, last in spans for number in range(first, last)}
        rest = [
            token.text
            for number, token in enumerate(tokens)
            if number not in taken
            and token.kind == "word"
            and not token.can_be("article")
            and not token.can_be("preposition")
        ]
        office = roles[0].payload
        if not rest:
            for place in sorted(places):
                yield from _holders(toolkit, office, place, day, name)
            continue
        for match in _named(index, words_of(" ".join(rest)), " ".join(rest)):
            entry = toolkit.vocabulary.leaders[match.leader]
            if any(fits(entry, office, place, None) for place in places or [None]):
                reasons = tuple(reason for reason in REASONS if reason in {*match.reasons, "title"})
                yield NameMatch(match.leader, match.score, reasons, match.matched)


def _holders(toolkit: Toolkit, office: str, place: str, day: date | None, name: str) -> Iterable[NameMatch]:
    found = holders(toolkit.vocabulary, office, place, day)
    for leader in found:
        yield NameMatch(leader, round(_WORTH["title"] / len(found), 4), ("title",), " ".join(name.split()))
