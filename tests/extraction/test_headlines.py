"""Headlines that tell who said what: signed at their end, or labelled at their beginning."""

from __future__ import annotations

from typing import Any

import pytest

TEMUR, VERST, ORLEN = "ardan-temur", "liana-verst", "jovan-orlen"
TALKS = {"en": "The talks were held in Norsk.", "ru": "Переговоры прошли в Норске."}
MINISTER = "Jovan Orlen, the transport minister, met shippers."

CASES: list[tuple[str, str, str, str | None, str]] = [
    ("a name behind a dash", "en", "Tavania ready to buy 2 billion cubic metres of gas – Temur", TEMUR, ""),
    ("a full name", "en", "Trade could triple in five years — Ardan Temur", TEMUR, ""),
    ("a title behind a colon", "en", "Tavania will open a second bridge this summer: president", TEMUR, "President Ardan Temur met builders."),
    ("a title with its country", "en", "Fees on the river to be scrapped by May - Norlian PM", VERST, ""),
    ("a minister whom the text names", "en", "Fees on the river to be scrapped by May – minister", ORLEN, MINISTER),
    ("a minister says, whom the text names", "en", "Fees on the river to be scrapped by May, minister says", ORLEN, MINISTER),
    ("of two ministers the one of the lead", "en", "Fees on the river to be scrapped by May – minister", ORLEN, MINISTER + "\n\nPetra Voss, the energy minister, was absent."),
    ("of two ministers in the lead neither", "en", "Fees on the river to be scrapped by May – minister", None, MINISTER[:-1] + ", and Petra Voss, the energy minister."),
    ("somebody without a name", "en", "Fees on the river to be scrapped by May — official", "org:official", ""),
    ("a title as label", "en", "Norlian PM: Fees on the river to be scrapped by May", VERST, ""),
    ("a medium is no speaker", "en", "Temur and Verst could discuss gas – Tavania Today", None, ""),
    ("an event is no speaker", "en", "A new era begins – Tavar River Forum", None, ""),
    ("a country behind a dash may be anything", "en", "Bridge could be closed – Norlia", None, ""),
    ("nothing is told", "en", "The bridge of the year – Ardan Temur", None, ""),
    ("имя после тире", "ru", "Тавания готова купить 2 млрд кубометров газа – Темур", TEMUR, ""),
    ("имя и фамилия", "ru", "Товарооборот утроится за пять лет — Ардан Темур", TEMUR, ""),
    ("титул со страной", "ru", "Сборы на реке отменят к маю: премьер-министр Норлии", VERST, ""),
    ("титул без имени в тексте", "ru", "Сборы на реке отменят к маю — министр транспорта Норлии", "org:министр транспорта норлии", ""),
    ("титул с дополнениями в тексте", "ru", "Сборы на реке отменят к маю — министр", "iovan-orlen", "Об этом сообщил министр речного транспорта республики Йован Орлен."),
    ("страна готова", "ru", "Норлия готова открыть второй порт на реке", "org:норлия", ""),
    ("страна не намерена", "ru", "Норлия не намерена закрывать второй порт", "org:норлия", ""),
    ("мост готов", "ru", "Новый мост в Норлии готов открыть движение", None, ""),
    ("после тире никто не назван", "ru", "Тавания и Норлия строят мост – итоги года", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "headline", "speaker", "body"), [pytest.param(*rest, id=name) for name, *rest in CASES]
)
def test_who_stands_behind_a_headline(
    read: Any, lang: str, headline: str, speaker: str | None, body: str
) -> None:
    text = f"{headline}\n\n{body or TALKS[lang]}"
    statements = [statement for statement in read(text, lang).statements if statement.span.start == 0]
    assert [(one.speaker.id, one.span.of(text)) for one in statements] == (
        [(speaker, headline)] if speaker else []
    )


def test_what_is_said_is_the_headline_without_its_signature(read: Any) -> None:
    text = f"Fees on the river to be scrapped by May - Norlian PM\n\n{TALKS['en']}"
    [statement] = read(text, "en").statements
    assert [segment.of(text) for segment in statement.segments] == ["Fees on the river to be scrapped by May"]
