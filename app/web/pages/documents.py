"""Documents: their list, and the text of one with what was found in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, Final

from pydantic import Field
from pydantic_core import from_json

from app.queries.documents import FoundAt, get_document, get_marked_document
from app.queries.params import DocumentParams
from app.queries.versions import has_likely, list_versions
from app.schemas.common import DocumentId
from app.web.citing import cited
from app.web.lists import Listed, show_list
from app.web.marking import Mark, pages, paragraphs
from app.web.page import Data, Page, PageParams, PageRouter, checked
from app.web.view import Record, View

router = PageRouter()

LISTED: Final = Listed(
    "document",
    facets=("leader", "topic", "summit", "publisher", "year", "language"),
    fields=("date_from", "date_to"),
)


EXCERPT: Final = 160
"""Characters of a record's words that stand beside the text, in which the whole is lit."""


class TextParams(PageParams):
    """Which page of a document's text is shown."""

    at: int = Field(default=0, ge=0, le=2**31)
    """A character of it."""


@router.page("/documents", DocumentParams)
async def show_documents(view: View, params: DocumentParams) -> Page:
    """A page of the list of documents."""
    return await show_list(view, params, LISTED)


@router.page("/documents/{id}", TextParams)
async def show_document(view: View, params: TextParams, id: str) -> Page:
    """The text of a document with its statements, proposals and figures marked and linked to their records, and where else it stands."""
    id = checked(DocumentId, id)
    found = await view.service.read(get_marked_document, id)
    likely = await view.service.read(has_likely, id)
    placed = sorted(
        [
            *(("statement", each) for each in found.statements),
            *(("proposal", each) for each in found.proposals),
            *(("figure", each) for each in found.figures),
        ],
        key=lambda each: (each[1].start, -each[1].end),
    )
    cuts = pages(found.text or None, [each.start for _, each in placed])
    number = min(bisect_right(cuts, params.at), len(cuts) - 1) - 1
    start, end = cuts[number : number + 2]
    records = _records(placed, start, end)
    marks = [_mark(view, kind, record) for kind, record in records]
    marks += [
        Mark(
            each.start,
            each.end,
            "skipped",
            "",
            view.words("document.skipped", fate=view.words(f"fate.{each.fate}")),
        )
        for each in found.skipped
    ]
    return Page(
        "document.html",
        {
            "document": found.document,
            "records": [_beside(view, kind, record) for kind, record in records],
            "likely": likely,
            "paragraphs": paragraphs(found.text, marks, start, end),
            "skipped": bool(found.skipped),
            "pages": [(place, cut) for place, cut in enumerate(cuts[:-1], 1)] if len(cuts) > 2 else [],
            "page": number + 1,
            "cited": cited(view, "document", found.document),
        },
        Data(
            json=view.data(at=None),
            csv=view.data("/statements", document=id, format="csv"),
            feed=view.data("/statements", document=id, format="atom"),
            csv_of="document_statements",
            feed_of="document_statements",
        ),
    )


def _records(placed: list[tuple[str, FoundAt]], start: int, end: int) -> list[tuple[str, dict[str, Any]]]:
    """Kind and record of what stands in a part of the text, but for what somebody rejected."""
    shown = ((kind, from_json(each.record)) for kind, each in placed if each.start < end and each.end > start)
    return [(kind, record) for kind, record in shown if record["review"] != "rejected"]


def _mark(view: View, kind: str, record: Record) -> Mark:
    span = record["span"]
    return Mark(span["start"], span["end"], kind, record["id"], told(view, kind, record))


@dataclass(frozen=True, slots=True)
class Beside:
    """A record beside the text. A page has hundreds of them, so that they are made ready here: macros would take as long again."""

    kind: str
    id: str
    href: str
    about: str
    """Its act, or the days of a figure."""
    value: str
    who: str
    who_href: str | None
    who_language: str
    """Of the name, empty where it is the page's."""
    language: str
    """Of its words."""
    words: str
    cut: str
    """How much of the words is shown, where that is not all."""
    withheld: str


def _beside(view: View, kind: str, record: Record) -> Beside:
    words = view.words
    value = about = ""
    if kind == "figure":
        who = record["claimant"]
        value = told(view, kind, record)
        if period := record["period"]:
            about = words.period(period["start"], period["end"])
    else:
        who = record["speaker"] if kind == "statement" else record["proposer"]
        about = words(f"act.{record['act']}") if kind == "statement" else ""
    name = view.label(who) if who else words("speaker.narrator" if kind == "figure" else "speaker.unknown")
    exact = record["span"]["exact"]
    is_cut = len(exact) > EXCERPT + 40
    return Beside(
        kind=kind,
        id=record["id"],
        href=view.to(f"{kind}s", record["id"]),
        about=about,
        value=value,
        who=name,
        who_language=view.foreign(name),
        who_href=view.to("leaders", who["id"]) if who else None,
        language=record["language"],
        words=f"{exact[:EXCERPT].rstrip()}…" if is_cut else exact,
        cut=words.count("list.cut", len(exact)) if is_cut else "",
        withheld=words.count("withheld.words", record["span"]["length"]) if record.get("withheld") else "",
    )


def told(view: View, kind: str, record: Record) -> str:
    """What a record is, in a few words."""
    words = view.words
    if kind == "figure":
        amount = words.amount(record["value"], record["unit"], record["value_high"])
        if record["bound"] != "exact":
            amount = f"{words('bound.' + record['bound'])} {amount}"
        return f"{view.label(record['metric'])}: {amount}"
    who = record["speaker"] if kind == "statement" else record["proposer"]
    name = view.label(who) if who else words("speaker.unknown")
    return f"{name}: {words('act.' + record['act']) if kind == 'statement' else words('kinds.proposal')}"


@router.page("/documents/{id}/versions")
async def show_versions(view: View, params: PageParams, id: str) -> Page:
    """Where else the same text stands."""
    id = checked(DocumentId, id)
    versions = await view.service.read_aside(list_versions, id)
    document = from_json(await view.service.read(get_document, view.service.vocabulary, id))
    return Page("versions.html", {"document": document, "versions": versions}, Data(json=view.data()))
