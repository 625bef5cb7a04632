"""Pages of what the vocabulary holds: lists of entries, and one entry with what is stored of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic_core import from_json

from app.api.lists import FIND
from app.queries.consistent import consistent
from app.queries.params import ListParams
from app.queries.records import RecordPage
from app.queries.term_params import TermParams
from app.schemas.common import LabelLanguage
from app.schemas.ids import Kind
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.web.charts import Columns, years
from app.web.lists import Facet, check_params, form_fields, hidden_pairs, linked_facets, turned
from app.web.page import Data, Page
from app.web.view import Record, View

LATEST: Final = 5
"""Records of each kind on the page of an entry."""

FACET: Final = 6
"""Values of a facet that stand there; of years, all."""

YEARS: Final = 100
USUAL: Final = 50


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of a fact: words, where they lead, and their language where it is another than the page's."""

    text: str
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is told of an entry: the key of its name, and what is told."""

    key: str
    values: Sequence[Told]


def entry_told(view: View, entry: Record, href: str) -> Told:
    """What an entry of the vocabulary is called, and where it leads."""
    spoken = view.spoken(entry)
    return Told(view.label(entry), href, spoken if spoken != view.language else None)


@dataclass(frozen=True, slots=True)
class Section:
    """Records of one kind that an entry's page shows, and how they are counted."""

    kind: Kind
    params: ListParams
    """The list that the latest records are of."""
    filters: dict[str, str]
    """The same for an address."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as it is shown."""

    kind: Kind
    records: list[Record]
    total: int
    more: str
    facets: dict[str, Facet]
    years: Columns | None
    """Those of the facet of years, drawn; None where there is nothing to be drawn."""


def section(kind: Kind, model: type[ListParams], *facets: str, **filters: str) -> Section:
    """The latest records with these filters. What the filters hold was checked before: an id that was found."""
    values: dict[str, Any] = {
        name: [value] if isinstance(model.model_fields[name].default, (list, tuple)) else value
        for name, value in filters.items()
    }
    params = model.model_validate(
        {**values, "limit": LATEST, "count": "exact", "facets": list(facets), "facet_limit": YEARS}
    )
    return Section(kind, params, filters)


@consistent
def read_entry(
    reader: Reader,
    vocabulary: Vocabulary,
    language: LabelLanguage,
    get: Callable[..., bytes],
    id: str,
    sections: Sequence[Section],
) -> tuple[Record, list[RecordPage]]:
    """An entry and what is stored of it, of one state of the data. Raises `NotFound` where there is none."""
    entry: Record = from_json(get(reader, vocabulary, id))
    return entry, [FIND[each.kind](reader, vocabulary, each.params, language) for each in sections]


async def show_entry(
    view: View,
    noun: str,
    id: str,
    get: Callable[..., bytes],
    sections: Sequence[Section],
    facts: Callable[[View, Record], list[Fact]],
    csv: Kind = "statement",
    template: str = "entry.html",
    **values: Any,
) -> Page:
    """The page of an entry. `csv`: the kind of records that can be had of it as a table and as a feed; `values`: what its template shows besides."""
    entry, pages = await view.service.read(
        read_entry, view.service.vocabulary, view.language, get, id, sections
    )
    shown = [_shown(view, each, page) for each, page in zip(sections, pages, strict=True)]
    whole = next(each for each in sections if each.kind == csv)
    return Page(
        template,
        {"noun": noun, "entry": entry, "facts": facts(view, entry), "sections": shown, **values},
        Data(
            json=view.data(),
            csv=view.data(f"/{csv}s", **whole.filters, format="csv"),
            feed=view.data(f"/{csv}s", **whole.filters, format="atom"),
            csv_of=f"{csv}s",
            feed_of=f"{csv}s",
        ),
    )


def _shown(view: View, section: Section, page: RecordPage) -> Shown:
    noun = f"{section.kind}s"
    facets = {
        name: facet if name == "year" else _shortened(facet)
        for name, facet in linked_facets(
            page, lambda name, value: view.to(noun, **{**section.filters, name: value})
        ).items()
    }
    return Shown(
        section.kind,
        [from_json(record) for record in page.records],
        page.total or 0,
        view.to(noun, **section.filters),
        facets,
        years(facets["year"]["values"]) if "year" in facets else None,
    )


def _shortened(facet: Facet) -> Facet:
    """The first values, and how many others there are."""
    values = facet["values"]
    return {**facet, "values": values[:FACET], "others": facet["others"] + len(values[FACET:])}


async def show_entries(
    view: View,
    params: TermParams,
    noun: str,
    find: Callable[..., RecordPage],
    fields: Sequence[str],
    order: str = "listed",
) -> Page:
    """A page of a list of entries, in an order of the API's. Raises what the API's list raises."""
    check_params(params, noun)
    limit = params.limit if "limit" in params.model_fields_set else USUAL
    usual = order
    order = str(params.sort) if "sort" in params.model_fields_set else usual
    asked = params.model_copy(update={"limit": limit, "lang": None, "count": "exact", "sort": order})
    found = await view.service.read(find, view.service.vocabulary, asked)
    names = ("name", *fields, "sort")
    return Page(
        "entries.html",
        {
            "noun": noun,
            "entries": [from_json(record) for record in found.records],
            "total": found.total,
            "fields": form_fields(view, type(params), names, order=usual),
            "hidden": hidden_pairs(view, type(params), names),
            **turned(view, found),
        },
        Data(json=view.data(limit=str(limit), sort=order)),
    )
