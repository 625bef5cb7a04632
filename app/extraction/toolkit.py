"""What extraction works with, built once from the vocabulary: languages and the matchers of their phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar, cast

from app.domain.kinds import Act, UnitKind
from app.domain.record import record
from app.extraction.matcher import Matcher
from app.extraction.triggers import Trigger, Triggers
from app.language import BaseForm, Language, Token, fold, load_language
from app.language.base import REMEMBERED
from app.language.en_classes import WordClasses
from app.vocabulary import LanguageWords, LeaderEntry, UnitEntry, Vocabulary, WordList
from app.vocabulary.entries import Names

if TYPE_CHECKING:
    from app.extraction.people.identities import Reading
    from app.extraction.people.name_index import NameIndex

Answer = TypeVar("Answer")


@record
class NameForm:
    """A way to name a leader. `full` names have a given name or initials; `case` is '' where the form tells none; `alone` is false for
    a part of a name that leads to the leader only where he is named in full, or beside a title; with `in_office` also in a text of his
    days in office."""

    leader: str
    full: bool
    case: str
    alone: bool = True
    in_office: bool = False


@record
class PlaceForm:
    """A country or bloc and how it is named: name, adjective, demonym or capital."""

    place: str
    how: str
    case: str = ""
    """Cases of the form, where it tells them."""
    form: str = ""
    """The form that tells them, in small letters: a word that only has the same dictionary form has other cases."""


@record
class ClauseWords:
    """Words that part the words of one number from those of another, as they are written in small letters."""

    joins: frozenset[str]
    turns: frozenset[str]
    joined: frozenset[str]
    that: frozenset[str]
    empty: frozenset[str]
    course: frozenset[str]


@record
class CueForm:
    """Words that tell that someone speaks. `how`: verb, phrase, words-of ('по словам'), decision (bodies only), carrier (of a noun
    of speech), clausal, beside (a quotation only), noun, view, measure, conviction, none (tells no statement after all)."""

    act: Act
    how: str


@record
class Weighted:
    """A topic or metric and how surely a word points to it."""

    id: str
    strong: bool


@record
class NameSlots:
    """The nominatives that a word of a name may have, the two likeliest for each gender and case."""

    bases: dict[tuple[str, str], tuple[BaseForm, ...]]
    sure: frozenset[tuple[str, str]]
    """The genders and cases likely enough for agreement to rest on."""


@record
class NameSets:
    """The lists of a language's `NameWords`, for looking up."""

    things: frozenset[str]
    bodies: frozenset[str]
    honorifics: frozenset[str]
    alone_never: frozenset[str]
    body_endings: tuple[str, ...]
    latin: frozenset[str]
    """Given names in Latin letters, which stand in texts of other alphabets."""


_GENDERS = ("m", "f")
_CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_SURE = -2.3
_SLOTS_REMEMBERED = 200_000


def _slots(bases: Sequence[BaseForm]) -> NameSlots:
    found: dict[tuple[str, str], list[BaseForm]] = {}
    sure = set()
    for base in sorted(bases, key=lambda one: -one.weight):
        for gender in (base.gender,) if base.gender else _GENDERS:
            for case in (base.case,) if base.case else _CASES:
                found.setdefault((gender, case), []).append(base)
                if base.weight > _SURE:
                    sure.add((gender, case))
    return NameSlots({slot: tuple(options[:2]) for slot, options in found.items()}, frozenset(sure))


