"""How a page says that its record is cited: the ready words, and where they can be had for reference managers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.analysis.citation import Where, cite
from app.api.negotiation import BIBTEX, CSL, PLAIN, RIS
from app.schemas.ids import Kind
from app.web.view import Record, View

_FORMATS: Final = (
    ("bibtex", BIBTEX),
    ("ris", RIS),
    ("csl", CSL),
    ("text", PLAIN),
)


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which the API gives the citation: its name, its address and its media type."""

    name: str
    href: str
    type: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation in the page's language. `address` leads to the record's page; `permalink` is the same with the host that was asked."""

    text: str
    permalink: str
    address: str
    formats: list[Format]


def cited(view: View, kind: Kind, record: Record) -> Cited:
    """The citation of a parsed record of that kind, as of the state of the data that the page is of."""
    found = cite(kind, record, Where(view.origin, view.version or 0, date.today()))
    language = None if view.language == "en" else view.language
    path = f"/{kind}s/{record['id']}"
    return Cited(
        text=found.text[view.language],
        permalink=found.permalink,
        address=f"{view.root}{path}",
        formats=[
            Format(name, view.data(f"{path}/citation", format=name, lang=language), media_type)
            for name, media_type in _FORMATS
        ],
    )
