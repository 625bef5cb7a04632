"""A cursor leads back to where its page ended, in its own list only."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotFound
from app.queries.cursor import (
    KEY_CURSOR,
    RECORD_CURSOR,
    Position,
    edge_key,
    key_cursor,
    record_cursor,
    record_position,
    seal,
)

LIST = seal("statement", "-date", "topic=", "trade")
DAYS = st.one_of(st.just(""), st.dates().map(date.isoformat))


@given(DAYS, st.integers(0, 2**63 - 1), st.booleans())
def test_a_record_cursor_keeps_day_number_and_direction(day: str, number: int, back: bool) -> None:
    cursor = record_cursor(LIST, Position(day, number, back))
    assert re.search(RECORD_CURSOR, cursor)
    assert record_position(cursor, LIST) == Position(day, number, back)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=200), st.booleans())
def test_a_key_cursor_keeps_any_id_and_its_direction(key: str, back: bool) -> None:
    cursor = key_cursor(LIST, key, back=back)
    assert re.search(KEY_CURSOR, cursor)
    assert edge_key(cursor, LIST) == (key, back)


@given(st.from_regex(RECORD_CURSOR, fullmatch=True))
def test_words_that_only_look_like_cursors_are_not_found(word: str) -> None:
    with pytest.raises(NotFound):
        record_position(word, LIST)


@given(st.from_regex(KEY_CURSOR, fullmatch=True))
def test_words_that_only_look_like_key_cursors_are_not_found(word: str) -> None:
    with pytest.raises(NotFound):
        edge_key(word, LIST)


@given(st.integers(0, 35), st.sampled_from("ABCabc019-_"))
def test_a_changed_cursor_is_another_place_or_none(at: int, letter: str) -> None:
    """It never leads to the old place under a second spelling, and never to a day that is none."""
    cursor = record_cursor(LIST, Position("2025-11-16", 77))
    changed = cursor[:at] + letter + cursor[at + 1 :]
    if changed == cursor:
        return
    try:
        position = record_position(changed, LIST)
    except NotFound:
        return
    assert position != Position("2025-11-16", 77)
    assert position.day == "" or date.fromisoformat(position.day)


@pytest.mark.parametrize(
    "other", [("statement", "date"), ("proposal", "-date", "topic=", "trade"), ("statement", "-date")]
)
def test_another_list_does_not_take_it(other: tuple[str, ...]) -> None:
    cursor = record_cursor(LIST, Position("2025-11-16", 77))
    with pytest.raises(NotFound, match="belongs to no page"):
        record_position(cursor, seal(*other))


@pytest.mark.parametrize("day", ["2025-13-45", "20251116", "2025-W46-7", "99999-1-1"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    cursor = record_cursor(LIST, Position(day, 1))
    with pytest.raises(NotFound):
        record_position(cursor, LIST)


def test_a_number_of_64_bits_is_refused() -> None:
    with pytest.raises(NotFound):
        record_position(record_cursor(LIST, Position("2025-11-16", 2**63)), LIST)
