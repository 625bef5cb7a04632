"""Which proposals are one idea: measured on pairs, and the same whatever the order."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from app.analysis.concepts import Lexicon, Terms
from app.analysis.threads import (
    Idea,
    Since,
    keys_needed,
    keys_of,
    meaning_id,
    says_enough,
    settle,
)
from app.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold" / "threads"

PRECISION, RECALL = 0.9, 0.7


class Shelf:
    """Ideas in memory, looked up as the store looks them up."""

    def __init__(self) -> None:
        self.ideas: dict[int, Idea] = {}

    def near(self, ideas: Iterable[Idea]) -> Mapping[int, list[Idea]]:
        return {idea.id: [other for other in self.ideas.values() if _meets(idea, other)] for idea in ideas}

    def say(self, *told: tuple[Terms, Since]) -> None:
        """Some proposals more, all in one transaction."""
        moved: dict[int, tuple[Idea, Since | None]] = {}
        for terms, since in told:
            number = meaning_id("proposal", terms)
            idea = self.ideas.setdefault(number, Idea(number, "proposal", terms, None))
            moved.setdefault(number, (idea, idea.since))
            idea.since = min(idea.since or since, since)
        settle(moved.values(), self.near)

    def threads(self) -> dict[Terms, Terms]:
        """What is meant -> what heads its thread."""
        return {
            idea.terms: self.ideas[idea.thread].terms
            for idea in self.ideas.values()
            if idea.thread is not None
        }


def _meets(one: Idea, other: Idea) -> bool:
    shared = len(keys_of(one.terms) & keys_of(other.terms))
    return one.id != other.id and shared >= max(keys_needed(each.kind, each.terms) for each in (one, other))


class Proposal(NamedTuple):
    idea: str
    family: str
    language: str
    day: str
    terms: Terms


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(load_vocabulary(ROOT / "data" / "vocabulary", [ROOT / "tests" / "invented.yaml"]))


@pytest.fixture(scope="module")
def terms_of(lexicon: Lexicon) -> Callable[[str, str], Terms]:
    return lexicon.terms_of


def gold(part: str, lexicon: Lexicon) -> list[Proposal]:
    rows = [json.loads(line) for line in (GOLD / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        Proposal(
            row["idea"],
            row["family"],
            row["language"],
            row["said_on"],
            lexicon.terms_of(row["words"], row["language"]),
        )
        for row in rows
    ]


def measured(proposals: list[Proposal]) -> dict[str, tuple[float, float]]:
    """Pair of languages -> precision and recall over all pairs of proposals that stand in one thread."""
    shelf = Shelf()
    for number, each in enumerate(proposals):
        if says_enough(each.terms):
            shelf.say((each.terms, Since(False, each.day, number)))
    heads = shelf.threads()
    counts: dict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for one, other in combinations(proposals, 2):
        same = one.idea == other.idea
        joined = one.terms in heads and heads.get(one.terms) == heads.get(other.terms)
        for pair in ("all", "-".join(sorted((one.language, other.language)))):
            counts[pair][same, joined] += 1
    return {
        pair: (
            n[True, True] / (n[True, True] + n[False, True]),
            n[True, True] / (n[True, True] + n[True, False]),
        )
        for pair, n in counts.items()
    }


@pytest.mark.parametrize("part", ["dev", "held"])
def test_pairs_of_proposals_are_told_apart(part: str, lexicon: Lexicon) -> None:
    found = measured(gold(part, lexicon))
    assert set(found) == {"all", "ru-ru", "en-en", "en-ru"}
    for pair, (precision, recall) in found.items():
        assert precision >= PRECISION and recall >= RECALL, (pair, precision, recall)


def test_the_pairs_are_enough_and_no_idea_is_in_both_parts(lexicon: Lexicon) -> None:
    parts = [gold(part, lexicon) for part in ("dev", "held")]
    dev, held = ({each.idea for each in part} for part in parts)
    assert not dev & held
    for part in parts:
        pairs = list(combinations(part, 2))
        assert sum(one.idea == other.idea for one, other in pairs) >= 120
        alike = [(one, other) for one, other in pairs if one.family == other.family]
        assert sum(one.idea != other.idea for one, other in alike) >= 400
