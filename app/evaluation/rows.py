"""What an evaluation gives: one row a figure, and the figures that fell below their floors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Floors = dict[str, dict[str, dict[str, float]]]
"""Set -> group (a language, or a part of a set) -> measure -> what it may not fall below."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: set, group, what is measured, its value (None: nothing to count), the counts behind it and its floor."""

    set: str
    group: str
    measure: str
    value: float | None
    counts: str
    floor: float | None = None

    @property
    def missed(self) -> bool:
        return self.floor is not None and (self.value is None or self.value < self.floor)


@dataclass(frozen=True, slots=True)
class Evaluation:
    rows: tuple[Row, ...]
    errors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Set -> the worst errors as its scorer prints them, where they were asked for."""

    @property
    def missed(self) -> tuple[Row, ...]:
        """The figures below their floors."""
        return tuple(row for row in self.rows if row.missed)


def rows_of_gold(name: str, groups: dict[str, Any], floors: Floors) -> Iterator[Row]:
    """What gold/score.py counts, by language."""
    for language, measures in groups.items():
        if language == "all":
            continue
        for measure, numbers in measures.items():
            if "f1" in numbers:
                value, counts = (
                    numbers["f1"],
                    f"{numbers['found']} right of {numbers['predicted']} found, {numbers['gold']} wanted",
                )
            else:
                value, counts = numbers["accuracy"], f"{numbers['right']} of {numbers['of']}"
            yield _row(name, language, measure, value, counts, floors)


def rows_of_external(name: str, scores: dict[str, Any], floors: Floors) -> Iterator[Row]:
    """What external/score.py counts: a tree of parts whose leaves are rows of figures."""
    for path, leaf in _leaves(scores, ()):
        *groups, measure = path
        group = " ".join(groups)
        if "F1" in leaf:
            counts = f"P {leaf['P']:.3f} R {leaf['R']:.3f}"
            if "gold" in leaf:
                counts += f", {leaf['pred']} found, {leaf['gold']} wanted"
            yield _row(name, group, measure, leaf["F1"], counts, floors)
            yield _row(name, group, f"{measure}, precision", leaf["P"], counts, floors)
            yield _row(name, group, f"{measure}, recall", leaf["R"], counts, floors)
        elif "rate" in leaf:
            counts = f"{leaf['ok']} of {leaf['n']}" if "ok" in leaf else f"of {leaf['n']}"
            yield _row(name, group, measure, leaf["rate"], counts, floors)
        else:
            yield _row(name, group, measure, leaf["value+unit"], f"of {leaf['n']}", floors)


def _leaves(
    scores: dict[str, Any], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    for key, value in scores.items():
        if any(isinstance(below, dict) for below in value.values()):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _row(name: str, group: str, measure: str, value: float | None, counts: str, floors: Floors) -> Row:
    floor = floors.get(name, {}).get(group, {}).get(measure)
    return Row(name, group, measure, None if value is None else round(value, 4), counts, floor)