class Kit:
    """One language with its words and matchers. Each matcher is built when it is first needed."""

    def __init__(self, vocabulary: Vocabulary, code: str) -> None:
        self.code = code
        self.vocabulary = vocabulary
        self.language: Language = load_language(code, vocabulary.words)
        self.words: LanguageWords = vocabulary.words[code]
        self._slots: dict[tuple[str, str], NameSlots] = {}
        self.names_read: dict[object, list[Reading]] = {}
        """Readings of names met before."""
        self._parts: dict[tuple[str, str], tuple[dict[str, str], dict[str, str]]] = {}
        self.triggers = Triggers()
        self._tests: dict[Callable[[Kit, Token], bool], Trigger] = {}
        self._answers: dict[object, dict[str, object]] = {}

    def trigger(self, test: Callable[[Kit, Token], bool]) -> Trigger:
        """Where the words stand that pass a test; one for each test."""
        found = self._tests.get(test)
        if found is None:
            found = self._tests[test] = Trigger(partial(test, self), self.triggers)
        return found

    def answers(self, ask: Callable[[Kit, Token], Answer], token: Token) -> Answer:
        """What a function of a word alone says of it, asked once a word."""
        known = cast("dict[str, Answer]", self._answers.get(ask) or self._answers.setdefault(ask, {}))
        if token.text not in known:
            if len(known) >= REMEMBERED:
                known.clear()
            known[token.text] = ask(self, token)
        return known[token.text]

    @cached_property
    def people(self) -> Matcher[NameForm]:
        matcher: Matcher[NameForm] = Matcher(self.language, literal=True, triggers=self.triggers)
        for leader in self.vocabulary.leaders.values():
            for form, found in leader_forms(self.language, leader, self.code).items():
                matcher.add_form(form, found)
        return matcher

    @cached_property
    def places(self) -> Matcher[PlaceForm]:
        matcher: Matcher[PlaceForm] = Matcher(self.language, triggers=self.triggers)

        def add(place: str, how: str, names: list[str]) -> None:
            for name in names:
                matcher.add(name, PlaceForm(place, how))
                if name[:1].isupper() and not name.isupper() and " " not in name:
                    for form, case in self.language.name_forms(name, gender=None, family_first=False).items():
                        matcher.add_form(form, PlaceForm(place, how, case, form.lower()))

        for country in self.vocabulary.countries.values():
            add(country.code, "name", country.names.get(self.code, []))
            add(country.code, "adjective", country.adjective.get(self.code, []))
            add(country.code, "demonym", country.demonym.get(self.code, []))
            add(country.code, "capital", country.capital.get(self.code, []))
        for bloc in self.vocabulary.blocs.values():
            add(bloc.id, "name", bloc.names.get(self.code, []))
        return matcher

    def _weighted(self, entries: list[tuple[str, dict[str, WordList]]]) -> Matcher[Weighted]:
        matcher: Matcher[Weighted] = Matcher(self.language, triggers=self.triggers)
        for key, words in entries:
            found = words.get(self.code, WordList())
            for strong, phrases in ((True, found.strong), (False, found.weak)):
                for phrase in phrases:
                    matcher.add(phrase, Weighted(key, strong))
        return matcher

    @cached_property
    def topics(self) -> Matcher[Weighted]:
        return self._weighted([(topic.id, topic.words) for topic in self.vocabulary.topics.values()])

    @cached_property
    def metrics(self) -> Matcher[Weighted]:
        return self._weighted([(metric.id, metric.words) for metric in self.vocabulary.metrics.values()])

    @cached_property
    def series(self) -> Matcher[Weighted]:
        return self._weighted([(series.id, series.words) for series in self.vocabulary.series.values()])

    @cached_property
    def units(self) -> Matcher[UnitEntry]:
        matcher: Matcher[UnitEntry] = Matcher(self.language, triggers=self.triggers)
        for unit in self.vocabulary.units:
            for word in [*unit.words.get(self.code, []), *unit.symbols]:
                matcher.add_tokens(word, unit)
        for people in (unit for unit in self.vocabulary.units if unit.unit == "people"):
            for country in self.vocabulary.countries.values():
                for word in country.demonym.get(self.code, []):
                    matcher.add_tokens(word.lower() if self.code == "ru" else word, people)
            break
        return matcher

    @cached_property
    def _unit_adjectives(self) -> dict[str, UnitEntry]:
        found: dict[str, UnitEntry] = {}
        for unit in self.vocabulary.units:
            for word in unit.adjectives.get(self.code, []):
                found.setdefault(fold(word), unit)
        return found

    def unit_adjective(self, word: str) -> UnitEntry | None:
        """The unit that an adjective with a number before it tells: 'hectare' of '64-hectare', 'процентный'."""
        return self._unit_adjectives.get(word)

    @cached_property
    def money_signs(self) -> frozenset[str]:
        """Signs of money, and what they begin with: '$', 'U' and 'US' of 'US$'."""
        units = (unit for unit in self.vocabulary.units if unit.kind is UnitKind.MONEY)
        symbols = [symbol for unit in units for symbol in unit.symbols]
        return frozenset(symbol[:size] for symbol in symbols for size in range(1, len(symbol) + 1))

    @cached_property
    def number_lemmas(self) -> frozenset[str]:
        """Numbers in one word, and scales."""
        numbers = self.words.numbers
        return frozenset((*numbers.values, *numbers.collectives, *numbers.scales))

    @cached_property
    def number_prefixes(self) -> tuple[str, ...]:
        """What adjectives with a number inside begin with: 'двух', 'пяти'."""
        return tuple(self.words.numbers.prefixes)

    @cached_property
    def speech_verbs(self) -> frozenset[str]:
        """Verbs of speech of one word."""
        return frozenset(verb for verbs in self.words.speech.verbs.values() for verb in verbs)

    @cached_property
    def cues(self) -> Matcher[CueForm]:
        matcher: Matcher[CueForm] = Matcher(self.language, triggers=self.triggers)
        for act, verbs in self.words.speech.verbs.items():
            for verb in verbs:
                matcher.add(verb, CueForm(act, "verb"))
        for act, phrases in self.words.speech.phrases.items():
            for phrase in phrases:
                matcher.add(phrase, CueForm(act, "phrase"))
        for act, verbs in self.words.speech.decisions.items():
            for verb in verbs:
                matcher.add(verb, CueForm(act, "decision"))
        for how, listed in (
            ("clausal", self.words.speech.clausal),
            ("beside", self.words.speech.beside_quotation),
            ("noun", self.words.speech.nouns),
            ("offer", self.words.speech.offers),
            ("noun", self.words.speech.predicated),
            ("view", self.words.speech.views),
            ("measure", self.words.speech.measures),
            ("conviction", self.words.speech.convictions),
            ("clausal", self.words.speech.wanting),
            ("holding", self.words.speech.holds),
        ):
            for word in listed:
                matcher.add(word, CueForm(Act.CLAIM, how))
        for verb in self.words.speech.carriers:
            matcher.add(verb, CueForm(Act.CLAIM, "carrier"))
        for phrase in self.words.speech.no_statement:
            matcher.add(phrase, CueForm(Act.CLAIM, "none"))
        said = CueForm(Act.CLAIM, "words-of")
        for phrase in self.words.speech.by_words_of:
            matcher.add(phrase, said)
            preposition, *rest = phrase.split()
            for possessive in self.words.speakers.possessives:  # 'по её словам'
                matcher.add(" ".join([preposition, f"={possessive}", *rest]), said)
        return matcher

    @cached_property
    def held(self) -> dict[str, Act]:
        """Nouns of what is conveyed or shared -> the act that doing so is."""
        return {noun: act for act, nouns in self.words.speech.held.items() for noun in nouns}

    @cached_property
    def classes(self) -> WordClasses:
        """Word classes of a language whose readings tell none."""
        return WordClasses(self.words.grammar)

    def is_telling(self, lemma: str) -> bool:
        """Whether the object of a verb is who is told: 'told the ministers'."""
        return lemma in self.words.speech.addressed

    @cached_property
    def name_sets(self) -> NameSets:
        names = self.words.names
        english = self.vocabulary.words.get("en")
        given = english.names.given.values() if english else ()
        return NameSets(
            frozenset(names.things),
            frozenset(names.bodies),
            frozenset(names.honorifics),
            frozenset(names.other),
            tuple(names.body_endings),
            frozenset(name for groups in given for group in groups for name in group),
        )

    @cached_property
    def particles(self) -> frozenset[str]:
        return frozenset(self.words.names.particles)

    @cached_property
    def prepositions(self) -> dict[str, frozenset[str]]:
        """Prepositions -> the cases that a person's name takes after them."""
        return {
            word: frozenset(cases.split())
            for cases, words in self.words.names.prepositions.items()
            for word in words
        }

    def name_slots(self, word: str, part: str) -> NameSlots:
        """What nominatives a word may have as part of a name, by gender and case."""
        key = word, part
        found = self._slots.get(key)
        if found is None:
            if len(self._slots) > _SLOTS_REMEMBERED:
                self._slots.clear()
            found = self._slots[key] = _slots(self.language.name_bases(word, part))
        return found

    def parts_in_all_cases(self, name: str, gender: str) -> tuple[dict[str, str], dict[str, str]]:
        """The family name and the given name of a full name, alone, in lower case: form -> cases. The given name only where it is long enough."""
        key = name, gender
        if key not in self._parts:
            words = name.split()
            forms = self.language.name_forms(name, gender=gender or None, family_first=False)
            family: dict[str, str] = {}
            given: dict[str, str] = {}
            for form, case in forms.items():
                parts = form.split()
                if len(parts) > 1 and not parts[-1].isupper():
                    low = parts[-1].lower()
                    family[low] = _both(family.get(low, ""), case)
                if len(words) > 1 and len(words[0]) > 2 and "." not in words[0]:
                    low = parts[0].lower()
                    given[low] = _both(given.get(low, ""), case)
            if len(self._parts) > 20_000:
                self._parts.clear()
            self._parts[key] = family, given
        return self._parts[key]

    @cached_property
    def roles(self) -> Matcher[str]:
        return self.phrases(self.words.speakers.roles)

    @cached_property
    def _multiples(self) -> dict[str, Decimal]:
        table = self.words.numbers.times_verbs
        return {
            word.lstrip("="): Decimal(value.lstrip("-")) for value, words in table.items() for word in words
        }

    def multiple(self, token: Token) -> Decimal | None:
        """The multiple that a word is: 2 for 'doubled', 'вдвое'."""
        table = self._multiples
        if table.keys().isdisjoint(token.lemmas):
            return None
        for key in (token.low, *(reading.lemma for reading in token.readings)):
            if key in table:
                return table[key]
        return None

    @cached_property
    def addressing(self) -> Matcher[str]:
        return self.phrases({verb: verb for verb in self.words.speech.addresses})

    @cached_property
    def two_sides(self) -> Matcher[str]:
        return self.phrases({phrase: phrase for phrase in self.words.speakers.two_sides})

    @cached_property
    def bodies(self) -> Matcher[str]:
        return self.phrases({body: body for body in self.words.speakers.bodies})

    def phrases(self, table: dict[str, str]) -> Matcher[str]:
        """A matcher of phrases -> what they stand for."""
        matcher: Matcher[str] = Matcher(self.language, triggers=self.triggers)
        for phrase, meaning in table.items():
            matcher.add(phrase, meaning)
        return matcher

    @cached_property
    def act_words(self) -> Matcher[str]:
        """Words of sentences -> what they do there: needs, asks, commits, supports, worries, greets and the like."""
        matcher: Matcher[str] = Matcher(self.language, triggers=self.triggers)
        for meaning in (
            "needs",
            "wants",
            "importance",
            "necessity",
            "ideas",
            "commits",
            "supports",
            "worries",
            "ills",
            "still",
            "remedies",
            "greets",
            "forecasts",
        ):
            for phrase in getattr(self.words.acts, meaning):
                matcher.add(phrase, meaning)
        for phrase in self.words.acts.asks:
            matcher.add(phrase if " " in phrase or phrase.startswith("=") else f"={phrase}", "asks")
        return matcher

    @cached_property
    def number_words(self) -> Matcher[str]:
        """Words around numbers -> about, over, under, increase, decrease, share, rate."""
        matcher: Matcher[str] = Matcher(self.language, triggers=self.triggers)
        for meaning in ("about", "over", "under", "increase", "decrease", "share", "rate", "per"):
            for phrase in getattr(self.words.numbers, meaning):
                matcher.add(phrase, meaning)
        return matcher

    @cached_property
    def bound_words(self) -> Matcher[str]:
        """Words that bound a number -> about, over, under."""
        matcher: Matcher[str] = Matcher(self.language, triggers=self.triggers)
        for meaning in ("about", "over", "under"):
            for phrase in getattr(self.words.numbers, meaning):
                matcher.add(phrase, meaning)
        return matcher

    @cached_property
    def relative_words(self) -> frozenset[str]:
        """'этот', 'прошлый', 'next'."""
        words = self.words.periods
        return frozenset((*words.this, *words.last, *words.previous, *words.next))

    @cached_property
    def period_words(self) -> Matcher[str]:
        """Words of time -> this, last, previous, next, same_period, compared, since_start, earlier, on_year, today, records."""
        matcher: Matcher[str] = Matcher(self.language, triggers=self.triggers)
        for meaning in (
            "this",
            "last",
            "previous",
            "next",
            "same_period",
            "compared",
            "since_start",
            "earlier",
            "on_year",
            "today",
            "records",
        ):
            for phrase in getattr(self.words.periods, meaning):
                matcher.add(phrase, meaning)
        return matcher

    @cached_property
    def period_starts(self) -> Matcher[str]:
        """The phrases of `period_words` that a period can begin with."""
        matcher: Matcher[str] = Matcher(self.language, triggers=self.triggers)
        for meaning in ("same_period", "since_start", "earlier", "new_year"):
            for phrase in getattr(self.words.periods, meaning):
                matcher.add(phrase, meaning)
        return matcher

    @cached_property
    def clause_words(self) -> ClauseWords:
        words = self.words.figures

        def folded(*lists: Iterable[str]) -> frozenset[str]:
            return frozenset(fold(word) for words in lists for word in words)

        return ClauseWords(
            folded(words.joins, words.turns),
            folded(words.turns),
            folded(words.and_),
            folded(words.that),
            folded(words.empty),
            folded(words.course),
        )

    def _of_figures(self, *meanings: str) -> Matcher[str]:
        matcher: Matcher[str] = Matcher(self.language, triggers=self.triggers)
        for meaning in meanings:
            for phrase in getattr(self.words.figures, meaning):
                matcher.add(phrase, meaning)
        return matcher

    @cached_property
    def modal_words(self) -> Matcher[str]:
        """Words that tell whether a figure is a fact -> target, possible, actual, offers, now."""
        return self._of_figures("target", "possible", "actual", "offers", "now")

    @cached_property
    def comparing_words(self) -> Matcher[str]:
        """Words that make a number a change or a rate -> more, less, gains, losses, each."""
        return self._of_figures("more", "less", "gains", "losses", "each")

    @cached_property
    def linking_words(self) -> Matcher[str]:
        """Words that lead from one figure to the one before -> parts, whole, carries, same_time."""
        return self._of_figures("parts", "whole", "carries", "same_time")

    @cached_property
    def whose_words(self) -> Matcher[str]:
        """Words that tell whose figure it is without a name -> totals, mutual, three, ours, world, country, own_country, common."""
        return self._of_figures(
            "totals", "mutual", "three", "ours", "world", "country", "own_country", "common"
        )


