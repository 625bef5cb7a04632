"""Any spelling of a name leads to its leader and tells why; what is only like it is marked or not found."""

from __future__ import annotations

from datetime import date

import pytest

from app.extraction import Toolkit
from app.extraction.people.resolve import REASONS, resolve_name

DAY = date(2025, 9, 12)

SPELLINGS = [
    # as listed, in any order and in capitals
    ("Садыр Жапаров", "sadyr-japarov", "exact"),
    ("Жапаров Садыр Нургожоевич", "sadyr-japarov", "exact"),
    ("ШАВКАТ МИРЗИЁЕВ", "shavkat-mirziyoyev", "exact"),
    ("шавкат мирзиеев", "shavkat-mirziyoyev", "exact"),
    ("Xi Jinping", "xi-jinping", "exact"),
    ("Jinping Xi", "xi-jinping", "exact"),
    ("  Ilham   Aliyev ", "ilham-aliyev", "exact"),
    ("Касымжомарт Токаев", "kassym-jomart-tokayev", "exact"),
    ("Kassym Jomart Tokayev", "kassym-jomart-tokayev", "exact"),
    ("Ilham Aliyev's", "ilham-aliyev", "exact"),
    # case forms
    ("Садыром Жапаровым", "sadyr-japarov", "case-form"),
    ("Путину Владимиру Владимировичу", "vladimir-putin", "case-form"),
    ("Си Цзиньпином", "xi-jinping", "case-form"),
    ("Урсулой фон дер Ляйен", "ursula-von-der-leyen", "case-form"),
    ("МИРЗИЁЕВА ШАВКАТА МИРОМОНОВИЧА", "shavkat-mirziyoyev", "case-form"),
    ("Никола Пашиняна", "nikol-pashinyan", "case-form"),
    ("Арданом Темуром", "ardan-temur", "case-form"),
    # other alphabets and their letters
    ("Эмомалӣ Раҳмон", "emomali-rahmon", "exact"),
    ("Қасым-Жомарт Тоқаев", "kassym-jomart-tokayev", "exact"),
    ("Ардан Тэмур", "ardan-temur", "spelling"),
    ("Lyana Verst", "liana-verst", "spelling"),
    ("Olzhas Bektenov", "olzhas-bektenov", "exact"),
    ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan", "exact"),
    # other romanisations: with and without diacritics, ISO, popular
    ("Shavkat Mirziyaev", "shavkat-mirziyoyev", "spelling"),
    ("Sadır Caparov", "", ""),  # a Turkish spelling, of which nothing is known
    ("Ильхам Алийев", "ilham-aliyev", "spelling"),
    ("Sergej Lawrow", "sergey-lavrov", "spelling"),
    ("Qasym-Jomart Toqayev", "kassym-jomart-tokayev", "spelling"),
    ("Kasymjomart Tokaev", "kassym-jomart-tokayev", "spelling"),
    ("Sadyr Djaparov", "sadyr-japarov", "spelling"),
    ("Volodymyr Zelenskyj", "volodymyr-zelenskyy", "spelling"),
    ("Sooronbai Jeenbekow", "sooronbay-jeenbekov", "spelling"),
    ("Vladimir Pootin", "vladimir-putin", "similar"),  # a joke is no romanisation
    # initials
    ("В.В. Путин", "vladimir-putin", "initials"),
    ("К.-Ж. Токаев", "kassym-jomart-tokayev", "initials"),
    ("Токаев К.К.", "kassym-jomart-tokayev", "initials"),
    ("K.-J. Tokayev", "kassym-jomart-tokayev", "initials"),
    ("Дж. Байден", "joe-biden", "initials"),
    ("S. Mirziyoyev", "shavkat-mirziyoyev", "initials"),
    ("Р. Т. Эрдогану", "recep-tayyip-erdogan", "initials"),
    # the family name alone
    ("Токаев", "kassym-jomart-tokayev", "family-name-only"),
    ("Mirzioyev", "shavkat-mirziyoyev", "family-name-only"),
    ("Рахмону", "emomali-rahmon", "family-name-only"),
    ("von der Leyen", "ursula-von-der-leyen", "family-name-only"),
    ("фон дер Ляйен", "ursula-von-der-leyen", "family-name-only"),
    ("bin Salman", "mohammed-bin-salman", "family-name-only"),
    ("Верст", "liana-verst", "family-name-only"),
    # titles
    ("президент Казахстана", "kassym-jomart-tokayev", "title"),
    ("президенту Кыргызстана", "sadyr-japarov", "title"),
    ("the Uzbek leader", "shavkat-mirziyoyev", "title"),
    ("President of Kazakhstan", "kassym-jomart-tokayev", "title"),
    ("Генеральный секретарь ООН", "antonio-guterres", "title"),
    ("президент Токаев", "kassym-jomart-tokayev", "title"),
    ("президент Казахстана Касым-Жомарт Токаев", "kassym-jomart-tokayev", "title"),
    ("President Xi Jinping", "xi-jinping", "title"),
    ("норлийский премьер-министр", "liana-verst", "title"),
    # typing mistakes
    ("Vladimir Putn", "vladimir-putin", "similar"),
    ("Лукашинко", "alexander-lukashenko", "similar"),
    ("Shavkat Mirzoyoyev", "shavkat-mirziyoyev", "similar"),
    ("Садыр Жаапров", "sadyr-japarov", "similar"),
    ("Kasssym-Jomart Tokayve", "kassym-jomart-tokayev", "similar"),
]


