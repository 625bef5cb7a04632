"""Attributions of an English sentence: each verb, phrase or noun of speech with its subject, its place and what it governs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import islice

from app.domain.kinds import Act
from app.extraction.draft import Draft
from app.extraction.english.animacy import Animacy
from app.extraction.english.attribution import CLAUSES, Attribution, Place
from app.extraction.english.complements import Complements
from app.extraction.english.nominal import NominalAttributions
from app.extraction.english.phrases import NounPhrase
from app.extraction.english.places import Places
from app.extraction.english.subjects import Subjects
from app.extraction.english.unlisted import UnlistedVerbs
from app.extraction.english.verbs import SpeechVerbs
from app.extraction.speech.cues import Cue, CueForm
from app.language.en_classes import WordClass as W

_LEAD = 7  # tokens from 'took' to 'to say'  # tokens from 'took' to 'to say'
_MOST = 12  # cues of a sentence
_REACH = 14
_NOTED = frozenset({"noted", "stressed", "emphasised", "emphasized", "underlined", "underscored", "highlighted", "expressed", "confirmed", "voiced", "reaffirmed", "stated"})  # fmt: skip
_OPENING = 4  # tokens in which 'the particular importance' opens a sentence
_HELD = 6  # tokens from 'conveyed' to 'readiness'


class Attributions:
    """Finds attributions in one document."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.subjects = Subjects(draft)
        self.of = self.subjects.of
        self._found: dict[tuple[int, int, bool, bool], list[Attribution]] = {}
        self.verbs = SpeechVerbs(draft, self.subjects)
        self.complements = Complements(draft, self.subjects)
        self.places = Places(draft, self.subjects)
        self.animacy = Animacy(draft, self.subjects)
        self.unlisted = UnlistedVerbs(draft, self.subjects)
        self.nominal = NominalAttributions(draft, self.subjects)

    def find(self, first: int, last: int, *, beside: bool = False, bare: bool = False) -> list[Attribution]:
        """All attributions among tokens, the surest first. `beside`: the tokens stand beside a quotation, which is what is said.
        `bare`: they stand inside one."""
        key = first, last, beside, bare
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = self._find(first, last, beside=beside, bare=bare)
        return known

    def _find(self, first: int, last: int, *, beside: bool, bare: bool) -> list[Attribution]:
        found: list[Attribution] = []
        for match in islice(self.draft.kit.cues.find(self.tokens, first, last), 2 * _MOST):
            how = match.payload.how
            if how in ("none", "carrier") or (not bare and self.draft.quoted(match.first)):
                continue
            item = self._read(match.first, match.last, match.payload.act, how, first, last, beside)
            if item is not None and not any(other.cue.first == item.cue.first for other in found):
                found.append(item)
            if len(found) >= _MOST:
                break
        if beside and not any(item.cue.form is CueForm.FINITE and item.subject is not None for item in found):
            found.extend(self.unlisted.after_quotation(first, last))
        verbs = {item.cue.verb for item in found}
        if not bare and len(found) < _MOST:
            found.extend(
                item
                for item in self.unlisted.before_that(first, last)
                if item.cue.verb not in verbs and not self.draft.quoted(item.cue.verb)
            )
        return sorted(found, key=lambda item: (item.place, item.cue.first))

    def _read(
        self, verb: int, end: int, act: Act, how: str, first: int, last: int, beside: bool
    ) -> Attribution | None:
        token = self.tokens[verb]
        if how == "words-of":
            cue = Cue(verb, end, verb, act, CueForm.WORDS_OF, token.lemma)
            return Attribution(
                cue, self.nominal.of_words(verb, end, first, last), Place.OF_WORDS, how, "object"
            )
        if how in ("noun", "offer"):
            return self.nominal.of_noun(verb, end, act, first, last)
        if how == "measure":
            return self._measure(verb, end, act, first, last)
        if how == "view":
            return self.nominal.of_view(verb, end, act, first, last)
        if how == "conviction":
            return self._conviction(verb, end, act, first, last)
        if how == "holding":
            held = self._held(end, last)
            if held is None:
                return None
            end, act, how = *held, "phrase"
        if verb > first and self.tokens[verb - 1].low == "as" and end < last and self.tokens[end].low == "by":
            agent = self.subjects.phrases.after(end + 1, last)  # 'as noted by X'
            cue = Cue(verb, end, verb, act, CueForm.FINITE, token.lemma)
            return Attribution(cue, agent, Place.INSERTED, how, "none") if agent is not None else None
        if not self.verbs.is_verb(verb, end, how, first, last):
            return None
        group = self.subjects.group(verb, first)
        kinds = [self.of(at) for at in range(group, verb)]
        if self.verbs.is_silent(group, verb, first):
            return None
        modal = any(kind & W.MODAL for kind in kinds)
        be = any(kind & W.BE for kind in kinds)
        gerund = token.low.endswith("ing") and not be
        infinitive = group > first and self.tokens[group - 1].low == "to" and not gerund
        complement = self.complements.of_verb(end, last)
        speech = self.draft.kit.words.speech
        if complement == "object" and token.lemma in speech.expecting:
            complement = self.complements.of_expecting(end, last)
        if token.lemma in speech.wanting:
            if not self.complements.has_infinitive(end, last):
                return None
            complement, act, modal = "clause", Act.PROPOSAL, modal and token.lemma != "like"
        decision = how == "decision"

        def made(form: CueForm, subject: NounPhrase | None, place: Place) -> Attribution:
            return Attribution(
                Cue(verb, end, verb, act, form, token.lemma, decision), subject, place, how, complement
            )

        told_of = made(
            CueForm.OTHER, None, Place.SUBORDINATE
        )  # tells the act of the sentence, not its speaker
        if infinitive:
            led = self._led(group - 1, first, complement)
            return made(CueForm.FINITE, led, Place.MAIN) if led is not None else told_of
        if modal and not beside:
            return told_of
        if self.verbs.shares_passive(group, first):
            return None
        if be and not token.low.endswith("ing"):
            return self._passive(made, verb, group, first, complement)
        if gerund:
            if token.low in ("citing", "quoting") and complement not in CLAUSES:
                return None  # ', the paper reports, citing officials'
            if not beside and (how == "beside" or (how == "clausal" and complement not in CLAUSES)):
                return None
            return made(CueForm.GERUND, self._of_gerund(verb, first), Place.GERUND)
        inverted = self.places.inverted(verb, end, group, first, last, beside, how)
        if inverted is not None:
            return made(CueForm.FINITE, inverted, Place.INSERTED)
        subject = self.subjects.before(verb, first)
        if subject is None:
            return told_of
        if (
            token.lemma in self.draft.kit.words.speech.calling
            and end - verb == 1
            and complement == "object"
            and not beside
            and self.complements.only_object(end, last)
        ):
            return None  # 'called his minister'
        place = self.places.of_subject(subject, verb, end, first, last, complement)
        if not self.animacy.can_speak(subject, token.lemma, complement, decision=decision):
            return told_of
        if (
            place is Place.SUBORDINATE
            and subject.relative
            and not beside
            and complement in ("object", "prep", "to")
        ):
            return None  # 'a company that advocates for …' describes
        if beside or place is Place.INSERTED or how not in ("beside", "clausal"):
            return made(CueForm.FINITE, subject, place)
        if how == "clausal" and complement in CLAUSES:
            return made(CueForm.FINITE, subject, place)
        return None

    def _passive(
        self,
        made: Callable[[CueForm, NounPhrase | None, Place], Attribution],
        verb: int,
        group: int,
        first: int,
        complement: str,
    ) -> Attribution | None:
        """'X was quoted as saying' speaks; 'it was noted that' tells no speaker; 'X was told' neither."""
        end = verb + 1
        subject = self.subjects.before(verb, first)
        it = group > first and self.tokens[group - 1].low in ("it", "there")
        if self.verbs.as_saying(end):
            return made(CueForm.FINITE, subject, Place.MAIN) if subject is not None else None
        if it and complement == "none" and self.tokens[group - 2].text == ",":
            return made(CueForm.PASSIVE, None, Place.PASSIVE)  # 'The terms, it was stressed, are fair.'
        if complement in ("none", "prep") and self._is_noted(verb, first):
            return made(CueForm.PASSIVE, None, Place.PASSIVE)  # 'The importance of trade was noted.'
        if self.tokens[verb].low.endswith(("ed", "en", "id", "de", "ld", "ut")) and (
            (it and complement in ("that", "to", "clause", "wh"))
            or complement == "that"
            or self._asked(verb, complement)
        ):
            return made(CueForm.PASSIVE, None, Place.PASSIVE)
        return made(CueForm.OTHER, None, Place.PASSIVE)

    def _is_noted(self, verb: int, first: int) -> bool:
        """Whether the need for something, its importance or a readiness is what was noted: it opens the sentence."""
        acts, opening = self.draft.kit.words.acts, self.tokens[first : min(verb, first + _OPENING)]
        if self.tokens[verb].low not in _NOTED:
            return False
        kinds = (acts.importance, acts.necessity, self.draft.kit.held)
        return any(token.lemma in kind for token in opening for kind in kinds)

    def _of_gerund(self, verb: int, first: int) -> NounPhrase | None:
        """The subject of the clause that a participle hangs on; its own in 'with X saying'."""
        own = self.subjects.phrases.core_before(verb, first)
        if own is not None and own.first > first and self.tokens[own.first - 1].low == "with":
            return own
        return self.subjects.of_main_clause(verb, self._after_quotation(verb, first))

    def _after_quotation(self, at: int, first: int) -> int:
        """Where the stretch behind the last quotation before a token begins."""
        quotations = self.draft.quotations
        number = (
            bisect_right(quotations, self.tokens[at].start, key=lambda quotation: quotation.outer.start) - 1
        )
        if number < 0:
            return first
        return (
            max(first, self.draft.token_range(quotations[number].outer)[1])
            if quotations[number].outer.end <= self.tokens[at].start
            else first
        )

    def _led(self, to: int, first: int, complement: str) -> NounPhrase | None:
        """The subject of 'went on to', 'hastened to'."""
        leads = self.draft.kit.words.speech.leads
        at = next(
            (
                number
                for number in range(to - 1, max(first, to - 1 - _LEAD), -1)
                if self.tokens[number].lemma in leads
            ),
            first,
        )
        if at <= first or any(self.tokens[number].kind == "mark" for number in range(at, to)):
            return None
        if self.tokens[at].lemma != "go" and complement not in CLAUSES:
            return None
        if self.tokens[at].low.endswith("ing"):
            return self.subjects.of_main_clause(at, first)
        return self.subjects.before(at, first)

    def _held(self, end: int, last: int) -> tuple[int, Act] | None:
        """Where the noun ends that tells what is conveyed or shared, and its act: 'conveyed Norlia's readiness', 'shared his concern'."""
        for at in range(end, min(last, end + _HELD)):
            token = self.tokens[at]
            if token.kind != "word" or (self.of(at) & (W.PREPOSITION | W.SUBORDINATOR) and at > end):
                return None
            act = self.draft.kit.held.get(token.lemma) or self.draft.kit.held.get(token.low)
            if act is not None:
                return at + 1, act
        return None

    def _measure(self, verb: int, end: int, act: Act, first: int, last: int) -> Attribution | None:
        """'Analysts put the figure at nine percent'."""
        at = next(
            (number for number in range(end, min(last, end + _REACH)) if self.tokens[number].low == "at"),
            None,
        )
        if at is None or not any(
            self.tokens[number].kind == "number" for number in range(at, min(last, at + 5))
        ):
            return None
        subject = self.subjects.before(verb, first)
        if subject is None or not self.animacy.can_speak(subject, "put", "object", decision=False):
            return None
        cue = Cue(verb, end, verb, act, CueForm.FINITE, self.tokens[verb].lemma)
        return Attribution(
            cue, subject, self.places.of_subject(subject, verb, end, first, last, "object"), "verb", "object"
        )

    def _conviction(self, adjective: int, end: int, act: Act, first: int, last: int) -> Attribution | None:
        """'He is confident that …'."""
        complement = self.complements.of_verb(end, last)
        group = self.subjects.group(adjective, first)
        if complement not in ("that", "clause") or not any(
            self.of(at) & W.BE for at in range(group, adjective)
        ):
            return None
        if self.verbs.is_silent(group, adjective, first):
            return None
        subject = self.subjects.before(adjective, first)
        if subject is None or not self.animacy.can_speak(subject, "call", "object", decision=False):
            return None
        cue = Cue(group, end, adjective, act, CueForm.FINITE, self.tokens[adjective].lemma)
        return Attribution(cue, subject, Place.MAIN, "clausal", complement)

    def _asked(self, verb: int, complement: str) -> bool:
        """'The participants were urged to …'."""
        match = self.draft.kit.cues.at(self.tokens, verb)
        return complement == "to" and match is not None and match.payload.act is Act.PROPOSAL
