"""What an agenda says beside its numbers: what is new, what came back, what was left out, and who has nothing on what others raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from app.schemas.agenda import TopicStatus


def statuses(now: Iterable[str], last: AbstractSet[str], earlier: AbstractSet[str]) -> dict[str, TopicStatus]:
    """Topic raised now -> what it is against the topics of the last time, and of all times before that.

    >>> statuses(["trade", "water", "sport"], {"trade"}, {"trade", "water"})
    {'trade': 'continued', 'water': 'returning', 'sport': 'new'}
    """
    return {
        topic: "continued" if topic in last else "returning" if topic in earlier else "new" for topic in now
    }


def silences(raised: Mapping[str, AbstractSet[str]], columns: Sequence[str]) -> dict[str, list[str]]:
    """Topic -> the columns, in their order, that have nothing on it; `raised` are those that have. None where nobody is known to have raised it.

    >>> silences({"trade": {"KG"}, "water": set()}, ["KG", "UZ"])
    {'trade': ['UZ'], 'water': []}
    """
    return {
        topic: [column for column in columns if column not in who] if who else []
        for topic, who in raised.items()
    }
