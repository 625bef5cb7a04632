"""Who says what. The words of a statement stand in the table; the test looks for them in the text, so nobody counts characters."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.kinds import Act, Attribution, StatementKind

TEMUR, VERST = "ardan-temur", "liana-verst"
OPENING = "Президент Тавании Ардан Темур прибыл в Норск.\n\n"

# name, text, [(kind, speaker, words)]
CASES: list[tuple[str, str, list[tuple[str, str | None, str]]]] = [
    ("said after", "«Мы построим дорогу к морю», — сказал Ардан Темур.", [("direct", TEMUR, "Мы построим дорогу к морю")]),
    ("said before", "Ардан Темур заявил: «Мы построим дорогу к морю».", [("direct", TEMUR, "Мы построим дорогу к морю")]),
    ("said inside", "«Дорога нужна всем, — сказал Темур. — Мы построим её к морю».\n\nРядом с ним стоял Ардан Темур.", [("direct", TEMUR, "Дорога нужна всем, — сказал Темур. — Мы построим её к морю")]),
    ("two paragraphs", "«Мы начали строить дорогу.\n\nОна дойдёт до моря», — отметил Ардан Темур.", [("direct", TEMUR, "Мы начали строить дорогу.\n\nОна дойдёт до моря")]),
    ("marks repeated", "«Мы начали строить дорогу.\n\n«Она дойдёт до моря», — отметил Ардан Темур.", [("direct", TEMUR, "Мы начали строить дорогу.\n\n«Она дойдёт до моря")]),
    ("reported", "Ардан Темур отметил, что дорога почти готова.", [("reported", TEMUR, "Ардан Темур отметил, что дорога почти готова.")]),
    ("pronoun", "Ардан Темур отметил, что дорога готова. Он добавил, что она дойдёт до моря.", [
        ("reported", TEMUR, "Ардан Темур отметил, что дорога готова."), ("reported", TEMUR, "Он добавил, что она дойдёт до моря.")]),
    ("she", "Ардан Темур отметил, что дорога готова. Лиана Верст сказала, что ей рады. По её словам, нужны и мосты через реку.", [
        ("reported", TEMUR, "Ардан Темур отметил, что дорога готова."), ("reported", VERST, "Лиана Верст сказала, что ей рады."),
        ("reported", VERST, "По её словам, нужны и мосты через реку.")]),
    ("title with country", OPENING + "Таванский лидер подчеркнул важность дороги.", [("reported", TEMUR, "Таванский лидер подчеркнул важность дороги.")]),
    ("title alone", OPENING + "Глава государства подчеркнул важность дороги.", [("reported", TEMUR, "Глава государства подчеркнул важность дороги.")]),
    ("office holder never named", "Премьер-министр Норлии заявила, что мост готов.", [("reported", VERST, "Премьер-министр Норлии заявила, что мост готов.")]),
    ("inserted", "Дорога, сообщил Ардан Темур, почти готова.", [("reported", TEMUR, "Дорога, сообщил Ардан Темур, почти готова.")]),
    ("no subject goes on", "Ардан Темур отметил, что дорога готова. Также сообщил, что мост строится.", [
        ("reported", TEMUR, "Ардан Темур отметил, что дорога готова."), ("reported", TEMUR, "Также сообщил, что мост строится.")]),
    ("passive, one speaker", "Ардан Темур отметил, что дорога готова.\n\nПредлагается построить мост через реку.", [
        ("reported", TEMUR, "Ардан Темур отметил, что дорога готова."), ("reported", TEMUR, "Предлагается построить мост через реку.")]),
    ("passive, several spoke", "Ардан Темур отметил, что дорога готова. Лиана Верст сказала, что ей рады.\n\nПредлагается построить мост через реку.", [
        ("reported", TEMUR, "Ардан Темур отметил, что дорога готова."), ("reported", VERST, "Лиана Верст сказала, что ей рады."),
        ("reported", None, "Предлагается построить мост через реку.")]),
    ("passive of nothing", "Ардан Темур отметил, что дорога готова. Не исключено.", [
        ("reported", TEMUR, "Ардан Темур отметил, что дорога готова.")]),
    ("name in marks is no speech", "Ардан Темур предложил создать платформу «Единый цифровой путь к морю».", [
        ("reported", TEMUR, "Ардан Темур предложил создать платформу «Единый цифровой путь к морю».")]),
    ("list", "Ардан Темур предложил три шага:\n\nпостроить дорогу;\n\nоткрыть мост через реку.", [
        ("reported", TEMUR, "Ардан Темур предложил три шага:\n\nпостроить дорогу;\n\nоткрыть мост через реку.")]),
    ("arrival and participants", "Ардан Темур прибыл в Норск. Во встрече приняли участие Лиана Верст и Ардан Темур.", []),
    ("said by somebody else", "Ардан Темур отметил, что дорога готова. «Мы строили её пять лет», — сказал строитель.", [
        ("reported", TEMUR, "Ардан Темур отметил, что дорога готова."), ("direct", "org:строитель", "Мы строили её пять лет")]),
    ("caption", "Ардан Темур отметил, что дорога готова.\n\nФото: пресс-служба, сообщил Ардан Темур", [
        ("reported", TEMUR, "Ардан Темур отметил, что дорога готова.")]),
    ("background", "Ардан Темур отметил, что дорога готова.\n\nДля справки: форум, как отметил Ардан Темур, создан давно.", [
        ("reported", TEMUR, "Ардан Темур отметил, что дорога готова.")]),
    ("former president of that name", "Карим Темур отметил, что дорога готова. Темур добавил, что мост строится.", [
        ("reported", "karim-temur", "Карим Темур отметил, что дорога готова."), ("reported", "karim-temur", "Темур добавил, что мост строится.")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"), [pytest.param(text, wanted, id=name) for name, text, wanted in CASES]
)
def test_statements(read: Any, text: str, wanted: list[tuple[str, str | None, str]]) -> None:
    found = [
        (statement.kind.value, statement.speaker.id if statement.speaker else None, statement.span.of(text))
        for statement in read(text).statements
    ]
    assert found == wanted


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Ардан Темур предложил построить дорогу.", Act.PROPOSAL),
        ("Ардан Темур заявил, что необходимо построить дорогу.", Act.PROPOSAL),
        ("Ардан Темур отметил, что важно сохранять дух доверия и единства.", Act.CLAIM),
        ("Ардан Темур пообещал построить дорогу к морю.", Act.COMMITMENT),
        ("Ардан Темур сообщил, что Тавания построит дорогу к морю.", Act.COMMITMENT),
        ("Ардан Темур заявил, что страна готова построить дорогу.", Act.COMMITMENT),
        ("Ардан Темур поддержал строительство дороги к морю.", Act.SUPPORT),
        ("Ардан Темур предупредил, что дорога опасна зимой.", Act.CONCERN),
        ("Ардан Темур поблагодарил строителей дороги к морю.", Act.COURTESY),
        ("Ардан Темур пригласил коллег принять участие в играх.", Act.COURTESY),
        ("Ардан Темур пригласил коллег участвовать в строительстве дороги.", Act.PROPOSAL),
        ("Ардан Темур сообщил, что дорога готова.", Act.CLAIM),
        ("Ардан Темур поддержал идею, поблагодарил коллег и предложил построить мост.", Act.PROPOSAL),
    ],
)
def test_acts(read: Any, sentence: str, act: Act) -> None:
    assert [statement.act for statement in read(sentence).statements] == [act]


def test_an_attribution_inside_leaves_two_segments(read: Any) -> None:
    text = "«Дорога нужна всем, — сказал Ардан Темур. — Мы построим её к морю»."
    (statement,) = read(text).statements
    assert [segment.of(text) for segment in statement.segments] == [
        "Дорога нужна всем",
        "Мы построим её к морю",
    ]
    assert statement.kind is StatementKind.DIRECT
    assert statement.speaker is not None and statement.speaker.attribution is Attribution.EXPLICIT


def test_the_chain_tells_how_he_was_found(read: Any) -> None:
    statement = read(
        "Ардан Темур отметил, что дорога готова. Он добавил, что она дойдёт до моря."
    ).statements[1]
    assert statement.speaker.chain == ("Он", "Ардан Темур")
    assert statement.speaker.rule == "pronoun"


def test_every_sentence_is_accounted_for(read: Any) -> None:
    text = OPENING + "Ардан Темур отметил, что дорога готова. День был солнечный.\n\nФото: пресс-служба"
    fates = [cover.fate.value for cover in read(text).coverage]
    assert fates == ["event", "statement", "event", "credit"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("President of Tavania Ardan Temur said that the road was ready.", "ardan-temur"),
        ("Foreign Minister of Norlia Peter Rowan said that the road was ready.", "peter-rowan"),
        ("The road was ready, said Prime Minister of Norlia Liana Verst on Friday.", "liana-verst"),
        ("The president of Tavania said that the road was ready.", "ardan-temur"),
    ],
)
def test_a_name_behind_the_place_of_a_title_is_who_speaks(read: Any, text: str, speaker: str) -> None:
    (statement,) = read(text, "en").statements
    assert statement.speaker is not None and statement.speaker.id == speaker


@pytest.mark.parametrize("words", ["Tavania's central bank", "Tavania Railways"])
def test_who_leads_a_body_of_a_country_does_not_lead_the_country(read: Any, words: str) -> None:
    (statement,) = read(f"The president of {words} said that the road was ready.", "en").statements
    assert statement.speaker is None or statement.speaker.id != "ardan-temur"
