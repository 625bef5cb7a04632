"""Attributions of an English sentence: each verb, phrase or noun of speech with its subject, its place and what it governs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice, pairwise

from app.domain.kinds import Act
from app.extraction.cues import Cue, CueForm
from app.extraction.draft import Draft
from app.extraction.english.phrases import NounPhrase
from app.extraction.english.subjects import Subjects
from app.language.en_classes import WordClass as W

_LEAD = 7  # tokens from 'took' to 'to say'
_MOST = 12  # cues of a sentence
_REACH = 14
_CLAUSES = ("that", "clause", "wh", "quote", "colon")
_BASE_AFTER = frozenset(
    {
        "i",
        "we",
        "they",
        "you",
        "who",
        "to",
        "and",
        "also",
        "both",
        "not",
        "all",
        "many",
        "some",
        "others",
        "most",
        "several",
    }
)


class Place(IntEnum):
    """Where an attribution stands, the surest first."""

    INSERTED = 0
    """'…, X said.', ', said X,', 'as X put it'"""
    MAIN = 1
    OF_WORDS = 2
    """'according to X'"""
    SUBORDINATE = 3
    GERUND = 4
    NOUN = 5
    PASSIVE = 6


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with the phrase of who speaks (None: nobody is told) and where it stands."""

    cue: Cue
    subject: NounPhrase | None
    place: Place
    how: str
    complement: str
    """that | clause | wh | quote | colon | to | prep | object | none"""


