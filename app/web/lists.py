"""Lists of records as pages: the API's own lists, with a form for their filters, and the values that they can be narrowed to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import from_json

from app.api.lists import FIND
from app.errors import Fault, InvalidInput, TooSlow
from app.queries.agenda_params import AgendaParams
from app.queries.consistent import consistent
from app.queries.documents import get_document
from app.queries.facet_labels import labels_of
from app.queries.params import EXCLUDE, ListParams, PageParams
from app.queries.records import RecordPage
from app.schemas.ids import Kind
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.web.page import Data, Page
from app.web.view import View

USUAL: Final = 25
MOST: Final = 100
"""Records on a page: more than the API's first, and a page would be heavier than anybody wants to wait for."""

FACET: Final = 10
"""Values of a facet that are shown."""

_NOT_HERE: Final = ("format", "fields", "include", "bom", "facets", "facet_limit", "count")
"""Parameters of the API's lists that tell how data is written, which a page has no use for."""

_PLACES: Final = frozenset(("cursor", "lang", "limit", "sort", "q"))
"""Parameters that are no filters."""


Facet = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """How a list of a kind of records is shown: `facets` it is narrowed by, `fields` of its form."""

    kind: Kind
    facets: tuple[str, ...]
    fields: tuple[str, ...]
    feed: bool = True

    @property
    def noun(self) -> str:
        return f"{self.kind}s"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. `options`: the values of a closed list, none where anything may be written."""

    name: str
    value: str
    type: str
    options: tuple[str, ...] = ()
    usual: str = ""
    """The order of a list for which none is asked."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that is set: what it is called, and the list without it."""

    name: str
    label: str
    without: bool
    href: str


async def show_list(view: View, params: ListParams, listed: Listed) -> Page:
    """A page of a list of records. Raises what the API's list raises, and `InvalidInput` for what only the API can give."""
    check_params(params, listed.noun)
    limit = params.limit if "limit" in params.model_fields_set else USUAL
    asked = params.model_copy(
        update={
            "limit": limit,
            "lang": None,
            "count": "exact",
            # A second value of one field widens a list, so that its count would not be that of the list it led to.
            "facets": [name for name in listed.facets if not view.value(name)],
            "facet_limit": FACET,
        }
    )
    await view.service.awake(asked.words())
    find, vocabulary = FIND[listed.kind], view.service.vocabulary
    slow = False
    try:
        found: RecordPage = await view.service.read(find, vocabulary, asked, view.language)
    except (
        TooSlow
    ):  # of a long list that many filters narrow, the records are found at once and counted in seconds
        slow = True
        asked = asked.model_copy(update={"count": "none", "facets": []})
        found = await view.service.read(find, vocabulary, asked, view.language)
    facets = linked_facets(found, view.adding)
    return Page(
        "list.html",
        {
            "listed": listed,
            "records": [from_json(record) for record in found.records],
            "total": found.total,
            "slow": slow,
            "notes": found.notes,
            "facets": facets,
            "fields": form_fields(view, type(params), ("q", *listed.fields, "sort")),
            "hidden": hidden_pairs(view, type(params), ("q", *listed.fields, "sort")),
            "filters": await set_filters(view),
            **turned(view, found),
        },
        list_data(view, listed, limit),
    )


def turned(view: View, page: RecordPage) -> dict[str, str | None]:
    """The addresses of the next page of a list and of the one before; None where there is none."""
    cursors = {"next": page.next, "prev": page.prev}
    return {name: view.here(cursor=cursor) if cursor else None for name, cursor in cursors.items()}


def linked_facets(page: RecordPage, address: Callable[[str, str], str]) -> dict[str, Facet]:
    """Field -> a rendered `FacetOut`, each value with the address (of field and value) of the list that is narrowed to it."""
    facets: dict[str, Facet] = {}
    for name, rendered in (page.facets or {}).items():
        facet = facets[name] = from_json(rendered)
        for each in facet["values"]:
            each["href"] = address(name, each["value"])
    return facets


def list_data(view: View, listed: Listed, limit: int) -> Data:
    """Where a list can be had as data: this page of it, and the whole."""
    return Data(
        json=view.data(limit=str(limit)),
        csv=view.data(format="csv", cursor=None, limit=None),
        feed=view.data(format="atom", cursor=None, limit=None) if listed.feed else None,
    )


