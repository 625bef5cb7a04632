"""What the speaker's own side will do, or stands ready for."""

from __future__ import annotations

from collections.abc import Sequence

from app.extraction.acts.actions import actions_of
from app.extraction.acts.beginnings import clause_start
from app.extraction.acts.marks import Marks
from app.extraction.acts.performs import performs
from app.extraction.acts.sides import foreign, own_subject
from app.extraction.draft import Draft
from app.extraction.matcher import Match
from app.extraction.toolkit import Kit
from app.language import Token

_NEAR = 6  # words between a subject and its verb
_READY = 6  # words between readiness and its action: 'готова уже с января обнулить'
_ONLOOKERS = 5  # words in which a sentence tells that somebody from outside speaks
_SUBJECT = 14  # the same, with an attribution between: 'Elmora, according to the minister, would ratify'
_OTHERS = frozenset({"они", "they", "it", "никто", "nobody", "кто", "who"})
_OPENINGS = frozenset(
    {"начну", "закончу", "отвечу", "скажу", "приведу", "напомню", "добавлю", "назову", "посмотрим", "увидим"}
)
_WILLS = frozenset({"will", "would", "shall", "won't", "'ll"})
_PREFERS = frozenset({"rather", "sooner", "prefer"})  # 'I would rather lose a year'
_SUPPOSED = frozenset({"то", "then", "когда", "when", "как", "once", "если", "if", "пока"})
_MINE = frozenset({"we", "i", "мы", "я"})
_HIMSELF = frozenset({"he", "she", "он", "она"})
_NOT = frozenset({"не", "not", "nor", "never", "никогда"})
_CONTRIBUTIONS = frozenset({"взнос", "вклад", "contribution"})
_THEY = frozenset({"they", "они"})
_ARTICLES = frozenset({"the", "a", "every", "this", "that", "no"})
_PROMISES = frozenset({"promise", "pledge", "vow", "обещать", "пообещать"})
_STOPS = frozenset({"останавливаться", "остановиться", "stop", "rest", "сдаваться", "ждать", "wait"})
_MEANS = frozenset({"стремиться", "планировать", "собираться", "готовиться", "намереваться", "рассчитывать"})
_IS_READY = frozenset({"готовый"})
_CLAUSES = frozenset({"что", "и", "но", "а"})
_PREPARES = frozenset({"готовиться"})  # 'готовится пакет документов': nobody promises it
_DUTIES = ("долж", "обяз", "надо", "нужно", "необходимо", "следует")
_TO = frozenset({"к", "ко", "для", "на", "to", "for"})


def pledges(draft: Draft, marks: Marks, first: int, last: int, own: str | None) -> bool:
    """Whether words promise something of the speaker's own side. `own`: the country he speaks for."""
    if _supposes(draft, marks, first, last):
        return False
    return (
        stands_ready(draft, marks, first, last, own)
        or _gives(draft, marks, first, last)
        or (_english_future if draft.kit.code == "en" else _russian_future)(draft, first, last, own)
        or performs(draft, first, last, own)
    )


def _supposes(draft: Draft, marks: Marks, first: int, last: int) -> bool:
    """'надеюсь', 'is expected to', 'if': a forecast or a condition, no promise."""
    if draft.tokens[last - 1].text == "?":
        return True
    if draft.kit.trigger(_looks_on).places(draft.tokens, first, first + _ONLOOKERS):
        return True
    return any(token.low in _SUPPOSED for token in draft.tokens[first : first + 2]) or any(
        match.first < first + 12 for match in marks.of("forecasts", first, last)
    )


def _looks_on(kit: Kit, token: Token) -> bool:
    return not kit.words.acts.onlookers.isdisjoint(token.lemmas)


