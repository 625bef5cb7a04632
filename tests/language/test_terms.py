"""Words as they are searched for: whatever way a word is written, its form is the same; whatever form it has, its lemma is found."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import terms
from app.language.terms import LONGEST_FORM, are_neighbours, fold_word, forms, words, words_beginning

WORDS = [
    "ёлка",
    "трёхсторонний",
    "Қасым",
    "Ўзбекистон",
    "Ғарб",
    "Ҳамкорлик",
    "Өзбек",
    "Түркия",
    "Ұлт",
    "Әлем",
    "Кіші",
    "Нұрсұлтан",
    "ещё",
    "счёт",
    "мой",
    "район",
    "Йемен",
    "подъём",
    "объём",
    "Erdoğan",
    "İstanbul",
    "ışık",
    "Təhsil",
    "Şavkat",
    "Çankaya",
    "Öztürk",
    "Łódź",
    "Škoda",
    "Zürich",
    "naïve",
    "café",
    "façade",
]

# How people and programs write the same word; each must give the same form.
WAYS = {
    "decomposed": lambda word: unicodedata.normalize("NFD", word),
    "composed": lambda word: unicodedata.normalize("NFC", word),
    "capitals": str.upper,
    "small": str.lower,
    "soft hyphen": lambda word: word[:2] + "\u00ad" + word[2:],
    "zero width": lambda word: word[:2] + "\u200b" + word[2:],
    "joiner": lambda word: word[:1] + "\u2060" + word[1:],
    "byte order mark": lambda word: word[:3] + "\ufeff" + word[3:],
    "stress": lambda word: word.replace("а", "а\u0301", 1),
    "e for yo": lambda word: word.replace("ё", "е").replace("Ё", "Е"),
}
PLAIN = {
    "Қасым": "касым", "Ўзбекистон": "узбекистон", "Ғарб": "гарб", "Ҳамкорлик": "хамкорлик", "Өзбек": "озбек", "Нұрсұлтан": "нурсултан",
    "мой": "мой", "Йемен": "йемен", "Erdoğan": "erdogan", "İstanbul": "istanbul", "ışık": "isik", "Təhsil": "tahsil", "Łódź": "lodz",
    "Oʻzbekiston": "ozbekiston", "O‘zbekiston": "ozbekiston", "O'zbekiston": "ozbekiston", "O’zbekiston": "ozbekiston",
    "Tokayev's": "tokayev", "Tokayev’s": "tokayev", "ﬁnance": "finance", "Ｇ": "g",
}  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("way", WAYS)
def test_a_word_has_one_form_however_it_is_written(way: str, word: str) -> None:
    assert forms(WAYS[way](word)) == forms(word) != ()


@pytest.mark.parametrize(("written", "form"), PLAIN.items())
def test_what_people_do_not_type_makes_no_difference(written: str, form: str) -> None:
    assert forms(written) == (form,)


def test_short_i_stays_a_letter_of_its_own() -> None:
    assert fold_word("й") == fold_word(unicodedata.normalize("NFD", "й")) != fold_word("и")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("торгово-экономический", ("торгово", "экономический")),
        ("торгово\u2011экономический", ("торгово", "экономический")),
        ("1,7 млрд", ("1", "7", "млрд")),
        ("15процентов", ("15", "процентов")),
        ("G20", ("g", "20")),
        ("5\u00a0млн", ("5", "млн")),
        ("«вода»", ("вода",)),
        ("rock'n'roll", ("rocknroll",)),
        ("\u02bc ' - \u0301 🙂", ()),
    ],
)
def test_a_text_is_cut_into_letters_and_digits(text: str, found: tuple[str, ...]) -> None:
    assert forms(text) == found == tuple(term.form for *_, term in words(text))


@given(st.text(max_size=60))
def test_every_word_stands_where_it_says(text: str) -> None:
    last = 0
    for start, end, term in words(text):
        assert last <= start < end <= len(text)
        assert fold_word(text[start:end]) == term.form != ""
        assert term.lemma and term.lemma in term.asked and len(term.form) <= LONGEST_FORM
        assert all(char.isalnum() for char in term.form + term.lemma + "".join(term.others + term.asked))
        last = end


# A noun, verb or name in forms that its readers type: each must find each other.
FAMILIES = """
торговля торговли торговле торговлю торговлей
вода воды воде воду водой водах
энергия энергии энергию энергией
экономика экономики экономике экономику экономикой экономик
страна страны стране страну страной стран странам странами странах
регион региона региону регионом регионе регионы регионов регионам
сотрудничество сотрудничества сотрудничеству сотрудничеством сотрудничестве
инвестиция инвестиции инвестиций инвестициям инвестициями инвестициях
встреча встречи встрече встречу встречей встреч встречах
саммит саммита саммиту саммитом саммите саммиты саммитов
граница границы границе границу границей границ границах
дорога дороги дороге дорогу дорог дорогам дорогах
проект проекта проекту проектом проекте проекты проектов
развитие развития развитию развитием развитии
безопасность безопасности безопасностью
миллиард миллиарда миллиардов миллиарды
процент процента процентов проценты процентам
товарооборот товарооборота товарообороту товарооборотом товарообороте
президент президента президенту президентом президенте президенты президентов
министр министра министру министром министре министры министров
человек человека человеку человеком людей люди людям
ребёнок ребенка ребенку дети детей детям
год года году годом годы лет годах
железнодорожный железнодорожная железнодорожного железнодорожной железнодорожные железнодорожных
водный водная водного водной водные водных водными
цифровой цифровая цифровую цифрового цифровых цифровые
центральный центральная центральной центральную
азия азии азию азией
казахстан казахстана казахстану казахстаном казахстане
узбекистан узбекистана узбекистану узбекистаном узбекистане
кыргызстан кыргызстана кыргызстану кыргызстаном кыргызстане
таджикистан таджикистана таджикистану таджикистане
туркменистан туркменистана туркменистану туркменистане
азербайджан азербайджана азербайджану азербайджане
россия россии россию россией
китай китая китаю китаем китае
бишкек бишкека бишкеку бишкеком бишкеке
ташкент ташкента ташкенту ташкентом ташкенте
астана астаны астане астану астаной
душанбе
подписать подписал подписали подпишут подписан подписано подписанный подписанного
предложить предложил предложила предложили предложит предложат
поддержать поддержал поддержали поддержит поддержим
расти растет растут рос росла росли
построить построил построили построят построен построена построенный
призвать призвал призвала призвали призовет
заявить заявил заявила заявили заявит
соглашение соглашения соглашению соглашением соглашений соглашениях
договор договора договору договором договоре
документ документа документу документом документы документов
отношение отношения отношений отношениям отношениями
вопрос вопроса вопросу вопросом вопросы вопросов вопросам
коридор коридора коридору коридором коридоры коридоров
транзит транзита транзиту транзитом транзите
электроэнергия электроэнергии электроэнергию электроэнергией
гидроэлектростанция гидроэлектростанции гидроэлектростанций гидроэлектростанцию
таможня таможни таможне таможню таможней
пошлина пошлины пошлине пошлину пошлин
климат климата климату климатом климате
ледник ледника ледники ледников ледникам
наука науки науке науку наукой
образование образования образованию образованием образовании
рахметов рахметова рахметову рахметовым рахметове рахметовой
бердыев бердыева бердыеву бердыевым бердыеве
садыгалин садыгалина садыгалину садыгалиным
agreement agreements
country countries
meeting meetings
invest invests invested investing
child children
leader leaders
water waters
supply supplies supplied supplying
grow grows grew grown growing
""".strip().splitlines()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.split()[0])
def test_every_form_finds_every_other(family: str) -> None:
    terms = [words(form)[0][2] for form in family.split()]
    missed = [
        f"{asked.form} does not find {met.form}"
        for asked in terms
        for met in terms
        if not {met.lemma, *met.others} & set(asked.asked)
    ]
    assert not missed


def test_a_seldom_reading_is_found_by_who_means_it_and_does_not_disturb_the_rest() -> None:
    became, steel = words("стали")[0][2], words("сталь")[0][2]
    assert steel.lemma in became.asked, "«стали» may be asked of steel"
    assert not {became.lemma, *became.others} & set(steel.asked), (
        "a text that says «стали» is seldom of steel"
    )


USUAL, ANY = "абвйиёеЁAbz 12_-ЙИ,.«»\u00a0", "абвйиёеЁAbz 12٣_-'’ʻ\u0300\u0306\u00adӏÏﬁ½²Ⅳß水ЙИ,.і"


@given(
    text=st.text(USUAL, max_size=20) | st.text(ANY, max_size=20),
    asked=st.lists(st.text(ANY, min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_words_with_a_beginning_are_those_of_the_whole_text(text: str, asked: list[str]) -> None:
    beginnings = frozenset(form for each in asked if (form := fold_word(each)))
    if not beginnings:
        return
    all_words = words(text)
    found = words_beginning(text, beginnings)
    assert found == [word for word in all_words if word[2].form.startswith(tuple(beginnings))]
    for first, second in pairwise(found):
        assert are_neighbours(text, first, second) == (all_words.index(second) - all_words.index(first) == 1)


def test_what_a_process_remembers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "вода торговля граница road water трава дорога энергия"
    expected = words(text)
    monkeypatch.setattr(terms, "_terms", remembered := terms._Terms())
    monkeypatch.setattr(terms, "most_remembered", lambda: 3)
    assert words(text) == expected
    assert 0 < len(remembered) <= 3
