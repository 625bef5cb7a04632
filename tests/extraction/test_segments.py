"""Which words of a reported sentence were said. The words stand in the table, the test looks for them in the text."""

from __future__ import annotations

from typing import Any

import pytest

CASES = [
    ("ru", "Ардан Темур отметил, что дорога почти готова.", ["что дорога почти готова"]),
    ("ru", "Ардан Темур на встрече в Норске заявил коллегам, что дорога почти готова.", ["что дорога почти готова"]),
    ("ru", "Дорога к морю, сообщил Ардан Темур, почти готова и будет открыта летом.", ["Дорога к морю", "почти готова и будет открыта летом"]),
    ("ru", "Дорога к морю будет открыта летом, сообщил Ардан Темур.", ["Дорога к морю будет открыта летом"]),
    ("ru", "Дорога к морю будет открыта летом, сообщил Ардан Темур, глава комиссии.", ["Дорога к морю будет открыта летом"]),
    ("ru", "По словам Ардана Темура, дорога к морю почти готова.", ["дорога к морю почти готова"]),
    ("ru", "Ардан Темур сообщил: дорога к морю почти готова.", ["дорога к морю почти готова"]),
    ("ru", "Ардан Темур предложил построить дорогу к морю.", ["построить дорогу к морю"]),
    ("ru", "Ардан Темур знал, что дорога дорога, и сообщил коллегам, что она готова.", ["что она готова"]),
    ("en", "Ardan Temur said that the road was almost ready.", ["that the road was almost ready"]),
    ("en", "Ardan Temur said the road was almost ready.", ["the road was almost ready"]),
    ("en", "Ardan Temur said he was glad that the road was ready.", ["he was glad that the road was ready"]),
    ("en", "The road to the sea will be opened in summer, Ardan Temur said.", ["The road to the sea will be opened in summer"]),
    ("en", "The road, Ardan Temur said, will be opened in summer.", ["The road", "will be opened in summer"]),
    ("en", "According to Ardan Temur, the road will be opened in summer.", ["the road will be opened in summer"]),
    ("en", "The road will be opened in summer, according to Ardan Temur.", ["The road will be opened in summer"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_the_words_said(read: Any, language: str, text: str, wanted: list[str]) -> None:
    (statement,) = read(text, lang=language).statements
    assert statement.span.of(text) == text
    assert [segment.of(text) for segment in statement.segments] == wanted


def test_a_statement_without_an_attribution_is_said_whole(read: Any) -> None:
    """A list belongs to its sentence, and its items are proposals of their own: nothing is cut out of it."""
    text = "Ардан Темур предложил три шага:\n\nпостроить дорогу;\n\nоткрыть мост через реку."
    (statement,) = read(text).statements
    assert statement.segments == (statement.span,)
