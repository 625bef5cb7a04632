"""What the speaker's own side will do, or stands ready for."""

from __future__ import annotations

from app.extraction.actions import actions_of
from app.extraction.asks import clause_start
from app.extraction.draft import Draft
from app.extraction.marks import Marks

_NEAR = 6  # words between a subject and its verb
_WILLS = frozenset({"will", "would", "shall", "won't", "'ll"})
_MINE = frozenset({"we", "i", "мы", "я"})
_HIMSELF = frozenset({"he", "she", "он", "она"})
_NOT = frozenset({"не", "not", "nor", "never", "никогда"})
_TO = frozenset({"к", "ко", "для", "на", "to", "for"})


def pledges(draft: Draft, marks: Marks, first: int, last: int, own: str | None) -> bool:
    """Whether words promise something of the speaker's own side. `own`: the country he speaks for."""
    if _supposes(draft, marks, first, last):
        return False
    return (
        stands_ready(draft, marks, first, last, own)
        or _gives(draft, marks, first, last)
        or (_english_future if draft.kit.code == "en" else _russian_future)(draft, marks, first, last, own)
    )


def _supposes(draft: Draft, marks: Marks, first: int, last: int) -> bool:
    """'надеюсь', 'is expected to', 'if': a forecast or a condition, no promise."""
    opening = draft.tokens[first].low
    return opening in ("то", "then", "когда", "when", "как", "once") or any(
        match.first < first + 12 for match in marks.of("forecasts", first, last)
    )


def stands_ready(draft: Draft, marks: Marks, first: int, last: int, own: str | None) -> bool:
    """'готов построить', 'открыт для проектов', 'планирует': readiness for something, not 'дорога готова'."""
    tokens, actions = draft.tokens, actions_of(draft.kit)
    for match in marks.of("commits", first, last):
        before = tokens[match.first - 1].low if match.first > first else ""
        if (
            before in _NOT
            or _not_all(draft, first, match.first)
            or _foreign(draft, max(first, match.first - _NEAR), match.first, own)
        ):
            continue
        following = tokens[match.last : min(last, match.last + 3)]
        verb = any(reading.pos == "verb" for reading in tokens[match.first].readings[:1])
        if draft.kit.code == "en":
            verb = tokens[match.first].low not in (
                "ready",
                "prepared",
                "willing",
                "determined",
                "committed",
                "planned",
                "aim",
            )
        if (
            verb
            or any(actions.infinitive(tokens, match.last + at) for at in range(len(following)))
            or (following and following[0].low in _TO)
            or tokens[match.last - 1].low in _TO
        ):
            return True
    return False


def _not_all(draft: Draft, first: int, number: int) -> bool:
    """'не все государства готовы'."""
    return any(
        draft.tokens[at].low in _NOT
        and draft.tokens[at + 1].low in ("все", "всякий", "каждый", "all", "every")
        for at in range(max(first, number - _NEAR), number - 1)
    )


def _gives(draft: Draft, marks: Marks, first: int, last: int) -> bool:
    """'announced a grant', 'unveiled a package': money or a programme of one's own."""
    announces = set(draft.kit.words.acts.announces)
    low = max(0, first - 4)
    announced = [at for at in range(low, last) if draft.tokens[at].lemmas & announces]
    if not announced:
        return False
    gifts = set(draft.kit.words.acts.gifts)
    at = announced[0] + 1
    return any(token.lemmas & gifts for token in draft.tokens[at : min(last, at + 10)]) or any(
        token.low in _WILLS for token in draft.tokens[at:last]
    )


def _foreign(draft: Draft, first: int, last: int, own: str | None) -> bool:
    """Whether another country than the speaker's is named."""
    countries = draft.kit.vocabulary.countries
    return any(
        match.payload.place != own and match.payload.place in countries
        for match in draft.places_in(first, last)
    )


def _own_subject(draft: Draft, first: int, verb: int, own: str | None) -> bool:
    """Whether the speaker's country, its bodies or he himself stand before a verb."""
    low = max(first, verb - _NEAR)
    tokens = draft.tokens
    if _foreign(draft, low, verb, own):
        return False
    named = any(
        match.payload.place == own
        and (
            draft.kit.code == "en" or tokens[match.first].has_case("nom") or match.payload.how == "adjective"
        )
        and (match.first == 0 or tokens[match.first - 1].text not in "—–-")  # no link of a route
        for match in draft.places_in(low, verb)
        if own is not None
    )
    mine = set(draft.kit.words.acts.own)
    bodies = any(
        token.lemmas & mine and (draft.kit.code == "en" or token.has_case("nom"))
        for token in tokens[low:verb]
    )
    return named or bodies


