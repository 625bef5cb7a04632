"""Statements: quotations with their attribution, and sentences that report what somebody said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

from app.domain.findings import Speaker, Statement
from app.domain.kinds import Act, Attribution, SentenceFate, StatementKind
from app.domain.span import Span
from app.extraction.acts.acts import complains, direct_act, reported_act
from app.extraction.acts.asks import opens_with_need
from app.extraction.acts.coordination import joins_of
from app.extraction.acts.marks import Marks
from app.extraction.acts.pledges import stands_ready
from app.extraction.acts.sides import country_beside
from app.extraction.acts.topics import context_of, topics_in_context, topics_of_list
from app.extraction.draft import Draft, Turn
from app.extraction.english.reading import EnglishReading
from app.extraction.layout import LineKind
from app.extraction.matcher import Match
from app.extraction.russian.around import after_quotation, before_quotation
from app.extraction.russian.clauses import has_clause
from app.extraction.russian.deeds import announced, deeds
from app.extraction.russian.labels import label_of
from app.extraction.russian.phrases import is_time
from app.extraction.russian.reports import Report as RussianReport
from app.extraction.russian.reports import only_names, report_of
from app.extraction.speech.addressees import addressees_of_report, addressees_of_speech
from app.extraction.speech.attribution import segments_of, speaker_of_quotation
from app.extraction.speech.candidates import Candidate
from app.extraction.speech.cues import Cue, CueForm, find_cues
from app.extraction.speech.headlines import label, signature
from app.extraction.speech.quotations import Quotation
from app.extraction.speech.segments import reported_segments
from app.extraction.speech.speakers import Speakers
from app.extraction.toolkit import Kit, PlaceForm
from app.language import Sentence, Token

_CONTENT_WORDS = 3  # a report says at least this much beside its cue and speaker


@dataclass(slots=True)
class Found:
    """A statement on its way, with what its proposals need: cues, tokens of what is said, list items."""

    statement: Statement
    cues: tuple[Cue, ...]
    first: int
    last: int
    items: tuple[int, ...] = ()

    @property
    def quoted(self) -> bool:
        """Words between quotation marks, which stand inside a sentence; else the statement is a sentence or a turn."""
        return self.statement.kind is StatementKind.DIRECT and self.statement.rule != "turn"


@dataclass(slots=True)
class Statements:
    """What was found, and of sentences without a statement why: start of the sentence -> what it is, and the rule that says so."""

    found: list[Found] = field(default_factory=list)
    skipped: dict[int, tuple[SentenceFate, str]] = field(default_factory=dict)


def _goes_on(kit: Kit, token: Token) -> bool:
    """A verb that goes on with what its subject said before: 'добавил', 'added'."""
    return token.lemma in kit.words.speech.continues and not token.can_be("infinitive")


def find_statements(draft: Draft) -> Statements:
    """Read the sentences in order; what has no agent of its own is given a speaker at the end, if only one person spoke."""
    reader = _Reader(draft)
    for sentence in draft.sentences:
        reader.read(sentence)
    return reader.finish()


class _Reader:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.speakers = Speakers(draft)
        self._going_on = draft.kit.trigger(_goes_on)
        self.english = EnglishReading(draft, self.speakers) if draft.kit.code == "en" else None
        self.result = Statements()
        self.starts = [quotation.outer.start for quotation in draft.quotations]
        self.agentless: list[int] = []
        self.before: Sentence | None = None
        self.countries: dict[str, str] = {}  # of speakers who are no leaders, as their titles told
        self.context = context_of(draft)
        voices = {turn.person.mention.leader for turn in draft.turns.values() if turn and turn.person}
        if len(voices) == 1:  # an interview: the quotation in its headline is his
            self.speakers.spoke(self.speakers.named(voices.pop(), Attribution.IMPLICIT, "turn"))

    # One sentence

    def read(self, sentence: Sentence) -> None:
        if sentence.paragraph in self.draft.turns:
            self._turn(sentence, self.draft.turns[sentence.paragraph])
            return
        kind = self.draft.layout.kinds[sentence.paragraph]
        if kind is LineKind.ITEM:  # part of the statement that announces the list, if there is one
            self._skip(sentence, SentenceFate.LIST_ITEM, "list-of-no-statement")
            return
        if kind in (LineKind.CREDIT, LineKind.BACKGROUND):
            fate = SentenceFate.CREDIT if kind is LineKind.CREDIT else SentenceFate.BACKGROUND
            self._skip(sentence, fate, "layout")
            return
        goes_on = any(True for _ in self._going_on.places(self.draft.tokens, sentence.first, sentence.last))
        self.speakers.discourse.begin(sentence.first, sentence.paragraph, goes_on)
        if quotations := self._quotations_in(sentence):
            self._quoted(sentence, quotations)
        else:
            self._reported(sentence)
        self.before = sentence
        if self.english is not None:
            self.english.read(sentence)
        else:
            self.speakers.read(sentence.first, sentence.last)
        if self.result.found and self.result.found[-1].statement.span.start >= sentence.start:
            self._remember(self.result.found[-1].statement)

    def _remember(self, statement: Statement) -> None:
        """Who spoke; or that somebody did whom his title does not tell, so that nobody goes on after him."""
        self.speakers.spoke(statement.speaker)
        if statement.speaker is None and self.speakers.discourse.refused:
            self.speakers.discourse.lose()

    def _quotations_in(self, sentence: Sentence) -> Sequence[Quotation]:
        first = bisect_left(self.starts, sentence.start)
        return self.draft.quotations[first : bisect_left(self.starts, sentence.end, first)]

    def _skip(self, sentence: Sentence, fate: SentenceFate, reason: str) -> Literal[False]:
        """Remember why a sentence gives no statement: the first reason that is told."""
        if fate is SentenceFate.EVENT and self.draft.layout.kinds[sentence.paragraph] is LineKind.HEADLINE:
            fate = SentenceFate.HEADLINE
        self.result.skipped.setdefault(sentence.start, (fate, reason))
        return False

    # Verbatim speech without marks

    def _turn(self, sentence: Sentence, turn: Turn | None) -> None:
        if turn is None or turn.person is None or not turn.span.overlaps(sentence.span):
            self._skip(sentence, SentenceFate.QUESTION, "turn-of-nobody")
            return
        if self.result.found and self.result.found[-1].statement.span == turn.span:
            return
        mention = turn.person.mention
        attribution = Attribution.EXPLICIT if turn.cue else Attribution.IMPLICIT
        speaker = Speaker(
            id=mention.leader, name=mention.name, attribution=attribution, rule="turn", chain=(mention.name,)
        )
        first, last = self.draft.token_range(turn.span)
        act = direct_act(self.draft, (turn.span,), self._country(speaker))
        if act is Act.CLAIM and turn.span.of(self.draft.text).endswith(","):
            act = Act.COURTESY  # 'Colleagues,': a salutation
        statement = Statement(
            span=turn.span,
            kind=StatementKind.DIRECT,
            act=act,
            speaker=speaker,
            topics=self._topics((turn.span,), turn.paragraph, act),
            cue=turn.cue,
            segments=(turn.span,),
            addressees=self._addressed(first, last, speaker),
            rule="turn",
        )
        self._add(statement, (), first, last)
        self.speakers.spoke(speaker)

    # Quotations

    def _quoted(self, sentence: Sentence, quotations: Sequence[Quotation]) -> None:
        cues = self._cues(sentence)
        if self.english is not None and (lead := self.english.before_quotation(sentence, quotations[0])):
            report, last = lead
            self._report(
                sentence,
                report.cues,
                report.speaker,
                report.rule,
                by=report.by,
                inserted=report.inserted,
                last=last,
            )
            self.speakers.spoke(report.speaker)
        elif self.english is None and (
            led := before_quotation(self.draft, self.speakers, sentence, quotations[0], cues)
        ):
            self._part(sentence, led[0], last=led[1])
        for number, quotation in enumerate(quotations):
            first, last = self.draft.token_range(quotation.inner)
            segments, inner = segments_of(self.draft, quotation)
            if self.english is not None:
                speaker, cue, rule = self.english.speaker_of_quotation(sentence, quotation, inner)
            else:
                speaker, cue, rule = speaker_of_quotation(
                    self.draft, self.speakers, sentence, quotation, cues, inner
                )
            own = self._country(speaker)
            act = direct_act(self.draft, segments, own, self._verb_act(quotation, inner, cues))
            self._add(
                Statement(
                    span=quotation.inner,
                    kind=StatementKind.DIRECT,
                    act=act,
                    speaker=speaker,
                    topics=self._topics(segments, sentence.paragraph, act),
                    cue=cue,
                    segments=segments,
                    addressees=self._addressed(first, last, speaker),
                    rule=rule,
                ),
                (),
                first,
                last,
            )
            if speaker is not None:
                self.speakers.spoke(speaker)
            if number == len(quotations) - 1:
                self._rest(sentence, quotation, cues)

    def _verb_act(self, quotation: Quotation, inner: tuple[int, int] | None, cues: Sequence[Cue]) -> Act:
        """The act of the verb beside a quotation: «…», — предупредил он."""
        if inner is not None:
            if complains(self.draft, *inner):
                return Act.CONCERN
            inside = self.draft.kit.cues.find(self.draft.tokens, *inner)
            return next((match.payload.act for match in inside if match.payload.how == "verb"), Act.CLAIM)
        start, close = self.draft.token_range(quotation.outer)
        joins = joins_of(self.draft)  # '«…» и поручил': a deed of its own, not the verb of the quotation
        beside = [
            cue
            for cue in cues
            if close <= cue.first < close + 6 and self.draft.tokens[close].low not in joins
        ] or [cue for cue in cues if start - 8 <= cue.first < start]
        verb = next((cue for cue in beside if cue.form is CueForm.FINITE), None)
        if verb is None:
            return Act.CLAIM
        return Act.CONCERN if complains(self.draft, verb.first, verb.last) else verb.act

    def _rest(self, sentence: Sentence, quotation: Quotation, cues: Sequence[Cue]) -> None:
        """'…», — подчеркнул министр, добавив, что …': what follows the attribution is a statement of its own."""
        if self.english is None and (
            joined := after_quotation(self.draft, self.speakers, sentence, quotation, cues)
        ):
            self._part(sentence, joined[0], first=joined[1])
            return
        _, close = self.draft.token_range(quotation.outer)
        for cue in cues:
            if (
                cue.first >= close
                and (cue.form is CueForm.GERUND or self._joined(cue, close))
                and not self._only_touches(cue, sentence.last)
                and sentence.last - cue.last > _CONTENT_WORDS + 2
            ):
                self._report(
                    sentence,
                    [cue],
                    self.speakers.discourse.last,
                    "after-quotation" if cue.form is CueForm.FINITE else "gerund-after-quotation",
                    first=cue.first,
                    by=(cue, None),
                )
                return

    def _only_touches(self, cue: Cue, last: int) -> bool:
        """'…, — сказал он, рассуждая о мостах': the subject of the talk, and no news."""
        if self.draft.kit.code != "ru" or cue.lemma not in self.draft.kit.words.speech.naming:
            return False
        return not has_clause(self.draft, cue, last)

    def _part(
        self, sentence: Sentence, report: RussianReport, first: int | None = None, last: int | None = None
    ) -> None:
        """Add what a part of a sentence reports beside its quotation."""
        self._report(
            sentence,
            [report.cue],
            report.speaker,
            "beside-quotation",
            first=first,
            last=last,
            by=(report.cue, report.subject),
        )
        self.speakers.spoke(report.speaker)

    def _joined(self, cue: Cue, close: int) -> bool:
        """'“…,” she said, and promised to return': a second verb after the attribution of a quotation."""
        if self.english is None or cue.form is not CueForm.FINITE:
            return False
        before = [token.low for token in self.draft.tokens[max(close, cue.first - 3) : cue.first]]
        return ("and" in before or "but" in before) and cue.first - close > _CONTENT_WORDS

    # Reported speech

    def _cues(self, sentence: Sentence) -> Sequence[Cue]:
        if self.english is not None:
            return self.english.cues(sentence.first, sentence.last)
        return find_cues(self.draft, sentence.first, sentence.last)

    def _reported_in_english(self, reading: EnglishReading, sentence: Sentence) -> bool:
        report = reading.report(sentence)
        if report is not None:
            number = len(self.result.found)
            if self._report(
                sentence,
                report.cues,
                report.speaker,
                report.rule,
                cue=report.cue,
                by=report.by,
                inserted=report.inserted,
            ):
                if report.agentless and len(self.result.found) > number:
                    self.agentless.append(number)
                return True
        if labelled := label(self.draft, self.speakers, sentence):
            cue, subject, said_by = labelled
            return self._report(sentence, [cue], said_by, "label", by=(cue, subject))
        speaker = reading.announces(sentence)
        self.speakers.spoke(speaker)
        if self._implied(sentence):
            return True
        if speaker is not None:
            self._told_before(reading, sentence, speaker)
            return self._skip(sentence, SentenceFate.ATTRIBUTION, "only-attributes")
        cues = self._cues(sentence)
        return self._skip(sentence, SentenceFate.EVENT, "cue-without-speaker" if cues else "no-cue")

    def _told_before(self, reading: EnglishReading, sentence: Sentence, speaker: Speaker) -> None:
        """'Prices fell by a third. Kate Roe said at a briefing.': the sentence before is hers."""
        before, opening = self.before, self.draft.tokens[sentence.first].low
        if before is None or reading.told_before(sentence) is None:
            return
        if before.paragraph != sentence.paragraph and opening != "this":
            return
        fate, _ = self.result.skipped.get(before.start, (SentenceFate.STATEMENT, ""))
        if fate is SentenceFate.EVENT:
            implied = replace(speaker, attribution=Attribution.IMPLICIT, rule="told-before")
            self._report(before, (), implied, "told-before", cue=False)

    def _reported(self, sentence: Sentence) -> bool:
        if signed := signature(self.draft, self.speakers, sentence):
            cue, subject, speaker = signed
            return self._report(
                sentence, self._cues(sentence), speaker, "signature", by=(cue, subject), inserted=True
            )
        if self.english is not None:
            return self._reported_in_english(self.english, sentence)
        cues = find_cues(self.draft, sentence.first, sentence.last)
        if self._only_attributes(sentence, cues):
            self._remember_source(sentence, cues)
            return self._skip(sentence, SentenceFate.ATTRIBUTION, "only-attributes")
        return self._reported_in_russian(sentence, cues)

    def _reported_in_russian(self, sentence: Sentence, cues: Sequence[Cue]) -> bool:
        if not cues and (listed := deeds(self.draft, self.speakers, sentence)) is not None:
            told, subject = listed
            speaker = self.speakers.resolve(subject)
            return self._report(sentence, told, speaker, "deeds", by=(told[0], subject))
        report = label_of(self.draft, self.speakers, sentence) or report_of(
            self.draft, self.speakers, sentence, cues
        )
        if report is None:
            if (points := announced(self.draft, self.speakers, sentence)) is not None:
                presented, subject = points
                speaker = self.speakers.resolve(subject)
                return self._report(sentence, presented, speaker, "points", by=(presented[0], subject))
            return self._implied(sentence) or self._skip(
                sentence, SentenceFate.EVENT, "cue-without-speaker" if cues else "no-cue"
            )
        number = len(self.result.found)
        by = (report.cue, report.subject)
        fate = self._report(sentence, cues, report.speaker, report.rule, cue=report.told, by=by)
        if report.agentless and len(self.result.found) > number:  # it may be no statement after all
            self.agentless.append(number)
        return fate

    def _only_attributes(self, sentence: Sentence, cues: Sequence[Cue]) -> bool:
        """'Об этом сообщил X', 'О цели объявила Y': names who spoke and about what, not what was said."""
        tokens = self.draft.tokens
        if self.draft.kit.code == "ru" and (
            only_names(self.draft, cues, sentence) or self._leads_on(sentence, cues)
        ):
            return True
        opens = tokens[self._behind_time(sentence)].low in self.draft.kit.words.speech.about
        return (
            opens
            and len(cues) == 1
            and not any(
                token.low in ("что", "that") or token.text == ":"
                for token in tokens[sentence.first : sentence.last]
            )
        )

    def _leads_on(self, sentence: Sentence, cues: Sequence[Cue]) -> bool:
        """'Отвечая на вопрос, министр сказал:', 'X так прокомментировал это.' above a quotation: nothing but the verb stands before the
        colon, or 'так' before the verb."""
        end = sentence.last - 1
        below = sentence.paragraph + 1
        before = self.draft.tokens[cues[-1].first - 1].low if cues and cues[-1].first else ""
        if not cues or not (
            (self.draft.tokens[end].text == ":" and cues[-1].last == end)
            or (before == "так" and cues[-1].form is CueForm.FINITE)
        ):
            return False
        paragraphs = self.draft.analysis.paragraphs
        return below < len(paragraphs) and any(
            quotation.outer.start == paragraphs[below].start for quotation in self.draft.quotations
        )

    def _remember_source(self, sentence: Sentence, cues: Sequence[Cue]) -> None:
        """Whoever 'Об этом заявил X' names speaks on in the sentences behind it."""
        for cue in cues:
            if cue.form is not CueForm.FINITE or self.draft.kit.code != "ru":
                continue
            subject = self.speakers.subject_of(cue, sentence.first, sentence.last)
            speaker = self.speakers.resolve(subject) if subject is not None else None
            if speaker is not None and not speaker.id.startswith("org:"):
                self.speakers.spoke(speaker)

    def _behind_time(self, sentence: Sentence) -> int:
        """The token behind what tells when at a Russian sentence's beginning: '10 сентября о визите сообщил X', 'ранее о нём …'."""
        at = sentence.first
        if self.draft.kit.code != "ru":
            return at
        tokens = self.draft.tokens
        while at < sentence.last - 1 and (
            tokens[at].kind == "number"
            or tokens[at].can_be("adverb")
            or tokens[at].low in ("также", "г")
            or is_time(self.draft, tokens[at])
        ):
            at += 1
        return at

    def _implied(self, sentence: Sentence) -> bool:
        """'Кыргызстан открыт …' after his president spoke: no cue, the text around it gives the speaker."""
        last = self.speakers.discourse.last
        if last is not None and self._goes_on_asking(sentence):
            on = replace(last, attribution=Attribution.IMPLICIT, rule="goes-on-asking")
            return self._report(sentence, (), on, "goes-on-asking", cue=False)
        opening = self.draft.places_in(sentence.first, min(sentence.last, sentence.first + 3))
        if opening and self._stands_in_headline(sentence, opening[0]):
            return True
        if not opening or last is None or not self.result.found:
            return False
        country = self._country(last)
        if country is None:
            return False
        own = [match for match in opening if match.payload.place == country and match.payload.how == "name"]
        if (
            not own
            or own[0].first != sentence.first
            or not stands_ready(
                self.draft,
                Marks(self.draft, sentence.first, sentence.last),
                sentence.first,
                sentence.last,
                country,
            )
        ):
            return False
        implied = replace(last, attribution=Attribution.IMPLICIT, rule="own-country")
        return self._report(sentence, (), implied, "own-country", cue=False)

    def _stands_in_headline(self, sentence: Sentence, place: Match[PlaceForm]) -> bool:
        """'Норлия готова открыть порт', 'Тавария не намерена …' as a headline: the country says so."""
        draft, at = self.draft, place.last
        if draft.layout.kinds[sentence.paragraph] is not LineKind.HEADLINE or draft.kit.code != "ru":
            return False
        if place.first != sentence.first or place.payload.how not in ("name", "capital"):
            return False
        at += draft.tokens[at].low == "не" if at < sentence.last else 0
        if at >= sentence.last - 1 or draft.tokens[at].low not in draft.kit.words.speech.readiness:
            return False
        cue = Cue(place.last, at + 1, at, Act.COMMITMENT, CueForm.FINITE, draft.tokens[at].lemma)
        subject = Candidate(place.first, place.last, "nom", "", "sg", f"place:{place.payload.place}")
        speaker = self.speakers.resolve(subject)
        return self._report(sentence, [cue], speaker, "stands-ready", by=(cue, subject))

    def _goes_on_asking(self, sentence: Sentence) -> bool:
        """'Необходимо ускорить …' beside what somebody said, 'Во-вторых, важно …': a list of what he asks for goes on."""
        draft = self.draft
        begin = draft.token_at(draft.analysis.paragraphs[sentence.paragraph].start)
        opening = {draft.tokens[begin].low, draft.tokens[sentence.first].low}
        counted = bool(opening & draft.kit.words.proposals.enumerations)
        paragraph = draft.analysis.paragraphs[sentence.paragraph].start
        beside = bool(self.result.found) and self.result.found[-1].statement.span.start >= paragraph
        return (counted or beside) and opens_with_need(draft, sentence.first, sentence.last)

    def _report(
        self,
        sentence: Sentence,
        cues: Sequence[Cue],
        speaker: Speaker | None,
        rule: str,
        *,
        cue: bool = True,
        first: int | None = None,
        by: tuple[Cue, Candidate | None] | None = None,
        inserted: bool | None = None,
        last: int | None = None,
    ) -> bool:
        """Add a reported statement. `by`: the cue that gives the speaker, with its subject; `first`, `last`: the tokens of a part
        of the sentence."""
        start = sentence.first if first is None else first
        items = self.draft.layout.lists.get(self._last_paragraph(sentence), ()) if last is None else ()
        last = sentence.last if last is None else last
        if items:
            last = self.draft.token_range(self.draft.analysis.paragraphs[items[-1]])[1]
        elif not self._tells(start, last):
            return self._skip(sentence, SentenceFate.ATTRIBUTION, "too-few-words")
        span = self.draft.span_of(start, last)
        said = (
            (span,)
            if by is None or items
            else reported_segments(self.draft, *by, start, last, inserted=inserted)
        )
        act = reported_act(self.draft, cues, start, last, self._own(speaker, start, last, by), said)
        if items and any(cue_.act is Act.PROPOSAL for cue_ in cues):
            act = Act.PROPOSAL
        self._add(
            Statement(
                span=span,
                kind=StatementKind.REPORTED,
                act=act,
                speaker=speaker,
                topics=self._topics_of_items(items) or self._topics((span,), sentence.paragraph, act),
                cue=cue,
                segments=said,
                addressees=addressees_of_report(self.draft, self.speakers, cues, last, speaker),
                rule=rule,
            ),
            tuple(cues),
            start,
            last,
            () if rule == "deeds" else items,  # its verbs tell which items propose
        )
        return True

    def _tells(self, first: int, last: int) -> bool:
        """Whether there are enough words."""
        words = (token for token in self.draft.tokens[first:last] if token.kind == "word")
        return sum(1 for _ in islice(words, _CONTENT_WORDS)) == _CONTENT_WORDS

    def _addressed(self, first: int, last: int, speaker: Speaker | None) -> tuple[str, ...]:
        return addressees_of_speech(self.draft, self.speakers, first, last, speaker)

    def _last_paragraph(self, sentence: Sentence) -> int:
        paragraphs = self.draft.analysis.paragraphs
        return sentence.paragraph if paragraphs[sentence.paragraph].end == sentence.end else -1

    def _topics(self, spans: Sequence[Span], paragraph: int, act: Act) -> tuple[str, ...]:
        return topics_in_context(self.draft, spans, self.context, paragraph, courtesy=act is Act.COURTESY)

    def _topics_of_items(self, items: Sequence[int]) -> tuple[str, ...]:
        return topics_of_list(self.draft, [self.draft.analysis.paragraphs[item] for item in items])

    def _own(
        self, speaker: Speaker | None, first: int, last: int, by: tuple[Cue, Candidate | None] | None
    ) -> str | None:
        """The country that a speaker speaks for: a leader's, the one told with him ('министр транспорта Тавании', 'its minister'), or
        a body's, named beside it at the sentence's beginning. It is remembered."""
        country = self._country(speaker)
        if country is not None or speaker is None:
            return country
        subject = by[1] if by is not None else None
        if subject is not None:
            country = country_beside(self.draft, subject.first, subject.last, first, last)
        if country is None and speaker.id.startswith("org:"):
            named = self.draft.places_in(first, min(len(self.draft.tokens), first + 7))
            country = next((match.payload.place for match in named), None)
        if country is not None:
            self.countries[speaker.id] = country
        return country

    def _country(self, speaker: Speaker | None) -> str | None:
        if speaker is None:
            return None
        known = self.draft.kit.vocabulary.country_of(speaker.id, self.draft.day)
        return known or self.countries.get(speaker.id)

    def _add(
        self, statement: Statement, cues: tuple[Cue, ...], first: int, last: int, items: tuple[int, ...] = ()
    ) -> None:
        if statement.topics:
            self.context.before = statement.topics
        else:
            statement = replace(statement, topics=("diplomacy",))
        self.result.found.append(Found(statement, cues, first, last, items))

    # The end

    def finish(self) -> Statements:
        """Passives without an agent belong to the one person the text is about; to nobody where several spoke."""
        spoke = {
            found.statement.speaker.id
            for found in self.result.found
            if found.statement.speaker is not None and not found.statement.speaker.id.startswith("org:")
        }
        if len(spoke) == 1 and (
            self.draft.kit.code != "ru" or spoke <= self.draft.kit.vocabulary.leaders.keys()
        ):
            only = next(
                found.statement.speaker
                for found in self.result.found
                if found.statement.speaker is not None and found.statement.speaker.id in spoke
            )
            if only is not None:
                implied = replace(
                    only, attribution=Attribution.IMPLICIT, rule="only-speaker", chain=(only.name,)
                )
                for number in self.agentless:
                    found = self.result.found[number]
                    found.statement = replace(found.statement, speaker=implied)
        return self.result
