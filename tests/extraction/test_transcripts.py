"""Verbatim speech without marks: whose turn each paragraph is. The wanted words are looked for in the text."""

from __future__ import annotations

from typing import Any

import pytest

TEMUR, VERST = "ardan-temur", "liana-verst"
HASK, KHASK, ORLEN = "mirela-hask", "mirela-khask", "jovan-orlen"
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
    ("only answers have a dash", "ru", "Ардан Темур о дороге\n\nКогда откроют дорогу?\n\n– Летом этого года.\n\nА мост?\n\n– Мост уже готов.\n\nМы довольны им.\n\nПорта по-прежнему нет.\n\n– Порт начнём зимой.\n\nЧто дальше?\n\n– Поживём и увидим.", [
        (TEMUR, "Летом этого года."), (TEMUR, "Мост уже готов."), (TEMUR, "Мы довольны им."), (TEMUR, "Порт начнём зимой."), (TEMUR, "Поживём и увидим.")]),
    ("a headline without marks", "ru", "Ардан Темур: Мы построим дорогу к морю\n\nВстреча прошла в Норске.", [(TEMUR, "Мы построим дорогу к морю")]),
    ("lines before a speech that nobody speaks", "en", "Remarks by Liana Verst, Prime Minister of Norlia\nTavar, 22 May 2026\nCheck against delivery\n\nDear colleagues, I am glad to see you.\n\nWe have built three bridges, and we are proud of them.", [
        (VERST, "Dear colleagues, I am glad to see you."), (VERST, "We have built three bridges, and we are proud of them.")]),
    ("remarks with somebody are not his", "en", "Remarks with Prime Minister Liana Verst before the talks\n\nI am glad to be here, and we thank you for the warm welcome.\n\nWe have much to do.", []),
    ("announced in the third line", "en", "Remarks to the congress of ports\n\n19 November 2025\n\nRemarks by Liana Verst, Prime Minister of Norlia\n\nI am glad to be here with you today, and we thank our hosts.\n\nWe have built three bridges.", [
        (VERST, "I am glad to be here with you today, and we thank our hosts."), (VERST, "We have built three bridges.")]),
    ("marks around a paragraph under a label", "en", "What they said\n\nArdan Temur, President of Tavania:\n\n“We have built the road.”\n\nLiana Verst, Prime Minister of Norlia:\n\n“We are glad of it.”", [
        (TEMUR, "We have built the road."), (VERST, "We are glad of it.")]),
    ("a headline that names a subject only", "ru", "Ардан Темур: биография, фотографии, награды\n\nВстреча прошла в Норске.", []),
    ("an author's line over a news story", "en", "A new bridge for Norsk\n\nBy Anna Land\n\n“We have built it together and we are proud of our work,” Ardan Temur said in Norsk.\n\nThe bridge was opened in the evening.", [(TEMUR, "We have built it together and we are proud of our work,")]),
    ("colons in a story are no labels", "en", "The results were clear.\n\nNote: the road is long.\n\nNote: the bridge is short.\n\nThe meeting took place in Norsk.", []),
    ("a name that no list holds, told by its labels", "en", "“Trust is not printed at night”\n\nThe governor of the bank talks to River Weekly.\n\nRW: Governor Hask, are you relaxing?\n\nMirela Hask: We never do.\n\nRW: When will you act?\n\nMirela Hask: In summer.\n\nRW: President Temur says that a system exists.\n\nMirela Hask: He is right.", [
        (HASK, "Trust is not printed at night"), (HASK, "We never do."), (HASK, "In summer."), (HASK, "He is right.")]),
    ("capitals, later the family name alone", "en", "RIVER WEEKLY: Are you relaxing?\n\nMIRELA HASK: We never do.\n\nRIVER WEEKLY: When will you act?\n\nHASK: In summer.\n\nI can promise you that.", [
        (HASK, "We never do."), (HASK, "In summer."), (HASK, "I can promise you that.")]),
    ("marks of emphasis", "en", "Central bank governor Mirela Hask sat down with River Weekly.\n\n**River Weekly: Are you relaxing?**\n\n**Hask:** We never do.\n\n**River Weekly: When will you act?**\n\n**Hask:** In summer.", [
        (HASK, "We never do."), (HASK, "In summer.")]),
    ("title and affiliation once, later the family name", "en", "Roundtable in Norsk\n\nDr Mirela Hask (Bank of Norlia): We need one market for power.\n\nJovan Orlen, Minister of Transport: I agree.\n\nModerator: Who pays?\n\nHask: The banks.\n\nOrlen: And we the rest.", [
        (HASK, "We need one market for power."), (ORLEN, "I agree."), (HASK, "The banks."), (ORLEN, "And we the rest.")]),
    ("the answers of whom the questions address", "en", "River Weekly asked Liana Verst and Ardan Temur.\n\nQ: President Temur, are you relaxing?\n\nA: We never do.\n\nQ: When will you act?\n\nA: In summer.", [
        (TEMUR, "We never do."), (TEMUR, "In summer.")]),
    ("the questions address somebody unknown", "en", "River Weekly asked Ardan Temur and others.\n\nQ: Governor Hask, are you relaxing?\n\nA: We never do.\n\nQ: When will you act?\n\nA: In summer.", []),
    ("the author who asks is nobody's answer", "en", "By Helka Dorn\n\nThe interview with Mirela Hask was held in Norsk.\n\nQ: Are you relaxing?\n\nA: We never do.\n\nQ: When will you act?\n\nA: In summer.", [
        (HASK, "We never do."), (HASK, "In summer.")]),
    ("nobody is introduced", "en", "An interview in Norsk.\n\nQ: Does President Temur pay?\n\nA: He does.\n\nQ: When?\n\nA: In summer.", []),
    ("Q and a full stop, a title for a name", "en", "Ardan Temur meets the press\n\nQ. When will the road open?\n\nTHE PRESIDENT: We open it in summer.\n\nQ. And the bridge?\n\nTHE PRESIDENT: The bridge is ready.", [
        (TEMUR, "We open it in summer."), (TEMUR, "The bridge is ready.")]),
    ("Q and nothing, moderators", "en", "PRESIDENT TEMUR: Thank you all.\n\nPRIME MINISTER VERST: We are glad.\n\nMODERATOR: We take two questions.\n\nQ   Thank you. Mr President, when?\n\nPRESIDENT TEMUR: In summer.", [
        (TEMUR, "Thank you all."), (VERST, "We are glad."), (TEMUR, "In summer.")]),
    ("initials of an office", "en", "Mirela Hask, Secretary-General of the River Union, met reporters in Norsk.\n\nQ: When will the road open?\n\nSG: We open it in summer.\n\nQ: And the bridge?\n\nSG: The bridge is ready.", [
        (HASK, "We open it in summer."), (HASK, "The bridge is ready.")]),
    ("a title that two bear is nobody's", "en", "President Ardan Temur and President Oskar Brem met the press.\n\nQ: When will the road open?\n\nPRESIDENT: We open it in summer.\n\nQ: And the bridge?\n\nPRESIDENT: The bridge is ready.", []),
    ("В. and О.", "ru", INTERVIEW_RU + "В.: Когда откроют дорогу?\n\nО.: Мы откроем её летом.\n\nВ.: А мост?\n\nО.: Мост уже готов.", [
        (TEMUR, "Мы откроем её летом."), (TEMUR, "Мост уже готов.")]),
    ("the paper's name in marks asks", "ru", "Мирела Хаск: «Доверие не печатают»\n\n«Речная неделя»: Когда вы снизите ставку?\n\nМирела Хаск: Не раньше лета.\n\n«Речная неделя»: Президент Темур говорит, что система уже есть.\n\nМ. Хаск: Это презентация.\n\n«Речная неделя»: А что дальше?\n\nХаск: Дальше отпуск.", [
        (KHASK, "Доверие не печатают"), (KHASK, "Не раньше лета."), (KHASK, "Это презентация."), (KHASK, "Дальше отпуск.")]),
    ("dashes before answers only", "ru", "Ардан Темур, президент Тавании: «Воды хватит всем»\n\nПрезидент рассказал «Речной неделе» о воде.\n\nКаким был год?\n\n— Сухим.\n\nМы просим помощи у соседей.\n\nКто виноват?\n\n— Никто. Дождя не было.\n\nС вами многие не согласны.\n\n— Знаю. Они ошибаются.\n\nБеседовала Анна Ланд", [
        (TEMUR, "Воды хватит всем"), (TEMUR, "Сухим."), (TEMUR, "Мы просим помощи у соседей."), (TEMUR, "Никто. Дождя не было."), (TEMUR, "Знаю. Они ошибаются.")]),
    ("dashes before questions only", "ru", "Интервью с президентом Тавании Арданом Темуром\n\n— Как прошёл год?\n\nНепросто.\n\nЗато мост достроен.\n\n— Что с тарифами?\n\nТарифы не изменятся.\n\n— Что дальше?\n\nДальше мы построим порт.\n\nБеседовала Анна Ланд", [
        (TEMUR, "Непросто."), (TEMUR, "Зато мост достроен."), (TEMUR, "Тарифы не изменятся."), (TEMUR, "Дальше мы построим порт.")]),
    ("addressed by given name and patronymic", "ru", "Лиана Верст и Ардан Темур открыли мост. Мы поговорили с президентом.\n\n– Ардан Олегович, когда откроют дорогу?\n\n– Летом этого года.\n\n– А порт?\n\n– Порт начнём зимой.", [
        (TEMUR, "Летом этого года."), (TEMUR, "Порт начнём зимой.")]),
    ("dashes of a dialogue in a story", "ru", "Ардан Темур приехал в Норск\n\n— Мы ждали вас три года, — сказала Лиана Верст.\n\n— А мы строили эту дорогу, — ответил Ардан Темур.\n\nНа площади было пусто.", [
        (VERST, "Мы ждали вас три года"), (TEMUR, "А мы строили эту дорогу")]),
    ("an author who says 'we' and quotes others", "en", "A new road for Norsk\n\nBy Helka Dorn\n\nWe drove for three hours, and our driver was tired.\n\n“The road is ours,” said Ardan Temur.\n\n“It is too late for us,” said Liana Verst.\n\nWe turned back.", [
        (TEMUR, "The road is ours,"), (VERST, "It is too late for us,")]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "wanted"), [pytest.param(*rest, id=name) for name, *rest in CASES])
def test_turns(read: Any, lang: str, text: str, wanted: list[tuple[str, str]]) -> None:
    found = [
        (statement.speaker.id if statement.speaker else None, statement.span.of(text))
        for statement in read(text, lang=lang).statements
        if statement.kind == "direct"
    ]
    assert found == wanted


def test_a_salutation_in_a_paragraph_of_its_own_is_a_courtesy(read: Any) -> None:
    text = "Remarks by Liana Verst, Prime Minister of Norlia\n\nColleagues,\n\nWe have built our bridges, and we are proud of them."
    assert [item.act.value for item in read(text, lang="en").statements] == ["courtesy", "claim"]
