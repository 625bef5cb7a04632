"""What asks for an action: verbs of proposing, needs, wants, imperatives. Acts and proposals both rest on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.kinds import Act
from app.extraction.actions import actions_of
from app.extraction.cues import Cue, CueForm
from app.extraction.draft import Draft
from app.extraction.marks import Marks
from app.extraction.matcher import Match
from app.language import Token

_REACH = 8  # words between a need and its action: 'необходимо в кратчайшие сроки завершить'
_BEFORE = 6  # words between an action and the need after it
_CLAUSE = 30  # words that are looked back for a clause's beginning
_BE = frozenset({"is", "was", "are", "were", "be", "been"})
_MODALS = frozenset({"must", "should", "need", "needs", "cannot"})
_IF = frozenset({"если", "if", "whether", "ли", "unless", "сколько", "where", "when", "why"})
_BETWEEN = frozenset({"would", "also", "therefore", "now", "again", "will", "to", "d", "'d", "бы", "once", "only", "too", "все", "же", "снова", "только"})  # fmt: skip
_NO_SUBJECT = frozenset({"it", "this", "that", "which", "there", "nobody", "what"})
_ADDED = frozenset({"a", "an", "another", "more", "one", "new", "common", "joint", "single", "better", "stronger", "closer", "fewer", "less"})  # fmt: skip


class Shape(StrEnum):
    ANY = "any"
    """what is asked follows somewhere: a clause, an infinitive, a noun"""
    ACTION = "action"
    """it begins with a verb or the object before it"""
    WHOLE = "whole"
    """a clause that is not taken apart: 'we need a common fund'"""


@dataclass(frozen=True, slots=True)
class Ask:
    """Words `first` to `last` (exclusive) ask; what they ask for begins at `start`."""

    first: int
    last: int
    start: int
    shape: Shape
    rule: str


def asks_of_cues(draft: Draft, cues: Sequence[Cue], last: int) -> list[Ask]:
    """Verbs of proposing, asking and inviting of a reported sentence."""
    asking = [cue for cue in cues if _asks(draft, cue, cues, last)]
    carriers = draft.kit.words.speech.carriers
    if any(
        cue.form is CueForm.OTHER for cue in asking
    ):  # 'с призывом … обратился': the noun tells what is asked
        asking = [cue for cue in asking if cue.lemma not in carriers or cue.form is CueForm.OTHER]
    return [Ask(cue.first, cue.last, cue.last, Shape.ANY, "cue") for cue in asking]


def _asks(draft: Draft, cue: Cue, cues: Sequence[Cue], last: int) -> bool:
    acts = draft.kit.words.acts
    following = draft.tokens[cue.last : last]
    if (
        is_attribute(draft, cue)
        or is_negated(draft, cue)
        or _is_asked_about(draft, cue)
        or _pardons(draft, cue.last, last)
    ):
        return False
    if cue.lemma in acts.requests:
        if following and following[0].low == "for":
            return True
        return _wishes(draft, cue, last) or any(
            actions_of(draft.kit).infinitive(draft.tokens, cue.last + at)
            for at in range(min(12, len(following)))
        )
    if cue.lemma in acts.invites:
        return invites_to_work(draft, cue.last, last)
    if cue.act is Act.SUPPORT and draft.tokens[cue.last - 1].low in ("of", "for", "за"):
        return cue.last < last and actions_of(draft.kit).action_noun(draft.tokens, cue.last)
    if cue.act is not Act.PROPOSAL:
        return False
    return not (endorses(draft, cue, last) or _of_another(draft, cue, cues))


def _pardons(draft: Draft, start: int, last: int) -> bool:
    """'прошу прощения', 'попросил извинить его'."""
    pardons = set(draft.kit.words.acts.pardons)
    return any(token.lemmas & pardons for token in draft.tokens[start : min(last, start + 2)])


def _of_another(draft: Draft, cue: Cue, cues: Sequence[Cue]) -> bool:
    """'поддержал предложение', 'backed the call for': the noun of proposing is the object of a verb of another act."""
    return cue.form is CueForm.OTHER and any(
        other.act in (Act.SUPPORT, Act.CONCERN, Act.COURTESY) and 0 < cue.first - other.first <= 4
        for other in cues
    )


def _wishes(draft: Draft, cue: Cue, last: int) -> bool:
    """'insisted that the duties be lifted', 'asked that each member add': a that-clause with the bare verb."""
    tokens, actions = draft.tokens, actions_of(draft.kit)
    if draft.kit.code != "en":
        return any(
            tokens[at].low in draft.kit.words.proposals.that or actions.action_noun(tokens, at)
            for at in range(cue.last, min(last, cue.last + 5))
        )
    if cue.last >= last or tokens[cue.last].low not in draft.kit.words.proposals.that:
        return False
    for at in range(cue.last + 1, min(last, cue.last + _REACH)):
        if tokens[at].can_be("verb") or tokens[at].low.endswith("ed"):
            return tokens[at].low == "be"
        if actions.predicate(tokens, at):
            return cue.lemma == "ask"
    return False


def _is_asked_about(draft: Draft, cue: Cue) -> bool:
    """'asked what she proposed instead'."""
    return any(token.low in ("what", "whether") for token in draft.tokens[max(0, cue.first - 3) : cue.first])


def is_attribute(draft: Draft, cue: Cue) -> bool:
    """'the register proposed by Tavania', 'предложенный план': a participle that describes a thing."""
    tokens = draft.tokens
    if draft.kit.code == "en":
        after = tokens[cue.last].low if cue.last < len(tokens) else ""
        before = tokens[cue.first - 1].low if cue.first else ""
        return tokens[cue.first].low.endswith("ed") and (after == "by" or before in ("the", "a", "an"))
    active = tokens[cue.first].low[:-2].endswith(("вш", "ш", "щ"))  # 'призвавший коллега' speaks himself
    return not active and any(reading.pos == "participle" for reading in tokens[cue.first].readings[:1])


def is_negated(draft: Draft, cue: Cue) -> bool:
    """'не поддержал', 'did not support', 'never promised'."""
    before = [token.low for token in draft.tokens[max(0, cue.first - 2) : cue.first]]
    return bool(before) and (
        before[-1] in ("не", "not", "never") or ("not" in before and draft.kit.code == "en")
    )


def endorses(draft: Draft, cue: Cue, last: int) -> bool:
    """'spoke in favour of the plan': for something that another has come up with."""
    if cue.last >= last or draft.tokens[cue.last - 1].low not in ("of", "for", "за", "поддержку"):
        return False
    backs = set(draft.kit.words.acts.backs)
    return any(token.lemmas & backs for token in draft.tokens[cue.last : min(last, cue.last + 3)])


def invites_to_work(draft: Draft, start: int, last: int) -> bool:
    """Whether an invitation is to a common work, and not to an event."""
    acts = draft.kit.words.acts
    following = draft.tokens[start:last]
    courtesies = {*acts.events, *acts.visits}
    if any(token.lemmas & courtesies for token in following[: _REACH + 6]):
        return False
    return any(
        actions_of(draft.kit).infinitive(draft.tokens, start + at)
        for at in range(min(_REACH, len(following)))
    ) or any(token.low in ("к", "join") for token in following[:_REACH])


def asks_of_words(draft: Draft, marks: Marks, first: int, last: int, *, speech: bool) -> list[Ask]:
    """What asks in the words said: needs, wants, the importance of doing something; in verbatim speech also first persons and imperatives."""
    found: list[Ask] = []
    if speech:
        found.extend(
            Ask(match.first, match.last, match.last, Shape.ANY, "first-person")
            for match in marks.of("asks", first, last)
            if (match.first == first or draft.tokens[match.first - 1].low not in ("не", "not"))
            and not _pardons(draft, match.last, last)
        )
        found.extend(_first_person(draft, first, last))
        found.extend(_imperatives(draft, first, last))
    found.extend(_clefts(draft, first, last))
    found.extend(_needs(draft, marks, first, last))
    found.extend(_importance(draft, marks, first, last))
    found.extend(_ideas(draft, marks, first, last))
    if not found:
        found.extend(_wants(draft, marks, first, last))
    return sorted(found, key=lambda ask: ask.first)


# Needs: 'необходимо', 'should', with an action


def _needs(draft: Draft, marks: Marks, first: int, last: int) -> Iterator[Ask]:
    for match in marks.of("needs", first, last):
        if _no_need(draft, match, first):
            continue
        found = (
            _english_need(draft, match, first, last)
            if draft.kit.code == "en"
            else _russian_need(draft, match, first, last)
        )
        if found is not None and not _upholds(draft, match.last, last):
            yield found


def _first_person(draft: Draft, first: int, last: int) -> Iterator[Ask]:
    """'I therefore propose', 'we would ask', 'I would like parliament to extend', 'я бы предложил'."""
    tokens, actions = draft.tokens, actions_of(draft.kit)
    proposing = set(draft.kit.words.speech.verbs[Act.PROPOSAL]) | {"ask", "call", "invite", "appeal"}
    for number in range(first, last):
        if tokens[number].low not in ("i", "we", "я", "мы"):
            continue
        at = number + 1
        while at < last and (
            tokens[at].low in _BETWEEN or tokens[at].low.endswith("ly") or tokens[at].can_be("adverb")
        ):
            at += 1
        if at >= last:
            continue
        if tokens[at].low in ("like", "want") and tokens[at + 1 : at + 2] and tokens[at + 1].low != "to":
            action = next(
                (to for to in range(at + 2, min(last, at + 9)) if actions.infinitive(tokens, to)), None
            )
            if action is not None:
                yield Ask(number, at + 1, action, Shape.ACTION, "wish")
        elif tokens[at].lemma in proposing and (
            draft.kit.code == "en" or "бы" in [token.low for token in tokens[number:at]]
        ):
            start = at + 1
            if tokens[at].low == "ask" or tokens[at].low == "invite":
                action = any(actions.infinitive(tokens, to) for to in range(start, min(last, start + 9)))
                if not action and tokens[start : start + 1] and tokens[start].low not in ("that", "for"):
                    continue
            yield Ask(number, start, start, Shape.ANY, "first-person")


def _clefts(draft: Draft, first: int, last: int) -> Iterator[Ask]:
    """'What is required, in her view, is better monitoring'."""
    tokens = draft.tokens
    if not draft.kit.words.acts.clefts:
        return
    clefts = {word.lstrip("=") for word in draft.kit.words.acts.clefts}
    for number in range(first, min(last, first + 3)):
        if tokens[number].low != "what":
            continue
        word = next((at for at in range(number, min(last, number + 6)) if tokens[at].low in clefts), None)
        if word is None:
            continue
        verb = next(
            (at for at in range(word + 1, min(last, word + 10)) if tokens[at].low in ("is", "was")), None
        )
        if verb is not None and verb + 1 < last and tokens[verb + 1].kind == "word":
            yield Ask(number, verb + 1, verb + 1, Shape.WHOLE, "cleft")


def _no_need(draft: Draft, match: Match[str], first: int) -> bool:
    """'было нужно', 'если нужно', 'не нужно'."""
    tokens = draft.tokens
    around = [token.low for token in tokens[max(first, match.first - 3) : match.first]]
    after = tokens[match.last].low if match.last < len(tokens) else ""
    if around and around[-1] in ("не", "сколько", "no"):
        return True
    would = match.last + 1 < len(tokens) and tokens[match.last + 1].low == "бы"
    return bool(_IF & set(around)) or "было" in around or (after == "было" and not would)


def _upholds(draft: Draft, start: int, last: int) -> bool:
    values = set(draft.kit.words.acts.values)
    return any(token.lemmas & values for token in draft.tokens[start : min(last, start + 12)])


def _proposes_something(draft: Draft, number: int, need: Match[str]) -> bool:
    """Not 'it should be noted', and with 'должна' no outcome: 'доля должна дойти до трети'."""
    acts = draft.kit.words.acts
    token = draft.tokens[number]
    if token.lemmas & set(acts.remarks):
        return False
    duty = draft.tokens[need.first].low in ("must", "should", "ought") or draft.tokens[
        need.first
    ].low.startswith("долж")
    return not (duty and token.lemmas & {*acts.states, *acts.outcomes})


def _russian_need(draft: Draft, match: Match[str], first: int, last: int) -> Ask | None:
    tokens, actions = draft.tokens, actions_of(draft.kit)
    begin = clause_start(draft, match.first, first)
    duty = tokens[match.first].low.startswith(("долж", "обяз"))
    action = next(
        (at for at in range(match.last, min(last, match.last + _REACH)) if actions.infinitive(tokens, at)),
        None,
    )
    if action is None:
        action = next(
            (
                at
                for at in range(match.first - 1, max(begin, match.first - _BEFORE) - 1, -1)
                if actions.infinitive(tokens, at)
            ),
            None,
        )
        if action is None or not _proposes_something(draft, action, match):
            return None
        return Ask(match.first, match.last, action, Shape.ACTION, "action-before-need")
    if not _proposes_something(draft, action, match) or (duty and not _can_act(draft, begin, match.first)):
        return None
    if not duty and (thing := _object_before(draft, begin, match.first)) is not None:
        return Ask(match.first, match.last, thing, Shape.ACTION, "object-before-need")
    return Ask(match.first, match.last, from_adverbs(draft, match.last, action), Shape.ACTION, "need")


def _can_act(draft: Draft, begin: int, duty: int) -> bool:
    """Whether countries, bodies or people stand before 'должны', and no thing: 'деньги должны поработать' asks for nothing."""
    acts = draft.kit.words.acts
    parties = {*acts.own, *acts.guests, "сосед", "партнер", "сторона", "мы", "все", "каждый", "бизнес", "вы"}
    return (
        bool(draft.people_in(begin, duty) or draft.places_in(begin, duty))
        or any(token.lemmas & parties for token in draft.tokens[begin:duty])
        or any(token.low == "быть" for token in draft.tokens[duty : duty + 3])
    )


def clause_start(draft: Draft, number: int, first: int) -> int:
    """Where the clause of a token begins: after 'что', a colon, or a comma with a predicate before it; an attribution between commas
    is passed over."""
    tokens = draft.tokens
    at = number
    comma: int | None = None
    least = max(first, number - _CLAUSE)
    while at > least:
        before = tokens[at - 1]
        if before.text in ':;.!?«“"' or before.low in ("что", "that"):
            return at
        if before.text in ",—–":
            other = next(
                (back for back in range(at - 2, max(least, at - 9) - 1, -1) if tokens[back].text in ",—–"),
                None,
            )
            if other is not None and other > least and _attributes(draft, other + 1, at - 1):
                at = other
                continue
            comma = comma or at
        elif draft.kit.language.is_predicate(before) and not before.can_be("noun"):
            return comma or at
        at -= 1
    comma = next((to for to in range(at, number) if tokens[to].text == ","), None)
    if comma is not None and comma - at <= 9 and _attributes(draft, at, comma):
        return comma + 1  # 'По мнению премьера, нужна общая карта'
    return at


def _attributes(draft: Draft, first: int, last: int) -> bool:
    return any(
        match.payload.how in ("verb", "words-of") for match in draft.kit.cues.find(draft.tokens, first, last)
    )


def _object_before(draft: Draft, begin: int, need: int) -> int | None:
    """'дорогу надо построить': where the object before a need begins; None for 'странам надо', 'на границе надо'."""
    tokens = draft.tokens
    start = begin
    while start < need and tokens[start].kind == "mark":
        start += 1
    if start < need and tokens[start].low in (
        "а",
        "и",
        "но",
        "поэтому",
        "также",
        "сегодня",
        "теперь",
        "сейчас",
    ):
        start += 1
    at = start
    while at < need and not tokens[at].can_be("noun"):
        if (
            tokens[at].can_be("preposition")
            or tokens[at].can_be("verb")
            or tokens[at].low in ("нам", "вам", "им")
        ):
            return None
        at += 1
    if at >= need or need - at > 12:
        return None
    reading = next((reading for reading in tokens[at].readings[:3] if reading.pos == "noun"), None)
    named = any(match.first <= at < match.last for match in draft.places_in(start, need))
    accusative = tokens[at].has_case("acc") or tokens[at].has_case("nom")
    if reading is None or named or not accusative or tokens[at].readings[0].case in ("dat", "loc"):
        return None
    return start


def from_adverbs(draft: Draft, low: int, action: int) -> int:
    """Back from an action over its adverbs and the time before it: 'до конца года согласовать', 'не откладывать'."""
    tokens = draft.tokens
    at = action
    while at > low and (
        tokens[at - 1].low in ("не", "not")
        or (tokens[at - 1].can_be("adverb") and not tokens[at - 1].can_be("noun"))
        or (tokens[at - 1].low == "to" and at - 1 > low and tokens[at - 2].low == "not")
    ):
        at -= 1
    preposition = next(
        (
            back
            for back in range(at - 1, max(low, at - 6) - 1, -1)
            if tokens[back].low in ("до", "к", "с", "в", "на", "по", "уже", "ко", "во", "от")
        ),
        None,
    )
    if preposition is not None and (
        preposition == low or tokens[low].low in ("до", "к", "с", "в", "на", "уже")
    ):
        return preposition if preposition != low else low
    if preposition is not None and any(
        token.kind == "number" or token.lemma in draft.kit.words.periods.months
        for token in tokens[preposition:at]
    ):
        return preposition
    if preposition is not None and tokens[preposition].low in ("до", "к"):
        times = {
            *draft.kit.words.periods.year,
            "конец",
            "начало",
            "весна",
            "зима",
            "лето",
            "осень",
            "месяц",
            "неделя",
        }
        if any(token.lemmas & times for token in tokens[preposition:at]):
            return preposition
    return at


def _english_need(draft: Draft, match: Match[str], first: int, last: int) -> Ask | None:
    tokens, actions = draft.tokens, actions_of(draft.kit)
    if tokens[match.first].low in _MODALS and match.last - match.first == 1:
        modal = _modal(draft, match, first, last)
        if modal is not None or tokens[match.first].low in ("must", "should"):
            return modal
    reach = range(match.last, min(last, match.last + _REACH + 4))
    if (
        tokens[match.first].low == "ought"
        and tokens[match.last : match.last + 2][-1:]
        and tokens[min(last - 1, match.last + 1)].low == "be"
    ):
        return Ask(
            match.first, match.last, subject_start(draft, match.first, first), Shape.ACTION, "passive-need"
        )
    if tokens[match.last - 1].low == "to":
        reach = range(match.last, min(last, match.last + 1))
        action = match.last if match.last < last else None
    else:
        action = next((at for at in reach if actions.infinitive(tokens, at)), None)
    if action is None or not _proposes_something(draft, action, match) or tokens[match.first].low == "had":
        return None
    if tokens[match.first].low == "has" and tokens[match.first - 1].low.startswith(("some", "no", "who")):
        return None
    return Ask(match.first, match.last, from_adverbs(draft, match.last, action), Shape.ACTION, "need")


def _modal(draft: Draft, match: Match[str], first: int, last: int) -> Ask | None:
    """'the sides should open', 'the bridge must be opened', 'we need not'."""
    tokens = draft.tokens
    at = match.last
    while at < last and (
        tokens[at].low in ("not", "now", "first", "also", "therefore", "all", "never", "only")
        or tokens[at].low.endswith("ly")
    ):
        at += 1
    subject = tokens[match.first - 1].low if match.first > first else ""
    if (
        at >= last
        or tokens[at].kind != "word"
        or subject in _NO_SUBJECT
        or (tokens[at].low == "have" and _perfect(tokens, at))
    ):
        return None
    if tokens[match.first].low in ("need", "needs"):
        if tokens[at].low != "to" or at + 1 >= last:
            return None
        at += 1
    if tokens[at].low == "be":
        thing = tokens[at + 1] if at + 1 < last else None
        if thing is None or thing.lemmas & set(draft.kit.words.acts.remarks):
            return None
        return Ask(
            match.first, match.last, subject_start(draft, match.first, first), Shape.ACTION, "passive-need"
        )
    if not _proposes_something(draft, at, match):
        return None
    return Ask(match.first, match.last, at, Shape.ACTION, "modal")


def _perfect(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and (
        tokens[at + 1].low.endswith(("ed", "en")) or tokens[at + 1].low == "been"
    )


def subject_start(draft: Draft, number: int, first: int) -> int:
    """Where the subject before an English verb begins: after 'that', a mark, or a verb of speech; an attribution between commas is
    passed over."""
    at = number
    tokens = draft.tokens
    if at > first + 2 and tokens[at - 1].text == ",":
        other = next(
            (back for back in range(at - 2, max(first, at - 9), -1) if tokens[back].text == ","), None
        )
        if other is not None and _attributes(draft, other + 1, at - 1):
            at = other
    while (
        at > first
        and tokens[at - 1].kind != "mark"
        and tokens[at - 1].low not in ("that", "and", "but", "said", "says", "why")
    ):
        at -= 1
    return at


# The importance of doing something; ideas put forward


def _importance(draft: Draft, marks: Marks, first: int, last: int) -> Iterator[Ask]:
    tokens, actions = draft.tokens, actions_of(draft.kit)
    for meaning in ("importance", "necessity"):
        for match in marks.of(meaning, first, last):
            start = match.last
            if _no_need(draft, match, first):
                continue
            if start < last and tokens[start].low in ("of", "for", "in"):
                start += 1
            if start >= last or _upholds(draft, start, min(last, start + 4)):
                continue
            reach = range(start, min(last, start + 4))
            noun = any(actions.action_noun(tokens, at) for at in reach)
            verb = any(actions.infinitive(tokens, at) for at in range(start, min(last, start + _REACH)))
            named = start > match.last or draft.kit.code == "ru"
            if (
                noun
                or (verb and meaning == "necessity")
                or (meaning == "necessity" and named and _is_thing(tokens[start]))
            ):
                yield Ask(match.first, match.last, start, Shape.ANY, meaning)


def _is_thing(token: Token) -> bool:
    return token.kind == "word" and not token.can_be("verb") and not token.can_be("preposition")


def _ideas(draft: Draft, marks: Marks, first: int, last: int) -> Iterator[Ask]:
    """'floated the idea of a fair', 'выступил с идеей провести', 'напомнил о своей инициативе создать'."""
    tokens = draft.tokens
    puts = set(draft.kit.words.acts.puts)
    for match in marks.of("ideas", first, last):
        before = tokens[max(0, match.first - 5) : match.first]
        owned = bool(before) and (
            before[-1].low.endswith("'s") or before[-1].low in ("his", "her", "their", "our", "my")
        )
        to = match.last < last and tokens[match.last].low == "to"
        if not any(token.lemmas & puts for token in before) and not (owned and to):
            continue
        start = match.last
        if start < last and tokens[start].low in ("of", "for", "о", "об", "по", "that", "to", "on"):
            start += 1
        if start < last and tokens[start].kind != "mark":
            yield Ask(match.first, match.last, start, Shape.ANY, "idea")


# Wants: a need of a thing


def _wants(draft: Draft, marks: Marks, first: int, last: int) -> Iterator[Ask]:
    tokens = draft.tokens
    if tokens[last - 1].text == "?":
        return
    for match in marks.of("wants", first, last):
        if _no_need(draft, match, first) or _upholds(draft, match.last, last):
            continue
        want = (
            _english_want(draft, match, first, last)
            if draft.kit.code == "en"
            else _russian_want(draft, match, first, last)
        )
        if want is not None:
            yield want
            return


def _russian_want(draft: Draft, match: Match[str], first: int, last: int) -> Ask | None:
    """'Нужны шаги, чтобы сократить': the purpose; 'нам нужна общая служба': the clause."""
    tokens = draft.tokens
    following = tokens[match.last : min(last, match.last + 4)]
    if any(token.kind == "number" or token.low in ("не", "ли") for token in following) or not any(
        token.can_be("noun") for token in [*following, *tokens[max(first, match.first - 3) : match.first]]
    ):
        return None
    purpose = next(
        (at for at in range(match.last, min(last, match.last + 12)) if tokens[at].low == "чтобы"), None
    )
    if purpose is not None and purpose + 1 < last and actions_of(draft.kit).infinitive(tokens, purpose + 1):
        return Ask(match.first, match.last, purpose + 1, Shape.ACTION, "want-purpose")
    return Ask(match.first, match.last, clause_start(draft, match.first, first), Shape.WHOLE, "want")


def _english_want(draft: Draft, match: Match[str], first: int, last: int) -> Ask | None:
    tokens = draft.tokens
    before = tokens[match.first - 1].low if match.first > first else ""
    after = tokens[match.last].low if match.last < last else ""
    word = tokens[match.last - 1].low
    if before in ("not", "never"):
        return None
    if before in _BE and word in ("needed", "required", "essential", "necessary"):
        begin = subject_start(draft, match.first - 1, first)
        subject = tokens[begin : match.first - 1]
        if (
            len(subject) < 2
            or subject[0].low in _NO_SUBJECT | {"he", "she", "they"}
            or after == "to"
            or _upholds(draft, begin, match.first)
        ):
            return None
        return Ask(match.first, match.last, begin, Shape.WHOLE, "wanted-thing")
    if (
        word in ("need", "needs", "require", "requires", "demand", "demands")
        and before in ("we", "region", "countries", "states", "nations", "forum", "neighbours")
        and after in _ADDED
    ):
        begin = match.first - 1 if before == "we" else subject_start(draft, match.first, first)
        return Ask(match.first, match.last, begin, Shape.WHOLE, "want")
    return None


# Imperatives


def _imperatives(draft: Draft, first: int, last: int) -> Iterator[Ask]:
    """'Дайте нам', 'Give me', 'Объединить энергосистемы': a sentence of speech that begins with it."""
    tokens, actions = draft.tokens, actions_of(draft.kit)
    asides = set(draft.kit.words.acts.asides)
    at = first
    while at < last and (
        tokens[at].kind == "mark"
        or tokens[at].low
        in (
            "и",
            "так",
            "поэтому",
            "не",
            "and",
            "so",
            "but",
            "please",
            "прежде",
            "всего",
            "then",
            "do",
            "not",
            "first",
        )
    ):
        at += 1
    if at >= last:
        return
    if tokens[at].low == "let" and at + 1 < last and tokens[at + 1].low not in ("me", "us", "alone"):
        yield Ask(at, at + 1, at, Shape.WHOLE, "let")
        return
    if tokens[at].lemmas & asides:
        return
    if actions.imperative(tokens, at):
        yield Ask(at, at + 1, at, Shape.ACTION, "imperative")
    elif (
        draft.kit.code == "ru"
        and tokens[at].readings
        and tokens[at].readings[0].pos == "infinitive"
        and _no_predicate(draft, at + 1, last)
    ):
        yield Ask(at, at + 1, at, Shape.WHOLE, "bare-infinitive")


def _no_predicate(draft: Draft, first: int, last: int) -> bool:
    stop = next(
        (at for at in range(first, last) if draft.tokens[at].lemma in draft.kit.words.proposals.relatives),
        last,
    )
    return tokens_without(draft, first, stop) and draft.tokens[last - 1].text != "?"


def tokens_without(draft: Draft, first: int, last: int) -> bool:
    """Whether no predicate and no dash stands between."""
    return not any(
        draft.kit.language.is_predicate(token) or token.text in "—–" for token in draft.tokens[first:last]
    )
