"""Which labels of a transcript are people's names: no list holds them, and no verb stands beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from app.extraction.draft import Draft
from app.extraction.labels import Label, askers, is_answer, is_question

_LONGEST = 5  # words of a name


def names_in_labels(draft: Draft, labels: Sequence[Label], places: set[int]) -> Iterator[tuple[int, int]]:
    """Tokens of the labels that may be a person's name, without titles: their last word stands repeatedly, they ask nothing."""
    if len(labels) < 2:
        return
    asking = askers(draft, labels)
    tokens = draft.tokens
    times = Counter(tokens[label.named - 1].low for label in labels)
    titles = draft.kit.name_sets.honorifics | {".", "the"}
    for label in labels:
        first = label.first
        while first < label.named and tokens[first].low in titles:
            first += 1
        if (
            first < label.named
            and times[tokens[label.named - 1].low] > 1
            and label.words not in asking
            and not is_question(draft, label)
            and not is_answer(draft, label)
            and _may_be_name(draft, first, label.named, places)
        ):
            yield first, label.named


def _may_be_name(draft: Draft, first: int, last: int, places: set[int]) -> bool:
    """Words with capital letters, none of which a thing or place is called by; and no dictionary knows the last."""
    tokens, words = draft.tokens[first:last], draft.kit.name_sets
    return (
        len(tokens) <= _LONGEST
        and places.isdisjoint(range(first, last))
        and all(
            token.kind == "word"
            and (token.capital or token.low in draft.kit.particles)
            and token.low not in words.things
            and token.low not in words.bodies
            and token.low not in words.alone_never
            for token in tokens
        )
        and not draft.kit.language.name_word(tokens[-1].text).known
    )
