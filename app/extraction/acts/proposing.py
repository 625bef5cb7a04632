"""Verbs and nouns of proposing in a reported sentence: whether they ask, endorse or only describe."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.kinds import Act
from app.extraction.acts.actions import actions_of
from app.extraction.acts.ask import Ask, Shape
from app.extraction.acts.beginnings import clause_start
from app.extraction.draft import Draft
from app.extraction.speech.cues import Cue, CueForm

_REACH = 8  # words between a need and its action: 'необходимо в кратчайшие сроки завершить'

_OBJECT = {"ru": 4, "en": 6}  # words between a verb and the noun of proposing that is its object
_DEGREES = frozenset({"further", "closer", "more", "faster", "even"})
_FRONTED = 14  # words between a fronted action and the verb of proposing, or behind that verb
_INNER = 12  # words between a verb of speech and the clause that it brings
_PURPOSES = frozenset({"bid", "order", "effort", "attempt"})  # 'told a forum, in a bid to reverse the slump'
_CIRCUMSTANCES = frozenset({"in", "on", "at", "last", "earlier", "during", "back"})
AROSE = frozenset({"возникнуть", "возникать", "появиться", "назреть", "отпасть", "исчезнуть"})
_NEEDS = frozenset({"необходимость"})
_QUOTES = frozenset('«“"')
THE_SAME = (["то", "же"], ["это", "же"], ["the", "same"])


def asks_of_cues(draft: Draft, cues: Sequence[Cue], last: int) -> list[Ask]:
    """Verbs of proposing, asking and inviting of a reported sentence."""
    asking = [cue for cue in cues if _asks(draft, cue, cues, last)]
    carriers = draft.kit.words.speech.carriers
    if any(
        cue.form is CueForm.OTHER for cue in asking
    ):  # 'с призывом … обратился': the noun tells what is asked
        asking = [cue for cue in asking if cue.lemma not in carriers or cue.form is CueForm.OTHER]
    return [
        _fronted(draft, cue, last) or Ask(cue.first, cue.last, cue.last, Shape.ANY, "cue") for cue in asking
    ]


def _fronted(draft: Draft, cue: Cue, last: int) -> Ask | None:
    """'Создать фонд предложил он', 'К отмене виз призвала она': what is asked stands before its verb."""
    if draft.kit.code != "ru" or cue.form is not CueForm.FINITE:
        return None
    tokens, actions = draft.tokens, actions_of(draft.kit)
    behind = range(cue.last, min(last, cue.last + _FRONTED))
    if any(
        actions.infinitive(tokens, at)
        or tokens[at].text == ":"
        or tokens[at].low in ("чтобы", "за", "к", "с")
        or actions.action_noun(tokens, at)
        for at in behind
    ):
        return None
    begin = clause_start(draft, cue.first, max(0, cue.first - _FRONTED))
    if tokens[begin].low in ("за", "к", "ко") and cue.first - begin > 2:
        return Ask(cue.first, cue.last, begin + 1, Shape.ANY, "fronted", cue.first)
    if any(actions.infinitive(tokens, at) for at in range(begin, min(cue.first, begin + 4))):
        return Ask(cue.first, cue.last, begin, Shape.ACTION, "fronted", cue.first)
    return None


def _asks(draft: Draft, cue: Cue, cues: Sequence[Cue], last: int) -> bool:
    acts = draft.kit.words.acts
    requests, invites = cue.lemma in acts.requests, cue.lemma in acts.invites
    if not (requests or invites or cue.act in (Act.SUPPORT, Act.PROPOSAL)):
        return False
    if (
        is_attribute(draft, cue)
        or is_negated(draft, cue)
        or _is_asked_about(draft, cue)
        or pardons(draft, cue.last, last)
    ):
        return False
    if (
        cue.decision
        and cue.form is CueForm.OTHER
        and draft.tokens[cue.first - 1].low in ("been", "was", "were")
    ):
        return False  # 'the board has been tasked with'
    if cue.form is CueForm.OTHER and cue.last < last and draft.tokens[cue.last].text in _QUOTES:
        return False  # 'увязать с инициативой «Пояс и путь»': a name
    if draft.kit.code == "ru" and (_at_anothers(draft, cue) or _told_of_another(draft, cue, cues)):
        return False
    if cue.lemma in _NEEDS and cue.first and draft.tokens[cue.first - 1].lemma in AROSE:
        return False  # 'появилась необходимость принять закон': told of what was done
    if cue.lemma in _NEEDS and cue.last < last and draft.tokens[cue.last].low in (",", ".", "и"):
        return False  # 'подчеркнув, что есть необходимость, он': of what is not told
    if requests:
        following = draft.tokens[cue.last : last]
        if following and following[0].low == "for":
            return True
        if len(following) > 2 and following[0].low == "on":
            return actions_of(draft.kit).action_noun(
                draft.tokens, cue.last + 1
            )  # 'insisted on cutting the fees'
        if following and following[0].low in ("about", "of"):
            return False  # 'told about the work to expand trade'
        said = next((at for at, token in enumerate(following[:12]) if token.low == "that"), 12)
        return _wishes(draft, cue, last) or any(
            actions_of(draft.kit).infinitive(draft.tokens, cue.last + at)
            and draft.tokens[cue.last + at - 2].low not in _PURPOSES
            for at in range(min(said, len(following)))
        )
    if invites:
        return invites_to_work(draft, cue.last, last)
    start = cue.last + (cue.last < last and draft.tokens[cue.last].low == "of")
    if cue.act is Act.SUPPORT and draft.tokens[start - 1].low in ("of", "for", "за"):
        while start + 1 < last and (
            draft.tokens[start].low in _DEGREES or draft.tokens[start].low.endswith("ly")
        ):
            start += 1  # 'in favour of further deepening'
        return start < last and actions_of(draft.kit).action_noun(draft.tokens, start)
    if cue.act is not Act.PROPOSAL:
        return False
    return not (endorses(draft, cue, last) or _of_another(draft, cue, cues))


def _at_anothers(draft: Draft, cue: Cue) -> bool:
    """'по предложению X министр уволен': the noun tells at whose wish something was done."""
    return cue.form is CueForm.OTHER and cue.first > 0 and draft.tokens[cue.first - 1].low == "по"


def _told_of_another(draft: Draft, cue: Cue, cues: Sequence[Cue]) -> bool:
    """'сообщил, что X предлагал провести', 'по его словам, X поставил задачу': what another person asked for is told, not asked."""
    if cue.form is not CueForm.FINITE:
        return False
    begin = clause_start(draft, cue.first, max(0, cue.first - _FRONTED))
    that = draft.tokens[begin - 1].low == "что"
    outer = any(
        0 <= begin - other.last <= _INNER
        and (other.form is CueForm.WORDS_OF or (that and other.form is CueForm.FINITE))
        for other in cues
    )
    if not outer:
        return False
    return any("nom" in person.case.split() for person in draft.people_in(begin, cue.first) if person.case)


def pardons(draft: Draft, start: int, last: int) -> bool:
    """'прошу прощения', 'попросил извинить его'."""
    pardons = draft.kit.words.acts.pardons
    return any(token.lemmas & pardons for token in draft.tokens[start : min(last, start + 2)])


def _of_another(draft: Draft, cue: Cue, cues: Sequence[Cue]) -> bool:
    """'поддержал предложение', 'backed the call for': the noun of proposing is the object of a verb of another act."""
    reach = _OBJECT.get(draft.kit.code, 0)
    return cue.form is CueForm.OTHER and any(
        other.act in (Act.SUPPORT, Act.CONCERN, Act.COURTESY) and 0 < cue.first - other.first <= reach
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
        aside = (
            cue.form is CueForm.OTHER and after in _CIRCUMSTANCES
        )  # 'the plan, agreed in 2023, has stalled'
        return tokens[cue.first].low.endswith("ed") and (
            aside or after == "by" or before in ("the", "a", "an")
        )
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
    if [token.low for token in draft.tokens[cue.last : min(last, cue.last + 2)]] in THE_SAME:
        return True
    backs = draft.kit.words.acts.backs
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
