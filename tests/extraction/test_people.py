"""People who are in no list: where they are named, their nominative and their one id; and what only looks like a name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

# (gender, nominative | genitive | dative | accusative | instrumental | prepositional, id)
RUSSIAN = [
    ("m", "Ратко Гладич|Ратко Гладича|Ратко Гладичу|Ратко Гладича|Ратко Гладичем|Ратко Гладиче", "ratko-gladich"),
    ("m", "Сергей Скрипец|Сергея Скрипца|Сергею Скрипцу|Сергея Скрипца|Сергеем Скрипцом|Сергее Скрипце", "sergei-skripets"),
    ("m", "Олег Бурмин|Олега Бурмина|Олегу Бурмину|Олега Бурмина|Олегом Бурминым|Олеге Бурмине", "oleg-burmin"),
    ("f", "Елена Запольская|Елены Запольской|Елене Запольской|Елену Запольскую|Еленой Запольской|Елене Запольской", "yelena-zapolskaya"),
    ("f", "Асия Диби|Асии Диби|Асии Диби|Асию Диби|Асией Диби|Асии Диби", "asiya-dibi"),
    ("m", "Марк Лютте|Марка Лютте|Марку Лютте|Марка Лютте|Марком Лютте|Марке Лютте", "mark-lyutte"),
    ("m", "Тони Геббот|Тони Геббота|Тони Гебботу|Тони Геббота|Тони Гебботом|Тони Гебботе", "toni-gebbot"),
    ("m", "Павел Орешин|Павла Орешина|Павлу Орешину|Павла Орешина|Павлом Орешиным|Павле Орешине", "pavel-oreshin"),
    ("m", "Лев Дубов|Льва Дубова|Льву Дубову|Льва Дубова|Львом Дубовым|Льве Дубове", "lev-dubov"),
    ("m", "Пётр Вальчин|Петра Вальчина|Петру Вальчину|Петра Вальчина|Петром Вальчиным|Петре Вальчине", "petr-valchin"),
    ("m", "Игорь Коржик|Игоря Коржика|Игорю Коржику|Игоря Коржика|Игорем Коржиком|Игоре Коржике", "igor-korzhik"),
    ("m", "Юрий Зеленский|Юрия Зеленского|Юрию Зеленскому|Юрия Зеленского|Юрием Зеленским|Юрии Зеленском", ""),
    ("m", "Хироси Манака|Хироси Манаки|Хироси Манаке|Хироси Манаку|Хироси Манакой|Хироси Манаке", "khirosi-manaka"),
    ("f", "Ингрид Хальм|Ингрид Хальм|Ингрид Хальм|Ингрид Хальм|Ингрид Хальм|Ингрид Хальм", "ingrid-khalm"),
    ("m", "Азамат Сарбеков|Азамата Сарбекова|Азамату Сарбекову|Азамата Сарбекова|Азаматом Сарбековым|Азамате Сарбекове", "azamat-sarbekov"),
    ("f", "Гульнара Сарбекова|Гульнары Сарбековой|Гульнаре Сарбековой|Гульнару Сарбекову|Гульнарой Сарбековой|Гульнаре Сарбековой", "gulnara-sarbekova"),
    ("m", "Илья Ткачёв|Ильи Ткачёва|Илье Ткачёву|Илью Ткачёва|Ильёй Ткачёвым|Илье Ткачёве", "ilya-tkachev"),
    ("m", "Тарас Гриценко|Тараса Гриценко|Тарасу Гриценко|Тараса Гриценко|Тарасом Гриценко|Тарасе Гриценко", "taras-gritsenko"),
    ("f", "Ольга Гриценко|Ольги Гриценко|Ольге Гриценко|Ольгу Гриценко|Ольгой Гриценко|Ольге Гриценко", "olga-gritsenko"),
    ("m", "Вахтанг Берадзе|Вахтанга Берадзе|Вахтангу Берадзе|Вахтанга Берадзе|Вахтангом Берадзе|Вахтанге Берадзе", "vakhtang-beradze"),
    ("m", "Тигран Мурадян|Тиграна Мурадяна|Тиграну Мурадяну|Тиграна Мурадяна|Тиграном Мурадяном|Тигране Мурадяне", "tigran-muradyan"),
    ("m", "Роман Абрамчик|Романа Абрамчика|Роману Абрамчику|Романа Абрамчика|Романом Абрамчиком|Романе Абрамчике", "roman-abramchik"),
    ("m", "Жан-Батист Леруа|Жана-Батиста Леруа|Жану-Батисту Леруа|Жана-Батиста Леруа|Жаном-Батистом Леруа|Жане-Батисте Леруа", "zhan-batist-lerua"),
]  # fmt: skip
CASES = [
    pytest.param(
        name.split("|")[number], name.split("|")[0], leader, id=f"{name.split('|')[number]}-{number}"
    )
    for _, name, leader in RUSSIAN
    if leader
    for number in range(6)
]
FRAME = {0: "{} приехал на форум.", 1: "Речь {} ждали.", 2: "Слово дали {}.", 3: "", 4: "", 5: ""}


@pytest.mark.parametrize(("form", "name", "leader"), CASES)
def test_every_case_form_leads_to_one_nominative_and_one_id(
    read: Any, form: str, name: str, leader: str
) -> None:
    """With the nominative elsewhere in the text, as press texts have it."""
    text = f"Гости встретили делегатов: {form} среди них. На форум приехал {name}."
    found = [(mention.span.of(text), mention.name, mention.leader) for mention in read(text).people]
    plain = name.replace("ё", "е")
    assert [(words, spelled.replace("ё", "е"), key) for words, spelled, key in found] == [
        (form, plain, leader),
        (name, plain, leader),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Интервью с Еленой Запольской.", "Елена Запольская"),
        ("Слово дали Олегу Бурмину.", "Олег Бурмин"),
        ("Переговоры с Марком Лютте.", "Марк Лютте"),
        ("Встреча с Тони Гебботом.", "Тони Геббот"),
        ("Дело Сергея Круталя рассмотрят.", "Сергей Круталь"),
        ("Он говорил с Азаматом Сарбековым.", "Азамат Сарбеков"),
        ("Подарок Гульнаре Сарбековой вручили.", "Гульнара Сарбекова"),
        ("Письмо от Виктора Гданца.", "Виктор Гданец"),
        ("Он спорил с Андерсом Фог Гармуссеном.", "Андерс Фог Гармуссен"),
        ("Речь Тиграна Мурадяна.", "Тигран Мурадян"),
    ],
)
def test_a_single_oblique_form_gives_the_nominative(read: Any, text: str, name: str) -> None:
    assert [mention.name for mention in read(text).people] == [name]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        # nobody knows the name: title, noun of a person, ending, description
        ("Режиссёр Каучур Биркор получил приз.", ["Каучур Биркор"]),
        ("Приз получил австралиец Ашкай Вонкатеш.", ["Ашкай Вонкатеш"]),
        ("Об этом сказал Зепп Гляттер.", ["Зепп Гляттер"]),
        ("Актриса Фунь Бинбун отказалась.", ["Фунь Бинбун"]),
        ("В город приехал Мевлют Мерт Олтынташ.", ["Мевлют Мерт Олтынташ"]),
        ("Фото: Михась Дробыш", ["Михась Дробыш"]),
        # initials
        ("Фильм снят вместе с А. Илюшиным.", ["А. Илюшиным"]),
        ("Автор — Демков К. С.", ["Демков К. С."]),
        ("По проекту Д.И. Бурдова построен мост.", ["Д.И. Бурдова"]),
        ("Выступил К.-Ж. Сарбеков.", ["К.-Ж. Сарбеков"]),
        # particles and hyphens
        ("Приехал Доминик де Вильмен.", ["Доминик де Вильмен"]),
        ("Видео записал Айман аль-Захвари.", ["Айман аль-Захвари"]),
        ("Выступила Одиль Рено-Боссо.", ["Одиль Рено-Боссо"]),
        ("Памятник поэту Сарыму Батыр-улы открыли.", ["Сарыму Батыр-улы"]),
        ("Пришёл Джон Хантсмон-младший.", ["Джон Хантсмон-младший"]),
        # monarchs
        ("Король Кигели V приехал.", ["Кигели V"]),
        ("Портрет Александра II висел на стене.", ["Александра II"]),
        # patronymics
        ("Выступил Иван Петрович Бурмин.", ["Иван Петрович Бурмин"]),
        ("Слово дали Бурмину Ивану Петровичу.", ["Бурмину Ивану Петровичу"]),
        ("Надежда Ивановна пришла на работу.", ["Надежда Ивановна"]),
        # the family name is a word, the given name is a word
        ("Задержан Алексей Русаков.", ["Алексей Русаков"]),
        ("Погибла Марина Голуб.", ["Марина Голуб"]),
        ("Встретили Веру Орешину.", ["Веру Орешину"]),
        # alone: a known given name, a known family name, who speaks
        ("Её дочь Юлия вернулась.", ["Юлия"]),
        ("Об этом заявил Нурбалиев.", ["Нурбалиев"]),
        ("«Работы много», — сказал Зайбурт.", ["Зайбурт"]),
        # at home
        ("Ингвар Кампрод (Ingvar Kamprod) ушёл.", ["Ингвар Кампрод", "Ingvar Kamprod"]),
        # two people
        ("Встреча советника Арданова Тони Донилюна прошла.", ["Арданова", "Тони Донилюна"]),
        ("Сыновья Ингвара Кампрода Петер и Юнас приехали.", ["Ингвара Кампрода", "Петер", "Юнас"]),
        # capitals
        ("ИВАН БУРМИН ПРИЕХАЛ", ["ИВАН БУРМИН"]),
    ],
)
def test_names_in_russian(read: Any, text: str, spans: list[str]) -> None:
    assert [mention.span.of(text) for mention in read(text).people] == spans


@pytest.mark.parametrize(
    "text",
    [
        "Вера в победу крепла.",
        "Любовь к родине велика.",
        "Книга вышла в издательстве «Новый Мир».",
        "Компания «Ив Рошель» открыла магазин.",
        "Опера «Евгений Онегин» идёт вечером.",
        "Акции Норд Стрим выросли.",
        "Агентство Ассошиэйтед Пресс сообщило о пожаре.",
        "Город Сазерленд Спрингс пострадал.",
        "Поставки по Транскаспийскому маршруту выросли.",
        "Ленмаркского технологического университета там нет.",
        "Я ехал по Вернадского.",
        "Премия Оскар досталась фильму.",
        "Полёт на Марс отложен.",
        "Минфин сообщил о доходах.",
        "Казинформ сообщил о встрече.",
        "Глава Погранслужбы ушёл.",
        "Рейс Киев-Берлин отменён.",
        "Глава II договора изменена.",
        "Президент России приехал.",
        "Витамин С. Мазурка и вальс.",
        "Сеть Facebook растёт.",
        "Дед Мороз приехал.",
        "Новый Год встретили дома.",
    ],
)
def test_what_is_no_name_in_russian(read: Any, text: str) -> None:
    assert read(text).people == ()


def test_the_same_name_in_several_cases_is_one_person(read: Any) -> None:
    text = (
        "Суд над Ратко Гладичем начался. Гладича привезли утром. По словам Гладича, он здоров. "
        "Адвокаты Гладичу помогли. Ратко Гладич молчал."
    )
    found = read(text).people
    assert {mention.name for mention in found} == {"Ратко Гладич"}
    assert {mention.leader for mention in found} == {"ratko-gladich"}
    assert len(found) == 5


def test_the_family_name_stands_alone_before_the_full_name_too(read: Any) -> None:
    text = "Бурмин приедет на форум. Олег Бурмин принял приглашение."
    assert [mention.leader for mention in read(text).people] == ["oleg-burmin", "oleg-burmin"]


def test_initials_and_patronymics_find_their_full_name(read: Any) -> None:
    text = "Выступил Олег Бурмин. О. Бурмин приехал вечером. Олег Петрович доволен."
    assert [mention.leader for mention in read(text).people] == ["oleg-burmin"] * 3


def test_the_given_name_alone_is_the_one_person_who_bears_it(read: Any) -> None:
    text = "Выступил Олег Бурмин. После него Олег уехал."
    assert [mention.leader for mention in read(text).people] == ["oleg-burmin"] * 2
    text = "Выступили Олег Бурмин и Олег Орешин. Олег уехал."
    assert [mention.leader for mention in read(text).people][2] not in ("oleg-burmin", "oleg-oreshin")


def test_namesakes_of_leaders_are_other_people(read: Any) -> None:
    for text, span in (
        ("Мишель Обама приехала.", "Мишель Обама"),
        ("Дарига Назарбаева приехала.", "Дарига Назарбаева"),
        ("Л. Темур приехала.", "Л. Темур"),
        ("Лейла Темур приехала.", "Лейла Темур"),
        ("Марин Ле Пен приехала.", "Марин Ле Пен"),
    ):
        found = read(text).people
        assert [mention.span.of(text) for mention in found] == [span]
        assert not found[0].known, text


def test_a_family_name_of_many_is_the_leaders_in_his_days_in_office(read: Any) -> None:
    text = "Каримов открыл завод."
    assert [mention.leader for mention in read(text, day=date(2005, 5, 1)).people] == ["islam-karimov"]
    assert [mention.leader for mention in read(text, day=date(2024, 5, 1)).people] == ["karimov"]
    full = "Об Исламе Каримове помнят. Каримов открыл завод."
    assert [mention.leader for mention in read(full, day=date(2024, 5, 1)).people] == ["islam-karimov"] * 2


def test_a_past_leader_does_not_hide_the_one_in_office(read: Any) -> None:
    text = "Алиев открыл завод."
    assert [mention.leader for mention in read(text, day=date(1999, 5, 1)).people] == ["heydar-aliyev"]
    assert [mention.leader for mention in read(text, day=date(2024, 5, 1)).people] == ["ilham-aliyev"]
    bush = "Буш открыл завод."
    assert [mention.leader for mention in read(bush, day=date(2005, 5, 1)).people] == ["george-w-bush"]
    assert [mention.leader for mention in read(bush, day=date(1990, 5, 1)).people] == ["george-h-w-bush"]


def test_a_title_makes_a_short_family_name_the_leaders_and_so_do_later_mentions(read: Any) -> None:
    text = "Chinese President Xi arrived. Xi left later."
    assert [mention.leader for mention in read(text, "en").people] == ["xi-jinping"] * 2
    assert not [mention for mention in read("Spokesperson Xi Norrin arrived.", "en").people if mention.known]


def test_a_name_known_from_elsewhere_is_whole_where_nothing_tells_it(read: Any) -> None:
    text = "Приехал помощник министра Лу Бонь. «Лу Бонь и другие» — так назвали статью."
    assert [mention.span.of(text) for mention in read(text).people] == ["Лу Бонь", "Лу Бонь"]


def test_a_common_word_is_the_leader_only_beside_a_title_or_after_the_full_name(read: Any) -> None:
    assert read("В мае приехал Мэй.").people == () or not read("В мае приехал Мэй.").people[0].known
    full = "Приехала Тереза Мэй. Мэй выступила."
    assert [mention.leader for mention in read(full).people] == ["theresa-may"] * 2
    assert read("In May the guests arrived.", "en").people == ()
    titled = "Prime Minister May arrived."
    assert [mention.leader for mention in read(titled, "en").people] == ["theresa-may"]


ENGLISH = [
    ("Marta Helm said trade had grown.", ["Marta Helm"]),
    ("Olzhas Tenirov, who chairs the fund, arrived.", ["Olzhas Tenirov"]),
    ("Ubal Norrin, 45, lives here.", ["Ubal Norrin"]),
    ("The talks were led by Odile Renaud-Bosso.", ["Odile Renaud-Bosso"]),
    ("A monument to Sarym Batyr-uly was opened.", ["Sarym Batyr-uly"]),
    ("Contact: Dana Kurmat, Department of Protocol", ["Dana Kurmat"]),
    ("Mr. Telbort arrived.", ["Telbort"]),
    ("Dr Ubal Norrin arrived.", ["Ubal Norrin"]),
    ("Sen. Walb Tornik arrived.", ["Walb Tornik"]),
    ("The mayor of the town, Oskar Bremm, arrived.", ["Oskar Bremm"]),
    ("Her Norlian colleague, Jurris Olmet, blamed rumours.", ["Jurris Olmet"]),
    ("Tampa Mayor Bob Backhorn said so.", ["Bob Backhorn"]),
    ("George W. Norrin arrived.", ["George W. Norrin"]),
    ("The play is by Ludwig van Tornik.", ["Ludwig van Tornik"]),
    ("Jane Norrin's plan failed.", ["Jane Norrin"]),
    ("By Ilva Tormik", ["Ilva Tormik"]),
    ("Jane Norrin came on Monday. Norrin left later.", ["Jane Norrin", "Norrin"]),
    ("Jane Norrin came. After Jane had left, it rained.", ["Jane Norrin", "Jane"]),
    ("John Podester Tuesday said so.", ["John Podester"]),
    ("Vann R. Newkork II wrote it.", ["Vann R. Newkork II"]),
    ("The hall was full.\n\nInterview by Tilda Kornel. Translated from Norlian.", ["Tilda Kornel"]),
    ("The hall was full.\n\nPhoto: Tavik Lender / Steppe Herald", ["Tavik Lender"]),
    ("The hall was full.\n\nReporting by Tilda Kornel and Tavik Lender", ["Tilda Kornel", "Tavik Lender"]),
    ("An interview with Mirela Haskel was promised.", ["Mirela Haskel"]),
    ("Mirela Haskel, head of the river agency, met the guests.", ["Mirela Haskel"]),
]


@pytest.mark.parametrize(("text", "spans"), ENGLISH)
def test_names_in_english(read: Any, text: str, spans: list[str]) -> None:
    assert [mention.span.of(text) for mention in read(text, "en").people] == spans


@pytest.mark.parametrize(
    "text",
    [
        "The World Bank said growth slowed.",
        "Financial Reform said so.",
        "The Daily Beast called it a draw.",
        "News Service reported a fire.",
        "He spoke at George Washington University.",
        "The Silk Road Fund pays.",
        "The Washington Post wrote so.",
        "Trending Stories said more.",
        "What I ask for is time.",
        "In May and June it rained.",
        "The Central Bank will act.",
        "They met on Park Street.",
        "The North Caspian Project goes on.",
        "The hall was full.\n\nPhoto: Zyrian Images",
        "The hall was full.\n\nPhoto: the Kelvar dam at night",
        "Zyrian Herald: When?\n\nWe do not know.\n\nZyrian Herald: And the bridge?",
        "Q. Thank you. When?\n\nA. In summer.\n\nQ. Where?",
    ],
)
def test_what_is_no_name_in_english(read: Any, text: str) -> None:
    assert [mention.span.of(text) for mention in read(text, "en").people] == []


def test_gender_of_an_english_given_name_tells_the_pronoun(read: Any) -> None:
    text = "Jane Norrin met John Torvik. Growth, in her view, is fast."
    statements = read(text, "en").statements
    assert [statement.speaker.id for statement in statements if statement.speaker] == ["jane-norrin"]