def leader_forms(language: Language, leader: LeaderEntry, code: str) -> dict[str, NameForm]:
    """Every form by which a leader is named in a language: full names, given name and patronymic, initials, the family name alone."""
    names: Names = leader.names
    listed: dict[str, NameForm] = {}
    derived: dict[str, NameForm] = {}
    for name in names.get(code, []):
        words = name.split()
        forms = language.name_forms(name, gender=leader.gender, family_first=leader.family_first)
        whole = len(words) > 1 or leader.family_alone is True  # a name of one word may be a word
        for form, case in forms.items():
            listed.setdefault(form, NameForm(leader.id, whole, case, whole))
            if len(words) > 1:
                for shorter, found in _derived_forms(leader, words, form.split(), case):
                    known = derived.setdefault(shorter, found)
                    if known.case != found.case:
                        derived[shorter] = replace(known, case=_both(known.case, found.case))
    return {**derived, **listed}


def _derived_forms(
    leader: LeaderEntry, words: list[str], parts: list[str], case: str
) -> Iterator[tuple[str, NameForm]]:
    """The shorter ways and other orders of one case form of a name, fuller ones first."""
    full = NameForm(leader.id, True, case)
    alone = NameForm(leader.id, False, case, leader.family_alone is True, leader.family_alone == "in-office")
    if leader.family_first:
        yield parts[0], NameForm(leader.id, False, case, alone=False)
        return
    initials = [_initial(word) for word in words[:-1]]
    yield " ".join([parts[-1], *parts[:-1]]), full
    yield " ".join([*initials, parts[-1]]), full
    yield " ".join([parts[-1], *initials]), full
    if len(words) == 3:
        yield " ".join([parts[0], parts[-1]]), full
        yield " ".join([initials[0], parts[-1]]), full
        # given name and patronymic: many bear the same
        yield " ".join(parts[:2]), NameForm(leader.id, False, case, alone=False)
    particles = next((number for number, part in enumerate(parts) if part[0].islower()), None)
    if particles:  # 'von der Leyen'
        yield " ".join(parts[particles:]), alone
    yield parts[-1], alone


