"""Numbers told in words -> exact decimals: 'девяносто три', 'two and a half million', 'три целых две сотых', 'nine point four'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.extraction.toolkit import Kit
from app.language import Token

THOUSAND = Decimal(1000)
_TENTH = Decimal("0.1")
_HALF = Decimal("0.5")
_TENS_OF_SCALE = 4  # letters; shorter scale words have no 'half-' form
_SIGNS = frozenset("$€£¥₽₸₹₩₺₴₼")
_LONGEST = 40  # tokens of a number


@dataclass(slots=True)
class _Sum:
    """A number while it is read. `group` is what no scale of a thousand or more has multiplied yet, `room` what may still be added to it."""

    done: Decimal = Decimal(0)
    group: Decimal | None = None
    room: Decimal = Decimal(0)
    scale: Decimal | None = None
    """The last scale of a thousand or more, where it was the last word."""
    last_group: Decimal = Decimal(0)
    least: Decimal = Decimal(10) ** 30

    @property
    def met(self) -> bool:
        return self.group is not None or self.done != 0

    @property
    def value(self) -> Decimal:
        return self.done + (self.group or Decimal(0))

    def add(self, value: Decimal) -> bool:
        """A number word; False where it does not go on from what was read ('пять двадцать')."""
        if self.group is None:
            self.group = value
        elif 0 < value < self.room:
            self.group += value
        else:
            return False
        self.room = _room_after(value)
        self.scale = None
        return True

    def multiply(self, scale: Decimal, alone: bool) -> bool:
        """A scale word; `alone`: it may stand for one of its own ('a million', 'тысяча')."""
        if scale < THOUSAND:
            if self.group is None and not (alone and self.scale is None):
                return False
            self.group = scale * (Decimal(1) if self.group is None else self.group)
            self.room, self.scale = scale, None
            return True
        if self.group is None and self.scale is not None:  # 'three thousand million'
            if scale <= self.scale:
                return False
            self.done += self.last_group * (scale - 1)
            self.last_group *= scale
        elif scale < self.least and (self.group is not None or (alone and not self.done)):
            self.last_group = scale * (Decimal(1) if self.group is None else self.group)
            self.done += self.last_group
        else:
            return False
        self.group, self.room, self.scale = None, Decimal(0), scale
        self.least = min(scale, self.least)
        return True

    def add_part(self, part: Decimal) -> None:
        """A half or a decimal of what was last told: 'two and a half', 'миллион с половиной'."""
        if self.group is not None:
            self.group += part
        elif self.scale is not None:
            self.done += part * self.scale
        self.room, self.scale = Decimal(0), None


def _room_after(value: Decimal) -> Decimal:
    if value >= 100 and value % 100 == 0:
        return Decimal(100)
    return Decimal(10) if 20 <= value < 100 and value % 10 == 0 else Decimal(0)


def read_words(tokens: Sequence[Token], index: int, kit: Kit) -> tuple[Decimal, int, int] | None:
    """The number in words that begins at a token: its value, and the tokens that it takes; None where none begins.

    Ordinals ('двадцать первый') are none.
    """
    if (half := _half_a_scale(tokens, index, kit)) is not None:
        return half[0], index, half[1]
    found, position, first = _Sum(), index, index
    while position < min(len(tokens), index + _LONGEST) and tokens[position].kind == "word":
        token = tokens[position]
        value = value_of(token, kit)
        if value is not None and found.add(value):
            position += 1
        elif (scale := scale_at(tokens, position, kit)) is not None:
            alone = _may_stand_alone(tokens, position, kit)
            if not found.multiply(scale[0], alone):
                break
            if position == index and kit.code == "en" and index and tokens[index - 1].low == "a":
                first = index - 1  # 'a million'
            position = scale[1]
        elif found.met and (part := _part_at(tokens, position, kit)) is not None:
            found.add_part(part[0])
            position = part[1]
        elif not found.met and (half_scale := half_of_scale(token, kit)) is not None:
            return half_scale, index, position + 1
        elif not (_is_and(token, kit) and found.met and _goes_on(tokens, position + 1, found, kit)):
            break
        else:
            position += 1
    if not found.met or _is_ordinal(tokens, position, found, kit):
        return None
    return found.value, first, position


def begins_words(kit: Kit, token: Token) -> bool:
    """Whether a number in words can begin with this one."""
    if kit.number_lemmas.isdisjoint(token.lemmas) and "-" not in token.low:
        return token.low == "half" or half_of_scale(token, kit) is not None
    return (
        token.low == "half"
        or value_of(token, kit) is not None
        or not kit.words.numbers.scales.keys().isdisjoint(token.lemmas)
        or half_of_scale(token, kit) is not None
    )


def value_of(token: Token, kit: Kit) -> Decimal | None:
    """The number that one word is: 'пяти', 'forty-two', 'трое'; None for all others."""
    if kit.number_lemmas.isdisjoint(token.lemmas) and "-" not in token.low:
        return None
    words, collectives = kit.words.numbers.values, kit.words.numbers.collectives
    if (value := words.get(token.low)) is not None:
        return value
    if kit.code == "en" and token.low in kit.words.numbers.ordinals:
        return None  # the lemmatiser leads 'seventh' back to 'seven'
    for reading in token.readings[:3]:
        if (value := collectives.get(reading.lemma)) is not None:
            return value
        if (value := words.get(reading.lemma)) is not None and (
            reading.pos in ("numeral", "other", "adjective") or reading.lemma == token.low
        ):
            return value
    if kit.code == "en" and "-" in token.low:
        tens, _, unit = token.low.partition("-")
        high, low = words.get(tens), words.get(unit)
        if high is not None and low is not None and 20 <= high < 100 and high % 10 == 0 and 0 < low < 10:
            return high + low
    return None


def scale_at(tokens: Sequence[Token], index: int, kit: Kit) -> tuple[Decimal, int] | None:
    """A scale word at a token ('млрд.' with its full stop), and where it ends."""
    if index >= len(tokens) or tokens[index].kind != "word":
        return None
    token, scales = tokens[index], kit.words.numbers.scales
    if scales.keys().isdisjoint(token.lemmas) or (
        len(token.low) == 1 and not _is_letter_scale(tokens, index, kit)
    ):
        return None
    key = next(key for key in token.keys if key in scales)
    after = index + 1
    if (
        after + 1 < len(tokens)
        and tokens[after].text == "."
        and tokens[after].start == token.end
        and (not tokens[after + 1].capital or kit.units.begins(tokens[after + 1]))
        and key in kit.words.abbreviations
    ):
        after += 1
    return scales[key], after


def _is_letter_scale(tokens: Sequence[Token], index: int, kit: Kit) -> bool:
    """'$6m', '1.2M', '10k', '200m people'; '200m' and '5 m' are metres."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    if before is None or before.kind != "number" or token.start - before.end > 1:
        return False
    sign = tokens[index - 2] if index > 1 else None
    if sign is not None and sign.end == before.start and sign.text in _SIGNS:
        return True
    if before.end != token.start:
        return False
    if token.text.isupper() or token.low == "k":
        return True
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if kit.code != "en" or after is None:
        return False
    return (after.can_be("other") and after.low != after.lemma) or kit.units.begins(after)