def stands_ready(draft: Draft, marks: Marks, first: int, last: int, own: str | None) -> bool:
    """'готов построить', 'открыт для проектов', 'планирует': readiness for something, not 'дорога готова'."""
    tokens, actions = draft.tokens, actions_of(draft.kit)
    for match in marks.of("commits", first, last):
        before = tokens[match.first - 1].low if match.first > first else ""
        if before in _ARTICLES and tokens[match.first].lemmas & _PROMISES:
            continue  # 'the promise has been broken'
        if (before in _THEY and tokens[match.first].lemmas & _PROMISES) or (
            (before in _NOT and not _abstains(draft, match.first, match.last, last))
            or _not_all(draft, first, match.first)
            or foreign(draft, max(first, match.first - _NEAR), match.first, own)
        ):
            continue
        following = tokens[match.last : min(last, match.last + _READY)]
        stop = next((at for at, token in enumerate(following) if token.kind == "mark"), len(following))
        following = following[:stop] if stop else following[:3]
        if (
            _done_by_others(draft, match, following)
            or _is_no_longer(draft, match)
            or _is_thing(draft, match, first)
        ):
            continue
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
            (verb and not tokens[match.first].lemmas & _PREPARES)
            or before in _NOT
            or any(actions.infinitive(tokens, match.last + at) for at in range(len(following)))
            or (following and following[0].low in _TO)
            or tokens[match.last - 1].low in _TO
        ):
            return True
    return False


def _done_by_others(draft: Draft, match: Match[str], following: Sequence[Token]) -> bool:
    """'расходы возьмут на себя частные банки': a subject that is not one's own stands behind."""
    if match.last - match.first < 2 or draft.kit.code == "en":
        return False
    own = draft.kit.words.acts.own
    return any(
        token.has_case("nom")
        and not token.has_case("acc")
        and token.can_be("noun")
        and not token.lemmas & own
        for token in following[:3]
    )


def _is_thing(draft: Draft, match: Match[str], first: int) -> bool:
    """'мост готов к открытию': a thing is ready, and nobody promises."""
    if draft.kit.code != "ru" or not draft.tokens[match.first].lemmas & _IS_READY:
        return False
    own = draft.kit.words.acts.own
    for at in range(match.first - 1, max(first, match.first - _NEAR) - 1, -1):
        token = draft.tokens[at]
        if token.kind == "mark" or token.low in _CLAUSES:
            return False
        noun = next((item for item in token.readings[:2] if item.pos == "noun" and item.case == "nom"), None)
        if noun is not None and not token.has_case("gen"):
            name = token.capital and at > first
            return not (noun.animate or token.lemmas & own or name or draft.places_in(at, at + 1))
    return False


def _is_no_longer(draft: Draft, match: Match[str]) -> bool:
    """'мы стремились помочь', 'планировали открыть': what was meant then; 'мы должны быть готовы': what is asked."""
    if draft.kit.code != "ru":
        return False
    token = draft.tokens[match.first]
    if token.readings[:1] and token.readings[0].pos == "verb":
        return token.readings[0].tense == "past" and not token.lemmas.isdisjoint(_MEANS)
    before = [item.low for item in draft.tokens[max(0, match.first - 3) : match.first]]
    return before[-1:] == ["быть"] and any(word.startswith(_DUTIES) for word in before)


def _abstains(draft: Draft, number: int, start: int, last: int) -> bool:
    """'не намерена повышать', 'does not intend to raise': what one's own side will not do."""
    actions = actions_of(draft.kit)
    near = [*range(start, min(last, start + 3)), *range(max(0, number - 3), number)]  # 'отступать не намерен'
    verb = next((at for at in near if actions.infinitive(draft.tokens, at)), None)
    return (
        verb is not None
        and bool(draft.tokens[number].lemmas & draft.kit.words.acts.intends)
        and not draft.tokens[verb].lemmas & _STOPS
    )


def _not_all(draft: Draft, first: int, number: int) -> bool:
    """'не все государства готовы'."""
    return any(
        draft.tokens[at].low in _NOT
        and draft.tokens[at + 1].low in ("все", "всякий", "каждый", "all", "every")
        for at in range(max(first, number - _NEAR), number - 1)
    )


def _gives(draft: Draft, marks: Marks, first: int, last: int) -> bool:
    """'announced a grant', 'unveiled a package': money or a programme of one's own."""
    announced = draft.kit.trigger(_announces).places(draft.tokens, max(0, first - 4), last)
    if not announced:
        return False
    gifts = draft.kit.words.acts.gifts
    at = announced[0] + 1
    return any(token.lemmas & gifts for token in draft.tokens[at : min(last, at + 10)]) or any(
        token.low in _WILLS for token in draft.tokens[at:last]
    )


