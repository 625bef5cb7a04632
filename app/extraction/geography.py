"""Which countries a figure is about: the reporting side first, then its partners."""

from __future__ import annotations

from collections.abc import Set

from app.extraction.draft import Draft
from app.extraction.matcher import Match
from app.extraction.toolkit import PlaceForm

_INTO = frozenset({"fdi", "investment", "imports", "tourists", "migrants", "students"})
"""Metrics whose reporter is where the flow arrives: 'инвестиций из X в Y' is Y's figure."""


def find_places(draft: Draft) -> list[Match[PlaceForm]]:
    """Countries and blocs in the text, each place once, the form that tells its case before one that does not."""
    found: dict[tuple[int, str], Match[PlaceForm]] = {}
    for match in draft.kit.places.find(draft.tokens):
        key = (match.first, match.payload.place)
        if match.payload.form and match.payload.form != draft.tokens[match.first].low:
            continue
        if key not in found or (match.payload.case and not found[key].payload.case):
            found[key] = match
    return list(found.values())


def geography_of(
    draft: Draft, metric: str, at: int | None, sentence: tuple[int, int], units: Set[int], home: str | None
) -> tuple[str, ...]:
    """ISO codes and bloc ids for a figure whose metric stands at token `at` of a sentence (first and last token).

    `home` is the speaker's country, `units` the tokens of quantities. Where nothing tells, the two countries that the text is about.
    """
    places = [
        match
        for match in draft.places_in(*sentence)
        if match.payload.how in ("name", "adjective", "capital") and match.first not in units
    ]
    if at is not None:
        after = [match for match in places if match.first >= at]
        before = [match for match in places if match.last <= at]
        places = after or before[-1:]
    reporters, partners = [], []
    for match in places:
        word = _preposition(draft, match)
        place = match.payload.place
        if (
            word in ("с", "со", "with")
            or (word in ("из", "from") and metric in _INTO)
            or (word in ("в", "во", "to") and metric == "exports")
        ):
            partners.append(place)
        elif (
            word in ("из", "from")
            or (word in ("в", "во", "to", "into", "in") and metric in _INTO)
            or match.payload.how == "adjective"
            or _plain(word)
        ):
            reporters.append(place)
    found = list(dict.fromkeys([*reporters, *partners]))
    if home is not None and not reporters:
        found = list(dict.fromkeys([home, *partners]))
    return tuple(found[:4]) or (draft.parties if home is None else ())


def parties_of(draft: Draft) -> tuple[str, ...]:
    """The two countries of a bilateral text: those of its first two paragraphs, if they are just two and the text says 'bilateral'."""
    paragraphs = draft.analysis.paragraphs
    if not paragraphs or next(draft.kit.two_sides.find(draft.tokens), None) is None:
        return ()
    last = draft.token_range(paragraphs[min(1, len(paragraphs) - 1)])[1]
    named = dict.fromkeys(
        match.payload.place
        for match in draft.places_in(0, last)
        if match.payload.how in ("name", "adjective") and match.payload.place.isupper()
    )
    return tuple(named) if len(named) == 2 else ()


def _plain(word: str) -> bool:
    """No preposition: a genitive ('товарооборот Кыргызстана') or a subject."""
    return word == "" or word in ("и", "and", "of", "между", "between", ",")


def _preposition(draft: Draft, match: Match[PlaceForm]) -> str:
    """The preposition that governs a place: before it, or before 'стран' in 'со странами Центральной Азии'."""
    tokens = draft.tokens
    for number in range(match.first - 1, max(-1, match.first - 4), -1):
        token = tokens[number]
        if token.can_be("preposition") or token.low in ("with", "from", "to", "into", "in", "of", "between"):
            return token.low
        if token.kind != "word" or not (token.can_be("noun") or token.can_be("adjective")):
            return ""
        if number < match.first - 1 and token.has_case("nom"):
            return ""
    return ""