def half_of_scale(token: Token, kit: Kit) -> Decimal | None:
    """'полмиллиона', 'полумиллиона', 'пол-миллиона'."""
    if not token.low.startswith("пол"):
        return None
    for prefix in ("полу", "пол"):
        if token.low.startswith(prefix):
            rest = token.low[len(prefix) :].lstrip("-")
            for scale, value in kit.words.numbers.scales.items():
                if len(scale) > _TENS_OF_SCALE and rest.startswith(scale[:6]) and len(rest) <= len(scale) + 3:
                    return value / 2
    return None


def _half_a_scale(tokens: Sequence[Token], index: int, kit: Kit) -> tuple[Decimal, int] | None:
    """'half a million', 'half million'."""
    if tokens[index].low != "half":
        return None
    at = index + 2 if index + 1 < len(tokens) and tokens[index + 1].low == "a" else index + 1
    scale = scale_at(tokens, at, kit)
    return (scale[0] / 2, scale[1]) if scale is not None else None


def _may_stand_alone(tokens: Sequence[Token], index: int, kit: Kit) -> bool:
    """A scale word alone is a number only in the singular: 'тысяча мест', 'a million', not 'тысячи людей', 'millions of'."""
    token = tokens[index]
    if kit.code == "en":
        return index > 0 and tokens[index - 1].low == "a" and token.low in kit.words.numbers.scales
    if not any(
        reading.number == "sg" and reading.lemma in kit.words.numbers.scales for reading in token.readings[:2]
    ):
        return False
    many = any(reading.number == "pl" and reading.case == "nom" for reading in token.readings)
    return not many or (index > 0 and _asks_for_genitive(tokens[index - 1], kit))


