"""Who is named where: leaders of the vocabulary in every form, and people it does not know, with a provisional id."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.findings import Mention
from app.domain.span import Span
from app.extraction.draft import Draft, Person
from app.extraction.toolkit import Kit, NameForm
from app.extraction.transliterate import provisional_id
from app.language import Token

_MEN_IN_A = frozenset({"Никита", "Илья", "Фома", "Лука", "Кузьма", "Савва"})


def find_people(draft: Draft) -> list[Person]:
    """All mentions by name, in order."""
    known = list(_known(draft))
    taken = {number for person in known for number in range(person.first, person.last)}
    unknown = list(_unknown(draft, taken))
    return sorted([*known, *unknown, *_family_again(draft, unknown, taken)], key=lambda person: person.first)


def _known(draft: Draft) -> Iterator[Person]:
    kit, tokens = draft.kit, draft.tokens
    groups: dict[tuple[int, int], list[NameForm]] = {}
    for match in kit.people.find(tokens):
        groups.setdefault((match.first, match.last), []).append(match.payload)
    full = {form.leader for forms in groups.values() for form in forms if form.full}
    titles = {match.last for match in kit.roles.find(tokens)}
    latest: dict[str, str] = {}  # family name as written -> the leader last named by it in full
    for (first, last), matched in groups.items():
        forms = [
            form for form in matched if form.full or form.alone or form.leader in full or first in titles
        ]
        form = _choose(draft, first, forms, full, latest) if forms else None
        if form is None:
            continue
        if form.full:
            latest[_stem(tokens[last - 1])] = form.leader
        elif _goes_on(tokens, first, last):
            continue
        yield _person(
            draft,
            first,
            last,
            form.leader,
            form.case,
            known=True,
            rule="name" if form.full else "family-name",
        )


def _choose(
    draft: Draft, first: int, forms: list[NameForm], full: set[str], latest: dict[str, str]
) -> NameForm | None:
    """Of the leaders that a form may name: the one named in full in this text, else the one in office on its day."""
    if len({form.leader for form in forms}) == 1:
        form = forms[0]
        if not form.full and form.leader not in full and len(draft.tokens[first].low) < 4:
            return None  # «Ли», «Си», «Хан» alone may be anything
        return form
    by_leader = {form.leader: form for form in forms}
    named = [leader for leader in by_leader if leader in full]
    if not forms[0].full and (last := latest.get(_stem(draft.tokens[first]))) in by_leader:
        return by_leader[last]
    if len(named) == 1:
        return by_leader[named[0]]
    leaders = draft.kit.vocabulary.leaders
    in_office = [leader for leader in by_leader if leaders[leader].office_on(draft.day) is not None]
    presidents = [
        leader
        for leader in in_office
        if (office := leaders[leader].office_on(draft.day)) and office.office == "president"
    ]
    for choice in (in_office, presidents):
        if len(choice) == 1:
            return by_leader[choice[0]]
    return None


def _stem(token: Token) -> str:
    return token.low[:5]


def _goes_on(tokens: list[Token], first: int, last: int) -> bool:
    """A family name that is part of a longer name ('проспект Назарбаева' is none; 'Дарига Назарбаева' is another person)."""
    before = tokens[first - 1] if first else None
    return (
        before is not None
        and before.kind == "word"
        and before.capital
        and any(reading.pos == "name" for reading in before.readings)
        and before.end + 1 == tokens[first].start
    )


def _person(
    draft: Draft, first: int, last: int, leader: str, case: str, *, known: bool, rule: str, name: str = ""
) -> Person:
    tokens, kit = draft.tokens, draft.kit
    end = tokens[last - 1].end
    if tokens[last - 1].low.endswith("'s"):
        end -= 2
    entry = kit.vocabulary.leaders.get(leader)
    if entry is not None:
        name = next(iter(entry.names.get(kit.code, [])), entry.label(kit.code))
    russian = next(iter(entry.names.get("ru", [])), "") if entry else ""
    gender = (entry.gender if entry else None) or _gender(
        kit, name, russian, bool(entry and entry.family_first)
    )
    mention = Mention(span=Span(tokens[first].start, end), leader=leader, name=name, known=known, rule=rule)
    return Person(mention, first, last, case, gender)


def _gender(kit: Kit, name: str, russian: str, family_first: bool) -> str:
    """By the given name; an English one has no ending that tells, so the Russian one of the entry is asked."""
    words = (name if kit.code == "ru" else russian).split()
    if not words:
        return ""
    given = words[-1 if family_first else 0]
    if kit.code == "ru":
        for reading in kit.language.readings(given.lower()):
            if reading.pos == "name" and reading.case == "nom" and reading.gender:
                return reading.gender
    return "f" if given[-1:] in "ая" and given not in _MEN_IN_A else "m"


def _unknown(draft: Draft, taken: set[int]) -> Iterator[Person]:
    """A given name that the analyser knows, or a title, before one or two more capitalised words."""
    tokens, kit = draft.tokens, draft.kit
    place_tokens = {number for match in kit.places.find(tokens) for number in range(match.first, match.last)}
    titles = {match.last for match in kit.roles.find(tokens)}
    verbs = (
        {match.first for match in kit.cues.find(tokens) if match.payload.how == "verb"}
        if kit.code == "en"
        else set()
    )
    end = 0
    for index in kit.trigger(_is_capital).places(tokens):
        if index < end:
            continue
        last = _run_of_names(tokens, index, taken)
        if last - index < 2 or any(number in place_tokens for number in range(index, last)):
            continue
        given = any(reading.pos == "name" for reading in tokens[index].readings[:3])
        speaks = bool(verbs) and _beside_a_verb(tokens, index, last, verbs, kit)
        if given or speaks or index in titles or _after_place(index, titles, place_tokens):
            words = [token for token in tokens[index:last] if token.kind == "word"]
            base = kit.language.base_name(words)
            name = " ".join(base)
            case = _shared_case(words)
            yield _person(
                draft,
                index,
                last,
                provisional_id(base),
                case,
                known=False,
                rule="given-name" if given else "beside-a-verb" if speaks else "title",
                name=name,
            )
            end = last


def _is_capital(kit: Kit, token: Token) -> bool:
    return token.kind == "word" and token.capital


def _beside_a_verb(tokens: list[Token], first: int, last: int, verbs: set[int], kit: Kit) -> bool:
    """'Jane Roe said', 'said Jane Roe', 'Jane Roe, the chair of the board, said': English names are in no dictionary."""
    if tokens[last - 1].low.endswith("'s") or any(
        token.lemma in kit.words.speakers.bodies for token in tokens[first:last]
    ):
        return False
    if first - 1 in verbs or last in verbs or (last + 1 in verbs and tokens[last].kind == "word"):
        return True
    if last >= len(tokens) or tokens[last].text != ",":
        return False
    closing = next(
        (number for number in range(last + 1, min(len(tokens) - 1, last + 16)) if tokens[number].text == ","),
        None,
    )
    return closing is not None and closing + 1 in verbs


def _after_place(index: int, titles: set[int], place_tokens: set[int]) -> bool:
    """'президент Кардовии X Y': a place between the title and the name."""
    back = index - 1
    while back in place_tokens:
        back -= 1
    return back + 1 != index and back + 1 in titles


def _run_of_names(tokens: list[Token], index: int, taken: set[int]) -> int:
    last = index
    while (
        last < len(tokens)
        and last - index < 3
        and last not in taken
        and tokens[last].kind == "word"
        and (tokens[last].capital and len(tokens[last].text) > 1 and not tokens[last].text.isupper())
        and (last == index or tokens[last].start == tokens[last - 1].end + 1)
    ):
        last += 1
    return last


def _shared_case(words: list[Token]) -> str:
    cases = ["nom", "gen", "dat", "acc", "ins", "loc"]
    shared = [case for case in cases if any(word.has_case(case) for word in words)]
    both = [
        case
        for case in shared
        if all(word.has_case(case) or not word.readings or not word.readings[0].case for word in words)
    ]
    return " ".join(both or shared)


def _family_again(draft: Draft, unknown: list[Person], taken: set[int]) -> Iterator[Person]:
    """The family name alone of a person who was named in full."""
    tokens = draft.tokens
    forms: dict[str, tuple[Person, str]] = {}
    for person in unknown:
        family = person.mention.name.split()[-1]
        for form, case in draft.kit.language.name_forms(
            person.mention.name, gender=person.gender or None, family_first=False
        ).items():
            forms.setdefault(form.split()[-1].lower(), (person, case))
        forms.setdefault(family.lower(), (person, "nom"))
    inside = {number for person in unknown for number in range(person.first, person.last)}
    for number in draft.kit.trigger(_is_capital).places(tokens) if forms else ():
        if number in taken or number in inside:
            continue
        token = tokens[number]
        found = forms.get(token.low.removesuffix("'s"))
        if found is not None and found[0].first < number:
            person, case = found
            yield _person(
                draft,
                number,
                number + 1,
                person.mention.leader,
                case,
                known=False,
                rule="family-name",
                name=person.mention.name,
            )
