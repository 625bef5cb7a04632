"""Whose office publishes a text: there 'глава государства' without a name is the head of its own state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.extraction.draft import Draft, InOrder
from app.extraction.layout import read_layout
from app.extraction.people.titles import HEADS_OF_STATE, find_roles, holder
from app.extraction.places import find_places

_CREDIT = 4  # tokens of 'press service of the' before a title


def head_at_home(draft: Draft, office: str) -> str | None:
    """The head of the state whose office publishes a text, where a title may be his. A leader may be anybody's, a head of state is not."""
    if office not in HEADS_OF_STATE:
        return None
    key = (head_at_home, office)
    if key not in draft.memo:
        place = home_of(draft)
        draft.memo[key] = holder(draft.kit.vocabulary, office, place, draft.day) if place else None
    found = draft.memo[key]
    return found if isinstance(found, str) else None


def home_of(draft: Draft) -> str | None:
    """The country in whose head's name a text is published: told by its publisher, or by the one press service that it is credited to."""
    if home_of not in draft.memo:
        named = next((place for name in _publishers(draft) if (place := _country_in(draft, name))), None)
        credited = set(_credited(draft))
        draft.memo[home_of] = named or (credited.pop() if len(credited) == 1 else None)
    found = draft.memo[home_of]
    return found if isinstance(found, str) else None


def _publishers(draft: Draft) -> Iterator[str]:
    """What the publisher is called: by the document, and by the site that its address is of."""
    if draft.document.publisher:
        yield draft.document.publisher
    site = draft.kit.vocabulary.site_of(draft.document.url)
    if site is not None:
        yield from (site.publisher, *site.names)


def _country_in(draft: Draft, name: str) -> str | None:
    """'Президент Республики Тавания' -> XG; None of a newspaper, even of one that bears a country's name."""
    analysis = draft.kit.language.analyse(name)
    document = replace(draft.document, text=name)
    own = Draft(document=document, kit=draft.kit, analysis=analysis, layout=read_layout(analysis, draft.kit))
    own.places = InOrder(find_places(own))
    return next(
        (role.place for role in find_roles(own) if role.place and role.office in HEADS_OF_STATE), None
    )


def _credited(draft: Draft) -> Iterator[str]:
    """Countries whose head's press service the text is credited to."""
    credits = draft.kit.words.speech.credits
    for role in draft.roles:
        if role.place is None or role.office not in HEADS_OF_STATE:
            continue
        before = draft.tokens[max(0, role.first - _CREDIT) : role.first]
        told = " ".join(token.low for token in before)
        if any(token.lemma in credits for token in before) or any(
            " " in credit and credit in told for credit in credits
        ):
            yield role.place