def _asks_for_genitive(token: Token, kit: Kit) -> bool:
    """'около тысячи', 'более сотни'; 'сотни файлов' is no hundred."""
    words = kit.words.numbers
    return token.can_be("preposition") or any(
        token.low == phrase.split()[-1]
        for phrases in (words.about, words.over, words.under)
        for phrase in phrases
    )


def _part_at(tokens: Sequence[Token], position: int, kit: Kit) -> tuple[Decimal, int] | None:
    """What is less than one after a whole number: 'and a half', 'с четвертью', 'point nought four', 'целых и две сотых'."""
    return (
        part_after(tokens, position, kit) or _point(tokens, position, kit) or _wholes(tokens, position, kit)
    )


@lru_cache(maxsize=4)
def _joints(kit: Kit) -> dict[str, list[list[str]]]:
    """The phrases that join a part to its number, each in its words, by the first of them."""
    found: dict[str, list[list[str]]] = {}
    for joint in kit.words.numbers.and_part:
        found.setdefault(joint.split()[0], []).append(joint.split())
    return found


def part_after(tokens: Sequence[Token], position: int, kit: Kit) -> tuple[Decimal, int] | None:
    """'and a half', 'с половиной': its value and where it ends."""
    words = kit.words.numbers
    for parts in _joints(kit).get(tokens[position].low, ()):
        at = position + len(parts)
        if [token.low for token in tokens[position:at]] == parts and at < len(tokens):
            token = tokens[at]
            key = next((key for key in (token.low, token.lemma) if key in words.fractions), None)
            if key is not None:
                part = _HALF if words.fractions[key] == 50 else words.fractions[key] / 100
                return part, at + 1
    return None


def _point(tokens: Sequence[Token], position: int, kit: Kit) -> tuple[Decimal, int] | None:
    """'point nought four': digits one by one."""
    if tokens[position].low not in kit.words.numbers.point:
        return None
    part, place, at = Decimal(0), _TENTH, position + 1
    while at < len(tokens) and (digit := value_of(tokens[at], kit)) is not None and 0 <= digit < 10:
        part, place, at = part + digit * place, place / 10, at + 1
    return (part, at) if at > position + 1 else None


def _wholes(tokens: Sequence[Token], position: int, kit: Kit) -> tuple[Decimal, int] | None:
    """'целых и две сотых', 'целая двадцать три тысячных'."""
    words = kit.words.numbers
    if tokens[position].lemma not in words.wholes:
        return None
    at = position + 1
    if at < len(tokens) and _is_and(tokens[at], kit):
        at += 1
    count, at = _small(tokens, at, kit)
    if count is None or at >= len(tokens):
        return None
    place = next(
        (words.decimals[lemma] for lemma in sorted(tokens[at].lemmas) if lemma in words.decimals), None
    )
    return (count * place, at + 1) if place is not None else None


def _small(tokens: Sequence[Token], index: int, kit: Kit) -> tuple[Decimal | None, int]:
    """A number without scale words, and where it ends."""
    found, position = _Sum(), index
    while position < min(len(tokens), index + 4) and (value := value_of(tokens[position], kit)) is not None:
        if not found.add(value):
            break
        position += 1
    return found.group, position


def _is_and(token: Token, kit: Kit) -> bool:
    return token.low in kit.words.numbers.and_words


def _goes_on(tokens: Sequence[Token], index: int, found: _Sum, kit: Kit) -> bool:
    """'one hundred and six', 'two thousand and five'; 'five and six' are two numbers. Only English joins so."""
    if kit.code != "en" or index >= len(tokens) or tokens[index].kind != "word":
        return False
    value = value_of(tokens[index], kit)
    if value is None or not 0 < value < 100:
        return False
    return found.room == 100 if found.group is not None else found.scale is not None


def _is_ordinal(tokens: Sequence[Token], position: int, found: _Sum, kit: Kit) -> bool:
    """'двадцать первый', 'сто пятидесятый': the number of a meeting or a year."""
    if kit.code != "ru" or position >= len(tokens) or found.group is None or not found.room:
        return False
    token = tokens[position]
    return any(
        reading.pos == "adjective" and kit.words.numbers.ordinals.get(reading.lemma, found.room) < found.room
        for reading in token.readings[:2]
    )