class Attributions:
    """Finds attributions in one document."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.subjects = Subjects(draft)
        self.of = self.subjects.of
        self._capitals = self._written_capital()

    def _written_capital(self) -> frozenset[str]:
        """Words that are written with a capital letter in the midst of sentences."""
        tokens = self.tokens
        return frozenset(
            after.low.removesuffix("'s")
            for before, after in pairwise(tokens)
            if after.kind == "word" and after.capital and before.kind == "word" and not before.capital
        )

    def find(self, first: int, last: int, *, beside: bool = False, bare: bool = False) -> list[Attribution]:
        """All attributions among tokens, the surest first. `beside`: the tokens stand beside a quotation, which is what is said.
        `bare`: they stand inside one."""
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
        return sorted(found, key=lambda item: (item.place, item.cue.first))

    def _read(
        self, verb: int, end: int, act: Act, how: str, first: int, last: int, beside: bool
    ) -> Attribution | None:
        token = self.tokens[verb]
        if how == "words-of":
            cue = Cue(verb, end, verb, act, CueForm.WORDS_OF, token.lemma)
            return Attribution(cue, self._of_words(verb, end, last), Place.OF_WORDS, how, "object")
        if how == "noun":
            return self._noun(verb, end, act, first, last)
        if how == "measure":
            return self._measure(verb, end, act, first, last)
        if how == "view":
            return self._view(verb, end, act, first)
        if how == "conviction":
            return self._conviction(verb, end, act, first, last)
        if verb > first and self.tokens[verb - 1].low == "as" and end < last and self.tokens[end].low == "by":
            agent = self.subjects.phrases.after(end + 1, last)  # 'as noted by X'
            cue = Cue(verb, end, verb, act, CueForm.FINITE, token.lemma)
            return Attribution(cue, agent, Place.INSERTED, how, "none") if agent is not None else None
        if not self._is_verb(verb, end, how, first, last):
            return None
        group = self.subjects.group(verb, first)
        kinds = [self.of(at) for at in range(group, verb)]
        if self._silent(group, verb, first):
            return None
        modal = any(kind & W.MODAL for kind in kinds)
        be = any(kind & W.BE for kind in kinds)
        gerund = token.low.endswith("ing") and not be
        infinitive = group > first and self.tokens[group - 1].low == "to" and not gerund
        complement = self._complement(end, last)
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
        if be and not token.low.endswith("ing"):
            return self._passive(made, verb, group, first, complement)
        if gerund:
            if not beside and (how == "beside" or (how == "clausal" and complement not in _CLAUSES)):
                return None
            return made(CueForm.GERUND, self._of_gerund(verb, first), Place.GERUND)
        inverted = self._inverted(verb, end, group, first, last, beside, how)
        if inverted is not None:
            return made(CueForm.FINITE, inverted, Place.INSERTED)
        subject = self.subjects.before(verb, first)
        if subject is None:
            return told_of
        place = self._place(subject, verb, end, first, last, complement)
        if not self._can_speak(subject, token.lemma, complement, decision=decision):
            return told_of
        if (
            place is Place.SUBORDINATE
            and subject.relative
            and not beside
            and complement in ("object", "prep", "to")
        ):
            return told_of  # 'a company that advocates for …' describes
        if beside or place is Place.INSERTED or how not in ("beside", "clausal"):
            return made(CueForm.FINITE, subject, place)
        if how == "clausal" and complement in _CLAUSES:
            return made(CueForm.FINITE, subject, place)
        return None

    def _can_speak(self, phrase: NounPhrase, lemma: str, complement: str, *, decision: bool) -> bool:
        """People, bodies and what bears a name; a thing ('the deal calls for', 'growth added') only before 'that' or a quotation."""
        head = phrase.head
        if phrase.pronoun:
            return self.tokens[head].low not in ("it", "this", "these", "those", "which", "that")
        if self.of(head) & (W.PERSON | W.TITLE) or self._bears_name(phrase.first, head):
            return True
        kit = self.draft.kit
        if any(role.last == head + 1 for role in self.draft.roles_in(phrase.first, head + 1)):
            return True
        if kit.bodies.at(self.tokens, head, head + 1) is not None:
            return True
        if any(self.draft.people_in(*insertion) for insertion in phrase.insertions):
            return True
        if lemma not in kit.words.speech.of_things:
            return not decision
        return complement in ("that", "quote", "colon", "wh") and not decision

    def _bears_name(self, first: int, head: int) -> bool:
        """A capital word; where it begins its sentence, one that is written so elsewhere, too."""
        token = self.tokens[head]
        if not token.capital:
            return False
        if head > first:
            return True
        if head > 0 and self.tokens[head - 1].kind == "word" and not self.draft.begins_line(head):
            return True
        if self.draft.people_in(head, head + 1) or self.draft.places_in(head, head + 1):
            return True
        return token.text.isupper() or token.low in self._capitals

    # The form of the verb

    def _is_verb(self, verb: int, end: int, how: str, first: int, last: int) -> bool:
        """'Reports', 'claims', 'state' are nouns, too; '…ed' after a noun and before 'by' is a participle."""
        token = self.tokens[verb]
        low = token.low
        if token.capital and verb > first and low not in ("said", "says"):
            return False
        previous = self.tokens[verb - 1] if verb > first else None
        kind = self.of(verb - 1) if previous is not None and previous.kind == "word" else W.NONE
        if low.endswith("ing"):
            if previous is not None and previous.low == "as":
                return False
            return not kind & (W.DETERMINER | W.OWNER) and not (
                kind & W.PREPOSITION and end < last and self.tokens[end].low in ("of", "on")
            )
        if low.endswith("'s"):
            return False
        if (
            kind & (W.DETERMINER | W.OWNER)
            and not kind & (W.PRONOUN & ~W.DETERMINER)
            and not (
                kind & W.PRONOUN
                and previous is not None
                and previous.low in ("all", "both", "many", "some", "most", "others", "several", "few")
            )
        ):
            return False
        if (
            kind & W.PREPOSITION
            and not kind & (W.ADVERB | W.SUBORDINATOR)
            and previous is not None
            and previous.low != "to"
        ):
            return False
        if low == token.lemma and not self.of(verb) & W.PAST:
            return self._base_is_verb(verb, end, first, last)
        if low.endswith("s") and not low.endswith("ss"):
            return self._third_person(verb, end, first, last)
        if low.endswith("ed") and end < last and self.tokens[end].low == "by" and how != "phrase":
            return bool(kind & W.BE) and self._as_saying(end)
        if (
            low.endswith("ed")
            and previous is not None
            and previous.kind == "word"
            and not previous.capital
            and end < last
            and not self.of(verb - 1) & (W.PRONOUN | W.ADVERB | W.AUXILIARY | W.BE | W.COORDINATOR)
        ):
            following = self.tokens[end]
            if (
                following.low in ("in", "on", "at", "during", "for", "under", "last", "this", "from")
                and how not in ("phrase",)
                and self._goes_on_finite(end, last)
                and not any(
                    self.tokens[at].low in ("that", "whether") or self.tokens[at].text in ",:"
                    for at in range(end, min(last, end + 8))
                )
            ):
                return False
        return True

    def _goes_on_finite(self, start: int, last: int) -> bool:
        return self.subjects.has_finite(start, min(last, start + 10))

    def _base_is_verb(self, verb: int, end: int, first: int, last: int) -> bool:
        """After 'we', 'who', 'to', a modal, or a plural phrase that is a subject."""
        if verb == first:
            return False
        previous = self.tokens[verb - 1]
        if previous.kind != "word":
            return previous.text == "," and self._plural_before(verb, first)
        kind = self.of(verb - 1)
        if previous.low in _BASE_AFTER and not (
            previous.low == "and" and not self._plural_before(verb, first)
        ):
            return True
        if kind & (W.MODAL | W.AUXILIARY):
            return True
        if kind & W.ADVERB:
            return (
                self._plural_before(verb, first)
                or self.tokens[max(first, verb - 2)].low in _BASE_AFTER
                or bool(self.of(max(first, verb - 2)) & (W.MODAL | W.AUXILIARY))
            )
        return self._plural_before(verb, first) and not (end < last and self.subjects.is_finite(end, first))

    def _plural_before(self, verb: int, first: int) -> bool:
        subject = self.subjects.before(verb, first)
        return subject is not None and (
            subject.plural or (subject.pronoun and self.tokens[subject.head].low in _BASE_AFTER)
        )

    def _third_person(self, verb: int, end: int, first: int, last: int) -> bool:
        """'Reports say': a plural noun; 'he reports', 'X claims that': a verb."""
        low = self.tokens[verb].low
        if low in ("says", "tells", "has") or self.of(verb) & W.PRESENT:
            return verb > first or True
        if verb == first:
            return False
        previous = self.tokens[verb - 1]
        if previous.kind == "mark":
            return previous.text in ',)."”' and not (end < last and self.subjects.is_finite(end, first))
        kind = self.of(verb - 1)
        if kind & (W.PRONOUN | W.ADVERB | W.RELATIVE | W.COORDINATOR):
            return True
        if end < last and (self.subjects.is_finite(end, first) or self.tokens[end].low in ("of", "and")):
            return False
        if previous.capital or self.of(verb - 1) & (W.PERSON | W.HOUSE):
            return True
        if (
            end < last
            and self.of(end) & W.PREPOSITION
            and self.subjects.has_finite(end, min(last, end + _REACH))
        ):
            return False
        return end < last and (
            self.tokens[end].low
            in ("that", "the", "a", "an", "it", "he", "she", "they", "how", "why", "for", "to", "on")
            or self.tokens[end].text in '"“:,'
        )

    def _silent(self, group: int, verb: int, first: int) -> bool:
        """'did not say', 'declined to comment', 'nobody said', 'has yet to comment'."""
        low = group
        for at in range(group, verb):
            if self.of(at) & W.NEGATION and self.tokens[at].low not in ("never", "hardly"):
                return True
        if low - 1 >= first and self.tokens[low - 1].low == "to" and low - 2 >= first:
            governor = self.tokens[low - 2]
            return governor.low == "yet" or bool(self.of(low - 2) & W.NEGATION)
        if low - 1 >= first and self.tokens[low - 1].low in (
            "without",
            "before",
            "nobody",
            "neither",
            "none",
        ):
            return True
        return (
            low - 2 >= first
            and self.tokens[low - 2].low == "no"
            and self.tokens[low - 1].low in ("one", "party", "side")
        )

    # Place and complement

    def _complement(self, end: int, last: int) -> str:
        """What a verb governs."""
        at = end
        while (
            at < last
            and self.tokens[at].kind == "word"
            and (
                self.of(at) & W.TIME
                or (self.of(at) & W.ADVERB and not self.of(at) & (W.PREPOSITION | W.DETERMINER | W.PRONOUN))
            )
        ):
            at += 1
        if at >= last:
            return "none"
        token = self.tokens[at]
        if token.kind == "mark":
            if token.text in '"“«':
                return "quote"
            if token.text == ":":
                return "colon"
            if token.text == "," and at + 1 < last and self.tokens[at + 1].text in "\"“«'":
                return "quote"
            if token.text in "$€£":
                return "clause" if self.subjects.has_finite(at, min(last, at + _REACH)) else "object"
            if token.text == "," and self._that_after_insertion(at, last):
                return "that"
            return "none"
        kind = self.of(at)
        if token.low == "that":
            return "that"
        if token.low in ("whether", "how", "what", "why", "if", "where", "when") and not (False):
            return "wh"
        if token.low == "to":
            return "to"
        if kind & W.PRONOUN and not kind & W.DETERMINER:
            return "clause"
        if kind & W.SUBORDINATOR and not kind & W.PREPOSITION:
            return "none"
        if kind & W.PREPOSITION:
            return self._after_phrase(at + 1, last, "prep")
        return self._after_phrase(at, last, "object")

    def _that_after_insertion(self, comma: int, last: int) -> bool:
        """'said, among other things, that'."""
        for at in range(comma + 1, min(last, comma + _REACH)):
            if self.subjects.is_finite(at, comma):
                return False
            if self.tokens[at].low == "that":
                return self.tokens[at - 1].text == ","
        return False

    def _after_phrase(self, start: int, last: int, otherwise: str) -> str:
        for at in range(start, min(last, start + _REACH)):
            token = self.tokens[at]
            if token.low == "that" and self.of(at - 1) & ~(W.PREPOSITION) is not None and at > start:
                return "that"
            if token.low in ("whether", "how", "why", "what"):
                return "wh"
            if token.text == ":":
                return "colon"
            if token.text in '"“«' and token.kind == "mark" and at > start:
                return "quote" if self.tokens[at - 1].text in ",:" else otherwise
            if token.kind == "mark" and token.text in ".;" and not self.subjects.phrases.abbreviated(at):
                return otherwise
            if (
                token.text == ","
                and otherwise == "object"
                and not self.of(min(at + 1, last - 1)) & W.RELATIVE
            ):
                return otherwise
            if otherwise == "object" and self.subjects.is_finite(at, start) and at > start:
                return "clause"
        return otherwise

    def _inverted(
        self, verb: int, end: int, group: int, first: int, last: int, beside: bool, how: str
    ) -> NounPhrase | None:
        """The subject after the verb: ', said X', '“…” said X', 'said X:'."""
        if group > first:
            before = self.tokens[group - 1]
            opens = (before.kind == "mark" and before.text in ',—–-"”»?!') or before.low == "as"
        else:
            before, opens = None, beside
        if not opens or self.tokens[verb].low.endswith("ing") or group != verb:
            return None
        if how == "beside" and not beside:
            return None
        if end - verb > 1:
            return None
        phrase = self.subjects.after(end, last)
        if phrase is None:
            return None
        low = self.tokens[phrase.first].low
        if phrase.pronoun and low not in ("he", "she", "they", "one"):
            return None
        if self._complement_follows(phrase.last, last):
            return None
        if before is not None and before.text == "," and not beside:
            if not self._has_content(first, group - 1):
                return None
            subject = self.subjects.before(verb, first)
            if subject is not None and (
                self.subjects.phrases.begins_clause(subject.first, first) or not self._person_like(phrase)
            ):
                return None
            if self.tokens[phrase.first].low in ("a", "an") and not self.of(phrase.head) & W.PERSON:
                return None
        return phrase

    def _complement_follows(self, at: int, last: int) -> bool:
        return at < last and self.tokens[at].low in ("that", "how", "whether", "why")

    def _person_like(self, phrase: NounPhrase) -> bool:
        return (
            bool(self.draft.people_in(phrase.first, phrase.last))
            or bool(self.of(phrase.head) & (W.PERSON | W.HOUSE | W.TITLE))
            or self.tokens[phrase.head].capital
        )

    def _has_content(self, first: int, last: int) -> bool:
        """Whether a clause stands before an attribution that is inserted in it."""
        words = sum(self.tokens[at].kind == "word" for at in range(first, last))
        return words >= 2 and (self.subjects.has_finite(first, last) or words <= 6)

    def _place(
        self, subject: NounPhrase, verb: int, end: int, first: int, last: int, complement: str
    ) -> Place:
        """Inserted between commas or at the sentence's end, the main clause, or a clause of less rank."""
        low = subject.first
        before = self.tokens[low - 1] if low > first else None
        if (
            before is not None
            and before.kind == "word"
            and before.low == "as"
            and (complement == "none" or self.tokens[end - 1].low == "it")
        ):
            return Place.INSERTED
        if (
            before is not None
            and before.kind == "mark"
            and before.text in ",—–-"
            and complement in ("none", "prep", "object", "wh")
        ):
            stop = self._stop(end, last)
            tail = any(self.tokens[at].text in ",—–" for at in range(end, stop)) or stop == last
            opens = self.subjects.has_finite(first, low - 1)
            if self.tokens[verb].lemma in self.draft.kit.words.acts.supports:
                return Place.MAIN
            inside = end < last and self.tokens[end].text in ",—–"
            phrase = low - first > 2 and not self.of(first) & (
                W.PREPOSITION | W.SUBORDINATOR | W.ADVERB | W.TIME | W.GERUND
            )
            if complement == "none" and (opens or inside or phrase):
                return Place.INSERTED
            if tail and opens and complement == "prep" and self.tokens[verb].lemma not in ("call", "speak"):
                return Place.INSERTED
            if opens and complement == "object" and self.draft.kit.is_telling(self.tokens[verb].lemma):
                return Place.INSERTED
        if subject.relative or (
            before is not None and before.kind == "word" and self.of(low - 1) & (W.SUBORDINATOR | W.RELATIVE)
        ):
            return Place.SUBORDINATE
        return Place.MAIN

    def _stop(self, start: int, last: int) -> int:
        return next(
            (
                at
                for at in range(start, last)
                if self.tokens[at].kind == "mark" and self.tokens[at].text in ",;:"
            ),
            last,
        )

    # Other cues

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
        if self._as_saying(end):
            return made(CueForm.FINITE, subject, Place.MAIN) if subject is not None else None
        if self.tokens[verb].low.endswith(("ed", "en", "id", "de", "ld", "ut")) and (
            (it and complement in ("that", "to", "clause", "wh"))
            or complement == "that"
            or self._asked(verb, complement)
        ):
            return made(CueForm.PASSIVE, None, Place.PASSIVE)
        return made(CueForm.OTHER, None, Place.PASSIVE)

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
        if self.tokens[at].lemma != "go" and complement not in _CLAUSES:
            return None
        if self.tokens[at].low.endswith("ing"):
            return self.subjects.of_main_clause(at, first)
        return self.subjects.before(at, first)

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
        if subject is None or not self._can_speak(subject, "put", "object", decision=False):
            return None
        cue = Cue(verb, end, verb, act, CueForm.FINITE, self.tokens[verb].lemma)
        return Attribution(
            cue, subject, self._place(subject, verb, end, first, last, "object"), "verb", "object"
        )

    def _conviction(self, adjective: int, end: int, act: Act, first: int, last: int) -> Attribution | None:
        """'He is confident that …'."""
        complement = self._complement(end, last)
        group = self.subjects.group(adjective, first)
        if complement not in ("that", "clause") or not any(
            self.of(at) & W.BE for at in range(group, adjective)
        ):
            return None
        if self._silent(group, adjective, first):
            return None
        subject = self.subjects.before(adjective, first)
        if subject is None or not self._can_speak(subject, "call", "object", decision=False):
            return None
        cue = Cue(group, end, adjective, act, CueForm.FINITE, self.tokens[adjective].lemma)
        return Attribution(cue, subject, Place.MAIN, "clausal", complement)

    def _noun(self, noun: int, end: int, act: Act, first: int, last: int) -> Attribution | None:
        """'X's claim that …'."""
        if not (end < last and self.tokens[end].low in ("that", "to", "for")):
            return None
        low = noun
        while (
            low > first
            and self.tokens[low - 1].kind == "word"
            and not self.of(low - 1) & (W.OWNER | W.DETERMINER)
            and noun - low < 3
        ):
            low -= 1
        if low <= first or self.tokens[low - 1].kind != "word":
            return None
        owner = low - 1
        cue = Cue(noun, end, noun, act, CueForm.OTHER, self.tokens[noun].lemma)
        if self.of(owner) & W.OWNER:
            phrase = self.subjects.phrases.before(owner + 1, first)
            return Attribution(cue, phrase, Place.NOUN, "noun", "that") if phrase else None
        if self.tokens[owner].low in self.draft.kit.words.speakers.possessives:
            return Attribution(
                cue, NounPhrase(owner, owner + 1, owner, owner, pronoun=True), Place.NOUN, "noun", "that"
            )
        return None

    def _as_saying(self, end: int) -> bool:
        """'(was quoted) by the agency as saying'."""
        near = range(end, min(len(self.tokens) - 1, end + 8))
        return any(
            self.tokens[at].low == "as" and self.tokens[at + 1].low in ("saying", "telling") for at in near
        )

    def _asked(self, verb: int, complement: str) -> bool:
        """'The participants were urged to …'."""
        match = self.draft.kit.cues.at(self.tokens, verb)
        return complement == "to" and match is not None and match.payload.act is Act.PROPOSAL

    def _view(self, noun: int, end: int, act: Act, first: int) -> Attribution | None:
        """'In his view', 'by the minister's own estimate'."""
        low = noun
        if low > first and self.tokens[low - 1].low == "own":
            low -= 1
        if (
            low - 1 <= first
            and not (low - 1 == first and self.tokens[first].low in ("in", "by"))
            and low - 2 < first
        ):
            return None
        owner = low - 1
        cue = Cue(owner, end, noun, act, CueForm.WORDS_OF, self.tokens[noun].lemma)
        if self.tokens[owner].low in self.draft.kit.words.speakers.possessives:
            if owner <= first - 1 or owner == 0 or self.tokens[owner - 1].low not in ("in", "by", "on"):
                return None
            phrase = NounPhrase(owner, owner + 1, owner, owner, pronoun=True)
            return Attribution(replace(cue, first=owner - 1), phrase, Place.OF_WORDS, "words-of", "object")
        if not self.of(owner) & W.OWNER:
            return None
        found = self.subjects.phrases.core_before(owner + 1, first)
        if (
            found is None
            or found.first - 1 < first
            or self.tokens[found.first - 1].low not in ("in", "by", "on")
        ):
            return None
        return Attribution(replace(cue, first=found.first - 1), found, Place.OF_WORDS, "words-of", "object")

    def _of_words(self, verb: int, end: int, last: int) -> NounPhrase | None:
        """Whom 'according to', 'in his view' name."""
        possessives = self.draft.kit.words.speakers.possessives
        for at in range(verb, min(end + 1, last)):
            if self.tokens[at].low in possessives and (
                at < end
                or at + 1 >= last
                or self.tokens[at + 1].kind != "word"
                or self.of(at + 1) & (W.PREPOSITION | W.COORDINATOR)
            ):
                return NounPhrase(at, at + 1, at, at, pronoun=True)
        phrase = self.subjects.phrases.after(end, last)
        if phrase is None:
            return None
        phrase = self.subjects.with_apposition(phrase, last)
        at = phrase.last
        if (
            at + 1 < last and self.of(at) & W.PAST
        ):  # 'figures presented by X', 'figures released on Monday by X'
            by = next(
                (number for number in range(at, min(last, at + 6)) if self.tokens[number].low == "by"), None
            )
            agent = self.subjects.phrases.after(by + 1, last) if by is not None else None
            if agent is not None:
                return agent
        if (
            at + 1 < last
            and self.tokens[at].kind == "word"
            and self.of(at) & W.PRONOUN
            and self.draft.kit.cues.at(self.tokens, at + 1, at + 2)
        ):
            return NounPhrase(at, at + 1, at, at, pronoun=True)  # 'figures she quoted'
        return phrase
