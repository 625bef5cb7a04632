"""Countries and groups of countries in a text, and the two that a bilateral text is about."""

from __future__ import annotations

from app.extraction.draft import Draft
from app.extraction.matcher import Match
from app.extraction.toolkit import PlaceForm

Place = Match[PlaceForm]


def find_places(draft: Draft) -> list[Place]:
    """Countries and blocs in the text, each place once, the form that tells its case before one that does not."""
    found: dict[tuple[int, str], Place] = {}
    for match in draft.kit.places.find(draft.tokens):
        key = (match.first, match.payload.place)
        if match.payload.form and match.payload.form != draft.tokens[match.first].low:
            continue
        if key not in found or (match.payload.case and not found[key].payload.case):
            found[key] = match
    return list(found.values())


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
