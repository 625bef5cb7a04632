"""Which language a text is in; sentences of our own."""

from __future__ import annotations

import pytest

from app.errors import UnreadableSource
from app.language import detect_language, load_language
from app.language.detect import _by_letters

TEXTS = {
    "ru": "Главы государств обсудили развитие торговли, транспорта и энергетики, а также договорились о совместной работе в области охраны ледников и рек региона на ближайшие годы.",
    "en": "The heads of state discussed trade, transport and energy, and agreed to work together on the protection of the glaciers and rivers of the region in the years to come.",
    "kk": "Мемлекет басшылары сауда, көлік және энергетика салаларын дамыту мәселелерін талқылап, өңірдің мұздықтары мен өзендерін қорғау жөнінде бірлесіп жұмыс істеуге уағдаласты.",
    "ky": "Мамлекет башчылары соода, транспорт жана энергетика тармактарын өнүктүрүү маселелерин талкуулап, аймактын мөңгүлөрүн жана дарыяларын коргоо боюнча биргелешип иштөөгө макулдашты.",
    "uz": "Давлат раҳбарлари савдо, транспорт ва энергетика соҳаларини ривожлантириш масалаларини муҳокама қилиб, минтақа музликлари ва дарёларини ҳимоя қилиш бўйича биргаликда ишлашга келишиб олдилар.",
    "tg": "Сарони давлатҳо масъалаҳои рушди савдо, нақлиёт ва энергетикаро баррасӣ намуда, дар бораи ҳифзи пиряхҳо ва дарёҳои минтақа якҷоя кор кардан мувофиқа карданд.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_tells_the_languages_of_the_region(code: str) -> None:
    assert detect_language(TEXTS[code]) == (code, True)


@pytest.mark.parametrize("code", ["ru", "kk", "ky", "uz", "tg"])
def test_letters_decide_where_the_library_is_missing(code: str) -> None:
    assert _by_letters([char for char in TEXTS[code] if char.isalpha()], "ru") == code


@pytest.mark.parametrize(
    ("text", "code"), [("Да", "ru"), ("Yes", "en"), ("12345", "en"), ("\ufdd0\x0b", "en")]
)
def test_a_short_text_is_taken_by_its_script_and_never_sure(text: str, code: str) -> None:
    assert detect_language(text) == (code, False)


def test_a_language_without_a_pack_is_refused_by_name() -> None:
    with pytest.raises(UnreadableSource, match=r"'kk'.*en, ru"):
        load_language("kk", {})
