"""Verbatim speech without marks: whose turn each paragraph is. The wanted words are looked for in the text."""

from __future__ import annotations

from typing import Any

import pytest

TEMUR, VERST = "ardan-temur", "liana-verst"
INTERVIEW_RU = "Ардан Темур руководит Таванией с 2019 года. Интервью записано в Норске.\n\n"
INTERVIEW_EN = "Ardan Temur has led Tavania since 2019. The interview was held in Norsk.\n\n"

CASES: list[tuple[str, str, str, list[tuple[str, str]]]] = [
    ("labels", "ru", "Стенограмма встречи\n\nА. Темур: Мы построили дорогу.\n\nОна дошла до моря.\n\nЛ. Верст: Мы рады этому.\n\nРядом стояли Ардан Темур и Лиана Верст.", [
        (TEMUR, "Мы построили дорогу."), (TEMUR, "Она дошла до моря."), (VERST, "Мы рады этому."), (VERST, "Рядом стояли Ардан Темур и Лиана Верст.")]),
    ("titles in capitals", "en", "Press conference\n\nPRESIDENT TEMUR: We have built the road.\n\nMODERATOR: Thank you, colleagues.\n\nPRIME MINISTER VERST: We are glad of it.", [
        (TEMUR, "We have built the road."), (VERST, "We are glad of it.")]),
    ("a remark after the name", "ru", "Ардан Темур: Мы построили дорогу.\n\nЛиана Верст (по видеосвязи): Мы рады этому.\n\n(Аплодисменты.)\n\nРеплика из зала: Когда откроют мост?\n\nАрдан Темур: Осенью этого года.", [
        (TEMUR, "Мы построили дорогу."), (VERST, "Мы рады этому."), (TEMUR, "Осенью этого года.")]),
    ("questions of the paper", "ru", INTERVIEW_RU + "Корр.: Когда откроют дорогу?\n\nТемур: Мы откроем её летом.\n\nКорр.: А мост?\n\nТемур: Мост уже готов.\n\nБеседу вела Анна Ланд", [
        (TEMUR, "Мы откроем её летом."), (TEMUR, "Мост уже готов.")]),
    ("Q and A", "en", INTERVIEW_EN + "Q: When will the road open?\n\nA: We shall open it in summer.\n\nQ: And the bridge?\n\nA: The bridge is ready.\n\nInterviewed by Anna Land", [
        (TEMUR, "We shall open it in summer."), (TEMUR, "The bridge is ready.")]),
    ("Вопрос and Ответ", "ru", INTERVIEW_RU + "Вопрос: Когда откроют дорогу?\n\nОтвет: Мы откроем её летом.\n\nВопрос: А мост?\n\nОтвет: Мост уже готов.", [
        (TEMUR, "Мы откроем её летом."), (TEMUR, "Мост уже готов.")]),
    ("the paper's name as label", "en", "RIVER HERALD: When will the road open?\n\nARDAN TEMUR: We shall open it in summer.\n\nRIVER HERALD: And the bridge?\n\nARDAN TEMUR: The bridge is ready.", [
        (TEMUR, "We shall open it in summer."), (TEMUR, "The bridge is ready.")]),
    ("no labels, questions in lines of their own", "ru", INTERVIEW_RU + "Когда откроют дорогу?\n\nМы откроем её летом, я обещаю.\n\nА мост?\n\nМост уже готов, мы довольны.\n\nЧто дальше?\n\nДальше мы построим порт.", [
        (TEMUR, "Мы откроем её летом, я обещаю."), (TEMUR, "Мост уже готов, мы довольны."), (TEMUR, "Дальше мы построим порт.")]),
    ("every other dash asks", "ru", "Ардан Темур о дороге\n\n– Дорогу строят три года. Когда её откроют?\n\n– Летом этого года.\n\n– Говорят, что денег не хватает.\n\n– Денег хватает.\n\nСкажу больше: мост уже готов.\n\nВ комнату вошла секретарь.\n\n– А порт?\n\n– Порт начнём зимой.", [
        (TEMUR, "Летом этого года."), (TEMUR, "Денег хватает."), (TEMUR, "Скажу больше: мост уже готов."), (TEMUR, "Порт начнём зимой.")]),
    ("a headline without marks", "ru", "Ардан Темур: Мы построим дорогу к морю\n\nВстреча прошла в Норске.", [(TEMUR, "Мы построим дорогу к морю")]),
    ("a headline that names a subject only", "ru", "Ардан Темур: биография, фотографии, награды\n\nВстреча прошла в Норске.", []),
    ("an author's line over a news story", "en", "A new bridge for Norsk\n\nBy Anna Land\n\n“We have built it together and we are proud of our work,” Ardan Temur said in Norsk.\n\nThe bridge was opened in the evening.", [(TEMUR, "We have built it together and we are proud of our work,")]),
    ("colons in a story are no labels", "en", "The results were clear.\n\nNote: the road is long.\n\nNote: the bridge is short.\n\nThe meeting took place in Norsk.", []),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "wanted"), [pytest.param(*rest, id=name) for name, *rest in CASES])
def test_turns(read: Any, lang: str, text: str, wanted: list[tuple[str, str]]) -> None:
    found = [
        (statement.speaker.id if statement.speaker else None, statement.span.of(text))
        for statement in read(text, lang=lang).statements
        if statement.kind == "direct"
    ]
    assert found == wanted