@pytest.mark.parametrize(("name", "leader", "reason"), SPELLINGS)
def test_a_spelling_leads_to_its_leader(toolkit: Toolkit, name: str, leader: str, reason: str) -> None:
    found = resolve_name(toolkit, name, day=DAY)
    assert (found[0].leader if found else "") == leader
    if leader:
        assert reason in found[0].reasons
        assert set(found[0].reasons) <= set(REASONS)
        assert ("similar" in found[0].reasons) == (reason == "similar"), "a mistake is never silent"


@pytest.mark.parametrize(
    "name",
    [
        "Mary",
        "Marina",
        "Мария",
        "Мар",
        "Токаева Дарига Ивановна",
        "Putina",
        "Ток",
        "Токаев Рахмон",
        "Садыр",
        "Владимир",
        "Садыра Жапаровым",
        "Kazakhstan",
        "президент",
        "the president",
        "президент Атлантиды",
        "",
        "  ",
        "...",
        "12345",
        "Трампу Джо",
        "a" * 5000,
        "Путин " * 200,
    ],
)
def test_what_is_nobody_leads_to_nobody(toolkit: Toolkit, name: str) -> None:
    assert resolve_name(toolkit, name, day=DAY) == []


def test_a_title_follows_the_day(toolkit: Toolkit) -> None:
    def holder(title: str, day: date | None) -> list[str]:
        return [match.leader for match in resolve_name(toolkit, title, day=day)]

    assert holder("президент Тавании", date(2010, 1, 1)) == ["karim-temur"]
    assert holder("президент Тавании", date(2020, 1, 1)) == ["ardan-temur"]
    assert holder("президент Тавании", None) == ["ardan-temur"]
    assert holder("the president of Tavania", date(1999, 1, 1)) == []


def test_namesakes_are_all_told_the_one_in_office_first(toolkit: Toolkit) -> None:
    def leaders(day: date | None) -> list[str]:
        return [match.leader for match in resolve_name(toolkit, "Темур", day=day)]

    assert leaders(date(2020, 1, 1)) == ["ardan-temur", "karim-temur"]
    assert leaders(date(2010, 1, 1)) == ["karim-temur", "ardan-temur"]
    assert leaders(None) == ["ardan-temur", "karim-temur"]


def test_the_given_name_tells_namesakes_apart(toolkit: Toolkit) -> None:
    assert [match.leader for match in resolve_name(toolkit, "К. Темур")] == ["karim-temur"]
    assert [match.leader for match in resolve_name(toolkit, "Karim Temur")] == ["karim-temur"]


def test_a_sure_match_hides_what_is_only_similar_and_scores_more(toolkit: Toolkit) -> None:
    exact, form, slip = (
        resolve_name(toolkit, name)[0] for name in ("Ардан Темур", "Арданом Темуром", "Ардан Темпур")
    )
    assert exact.score == 1 > form.score > slip.score
    assert exact.matched == "Ардан Темур"
    assert all("similar" not in match.reasons for match in resolve_name(toolkit, "Темур"))
