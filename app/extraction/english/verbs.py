"""Whether a word of the lexicon of speech is a verb where it stands, and whether it tells speech or silence."""

from __future__ import annotations

from app.extraction.draft import Draft
from app.extraction.english.subjects import Subjects
from app.extraction.layout import LineKind
from app.language.en_classes import WordClass as W

_REACH = 14
_SHORT = 4  # letters of words that titles write small: 'with'
_FEW = 3  # longer words that tell how a headline is written
_OF_STATES = frozenset(
    {"member", "observer", "partner", "island", "nation", "gulf", "border", "both", "all", "our", "other"}
)
_MANY = frozenset({"many", "several", "few", "these", "those", "various"})
_FORESEES = frozenset({"forecast", "predict", "expect", "estimate", "anticipate"})
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


class SpeechVerbs:
    """Judges the verbs of one document."""

    def __init__(self, draft: Draft, subjects: Subjects) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.subjects = subjects
        self.of = subjects.of
        self.headline = self._title_case()
        """Where a headline ends that writes its verbs with capital letters, too; 0 where there is none."""

    def _title_case(self) -> int:
        """'Tavanian President Urges Neighbours to Open the Pass'."""
        kinds, paragraphs = self.draft.layout.kinds, self.draft.analysis.paragraphs
        if not kinds or kinds[0] is not LineKind.HEADLINE:
            return 0
        _, last = self.draft.token_range(paragraphs[0])
        long = [token for token in self.tokens[:last] if token.kind == "word" and len(token.low) > _SHORT]
        return last if len(long) > _FEW and all(token.capital for token in long) else 0

    def is_verb(self, verb: int, end: int, how: str, first: int, last: int) -> bool:
        """'Reports', 'claims', 'state' are nouns, too; '…ed' after a noun and before 'by' is a participle."""
        token = self.tokens[verb]
        low = token.low
        if token.capital and verb > first and low not in ("said", "says") and verb >= self.headline:
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
            return bool(kind & W.BE) and self.as_saying(end)
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
        if previous.low in _MANY:
            return False  # 'many tasks'
        if low == "states" and previous.kind == "word" and not self._may_state(verb - 1, end, last):
            return False
        if previous.kind == "mark":
            return previous.text in ',)."”' and not (end < last and self.subjects.is_finite(end, first))
        kind = self.of(verb - 1)
        if kind & (W.PRONOUN | W.ADVERB | W.RELATIVE | W.COORDINATOR):
            return True
        if end < last and (
            self.subjects.is_finite(end, first) or self.tokens[end].low in ("of", "and", "by")
        ):
            return False
        if previous.capital or self.of(verb - 1) & (W.PERSON | W.HOUSE):
            return True
        if low.removesuffix("s") in _FORESEES and not self.subjects.has_finite(end, last):
            return True  # 'the chamber of commerce forecasts growth': the sentence has no other verb
        if (
            end < last
            and self.of(end) & W.PREPOSITION
            and self.subjects.has_finite(end, min(last, end + _REACH))
        ):
            return False
        return end < last and (
            self.tokens[end].low
            in ("that", "the", "a", "an", "it", "he", "she", "they", "how", "why", "for", "to", "on")
            or self.tokens[end].text in '"“:'
        )

    def _may_state(self, before: int, end: int, last: int) -> bool:
        """'The report states that'; 'trust among member states' are countries."""
        token = self.tokens[before]
        if token.low in _OF_STATES or token.low.endswith(("ing", "ern", "ic", "an")):
            return False
        return end < last and (
            self.tokens[end].low in ("that", "in", "the", "it") or self.tokens[end].text in '"“:,'
        )

    def is_silent(self, group: int, verb: int, first: int) -> bool:
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

    def shares_passive(self, group: int, first: int) -> bool:
        """Whether a verb is one of several participles after one 'been': 'has been promised, postponed and promised again'."""
        at = group - 1
        if at <= first or self.tokens[at].low not in ("and", ",", "or"):
            return False
        while at > first and (self.tokens[at].low in ("and", ",", "or") or self.of(at) & W.PAST):
            at -= 1
        return bool(self.of(at) & W.BE) and self.tokens[at].kind == "word"

    def as_saying(self, end: int) -> bool:
        """'(was quoted) by the agency as saying'."""
        near = range(end, min(len(self.tokens) - 1, end + 8))
        return any(
            self.tokens[at].low == "as" and self.tokens[at + 1].low in ("saying", "telling") for at in near
        )
