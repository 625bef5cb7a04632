"""The page of one record: its words, what is known of it, the paragraphs around it, and what else is part of the same statement."""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json

from app.queries.consistent import consistent
from app.queries.cut import View as Cut
from app.queries.documents import FoundAt, get_marked_document
from app.queries.page import Noun
from app.queries.records import find_record
from app.store.database import Reader
from app.web.citing import cited
from app.web.marking import Mark, Piece, paragraphs
from app.web.page import Data, Page, checked
from app.web.view import Record, View


async def show_record(view: View, noun: Noun, kind: Any, id: str, cut: Cut, **values: Any) -> Page:
    """The page of a statement, a proposal or a figure by its id, which is to be of a kind. Raises what the API's record raises."""
    id = checked(kind, id)
    record, parts = await view.service.read(_read, noun, id, cut)
    return Page(
        f"{noun.kind}.html",
        {
            "record": record,
            "parts": parts,
            "around": around(record, noun.kind),
            "cited": cited(view, noun.kind, record),
            **values,
        },
        Data(
            json=view.data(),
            csv=view.data(f"/{noun.kind}s", document=record["document"]["id"], format="csv"),
            feed=view.data(f"/{noun.kind}s", document=record["document"]["id"], format="atom"),
            csv_of=f"document_{noun.kind}s",
            feed_of=f"document_{noun.kind}s",
        ),
    )


@consistent
def _read(reader: Reader, noun: Noun, id: str, cut: Cut) -> tuple[Record, dict[str, list[Record]]]:
    """A record, and the proposals and figures of the statement that it is (part of), by kind, without itself."""
    record: Record = from_json(find_record(reader, noun, id, cut))
    statement = record["id"] if noun.kind == "statement" else record["statement"]
    if statement is None:
        return record, {"proposal": [], "figure": []}
    found = get_marked_document(reader, record["document"]["id"])
    return record, {
        "proposal": _of(found.proposals, statement, record["id"]),
        "figure": _of(found.figures, statement, record["id"]),
    }


def _of(found: list[FoundAt], statement: str, but: str) -> list[Record]:
    records = (from_json(each.record) for each in found if statement.encode() in each.record)
    return [
        record
        for record in records
        if record["statement"] == statement and record["id"] != but and record["review"] != "rejected"
    ]


def around(record: Record, kind: str) -> list[list[Piece]]:
    """The paragraphs around a record, with its own words marked; none where they are withheld."""
    context = record["included"]["context"]
    if not context or not context["text"]:
        return []
    span, low = record["span"], context["start"]
    mark = Mark(span["start"] - low, span["end"] - low, kind, record["id"], "")
    return paragraphs(context["text"], [mark])
