"""Where leaders of the vocabulary are named, and which of several that share a name is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.findings import Mention
from app.domain.span import Span
from app.extraction.draft import Draft, Person
from app.extraction.toolkit import Kit, NameForm
from app.language import Token

_MEN_IN_A = frozenset({"Никита", "Илья", "Фома", "Лука", "Кузьма", "Савва"})
_SHORT = 4
"""Family names of fewer letters («Ли», «Си») may be anything where nobody of that name was named in full."""


def find_leaders(draft: Draft) -> Iterator[Person]:
    """Every mention of a leader, in order."""
    kit, tokens = draft.kit, draft.tokens
    groups: dict[tuple[int, int], list[NameForm]] = {}
    for match in kit.people.find(tokens):
        groups.setdefault((match.first, match.last), []).append(match.payload)
    if not groups:
        return
    full = {form.leader for forms in groups.values() for form in forms if form.full}
    named = full | {form.leader for forms in groups.values() for form in forms if form.alone}
    titles = {match.last for match in kit.roles.find(tokens)}
    latest: dict[str, str] = {}  # family name as written -> the leader last named by it in full
    for (first, last), matched in groups.items():
        titled = first in titles
        forms = [
            form
            for form in matched
            if form.full or form.alone or form.leader in named or titled or _in_office(draft, form)
        ]
        form = _choose(draft, first, forms, full, latest, titled=titled) if forms else None
        if form is None:
            continue
        if form.full:
            latest[_stem(tokens[last - 1])] = form.leader
        elif _goes_on(draft, first, last, alone=form.alone):
            continue
        if form.full or titled:
            full.add(form.leader)
            named.add(form.leader)
        entry = kit.vocabulary.leaders[form.leader]
        name = next(iter(entry.names.get(kit.code, [])), entry.label(kit.code))
        russian = next(iter(entry.names.get("ru", [])), "")
        yield mention_of(
            draft,
            first,
            last,
            leader=form.leader,
            name=name,
            gender=entry.gender or gender_of(kit, name, russian, family_first=entry.family_first),
            case=form.case,
            rule="name" if form.full else "family-name",
            known=True,
        )


def _in_office(draft: Draft, form: NameForm) -> bool:
    """A family name that many bear is the leader's in a text of his days in office."""
    leader = draft.kit.vocabulary.leaders[form.leader]
    return form.in_office and draft.day is not None and leader.office_on(draft.day) is not None


def _choose(
    draft: Draft, first: int, forms: list[NameForm], full: set[str], latest: dict[str, str], *, titled: bool
) -> NameForm | None:
    """Of the leaders that a form may name: the one named in full in this text, else the one in office on its day."""
    if len({form.leader for form in forms}) == 1:
        form = forms[0]
        short = len(draft.tokens[first].low) < _SHORT
        if not form.full and form.leader not in full and short and not titled:
            return None
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


def _goes_on(draft: Draft, first: int, last: int, *, alone: bool) -> bool:
    """A family name that is part of a longer name: «Дарига Назарбаева», «Д. Назарбаева», «Мишель Обама» are other people."""
    tokens, language = draft.tokens, draft.kit.language
    before = tokens[first - 1] if first else None
    if before is not None and before.text == "." and before.end + 1 >= tokens[first].start:
        letter = tokens[first - 2] if first > 1 else None
        return letter is not None and letter.capital and len(letter.text) == 1 and letter.end == before.start
    if before is not None and _beside(before, tokens[first]):
        may = language.name_word(before.text)
        if may.given or any(reading.pos == "name" for reading in before.readings):
            return True
        if not may.known and first > 1 and _beside(tokens[first - 2], before):
            return language.name_word(tokens[first - 2].text).given  # «Андерс Фог Расмуссен»
    after = tokens[last] if last < len(tokens) else None
    if after is None or not _beside(tokens[last - 1], after):
        return False
    if language.name_word(tokens[last - 1].text).patronymic:
        return True  # «Владимир Владимирович Познер»
    if after.low in draft.kit.particles or not alone:
        return True  # «Марин Ле Пен», Mao Ning
    if not language.name_word(tokens[first].text).given:
        return False
    may = language.name_word(after.text)
    return may.family or not may.known


def _beside(one: Token, other: Token) -> bool:
    """Two capitalised words with a space between."""
    return (
        all(token.kind == "word" and token.capital for token in (one, other)) and one.end + 1 == other.start
    )


def gender_of(kit: Kit, name: str, russian: str, *, family_first: bool) -> str:
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


def mention_of(
    draft: Draft,
    first: int,
    last: int,
    *,
    leader: str,
    name: str,
    gender: str,
    case: str,
    rule: str,
    known: bool = False,
) -> Person:
    """The mention at tokens `first` to `last`, without a possessive ending."""
    tokens: Sequence[Token] = draft.tokens
    end = tokens[last - 1].end
    low = tokens[last - 1].low
    end -= 2 if low.endswith("'s") else 1 if low.endswith("'") else 0
    mention = Mention(span=Span(tokens[first].start, end), leader=leader, name=name, known=known, rule=rule)
    return Person(mention, first, last, case, gender)