def _both(cases: str, others: str) -> str:
    """The cases of a form that is the same in several: «Верст» of «Лианой Верст» and «Лиане Верст»."""
    if not cases or not others or cases == others:
        return cases or others
    return " ".join(dict.fromkeys([*cases.split(), *others.split()]))


def _initial(word: str) -> str:
    """'К.-Ж.' of «Касым-Жомарт»."""
    return "-".join(f"{part[0]}." for part in word.split("-") if part)


@dataclass(slots=True, repr=False)
class Toolkit:
    """The vocabulary and one kit a language, each built when a document first needs it."""

    vocabulary: Vocabulary
    kits: dict[str, Kit] = field(default_factory=dict)
    names: NameIndex | None = None
    """Made when a name is first resolved."""

    def kit(self, code: str) -> Kit:
        """Raises `UnreadableSource` for a language without a pack."""
        if code not in self.kits:
            self.kits[code] = Kit(self.vocabulary, code)
        return self.kits[code]


def build_toolkit(vocabulary: Vocabulary) -> Toolkit:
    """A toolkit for `extract`; its parts are built when they are first used."""
    return Toolkit(vocabulary)


__all__ = ["CueForm", "Kit", "NameForm", "PlaceForm", "Toolkit", "Weighted", "build_toolkit"]
