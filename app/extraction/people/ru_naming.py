"""Which of the words that stand together in a Russian text are a person's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.extraction.people.name_runs import (
    Named,
    RunWord,
    at_a_mark,
    begins_sentence,
    find_runs,
    without,
)
from app.extraction.people.ru_surroundings import (
    ADJECTIVE_ENDINGS,
    NameSurroundings,
    is_body,
    is_thing,
    no_name_alone,
)

_LONGEST_NAME = 5
_SURE = -1.5  # weight of a base that a rule may rest on


@dataclass(slots=True)
class RussianNames(NameSurroundings):
    """Reads the names of one document."""

    _runs: list[list[RunWord]] = field(default_factory=list)

    def full(self, taken: set[int]) -> Iterator[Named]:
        """Names of several words, in order."""
        self._runs = find_runs(self.draft, taken, self.places)
        for run in self._runs:
            yield from self._in_run(run)

    def alone(self, taken: set[int]) -> Iterator[Named]:
        """Names of one word."""
        for run in without(self._runs, taken):
            for at, word in enumerate(run):
                if word.kind == "word" and (what := self._alone(run, at)) is not None:
                    yield Named((word.part(what),), "name-alone")

    # ---- several words

    def _in_run(self, run: Sequence[RunWord]) -> Iterator[Named]:
        at = 0
        houses = tuple(self.draft.kit.words.speakers.body_beginnings)
        while at + 1 < len(run):  # a name has two words
            if run[at].text.lower().startswith(houses) and not run[at].may.known:
                at += 1  # 'глава Минцифры X Y'
                continue
            named = (
                self._latin(run, at)
                or self._initials(run, at)
                or self._given(run, at)
                or self._unknown(run, at)
            )
            if named is None:
                at += 1
                continue
            yield named
            at = next((number for number in range(at, len(run)) if run[number].first >= named.last), len(run))

    def _latin(self, run: Sequence[RunWord], at: int) -> Named | None:
        """'Boris Johnson' inside a Russian text, by its given name."""
        if run[at].kind != "word" or not run[at].text.isascii() or run[at].text not in self.words.latin:
            return None
        parts = [run[at].part("given")]
        for word in run[at + 1 : at + _LONGEST_NAME]:
            if not word.text.replace(".", "").isascii() or word.kind == "numeral":
                break
            parts.append(word.part("family" if word.kind == "word" else word.kind))
        return Named(tuple(parts), "latin") if any(part.what == "family" for part in parts) else None

    def _initials(self, run: Sequence[RunWord], at: int) -> Named | None:
        """«К. С. Демков», «В.В.Путин», «Демков К. С.»."""
        if run[at].kind == "initial":
            end = at
            while end < len(run) and run[end].kind == "initial":
                end += 1
            if end == len(run) or end - at > 3 or run[end].kind != "word":
                return None
            word = run[end]
            only_common = word.may.common and not word.may.family and end - at < 2
            if (
                len(word.text) < 3
                or word.text.isascii()
                or word.text.lower() in self.words.alone_never
                or only_common
                or (word.may.given and not word.may.family and end - at < 2 and end + 1 < len(run))
            ):
                return None
            parts = [*(initial.part("initial") for initial in run[at:end]), word.part("family")]
            return Named(tuple(parts), "initials")
        word = run[at]
        end = at + 1
        while end < len(run) and run[end].kind == "initial":
            end += 1
        if (
            end == at + 1
            or word.kind != "word"
            or (word.may.common and not word.may.family)
            or word.place
            or word.text.isascii()
            or (at > 0 and run[at - 1].kind == "word")
            or (end < len(run) and self._takes_initials(run[end]))  # they belong to the next name
            or not (word.may.family or end - at > 2)
            or self._closes_marks(run[end - 1].last)
        ):
            return None
        return Named(
            (word.part("family"), *(initial.part("initial") for initial in run[at + 1 : end])), "initials"
        )

    def _takes_initials(self, word: RunWord) -> bool:
        return word.kind == "word" and (word.may.family or not word.may.known)

    def _closes_marks(self, last: int) -> bool:
        tokens = self.draft.tokens
        return last < len(tokens) and tokens[last].text in '»”"'

    def _given(self, run: Sequence[RunWord], at: int) -> Named | None:
        """A known given name and what follows; or a family name before it: «Бессель Кок», «Орбан Виктор», «Аун Сан Су Чжи»."""
        first = run[at]
        if first.kind != "word" or first.text.isascii() or first.place:
            return None
        if not first.may.given or (self._only_a_word(first) and not self._next_is_family(run, at)):
            return self._family_first(run, at)
        parts = [first.part("given")]
        family = False
        number = at + 1
        while number < len(run) and len(parts) < _LONGEST_NAME:
            word = run[number]
            if word.kind == "numeral":
                parts.append(word.part("numeral"))
                return Named(tuple(parts), "monarch")
            if word.kind == "particle":
                if number + 1 >= len(run):
                    break
                parts.append(word.part("particle"))
            elif word.kind == "initial":  # «Джордж У. Буш»
                if number + 1 >= len(run) or run[number + 1].kind != "word":
                    break
                parts.append(word.part("initial"))
            elif self._patronymic(run, number) and not family and len(parts) == 1:
                parts.append(word.part("patronymic"))
            elif self._goes_on(first, word, run, number, family=family):
                if family and run[number - 1].may.given and parts[-1].what == "family":
                    parts[-1] = run[number - 1].part("given")  # «Мария Стелла Лопес»
                parts.append(word.part("family"))
                family = True
            else:
                break
            number += 1
        while parts[-1].what in ("particle", "initial"):
            parts.pop()
        if len(parts) < 2:
            return self._family_first(run, at)
        if self._in_marks(parts[0].first, parts[-1].last):
            return None
        return Named(tuple(parts), "given-name")

    def _patronymic(self, run: Sequence[RunWord], at: int) -> bool:
        """«Роман Абрамович» has a family name: at a name's end only what is nothing but a patronymic is one."""
        may = run[at].may
        last = at + 1 >= len(run) or run[at + 1].kind != "word"
        return may.patronymic and not (last and may.family)

    def _goes_on(
        self, first: RunWord, word: RunWord, run: Sequence[RunWord], at: int, *, family: bool
    ) -> bool:
        """Whether a word belongs to the name that begins with `first`."""
        low = word.text.lower()
        if word.text.isupper() != first.text.isupper():
            return False  # «МИА Казинформ»
        if low in self.words.bodies or (not word.text.isascii() and first.text.isascii()):
            return False
        if family:
            before = run[at - 1]
            if word.place or (word.may.common and not word.may.family):
                return False
            if word.may.given and not word.may.family and not before.may.given:
                return False  # «Ингвара Кампрада Петер»: another person
            return (
                (at > 1 and not before.may.known) or self._agree(before.text, "family", word.text, "family")
            ) and self._agree(first.text, "given", word.text, "family")
        if word.may.common and not (word.may.family or word.may.given) and self._role(word):
            return False
        if self._agree(first.text, "given", word.text, "family"):
            return True
        after = run[at + 1] if at + 1 < len(run) else None  # «Андерсом Фог Расмуссеном»: the middle one stays
        return (
            after is not None
            and after.kind == "word"
            and not word.may.known
            and not after.may.common
            and self._agree(first.text, "given", after.text, "family")
        )

    def _family_first(self, run: Sequence[RunWord], at: int) -> Named | None:
        """«Путин Владимир Владимирович», «Иванов Иван»: a family name, a given name, and nothing that it could belong to."""
        first = run[at]
        if (
            at + 1 >= len(run)
            or first.place
            or first.text.isascii()
            or (first.may.common and not first.may.family)
            or (first.may.known and not (first.may.family or first.may.given))
        ):
            return None
        given = run[at + 1]
        if given.kind != "word" or not given.may.given or first.text.lower() in self.words.bodies:
            return None
        after = run[at + 2] if at + 2 < len(run) else None
        if not self._agree(given.text, "given", first.text, "family"):
            return None
        if after is not None and after.kind == "word" and after.may.patronymic:
            return Named((first.part("family"), given.part("given"), after.part("patronymic")), "given-name")
        if after is None and (first.may.family or self._only_name(given)):
            return Named((first.part("family"), given.part("given")), "given-name")
        if (
            after is not None
            and after.kind == "word"
            and not first.may.known
            and not first.may.family
            and self._agree(given.text, "given", after.text, "family")
        ):
            # «Мевлют Мерт Алтынташ», «Рокко Санто Филиппоне»: a foreign given name that no dictionary knows
            return Named((first.part("given"), given.part("family"), after.part("family")), "given-name")
        return None

    def _unknown(self, run: Sequence[RunWord], at: int) -> Named | None:
        """Two words or three that no dictionary knows and that agree: «Каучер Биркар», «Акшай Венкатеш»."""
        words: list[RunWord] = []
        for word in run[at : at + 4]:
            if word.kind != "word" or word.place or not self._foreign(word, after=bool(words)):
                break
            if words and words[0].may.family and word.may.given:
                return None  # «Обамы Тони Донилона»: two people
            words.append(word)
        if len(words) == 1 and at + 1 < len(run) and run[at + 1].kind == "numeral":
            return self._monarch(run, at)
        if len(words) < 2 or any(word.text.lower() in self.words.bodies for word in words):
            return None
        first, last = words[0].first, words[-1].last
        if words[0].text == words[1].text or self._after_a_thing(first):
            return None
        if words[-1].last < run[-1].last and run[-1].text.lower() in self.words.bodies:
            return None
        if self._in_marks(first, last) or not all(
            self._agree(words[0].text, "given", word.text, "family") for word in words[1:]
        ):
            return None
        rule = self._by_context(first, last, words)
        if rule is None:
            return None
        return Named((words[0].part("given"), *(word.part("family") for word in words[1:])), rule)

    def _monarch(self, run: Sequence[RunWord], at: int) -> Named | None:
        """«Кигели V»."""
        if (
            at + 1 < len(run)
            and run[at + 1].kind == "numeral"
            and run[at].kind == "word"
            and self._foreign(run[at])
        ):
            return Named((run[at].part("given"), run[at + 1].part("numeral")), "monarch")
        return None

    def _by_context(self, first: int, last: int, words: Sequence[RunWord]) -> str | None:
        """What makes two unknown words a person: a title or noun of a person before them, no noun of a thing; a family name's ending."""
        before = self._before(first)
        if first in self.titles or (before is not None and self._person_noun(before)):
            return "title"
        if (before is not None and before.low in self.words.things) or (
            before is not None and before.lemma in self.words.things
        ):
            return None
        if any(word.may.family for word in words):
            return "family-ending"
        if before is not None and before.text == ":" and self._ends_line(last):
            return "credit"  # «Фото: …»
        if before is None or before.kind != "word":
            return "unknown-name" if self._speaks(last) or before is None or before.text in ",(—–-" else None
        inanimate = any(reading.pos == "noun" and not reading.animate for reading in before.readings[:2])
        if inanimate and not before.capital:  # «после смерти Масамицу Йосиды», not «акции Норд Стрим»
            return "genitive" if self._in_genitive(words[-1]) else None
        opens = begins_sentence(self.draft, first - 1) and not before.can_be("noun")  # «Сказал Лю Бинь»
        return "unknown-name" if (opens or not before.capital) and not self._in_place(before) else None

    def _after_a_thing(self, first: int) -> bool:
        """«ущелье, Магаалант Эклесия»: a list of sights."""
        tokens = self.draft.tokens
        return first > 1 and tokens[first - 1].text == "," and tokens[first - 2].lemma in self.words.things

    def _ends_line(self, last: int) -> bool:
        return last >= len(self.draft.tokens) or self.draft.begins_line(last)

    def _in_genitive(self, word: RunWord) -> bool:
        """Whether a word has the ending of a genitive."""
        slots = self.draft.kit.name_slots(word.text, "family").bases
        return any(
            base.base != word.text and base.weight > _SURE
            for gender in ("m", "f")
            for base in slots.get((gender, "gen"), ())
        )

    # ---- one word

    def _alone(self, run: Sequence[RunWord], at: int) -> str | None:
        """What a word alone is: a given or a family name, or None."""
        word = run[at]
        draft = self.draft
        if draft.kit.answers(no_name_alone, draft.tokens[word.first]):
            return None
        joined = (at > 0 and self._joins(run[at - 1])) or (
            at + 1 < len(run) and run[at + 1].kind == "word" and not run[at + 1].may.common
        )
        if joined or at_a_mark(draft, word.first, word.last) or word.may.patronymic:
            return None
        before = self._before(word.first)
        if before is not None and draft.kit.answers(is_thing, before):
            return None
        if self._adjective(word) or ("-" in word.text and not self._hyphenated(word)):
            return None
        if not word.may.known and draft.kit.answers(is_body, draft.tokens[word.first]):
            return None
        if before is not None and before.low in ("в", "во"):
            return None
        if (
            before is not None
            and before.low == "по"
            and not any(case in ("dat", "loc") for _, case in self._slots_of(word.text, "family"))
        ):
            return None  # «по Вернадского»: a street
        title = word.first in self.titles or (before is not None and self._person_noun(before))
        starts = begins_sentence(draft, word.first)
        if word.may.given and not word.place and not (word.may.place and not title):
            if not word.may.common or (title and not starts) or (not starts and self._only_name(word)):
                return "given"
            return None
        if word.place or word.may.place:
            return "family" if title and word.may.family and not word.place else None
        if word.may.family and not word.may.common:
            if not word.may.known and starts and not self._speaks(word.last):
                return None
            if before is not None and self._in_place(before) and not word.may.known:
                return None
            return "family"
        if word.may.family and not starts:
            first = draft.tokens[word.first].readings[0]
            if first.pos == "name" or (title and not word.text.lower().endswith(ADJECTIVE_ENDINGS)):
                return "family"
        if word.may.family and self._speech_follows(word.last):
            return "family"  # «Навальный сказал»
        if not word.may.known and self._speech_beside(word):
            return "family"
        if title and not word.may.known and self._title_agrees(before, word):
            return "family"
        return None
