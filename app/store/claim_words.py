"""What the words around figures tell of their claims: goods or services, all the world or one partner, a part or its whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from app.analysis.claims import Claim, Terms
from app.domain.findings import Extraction
from app.domain.kinds import Measure
from app.vocabulary import Vocabulary
from app.vocabulary.words import FigureWords


class _Patterns(NamedTuple):
    """Of one language."""

    goods: re.Pattern[str]
    services: re.Pattern[str]
    wholes: re.Pattern[str]
    partners: re.Pattern[str]
    or_share: re.Pattern[str]


class _Kit(NamedTuple):
    """What must be known of a vocabulary."""

    terms: Terms
    patterns: Mapping[str, _Patterns]


_kits: Final[dict[str, _Kit]] = {}
"""By the version of the vocabulary."""


class ClaimReading:
    """A document's figures and the words beside them. Places are those in the list of its figures."""

    def __init__(self, extraction: Extraction, vocabulary: Vocabulary) -> None:
        kit = _kit_of(vocabulary)
        self.terms = kit.terms
        self._figures = extraction.figures
        self._text = extraction.document.text
        self._coverage = extraction.coverage
        self._patterns = kit.patterns.get(extraction.language)

    def one_side_open(self, claim: Claim) -> bool:
        """Whether it is of something between two sides and names one only, and its words do not say that the other is all the world."""
        if not self.terms.one_side_open(claim.key.metric, claim.key.places):
            return False
        is_whole_of_a_share = claim.derived and self._figures[claim.figure].measure is Measure.SHARE
        return not (is_whole_of_a_share or claim.figure in self._of_all_the_world)

    @cached_property
    def services(self) -> dict[int, bool]:
        """Figures whose sentence tells whether services are counted in."""
        found: dict[int, bool] = {}
        if self._patterns is None:
            return found
        for sentence in self._coverage:
            if sentence.figures:
                words = sentence.span.of(self._text)
                if self._patterns.services.search(words):
                    found.update(dict.fromkeys(sentence.figures, True))
                elif self._patterns.goods.search(words):
                    found.update(dict.fromkeys(sentence.figures, False))
        return found

    def shares(self) -> dict[int, int]:
        """Shares that stand right behind the part that they are of, and its place: '6.9 billion, or 14.5 percent of its trade'."""
        if self._patterns is None:
            return {}
        figures, pattern = self._figures, self._patterns.or_share
        return {
            place: place - 1
            for place in range(1, len(figures))
            if figures[place].measure is Measure.SHARE
            and figures[place - 1].measure is Measure.LEVEL
            and pattern.fullmatch(self._text[figures[place - 1].span.end : figures[place].span.start])
        }

    @cached_property
    def _of_all_the_world(self) -> set[int]:
        """Figures before which their sentence tells that they are of trade with everybody, and with nobody else."""
        found: set[int] = set()
        if self._patterns is None:
            return found
        for sentence in self._coverage:
            start = sentence.span.start
            for place in sorted(sentence.figures, key=lambda place: self._figures[place].span.start):
                words = self._text[start : self._figures[place].span.start]
                *_, last = (None, *self._patterns.wholes.finditer(words))
                if last is not None and not self._patterns.partners.search(words, last.end()):
                    found.add(place)
                start = self._figures[place].span.end
        return found


def _kit_of(vocabulary: Vocabulary) -> _Kit:
    found = _kits.get(vocabulary.version)
    if found is None:
        metrics = vocabulary.metrics
        terms = Terms(
            kinds={unit.unit: unit.kind for unit in vocabulary.units},
            mirrors={id: metric.mirror for id, metric in metrics.items() if metric.mirror},
            two_sided={id for id, metric in metrics.items() if metric.two_sided},
            many={id for id, metric in metrics.items() if metric.many},
            goods={id for id, metric in metrics.items() if metric.goods},
            own_share={id for id, metric in metrics.items() if metric.own_share},
            flows={id for id, metric in metrics.items() if metric.flow},
            real={id for id, metric in metrics.items() if metric.real_growth},
        )
        patterns = {language: _patterns_of(words.figures) for language, words in vocabulary.words.items()}
        found = _kits[vocabulary.version] = _Kit(terms, patterns)
    return found


def _patterns_of(words: FigureWords) -> _Patterns:
    joints = _choice(words.or_share)
    return _Patterns(
        goods=_any_of(words.goods),
        services=_any_of(words.services),
        wholes=_any_of(words.wholes),
        partners=_any_of(words.partners),
        # All that stands between a part and its share: a bracket, or a word for 'or'.
        or_share=re.compile(rf"\s*(?:\(|[,—–-]?\s*(?:{joints})\s)\s*", re.IGNORECASE),
    )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_choice(words)})\b", re.IGNORECASE)


def _choice(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words)) or "(?!)"
