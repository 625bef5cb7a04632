"""Titles that stand for people: 'the president', 'глава государства', 'узбекский лидер', 'премьер-министр Бельмарии'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.extraction.draft import Draft, Person, Role
from app.extraction.matcher import Match
from app.extraction.toolkit import PlaceForm
from app.language import Token
from app.vocabulary import LeaderEntry, Vocabulary

_OF = frozenset({"of", "the", "and", "for"})
_NEAR = 8  # tokens of a title beside a name
HEADS = frozenset({"president", "prime minister", "chancellor", "king", "emir", "sultan"})
"""Offices of who leads a country; a ceremonial president does not."""
HEADS_OF_STATE = HEADS | {"head of state"}
VAGUE = frozenset({"leader", "head of state", "colleague", "guest", "host"})


def find_roles(draft: Draft) -> list[Role]:
    """All titles, with the place that they name by adjective before or by name after them."""
    tokens, kit = draft.tokens, draft.kit
    by_last = {match.last: match for match in draft.places}
    by_first = {match.first: match for match in draft.places}
    found = []
    for match in kit.roles.find(tokens):
        head = tokens[match.first]
        place = None
        first, last, office = match.first, match.last, match.payload
        if (inner := _around_place(draft, match, by_first)) is not None:
            place, office, last = inner
        if (before := by_last.get(first)) is not None and before.payload.how in ("adjective", "name"):
            place, first = before.payload.place, before.first
        if (after := by_first.get(last)) is not None and after.payload.how == "name":
            place, last = after.payload.place, after.last
        elif (behind := by_first.get(_behind_of(tokens, last))) is not None and _ends_there(draft, behind):
            place, last = behind.payload.place, behind.last
        case, number, gender = _grammar(head)
        found.append(Role(first, last, office, place, case, number, gender))
    if kit.code == "en":
        found = sorted([*found, *_of_governments(draft)], key=lambda role: role.first)
    return found


def _goes_on(draft: Draft, first: int, last: int) -> bool:
    """Whether nothing but the rest of a title stands between it and a name: 'министр | сельского хозяйства Тавании | X'."""
    return all(
        token.kind == "word"
        and (token.has_case("gen") if draft.kit.code == "ru" else token.capital or token.low in _OF)
        for token in draft.tokens[first:last]
    )


def _of_governments(draft: Draft) -> Iterator[Role]:
    """'The head of the Norlian government': an adjective of a country in the midst of 'head of government'."""
    tokens = draft.tokens
    for match in draft.places:
        at = match.first - 1
        if match.payload.how != "adjective" or at < 2 or match.last >= len(tokens):
            continue
        of = at - 1 if tokens[at].low == "the" else at
        if of < 1 or tokens[of].low != "of":
            continue
        whole = draft.kit.roles.at([tokens[of - 1], tokens[of], tokens[match.last]], 0)
        if whole is not None and whole.last == 3:
            yield Role(of - 1, match.last + 1, whole.payload, match.payload.place, "", "sg", "")


def named_beside(draft: Draft) -> dict[str, dict[str, Person]]:
    """Office -> whom the text names beside a title of it; a minister of something is a minister, too."""
    found: dict[str, dict[str, Person]] = {}
    for person in draft.people:
        for role in draft.roles_in(max(0, person.first - _NEAR), person.last + _NEAR):
            behind = role.first - person.last
            before = role.last <= person.first and _goes_on(draft, role.last, person.first)
            if before or (0 < behind < 3 and draft.tokens[person.last].text == ","):
                for office in {role.office, role.office.split(" of ")[0]}:
                    found.setdefault(office, {}).setdefault(person.mention.leader, person)
    return found


def _around_place(
    draft: Draft, match: Match[str], by_first: dict[int, Match[PlaceForm]]
) -> tuple[str, str, int] | None:
    """Place, office and end of a title whose country stands in its midst: 'глава норлийского кабинета'."""
    inner = by_first.get(match.last)
    if inner is None or inner.payload.how != "adjective" or inner.last >= len(draft.tokens):
        return None
    behind = [*draft.tokens[match.first : match.last], *draft.tokens[inner.last : inner.last + 3]]
    whole = draft.kit.roles.at(behind, 0)
    if whole is None or whole.last <= match.last - match.first:
        return None
    return inner.payload.place, whole.payload, inner.last + whole.last - (match.last - match.first)


def _behind_of(tokens: Sequence[Token], last: int) -> int:
    """Where the place of an English title begins: behind 'of' or 'of the'; -1 where there is neither."""
    if last + 1 >= len(tokens) or tokens[last].low != "of":
        return -1
    return last + 2 if tokens[last + 1].low == "the" else last + 1


def _ends_there(draft: Draft, place: Match[PlaceForm]) -> bool:
    """'The president of Tavania', not 'of Tavania's central bank' or 'of Tavania Railways'."""
    tokens, last = draft.tokens, place.last
    if place.payload.how != "name" or tokens[last - 1].low.endswith("'s"):
        return False
    goes_on = last < len(tokens) and tokens[last].kind == "word" and tokens[last].capital
    return not goes_on or any(person.first == last for person in draft.people_in(last, last + 6))


def _grammar(head: Token) -> tuple[str, str, str]:
    nouns = [reading for reading in head.readings if reading.pos in ("noun", "adjective") and reading.case]
    if not nouns:
        return "", "", ""
    cases = " ".join(dict.fromkeys(reading.case for reading in nouns))
    number = (
        "pl" if all(reading.number == "pl" for reading in nouns if reading.case == "nom") and nouns else "sg"
    )
    nominative = [reading for reading in nouns if reading.case == "nom"]
    number = nominative[0].number if nominative else nouns[0].number
    return cases, number, nouns[0].gender


def fits(entry: LeaderEntry, office: str, place: str | None, day: date | None) -> bool:
    """Whether a leader can be meant by a title on a day."""
    for held in entry.offices:
        if place is not None and held.country != place:
            continue
        if not (held.held_on(day) if day else True):
            continue
        name = held.office.lower()
        if office in ("colleague", "guest", "host"):
            return True
        if office in ("leader", "head of state"):
            if name in HEADS or name.startswith("chairman"):
                return True
        elif name == office or name.startswith(office + " ") or name.endswith(" " + office):
            return True  # 'minister' is any minister, 'president' the ceremonial one too
        elif office == "minister" and "minister" in name:
            return True
    return False


def holders(vocabulary: Vocabulary, office: str, place: str, day: date | None) -> list[str]:
    """All leaders of the vocabulary who held an office for a place on a day (today's where there is none); only presidents where 'leader' is said and there is one."""
    if office in ("colleague", "guest", "host"):
        office = "leader"
    found = [entry for entry in vocabulary.leaders_of(place) if fits(entry, office, place, day)]
    if day is None:
        found = [
            entry
            for entry in found
            if any(held.until is None and held.country == place for held in entry.offices)
        ]
    if len(found) > 1 and office in VAGUE:
        presidents = [entry for entry in found if fits(entry, "president", place, day)]
        found = presidents or found
    # the secretary-general rather than the deputy, who fits by the end of the title
    plainly = [
        entry
        for entry in found
        if any(held.office.lower() == office and held.country == place for held in entry.offices)
    ]
    return [entry.id for entry in plainly or found]


def holder(vocabulary: Vocabulary, office: str, place: str, day: date | None) -> str | None:
    """The one leader of the vocabulary who held an office for a place on a day; None where there are several or none."""
    found = holders(vocabulary, office, place, day)
    return found[0] if len(found) == 1 else None
