"""What a Russian quotation is and who says it: dialogue, attributions in its midst, and what else its sentence reports. The words of
each statement are looked for in the text, people are invented."""

from __future__ import annotations

from typing import Any

import pytest

TEMUR, VERST, PALKIN = "ardan-temur", "liana-verst", "rodion-palkin"

# text, [(kind, speaker, words)]
DIALOGUE: list[tuple[str, list[tuple[str, str | None, str]]]] = [
    ("– Мост готов, – возразил Ардан Темур. – Предлагаю открыть его в мае.", [
        ("direct", TEMUR, "Мост готов, – возразил Ардан Темур. – Предлагаю открыть его в мае.")]),
    ("— Мост готов, и мы его откроем, — подхватила Лиана Верст.", [("direct", VERST, "Мост готов, и мы его откроем")]),
    ("— Мы строили мост пять лет, — развёл руками Ардан Темур.", [("direct", TEMUR, "Мы строили мост пять лет")]),
    ("— Здравствуйте, хотя моста ещё нет, — так начала вчера встречу министров Лиана Верст.", [
        ("direct", VERST, "Здравствуйте, хотя моста ещё нет")]),
    ("— Мост готов! — воскликнул с места депутат Родион Палкин.", [("direct", PALKIN, "Мост готов!")]),
    ("— Дорога — это жизнь, — сказал Ардан Темур. — Мост — тоже.", [
        ("direct", TEMUR, "Дорога — это жизнь, — сказал Ардан Темур. — Мост — тоже.")]),
    ("- Мост – это удобно для всех, - отметил Ардан Темур. – Вы его видели.", [
        ("direct", TEMUR, "Мост – это удобно для всех, - отметил Ардан Темур. – Вы его видели.")]),
    # a dash paragraph goes on with what was told right before; a list of them does not
    ("Ардан Темур сказал, что мост готов.\n— Он стал одним из лучших мостов в мире.", [
        ("reported", TEMUR, "Ардан Темур сказал, что мост готов."), ("direct", TEMUR, "Он стал одним из лучших мостов в мире.")]),
    ("Ардан Темур сказал, что мост готов.\n— Построен мост через большую реку.\n— Открыта новая дорога к морю.", [
        ("reported", TEMUR, "Ардан Темур сказал, что мост готов.")]),
    ("Отвечая на вопрос, Ардан Темур сказал:\n«Мост через большую реку строят».", [("direct", TEMUR, "Мост через большую реку строят")]),
    ("Ардан Темур так прокомментировал спор.\n«Мост через большую реку строят».", [("direct", TEMUR, "Мост через большую реку строят")]),
    ("«Мост через большую реку строят», — сказал Ардан Темур, рассуждая о дорогах и портах страны.", [
        ("direct", TEMUR, "Мост через большую реку строят")]),
    ("Новости реки\nАрдан Темур: мост — опора торговли\nСаммит прошёл в Норске.", [
        ("reported", TEMUR, "Ардан Темур: мост — опора торговли")]),
    ("Саммит прошёл в Норске.\n\nЛиана Верст: нужно открыть мост\n\nГости уехали.", [
        ("reported", VERST, "Лиана Верст: нужно открыть мост")]),
    ("Ардан Темур отметил успех важного проекта:\n— Построен мост через большую реку.", [
        ("reported", TEMUR, "Ардан Темур отметил успех важного проекта:"), ("direct", TEMUR, "Построен мост через большую реку.")]),
    ("По словам Лианы Верст, дорога почти готова:\n— Построен мост через большую реку.", [
        ("reported", VERST, "По словам Лианы Верст, дорога почти готова:"), ("direct", VERST, "Построен мост через большую реку.")]),
    ("Ардан Темур предложил:\n— построить мост через большую реку.", [
        ("reported", TEMUR, "Ардан Темур предложил:\n— построить мост через большую реку.")]),
    ("Ардан Темур прибыл в Норск.\n— Построен мост через большую реку.", []),
    ("— А ты? — спросил Ардан Темур.", []),
    # no attribution begins with a capital letter, and what nobody says is no dialogue
    ("— Мост готов, — Ардан Темур сел.", []),
    ("— Мост готов.", []),
    # an attribution in the midst makes speech of what else looks like a name
    ("Слово взял Ардан Темур. «Мост готов, – возразил он. – Вопрос в дороге».", [
        ("direct", TEMUR, "Мост готов, – возразил он. – Вопрос в дороге")]),
    ("«Мост? — развёл руками Ардан Темур. — О нём ни слова».", [
        ("direct", TEMUR, "Мост? — развёл руками Ардан Темур. — О нём ни слова")]),
    ("Гости осмотрели «Мост — дорога дружбы», новый памятник.", []),
]  # fmt: skip


def told(read: Any, text: str) -> list[tuple[str, str | None, str]]:
    return [
        (statement.kind.value, statement.speaker.id if statement.speaker else None, statement.span.of(text))
        for statement in read(text).statements
    ]


