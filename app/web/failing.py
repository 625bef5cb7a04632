"""An error as a reader needs it: what of the address did not fit and how it is written, and the ways that lead on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from app.errors import AppError, Fault
from app.queries.params import EXCLUDE
from app.web.view import View

_LISTS: Final = {
    "leader": "leaders", "topic": "topics", "metric": "metrics", "summit": "summits", "series": "summits", "document": "documents",
    "country": "countries", "reporter": "countries", "partner": "countries", "addressee": "leaders",
}  # fmt: skip
"""Filter -> the list that has its values."""

_ENTRIES: Final = frozenset(("leaders", "topics", "metrics", "summits", "countries"))
_HAVE_LISTS: Final = (
    *_ENTRIES,
    "documents",
    "statements",
    "proposals",
    "figures",
    "claims",
    "threads",
    "agenda",
)
_HINTS: Final = (
    ("unknown", r"is unknown here"),
    ("not_known", r"not known"),
    ("several", r"several times"),
    ("elsewhere", r"is no part of a page"),
)
"""Key in words/*.yaml -> what the message of a fault has."""

_HINTS_OF: Final = (
    ("cursor", r"cursor"),
    ("limit", r"limit"),
    ("number", r"value_.*|min_.*|at"),
    ("day", r".*_(from|to)|vintage"),
    ("words", r"q|name"),
)
"""The same, for names of parameters."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A part of an address that does not fit. `name`: as pages call it, empty for what they have no word for; `hint`: what would."""

    name: str
    parameter: str
    value: str | None
    hint: str


@dataclass(frozen=True, slots=True)
class Way:
    """An address that leads on. `asked`: words of the address that it searches for, in nobody's language."""

    label: str
    href: str
    asked: str = ""


def wrongs(view: View, error: AppError) -> list[Wrong]:
    """What did not fit, in words of the page."""
    return [_wrong(view, fault) for fault in error.faults]


def _wrong(view: View, fault: Fault) -> Wrong:
    parameter = fault.loc.rpartition("/")[2]
    key = f"filter.{parameter.removeprefix(EXCLUDE)}"
    hint = next((key for key, told in _HINTS if re.search(told, fault.message)), None) or next(
        (key for key, named in _HINTS_OF if re.fullmatch(named, parameter)), None
    )
    if fault.loc.startswith("path/"):
        key = "error.address"
    return Wrong(
        view.words(key) if key in view.words else "",
        parameter,
        fault.value,
        view.words(f"error.hint.{hint}") if hint else "",
    )


def ways(view: View, error: AppError) -> list[Way]:
    """Where to go on: the same without what did not fit, a search for what the address names, the lists, the front page."""
    return list({way.href: way for way in _ways(view, error)}.values())


def _ways(view: View, error: AppError) -> Iterator[Way]:
    words = view.words
    # No language that cannot be spoken is kept.
    named = view if view.lang or not view.value("lang") else replace(view, lang="")
    bad = {fault.loc.partition("/")[2] for fault in error.faults if fault.loc.startswith("query/")}
    kept = tuple(pair for pair in view.pairs if pair[0] not in bad)
    if bad and len(kept) < len(view.pairs):
        yield Way(words("error.without"), replace(named, pairs=kept).here())
    noun, _, rest = view.path.strip("/").partition("/")
    for name in sorted(bad):
        if listed := _LISTS.get(name.removeprefix(EXCLUDE)):
            yield Way(words("error.list", name=words(f"noun.{listed}")), named.to(listed))
    if (
        noun in _ENTRIES
        and rest
        and not bad
        and (q := re.sub(r"[-_/:\s]+", " ", rest).strip()[:60])
        and q.isprintable()
    ):
        yield Way(words("error.search"), named.to("search", q=q), q)
    if noun in _HAVE_LISTS:
        yield Way(words("error.list", name=words(f"noun.{noun}")), named.to(noun))
    elif noun == "series":
        yield Way(words("error.list", name=words("noun.metrics")), named.to("metrics"))
    yield Way(words("error.home"), named.to())
