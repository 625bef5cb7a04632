"""What in a sentence tells that someone speaks, and with what verb, noun or phrase."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from app.domain.kinds import Act
from app.domain.record import record
from app.extraction.draft import Draft
from app.extraction.russian.cues import (
    auxiliary,
    is_negated,
    is_own_passive,
    is_own_state,
    is_unreal,
    verb_of,
)
from app.extraction.toolkit import Kit
from app.language import Token

_PUTS = frozenset({"внести", "вносить", "выступить", "озвучить", "изложить", "выдвинуть", "обратиться", "представить", "высказать"})  # fmt: skip
_SPEAKS_FOR = frozenset({"выступить", "выступать", "высказаться", "высказываться", "ратовать"})
_MEANT = frozenset({"призвать", "обязать"})
_SEEN = 6  # tokens between 'видит' and 'в': 'видит главный резерв роста в'
_PUT = 7  # words between 'внёс' and 'предложений'
_FAR = 18  # words between 'за' at a sentence's beginning and its verb
_MOST = 12  # cues of one sentence; what has more is no prose


class CueForm(StrEnum):
    FINITE = "finite"
    """'said', 'предложил': has a subject"""
    GERUND = "gerund"
    """'adding', 'подчеркнув': the subject is that of the main verb"""
    PASSIVE = "passive"
    """'it was noted', 'предлагается', 'отмечено': no subject that speaks"""
    WORDS_OF = "words-of"
    """'according to', 'по словам'"""
    OTHER = "other"
    """an infinitive or participle: tells the act, not the speaker"""


@record
class Cue:
    """Tokens of the cue, the act it stands for and its grammatical form. `verb` is the token that agrees with the subject."""

    first: int
    last: int
    verb: int
    act: Act
    form: CueForm
    lemma: str
    decision: bool = False
    """A verb with which only bodies make statements."""
    phrase: bool = False
    """Several words that hold what is said or done: 'выразил надежду'."""


def find_cues(draft: Draft, first: int, last: int) -> list[Cue]:
    """Cues among the tokens of a sentence, outside quotations of speech; only the first act of each."""
    tokens = draft.tokens
    found: dict[int, Cue] = {}
    carriers: list[Cue] = []
    for match in draft.kit.cues.find(tokens, first, last):
        how = match.payload.how
        if match.first in found or how == "none" or draft.quoted(match.first):
            continue
        verb = verb_of(tokens, match.first, match.last) if draft.kit.code == "ru" else match.first
        form = CueForm.WORDS_OF if how == "words-of" else form_of(draft, verb, how)
        if draft.kit.code == "ru" and form is not CueForm.WORDS_OF:
            form, agreeing = _russian(draft, form, match.first, verb, first)
        else:
            agreeing = verb
        if form is None:
            continue
        cue = Cue(
            match.first,
            match.last,
            agreeing,
            match.payload.act,
            form,
            tokens[verb].lemma,
            how == "decision",
            phrase=how == "phrase",
        )
        if how == "carrier":
            carriers.append(cue)
        else:
            found[match.first] = cue
        if len(found) >= _MOST:
            break
    if (seen := _seen_way_out(draft, first, last)) is not None:
        found[seen.first] = seen
    if draft.kit.code == "ru":
        for cue in (*_puts_forward(draft, first, last), *_sets_tasks(draft, first, last)):
            if not draft.quoted(cue.first):
                found[cue.first] = cue
        if (spoken := _spoken_for(draft, first, last)) is not None:
            found[spoken.first] = spoken
    if not found:
        return []
    noun = next((cue for cue in found.values() if cue.form is CueForm.OTHER), None)
    if noun is not None:  # 'с призывом … обратился': the verb carries the act of the noun
        found |= {cue.first: replace(cue, act=noun.act) for cue in carriers if cue.form is CueForm.FINITE}
    return sorted(found.values(), key=lambda cue: cue.first)


def _puts_forward(draft: Draft, first: int, last: int) -> list[Cue]:
    """'внёс ряд конкретных предложений', 'выступил с важной инициативой', 'внёс на рассмотрение пакет мер:': adjectives and
    addressees stand between verb and noun."""
    tokens, acts = draft.tokens, draft.kit.words.acts
    found = []
    for number in draft.kit.trigger(_puts).places(tokens, first, last):
        for at in range(number + 1, min(last, number + _PUT)):
            if tokens[at].kind != "word" or tokens[at].lemmas & acts.puts:
                break
            announced = at + 1 < last and tokens[at + 1].text == ":" and "мера" in tokens[at].lemmas
            if tokens[at].lemmas & acts.ideas or announced:
                found.append(
                    Cue(
                        number,
                        at + 1,
                        number,
                        Act.PROPOSAL,
                        CueForm.FINITE,
                        tokens[number].lemma,
                        phrase=True,
                    )
                )
                break
    return found


def _puts(kit: Kit, token: Token) -> bool:
    reading = token.readings[0] if token.readings else None
    return reading is not None and reading.pos == "verb" and reading.tense != "fut" and reading.lemma in _PUTS


def _sets_tasks(draft: Draft, first: int, last: int) -> list[Cue]:
    """'поставил перед правительством задачу построить', 'дал ряд поручений по школам': whom it is set to may stand between."""
    tokens, tasks = draft.tokens, draft.kit.words.acts.tasks
    found = []
    for number in draft.kit.trigger(_sets).places(tokens, first, last):
        at = next(
            (
                at
                for at in range(number + 1, min(last, number + _PUT))
                if not tasks.isdisjoint(tokens[at].lemmas)
            ),
            None,
        )
        if at is None or any(token.kind != "word" for token in tokens[number:at]):
            continue
        told = tokens[at + 1 : min(last, at + 1 + _PUT)]
        if any(
            token.can_be("infinitive") or token.text in ":—–" or token.low in ("по", "о", "об", "чтобы")
            for token in told
        ):
            found.append(
                Cue(number, at + 1, number, Act.PROPOSAL, CueForm.FINITE, tokens[number].lemma, phrase=True)
            )
    return found


def _sets(kit: Kit, token: Token) -> bool:
    reading = token.readings[0] if token.readings else None
    return (
        reading is not None
        and reading.pos == "verb"
        and reading.tense != "fut"
        and reading.lemma in kit.words.acts.sets
    )


def _spoken_for(draft: Draft, first: int, last: int) -> Cue | None:
    """'За отмену пошлин выступила она': what somebody speaks for stands before the verb."""
    tokens = draft.tokens
    if first >= last or tokens[first].low != "за":
        return None
    for number in draft.kit.trigger(_speaks_for).places(tokens, first + 2, min(last, first + _FAR)):
        if number + 1 < last and tokens[number + 1].low in ("за", "с", "против", "в"):
            return None
        same = [token.low for token in tokens[first + 1 : first + 3]] == ["то", "же"]
        backed = any(token.lemmas & draft.kit.words.acts.backs for token in tokens[first + 1 : first + 4])
        act = Act.SUPPORT if same or backed else Act.PROPOSAL
        return Cue(number, number + 1, number, act, CueForm.FINITE, "выступить")
    return None


def _speaks_for(kit: Kit, token: Token) -> bool:
    reading = token.readings[0] if token.readings else None
    return reading is not None and reading.pos == "verb" and reading.lemma in _SPEAKS_FOR


def _seen_way_out(draft: Draft, first: int, last: int) -> Cue | None:
    """'Выход министр видит в строительстве', 'видит большой резерв в экономии': subject and verb stand between the words of the phrase;
    a way out is asked for, a reserve or a reason is an opinion."""
    tokens, acts = draft.tokens, draft.kit.words.acts
    for number in draft.kit.trigger(_sees).places(tokens, first, last - 2):
        inside = next(
            (at for at in range(number + 1, min(last, number + _SEEN)) if tokens[at].low in ("в", "во")), None
        )
        if inside is None or any(token.kind != "word" for token in tokens[number:inside]):
            continue
        around = [*tokens[max(first, number - 5) : number], *tokens[number + 1 : inside]]
        seen = {token.lemma for token in around if token.has_case("acc")}
        asked = inside == number + 1 and not seen.isdisjoint(acts.solutions)
        if asked or not seen.isdisjoint(acts.sights):
            act = Act.PROPOSAL if asked else Act.CLAIM
            return Cue(number, inside + 1, number, act, CueForm.FINITE, "видеть", phrase=True)
    return None


def _sees(kit: Kit, token: Token) -> bool:
    return token.lemma in ("видеть", "усматривать")


def _russian(
    draft: Draft, form: CueForm | None, first: int, verb: int, start: int
) -> tuple[CueForm | None, int]:
    """The form of a Russian cue once its neighbours are seen, and the token that agrees with the subject."""
    if form is None or is_negated(draft, first, verb):
        return None, verb
    if form is CueForm.FINITE and is_unreal(draft, verb):
        return CueForm.OTHER, verb
    if form is CueForm.OTHER and draft.tokens[verb].can_be("infinitive"):
        leading = auxiliary(draft, verb, start)
        if leading is not None:
            return CueForm.FINITE, leading
    return form, verb


def form_of(draft: Draft, index: int, how: str) -> CueForm | None:
    """The form of a cue's first word; None where it is no verb at all (the noun «сообщение» is not in the lexicon, «ответ» may be)."""
    token = draft.tokens[index]
    best: CueForm | None = None
    for reading in token.readings[:4]:
        if reading.pos == "verb":
            passive = (
                token.low.endswith(("ся", "сь")) and reading.person != "1" and reading.lemma.endswith("ся")
            )
            return (
                CueForm.PASSIVE
                if passive and reading.gender != "m" and not is_own_passive(draft, token)
                else CueForm.FINITE
            )
        if reading.pos == "gerund":
            return CueForm.GERUND
        if reading.pos == "short":
            if reading.lemma in _MEANT:
                return None  # 'фонд призван помочь', 'обязан знать': what it is for, what is its duty
            # «отмечено», «акцентирована»: passive; «убежден», «уверен»: the speaker himself
            return CueForm.FINITE if is_own_state(draft, reading.lemma) else CueForm.PASSIVE
        if reading.pos in ("infinitive", "participle", "adjective", "noun", "preposition", "predicative"):
            best = best or CueForm.OTHER
    return best if how == "phrase" or best is CueForm.OTHER else None
