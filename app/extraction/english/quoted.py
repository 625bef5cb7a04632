"""Which English quotations are speech: by the attribution beside them, by their place in the sentence, by the clause they hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.english.attributions import Attributions
from app.extraction.english.phrases import NounPhrase
from app.extraction.speech.cues import CueForm
from app.extraction.speech.quotations import SPEECH_WORDS, Quotation, words_in
from app.language.en_classes import WordClass as W

_WINDOW = 18  # tokens beside a quotation that may attribute it
_LONGEST_GAP = 220  # characters between the parts of one quotation
_NEAR = 2
_STOPS = ".!?"
_ENDS = ".!?…,—–-"


class Quoted:
    """Judges the quotations of one document."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.attributions = Attributions(draft)
        self.phrases = self.attributions.subjects.phrases

    def speech(self, quotations: Sequence[Quotation]) -> list[Quotation]:
        """The quotations that are speech; the parts of one that an attribution splits are joined."""
        found: list[Quotation] = []
        for quotation in quotations:
            if quotation.depth:
                continue
            last = found[-1] if found else None
            if (
                last is not None
                and last.gap is None
                and self._attributes(last.outer.end, quotation.outer.start)
                and not self._has_its_own(quotation)
                and not self._apart(last, quotation)
            ):
                found[-1] = Quotation(
                    Span(last.outer.start, quotation.outer.end),
                    Span(last.inner.start, quotation.inner.end),
                    quotation.closed,
                    0,
                    Span(last.outer.end, quotation.outer.start),
                )
            elif self.is_speech(quotation):
                found.append(quotation)
        return found

    def _apart(self, last: Quotation, quotation: Quotation) -> bool:
        """Whether somebody else says the second: '“A,” X said. “B,” Y replied.' are two. One who goes on is named again or is 'he'."""
        _, gap = self.draft.token_range(last.outer)
        start, close = self.draft.token_range(quotation.outer)
        if self.tokens[start - 1].text not in _STOPS or quotation.inner.of(self.draft.text)[-1] == ".":
            return False  # what follows a full stop inside the marks is another sentence
        first, second = self._speaking(gap), self._speaking(close)
        return (
            second is not None
            and not second.pronoun
            and (first is None or self.tokens[first.head].low != self.tokens[second.head].low)
        )

    def _has_its_own(self, quotation: Quotation) -> bool:
        """Whether a quotation that begins a sentence is attributed behind itself: '“A,” X said. “B,” Y said.' are two."""
        start, close = self.draft.token_range(quotation.outer)
        return start > 0 and self.tokens[start - 1].text in _STOPS and self._attributed_after(close)

    def is_speech(self, quotation: Quotation) -> bool:
        """Whether a clause is said between the marks, and it is no name, title or phrase of the sentence around it."""
        text, inner = self.draft.text, quotation.inner
        words = words_in(self.draft.analysis, inner)
        first, last = self.draft.token_range(inner)
        if not words or first >= last:
            return False
        if words >= 3 and ("\n" in inner.of(text) or self._several_sentences(first, last)):
            return True
        start, close = self.draft.token_range(quotation.outer)
        capital = self.tokens[first].capital or self.tokens[first].kind != "word"
        ends = inner.of(text)[-1] in _ENDS
        if capital and (ends or self._follows(close, ",")) and self._attributed_after(close):
            return True
        before = self._attributed_before(start)
        if before and capital and (ends or words >= SPEECH_WORDS):
            return True
        clause = self._is_clause(first, last)
        opens = self._opens_sentence(start)
        if opens and capital and ends and words >= 3 and inner.of(text)[-1] != ",":
            return clause or words >= SPEECH_WORDS
        if opens and capital and words >= SPEECH_WORDS and (ends or clause):
            return True
        return clause and words >= SPEECH_WORDS and (before or self._after_that(start))

    def _several_sentences(self, first: int, last: int) -> bool:
        return any(
            self.tokens[at].text in _STOPS
            and self.tokens[at + 1].capital
            and self.tokens[at + 1].start > self.tokens[at].end
            and not self.phrases.abbreviated(at)
            for at in range(first, last - 1)
        )

    def _follows(self, at: int, mark: str) -> bool:
        return at < len(self.tokens) and self.tokens[at].text == mark

    def _opens_sentence(self, start: int) -> bool:
        """Whether a sentence begins with the opening mark."""
        if start == 0 or self.draft.begins_line(start):
            return True
        before = self.tokens[start - 1]
        return before.text in _STOPS and not self.phrases.abbreviated(start - 1)

    def _stop(self, at: int) -> int:
        """Where the sentence after a quotation ends, or the next quotation begins."""
        end = min(len(self.tokens), at + _WINDOW)
        for number in range(at, end):
            token = self.tokens[number]
            if token.kind == "mark" and (
                token.text in '"“«' or (token.text in ".!?;" and not self.phrases.abbreviated(number))
            ):
                return number
            if number and "\n" in self.draft.text[self.tokens[number - 1].end : token.start]:
                return number
        return end

    def _attributed_after(self, close: int) -> bool:
        """'…,” X said', '…!” said X'."""
        return self._speaking(close) is not None

    def _speaking(self, close: int) -> NounPhrase | None:
        """Who is named as speaker right after a quotation that ends before token `close`."""
        for item in self.attributions.find(close, self._stop(close), beside=True):
            near = item.subject is not None and min(item.cue.first, item.subject.first) - close <= _NEAR
            if near and item.cue.form is CueForm.FINITE:
                return item.subject
        return None

    def _attributed_before(self, start: int) -> bool:
        """'X said, “…', 'saying: “…'."""
        if start == 0 or self.tokens[start - 1].text not in ",:" or self.tokens[start - 1].kind != "mark":
            return False
        low = start - 1
        while (
            low > 0
            and start - low < _WINDOW
            and not (
                self.tokens[low - 1].kind == "mark"
                and self.tokens[low - 1].text in '.!?;"”»'
                and not self.phrases.abbreviated(low - 1)
            )
        ):
            if self.draft.begins_line(low):
                break
            low -= 1
        found = self.attributions.find(low, start, beside=True)
        return self.tokens[start - 1].text == ":" or any(
            item.cue.form in (CueForm.FINITE, CueForm.GERUND, CueForm.OTHER) for item in found
        )

    def _after_that(self, start: int) -> bool:
        return start > 0 and self.tokens[start - 1].low == "that"

    def _is_clause(self, first: int, last: int) -> bool:
        """Whether the words have a finite verb of their own, before any relative pronoun."""
        for at in range(first, last):
            kind = self.attributions.of(at)
            if self.tokens[at].kind != "word":
                continue
            if kind & W.RELATIVE and at > first and self.tokens[at].low != "that":
                return False
            if self.attributions.subjects.is_finite(at, first):
                return True
            if (
                kind & W.PRONOUN
                and not kind & (W.DETERMINER | W.RELATIVE)
                and at + 1 < last
                and self._may_be_verb(at + 1)
            ):
                return True
            if self.tokens[at].low in ("let", "don't", "let's"):
                return True
        return False

    def _may_be_verb(self, at: int) -> bool:
        return self.tokens[at].kind == "word" and not self.attributions.of(at) & (
            W.PREPOSITION | W.COORDINATOR | W.DETERMINER | W.SUBORDINATOR
        )

    def _attributes(self, start: int, end: int) -> bool:
        """Whether nothing but an attribution stands between two quotations of a line."""
        if not 0 < end - start <= _LONGEST_GAP or "\n" in self.draft.text[start:end]:
            return False
        first, last = (
            bisect_left(self.draft.analysis.starts, start),
            bisect_left(self.draft.analysis.starts, end),
        )
        stops = [
            at
            for at in range(first, last)
            if self.tokens[at].kind == "mark"
            and self.tokens[at].text in ".!?:;"
            and not self.phrases.abbreviated(at)
        ]
        if stops and stops[0] != last - 1:
            return False
        if last > first and not stops and self.tokens[last - 1].text not in ",—–-":
            return False
        return any(
            item.cue.form is CueForm.FINITE
            and item.subject is not None
            and min(item.cue.first, item.subject.first) - first <= _NEAR
            for item in self.attributions.find(first, last, beside=True)
        )
