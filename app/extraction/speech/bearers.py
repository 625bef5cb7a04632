"""Who of several goes by a title without a name in a new paragraph: who has just spoken, whom the text is about, or nobody we can tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import cast

from app.extraction.draft import Draft, Role
from app.extraction.layout import LineKind
from app.extraction.people.home import head_at_home
from app.extraction.people.titles import HEADS, VAGUE
from app.extraction.speech.discourse import Discourse

_OF_A_STATE = frozenset({"president", "head of state", "leader"})
_MANY = 3  # leaders who have spoken: the text reports on all of them


def bearer_among(
    draft: Draft,
    role: Role,
    fitting: Sequence[str],
    main: str | None,
    discourse: Discourse,
    objects: Collection[str] = (),
) -> tuple[str, str] | None:
    """A leader's id and the rule that found him. `fitting`: who may bear the title, the latest first; `main`: the first of them whom the
    text names; `objects`: to whom something is done in the same sentence."""
    home = head_at_home(draft, role.office)
    near = fitting[0] if fitting else None
    same = near is not None and paragraph_of(draft, role.first) == _last_place(draft, discourse, near)
    if home is not None and home not in objects and not same:
        return home, "title" if near == home else "home"
    if near is None:
        return (main, "first-named") if main is not None and role.office in HEADS | VAGUE else None
    if len(set(fitting)) == 1:
        discourse.titled[group_of(role)].add(near)
        return near, "title"
    found: tuple[str, str] | None = None
    if not discourse.is_unsure():
        by_place = near == main or same
        found = (near, "title") if by_place else _of_several(draft, role, fitting, main, discourse)
    discourse.refused = discourse.refused or found is None
    if found is not None:
        discourse.titled[group_of(role)].add(found[0])
    return found


def group_of(role: Role) -> str:
    """Titles that a text uses of one person by turns."""
    return "head of state" if role.office in _OF_A_STATE else role.office


def _last_place(draft: Draft, discourse: Discourse, leader: str) -> int:
    """The paragraph in which somebody was last a subject or spoke."""
    return paragraph_of(draft, discourse.places.get(leader, -1))


def _of_several(
    draft: Draft, role: Role, fitting: Sequence[str], main: str | None, discourse: Discourse
) -> tuple[str, str] | None:
    """Who spoke right before goes on where the text is about nobody above others: it lets several speak, or nothing but the end of a list
    began the paragraph. Else the text may return to whom it is about, where he was the last to speak."""
    near, last = fitting[0], discourse.speaker
    here, there = paragraph_of(draft, role.first), _last_place(draft, discourse, near)
    told = _told_before(draft)
    between = told[here] > told[there + 1]
    # Others were called by it with their countries only.
    reserved = discourse.titled[group_of(role)] == {main}
    about = main is not None and (reserved or _is_about(draft, discourse, main, near))
    if near == last and not between:
        many = len(discourse.turns.keys() & set(fitting)) >= _MANY
        if role.office not in HEADS | VAGUE or ((many or here > there + 1) and not about):
            return near, "title"
    returns = (reserved and last != near) or (last in (main, None) and (about or between))
    if main is not None and returns:
        return main, "main-person"
    return None


def _is_about(draft: Draft, discourse: Discourse, main: str, other: str) -> bool:
    """Whether a text is about one leader rather than another: he speaks again after others, its headline names him alone, or its first
    paragraph tells of him what is no speech, and of the other at most what is done to him."""
    if discourse.turns.get(main, 0) > 1:
        return True
    headed = draft.layout.kinds[0] is LineKind.HEADLINE
    for number in (0, 1) if headed and len(draft.layout.kinds) > 1 else (0,):
        named, acting = _people_of(draft, number)
        told = (number == 0 and headed) or other in named or discourse.began.get(main) != number
        if main in acting and other not in acting and told:
            return True
    return False


def _people_of(draft: Draft, number: int) -> tuple[set[str], set[str]]:
    """Who is named in a paragraph, and who acts there."""
    key = (_people_of, number)
    if key not in draft.memo:
        people = draft.people_in(*draft.token_range(draft.analysis.paragraphs[number]))
        acting = {item.mention.leader for item in people if not item.case or "nom" in item.case.split()}
        draft.memo[key] = {item.mention.leader for item in people}, acting
    return cast("tuple[set[str], set[str]]", draft.memo[key])


def _told_before(draft: Draft) -> list[int]:
    """For each paragraph, how many before it are no items of a list."""
    if _told_before not in draft.memo:
        kinds = draft.layout.kinds
        draft.memo[_told_before] = [0, *accumulate(kind is not LineKind.ITEM for kind in kinds)]
    return cast("list[int]", draft.memo[_told_before])


def paragraph_of(draft: Draft, token: int) -> int:
    """The number of a token's paragraph, -1 where there is no token."""
    if token < 0:
        return -1
    return bisect_right(draft.analysis.paragraphs, draft.tokens[token].start, key=lambda span: span.start) - 1