def _announces(kit: Kit, token: Token) -> bool:
    return not kit.words.acts.announces.isdisjoint(token.lemmas)


def _does(draft: Draft, number: int, *, own: bool = False) -> bool:
    """A verb of doing, and no outcome ('вырастет', 'will cost') or remark ('увидим'). `own`: of one's own side, which may also
    promise to help or to bring."""
    acts = draft.kit.words.acts
    lemmas = draft.tokens[number].lemmas
    no_deeds = {*acts.states, *acts.remarks, *acts.supports}  # 'мы её поддержим' supports
    return not (lemmas & no_deeds or (not own and lemmas & acts.outcomes))


def _begins_itself(draft: Draft, low: int, number: int, last: int, own: str | None) -> bool:
    """Whether nobody else than the speaker's side can be meant by 'the line will be connected': no other country, person or party."""
    end = next((at for at in range(number, last) if draft.tokens[at].text in ",;:—–"), last)
    stranger = bool(draft.people_in(low, number)) or any(
        token.low in _OTHERS or token.lemma in ("сосед", "neighbour", "партнер", "partner")
        for token in draft.tokens[low:number]
    )
    events = set(
        draft.kit.words.acts.events
    )  # 'the next round would be held': a plan that is told, nobody's promise
    if any(token.lemmas & events for token in draft.tokens[low:number]):
        return False
    return not stranger and not foreign(draft, low, end, own, names=True)


def _in_future(kit: Kit, token: Token) -> bool:
    """Whether a word is a Russian verb that tells what will be."""
    if "verb" not in token.parts or not any(item.tense == "fut" for item in token.readings[:2]):
        return False
    now = any(item.tense == "pres" for item in token.readings[:3])  # 'субсидирует' is both
    noun = token.readings[0].pos == "noun"  # 'завершая встречу'
    return not now and not noun and token.low not in _OPENINGS


def _russian_future(draft: Draft, first: int, last: int, own: str | None) -> bool:
    """'Мы доведём', 'Кыргызстан примет', 'квоты не будут урезаны', 'первые вагоны поступят'."""
    tokens = draft.tokens
    starts = draft.kit.words.acts.starts
    launches = {*draft.kit.words.acts.launches, *starts}
    for number in draft.kit.trigger(_in_future).places(tokens, first, last):
        reading = next(item for item in tokens[number].readings[:2] if item.tense == "fut")
        low = clause_start(draft, number, first)
        verb, passive = number, False
        if reading.lemma in ("быть", "стать"):
            near = [*range(number + 1, min(last, number + 4)), *range(max(low, number - 3), number)]
            verb = next((at for at in near if tokens[at].can_be("infinitive")), number)
            passive = any(  # 'дороги' is one of 'дорогой' last of all
                reading.pos == "short" for at in near for reading in tokens[at].readings[:1]
            )
            if verb == number and not passive and not _contributes(draft, low, number):
                continue
        if reading.person != "1" and any(token.lemma == "который" for token in tokens[low:number]):
            continue  # 'страна с повесткой, которая будет …': what a thing will do
        if (
            reading.person == "1"
            or _himself(draft, number, verb, last)
            or own_subject(draft, low, number, last, own)
        ):
            if passive or _does(draft, verb, own=True) or _contributes(draft, low, number):
                return True
            continue
        begun = passive or (
            bool(tokens[verb].lemmas & launches)
            and (reading.number == "pl" or reading.lemma.endswith("ся") or reading.lemma in starts)
        )
        begun = (
            begun
            or _contributes(draft, low, number)
            or (reading.number == "pl" and _has_no_subject(draft, low, number, last) and _does(draft, verb))
        )
        if begun and _begins_itself(draft, low, number, last, own):
            return True
    return False


def _himself(draft: Draft, number: int, verb: int, last: int) -> bool:
    """'заявил, что будет и далее трудиться': whoever speaks, where no subject stands beside the verb."""
    tokens, at = draft.tokens, number
    while at and tokens[at - 1].can_be("adverb") and not tokens[at - 1].can_be("noun"):
        at -= 1
    if not at or tokens[at - 1].low != "что" or tokens[number].readings[0].number != "sg":
        return False
    return not any(
        reading.case == "nom" and reading.pos in ("noun", "pronoun", "name", "adjective")
        for token in tokens[verb + 1 : min(last, verb + 5)]
        for reading in token.readings[:1]
    )


