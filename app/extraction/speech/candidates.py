"""Who in a stretch of a sentence could be the subject of a speech verb, with the grammar that decides it."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.record import record
from app.extraction.draft import Draft, Person, Role
from app.extraction.russian.phrases import Phrase
from app.extraction.toolkit import Kit
from app.language import Token


@record
class Candidate:
    """Somebody who may be the subject of a cue: tokens, grammar and what stands there."""

    first: int
    last: int
    case: str
    gender: str
    number: str
    what: Person | Role | Phrase | str
    """a person, a title, a noun phrase, or 'pronoun', 'narrator', 'place:XX', 'body:…'"""


def candidates(draft: Draft, first: int, last: int) -> list[Candidate]:
    """Everybody in a stretch of tokens who could speak, left to right, outside quotations. A title before a name belongs to the name."""
    people = draft.people_in(first, last)
    found, used = _named(draft, people, first, last)
    speakers = draft.kit.words.speakers
    tokens = draft.tokens
    for number in draft.kit.trigger(_is_pronoun).places(tokens, first, last):
        if number not in used:
            gender = speakers.pronouns[tokens[number].low]
            found.append(
                Candidate(number, number + 1, "nom", gender, "pl" if gender == "pl" else "sg", "pronoun")
            )
    for match in draft.places_in(first, last):
        if match.first in used or match.payload.how not in ("name", "capital"):
            continue
        token = tokens[match.last - 1] if match.last - match.first == 1 else tokens[match.first]
        case = match.payload.case
        if not case and draft.kit.code == "ru":
            case = " ".join(sorted({reading.case for reading in token.readings if reading.case}))
        found.append(Candidate(match.first, match.last, case, "", "sg", f"place:{match.payload.place}"))
        used |= set(range(match.first, match.last))
    for body in draft.kit.bodies.find(tokens, first, last):
        if body.first in used:
            continue
        readings = [reading for reading in tokens[body.first].readings if reading.case]
        case = " ".join(dict.fromkeys(reading.case for reading in readings))
        count = next((reading.number for reading in readings if reading.case == "nom"), "sg")
        sex = next((reading.gender for reading in readings), "")
        found.append(Candidate(body.first, body.last, case, sex, count, f"body:{body.payload}"))
    return _speaking(draft, found)


def named(draft: Draft, first: int, last: int) -> list[Candidate]:
    """The people and titles among them."""
    people = draft.people_in(first, last)
    return _speaking(draft, _named(draft, people, first, last)[0])


def _named(draft: Draft, people: Sequence[Person], first: int, last: int) -> tuple[list[Candidate], set[int]]:
    """People and titles, and the tokens that they hold."""
    found: list[Candidate] = []
    by_first = {person.first: person for person in people}
    titled: set[int] = set()
    for role in draft.roles_in(first, last):
        person = by_first.get(role.last) or _after_comma(draft, by_first, role)
        if person is not None:
            case = person.case if not role.case else _common(person.case, role.case)
            found.append(Candidate(role.first, person.last, case, person.gender or role.gender, "sg", person))
            titled.update(range(role.first, person.last))
        else:
            found.append(Candidate(role.first, role.last, role.case, role.gender, role.number, role))
            titled.update(range(role.first, role.last))
    for person in people:
        if person.first not in titled:
            found.append(Candidate(person.first, person.last, person.case, person.gender, "sg", person))
    return found, titled.union(*(range(person.first, person.last) for person in people))


def _speaking(draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """Those outside quotations, left to right, but no possessives."""
    speaking = (
        item
        for item in found
        if not draft.quoted(item.first) and not draft.tokens[item.last - 1].low.endswith("'s")
    )
    return sorted(speaking, key=lambda item: item.first)


def _is_pronoun(kit: Kit, token: Token) -> bool:
    return token.low in kit.words.speakers.pronouns


def _common(person: str, role: str) -> str:
    """Cases that a title and the name beside it share; the title's where they share none (an unknown name's case is a guess)."""
    if not person:
        return role
    shared = [case for case in person.split() if case in role.split()]
    return " ".join(shared) or role


def _after_comma(draft: Draft, by_first: dict[int, Person], role: Role) -> Person | None:
    """'глава Минэнерго Гульнара Шавкан' is beside; 'председатель правления Эмиль Ракитов' has a genitive between."""
    for gap in (1, 2):
        person = by_first.get(role.last + gap)
        between = draft.tokens[role.last : role.last + gap]
        if person is not None and all(token.kind == "word" and token.has_case("gen") for token in between):
            return person
    return None
