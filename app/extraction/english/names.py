"""People by name in an English text: full names, family names that were named in full, and the gender that a name tells."""

from __future__ import annotations

from app.extraction.draft import Draft
from app.extraction.english.subjects import Subjects
from app.extraction.people.transliterate import provisional_id
from app.language.en_classes import WordClass as W

_LONGEST_NAME = 4


class Names:
    """The names of one document."""

    def __init__(self, draft: Draft, subjects: Subjects) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.of = subjects.of
        self.genders: dict[str, str] = {}
        self._full = self._full_names()

    def _full_names(self) -> dict[str, tuple[str, str]]:
        """Family name -> id and name of the person who is named by it in full anywhere in the text."""
        found: dict[str, tuple[str, str]] = {}
        for person in self.draft.people:
            family = self.tokens[person.last - 1].low.removesuffix("'s")
            found.setdefault(family, (person.mention.leader, person.mention.name))
            self.learn_gender(person.mention.leader, person.first, person.last)
        return found

    def learn_gender(self, leader: str, first: int, last: int) -> None:
        """By the vocabulary, a title before the name, or the given name."""
        if leader in self.genders:
            return
        entry = self.draft.kit.vocabulary.leaders.get(leader)
        if entry is not None and entry.gender:
            self.genders[leader] = entry.gender
            return
        at = first - 1
        if at >= 0 and self.tokens[at].text == ".":
            at -= 1
        kind = self.of(at) if at >= 0 else W.NONE
        if kind & (W.MAN | W.WOMAN):
            self.genders[leader] = "m" if kind & W.MAN else "f"
            return
        language = self.draft.kit.language
        for index in range(first, last - 1):
            gender = language.name_bases(self.tokens[index].text, "given")[0].gender
            if gender:
                self.genders[leader] = gender
                return

    def at_head(self, first: int, head: int) -> tuple[str, str] | None:
        """The person whose name ends at a head word."""
        tokens = self.tokens
        for person in reversed(self.draft.people_in(first, head + 1)):
            if person.last == head + 1:
                return person.mention.leader, person.mention.name
        token = tokens[head]
        if (
            token.kind != "word"
            or not token.capital
            or self.of(head) & (W.TIME | W.HOUSE | W.OWNER | W.TITLE)
        ):
            return None
        if self._is_place(head) or (head > first and token.low in self.draft.kit.name_sets.things):
            return None
        low = head
        while low > first and head - low < _LONGEST_NAME and self._part_of_name(low - 1):
            low -= 1
        titled = (low > first and bool(self.of(low - 1) & W.TITLE)) or (
            low > first + 1 and tokens[low - 1].text == "." and bool(self.of(low - 2) & W.TITLE)
        )
        if low == head:
            known = self._full.get(token.low)
            if known is not None:
                return known
            if not titled:
                return None
        if self.of(first) & W.DETERMINER and not titled and low <= first + 1:
            return None
        parts = [tokens[at] for at in range(low, head + 1) if tokens[at].kind == "word"]
        if any(self.of(at) & W.HOUSE for at in range(low, head + 1)) or token.text.isupper():
            return None
        language = self.draft.kit.language
        base = tuple(language.name_bases(part.text, "family")[0].base for part in parts)
        leader, name = provisional_id(base), " ".join(base)
        known = self._full.get(token.low)
        if known is not None and set(known[1].lower().split()) & {word.lower() for word in base[:-1]}:
            return known
        if known is None or low < head:
            self._full[token.low] = (leader, name)
        self.learn_gender(leader, low, head + 1)
        return leader, name

    def _part_of_name(self, index: int) -> bool:
        token, kind = self.tokens[index], self.of(index)
        if token.text == ".":
            before = self.tokens[index - 1]
            return index > 0 and before.kind == "word" and len(before.text) == 1 and before.capital
        if token.low in ("de", "von", "van", "der", "al", "bin", "la", "el", "di", "del"):
            return True
        return (
            token.kind == "word"
            and token.capital
            and not kind & (W.TITLE | W.DETERMINER | W.OWNER | W.TIME | W.PREPOSITION)
            and not self._is_place(index)
        )

    def _is_place(self, index: int) -> bool:
        return bool(self.draft.places_in(index, index + 1))

    def shown(self, leader: str, name: str) -> str:
        return next((shown for known, shown in self._full.values() if known == leader), name)