@pytest.mark.parametrize(("text", "wanted"), DIALOGUE)
def test_dialogue_and_attributions_inside(
    read: Any, text: str, wanted: list[tuple[str, str | None, str]]
) -> None:
    assert told(read, text) == wanted


def test_an_attribution_inside_is_not_said(read: Any) -> None:
    text = "«Мост готов, — развёл руками Ардан Темур. — Дорога тоже готова»."
    (statement,) = read(text).statements
    assert [segment.of(text) for segment in statement.segments] == ["Мост готов", "Дорога тоже готова"]


BESIDE: list[tuple[str, list[tuple[str, str | None, str]]]] = [
    # marks around all of what follows 'что' are speech, around a part of it they are not
    ("Ардан Темур заметил, что «мост никому не мешает спать».", [("direct", TEMUR, "мост никому не мешает спать")]),
    ("Ардан Темур заметил, что Тавания «не намерена закрывать мост через реку».", [
        ("reported", TEMUR, "Ардан Темур заметил, что Тавания «не намерена закрывать мост через реку».")]),
    ("Ардан Темур сказал, что мост готов, и назвал это «лучшим днём в моей жизни».", [
        ("reported", TEMUR, "Ардан Темур сказал, что мост готов, и назвал это «лучшим днём в моей жизни».")]),
    # a second verb after the quotation
    ("«Мост давно готов, и мы рады», — сказал Ардан Темур и добавил, что дорогу начнут весной.", [
        ("direct", TEMUR, "Мост давно готов, и мы рады"), ("reported", TEMUR, "и добавил, что дорогу начнут весной.")]),
    ("«Мост давно готов, и мы рады», — сказал Ардан Темур, а Лиана Верст добавила, что дорогу начнут весной.", [
        ("direct", TEMUR, "Мост давно готов, и мы рады"), ("reported", VERST, "а Лиана Верст добавила, что дорогу начнут весной.")]),
    ("Ардан Темур пообещал, что «мост никому не помешает спать», и поручил министру каждый день докладывать о работах.", [
        ("direct", TEMUR, "мост никому не помешает спать"), ("reported", TEMUR, "и поручил министру каждый день докладывать о работах.")]),
    ("«Мост давно готов, и мы рады», — сказал Ардан Темур и сел.", [("direct", TEMUR, "Мост давно готов, и мы рады")]),
    # what stands before a quotation says something by itself, or only announces it
    ("Ардан Темур подтвердил, что мост откроют в мае: «Дорога тоже давно готова».", [
        ("reported", TEMUR, "Ардан Темур подтвердил, что мост откроют в мае"), ("direct", TEMUR, "Дорога тоже давно готова")]),
    ("Ардан Темур сказал, что мост готов, и добавил: «Дорога тоже давно готова».", [
        ("reported", TEMUR, "Ардан Темур сказал, что мост готов"), ("direct", TEMUR, "Дорога тоже давно готова")]),
    ("Ардан Темур попросил коллег построить мост, а затем задал вопрос: «Кому нужна дорога без моста?»", [
        ("reported", TEMUR, "Ардан Темур попросил коллег построить мост"), ("direct", TEMUR, "Кому нужна дорога без моста?")]),
    ("Ардан Темур рассказал о мосте и добавил: «Дорога тоже давно готова».", [("direct", TEMUR, "Дорога тоже давно готова")]),
    ("Ардан Темур подтвердил, что мост откроют в мае: «Дорога тоже давно готова», — сказала Лиана Верст.", [
        ("reported", TEMUR, "Ардан Темур подтвердил, что мост откроют в мае"), ("direct", VERST, "Дорога тоже давно готова")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), BESIDE)
def test_what_a_sentence_reports_beside_its_quotation(
    read: Any, text: str, wanted: list[tuple[str, str | None, str]]
) -> None:
    assert told(read, text) == wanted


BODY = "\n\nОб этом рассказал министр транспорта республики Родион Палкин. Рядом стоял Ардан Темур."
HEADLINES: list[tuple[str, str | None]] = [
    ("Тавания построит мост — министр", PALKIN),
    ("Тавания построит мост - Палкин", PALKIN),
    ("Тавания построит мост – Ардан Темур", TEMUR),
    ("Тавания построит мост – МИД Норлии", "org:мид норлии"),
    ("Палкин: Тавания построит мост", PALKIN),
    ("Тавания построит мост — гости приедут", None),
    ("Дорога дружбы — Ардан Темур", None),
]


@pytest.mark.parametrize(("headline", "speaker"), HEADLINES)
def test_headlines_with_a_label(read: Any, headline: str, speaker: str | None) -> None:
    text = headline + BODY
    said = [who for _, who, words in told(read, text) if words in headline]
    assert said == ([] if speaker is None else [speaker])
