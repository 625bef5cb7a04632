"""Case forms of Russian names. No dictionary holds these names, and analysers guess («Токаев» as the plural of «токай»): so all forms are made here."""

from __future__ import annotations

from collections.abc import Mapping

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_HUSHING = "жшчщц"
_VELAR = "гкхжшчщ"
_VOWELS = "аеиоуыэюя"
Forms = tuple[
    tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]
]


def _with(stem: str, *endings: str) -> Forms:
    """Forms of a stem; an ending may hold several, parted by '/'."""
    forms = [
        (stem + options,) if "/" not in options else tuple([stem + ending for ending in options.split("/")])
        for options in endings
    ]
    return forms[0], forms[1], forms[2], forms[3], forms[4], forms[5]


def _same(word: str) -> Forms:
    return _with(word, "", "", "", "", "", "")


def word_forms(word: str, gender: str, *, family: bool, stems: Mapping[str, str]) -> Forms:
    """The six cases of one word of a name (nominative, genitive, dative, accusative, instrumental, prepositional).

    `family` tells a family name from a given one or a patronymic: «Алиев» has «Алиевым», «Лев» has «Львом».
    """
    if "-" in word:  # the last part is declined («Касым-Жомарта»), in some names both («Франка-Вальтера»)
        head, _, tail = word.rpartition("-")
        forms = word_forms(tail, gender, family=family, stems=stems)
        heads = word_forms(head, gender, family=family, stems=stems)
        joined = tuple(
            tuple(
                dict.fromkeys(
                    [
                        *(f"{head}-{form}" for form in options),
                        *(f"{first}-{form}" for first in firsts for form in options),
                    ]
                )
            )
            for options, firsts in zip(forms, heads, strict=True)
        )
        return joined[0], joined[1], joined[2], joined[3], joined[4], joined[5]
    low = word.lower()
    upper = word.isupper() and len(word) > 1 and word.isalpha()
    if upper:
        small = word_forms(word.capitalize(), gender, family=family, stems=stems)
        big = tuple(tuple(form.upper() for form in options) for options in small)
        return big[0], big[1], big[2], big[3], big[4], big[5]
    if len(low) < 3 or word[0].islower():  # Ли, Си, Ро; initials; particles such as «фон дер»
        return _same(word)
    return (
        _feminine(word, low, family=family)
        if gender == "f"
        else _masculine(word, low, family=family, stems=stems)
    )


def _feminine(word: str, low: str, *, family: bool) -> Forms:
    if family and low.endswith(("ова", "ева", "ина", "ына")):
        return _with(word[:-1], "а", "ой", "ой", "у", "ой/ою", "ой")
    if family and low.endswith(("ая", "яя")):
        return _with(word[:-2], "ая", "ой", "ой", "ую", "ой", "ой")
    if not family and low.endswith("вна"):  # patronymics
        return _with(word[:-1], "а", "ы", "е", "у", "ой", "е")
    if low[-1] in "ая":
        return _in_a(word, low)
    if low[-1] == "ь" and not family:
        return _with(word[:-1], "ь", "и", "и", "ь", "ью", "и")
    return _same(word)


def _in_a(word: str, low: str) -> Forms:
    stem = word[:-1]
    if low[-1] == "а":
        if len(low) > 2 and low[-2] in _VOWELS:  # Моравиа
            return _same(word)
        genitive = "и" if low[-2] in _VELAR else "ы"
        instrumental = "ей" if low[-2] in _HUSHING else "ой/ою"
        return _with(stem, "а", genitive, "е", "у", instrumental, "е")
    if low.endswith("ия"):
        return _with(stem, "я", "и", "и", "ю", "ей", "и")
    return _with(stem, "я", "и", "е", "ю", "ей", "е")


def _masculine(word: str, low: str, *, family: bool, stems: Mapping[str, str]) -> Forms:
    if not family and word in stems:
        stem = stems[word]
        forms = _with(stem, "", "а", "у", "а", "ом", "е")
        return ((word,), *forms[1:])
    last = low[-1]
    if family and len(low) > 4 and low.endswith("ец"):  # «Кравец»: Кравца, and seldom Кравеца
        before = low[-3]
        short = word[:-2] + ("й" if before in _VOWELS else "ь" if before == "л" else "") + "ц"
        fleeting = _with(short, "", "а", "у", "а", "ем/ом", "е")
        kept = _with(word, "", "а", "у", "а", "ем/ом", "е")
        return ((word,), *(one + other for one, other in zip(fleeting[1:], kept[1:], strict=True)))  # type: ignore[return-value]
    if family and low.endswith(("ский", "цкий", "ый", "ой")):
        return _with(
            word[:-2],
            low[-2:],
            "ого",
            "ому",
            "ого",
            "им" if low[-2] == "и" or low[-3] in _VELAR else "ым",
            "ом",
        )
    if family and len(low) > 3 and low.endswith(("ов", "ев", "ин", "ын")):
        return _with(word, "", "а", "у", "а", "ым/ом" if low.endswith(("ин", "ын")) else "ым", "е")
    if last == "й":
        loc = "и" if low.endswith("ий") else "е"
        return _with(word[:-1], "й", "я", "ю", "я", "ем", loc)
    if last == "ь":
        return _with(word[:-1], "ь", "я", "ю", "я", "ем", "е")
    if last in "ая":
        return _in_a(word, low)
    if last in _VOWELS:
        return _same(word)
    return _with(word, "", "а", "у", "а", "ем/ом" if last in _HUSHING else "ом", "е")


def declined(name: str, gender: str, stems: Mapping[str, str], *, family_first: bool) -> dict[str, str]:
    """Every case form of a whole name -> its case; a form of several cases carries them all, parted by a space.

    >>> forms = declined("Садыр Жапаров", "m", {}, family_first=False)
    >>> forms["Садыром Жапаровым"], forms["Садыра Жапарова"]
    ('ins', 'gen acc')
    """
    words = name.split()
    family_at = 0 if family_first else len(words) - 1
    table = [
        word_forms(word, gender, family=(index == family_at and not _patronymic(word)), stems=stems)
        for index, word in enumerate(words)
    ]
    tables = [table]
    if family_first and len(words) > 1:  # the press declines only the last word: «Чжан Мином»
        tables.append([*(_same(word) for word in words[:-1]), table[-1]])
    elif len(words) > 2 and not any(map(_patronymic, words)):  # «Андерса Фог Расмуссена»
        tables.append([table[0], *(_same(word) for word in words[1:-1]), table[-1]])
    found: dict[str, str] = {}
    for forms_of_words in tables:
        for number, case in enumerate(CASES):
            combined: list[str] = [""]
            for forms in forms_of_words:
                combined = [f"{before} {form}".strip() for before in combined for form in forms[number]]
            for form in combined:
                if case not in found.get(form, "").split():
                    found[form] = f"{found[form]} {case}" if form in found else case
    return found


def _patronymic(word: str) -> bool:
    return word.lower().endswith(("ович", "евич", "ьич", "овна", "евна", "ична"))
