"""Charts as a browser gets them: parsed, measured, and looked through for what must not be in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.charts import ALONE, Chart, Drawing, Mark, draw_chart
from app.charts.draw import WIDTH
from app.charts.scales import time_ends, time_ticks, value_ticks

SVG = "{http://www.w3.org/2000/svg}"


def mark(year: int = 2024, value: float = 1.7e9, **changes: Any) -> Mark:
    given: dict[str, Any] = {
        "kind": "told",
        "start": date(year, 1, 1),
        "end": date(year, 12, 31),
        "value": value,
        "low": value - 5e7,
        "high": value + 5e7,
        "unit": "USD",
        "who": "ardan-temur",
        "said_on": "2025-11-16",
        "address": "/api/v1/figures/fi-0000000000001",
    }
    return Mark(**(given | changes))


def draw(*marks: Mark, language: Any = "en", title: str = "Exports: Ardan → Berd", **more: Any) -> Drawing:
    return draw_chart(
        Chart(
            title=title,
            language=language,
            marks=marks,
            names={"ardan-temur": "Ardan Temur"},
            units={"percent": "%"},
            **more,
        )
    )


def parsed(drawing: Drawing) -> Xml.Element:
    """The picture, held to what every one promises."""
    root = Xml.fromstring(drawing.inline())
    assert root.tag == f"{SVG}svg" and root.get("role") == "graphics-document"
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"] and root[1].text
    width, height = (float(root.get(name, "")) for name in ("width", "height"))
    assert width == WIDTH and root.get("viewBox") == f"0 0 {WIDTH} {int(height)}"
    for each in root.iter():
        assert each.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject")
        for name, value in each.attrib.items():
            assert name != "style" and not name.startswith("on") and "://" not in value, (name, value)
            assert "nan" not in value and "inf" not in value, (name, value)
        for name, most in (
            ("x1", width),
            ("x2", width),
            ("cx", width),
            ("y1", height),
            ("y2", height),
            ("cy", height),
        ):
            assert 0 <= float(each.get(name, 0)) <= most, (each.tag, each.attrib)
    for text in root.iter(f"{SVG}text"):
        assert 0 < float(text.get("y", "")) < height and text.text
        assert len(text.text) <= 60, "a line has room for so many letters"
    return root


def texts(root: Xml.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def links(root: Xml.Element) -> list[Xml.Element]:
    return list(root.iter(f"{SVG}a"))


def test_a_point_is_a_link_with_its_words_and_its_interval() -> None:
    root = parsed(draw(mark()))
    [link] = links(root)
    assert link.get("href") == "/api/v1/figures/fi-0000000000001"
    told = "Ardan Temur, 2024: 1.7 billion USD (1.65 billion USD to 1.75 billion USD); said on 2025-11-16"
    assert link.get("aria-label") == link.findtext(f"{SVG}title") == told
    [bar] = [each for each in link if each.get("class") == "chart-interval"]
    assert bar.get("x1") == bar.get("x2") and float(bar.get("y2", "")) < float(bar.get("y1", ""))
    assert "billion USD" in texts(root) and "Ardan Temur" in texts(root) and "2024" in " ".join(texts(root))


def test_words_and_numbers_are_in_the_language() -> None:
    found = texts(parsed(draw(mark(value=1.7e9), mark(2023, 1.2e9), language="ru")))
    assert "млрд USD" in found and "1,2" in found


def test_told_implied_and_official_differ_by_more_than_colour() -> None:
    root = parsed(
        draw(
            mark(2022),
            mark(2023, kind="derived"),
            mark(2024, kind="official", who="Office"),
            mark(2024, who="berd-olen"),
        )
    )
    told, implied, official, other = links(root)
    marks = [link[-1] for link in (told, implied, official, other)]
    assert [each.get("fill") for each in marks] == [None, "none", "none", None]
    assert [each.tag for each in marks] == [f"{SVG}circle", f"{SVG}circle", f"{SVG}path", f"{SVG}path"]
    assert marks[2].get("d") != marks[3].get("d")
    found = texts(root)
    assert {"Ardan Temur", "berd-olen", "implied by other figures", "Office (official)"} <= set(found)


def test_nothing_is_a_picture_that_says_so() -> None:
    root = parsed(draw())
    assert "Nothing to draw: no point fits." in texts(root) and not links(root)


@pytest.mark.parametrize("values", [
    [-3.0, -1.5, 2.0],
    [-5e9, -4.9e9],
    [0.0],
    [1.0, 1e15],
    [1e-9, 2e-9],
    [1.5e9, 1.5e9 + 1],
    [1e300, -1e300],
])  # fmt: skip
def test_any_numbers_are_drawn_in_their_order(values: list[float]) -> None:
    marks = [mark(2000 + at, value, low=None, high=None) for at, value in enumerate(values)]
    root = parsed(draw(*marks))
    heights = [float(link[-1].get("cy", "")) for link in links(root)]
    by_value = [y for _, y in sorted(zip(values, heights, strict=True))]
    assert by_value == sorted(by_value, reverse=True) and len(heights) == len(values)


def test_negative_and_positive_have_a_line_at_nothing() -> None:
    assert "0" in texts(parsed(draw(mark(value=-2.0, unit="percent"), mark(value=5.0, unit="percent"))))


def test_each_unit_has_a_panel_of_its_own() -> None:
    root = parsed(
        draw(mark(), mark(value=120e9, unit="KZT"), mark(2023, 3.0, unit="percent", low=None, high=None))
    )
    assert len([each for each in root if each.get("class") == "chart-panel"]) == 3
    assert {"billion USD", "billion KZT", "%"} <= set(texts(root))


def test_a_thousand_points_and_as_many_claimants() -> None:
    marks = [mark(1900 + at % 120, 1e9 + at * 1e6, who=f"who-{at % 40}") for at in range(1000)]
    root = parsed(draw(*marks, left_out=234))
    assert len(links(root)) == 1000
    assert "34 others" in texts(root) and "234 more points are not drawn" in texts(root)
    assert len(draw(*marks).inline()) < 1_000_000


def test_long_and_hostile_words_stay_words() -> None:
    name = '<script>alert("x")</script> & \x00\x0b' + "очень длинное имя " * 20
    chart = Chart(
        title="длинное название " * 30, language="ru", marks=[mark()], names={"ardan-temur": name}, units={}
    )
    root = parsed(draw_chart(chart))
    assert "<script" not in draw_chart(chart).inline()
    assert root.findtext(f"{SVG}title") == chart.title
    assert any(line.endswith("…") for line in texts(root))
    assert "alert" in (links(root)[0].get("aria-label") or "")


def test_open_ends_have_an_arrow_and_no_bar_beyond() -> None:
    over = mark(low=1.7e9, high=None, bounded=True)
    [link] = links(parsed(draw(over)))
    assert "at least 1.7 billion USD" in (link.get("aria-label") or "")
    assert any("v-18" in each.get("d", "") for each in link)
    [under] = links(parsed(draw(mark(low=None, high=1.7e9, bounded=True))))
    assert "at most" in (under.get("aria-label") or "") and any("v18" in each.get("d", "") for each in under)


def test_alone_it_brings_one_rule_and_a_policy_that_allows_nothing_else() -> None:
    root = Xml.fromstring(draw(mark()).alone())
    [rule] = root.iter(f"{SVG}style")
    assert "color-scheme" in (rule.text or "")
    assert ALONE.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in ALONE


@pytest.mark.parametrize(("start", "end", "labels"), [
    (date(2024, 1, 1), date(2024, 12, 31), ["Jan 2024", "Apr", "Jul", "Oct"]),
    (date(2022, 1, 1), date(2023, 12, 31), ["2022", "2023"]),
    (date(1900, 1, 1), date(2024, 12, 31), ["1900", "1950", "2000"]),
    (date(2024, 5, 9), date(2024, 5, 9), ["May 2024"]),
    (date(1, 1, 1), date(9999, 12, 31), ["2000", "4000", "6000", "8000"]),
])  # fmt: skip
def test_times_are_told_in_few_labels(start: date, end: date, labels: list[str]) -> None:
    first, last = time_ends([mark(start=start, end=end)])
    assert first <= start.toordinal() and last > end.toordinal()
    assert [tick.label for tick in time_ticks(first, last, "en")] == labels


def test_russian_months_have_room_beside_each_other() -> None:
    first, last = time_ends([mark(start=date(2023, 11, 1), end=date(2024, 10, 31))])
    assert [tick.label for tick in time_ticks(first, last, "ru")] == [
        "нояб. 2023",
        "февр. 2024",
        "май",
        "авг.",
    ]


@pytest.mark.parametrize(
    "values",
    [(0.0001, 0.00013, 0.0002), (1572123456.0, 1572123999.0, 1572124500.0), (3e18, 9e18), (-1234.5, 1234.5), (1e-9, 1e14)],
)  # fmt: skip
def test_numbers_of_an_axis_differ_and_stand_on_the_paper(values: Sequence[float]) -> None:
    marks = [mark(2018 + place, value, low=None, high=None) for place, value in enumerate(values)]
    root = parsed(draw(*marks))
    labels = [each for each in root.iter(f"{SVG}text") if each.get("text-anchor") == "end"]
    assert len(labels) > 2 and len({each.text for each in labels}) == len(labels), "each line has a number"
    for label in labels:
        # as broad as the digits of common faces are at this size
        assert float(label.get("x", "")) - 9.6 * len(label.text or "") >= 0, label.text


def test_a_small_number_is_not_told_as_nothing() -> None:
    [link] = links(parsed(draw(mark(value=0.00013, low=None, high=None, unit="percent"))))
    assert "0.00013%" in (link.get("aria-label") or "")


@given(some.floats(-1e12, 1e12), some.floats(1e4, 1e12))
def test_lines_of_an_axis_hold_what_is_between(low: float, room: float) -> None:
    ticks = value_ticks(low, low + room)
    step = ticks[1] - ticks[0]
    assert ticks[0] <= low + step * 1e-3 and ticks[-1] >= low + room - step * 1e-3
    assert 2 <= len(ticks) <= 9


DAYS = some.dates(date(1800, 1, 1), date(2200, 12, 31))
NUMBERS = some.floats(-1e15, 1e15)


@settings(max_examples=60)
@given(
    some.lists(
        some.builds(
            lambda days, numbers, kind, who, unit: mark(
                start=min(days), end=max(days), value=min(numbers), low=min(numbers), high=max(numbers), kind=kind, who=who, unit=unit
            ),
            some.tuples(DAYS, DAYS),
            some.tuples(NUMBERS, NUMBERS),
            some.sampled_from(["told", "derived", "official"]),
            some.sampled_from(["ardan-temur", "berd-olen", "Office"]),
            some.sampled_from(["USD", "percent", None]),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_whatever_is_drawn_stays_on_the_paper(marks: Sequence[Mark]) -> None:
    root = parsed(draw(*marks))
    assert len(links(root)) == len(marks)
    for link in links(root):
        placed = re.findall(r"translate\(([\d.]+) ([\d.]+)\)", link[-1].get("transform", ""))
        for x, y in placed:
            assert 0 <= float(x) <= WIDTH and 0 <= float(y) <= float(root.get("height", ""))
