"""Sentences and tokens. A bar stands where a sentence ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.span import Span
from app.extraction import Toolkit
from app.language.base import fold, lower
from app.language.tokens import cut_sentences, lines

CUTS = [
    ("ru", "Он прибыл в Бишкек.| Затем выступил."),
    ("ru", "Президент К.-Ж. Токаев и В. В. Путин встретились.| Речь шла о торговле."),
    ("ru", "Встреча прошла 5 мая 2025 г. в Астане.| Итоги подведены."),
    ("ru", "Рост составил 5 млрд долл.| Это больше прежнего."),
    ("ru", "Экспорт вырос до 5 млрд.| В 2024 году было меньше."),
    ("ru", "Рост составил 5 млрд долл. США против 4 млрд долл. США год назад.| Это больше прежнего."),
    ("ru", "Выросло на 2,5 процента!| Что дальше?| Посмотрим…| Увидим."),
    ("ru", "Первая строка без точки|\nВторая строка"),
    ("ru", "Он живёт на ул. Манаса, д. 5."),
    ("ru", "Сайт gov.kg открыт.| Он работает."),
    ("ru", "«Мы готовы.»| Так он сказал."),
    ("ru", "Мост закрыт.|Он ветхий.|В городе знают об этом."),
    ("ru", 'Он открыл форум "Река плюс".|Гости сели.'),
    ("ru", "Он живёт на ул.Манаса и читает Полоса.Ру, пункт 3.Он пуст."),
    ("en", "Mr. Temur met Ms. Verst in the U.S. capital.| They talked."),
    ("en", 'It grew by 2.5 percent.| "Good," he said.'),
    ("en", "The talks ended at 5 p.m. sharp.| Nobody left."),
]


@pytest.mark.parametrize(("lang", "marked"), CUTS)
def test_sentences_end_where_a_reader_ends_them(toolkit: Toolkit, lang: str, marked: str) -> None:
    text = marked.replace("|", "")
    kit = toolkit.kit(lang)
    analysis = kit.language.analyse(text)
    found = [
        text[sentence.start : sentence.end]
        for sentence in cut_sentences(analysis, (), kit.words.abbreviations)
    ]
    assert found == [part.strip() for part in marked.split("|")]


def test_a_quotation_is_never_cut(toolkit: Toolkit) -> None:
    text = "«Мы начали.\n\nМы закончим», — сказал он. Все ушли."
    kit = toolkit.kit("ru")
    analysis = kit.language.analyse(text)
    whole = [Span(0, text.index("»") + 1)]
    found = [
        text[sentence.start : sentence.end]
        for sentence in cut_sentences(analysis, whole, kit.words.abbreviations)
    ]
    assert found == ["«Мы начали.\n\nМы закончим», — сказал он.", "Все ушли."]


def test_digits_are_cut_from_letters_and_hyphens_kept(toolkit: Toolkit) -> None:
    tokens = toolkit.kit("ru").language.analyse("15процентов торгово-экономического").tokens
    assert [token.text for token in tokens] == ["15", "процентов", "торгово-экономического"]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    text = (
        "Президент отметил, что дорога к морю будет построена в срок и\nпозволит сократить время в пути для грузов из всех\n"
        "стран региона, а также создаст новые рабочие места в\nприграничных районах обеих стран.\n\nОн поблагодарил строителей."
    )
    assert [span.of(text).count("\n") for span in lines(text)] == [3, 0]


def test_a_list_in_lines_of_its_own_stays_lines() -> None:
    text = "Он предложил:\nпостроить дорогу;\nоткрыть мост;\nснизить тарифы;\nсоздать фонд."
    assert len(lines(text)) == 5


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(lower(text)) == len(text)


@given(st.text(alphabet="аб. \n\r«»\u2028!", max_size=60))
def test_lines_are_trimmed_and_cover_all_that_is_not_blank(text: str) -> None:
    spans = lines(text)
    assert all(span.of(text) == span.of(text).strip() for span in spans)
    assert "".join(text.split()) == "".join("".join(span.of(text).split()) for span in spans)
