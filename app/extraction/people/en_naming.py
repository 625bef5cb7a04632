"""Which of the words that stand together in an English text are a person's name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.extraction.draft import Draft
from app.extraction.labels import find_labels
from app.extraction.layout import LineKind
from app.extraction.people.label_names import names_in_labels
from app.extraction.people.name_runs import (
    Named,
    Part,
    RunWord,
    alone_in_marks,
    begins_sentence,
    find_runs,
    without,
)
from app.extraction.toolkit import NameSets
from app.language import Token

_LONGEST_NAME = 5
_LONGEST_TITLE = 10  # tokens of 'chairman of the committee on transport'


@dataclass(slots=True)
class EnglishNames:
    """Reads the names of one document."""

    draft: Draft
    places: set[int]
    titles: set[int]
    """Tokens that follow a title."""
    words: NameSets = field(init=False)
    _verbs: set[int] = field(default_factory=set)
    _runs: list[list[RunWord]] = field(default_factory=list)
    _labels: list[tuple[int, int]] = field(default_factory=list)
    _letters: set[int] = field(default_factory=set)
    """Tokens that are labels of questions and answers: 'Q.'"""
    _labelled: frozenset[str] = frozenset()
    """Last words of the labels that stand repeatedly over a text's turns and ask nothing: 'Selin Roe: …'."""

    def __post_init__(self) -> None:
        kit = self.draft.kit
        self.words = kit.name_sets
        self._verbs = {
            match.first for match in kit.cues.find(self.draft.tokens) if match.payload.how == "verb"
        }
        labels = find_labels(self.draft)
        self._letters = {label.first for label in labels if len(label.words) == 1}
        self._labels = list(names_in_labels(self.draft, labels, self.places))
        self._labelled = frozenset(self.draft.tokens[last - 1].low for _, last in self._labels)

    def full(self, taken: set[int]) -> Iterator[Named]:
        """Names of several words, in order."""
        capitals = list(self._in_capitals(taken))
        yield from capitals
        taken = taken | {at for named in capitals for at in range(named.first, named.last)}
        self._runs = find_runs(self.draft, taken, self.places)
        for run in self._runs:
            at = 0
            while at < len(run):
                named = self._at(run, at)
                if named is None:
                    at += 1
                    continue
                yield named
                at = next(
                    (number for number in range(at, len(run)) if run[number].first >= named.last), len(run)
                )

    def _in_capitals(self, taken: set[int]) -> Iterator[Named]:
        """'SELIN ROE: …': a label of several words in capitals, which no run takes for a name."""
        for first, last in self._labels:
            tokens = self.draft.tokens[first:last]
            if len(tokens) > 1 and first not in taken and all(token.text.isupper() for token in tokens):
                parts = [
                    Part(at, at + 1, token.text.title(), "family" if at + 1 == last else "given")
                    for at, token in enumerate(tokens, first)
                ]
                yield Named(tuple(parts), "label")

    def alone(self, taken: set[int]) -> Iterator[Named]:
        """A name of one word after an honorific: 'Mr Roe'; or a given name that is no other word."""
        for run in without(self._runs, taken):
            for at, word in enumerate(run):
                if word.kind == "word" and self._stands_alone(run, at):
                    yield Named((word.part("family"),), "name-alone")

    def _at(self, run: Sequence[RunWord], at: int) -> Named | None:
        if (
            run[at].first in self._letters
            or run[at].kind == "particle"
            or (self._is_title(run[at]) and at + 1 < len(run))
        ):
            return None
        if not run[at].may.given and self._given_later(run, at):
            return None  # 'Tampa Mayor Bob Buckhorn'
        parts = self._parts(run, at)
        words = [part for part in parts if part.what in ("given", "family")]
        if not parts or (len(words) < 2 and not any(part.what in ("initial", "numeral") for part in parts)):
            return None
        first, last = parts[0].first, parts[-1].last
        if any(token.can_be(pos) for token in self.draft.tokens[first:last] for pos in _NO_NAMES):
            return None
        if self._is_thing(parts) or any(number in self.places for number in range(first, last)):
            return None
        rule = self._why(run[at], first, last)
        return Named(tuple(parts), rule) if rule else None

    def _parts(self, run: Sequence[RunWord], at: int) -> list[Part]:
        parts: list[Part] = []
        for number in range(at, min(len(run), at + _LONGEST_NAME)):
            word = run[number]
            if word.kind == "word":
                if word.text.isupper() and len(word.text) > 1 and not word.may.given:
                    break
                if parts and self._is_no_part(run, number, len(parts)):
                    break
                parts.append(word.part("family" if any(part.what == "given" for part in parts) else "given"))
                if word.text.lower().endswith("'s"):
                    break
            elif word.kind == "numeral":
                parts.append(word.part("numeral"))
                break
            else:
                parts.append(word.part(word.kind))
        while parts and parts[-1].what in ("particle", "initial"):
            parts.pop()
        if parts and parts[-1].what == "given" and len(parts) > 1:
            parts[-1] = Part(parts[-1].first, parts[-1].last, parts[-1].text, "family")
        return parts

    def _given_later(self, run: Sequence[RunWord], at: int) -> bool:
        """Whether a known given name follows that has a family name of its own."""
        if run[at].kind == "initial":
            return False
        return any(
            word.kind == "word" and word.may.given and number + 1 < len(run)
            for number, word in enumerate(run[at + 1 : at + _LONGEST_NAME], start=at + 1)
        )

    def _is_no_part(self, run: Sequence[RunWord], at: int, so_far: int) -> bool:
        """A day after a name ('John Podesta Tuesday'), and in headlines the verb: a common word after given and family name."""
        word, before = run[at], run[at - 1]
        if word.text.lower() in self.words.alone_never:
            return True
        return (
            so_far > 1
            and word.may.common
            and not word.may.given
            and not before.may.given
            and before.kind == "word"
        )

    def _is_thing(self, parts: Sequence[Part]) -> bool:
        """'Silk Road Fund', 'Park Street', 'Washington Post'."""
        words = [part.text.lower().removesuffix("'s") for part in parts]
        after = self.draft.tokens[parts[-1].last] if parts[-1].last < len(self.draft.tokens) else None
        return (
            any(word in self.words.things for word in words[1:])
            or words[0] in self.words.bodies
            or any(word in self.words.bodies for word in words)
            or (
                after is not None
                and after.kind == "word"
                and after.capital
                and after.low in self.words.things
            )
        )

    def _why(self, word: RunWord, first: int, last: int) -> str | None:
        """What makes the words a person's name."""
        tokens = self.draft.tokens
        if word.may.given:
            return (
                None
                if word.may.common
                and begins_sentence(self.draft, first)
                and not self._unknown(first + 1, last)
                else "given-name"
            )
        if word.kind == "initial":
            return "initials"
        if any(token.lemma in self.draft.kit.words.speakers.bodies for token in tokens[first:last]):
            return None
        unknown = self._unknown(first, last)
        if first in self.titles and unknown:
            return "title"
        before = tokens[first - 1] if first and not self.draft.begins_line(first) else None
        if before is not None and before.text == "." and first > 1:
            before = tokens[first - 2]
        if before is not None and (
            before.low in _COURTESY or (before.low in self.words.honorifics and unknown)
        ):
            return "title"
        if alone_in_marks(self.draft, first, last):
            return None
        if not unknown:
            return None  # 'Financial Reform said'
        if self._beside_a_verb(first, last):
            return "beside-a-verb"
        if self._described(first, last) or self._describes(first, last):
            return "apposition"
        if tokens[last - 1].low in self._labelled:
            return "label"
        if (
            before is not None
            and before.low == "with"
            and tokens[first - 2].lemma in self.draft.kit.words.layout.interview
        ):
            return "interview"
        if before is not None and self._credited(before, first, last):
            return "by-line"
        return None

    def _credited(self, before: Token, first: int, last: int) -> bool:
        """'By Jane Roe' in a line of its own; 'Interview by Jane Roe.', 'Photo: Jane Roe / Herald' among captions and credits."""
        by = before.low in self.draft.kit.words.layout.by_line
        if by and self._ends_line(last):
            return True
        if not by and before.text not in ":/|" and before.low != "and":
            return False
        number = (
            bisect_right(
                self.draft.analysis.paragraphs, self.draft.tokens[first].start, key=lambda span: span.start
            )
            - 1
        )
        credit = self.draft.layout.kinds[number] is LineKind.CREDIT
        return credit and (
            self._ends_line(last)
            or self.draft.tokens[last].text in ".,;/|)("
            or self.draft.tokens[last].low in ("and", "for")
        )

    def _unknown(self, first: int, last: int) -> bool:
        return any(
            not self.draft.kit.language.name_word(token.text).known for token in self.draft.tokens[first:last]
        )

    def _beside_a_verb(self, first: int, last: int) -> bool:
        """'Jane Roe said', 'said Jane Roe', 'Jane Roe, the chair of the board, said': English names are in no dictionary."""
        tokens, verbs = self.draft.tokens, self._verbs
        if tokens[last - 1].low.endswith("'s"):
            return False
        if first - 1 in verbs or last in verbs or (last + 1 in verbs and tokens[last].kind == "word"):
            return True
        if last >= len(tokens) or tokens[last].text != ",":
            return False
        closing = next(
            (
                number
                for number in range(last + 1, min(len(tokens) - 1, last + 16))
                if tokens[number].text == ","
            ),
            None,
        )
        return closing is not None and closing + 1 in verbs

    def _described(self, first: int, last: int) -> bool:
        """'Olzhas Tenir, who …', 'Jane Roe, 45,', 'Jane Roe, president of the bank'; and no dictionary knows the words."""
        tokens = self.draft.tokens
        if last + 1 >= len(tokens) or tokens[last].text != "," or not self._unknown(first, last):
            return False
        after = tokens[last + 1]
        if after.low in ("who", "whose") or after.kind == "number":
            return True
        grammar = self.draft.kit.words.grammar
        return any(
            token.low in self.words.honorifics
            or token.low in _HEADS
            or (token.low in grammar.people and token.low not in grammar.unliving)
            for token in tokens[last + 1 : last + 6]
            if token.kind == "word"
        )

    def _describes(self, first: int, last: int) -> bool:
        """'The chairman of the transport committee, Oskar Brem, came': a name between commas behind a person's title."""
        tokens = self.draft.tokens
        if first < 2 or tokens[first - 1].text != "," or last >= len(tokens) or tokens[last].text not in ",.":
            return False
        for number in range(first - 2, max(-1, first - 2 - _LONGEST_TITLE), -1):
            token = tokens[number]
            if token.kind == "mark" and token.text not in "-'":
                return False
            if token.low in self.words.honorifics:
                return True
        return False

    def _ends_line(self, last: int) -> bool:
        tokens = self.draft.tokens
        return last >= len(tokens) or self.draft.begins_line(last)

    def _is_title(self, word: RunWord) -> bool:
        return word.kind == "word" and word.text.lower() in self.words.honorifics

    def _stands_alone(self, run: Sequence[RunWord], at: int) -> bool:
        word = run[at]
        tokens = self.draft.tokens
        if word.place or word.text.isupper() or len(word.text) < 3 or self._is_title(word):
            return False
        if at + 1 < len(run):
            return False
        before = tokens[word.first - 1] if word.first and not self.draft.begins_line(word.first) else None
        if before is not None and before.text == "." and word.first > 1:
            before = tokens[word.first - 2]
        titled = before is not None and before.low in _COURTESY
        return titled and word.text.lower() not in self.words.things


_NO_NAMES = ("pronoun", "article", "conjunction", "preposition", "verb")
_HEADS = frozenset({"head", "secretary-general"})
_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "sen", "rep", "gov"})
