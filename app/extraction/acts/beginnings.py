"""Where clauses begin: the subject, the object or the adverbs that belong to a verb."""

from __future__ import annotations

from app.extraction.draft import Draft

_SUBJECTS = frozenset({"it", "he", "she", "they", "we", "i", "this", "that", "there"})
_CLAUSE = 30  # words that are looked back for a clause's beginning


def clause_start(draft: Draft, number: int, first: int) -> int:
    """Where the clause of a token begins: after 'что', a colon, or a comma with a predicate before it; an attribution between commas
    is passed over."""
    tokens = draft.tokens
    at = number
    comma: int | None = None
    least = max(first, number - _CLAUSE)
    while at > least:
        before = tokens[at - 1]
        if before.text in ':;.!?«“"' or before.low in ("что", "that"):
            return at
        if before.text in ",—–":
            other = next(
                (back for back in range(at - 2, max(least, at - 9) - 1, -1) if tokens[back].text in ",—–"),
                None,
            )
            if other is not None and other > least and _attributes(draft, other + 1, at - 1):
                at = other
                continue
            comma = comma or at
        elif draft.kit.code == "en" and before.low != before.lemma and _attributes(draft, at - 1, at):
            return at  # 'X said the line would be connected'
        elif comma is not None and draft.kit.language.is_predicate(before) and not before.can_be("noun"):
            return comma  # without a comma the verbs share their subject: 'готовится выпустить и разместит'
        at -= 1
    comma = next((to for to in range(at, number) if tokens[to].text == ","), None)
    if comma is not None and comma - at <= 9 and _attributes(draft, at, comma):
        return comma + 1  # 'По мнению премьера, нужна общая карта'
    return at


def subject_start(draft: Draft, number: int, first: int) -> int:
    """Where the subject before an English verb begins: after 'that', a mark, or a verb of speech; an attribution between commas is
    passed over."""
    at = number
    tokens = draft.tokens
    if at > first + 2 and tokens[at - 1].text == ",":
        other = next(
            (back for back in range(at - 2, max(first, at - 9), -1) if tokens[back].text == ","), None
        )
        if other is not None and _attributes(draft, other + 1, at - 1):
            at = other
    while (
        at > first
        and tokens[at - 1].kind != "mark"
        and tokens[at - 1].low not in ("that", "but", "said", "says", "why")
        and not (tokens[at - 1].low == "and" and _parts_clauses(draft, at - 1, first))
    ):
        at -= 1
    return at


def _parts_clauses(draft: Draft, join: int, first: int) -> bool:
    """Whether 'and' stands behind a clause, and not in the midst of a subject: 'a just and equitable order must be upheld'."""
    after = draft.tokens[join + 1].low if join + 1 < len(draft.tokens) else ""
    near = draft.tokens[max(first, join - _CLAUSE) : join]
    return after in _SUBJECTS or any(draft.kit.language.is_predicate(token) for token in near)


def from_adverbs(draft: Draft, low: int, action: int) -> int:
    """Back from an action over its adverbs and the time before it: 'до конца года согласовать', 'не откладывать'."""
    tokens = draft.tokens
    at = action
    while at > low and (
        tokens[at - 1].low in ("не", "not")
        or (tokens[at - 1].can_be("adverb") and not tokens[at - 1].can_be("noun"))
        or (tokens[at - 1].low == "to" and at - 1 > low and tokens[at - 2].low == "not")
    ):
        at -= 1
    preposition = next(
        (
            back
            for back in range(at - 1, max(low, at - 6) - 1, -1)
            if tokens[back].low in ("до", "к", "с", "в", "на", "по", "уже", "ко", "во", "от")
        ),
        None,
    )
    if preposition is not None and (
        preposition == low or tokens[low].low in ("до", "к", "с", "в", "на", "уже")
    ):
        return preposition if preposition != low else low
    if preposition is not None and any(
        token.kind == "number" or token.lemma in draft.kit.words.periods.months
        for token in tokens[preposition:at]
    ):
        return preposition
    if preposition is not None and tokens[preposition].low in ("до", "к"):
        times = {
            *draft.kit.words.periods.year,
            "конец",
            "начало",
            "весна",
            "зима",
            "лето",
            "осень",
            "месяц",
            "неделя",
        }
        if any(token.lemmas & times for token in tokens[preposition:at]):
            return preposition
    return at


def _attributes(draft: Draft, first: int, last: int) -> bool:
    return any(
        match.payload.how in ("verb", "words-of") for match in draft.kit.cues.find(draft.tokens, first, last)
    )
