"""Who is the host of a meeting, its guest, or the one who was spoken to: told where only one person can be meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.extraction.draft import Draft

GenderOf = Callable[[str], str]


def host_of(draft: Draft, gender: str, gender_of: GenderOf, before: int) -> str | None:
    """The leader whose capital the text names first, else the only person named before a token whom the noun fits."""
    leaders = _leaders(draft, gender, gender_of)
    home = next((match.payload.place for match in draft.places if match.payload.how == "capital"), None)
    there = [leader for leader in leaders if draft.kit.vocabulary.country_of(leader, draft.day) == home]
    if home is not None and len(there) == 1:
        return there[0]
    named = {person.mention.leader for person in draft.people_in(0, before)}
    fitting = {leader for leader in named if not gender or gender_of(leader) in (gender, "")}
    return fitting.pop() if len(fitting) == 1 else None


def guest_of(draft: Draft, gender: str, gender_of: GenderOf, before: int) -> str | None:
    """The other of the two leaders of a text, where one of them is the host."""
    leaders = _leaders(draft, "", gender_of)
    host = host_of(draft, "", gender_of, before)
    others = [leader for leader in leaders if leader != host]
    if host not in leaders or len(others) != 1 or (gender and gender_of(others[0]) not in (gender, "")):
        return None
    return others[0]


def other_of(seen: Sequence[str], last: str, gender: str, gender_of: GenderOf) -> str | None:
    """'Его собеседник': of two people who were spoken of, the one who did not speak last."""
    people = [leader for leader in dict.fromkeys(seen) if not leader.startswith("org:")]
    others = [leader for leader in people if leader != last]
    if len(people) != 2 or len(others) != 1 or (gender and gender_of(others[0]) not in (gender, "")):
        return None
    return others[0]


def _leaders(draft: Draft, gender: str, gender_of: GenderOf) -> list[str]:
    """The leaders of the vocabulary whom the text names, in order."""
    known = dict.fromkeys(
        person.mention.leader
        for person in draft.people
        if person.mention.leader in draft.kit.vocabulary.leaders
    )
    return [leader for leader in known if not gender or gender_of(leader) in (gender, "")]
