"""Case forms of Russian names: every form of every leader is made by our own rules, since analysers guess."""

from __future__ import annotations

from typing import Any

import pytest

from app.language.ru_names import CASES, declined
from app.vocabulary import Vocabulary

# nominative, genitive, dative, accusative, instrumental, prepositional
TABLE = [
    (
        "Садыр Жапаров",
        "m",
        "Садыра Жапарова|Садыру Жапарову|Садыра Жапарова|Садыром Жапаровым|Садыре Жапарове",
    ),
    (
        "Касым-Жомарт Токаев",
        "m",
        "Касым-Жомарта Токаева|Касым-Жомарту Токаеву|Касым-Жомарта Токаева|Касым-Жомартом Токаевым|Касым-Жомарте Токаеве",
    ),
    (
        "Сооронбай Жээнбеков",
        "m",
        "Сооронбая Жээнбекова|Сооронбаю Жээнбекову|Сооронбая Жээнбекова|Сооронбаем Жээнбековым|Сооронбае Жээнбекове",
    ),
    (
        "Эмомали Рахмон",
        "m",
        "Эмомали Рахмона|Эмомали Рахмону|Эмомали Рахмона|Эмомали Рахмоном|Эмомали Рахмоне",
    ),
    (
        "Гурбангулы Бердымухамедов",
        "m",
        "Гурбангулы Бердымухамедова|Гурбангулы Бердымухамедову|Гурбангулы Бердымухамедова|Гурбангулы Бердымухамедовым|Гурбангулы Бердымухамедове",
    ),
    (
        "Владимир Зеленский",
        "m",
        "Владимира Зеленского|Владимиру Зеленскому|Владимира Зеленского|Владимиром Зеленским|Владимире Зеленском",
    ),
    ("Илья Лев", "m", "Ильи Лева|Илье Леву|Илью Лева|Ильей Левом|Илье Леве"),
    (
        "Дмитрий Мезенцев",
        "m",
        "Дмитрия Мезенцева|Дмитрию Мезенцеву|Дмитрия Мезенцева|Дмитрием Мезенцевым|Дмитрии Мезенцеве",
    ),
    ("Игорь Корж", "m", "Игоря Коржа|Игорю Коржу|Игоря Коржа|Игорем Коржем|Игоре Корже"),
    ("Нарендра Моди", "m", "Нарендры Моди|Нарендре Моди|Нарендру Моди|Нарендрой Моди|Нарендре Моди"),
    ("Си Цзиньпин", "m", "Си Цзиньпина|Си Цзиньпину|Си Цзиньпина|Си Цзиньпином|Си Цзиньпине"),
    (
        "Ардан Саидович Темур",
        "m",
        "Ардана Саидовича Темура|Ардану Саидовичу Темуру|Ардана Саидовича Темура|Арданом Саидовичем Темуром|Ардане Саидовиче Темуре",
    ),
    (
        "Гульнара Тимурова",
        "f",
        "Гульнары Тимуровой|Гульнаре Тимуровой|Гульнару Тимурову|Гульнарой Тимуровой|Гульнаре Тимуровой",
    ),
    ("Ангела Меркель", "f", "Ангелы Меркель|Ангеле Меркель|Ангелу Меркель|Ангелой Меркель|Ангеле Меркель"),
    ("Мария Ильина", "f", "Марии Ильиной|Марии Ильиной|Марию Ильину|Марией Ильиной|Марии Ильиной"),
    ("Любовь Белая", "f", "Любови Белой|Любови Белой|Любовь Белую|Любовью Белой|Любови Белой"),
]


@pytest.mark.parametrize(("name", "gender", "forms"), TABLE)
def test_all_six_cases(name: str, gender: str, forms: str) -> None:
    made = declined(name, gender, {}, family_first=name.startswith("Си "))
    for case, form in zip(CASES, [name, *forms.split("|")], strict=True):
        assert case in made.get(form, "").split(), f"{case}: {form} not among {made}"


def test_a_stem_of_its_own_comes_from_the_vocabulary() -> None:
    assert "Павлом Орловым" in declined("Павел Орлов", "m", {"Павел": "Павл"}, family_first=False)


def test_capitals_stay_capitals() -> None:
    assert "САДЫРОМ ЖАПАРОВЫМ" in declined("САДЫР ЖАПАРОВ", "m", {}, family_first=False)


def test_every_leader_is_found_in_every_case_of_every_russian_name(vocabulary: Vocabulary, read: Any) -> None:
    """In a sentence of its own, every full form leads to its leader and to nobody else."""
    tried = 0
    for leader in vocabulary.leaders.values():
        if leader.id in ("ardan-temur", "karim-temur", "liana-verst"):
            continue
        for name in leader.names["ru"]:
            for form in declined(
                name.replace("ё", "е"),
                leader.gender or "m",
                {"Петр": "Петр", "Павел": "Павл", "Лев": "Льв"},
                family_first=leader.family_first,
            ):
                found = read(f"Речь шла о {form}.").people
                assert [mention.leader for mention in found] == [leader.id], f"{form}: {found}"
                tried += 1
    assert tried > 250