def _contributes(draft: Draft, low: int, verb: int) -> bool:
    """'Взнос Тавании составит': what one's own side will pay."""
    return any(token.lemmas & _CONTRIBUTIONS for token in draft.tokens[low:verb])


def _has_no_subject(draft: Draft, low: int, verb: int, last: int) -> bool:
    """'На каналы положат бетон': a plural that no plural subject stands beside, of those who do it on one's own side."""
    tokens = draft.tokens
    near = [*tokens[low:verb], *tokens[verb + 1 : min(last, verb + 5)]]
    return not any(
        reading.case == "nom" and reading.number == "pl" for token in near for reading in token.readings[:4]
    )


def _wills(kit: Kit, token: Token) -> bool:
    return token.low in _WILLS or token.low.endswith("'ll")


def _english_future(draft: Draft, first: int, last: int, own: str | None) -> bool:
    """'Kyrgyzstan would host', 'we will build', 'his government would bear', 'the first substation would be connected'."""
    tokens = draft.tokens
    launches = draft.kit.words.acts.launches
    for number in draft.kit.trigger(_wills).places(tokens, max(first, 1), last):
        short = tokens[number].low.endswith("'ll")
        verb = next(
            (at for at in range(number + 1, min(last, number + 5)) if not _passed_over(draft, at)), None
        )
        if verb is None or tokens[verb].low in _PREFERS or _describes(draft, first, number):
            continue
        passive = tokens[verb - 1].low == "be" and (
            tokens[verb].low.endswith("ed")
            or (tokens[verb].low != tokens[verb].lemma and not tokens[verb].low.endswith("er"))
            or tokens[verb].low in launches
        )
        low = clause_start(draft, number, first)
        before = tokens[number - 1].low
        himself = short or before in _MINE or before in _HIMSELF
        if (
            himself
            or own_subject(draft, low, number, last, own)
            or _shares_subject(draft, first, number, own)
        ):
            if passive or _does(draft, verb, own=True) or _contributes(draft, low, number):
                return True
            continue
        by = passive and _done_by_another(draft, verb, last)
        begun = passive or bool(tokens[verb].lemmas & launches)
        if begun and not by and _begins_itself(draft, low, number, last, own):
            return True
    return False


def _shares_subject(draft: Draft, first: int, number: int, own: str | None) -> bool:
    """'Tavania, he said, had spent a third and would not do so again': the sentence's first word is still the subject."""
    if own is None or draft.tokens[number - 1].low not in ("and", "but"):
        return False
    return any(
        place.first == first and place.payload.place == own for place in draft.places_in(first, first + 3)
    )


def _describes(draft: Draft, first: int, number: int) -> bool:
    """'will be 900 km long and will cut the journey': the second verb of a thing that the first one describes."""
    tokens = draft.tokens
    if number < 1 or tokens[number - 1].low != "and":
        return False
    will = next(
        (at for at in range(number - 2, max(first, number - _SUBJECT) - 1, -1) if tokens[at].low in _WILLS),
        None,
    )
    return will is not None and tokens[will + 1].low == "be" and not tokens[will + 2].low.endswith("ed")


def _done_by_another(draft: Draft, verb: int, last: int) -> bool:
    """'would be made by parliaments', but not 'delivered by May', 'by the end of the year'."""
    tokens = draft.tokens
    by = next((at for at in range(verb, min(last, verb + 6)) if tokens[at].low == "by"), None)
    if by is None or by + 1 >= last:
        return False
    periods = draft.kit.words.periods
    times = {
        *periods.months,
        *periods.year,
        "end",
        "start",
        "beginning",
        "middle",
        "spring",
        "summer",
        "autumn",
        "winter",
        "next",
        "then",
    }
    return not any(
        token.low in times or token.kind == "number" for token in tokens[by + 1 : min(last, by + 4)]
    )


def _passed_over(draft: Draft, number: int) -> bool:
    """Words between 'will' and its verb: 'not', 'soon be', adverbs."""
    low = draft.tokens[number].low
    return low in ("not", "also", "now", "soon", "never", "always", "be", "then") or low.endswith("ly")