def _does(draft: Draft, number: int) -> bool:
    """A verb of doing, and no outcome ('вырастет', 'will cost') or remark ('увидим')."""
    acts = draft.kit.words.acts
    return not draft.tokens[number].lemmas & {*acts.outcomes, *acts.remarks}


def _russian_future(draft: Draft, marks: Marks, first: int, last: int, own: str | None) -> bool:
    """'Мы доведём', 'Кыргызстан примет', 'квоты не будут урезаны', 'первые вагоны поступят'."""
    tokens = draft.tokens
    starts = set(draft.kit.words.acts.starts)
    launches = {*draft.kit.words.acts.launches, *starts}
    for number in range(first, last):
        reading = next(
            (
                reading
                for reading in tokens[number].readings[:2]
                if reading.pos == "verb" and reading.tense == "fut"
            ),
            None,
        )
        if reading is None:
            continue
        verb, low = number, clause_start(draft, number, first)
        passive = False
        if reading.lemma in ("быть", "стать"):
            near = [*range(number + 1, min(last, number + 4)), *range(max(low, number - 3), number)]
            verb = next((at for at in near if tokens[at].can_be("infinitive")), number)
            passive = any(
                tokens[at].can_be("short")
                for at in [*range(number + 1, min(last, number + 3)), *range(max(low, number - 2), number)]
            )
            if verb == number and not passive:
                continue
        if not passive and not _does(draft, verb):
            continue
        if reading.person == "1" or _own_subject(draft, low, number, own):
            return True
        end = next((at for at in range(number, last) if tokens[at].text in ",;:—–"), last)
        begun = passive or (
            bool(tokens[verb].lemmas & launches)
            and (reading.number == "pl" or reading.lemma.endswith("ся") or reading.lemma in starts)
        )
        if begun and not _foreign(draft, low, end, own) and not _stranger(draft, low, number):
            return True
    return False


def _stranger(draft: Draft, first: int, last: int) -> bool:
    """Whether somebody else is named before the verb: a person, a bloc, 'соседи', 'they'."""
    return bool(draft.people_in(first, last)) or any(
        token.low in ("они", "they", "it", "никто", "nobody")
        or token.lemma in ("сосед", "neighbour", "партнер", "partner")
        for token in draft.tokens[first:last]
    )


def _english_future(draft: Draft, marks: Marks, first: int, last: int, own: str | None) -> bool:
    """'Kyrgyzstan would host', 'we will build', 'his government would bear', 'the first substation would be connected'."""
    tokens = draft.tokens
    launches = set(draft.kit.words.acts.launches)
    for number in range(max(first, 1), last):
        if tokens[number].low not in _WILLS and not tokens[number].low.endswith("'ll"):
            continue
        verb = next(
            (
                at
                for at in range(number + 1, min(last, number + 5))
                if tokens[at].low not in ("not", "also", "now", "soon", "never", "be")
                and not tokens[at].low.endswith("ly")
            ),
            None,
        )
        if verb is None:
            continue
        passive = tokens[verb - 1].low == "be" and (
            tokens[verb].low.endswith("ed")
            or tokens[verb].low != tokens[verb].lemma
            or tokens[verb].low in launches
        )
        if not passive and not _does(draft, verb):
            continue
        low = _subject(draft, number, first)
        if tokens[number].low.endswith("'ll") or tokens[number - 1].low in _MINE:
            return True
        if tokens[number - 1].low in _HIMSELF or _own_subject(draft, low, number, own):
            return True
        end = next((at for at in range(number, last) if tokens[at].text in ",;:—–"), last)
        if (
            (passive or tokens[verb].lemmas & launches)
            and not _foreign(draft, low, end, own)
            and not _stranger(draft, low, number)
        ) and not any(tokens[at].low == "by" for at in range(verb, end) if passive):
            return True
    return False


def _subject(draft: Draft, number: int, first: int) -> int:
    at = number
    while (
        at > first
        and number - at < 12
        and draft.tokens[at - 1].kind != "mark"
        and draft.tokens[at - 1].low not in ("that", "and", "but", "said")
    ):
        at -= 1
    return at
