"""Several proposals of one sentence apart: coordinated verbs, nouns made of verbs."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.span import Span
from app.extraction.acts.actions import actions_of
from app.extraction.draft import Draft

_DETERMINERS = frozenset({"a", "an", "the", "one", "two", "more", "better", "joint", "common", "single"})
_LEAST = 2  # words of a proposal
_CLOSE = {"”": "“", "»": "«", '"': '"'}
_ADVERBS = frozenset(
    {"not", "also", "then", "thus", "therefore", "thereby", "in", "turn", "further", "as", "well"}
)
_OPEN = {mark: close for close, mark in _CLOSE.items()}
_NUMBERS = frozenset({"series", "number", "set", "package", "range"})
_BACK = 7  # words between a joining 'and' and its verb: an object or adverbs that stand before it


def coordinated(
    draft: Draft, first: int, last: int, rule: str, is_verb: Callable[[int], bool]
) -> list[tuple[Span, str]]:
    """'провести A и создать B' are two; 'разработать и запустить A' is one: its first verb has no object of its own."""
    tokens = draft.tokens
    joins = joins_of(draft)
    relatives = draft.kit.words.proposals.relatives
    described = next((at for at in range(first + 1, last) if tokens[at].lemmas & relatives), last)
    cuts, ends = [first], []
    ordinals = draft.kit.words.proposals.ordinals
    leaves = draft.kit.words.proposals.leaves
    if any(token.lemmas & leaves for token in tokens[first : first + 2]) and any(
        token.low in ("от", "from", "away") for token in tokens[first + 1 : first + 4]
    ):
        return one(draft, first, last, rule)  # 'уйти от A и строить B' is one thought
    # The first verb, whose object may stand before it
    own = first if rule == "that-clause" else next((at for at in range(first, last) if is_verb(at)), first)
    for number in range(own + 1, last):
        if not is_verb(number) or (draft.kit.code == "ru" and tokens[number].can_be("noun")):
            continue
        join = _join_before(draft, number, cuts[-1], is_verb, joins)
        if join is None:
            continue
        if tokens[join].low in ("а", "but") and tokens[cuts[-1]].low in ("не", "not"):
            continue  # 'не копить долги, а гасить их' is one thought
        if number > described and not (
            tokens[join].low in joins and tokens[join - 1].text == "," and number - join <= 2
        ):
            continue
        edge = join
        while edge > cuts[-1] and (tokens[edge - 1].low in joins | ordinals or tokens[edge - 1].text == ","):
            edge -= 1
        if rule == "that-clause" and not _has_direct_object(draft, number, last):
            continue  # 'координировали позиции и выступали единым фронтом' is one thought
        if _has_object(draft, cuts[-1], edge, is_verb):
            gap = tokens[number - 1].text in "—–"  # 'регионам — создать запас'
            cuts.append(number if gap else join + 1)
            ends.append(edge)
    found = []
    for low, high in zip(cuts, [*ends, last], strict=True):
        found.extend(one(draft, low, high, rule))
    return found


def _join_before(
    draft: Draft, number: int, least: int, is_verb: Callable[[int], bool], joins: set[str]
) -> int | None:
    """The comma or 'and' that joins a verb to the one before; None where something else stands between."""
    tokens = draft.tokens
    start = number - 2 if tokens[number - 1].text in "—–" else number - 1
    for at in range(start, max(least, number - 1 - _BACK), -1):
        if tokens[at].low in joins or tokens[at].text == ",":
            if (
                tokens[at].low in joins
                and draft.kit.code == "en"
                and number - at > 1
                and not (tokens[number - 1].low == "to" and _beside(draft, at, number - 1))
                and not tokens[number - 1].low.endswith("ly")
                and tokens[number - 1].low != "not"
            ):
                return None
            return at
        joining = tokens[at].readings[:1] and tokens[at].readings[0].pos == "conjunction"
        if tokens[at].kind == "mark" or is_verb(at) or (joining and tokens[at].low != "раз"):
            return None
    return None


def _beside(draft: Draft, join: int, to: int) -> bool:
    """'and to', 'and then to', but not 'ministers and negotiators to choose'."""
    return all(token.low in _ADVERBS or token.low.endswith("ly") for token in draft.tokens[join + 1 : to])


def _has_object(draft: Draft, first: int, last: int, is_verb: Callable[[int], bool]) -> bool:
    """Whether the verb before a join has an object of its own."""
    own = draft.tokens[first:last]
    if draft.kit.code == "en":
        return len(own) > 1
    if any(token.can_be("infinitive") and token.low.endswith(("ся", "сь")) for token in own):
        return True  # 'не останавливаться и довести реформу'
    return any(token.can_be("noun") or token.can_be("pronoun") for token in own) or len(own) > 3


def _has_direct_object(draft: Draft, verb: int, last: int) -> bool:
    """Whether an object in the accusative comes soon after a Russian verb; English tells it by no form."""
    following = draft.tokens[verb + 1 : min(last, verb + 5)]
    return draft.kit.code == "en" or any(
        token.has_case("acc") and not token.can_be("adverb") for token in following
    )


def nouns(draft: Draft, start: int, last: int, noun: int | None) -> list[tuple[Span, str]]:
    """'за A, за B и за C'; 'отмену A, упрощение B и запуск C': each noun made of a verb is one."""
    tokens = draft.tokens
    favour = draft.kit.words.proposals.in_favour
    joins = joins_of(draft)
    if start >= last:
        return []
    begins = [start]
    for at in range(start + 1, last):
        if tokens[at - 1].text != "," and tokens[at - 1].low not in joins:
            continue
        if (tokens[at].low in favour and draft.kit.code == "ru") or (
            noun is not None
            and (head := _head(draft, at, last)) is not None
            and _same_form(draft, noun, head)
        ):
            begins.append(at)
    if draft.kit.code == "en" and noun is not None:
        begins = _chained(draft, begins)
    found = []
    for low, high in zip(begins, [*begins[1:], last], strict=True):
        if low + 1 < high and (tokens[low].low in favour or _led_by_preposition(draft, low, high)):
            low += 1
        found.extend(one(draft, low, high, "noun-phrase"))
    return found


def listed(draft: Draft, colon: int, last: int) -> list[tuple[Span, str]] | None:
    """'три меры: единый тариф, общий реестр и ночной паром': noun phrases that a count announces, each one."""
    tokens = draft.tokens
    counted = draft.kit.words.proposals.counted
    if not any(token.lemmas & counted or token.low == "следующее" for token in tokens[colon - 1 : colon]):
        return None
    if any(
        draft.kit.language.is_predicate(token) or token.can_be("infinitive")
        for token in tokens[colon + 1 : last]
    ):
        return None
    joins = joins_of(draft)
    cuts = [colon + 1]
    for at in range(colon + 2, last):
        if tokens[at - 1].text == "," or tokens[at - 1].low in joins:
            if draft.kit.code == "en" and tokens[at].low not in _DETERMINERS and tokens[at].text != ",":
                continue
            cuts.append(at)
    items = [trim(draft, low, high) for low, high in zip(cuts, [*cuts[1:], last], strict=True)]
    return (
        None if len(items) < 2 or None in items else [(item, "listed") for item in items if item is not None]
    )


def _led_by_preposition(draft: Draft, low: int, high: int) -> bool:
    """'о создании', 'к скорейшему открытию': the preposition belongs to the verb of proposing."""
    return (
        draft.tokens[low].low in ("о", "об", "по", "of", "on", "в", "во", "на", "к", "ко")
        and _head(draft, low + 1, high) is not None
    )


def _head(draft: Draft, at: int, last: int) -> int | None:
    """The noun made of a verb that a noun phrase begins with."""
    actions = actions_of(draft.kit)
    for number in range(at, min(last, at + 4)):
        if actions.action_noun(draft.tokens, number):
            return number
        if draft.tokens[number].kind == "mark" or draft.tokens[number].can_be("preposition"):
            return None
        if draft.kit.code == "ru" and any(item.pos == "noun" for item in draft.tokens[number].readings[:1]):
            return None
    return None


def _same_form(draft: Draft, one: int, other: int) -> bool:
    """The same case in Russian; both gerunds or both nouns in English."""
    first, second = draft.tokens[one], draft.tokens[other]
    if draft.kit.code == "en":
        nouns = [draft.tokens[at + 1].low == "of" for at in (one, other)]
        return nouns[0] == nouns[1]
    return bool(
        {reading.case for reading in first.readings[:2]} & {reading.case for reading in second.readings[:2]}
    )


def _chained(draft: Draft, begins: list[int]) -> list[int]:
    """English gerunds after a comma only describe, unless a further one with 'and' closes the list."""
    joined = [at for at in begins[1:] if draft.tokens[at - 1].text != ","]
    return begins if joined else begins[:1]


def joins_of(draft: Draft) -> set[str]:
    return {word for join in draft.kit.words.proposals.joins for word in join.split()}


def one(draft: Draft, first: int, last: int, rule: str) -> list[tuple[Span, str]]:
    span = trim(draft, first, last)
    return [(span, rule)] if span is not None else []


def trim(draft: Draft, first: int, last: int) -> Span | None:
    """Without marks and joining words at the edges; None where too few words are left."""
    tokens = draft.tokens
    joins = joins_of(draft)
    while last > first and (tokens[last - 1].text in ".,;:!?—–-…" or tokens[last - 1].low in joins):
        near = [token.low for token in tokens[last - 2 : last + 1]]
        if near[:2] == ["as", "well"] and near[2:] != ["as"]:
            break  # 'that students be covered as well'
        last -= 1
    if last > first and tokens[last - 1].text in _CLOSE and not _opened(draft, first, last):
        return trim(draft, first, last - 1)  # 'urged them to “use the road”': the mark before was left out
    if first < last and tokens[first].text in _OPEN and not _closed(draft, first, last):
        return trim(draft, first + 1, last)
    while first < last and (
        tokens[first].text in ".,;:—–-" or tokens[first].low in ("to", "то") or tokens[first].low in joins
    ):
        first += 1
    if sum(token.kind == "word" for token in tokens[first:last]) < _LEAST or _only_counts(draft, first, last):
        return None
    return draft.span_of(first, last)


def _opened(draft: Draft, first: int, last: int) -> bool:
    """Whether a closing quotation mark has its opening one inside."""
    closing = draft.tokens[last - 1].text
    return any(token.text in (_CLOSE[closing], closing) for token in draft.tokens[first : last - 1])


def _closed(draft: Draft, first: int, last: int) -> bool:
    """Whether an opening quotation mark has its closing one inside."""
    return any(token.text == _OPEN[draft.tokens[first].text] for token in draft.tokens[first + 1 : last])


def _only_counts(draft: Draft, first: int, last: int) -> bool:
    """'Предлагаю три вещи', 'four initiatives': announces what comes and is nothing itself."""
    counted, tokens = draft.kit.words.proposals.counted, draft.tokens
    if tokens[first].low in ("a", "the") and any(
        token.low in _NUMBERS for token in tokens[first + 1 : first + 3]
    ):
        of = next((at for at in range(first, min(last, first + 4)) if tokens[at].low == "of"), last)
        return any(
            token.lemmas & counted for token in tokens[of : min(last, of + 4)]
        )  # 'a series of initiatives'
    return last - first <= 3 and any(token.lemmas & counted for token in tokens[last - 1 : last])
