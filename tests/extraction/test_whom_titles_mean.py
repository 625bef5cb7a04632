"""Whom a title without a name, or 'he', means behind a list, behind several speakers, and behind who was only met, thanked or told to be there.

A wrong speaker is worse than none: None stands where a careful reader could not tell either.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.domain.document import SourceDocument
from app.extraction import Toolkit, extract

TEMUR, VERST, MERIT, KORT = "ardan-temur", "liana-verst", "osan-merit", "gelen-kort"
POINTS = "построить мост через пролив;\n\nоткрыть новые дороги.\n\n"

RUSSIAN = [
    # a list ends a paragraph, not the words of who gave it; where several speak, nobody is whom the text is about
    (f"Осан Мерит сообщил, что порт открыт.\n\nГелен Корт отметил, что торговля выросла.\n\nАрдан Темур представил приоритеты Тавании:\n\n{POINTS}Глава государства сообщил, что столицей игр станет Тавар. Договор о границе он назвал вкладом в безопасность.", [MERIT, KORT, TEMUR, TEMUR, TEMUR]),
    (f"Осан Мерит сообщил, что порт открыт.\n\nАрдан Темур предложил:\n\n{POINTS}Президент добавил, что мост готов.", [MERIT, TEMUR, TEMUR]),
    (f"Осан Мерит сообщил, что порт открыт.\n\nАрдан Темур перечислил Осану Мериту задачи:\n\n{POINTS}Он пообещал, что работа начнётся весной.", [MERIT, TEMUR, TEMUR]),
    ("Осан Мерит сообщил, что порт открыт.\n\nГелен Корт отметил, что торговля выросла.\n\nАрдан Темур сказал, что мост готов.\n\nПрезидент подчеркнул, что дорога нужна всем.", [MERIT, KORT, TEMUR, TEMUR]),
    # of two nobody can tell to whom a new paragraph returns, list or none, and 'he' behind it is as unknown
    ("Ардан Темур отметил, что торговля выросла.\n\nОсан Мерит сообщил, что порт открыт.\n\nГлава государства пригласил коллегу на игры. Он назвал договор вкладом в безопасность.", [TEMUR, MERIT, None, None]),
    (f"Ардан Темур провёл переговоры с Осаном Меритом\n\nАрдан Темур отметил, что торговля выросла.\n\nОсан Мерит предложил:\n\n{POINTS}Глава государства сообщил, что столицей игр станет Тавар.", [TEMUR, MERIT, None]),
    ("Ардан Темур отметил, что торговля выросла.\n\nОсан Мерит сообщил, что порт открыт.\n\nАрдан Темур предложил построить мост.\n\nГелен Корт сказал, что дорога плоха.\n\nГлава государства подчеркнул, что мост нужен всем.", [TEMUR, MERIT, TEMUR, KORT, None]),
    # who has just arrived somewhere is no reason to return to whoever was named first
    ("Осан Мерит сообщил, что порт открыт.\n\nАрдан Темур прибыл в Велар.\n\nГлава государства подчеркнул, что мост нужен всем.", [MERIT, None]),
    # a text that calls one of them so, and others with their countries only
    ("Ардан Темур прибыл в Велар. Президент отметил, что торговля выросла.\n\nПрезидент Веларии Осан Мерит сообщил, что порт открыт.\n\nЛиана Верст сказала, что мост готов.\n\nПрезидент пригласил коллег на игры.", [TEMUR, MERIT, VERST, TEMUR]),
    # whoever writes 'our'
    ("Ардан Темур и Осан Мерит провели переговоры.\n\nГлава нашего государства подчеркнул, что мост нужен всем.", [TEMUR]),
    # whom a title without a name received does not bear it
    ("Глава государства принял президента Веларии Осана Мерита.\n\nГлава государства отметил, что мост нужен всем.", [None]),
    ("Глава государства принял президента Веларии Осана Мерита. Осан Мерит отметил, что порт открыт.\n\nПрезидент поблагодарил гостя за визит. Он сказал, что мост нужен всем.", [MERIT, None, None]),
    # who is only told to be there takes the word from nobody
    ("Ардан Темур сообщил, что порт открыт. В заседании участвовал Осан Мерит. Глава государства добавил, что мост готов.", [TEMUR, TEMUR]),
    ("Ардан Темур сообщил, что порт открыт. В заседании участвовал Осан Мерит. Он добавил, что мост готов.", [TEMUR, TEMUR]),
    ("Ардан Темур сообщил, что порт открыт. В заседании участвовал Осан Мерит. Он отметил, что мост готов.", [TEMUR, None]),
    ("Ардан Темур сообщил, что порт открыт. Присутствовали Осан Мерит и Гелен Корт. Он отметил, что мост готов.", [TEMUR, TEMUR]),
    ("Осан Мерит сообщил, что порт открыт.\n\nВ заседании принял участие Ардан Темур. Он отметил, что мост готов.", [MERIT, TEMUR]),
    ("Ардан Темур предложил построить мост. В Веларе его встретил Осан Мерит. Президент добавил, что порт готов.", [TEMUR, TEMUR]),
    ("Ардан Темур предложил построить мост. Затем слово взял Осан Мерит. Он добавил, что порт готов.", [TEMUR, MERIT]),
    # 'by his words': his own, or those of who spoke before
    ("Ардан Темур сообщил, что порт открыт.\n\nОсан Мерит, по его словам, за год решил старые споры.", [TEMUR, None]),
    ("Лиана Верст сообщила, что порт открыт.\n\nОсан Мерит, по его словам, за год решил старые споры.", [VERST, MERIT]),
]  # fmt: skip

ENGLISH = [
    ("Osan Merit said that the port was open.\n\nArdan Temur asked Osan Merit:\n\n- to build a bridge across the strait;\n\n- to open new roads.\n\nThe president said that Tavar would host the games. He called the treaty a contribution to security.", [MERIT, TEMUR, TEMUR, TEMUR]),
    ("Ardan Temur noted that trade had grown.\n\nOsan Merit said that the port was open.\n\nThe head of state said that the bridge was needed. He called the treaty a contribution to security.", [TEMUR, MERIT, None, None]),
    ("Ardan Temur noted that trade had grown.\n\nOsan Merit said that the port was open.\n\n“The bridge is what all of us need,” the president said.", [TEMUR, MERIT, None]),
    ("Ardan Temur said that the port was open. Osan Merit attended the meeting. The president added that the bridge was ready.", [TEMUR, TEMUR]),
    ("Ardan Temur said that the port was open. The meeting was attended by Osan Merit. He added that the bridge was ready.", [TEMUR, TEMUR]),
    ("Ardan Temur proposed to build a bridge. Osan Merit then took the floor. He added that the port was ready.", [TEMUR, MERIT]),
]  # fmt: skip


def _speakers(found: Any) -> list[str | None]:
    return [statement.speaker.id if statement.speaker else None for statement in found.statements]


@pytest.mark.parametrize(("text", "speakers"), RUSSIAN)
def test_whom_russian_titles_mean(read: Any, text: str, speakers: list[str | None]) -> None:
    assert _speakers(read(text)) == speakers


@pytest.mark.parametrize(("text", "speakers"), ENGLISH)
def test_whom_english_titles_mean(read: Any, text: str, speakers: list[str | None]) -> None:
    assert _speakers(read(text, lang="en")) == speakers


def test_nobody_goes_on_with_words_that_a_title_does_not_place(read: Any) -> None:
    text = "Ардан Темур отметил, что торговля выросла.\n\nОсан Мерит сообщил, что порт открыт.\n\n«Мост нужен всем нам, — сказал президент. — Мы его построим»."
    assert _speakers(read(text)) == [TEMUR, MERIT, None]


TWO = "Ардан Темур отметил, что торговля выросла.\n\nОсан Мерит сообщил, что порт открыт.\n\nГлава государства подчеркнул, что мост нужен всем. Он сказал, что дорога готова."
TWO_EN = "Ardan Temur noted that trade had grown.\n\nOsan Merit said that the port was open.\n\nThe head of state said that the bridge was needed. He said that the road was ready."


@pytest.mark.parametrize(
    ("text", "language", "publisher", "speaker"),
    [
        (TWO, "ru", None, None),
        (TWO, "ru", "Президент Тавании", TEMUR),
        (TWO, "ru", "Пресс-служба Президента Веларии", MERIT),
        (TWO, "ru", "Таванская правда", None),
        (f"{TWO}\n\nОб этом сообщила пресс-служба президента Тавании.", "ru", None, TEMUR),
        (TWO_EN, "en", "President of Tavania", TEMUR),
        (f"{TWO_EN}\n\nPress service of the President of Tavania", "en", None, TEMUR),
    ],
)
def test_an_office_tells_of_its_own_head_of_state(
    toolkit: Toolkit, text: str, language: str, publisher: str | None, speaker: str | None
) -> None:
    document = SourceDocument(
        key="t",
        text=text,
        sha256="0" * 64,
        language=language,
        published_on=date(2025, 9, 12),
        publisher=publisher,
    )
    assert _speakers(extract(document, toolkit)) == [TEMUR, MERIT, speaker, speaker]


def test_a_presidents_site_tells_of_him(toolkit: Toolkit) -> None:
    """By its address alone: the publisher stands in the vocabulary."""
    text = "Садыр Жапаров прибыл в Ташкент.\n\nШавкат Мирзиёев прибыл на вокзал.\n\nГлава государства отметил важность дорог."
    for host, speaker in (("president.kg", "sadyr-japarov"), ("president.uz", "shavkat-mirziyoyev")):
        document = SourceDocument(
            key="t",
            text=text,
            sha256="0" * 64,
            language="ru",
            published_on=date(2025, 9, 12),
            url=f"https://{host}/ru/1",
        )
        assert _speakers(extract(document, toolkit)) == [speaker]
