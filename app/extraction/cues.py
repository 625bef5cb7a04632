"""What in a sentence tells that someone speaks, and with what verb, noun or phrase."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.kinds import Act
from app.extraction.draft import Draft

_BE = frozenset({"is", "was", "were", "are", "be", "been", "being"})
_BEFORE_BASE = frozenset(
    {
        "i",
        "we",
        "they",
        "you",
        "who",
        "to",
        "also",
        "further",
        "ministers",
        "leaders",
        "presidents",
        "sides",
        "parties",
    }
)
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


@dataclass(frozen=True, slots=True)
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


def find_cues(draft: Draft, first: int, last: int) -> list[Cue]:
    """Cues among the tokens of a sentence, outside quotations of speech; only the first act of each."""
    tokens = draft.tokens
    found: dict[int, Cue] = {}
    carriers: list[Cue] = []
    for match in draft.kit.cues.find(tokens, first, last):
        how = match.payload.how
        if match.first in found or how == "none" or draft.quoted(match.first):
            continue
        negated = tokens[match.first].low == "не" and match.last > match.first + 1
        verb = match.first + 1 if negated else match.first  # 'не скрыл тревоги'
        form = CueForm.WORDS_OF if how == "words-of" else form_of(draft, verb, how)
        if form is None:
            continue
        act, lemma = match.payload.act, tokens[verb].lemma
        cue = Cue(match.first, match.last, verb, act, form, lemma, how == "decision")
        if how == "carrier":
            carriers.append(cue)
        else:
            found[match.first] = cue
        if len(found) >= _MOST:
            break
    if (seen := _seen_way_out(draft, first, last)) is not None:
        found[seen.first] = seen
    noun = next((cue for cue in found.values() if cue.form is CueForm.OTHER), None)
    if noun is not None:  # 'с призывом … обратился': the verb carries the act of the noun
        found |= {cue.first: replace(cue, act=noun.act) for cue in carriers if cue.form is CueForm.FINITE}
    return sorted(found.values(), key=lambda cue: cue.first)


def _seen_way_out(draft: Draft, first: int, last: int) -> Cue | None:
    """'Выход министр видит в строительстве': subject and verb stand between the words of the phrase."""
    solutions = set(draft.kit.words.acts.solutions)
    tokens = draft.tokens
    if not solutions:
        return None
    for number in range(first, last - 2):
        if tokens[number].lemma != "видеть" or tokens[number + 1].low not in ("в", "во"):
            continue
        around = tokens[max(first, number - 5) : number]
        if any(token.lemma in solutions and token.has_case("acc") for token in around):
            return Cue(number, number + 2, number, Act.PROPOSAL, CueForm.FINITE, "видеть")
    return None


def form_of(draft: Draft, index: int, how: str) -> CueForm | None:
    """The form of a cue's first word; None where it is no verb at all (the noun «сообщение» is not in the lexicon, «ответ» may be)."""
    token = draft.tokens[index]
    if draft.kit.code != "ru":
        return _english_form(draft, index, how)
    best: CueForm | None = None
    for reading in token.readings[:4]:
        if reading.pos == "verb":
            passive = (
                token.low.endswith(("ся", "сь")) and reading.person != "1" and reading.lemma.endswith("ся")
            )
            return (
                CueForm.PASSIVE
                if passive and reading.gender != "m" and not _reflexive_speech(reading.lemma)
                else CueForm.FINITE
            )
        if reading.pos == "gerund":
            return CueForm.GERUND
        if reading.pos == "short":
            # «отмечено», «акцентирована»: passive; «убежден», «уверен»: the speaker himself
            return (
                CueForm.FINITE
                if reading.lemma in ("убежденный", "уверенный", "убедить", "уверить")
                else CueForm.PASSIVE
            )
        if reading.pos in ("infinitive", "participle", "adjective", "noun", "preposition", "predicative"):
            best = best or CueForm.OTHER
    return best if how == "phrase" or best is CueForm.OTHER else None


def _english_form(draft: Draft, index: int, how: str) -> CueForm | None:
    """By endings and neighbours: 'was announced' is passive; 'state', 'report' in their base form are nouns unless 'we', 'they' or 'to' precede."""
    token = draft.tokens[index]
    before = [item.low for item in draft.tokens[max(0, index - 2) : index]]
    if token.low.endswith("ing"):
        return CueForm.GERUND
    if how == "phrase":
        return CueForm.FINITE
    if any(word in _BE for word in before) and token.low.endswith(("ed", "en", "de", "id")):
        return CueForm.PASSIVE
    base = token.low == token.lemma
    if base and not (before and before[-1] in _BEFORE_BASE):
        return None
    return CueForm.OTHER if before and before[-1] == "to" else CueForm.FINITE


def _reflexive_speech(lemma: str) -> bool:
    return lemma in ("высказаться", "обратиться", "признаться", "поделиться", "присоединиться", "остановиться", "обязаться", "договориться",
                     "условиться", "согласиться", "солидаризироваться", "пожаловаться", "усомниться")  # fmt: skip
