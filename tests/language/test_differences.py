"""Where two texts differ: in words, never in marks; and in no time at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

import pytest

from app.language.differences import MOST_CHARACTERS, differences

SAME = "Стороны договорились о поставках электроэнергии и о дорогах через горы."

CASES: tuple[tuple[str, str, list[tuple[str, str, bool]]], ...] = (
    ("«Всё растёт» — сказал он", '"Все растет", - СКАЗАЛ  он!', []),
    ("выросла на 14 процентов", "выросла на 16 процентов", [("14", "16", True)]),
    ("достигла 1,7 млрд", "достигла 1.7 млрд", []),
    ("продали 1 700 тонн", "продали 1700 тонн", []),
    ("достигла 1,7 млрд", "достигла 1,75 млрд", [("1,7", "1,75", True)]),
    ("в 2024 году было 12 встреч", "в 2024 году было много встреч", [("12", "много", True)]),
    (f"{SAME} Гости уехали.", SAME, [("Гости уехали", "", False)]),
    (SAME, f"Вчера утром. {SAME}", [("", "Вчера утром", False)]),
    (
        f"{SAME} Он предложил создать общий фонд и совет.",
        f"{SAME} Он призвал открыть новый банк и школу.",
        [("предложил создать общий фонд и совет", "призвал открыть новый банк и школу", False)],
    ),
    ("вырос на 14, до 20 процентов", "вырос на 15, до 25 процентов", [("14", "15", True), ("20", "25", True)]),
    ("", SAME, [("", SAME[:-1], False)]),
    ("", "", []),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other", "told"), CASES)
def test_differences_are_told_in_the_words_of_both(
    one: str, other: str, told: list[tuple[str, str, bool]]
) -> None:
    found = differences(one, other)
    assert [(one[slice(*each.here)], other[slice(*each.there)], each.numbers) for each in found] == told
    back = differences(other, one)
    assert [(each.there, each.here, each.numbers) for each in back] == [
        (each.here, each.there, each.numbers) for each in found
    ]


def test_what_lies_between_differences_is_the_same_words() -> None:
    numbers = Random(5)
    words = [f"слово{numbers.randrange(300)}" for _ in range(3000)]
    edited = [f"иное{place}" if numbers.random() < 0.03 else word for place, word in enumerate(words)]
    del edited[1000:1400]
    one, other = " ".join(words), " ".join(edited)
    at = to = 0
    for each in [*differences(one, other), None]:
        here, there = (each.here, each.there) if each else ((len(one), 0), (len(other), 0))
        assert one[at : here[0]].split() == other[to : there[0]].split()
        at, to = here[1], there[1]


def test_a_paragraph_that_moved_is_missing_in_one_place_and_new_in_another() -> None:
    moved = "Министры встретятся осенью в столице соседней страны и подпишут план."
    found = differences(f"{moved} {SAME} {SAME[:30]}", f"{SAME} {SAME[:30]} {moved}")
    assert len(found) == 2 and not any(each.numbers for each in found)


def words_of(kind: str) -> Callable[[int], tuple[str, str]]:
    """Two texts of so many words, of a kind that costs most."""

    def made(size: int) -> tuple[str, str]:
        numbers = Random(1)
        if kind == "one word":
            return "да " * size, "да " * (size // 2)
        if kind == "two words between landmarks":
            sides = ([], [])  # type: tuple[list[str], list[str]]
            for side in sides:
                for place in range(size // 300):
                    side += [f"веха{place}{letter}" for letter in "абвг"]
                    side += [numbers.choice(("да", "нет")) for _ in range(296)]
            return " ".join(sides[0]), " ".join(sides[1])
        words = [f"слово{int(numbers.paretovariate(0.7)) % 5000}" for _ in range(size)]
        if kind == "backwards":
            return " ".join(words), " ".join(reversed(words))
        return " ".join(words), " ".join(word if numbers.random() > 0.05 else "иное" for word in words)

    return made


@pytest.mark.parametrize("kind", ["edited", "backwards", "one word", "two words between landmarks"])
def test_time_grows_with_the_texts(kind: str) -> None:
    made = words_of(kind)

    def seconds(size: int) -> float:
        one, other = made(size)
        taken = []
        for _ in range(3):
            began = time.process_time()
            differences(one[:MOST_CHARACTERS], other[:MOST_CHARACTERS])
            taken.append(time.process_time() - began)
        return min(taken)

    seconds(2000)
    assert seconds(16_000) < 3.2 * seconds(8000) + 0.05