def check_params(params: PageParams | AgendaParams, noun: str) -> None:
    """Raises `InvalidInput` for parameters that make no difference to a page, and for one that would be too long."""
    faults = [
        Fault(f"query/{name}", f"is no part of a page; ask /api/v1/{noun} for it")
        for name in _NOT_HERE
        if name in params.model_fields_set
    ]
    if params.limit > MOST and "limit" in params.model_fields_set:
        faults.append(
            Fault(
                "query/limit",
                f"is more than a page shows; ask for {MOST} at most, or /api/v1/{noun} for more",
                str(params.limit),
            )
        )
    if faults:
        raise InvalidInput(f"{faults[0].loc}: {faults[0].message}.", tuple(faults))


def form_fields(view: View, model: type[BaseModel], names: Sequence[str], *, order: str = "") -> list[Field]:
    """The fields of a form with these parameters, filled in as they are set. `order`: the usual one, if it is not the model's."""
    kinds = _kinds(model)
    found = [
        Field(name, view.value(name), *kinds[name])
        for name in names
        if name in kinds and not _is_several(view, name)
    ]
    return [
        _ordering(each, order or str(model.model_fields["sort"].default)) if each.name == "sort" else each
        for each in found
    ]


def _ordering(field: Field, usual: str) -> Field:
    """The field of the order: the usual one is what it is left empty for."""
    return replace(field, usual=usual, options=tuple(each for each in field.options if each != usual))


def hidden_pairs(view: View, model: type[BaseModel], names: Sequence[str]) -> list[tuple[str, str]]:
    """What else is set, which a form sends unchanged: the place in the list is left."""
    shown = {field.name for field in form_fields(view, model, names)} | {"cursor"}
    return [pair for pair in view.pairs if pair[0] not in shown]


def _is_several(view: View, name: str) -> bool:
    return sum(key == name for key, _ in view.pairs) > 1


@cache
def _kinds(model: type[BaseModel]) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Parameter -> how it is asked for in a form, and the values of its closed list."""
    return {name: _kind(name, field.annotation) for name, field in model.model_fields.items()}


def _kind(name: str, annotation: Any) -> tuple[str, tuple[str, ...]]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return "choice", tuple(annotation)
    if annotation is bool:
        return "choice", ("true", "false")
    parts = get_args(annotation)
    if parts and all(isinstance(part, str) for part in parts):  # a Literal
        return "choice", parts
    if get_origin(annotation) is not None:
        found = (_kind(name, part) for part in parts if part is not type(None))
        if closed := next((each for each in found if each[1]), None):
            return closed
    is_day = name.endswith(("_from", "_to")) and not name.startswith("value")
    return ("date" if is_day else "search" if name in ("q", "name") else "text"), ()


async def set_filters(view: View) -> list[Filter]:
    """The filters that are set, in words: people whom only texts know by their names, documents by their titles."""
    pairs = [(name, value) for name, value in view.pairs if name not in _PLACES]
    called = await view.service.read(
        _called, view.service.vocabulary, [(name.removeprefix(EXCLUDE), value) for name, value in pairs]
    )
    found = []
    for name, value in pairs:
        plain = name.removeprefix(EXCLUDE)
        labels = called[plain, value]
        label = labels.get(view.language) or next(iter(labels.values()), "")
        if plain == "document":
            label = label or view.words("document.untitled")
        label = view.value_named(plain, value, label)
        found.append(Filter(plain, label, name != plain, view.without(name, value)))
    return found


@consistent
def _called(
    reader: Reader, vocabulary: Vocabulary, filters: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], Mapping[str, str]]:
    """Filter and value -> what the value is called, by language; none for a document without a title."""
    found: dict[tuple[str, str], Mapping[str, str]] = {}
    for name, value in filters:
        if name == "document":
            document = from_json(get_document(reader, vocabulary, value))
            found[name, value] = {document["language"]: document["title"]} if document["title"] else {}
        else:
            found[name, value] = labels_of(reader, vocabulary, name, [value])[value]
    return found
