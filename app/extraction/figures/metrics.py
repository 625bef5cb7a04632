"""What a figure is the figure of: the metric by the noun phrase that governs the number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from app.domain.findings import Figure
from app.domain.kinds import Measure, UnitKind
from app.domain.quantity import Quantity
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach
from app.extraction.figures.contexts import Context
from app.extraction.figures.modality import verb_at
from app.extraction.figures.payments import funded_part, is_fee, is_put_into
from app.extraction.figures.prices import is_a_year, unit_priced
from app.extraction.matcher import Match
from app.extraction.toolkit import Weighted
from app.language.en_classes import WordClass

OTHER = "other"
BY_UNIT = {
    "kWh": "electricity",
    "W": "power_capacity",
    "km": "route_length",
    "hours": "transit_time",
    "days": "transit_time",
    "TEU": "freight",
    "ha": "land_area",
    "km2": "land_area",
}
"""Metrics that a unit tells where no word does."""

_RIGHT = 6  # tokens between a number and the noun after it that names it: '31 million euros in annual transit fees'
_TIGHT = 3  # tokens between a number and a noun that is all but its unit
_FAR_BACK = 3  # sentences before one that a pronoun may lead back to
_CHAIN = 5  # tokens between the head of a noun phrase and what hangs on it: 'exports of processed fruit'
_SUPPLIED = frozenset({UnitKind.VOLUME, UnitKind.ENERGY})
"""What is told in these is gas, water or electricity."""

_YEARLY = frozenset({"debt", "inflation", "gdp"})
"""What percentages a year are told of, besides loans."""

_TRADED = frozenset({"exports", "imports"})
_COMMODITIES = frozenset({"gas", "oil", "electricity", "water"})
_BULK = frozenset({UnitKind.VOLUME, UnitKind.ENERGY, UnitKind.MASS})
_NATION = Decimal(1_000_000)  # so many people are a population
_NOBODY = frozenset({"us", "some", "only", "just", "of", "a", "total"})
_PEOPLE = frozenset({UnitKind.PEOPLE, UnitKind.COUNT})


Candidate = Match[Weighted]
Earlier = Callable[[int], Sequence[Context]]
"""So many sentences before, nearest first, read when they are asked for."""


class MetricReader:
    """Which of the metrics of a sentence is that of one number."""

    def __init__(
        self, draft: Draft, quantity: Quantity, measure: Measure, reach: Reach, context: Context
    ) -> None:
        self.draft, self.quantity, self.measure, self.reach, self.context = (
            draft,
            quantity,
            measure,
            reach,
            context,
        )
        self.entries = draft.kit.vocabulary.metrics
        self.whole = self._whole()

    def read(self, before: Figure | None, earlier: Earlier, *, carried: bool) -> str:
        """The metric: by a counted noun, by the figure before that the words go on about, by the words of the number, of its clause, of
        its sentence; by its unit; by what the sentences before (`earlier`, nearest first) were about, where this one leans on them."""
        inside = self.inside()
        return (
            (inside.payload.id if inside is not None else None)
            or self._of_interest()
            or funded_part(self.draft, self.quantity, self.measure, self.reach, self.context, before)
            or (self._as_before(before, carried=carried) if before is not None else None)
            or self._of_price()
            or self._of_what_it_leans_on(earlier)
            or self._of_its_words(before, earlier)
            or OTHER
        )

    def _as_before(self, before: Figure, *, carried: bool) -> str | None:
        """That of the figure before, where the words go on about it and name nothing of their own."""
        reach = self.reach
        if carried and self._goes_on(before):
            own = self.left(reach.first, reach.start, strong=True) or self._named_after()
            return own.payload.id if own is not None else before.metric
        if not self._same_sentence(before):
            return None
        after = self.right(reach.end, min(reach.last, reach.end + self._tight()), strong=True)
        if self.is_bare() and self._goes_on(before):
            return after.payload.id if after is not None else before.metric
        if self.is_bare() and before.unit == self.quantity.unit:
            own = after or self._in_own_words()
            return own.payload.id if own is not None else before.metric
        if (
            self.measure in (Measure.GROWTH, Measure.CHANGE)
            and self._goes_on(before)
            and not self._has_subject()
        ):
            own = self.left(reach.first, reach.start, strong=True) or after
            return own.payload.id if own is not None else before.metric
        return None

    def _of_interest(self) -> str | None:
        """'под 4 процента годовых': of a loan, unless a debt or inflation is told."""
        if self.measure is not Measure.RATE or not is_a_year(self.draft, self.reach, self.context):
            return None
        own = self.left(self.reach.first, self.reach.start, strong=True)
        return own.payload.id if own is not None and own.payload.id in _YEARLY else "financing"

    def _of_price(self) -> str | None:
        """What one of a unit of gas or water costs is a tariff, what something costs somebody is nothing of a list."""
        if unit_priced(self.draft, self.reach, _SUPPLIED):
            return "tariff"
        return OTHER if self._costs() else None

    def _of_what_it_leans_on(self, earlier: Earlier) -> str | None:
        """'Inflation has come down. It was 7.9 percent.'"""
        told = self._before(earlier, _FAR_BACK) if self._leans() else None
        if told is None:
            return None
        own = self.left(self.reach.first, self.reach.start, strong=True)
        return own.payload.id if own is not None else told

    def _of_its_words(self, before: Figure | None, earlier: Earlier) -> str | None:
        found = self._in_own_words()
        if found is not None:
            return self._commodity(found) or found.payload.id
        if before is not None and self._same_sentence(before) and self._goes_on(before) and self._refers():
            return before.metric
        if is_fee(self.draft, self.quantity, self.reach):
            return "tariff"
        if is_put_into(self.draft, self.quantity, self.reach):
            return "investment"
        has_subject = self._has_subject()
        if not has_subject:
            if before is not None and self._same_sentence(before) and self._goes_on(before):
                return before.metric
            found = self._in_sentence()
            if found is not None:
                return found.payload.id
        unit = BY_UNIT.get(self.quantity.unit or "")
        if unit is not None:
            return unit
        if not has_subject and (told := self._before(earlier, 1)) is not None:
            return told
        if (
            self.quantity.unit_kind is UnitKind.VOLUME
            and (told := self._before(earlier, _FAR_BACK)) is not None
        ):
            return told
        nation = self.quantity.unit == "people" and self.quantity.value >= _NATION
        return "population" if nation else None

    def _commodity(self, found: Candidate) -> str | None:
        """Exports of gas in cubic metres are told as gas, wherever the sentence names it."""
        if found.payload.id not in _TRADED or self.quantity.unit_kind not in _BULK:
            return None
        return next(
            (
                match.payload.id
                for match in self.context.metrics
                if match.payload.id in _COMMODITIES and self._can_be(match, strong=True)
            ),
            None,
        )

    def _refers(self) -> bool:
        """'to raise it to 10 billion', 'довести его до', 'set a goal of': the figure before is the object, whatever the subject is."""
        words = self.draft.kit.words.figures
        own = self.draft.tokens[max(self.reach.first, self.reach.begins) : self.reach.start]
        if any(not words.goals.isdisjoint(token.lemmas) for token in own):
            return True
        return any(token.low in words.refers and after.low in words.goal for token, after in pairwise(own))

    def _same_sentence(self, before: Figure) -> bool:
        return before.span.start >= self.draft.tokens[self.context.first].start

    def is_bare(self) -> bool:
        """Whether nothing but a join stands between the number and the one before: '…, 61,7 млрд', 'and only €3.2m into schools'."""
        tokens, reach = self.draft.tokens, self.reach
        if reach.first <= self.context.first:
            return False
        return all(
            token.kind != "word" or token.low in self.draft.kit.clause_words.empty
            for token in tokens[reach.first : reach.start]
        )

    def _leans(self) -> bool:
        """'It was 7.9 percent in August', 'Сейчас она равна 5,8 процента': the sentence goes on about what was named before."""
        if self.quantity.unit_kind in _PEOPLE:
            return False
        if self.draft.kit.code == "ru":
            tokens = self.draft.tokens[max(self.reach.first, self.reach.begins) : self.reach.start]
            return any(token.low in ("она", "оно", "он", "они") for token in tokens)
        begins = self.context.linking[:1]
        return bool(begins) and begins[0].first == self.context.first and begins[0].payload == "carries"

    def _goes_on(self, before: Figure) -> bool:
        return before.metric != OTHER and self.kind_fits(before.metric)

    def _in_own_words(self) -> Candidate | None:
        """The subject before the number, else the noun after it; strong words before weak ones, but near weak ones before far strong ones."""
        reach = self.reach
        last = min(self.context.last, max(reach.last, reach.end + 1))
        return (
            self.left(reach.first, reach.start, strong=True)
            or self.right(reach.end, min(last, reach.end + self._tight()), strong=True)
            or self.left(reach.begins, reach.start, strong=True)
            or self.left(reach.first, reach.start, strong=False)
            or self.right(reach.end, min(last, reach.end + self._far()), strong=True)
            or self.right(reach.end, min(last, reach.end + self._far()), strong=False)
        )

    def _tight(self) -> int:
        """How far a noun stands after the number that is all but its unit: '43 percent of all our commerce'."""
        after = self.draft.tokens[self.reach.end] if self.reach.end < len(self.draft.tokens) else None
        return _RIGHT if after is not None and after.low == "of" else _TIGHT

    def _far(self) -> int:
        """A ratio is of what stands before it or right after it; an amount may be named by what comes later."""
        return self._tight() if self.quantity.unit_kind is UnitKind.RATIO else _RIGHT

    def _costs(self) -> bool:
        """'cost the farmers 90 million', 'обходится экономике в 340 млн': what somebody loses by it is no project's cost."""
        tokens, kit, reach = self.draft.tokens, self.draft.kit, self.reach
        costs = kit.words.figures.costs
        at = next(
            (
                index
                for index in range(reach.start - 1, reach.first - 1, -1)
                if not costs.isdisjoint(tokens[index].lemmas)
            ),
            None,
        )
        if at is None or self.quantity.unit_kind is not UnitKind.MONEY:
            return False
        between = [token for token in tokens[at + 1 : reach.start] if token.kind == "word"]
        if kit.code == "ru":
            return any(
                token.readings[0].pos in ("noun", "name") and token.has_case("dat") for token in between
            )
        if at and kit.classes.of(tokens[at - 1].low) & WordClass.DETERMINER:
            return False  # 'the cost of the line'
        numbers = kit.words.numbers
        idle = {word for phrase in (*numbers.about, *numbers.over, *numbers.under) for word in phrase.split()}
        return any(token.low not in idle and token.low not in _NOBODY for token in between)

    def _in_sentence(self) -> Candidate | None:
        reach, context = self.reach, self.context
        return (
            self.left(context.first, reach.first, strong=True)
            or self.right(reach.end, context.last, strong=True)
            or self.left(context.first, reach.start, strong=False)
        )

    def _before(self, earlier: Earlier, count: int) -> str | None:
        """What the sentences before were about: the last strong phrase. Counted things name themselves."""
        if self.quantity.unit_kind in _PEOPLE:
            return None
        for context in earlier(count):
            found = [match for match in context.metrics if self._can_be(match, strong=True)]
            if not found and self.draft.tokens[context.last - 1].text == "?":
                found = [match for match in context.metrics if self._can_be(match, strong=False)]
            if found:
                return found[-1].payload.id
        return None

    def _whole(self) -> int:
        """Where the words of the whole end: 'of GDP', 'ВВП', with a percentage or right after it; they name no metric of it."""
        reach = self.reach
        if self.quantity.unit != "percent" or self.measure is Measure.GROWTH:
            return reach.start
        for match in self.draft.kit.linking_words.find(self.draft.tokens, reach.start, reach.end + 5):
            if match.payload == "whole" and match.first - reach.end <= 2:
                return match.last
        return reach.start

    def kind_fits(self, metric: str) -> bool:
        """Whether a metric is told in such a unit; a ratio can be of any."""
        kind = self.quantity.unit_kind
        if kind is UnitKind.RATIO or kind is None:
            return True
        return kind in self.entries[metric].unit_kinds

    def _can_be(self, match: Candidate, *, strong: bool) -> bool:
        if match.payload.strong is not strong or not self.kind_fits(match.payload.id):
            return False
        if self.reach.start <= match.first < self.whole:
            return False
        if match.payload.id == OTHER and self.quantity.unit_kind in _SUPPLIED:
            return False  # water that is saved is water
        if not strong and match.first < self.reach.start:
            if self.quantity.unit_kind is UnitKind.COUNT:
                return False  # what is counted names itself: 'купили 35 локомотивов' is no import
            if self.quantity.unit_kind is UnitKind.RATIO and not self._grows(match):
                return False
            if self._is_of_number_before(match):
                return False
        if not strong and self.quantity.unit_kind is UnitKind.RATIO:
            kinds = self.entries[match.payload.id].unit_kinds
            if self.measure is Measure.SHARE and match.first >= self.reach.end and self._tight() > _TIGHT:
                return False  # '58 percent of the citizens support the line'
            return not all(kind in _PEOPLE for kind in kinds)
        return True

    def _grows(self, match: Candidate) -> bool:
        """'доходы выросли на', 'the cost could rise by': a weak word tells a ratio only as the subject of what grows."""
        if self.measure not in (Measure.GROWTH, Measure.CHANGE):
            return False
        tokens = self.draft.tokens
        governed = match.first > 0 and tokens[match.first - 1].can_be("preposition")
        if self.draft.kit.code == "en":
            return not governed
        return not governed and tokens[match.first].has_case("nom")

    def _is_of_number_before(self, match: Candidate) -> bool:
        """'продала 1,15 млн тонн пшеницы на 240 млн': the wheat is what the tonnes are of."""
        first = self.reach.first
        if self.quantity.unit_kind is not UnitKind.MONEY or first <= self.context.first:
            return False
        between = self.draft.tokens[first : match.first]
        return match.last < self.reach.start and all(token.low == "of" for token in between)

    def inside(self) -> Candidate | None:
        """A noun within the figure that is a metric's own: '14 agreements', '5 million passengers', '$18 за тысячу кубометров'."""
        if self.quantity.unit_kind not in (*_PEOPLE, UnitKind.MONEY):
            return None
        named = self.left(self.reach.first, self.reach.start, strong=True) is not None
        for strong in (True,) if named else (True, False):  # 'обучение 60 инженеров' is of the training
            for match in self.context.metrics:
                within = self.reach.start < match.first < self.reach.end and match.last <= self.reach.end + 3
                if within and self._can_be(match, strong=strong) and (strong or not self._is_anybody(match)):
                    return match
        return None

    def _is_anybody(self, match: Candidate) -> bool:
        """'8 million people', '3 million citizens visited': who may do anything, so that the verb tells more."""
        if match.payload.id == "population":
            return True
        if match.payload.id != "migrants":
            return False
        return self.left(self.reach.first, self.reach.start, strong=False) is not None

    def left(self, first: int, last: int, *, strong: bool) -> Candidate | None:
        """The head of the nearest noun phrase before the number."""
        found = [
            match
            for match in self.context.metrics
            if first <= match.first < last
            and match.last <= max(last, self.reach.start)
            and self._can_be(match, strong=strong)
        ]
        if not found:
            return None
        nearest = next(match for match in found if match.first == found[-1].first)
        for match in reversed(found):
            if match.last <= nearest.first and self._hangs_on(match, nearest):
                nearest = next(other for other in found if other.first == match.first)
        return nearest

    def _hangs_on(self, head: Candidate, nearest: Candidate) -> bool:
        """'объём инвестиций в переработку': no verb and no mark stands between."""
        if nearest.first - head.last > _CHAIN:
            return False
        tokens = self.draft.tokens
        return not any(
            tokens[at].kind != "word"
            or verb_at(self.draft, at) is not None
            or tokens[at].low in ("и", "and", "а", "но", "but")
            for at in range(head.last, nearest.first)
        )

    def right(self, first: int, last: int, *, strong: bool) -> Candidate | None:
        """The nearest after the number."""
        for match in self.context.metrics:
            if first <= match.first < last and self._can_be(match, strong=strong):
                return match
        return None

    def _named_after(self) -> Candidate | None:
        """'из них 61 млн приходится на экспорт': what a part of the figure before is."""
        if self.quantity.unit_kind is UnitKind.RATIO:
            return None
        return self.right(self.reach.end, min(self.context.last, self.reach.end + _RIGHT), strong=True)

    def _has_subject(self) -> bool:
        """Whether the number's own words name what it is of, though the vocabulary does not know it: 'а явка составила'."""
        tokens, reach = self.draft.tokens, self.reach
        first = max(reach.first, reach.begins)
        if self.draft.kit.code == "ru":
            leaning = self.draft.kit.words.figures.carries
            return any(
                token.kind == "word"
                and bool(token.readings)
                and token.readings[0].pos == "noun"
                # what stands before a dash that is 'is' is the subject, whatever else its form could be: 'готовность — 62%'
                and (
                    token.readings[0].case == "nom"
                    or (index == reach.start - 2 and token.has_case("nom") and tokens[index + 1].text in "—–")
                )
                and not token.lemmas & leaning
                and not (index and tokens[index - 1].can_be("preposition"))
                for index, token in enumerate(tokens[first : reach.start], start=first)
            )
        timed = {at for told in self.context.periods for at in range(told.first - 1, told.last)}
        words = [
            tokens[at].low
            for at in range(reach.first, reach.start)
            if tokens[at].kind == "word"
            and at not in timed
            and tokens[at].low not in self.draft.kit.clause_words.joins
        ]
        return len(words) > 2 and words[0] in ("the", "its", "their", "his", "her", "our", "a", "this")
