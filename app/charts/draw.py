"""A series on paper: a panel for each unit, one axis of time, a legend."""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from app.charts.marks import Chart, Kind, Mark
from app.charts.scales import Scale, time_ends, time_ticks, value_ends, value_ticks
from app.charts.svg import Element, alone, element, inline
from app.charts.words import WORDS, amount, number, period, scale_of, scale_word

WIDTH: Final = 480
"""Units of the picture: at 360 pixels its text is then eleven high."""

_TEXT: Final = 15
_LINE: Final = 20
_LETTERS: Final = 52
"""Of a line of text over the whole width; Cyrillic ones are broad."""

_LEFT, _RIGHT, _PANEL = 64.0, WIDTH - 14.0, 200.0
_DIGIT: Final = 9.6
"""Width of a digit in the broadest of the usual faces."""

_TITLES: Final = 3
"""Most lines of a title; it stands whole in <title>."""

_SIZE: Final = 5.0
_SHAPES: Final = ("circle", "square", "up", "down", "bar", "pentagon")
"""Of claimants, the most frequent first. The diamond is of official values."""

_NAMED: Final = len(_SHAPES)
_PATHS: Final = {
    "square": "M-4.5-4.5h9v9h-9z",
    "up": "M0-6L5.5 4.5h-11z",
    "down": "M0 6L5.5-4.5h-11z",
    "bar": "M-6-2.5h12v5h-12z",
    "pentagon": "M0-6L5.7-1.9 3.5 4.9h-7L-5.7-1.9z",
    "diamond": "M0-6.5L6.5 0 0 6.5-6.5 0z",
    "other": "M-5-1.5h3.5v-3.5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5z",
}
_SOURCES: Final = ("", "2 1.5", "4 2", "1 1")
"""Dashes of the outline by which sources of official values are told apart."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart that is drawn."""

    root: Element

    def inline(self) -> str:
        """For a page of HTML: no style, no script, nothing to load."""
        return inline(self.root)

    def alone(self) -> bytes:
        """For itself, to be served with the policy `ALONE`."""
        return alone(self.root)


def draw_chart(chart: Chart) -> Drawing:
    """The picture of a chart, whatever it holds."""
    return _Painter(chart).draw()


class _Axis(NamedTuple):
    """An axis of values."""

    ticks: list[float]
    scale: float
    """What its numbers are counted in."""
    labels: list[str]


