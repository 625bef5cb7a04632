"""`get_record`: an id -> the record, with the words around it, what belongs to it, and how it is cited; of a document a piece of its text."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, get_args

from pydantic_core import from_json

from app.api.dependencies import Service
from app.errors import Gone, InvalidInput, NotFound
from app.mcp.answers import Answer, Record, Shown, cut_note
from app.mcp.arguments import RecordArguments
from app.queries.choices import ClaimView, FigureView, ProposalView, StatementView, ThreadView
from app.queries.citation import get_citation
from app.queries.claims import CLAIMS, get_claims_of
from app.queries.consistent import consistent
from app.queries.cut import View
from app.queries.documents import DOCUMENTS, get_marked_document, stored_document
from app.queries.figures import FIGURES
from app.queries.page import Noun
from app.queries.proposals import PROPOSALS
from app.queries.records import find_record
from app.queries.statements import STATEMENTS
from app.queries.threads import find_thread, get_thread_of
from app.schemas.ids import PREFIXES, Kind, parse
from app.store.database import Reader

PIECE: Final = 8_000
"""Characters of a document's text in one answer."""

QUOTED: Final = 8_000
"""Characters of each text in the answer: a proposal has three."""

MOST_CITED: Final = 3_000
"""Characters of a citation: it holds all words of what it cites."""

PIECES: Final = ("proposals", "left_out", "backed_by", "backed_left_out")
"""Members of a thread's record that `follow_proposal` tells piece by piece."""

MOST_FOUND: Final = 100
"""Records that are told of in a piece of text."""

_KINDS: Final[dict[str, Kind]] = {PREFIXES[kind]: kind for kind in get_args(Kind)}
_NOUNS: Final[dict[Kind, Noun]] = {
    "statement": STATEMENTS,
    "proposal": PROPOSALS,
    "figure": FIGURES,
    "document": DOCUMENTS,
    "claim": CLAIMS,
}
_VIEWS: Final[dict[Kind, View]] = {
    "statement": StatementView(include=["context"]),
    "proposal": ProposalView(include=["context", "statement"]),
    "figure": FigureView(include=["context", "companion", "statement"]),
    "claim": ClaimView(),
}


def id_in(given: str) -> tuple[Kind, str]:
    """The kind and the id in an id, or in an address that ends in one. Raises `InvalidInput`."""
    id = given.strip().split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2]
    kind = _KINDS.get(id.partition("-")[0])
    try:
        if kind is None:
            raise ValueError
        parse(id, kind)
    except ValueError:
        raise InvalidInput(
            f"{given[:60]!r} is not the id of a record: these begin with {', '.join(f'{each}-' for each in _KINDS)} and have 13 characters more."
            " `search` finds records; `who_said_what` takes people and summits, `get_series` series."
        ) from None
    return kind, id


async def get_record(service: Service, asked: RecordArguments, shown: Shown) -> Answer:
    """One record whole. Raises `InvalidInput`, `NotFound` and `Gone`."""
    kind, id = id_in(asked.id)
    shown.quoted = QUOTED
    if asked.start and kind != "document":
        raise InvalidInput(f"start is for documents, and {id} is a {kind}; leave it out.")

    @consistent
    def ask(reader: Reader) -> Answer:
        version = reader.data_version()
        notes: list[str] = []
        if kind == "document":
            record = _document(reader, id, asked.start, notes)
        elif kind == "thread":
            whole = from_json(find_thread(reader, id, ThreadView()))
            record = {name: value for name, value in whole.items() if name not in PIECES}
            notes.append("`follow_proposal` with this id gives all proposals of the thread, piece by piece.")
        else:
            record = from_json(find_record(reader, _NOUNS[kind], id, _VIEWS[kind]))
        head = _beside(reader, kind, id, shown)
        if kind == "document":
            head |= _found_in(reader, id, record.get("text", None))
        if record.get("withheld"):
            notes.append("Its words are withheld by the terms of the publisher; the source has them.")
        return Answer(data_version=version, items=[shown.item(kind, record)], head=head, notes=notes)

    try:
        read = service.read_aside if kind == "document" else service.read
        return cut_note(shown, await read(ask))
    except NotFound as error:
        if isinstance(error, Gone):
            raise
        raise NotFound(
            f"There is no {kind} {id} in this library. `search` finds records and tells their ids."
        ) from None


def _beside(reader: Reader, kind: Kind, id: str, shown: Shown) -> Record:
    """What leads on from a record, and how it is cited."""
    found: Record = {}
    if kind != "thread":
        citation = get_citation(reader, _NOUNS[kind], id, shown.base or "", date.today())
        if len(citation.text[shown.lang]) <= MOST_CITED:
            found["citation"] = citation.text[shown.lang]
    if kind == "figure":
        groups: list[dict[str, Any]] = [from_json(record) for record in get_claims_of(reader, id)]
        if groups:
            found["claims"] = [
                {"id": each["id"], "claimants": each["claimants"], "disagreeing": each["disagreeing"]}
                for each in groups
            ]
    if kind == "proposal":
        try:
            found["thread"] = from_json(get_thread_of(reader, id))["id"]
        except NotFound:
            found["thread"] = None
    return found


def _found_in(reader: Reader, id: str, piece: Record | None) -> Record:
    """Where records stand in a piece of a document's text, in all of it where the text is withheld."""
    marked = get_marked_document(reader, id)
    found = [
        (each.start, each.end, from_json(each.record)["id"])
        for each in (*marked.statements, *marked.proposals, *marked.figures)
        if piece is None or (each.start < piece["end"] and each.end > piece["start"])
    ]
    listed = [{"id": shown, "start": start, "end": end} for start, end, shown in sorted(found)]
    told: Record = {"found": listed[:MOST_FOUND]}
    if len(listed) > MOST_FOUND:
        told["found_left_out"] = len(listed) - MOST_FOUND
    return told


def _document(reader: Reader, id: str, start: int, notes: list[str]) -> Record:
    found = stored_document(reader, id)
    record: Record = from_json(found.record)
    if found.withheld:
        return record
    length = len(found.text)
    if start >= length > 0:
        raise InvalidInput(f"{id} has {length} characters: start must be less.")
    end = min(length, start + PIECE)
    record["text"] = {"start": start, "end": end, "text": found.text[start:end]}
    if end < length:
        notes.append(f"Characters {start} to {end} of {length}: go on with start={end}.")
    return record
