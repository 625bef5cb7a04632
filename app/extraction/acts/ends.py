"""Where what is asked for ends: before a reason, a result, an explanation, a clause with a subject of its own."""

from __future__ import annotations

from app.extraction.acts.actions import actions_of
from app.extraction.acts.ask import Ask
from app.extraction.draft import Draft

_NOUN = 9  # tokens in which the verb of a clause follows whose subject is a noun
_LEAST = 2  # words of a proposal
_SUBJECTS = frozenset({"i", "we", "he", "she", "they", "it", "this", "that", "you"})
_AUXILIARIES = frozenset({"will", "would", "can", "could", "is", "are", "was", "were", "has", "had", "am"})
_AFTERTHOUGHTS = frozenset({",", "could", "would", "will", "can", "may", "he", "she", "they"})
_WHICH = frozenset({"кто", "какой", "какая", "какие", "какое", "когда", "где", "у", "от", "сколько", "who", "whoever", "what", "which", "how", "where"})  # fmt: skip
_RULES = frozenset({"правило", "принцип", "rule", "principle"})


def asked_end(draft: Draft, ask: Ask, last: int) -> int:
    """Where what is asked ends: before a colon, a reason, a result, or a clause with a subject of its own."""
    tokens = draft.tokens
    ends = draft.kit.words.proposals.ends
    for at in range(ask.start + _LEAST, last):
        if tokens[at].text in ":;":
            return at
        after = tokens[at + 1] if at + 1 < last else None
        if after is None:
            break
        if tokens[at].low in ("because", "потому"):
            return at
        if ask.rule == "idea" and draft.kit.code == "en" and tokens[at].low in _AUXILIARIES:
            return at  # 'her proposal to exempt medicines was put off'
        if (
            ask.rule in ("importance", "necessity")
            and tokens[at].low in ("was", "were")
            and draft.kit.cues.at(tokens, at + 1, last) is not None
        ):
            return at  # 'the importance of closing the mine was stressed'
        if (
            tokens[at].text == ","
            and after.low == "which"
            and at + 2 < last
            and tokens[at + 2].low in _AFTERTHOUGHTS
        ):
            return at
        if tokens[at].text in ",—–" and after.low in ends and not _action_soon(draft, at + 2, last):
            return at
        if tokens[at].text == "," and after.low in ("they", "he", "she") and draft.kit.code == "en":
            return at  # 'need to resolve the issue, they did not say how'
        if tokens[at].low in ("and", "и", "but") and _new_clause(draft, at, last):
            return at
    return last


def _action_soon(draft: Draft, first: int, last: int) -> bool:
    actions, tokens = actions_of(draft.kit), draft.tokens
    reach = range(first, min(last, first + 5))
    finite = any(reading.pos == "verb" for at in reach for reading in tokens[at].readings[:1])
    return draft.kit.code == "ru" and not finite and any(actions.infinitive(tokens, at) for at in reach)


def _new_clause(draft: Draft, join: int, last: int) -> bool:
    """'and I will prove it', ', и мы закроем этот вопрос'."""
    tokens = draft.tokens
    after = tokens[join + 1].low
    if draft.kit.code == "en":
        if after == "that":
            return tokens[join + 2].low in _AUXILIARIES  # but not 'and that the register be published'
        soon = set()
        for token in tokens[join + 1 : min(last, join + 5)]:
            if token.low in ("who", "that", "which"):
                break  # 'and name those who had failed'
            soon.add(token.low)
        if tokens[join - 1].text == "," and after in ("the", "this", "these", "a"):
            for token in tokens[join + 2 : min(last, join + _NOUN)]:
                if token.low in ("who", "that", "which", "to"):
                    break
                soon.add(token.low)
        return after in _SUBJECTS or bool(_AUXILIARIES & soon)
    if tokens[join - 1].text != ",":
        return False
    following = tokens[join + 1 : min(last, join + 6)]
    for token in following:
        if token.can_be("infinitive"):
            return False
        if any(reading.pos == "verb" for reading in token.readings[:2]):
            return True
    return False


def belongs(draft: Draft, colon: int, last: int) -> bool:
    """Whether what comes after a colon is part of what is asked: 'ввести правило: кто не платит, тот не голосует', 'a rule: whoever
    pollutes pays'; not a reason with a verb of its own: 'создать службу: она сбережёт деньги'."""
    tokens = draft.tokens
    if colon + 1 >= last:
        return False
    announced = {*draft.kit.words.proposals.counted, *_RULES}
    if tokens[colon + 1].low in _WHICH or any(
        token.lemmas & announced for token in tokens[colon - 1 : colon]
    ):
        return True
    return not any(draft.kit.language.is_predicate(token) for token in tokens[colon + 1 : last])
