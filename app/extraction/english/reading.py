"""Reads English sentences in order: who is reported in them, who said a quotation, and whom 'he' will mean next."""

from __future__ import annotations

from dataclasses import replace

from app.domain.findings import Speaker
from app.domain.kinds import Act
from app.domain.kinds import Attribution as How
from app.domain.record import record
from app.extraction.draft import Draft, Person
from app.extraction.english.attribution import CLAUSES, Attribution, Place
from app.extraction.english.attributions import Attributions
from app.extraction.english.deeds import deeds
from app.extraction.english.phrases import NounPhrase
from app.extraction.english.referents import Referents
from app.extraction.speech.candidates import Candidate
from app.extraction.speech.cues import Cue, CueForm
from app.extraction.speech.quotations import Quotation
from app.extraction.speech.speakers import Speakers
from app.language import Sentence
from app.language.en_classes import WordClass as W

_NEUTRAL = frozenset(
    {"said", "says", "stated", "states", "announced", "reported", "reports", "noted", "informed"}
)
_AGENT = 18  # tokens in which 'this was stated by' names somebody
_WHERE = frozenset({"at", "during", "in", "today"})
_NEAR = 3  # tokens between a closing mark and the attribution of its quotation
_WINDOW = 60  # tokens beside a quotation that may attribute it
_LEAST_LEAD = 4  # words of a report before a quotation
_LONGEST_LEAD = 14  # tokens of a sentence that does no more than announce a quotation


@record
class Report:
    """What a sentence reports: all its cues, the speaker (None: told, but not who it is), and the attribution that gives him."""

    cues: tuple[Cue, ...]
    speaker: Speaker | None
    rule: str
    by: tuple[Cue, Candidate | None]
    cue: bool = True
    agentless: bool = False
    inserted: bool | None = None


