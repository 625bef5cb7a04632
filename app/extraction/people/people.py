"""Who is named where: leaders of the vocabulary in every form, and people it does not know, with a provisional id."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from app.domain.record import record
from app.extraction.draft import Draft, Person
from app.extraction.people.en_naming import EnglishNames
from app.extraction.people.identities import FamilyAlone, Identity, identify
from app.extraction.people.leaders import find_leaders, mention_of
from app.extraction.people.name_runs import Named, begins_sentence, capitalised
from app.extraction.people.ru_naming import RussianNames
from app.language import Token

_HOME_WORDS = 6
_TITLE = 6  # tokens between a title and the name behind its country
READERS = {"ru": RussianNames, "en": EnglishNames}
"""language -> who reads its names."""


@record
class _Bearer:
    """Somebody who is named in full, whose family or given name may stand alone: as a leader's or as an unknown person's."""

    leader: str
    name: str
    gender: str
    known: bool
    first: int


def find_people(draft: Draft) -> list[Person]:
    """All mentions by name, in order."""
    known = list(find_leaders(draft))
    taken = {number for person in known for number in range(person.first, person.last)}
    reader = _reader(draft)
    if reader is None:
        return sorted(known, key=lambda person: person.first)
    full = list(reader.full(taken))
    surfaces = dict.fromkeys(draft.tokens[number].text for number in capitalised(draft))
    family_alone = FamilyAlone(draft.kit, surfaces)
    identified = identify(draft.kit, [(named, _wanted(draft, named)) for named in full], family_alone)
    people = [
        _person(draft, named, person, reading.cases)
        for named, (person, reading) in zip(full, identified, strict=True)
    ]
    at_home = list(_as_at_home(draft, [*known, *people]))
    inside = {number for person in at_home for number in range(person.first, person.last)}
    people = [person for person in people if person.first not in inside] + at_home
    taken |= {number for person in people for number in range(person.first, person.last)}
    bearers = _bearers(draft, known, full, [person for person, _ in identified])
    again = list(_again(draft, bearers, taken))
    taken |= {person.first for person in again}
    single = list(reader.alone(taken))
    told = identify(draft.kit, [(named, _wanted(draft, named)) for named in single], family_alone)
    people += [
        _person(draft, named, person, reading.cases)
        for named, (person, reading) in zip(single, told, strict=True)
    ]
    return sorted([*known, *people, *again], key=lambda person: person.first)


def _as_at_home(draft: Draft, people: Sequence[Person]) -> Iterator[Person]:
    """The same name in Latin letters in brackets after it: «Ингвар Кампрад (Ingvar Kamprad)»."""
    tokens = draft.tokens
    if draft.kit.code == "en":
        return
    for person in people:
        first = last = person.last + 1
        if first >= len(tokens) or tokens[person.last].text != "(":
            continue
        while last < len(tokens) and last - first < _HOME_WORDS and _latin_name(tokens[last]):
            last += 1
        if (
            last > first
            and last < len(tokens)
            and tokens[last].text in "),;"
            and tokens[first].capital
            and len(tokens[first].text) > 2
        ):
            mention = person.mention
            yield mention_of(
                draft,
                first,
                last,
                leader=mention.leader,
                name=mention.name,
                gender=person.gender,
                case="",
                rule="at-home",
                known=mention.known,
            )


def _latin_name(token: Token) -> bool:
    return (
        (token.kind == "word" and token.text.isascii()) or (token.kind == "word" and token.text[0] < "\u0370")
    ) or token.text == "."


def _reader(draft: Draft) -> RussianNames | EnglishNames | None:
    make = READERS.get(draft.kit.code)
    if make is None:
        return None
    kit, tokens = draft.kit, draft.tokens
    places = {number for match in draft.places for number in range(match.first, match.last)}
    titles = {match.last for match in kit.roles.find(tokens)}
    for start in sorted(titles):  # 'президент Кардовии X Y', 'министр сельского хозяйства республики X Y'
        end = start
        while end - start < _TITLE and (end in places or _belongs(tokens, end)):
            end += 1
        full = len(tokens) > end + 1 and tokens[end].capital and tokens[end + 1].capital
        if full or all(number in places for number in range(start, end)):
            titles.add(end)
    reader: RussianNames | EnglishNames = make(draft, places, titles)
    return reader


def _belongs(tokens: Sequence[Token], at: int) -> bool:
    """A genitive in small letters, which belongs to the title before it."""
    return (
        at < len(tokens)
        and not tokens[at].capital
        and any(item.case == "gen" for item in tokens[at].readings)
    )


def _wanted(draft: Draft, named: Named) -> frozenset[str]:
    """The cases that the words before a name ask for; empty where they tell nothing."""
    if begins_sentence(draft, named.first):
        after = draft.tokens[named.last] if named.last < len(draft.tokens) else None
        speaks = after is not None and (after.text == ":" or after.can_be("verb"))
        return frozenset({"nom"}) if speaks else frozenset()
    tokens = draft.tokens
    before = tokens[named.first - 1]
    if before.kind != "word":
        return frozenset()
    if cases := draft.kit.prepositions.get(before.low):
        return cases
    nouns = [reading for reading in before.readings[:4] if reading.pos == "noun" and reading.case]
    if (title := _title_before(draft, named.first - 1)) is not None:
        return title
    if not nouns or (before.capital and not before.readings[0].animate):
        return frozenset()
    if any(reading.animate for reading in nouns):  # 'президенту X', 'помощник X'
        return frozenset(reading.case for reading in nouns if reading.animate) | {"gen"}
    return frozenset({"gen"})


def _title_before(draft: Draft, at: int) -> frozenset[str] | None:
    """The cases of a title behind which its country stands at a token: 'пресс-секретаря президента Тавании X'. None: no such title."""
    if not draft.kit.language.has_cases or not draft.places_in(at, at + 1):
        return None
    titles: list[frozenset[str]] = []
    for number in range(at - 1, max(-1, at - _TITLE), -1):
        readings = draft.tokens[number].readings[:4]
        cases = frozenset(item.case for item in readings if item.pos == "noun" and item.animate and item.case)
        if cases:
            titles.append(cases)
        elif not any(item.case == "gen" for item in readings):
            break
        if "gen" not in cases and cases:
            break
    if not titles:
        return None
    return titles[-1] | (titles[0] if len(titles) > 1 else frozenset())


def _person(draft: Draft, named: Named, person: Identity, cases: Sequence[str]) -> Person:
    return mention_of(
        draft,
        named.first,
        named.last,
        leader=person.id,
        name=person.name,
        gender=person.gender,
        case=" ".join(cases),
        rule=named.rule,
    )


def _bearers(
    draft: Draft, known: Sequence[Person], full: Sequence[Named], identities: Sequence[Identity]
) -> list[_Bearer]:
    found: dict[str, _Bearer] = {}
    for person in known:
        mention = person.mention
        found.setdefault(
            mention.leader, _Bearer(mention.leader, mention.name, person.gender, True, person.first)
        )
    for named, identity in zip(full, identities, strict=True):
        found.setdefault(
            identity.id, _Bearer(identity.id, identity.name, identity.gender, False, named.first)
        )
    return list(found.values())


def _again(draft: Draft, bearers: Sequence[_Bearer], taken: set[int]) -> Iterator[Person]:
    """The family name or the given name alone of a person who is named in full somewhere in the text."""
    kit, tokens = draft.kit, draft.tokens
    families: dict[str, list[tuple[_Bearer, str]]] = {}
    givens: dict[str, list[tuple[_Bearer, str]]] = {}
    for bearer in sorted(bearers, key=lambda one: one.first):
        family, given = kit.parts_in_all_cases(bearer.name, bearer.gender)
        if not bearer.known:
            for form, case in family.items():
                families.setdefault(form, []).append((bearer, case))
        for form, case in given.items():
            givens.setdefault(form, []).append((bearer, case))
    shared = {form for form, found in givens.items() if len({bearer.leader for bearer, _ in found}) > 1}
    forms = families.keys() | givens.keys()
    for number in capitalised(draft) if forms else ():
        token = tokens[number]
        low = token.low
        if (low not in forms and "-" not in low and "'" not in low) or number in taken:
            continue
        low = low.removesuffix("'s")
        rule, found = "family-name", families.get(low)
        if found is None and "-" in low:  # «Кампрад-старший»
            head, _, tail = low.partition("-")
            found = (
                families.get(head)
                if tail in kit.words.names.generations
                or kit.language.readings(tail)[0].lemma in kit.words.names.generations
                else None
            )
        if found is None:
            rule, found = "given-name-alone", givens.get(low)
            if found is None or low in shared or not _stands_alone(draft, number):
                continue
        bearer, case = _nearest(found, number)
        if bearer.first > number or rule != "family-name":
            may = kit.language.name_word(token.text)
            if may.common and begins_sentence(draft, number) and not _says(draft, number + 1):
                continue
        if rule == "family-name" and not _may_be_it(draft, number):
            continue
        first = number
        if rule == "family-name" and _given_before(draft, number, bearer, taken):
            first = number - 1
        yield mention_of(
            draft,
            first,
            number + 1,
            leader=bearer.leader,
            name=bearer.name,
            gender=bearer.gender,
            case=case,
            rule=rule,
        )


def _says(draft: Draft, at: int) -> bool:
    """'Песков: …', 'Песков сказал': what stands behind a word that begins a sentence shows that it names somebody."""
    token = draft.tokens[at] if at < len(draft.tokens) else None
    verb = token.readings[:1] if token is not None else ()
    return token is not None and (
        token.text == ":"
        or any(item.pos == "verb" and item.number == "sg" and item.gender != "n" for item in verb)
    )


def _given_before(draft: Draft, number: int, bearer: _Bearer, taken: set[int]) -> bool:
    """Whether the bearer's given name stands before the family name, where nothing else told that both are a name."""
    tokens = draft.tokens
    if number < 1 or number - 1 in taken or tokens[number - 1].end + 1 != tokens[number].start:
        return False
    words = bearer.name.split()
    _, given = draft.kit.parts_in_all_cases(bearer.name, bearer.gender)
    low = tokens[number - 1].low
    return tokens[number - 1].capital and (low in given or low == words[0].lower()) and len(words) > 1


def _nearest(found: Sequence[tuple[_Bearer, str]], number: int) -> tuple[_Bearer, str]:
    """Of namesakes, in their order, the one named last before, else the first of the text."""
    return found[max(0, bisect_left(found, number, key=lambda item: item[0].first) - 1)]


def _stands_alone(draft: Draft, number: int) -> bool:
    """No further capitalised word stands beside it: «Виктор Петров» is another person than Виктор Орлов."""
    tokens = draft.tokens
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    before = tokens[number - 1] if number else None
    return not any(
        other is not None and other.kind == "word" and other.capital and not begins_sentence(draft, at)
        for other, at in ((after, number + 1), (before, number - 1))
    )


def _may_be_it(draft: Draft, number: int) -> bool:
    """Not the second part of a longer name that begins with another given name or initial."""
    tokens = draft.tokens
    if number < 1:
        return True
    before = tokens[number - 1]
    if before.text == "." and number > 1 and len(tokens[number - 2].text) == 1 and tokens[number - 2].capital:
        return False
    return not (
        before.kind == "word"
        and before.capital
        and before.end + 1 == tokens[number].start
        and draft.kit.language.name_word(before.text).given
    )
