"""What stands around a word of a Russian name, and what the word may be: a title before it, a verb of speech after it, agreement."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.extraction.draft import Draft
from app.extraction.people.name_runs import (
    RunWord,
    alone_in_marks,
    begins_sentence,
)
from app.extraction.toolkit import Kit, NameSets
from app.language import Token

ADJECTIVE_ENDINGS = tuple(
    stem + ending
    for stem in ("ск", "цк")
    for ending in ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их")
)


def no_name_alone(kit: Kit, token: Token) -> bool:
    """Whether a word is no name by itself, whatever stands around it."""
    low, words = token.text.lower(), kit.name_sets
    return (
        len(low) < 3
        or low.isascii()
        or token.text.isupper()
        or low in words.bodies
        or low in words.alone_never
        or any(
            base.base.lower() in words.alone_never
            for base in kit.language.name_bases(token.text, "given")[:4]
        )
    )


def is_thing(kit: Kit, token: Token) -> bool:
    """A noun of what is called after people: «улица», «премия»."""
    things = kit.name_sets.things
    return token.low in things or any(reading.lemma in things for reading in token.readings[:3])


def is_body(kit: Kit, token: Token) -> bool:
    """«Погранслужбы», «Казинформ»."""
    endings = kit.name_sets.body_endings
    return token.text.lower().endswith(endings) or any(
        base.base.lower().endswith(endings) and base.base != token.text
        for base in kit.language.name_bases(token.text, "family")[:4]
    )


@dataclass(slots=True)
class NameSurroundings:
    """Questions about the words of one document that decide whether they are names."""

    draft: Draft
    places: set[int]
    titles: set[int]
    """Tokens that follow a title."""
    words: NameSets = field(init=False)
    cues: frozenset[int] = field(init=False)
    """Verbs of speech in the singular past or present."""

    def __post_init__(self) -> None:
        kit, tokens = self.draft.kit, self.draft.tokens
        self.words = kit.name_sets
        self.cues = frozenset(
            match.first
            for match in kit.cues.find(tokens)
            if match.payload.how == "verb"
            and any(
                reading.pos == "verb" and reading.number == "sg" for reading in tokens[match.first].readings
            )
        )

    def _joins(self, before: RunWord) -> bool:
        """Whether a capitalised word belongs to the one after it: not a place, a title, or what only begins a sentence."""
        if before.kind != "word" or before.place or self._role(before):
            return before.kind == "initial"
        return not (before.may.common and begins_sentence(self.draft, before.first))

    def _in_marks(self, first: int, last: int) -> bool:
        """«Евгений Онегин», «Ив Роше»: all that stands in the marks is a work's or a firm's name."""
        return alone_in_marks(self.draft, first, last)

    def _before(self, first: int) -> Token | None:
        if first == 0 or self.draft.begins_line(first):
            return None
        return self.draft.tokens[first - 1]

    def _person_noun(self, token: Token) -> bool:
        """A noun of a person in small letters: «режиссер», «австралиец»."""
        return (
            token.kind == "word"
            and (not token.capital or self._capital_title(token))
            and (
                token.lemma in self.words.honorifics
                or any(reading.pos == "noun" and reading.animate for reading in token.readings[:2])
            )
        )

    def _capital_title(self, token: Token) -> bool:
        """«Актриса Фань Бинбин» where a sentence begins."""
        at = bisect_left(self.draft.analysis.starts, token.start)
        may = self.draft.kit.language.name_word(token.text)
        return may.common and not may.family and not may.given and begins_sentence(self.draft, at)

    def _title_agrees(self, before: Token | None, word: RunWord) -> bool:
        """«защитник Лидстрем», not «владелец Тойоты»: title and name stand in one case."""
        if before is None:
            return False
        slots = {case for _, case in self._slots_of(word.text, "family")}
        return any(
            reading.pos == "noun"
            and reading.animate
            and reading.case in slots
            and reading.case != "gen"  # «главы Погранслужбы»
            and reading.number == "sg"
            for reading in before.readings
        )

    def _speaks(self, after: int) -> bool:
        """A verb in the past or present, or a comma, follows."""
        tokens = self.draft.tokens
        if after >= len(tokens):
            return False
        token = tokens[after]
        return token.text in ",(—–" or any(
            reading.pos == "verb" and reading.number == "sg" for reading in token.readings[:2]
        )

    def _hyphenated(self, word: RunWord) -> bool:
        """«Кудрина-Сечина», not «Киев-Берлин»."""
        parts = [self.draft.kit.language.name_word(part) for part in word.text.split("-")]
        return (word.may.given or word.may.family) and not any(part.place for part in parts)

    def _adjective(self, word: RunWord) -> bool:
        """«Транскаспийского маршрута»: a word with an adjective's ending before a noun."""
        tokens = self.draft.tokens
        if word.last >= len(tokens) or word.may.given or not word.text.lower().endswith(ADJECTIVE_ENDINGS):
            return False
        after = tokens[word.last]
        return (
            after.kind == "word" and not after.capital and (after.can_be("noun") or after.can_be("adjective"))
        )

    def _speech_follows(self, after: int) -> bool:
        return after in self.cues

    def _speech_beside(self, word: RunWord) -> bool:
        """«Рааб заявил», «сообщил Маас»: only people and bodies speak."""
        if ("nom" not in {case for _, case in self._slots_of(word.text, "family")}) or self._in_marks(
            word.first, word.last
        ):
            return False
        return word.last in self.cues or word.first - 1 in self.cues

    def _in_place(self, token: Token) -> bool:
        return token.low in ("в", "во", "на", "из", "под", "до", "при", "над", "близ", "через")

    def _role(self, word: RunWord) -> bool:
        """A title, and no name: «Президент»."""
        if not word.may.common:
            return False
        token = self.draft.tokens[word.first]
        return token.lemma in self.words.honorifics or word.last in self.titles

    # ---- what words may be

    def _foreign(self, word: RunWord, *, after: bool = False) -> bool:
        """No dictionary word; a name or unknown. `after` an unknown word a family name may be a common word: «Бессель Кок»."""
        if word.kind != "word" or word.text.isascii() or word.text.lower() in self.words.alone_never:
            return False
        if not word.may.known or ((word.may.family or word.may.given) and not word.may.common):
            return True
        return after and (word.may.family or self._latin_follows(word.last)) and not self._role(word)

    def _latin_follows(self, last: int) -> bool:
        """«(Hongjin Tan)»: a foreign name is given as it is written at home."""
        tokens = self.draft.tokens
        return (
            last + 3 < len(tokens)
            and tokens[last].text == "("
            and all(
                token.capital and token.text.isascii() and token.kind == "word"
                for token in tokens[last + 1 : last + 3]
            )
        )

    def _only_a_word(self, word: RunWord) -> bool:
        """A given name that is a common word too, where a sentence begins: «Вера в победу»."""
        return word.may.common and begins_sentence(self.draft, word.first)

    def _only_name(self, word: RunWord) -> bool:
        return not word.may.common or self.draft.tokens[word.first].can_be("name")

    def _next_is_family(self, run: Sequence[RunWord], at: int) -> bool:
        return at + 1 < len(run) and (
            run[at + 1].may.family or run[at + 1].may.patronymic or not run[at + 1].may.known
        )

    def _agree(self, word: str, part: str, other: str, other_part: str) -> bool:
        return bool(self._slots_of(word, part) & self._slots_of(other, other_part))

    def _slots_of(self, word: str, part: str) -> frozenset[tuple[str, str]]:
        """Gender and case in which a word can stand as part of a name."""
        return self.draft.kit.name_slots(word, part).sure