class EnglishReading:
    """The reading of one English document."""

    def __init__(self, draft: Draft, speakers: Speakers) -> None:
        self.draft = draft
        self.speakers = speakers
        self.attributions = Attributions(draft)
        self.referents = Referents(draft, speakers, self.attributions.subjects)

    def cues(self, first: int, last: int) -> tuple[Cue, ...]:
        """All cues of a sentence in order."""
        return _in_order(self.attributions.find(first, last))

    # Reported speech

    def report(self, sentence: Sentence) -> Report | None:
        """What a sentence without a quotation reports; None where it reports nothing."""
        if self.told_before(sentence) is not None:
            return None
        found = self.attributions.find(sentence.first, sentence.last)
        if (
            self.draft.tokens[sentence.last - 1].text == ":"
            and sentence.paragraph not in self.draft.layout.lists
        ):
            found = [item for item in found if item.complement != "colon"]  # it announces a quotation
        return self._first(found) or self._first(
            deeds(self.draft, self.attributions.subjects, sentence), rule="deeds"
        )

    def _first(self, found: list[Attribution], rule: str = "") -> Report | None:
        """The report of the surest attribution that gives one."""
        cues = _in_order(found)
        relayed: Report | None = None
        for item in found:
            if item.cue.form is CueForm.PASSIVE:
                return relayed or Report(cues, None, "agentless", (item.cue, None), agentless=True)
            if item.subject is None or (item.cue.form is CueForm.OTHER and item.how != "noun"):
                continue
            report = self._by(item, cues)
            if report is None:
                continue
            if report.speaker is not None and self._relays(report.speaker.id) and relayed is None:
                relayed = report  # 'the press service says that X noted that …': X speaks
            elif relayed is None or item.complement in CLAUSES:
                return replace(report, rule=rule or report.rule)
        return relayed

    def _by(self, item: Attribution, cues: tuple[Cue, ...]) -> Report | None:
        assert item.subject is not None
        speaker = self.referents.resolve(item.subject)
        by = (item.cue, self._candidate(item.subject))
        if speaker is None:
            if (
                item.cue.form is CueForm.GERUND
                or not (item.subject.pronoun or self.speakers.discourse.refused)
                or self.draft.tokens[item.subject.head].low in ("it", "i", "you", "we")
            ):
                return None
            return Report(cues, None, "unresolved-subject", by)
        body = speaker.id.startswith("org:")
        if (
            body
            and self._relays(speaker.id)
            and (item.place is Place.INSERTED or item.complement not in CLAUSES)
        ):
            return None
        if (
            item.cue.decision
            and not (body or item.subject.plural)
            and item.complement not in ("that", "clause", "to")
            and item.cue.act is not Act.PROPOSAL  # 'instructed the government to'
        ):
            return None
        if body and speaker.attribution is How.ROLE:  # a country
            implied = self._own_country(item.subject)
            if item.how == "clausal" and implied is not None:
                return Report(cues, implied, "own-country", by, cue=False)
            if item.cue.act is Act.CLAIM and item.cue.lemma not in self.draft.kit.words.speech.collective:
                return None
        place = "" if item.place is Place.OF_WORDS else f"{item.place.name.lower()}-"
        rule = f"{place}{item.cue.form}"
        return Report(cues, speaker, rule, by, inserted=item.place is Place.INSERTED)

    def _relays(self, name: str) -> bool:
        """'…, the press service reports': a credit, no speaker."""
        whole = name.removeprefix("org:").removeprefix("the ")
        return any(
            credit in name if not credit.isalpha() else credit == whole
            for credit in self.draft.kit.words.speech.credits
        )

    def _own_country(self, phrase: NounPhrase) -> Speaker | None:
        places = self.draft.places_in(phrase.core, phrase.head + 1)
        last = self.speakers.discourse.last
        if last is None or not places:
            return None
        if self.draft.kit.vocabulary.country_of(last.id, self.draft.day) != places[0].payload.place:
            return None
        return replace(last, attribution=How.IMPLICIT, rule="own-country")

    def _candidate(self, phrase: NounPhrase) -> Candidate:
        last = max([phrase.last, *(end for _, end in phrase.insertions)])
        return Candidate(phrase.first, last, "nom", "", "pl" if phrase.plural else "sg", "phrase")

    # Quotations

    def speaker_of_quotation(
        self, sentence: Sentence, quotation: Quotation, inner: tuple[int, int] | None
    ) -> tuple[Speaker | None, bool, str]:
        """The speaker of a quotation, whether a cue tells him, and the rule that found him."""
        start, close = self.draft.token_range(quotation.outer)
        if inner is not None:
            for item in self.attributions.find(*inner, beside=True, bare=True):
                if item.subject is not None:
                    return self.referents.resolve(item.subject), True, "attribution-inside"
        after = [
            item
            for item in self.attributions.find(close, min(sentence.last, close + _WINDOW), beside=True)
            if item.cue.form is CueForm.FINITE and item.subject is not None
        ]
        at_end = [item for item in after if item.place is Place.INSERTED and start == sentence.first]
        near = [
            item
            for item in after
            if item.subject is not None and min(item.cue.first, item.subject.first) - close <= _NEAR
        ]
        before = [
            item
            for item in self.attributions.find(max(sentence.first, start - _WINDOW), start, beside=True)
            if item.subject is not None
        ]
        before.sort(key=lambda item: item.cue.first)
        for item in [*near, *reversed(before), *at_end]:
            assert item.subject is not None
            place = "attribution-before" if item in before else "attribution-after"
            return self.referents.resolve(item.subject), True, place
        if start > sentence.first and self.draft.tokens[start - 1].text == ":":
            phrase = self.attributions.subjects.phrases.before(start - 1, sentence.first)
            if (
                phrase is not None
                and phrase.first == sentence.first
                and (speaker := self.referents.resolve(phrase)) is not None
            ):
                return speaker, True, "name-and-colon"
        if start > sentence.first and self.draft.tokens[start - 1].text == ":":
            subject = self.attributions.subjects.of_main_clause(start, max(sentence.first, start - _WINDOW))
            if (
                subject is not None
                and (speaker := self.referents.resolve(subject)) is not None
                and not speaker.id.startswith("org:")
            ):
                return speaker, True, "subject-and-colon"
        last = self.speakers.discourse.last
        if last is not None and (start == sentence.first or after):
            return replace(last, attribution=How.CONTINUED, rule="continued"), False, "continued"
        return None, False, "no-speaker"

    def before_quotation(self, sentence: Sentence, quotation: Quotation) -> tuple[Report, int] | None:
        """What the words before a quotation report by themselves, and where they end: 'X countered that A: “B”', 'X sent A; Y, he
        wrote, “B”'. None where they do no more than announce it."""
        tokens = self.draft.tokens
        start, _ = self.draft.token_range(quotation.outer)
        if start - sentence.first <= _LEAST_LEAD:
            return None
        semicolon = next((at for at in range(start - 1, sentence.first, -1) if tokens[at].text == ";"), None)
        if semicolon is not None:
            found = self.attributions.find(sentence.first, semicolon)
            report = self._first(found)
            return (report, semicolon) if report is not None and report.speaker is not None else None
        end = start
        while end > sentence.first and (
            tokens[end - 1].kind == "mark" or tokens[end - 1].low in ("and", "but", "that")
        ):
            end -= 1
        if end == start:
            return None
        found = self.attributions.find(sentence.first, start, beside=True)
        for item in found:
            if (
                item.place is not Place.MAIN
                or item.complement not in ("that", "clause", "wh")
                or item.cue.form is not CueForm.FINITE
            ):
                continue
            later = [
                other.cue.first
                for other in found
                if other.cue.first > item.cue.last + _LEAST_LEAD and other.subject is not None
            ]
            stop = min(later, default=end)
            if not later and tokens[start - 1].text != ":":
                continue
            while stop > item.cue.last and (
                tokens[stop - 1].kind == "mark" or tokens[stop - 1].low in ("and", "but")
            ):
                stop -= 1
            if sum(token.kind == "word" for token in tokens[item.cue.last : stop]) > _LEAST_LEAD:
                report = self._by(item, (item.cue,))
                return (report, stop) if report is not None and report.speaker is not None else None
        return None

    # What is remembered

    def read(self, sentence: Sentence) -> None:
        """Remember the subject of a sentence as whom 'he' means next, and others behind him."""
        self.referents.descriptions.remember_people(sentence.first, sentence.last)
        people = [
            person
            for person in self.draft.people_in(sentence.first, sentence.last)
            if not self.draft.quoted(person.first)
        ]
        for person in people:
            self.speakers.discourse.mention(person.mention.leader)
        first = sentence.first
        while first < sentence.last and self.draft.quoted(first):
            first += 1
        subject = (
            self.attributions.subjects.of_main_clause(sentence.last, first) if first < sentence.last else None
        )
        if subject is None and len({person.mention.leader for person in people}) == 1:
            self.speakers.discourse.name(people[0].mention.leader)  # 'More from X on the subject.'
        if subject is None or subject.pronoun:
            if subject is not None and self.draft.tokens[subject.head].low == "i" and len(people) == 1:
                self.speakers.discourse.name(people[0].mention.leader)  # 'I have heard X speak.'
            return
        self.referents.remember_several(subject)
        found = self.referents.resolve(subject) if not subject.plural else None
        if found is not None and not found.id.startswith("org:"):
            self.speakers.name([found.id], sentence.first, sentence.last)
            self.referents.unnamed = None
            return
        agent = self._agent(people)
        if agent is not None:
            self.speakers.name([agent], sentence.first, sentence.last)
        self.referents.descriptions.stand(subject)

    def _agent(self, people: list[Person]) -> str | None:
        """Whom 'by' makes the agent of a passive sentence: 'Norlia was represented by its minister, X'."""
        phrases = self.attributions.subjects.phrases
        for person in people:
            low = person.first
            comma = low > 1 and phrases.is_mark(low - 1, ",")
            before = phrases.core_before(low - 1 if comma else person.last, max(0, low - 12))
            if before is not None:
                low = before.first
            if low > 0 and self.draft.tokens[low - 1].low == "by":
                return person.mention.leader
        return None

    def told_before(self, sentence: Sentence) -> Speaker | None:
        """Who said what the sentence before tells: 'Prices fell. Kate Roe, an analyst, said at a briefing.', 'This was stated by X.'"""
        tokens, of = self.draft.tokens, self.attributions.of
        first, last = sentence.first, sentence.last
        words = [token.low for token in tokens[first : min(last, first + 4)]]
        if words[:1] == ["this"] and words[-1:] == ["by"] and words[2:3] and words[2] in _NEUTRAL:
            agent = self.attributions.subjects.phrases.after(first + 4, last)
            said_by = self.referents.resolve(agent) if agent is not None else None
            if said_by is None or said_by.id.startswith("org:"):
                near = self.draft.people_in(first + 4, min(last, first + _AGENT))
                return self.speakers.named(near[0].mention.leader, How.EXPLICIT, "agent") if near else None
            return said_by
        for item in self.attributions.find(first, last):
            end = item.cue.last
            if item.cue.verb == item.cue.first and tokens[item.cue.verb].low not in _NEUTRAL:
                continue
            if item.cue.form is not CueForm.FINITE or item.subject is None or item.place is not Place.MAIN:
                continue
            whole = item.subject.first == first and not item.subject.pronoun
            rest = range(end, last)
            circumstances = all(
                tokens[at].kind != "mark" or tokens[at].text in ".," for at in rest
            ) and not self.attributions.subjects.has_finite(end, last)
            begins = (
                end >= last or tokens[end].kind == "mark" or tokens[end].low in _WHERE or of(end) & W.TIME
            )
            return self.referents.resolve(item.subject) if whole and circumstances and begins else None
        return None

    def announces(self, sentence: Sentence) -> Speaker | None:
        """Who is about to speak: 'X began.', 'X continued:'."""
        if (speaker := self.told_before(sentence)) is not None:
            return speaker
        if (
            sentence.last - sentence.first > _LONGEST_LEAD
            and self.draft.tokens[sentence.last - 1].text != ":"
        ):
            return None
        for item in self.attributions.find(sentence.first, sentence.last, beside=True):
            if (
                item.cue.form is CueForm.FINITE
                and item.subject is not None
                and item.place in (Place.MAIN, Place.INSERTED)
            ):
                return self.referents.resolve(item.subject)
        return None


def _in_order(found: list[Attribution]) -> tuple[Cue, ...]:
    """The verbs and phrases among attributions, in the order of the text."""
    cues = (item.cue for item in found if item.how not in ("noun", "words-of"))
    return tuple(sorted(cues, key=lambda cue: cue.first))