class _Painter:
    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.words = WORDS[chart.language]
        claimed = Counter(mark.who for mark in chart.marks if mark.kind != "official")
        ranked = [who for who, _ in claimed.most_common()]
        self.shapes = dict(zip(ranked, _SHAPES, strict=False))
        self.others = ranked[_NAMED:]
        self.sources = list(dict.fromkeys(mark.who for mark in chart.marks if mark.kind == "official"))
        # Not `img`: whatever is in one is no link any more to whoever hears the page.
        self.root = element(
            "svg", xmlns="http://www.w3.org/2000/svg", role="graphics-document", class_="chart", fill="currentColor",
            font_size=_TEXT, width=WIDTH,
        )  # fmt: skip
        self.y = 0.0

    def draw(self) -> Drawing:
        chart, root = self.chart, self.root
        element("title", root, chart.title)
        element("desc", root, self._description())
        lines = textwrap.wrap(chart.title, _LETTERS) or [""]
        for line in (
            lines if len(lines) <= _TITLES else [*lines[: _TITLES - 1], f"{lines[_TITLES - 1][:-1]}…"]
        ):
            self._line(line, font_weight=600)
        if chart.marks:
            first, last = time_ends(chart.marks)
            panels = {
                unit: [mark for mark in chart.marks if mark.unit == unit]
                for unit in dict.fromkeys(mark.unit for mark in chart.marks)
            }
            axes = {unit: self._axis(marks) for unit, marks in panels.items()}
            # All panels have one axis of time, so the longest number of any makes room for itself.
            longest = max(len(label) for axis in axes.values() for label in axis.labels)
            across = Scale(first, last, max(_LEFT, 12 + longest * _DIGIT), _RIGHT)
            for unit, marks in panels.items():
                self._panel(marks, unit, axes[unit], across)
            self._legend()
        else:
            self._line(self.words["nothing"])
        if chart.left_out:
            self._line(self.words["left_out"].format(n=number(chart.left_out, chart.language)))
        height = round(self.y + 10)
        root.set("height", str(height))
        root.set("viewBox", f"0 0 {WIDTH} {height}")
        return Drawing(root)

    def _description(self) -> str:
        marks = self.chart.marks
        if not marks:
            return self.words["nothing"]
        told = self.words["points"].format(
            n=sum(mark.times for mark in marks) + self.chart.left_out,
            start=min(mark.start for mark in marks),
            end=max(mark.end for mark in marks),
        )
        return f"{told} {self.words['key']}"

    def _line(self, text: str, **attributes: object) -> None:
        self.y += _LINE
        element("text", self.root, text, x=10, y=self.y, **attributes)

    def _axis(self, marks: Sequence[Mark]) -> _Axis:
        """The lines of an axis of values, and what they are called: in as many digits as tell each from the next."""
        ticks = value_ticks(*value_ends(marks))
        scale = scale_of(max(abs(ticks[0]), abs(ticks[-1])))
        digits = min(12, max(0, 1 - math.floor(math.log10((ticks[1] - ticks[0]) / scale))))
        return _Axis(ticks, scale, [number(value / scale, self.chart.language, digits) for value in ticks])

    def _panel(self, marks: Sequence[Mark], unit: str | None, axis: _Axis, across: Scale) -> None:
        language = self.chart.language
        ticks = axis.ticks
        caption = " ".join(
            filter(None, (scale_word(axis.scale, language), self.chart.units.get(unit, unit or "")))
        )
        if caption:
            self._line(caption, fill_opacity="0.75")
        top, bottom = self.y + 14, self.y + 14 + _PANEL
        up = Scale(ticks[0], ticks[-1], bottom, top)
        panel = element("g", self.root, class_="chart-panel")
        for value, label in zip(ticks, axis.labels, strict=True):
            y = up.at(value)
            element(
                "line", panel, x1=across.start, x2=_RIGHT, y1=y, y2=y, stroke="currentColor", class_="chart-grid",
                stroke_opacity="0.6" if value == 0 else "0.18",
            )  # fmt: skip
            element("text", panel, label, x=across.start - 8, y=y + 5, text_anchor="end")
        for tick in time_ticks(int(across.low), int(across.high), language):
            x = across.at(tick.day)
            element(
                "line", panel, x1=x, x2=x, y1=bottom, y2=bottom + 5, stroke="currentColor", class_="chart-grid",
                stroke_opacity="0.6",
            )  # fmt: skip
            # The last label must not leave the paper.
            anchor = "end" if x > _RIGHT - 40 and tick.label.count(" ") else "start"
            element("text", panel, tick.label, x=x, y=bottom + 20, text_anchor=anchor)
        for mark in marks:
            self._mark(panel, mark, across, up)
        self.y = bottom + 26

    def _mark(self, panel: Element, mark: Mark, across: Scale, up: Scale) -> None:
        words = self._told(mark)
        link = element(
            "a",
            panel,
            href=mark.address,
            aria_label=words,
            class_=f"chart-{mark.kind}",
            stroke="currentColor",
            translate="no",  # names are in whatever language they are told in
        )
        element("title", link, words)
        start, end = across.at(mark.start.toordinal()), across.at(mark.end.toordinal() + 1)
        x, y = (start + end) / 2, up.at(mark.value)
        if end - start > 2 * _SIZE:
            element("line", link, x1=start, x2=end, y1=y, y2=y, stroke_opacity="0.3")
        low = mark.value if mark.low is None else mark.low
        high = (mark.value_high or mark.value) if mark.high is None else mark.high
        if low != high:
            element("line", link, x1=x, x2=x, y1=up.at(low), y2=up.at(high), class_="chart-interval")
        if mark.value_high is not None:
            other = up.at(mark.value_high)
            element("line", link, x1=x - _SIZE, x2=x + _SIZE, y1=other, y2=other)
        if mark.bounded and (mark.low is None) != (mark.high is None):
            # An arrow where it has no end.
            way = -1 if mark.high is None else 1
            element(
                "path",
                link,
                d=f"M{x:.1f} {y:.1f}v{way * 18}m-4 {-way * 5}l4 {way * 5} 4 {-way * 5}",
                fill="none",
            )
        shape, dash = self._shape(mark.kind, mark.who)
        self._symbol(link, mark.kind, shape, x, y, dash)

    def _symbol(self, parent: Element, kind: Kind, shape: str, x: float, y: float, dash: str = "") -> None:
        look = {"stroke_width": "1.5"}
        if kind != "told":  # hollow, and met anywhere inside all the same
            look |= {"fill": "none", "pointer_events": "all"}
        if dash:
            look["stroke_dasharray"] = dash
        if shape == "circle":
            element("circle", parent, None, cx=x, cy=y, r=_SIZE, **look)
        else:
            element("path", parent, None, d=_PATHS[shape], transform=f"translate({x:.1f} {y:.1f})", **look)

    def _shape(self, kind: Kind, who: str) -> tuple[str, str]:
        """The shape of whose mark it is, and the dash of its outline."""
        if kind != "official":
            return self.shapes.get(who, "other"), ""
        return "diamond", _SOURCES[self.sources.index(who) % len(_SOURCES)]

    def _told(self, mark: Mark) -> str:
        """A mark in words: whose, when, how much."""
        language, words = self.chart.language, self.words
        unit = self.chart.units.get(mark.unit, mark.unit or "")
        told = amount(mark.value, unit, language)
        if mark.value_high is not None:
            told = words["between"].format(low=told, high=amount(mark.value_high, unit, language))
        elif mark.bounded:
            told = words["at_least" if mark.high is None else "at_most"].format(low=told, high=told)
        elif mark.low is not None and mark.high is not None and mark.low != mark.high:
            ends = (amount(end, unit, language) for end in (mark.low, mark.high))
            told += f" ({words['between'].format(**dict(zip(('low', 'high'), ends, strict=True)))})"
        notes = [
            *([] if mark.kind == "told" else [words[mark.kind]]),
            *([words["said_on"].format(day=mark.said_on)] if mark.said_on else []),
            *([words["times"].format(n=mark.times)] if mark.times > 1 else []),
        ]
        name = self.chart.names.get(mark.who, mark.who)
        return "; ".join([f"{name}, {period(mark.start, mark.end)}: {told}", *notes])

    def _legend(self) -> None:
        """Who has which mark. Names are cut to the line; each mark says whose it is in full."""
        self.y += 8
        names, words = self.chart.names, self.words
        rows: list[tuple[Kind, str, str, str]] = [
            ("told", shape, "", names.get(who, who)) for who, shape in self.shapes.items()
        ]
        if self.others:
            rows.append(("told", "other", "", words["others"].format(n=len(self.others))))
        if any(mark.kind == "derived" for mark in self.chart.marks):
            rows.append(("derived", "circle", "", words["derived"]))
        for who in self.sources:
            rows.append(
                ("official", *self._shape("official", who), f"{names.get(who, who)} ({words['official']})")
            )
        for kind, shape, dash, name in rows:
            self.y += _LINE
            sample = element("g", self.root, None, stroke="currentColor")
            self._symbol(sample, kind, shape, 18.0, self.y - 5, dash)
            short = name if len(name) <= _LETTERS - 4 else f"{name[: _LETTERS - 5]}…"
            element("text", self.root, short, x=32, y=self.y, translate="no")
