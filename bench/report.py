"""What a run found: a table and a picture, ratios first, written into README.md between its markers."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final, Literal

from load import Load

BEGIN: Final = "<!-- serving: written by bench/serving.py -->"
END: Final = "<!-- serving: end -->"


@dataclass
class Finding:
    """One measured value beside its goal."""

    name: str
    value: float
    goal: float | None
    side: Literal["least", "most"]
    unit: str
    details: str

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.side == "least" else self.value <= self.goal

    @property
    def times(self) -> float | None:
        """How many times as good as the goal."""
        if self.goal is None or self.value <= 0:
            return None
        return self.value / self.goal if self.side == "least" else self.goal / self.value


def number(value: float) -> str:
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 20 else f"{value:.2f}"


def table(findings: Sequence[Finding]) -> str:
    """Findings as Markdown."""
    lines = ["| what | measured | goal | | |", "| --- | ---: | ---: | --- | --- |"]
    for found in findings:
        goal = "" if found.goal is None else f"{'≥' if found.side == 'least' else '≤'} {number(found.goal)}"
        verdict = {True: "reached", False: "**missed**", None: ""}[found.met]
        lines.append(
            f"| {found.name} | {number(found.value)} {found.unit} | {goal} | {verdict} | {found.details} |"
        )
    return "\n".join(lines)


def loads_table(loads: Mapping[str, Load]) -> str:
    """Every run of wrk as Markdown."""
    lines = [
        "| question | target | c | req/s | p50 ms | p99 ms | CPU ms | KB |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for key, load in loads.items():
        question, target, c = key.rsplit("/", 2)
        lines.append(
            f"| {question} | {target} | {c} | {load.rate:,.0f} | {load.p50:.2f} | {load.p99:.2f} | {load.cpu:.3f} | {load.size / 1024:.1f} |"
        )
    return "\n".join(lines)


def picture(findings: Sequence[Finding]) -> str:
    """An SVG: a bar for each goal, as long as it is surpassed, on a scale of powers of two. The line is the goal."""
    bars = [(found, found.times) for found in findings if found.times is not None]
    left, unit, step, top = 560, 60, 24, 44
    most = 5
    height = top + step * len(bars) + 16
    width = left + unit * (most + 3) + 110
    zero = left + unit * 3
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{zero}" y="18" text-anchor="middle" fill="#444">the goal</text>',
    ]
    for power in range(-2, most + 1):
        x = zero + unit * power
        label = f"{2**power:g} ×" if power >= 0 else f"1/{2**-power} ×"
        parts.append(
            f'<line x1="{x}" y1="{top - 8}" x2="{x}" y2="{height - 10}" stroke="{"#444" if power == 0 else "#ddd"}"/>'
        )
        parts.append(
            f'<text x="{x}" y="{top - 12}" text-anchor="middle" fill="#777" font-size="11">{label}</text>'
        )
    for place, (found, times) in enumerate(bars):
        y = top + place * step
        length = max(-2.8, min(most + 0.2, math.log2(times))) * unit
        x, colour = (zero, "#2a7f62") if length >= 0 else (zero + length, "#c0392b")
        parts.append(
            f'<text x="{left - 10}" y="{y + 14}" text-anchor="end" fill="#222">{escape(found.name)}</text>'
        )
        parts.append(
            f'<rect x="{x:.1f}" y="{y + 3}" width="{max(1.0, abs(length)):.1f}" height="{step - 8}" fill="{colour}"/>'
        )
        parts.append(
            f'<text x="{zero + max(0, length) + 6:.1f}" y="{y + 14}" fill="#222">{number(found.value)} {escape(found.unit.split(" ")[0])}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def write_report(
    folder: Path,
    about: Mapping[str, object],
    findings: Sequence[Finding],
    loads: Mapping[str, Load],
    skipped: Mapping[str, str],
    *,
    keep: bool,
) -> None:
    """Print the table, and where `keep`, put it into README.md and the picture beside it."""
    text = "\n\n".join(
        [
            f"{about['date']}, {about['statements']:,} statements, {about['machine']}; {about['rounds']}; load average at the end {about['load']}.",
            table(findings),
            *(
                [f"Left out: {'; '.join(f'{name} ({reason})' for name, reason in skipped.items())}."]
                if skipped
                else []
            ),
        ]
    )
    print(text)
    print()
    print(loads_table(loads))
    if not keep:
        return
    (folder / "serving.svg").write_text(picture(findings), encoding="utf-8")
    inside = f"{BEGIN}\n\n{text}\n\n![Each goal and how far it is reached](serving.svg)\n\n<details><summary>Every run</summary>\n\n{loads_table(loads)}\n\n</details>\n\n{END}"
    readme = folder / "README.md"
    before = readme.read_text(encoding="utf-8")
    readme.write_text(
        re.sub(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _: inside, before, flags=re.DOTALL),
        encoding="utf-8",
    )
