"""The front page, and documents with their findings marked."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

from app.api.given import ServiceDep
from app.domain.kinds import FATES
from app.queries.consistent import consistent
from app.queries.documents import MarkedDocument, find_documents, get_marked_document
from app.queries.params import DocumentParams
from app.queries.records import RecordPage
from app.queries.tallies import Tally, tallies
from app.queries.versions import list_versions
from app.schemas.common import SpeakerOut
from app.schemas.ids import DOCUMENT_ID
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.web.marking import Mark, paragraphs

if TYPE_CHECKING:
    from starlette.templating import Jinja2Templates

_HERE: Final = Path(__file__).resolve().parent
LATEST: Final = 10
POLICY: Final = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
EXAMPLES: Final = (
    ("What one leader said on trade", "/api/v1/statements?leader=sadyr-japarov&topic=trade"),
    ("Proposals of one summit", "/api/v1/proposals?summit=consultative-meeting-central-asia-7"),
    ("Foreign direct investment as told", "/api/v1/figures?metric=fdi"),
    ("Everything said since July 2025, counted", "/api/v1/statements?date_from=2025-07-01&count=exact"),
    ("Who speaks", "/api/v1/leaders?country=KG"),
    ("Whom a name means", "/api/v1/leaders/resolve?name=Djaparov"),
)

router = APIRouter(include_in_schema=False)
STATIC: Final = StaticFiles(directory=_HERE / "static")


@cache
def _templates() -> Jinja2Templates:
    from starlette.templating import Jinja2Templates  # late: most servers are asked for records only

    return Jinja2Templates(directory=_HERE / "templates")


@router.get("/")
async def show_front(request: Request, service: ServiceDep) -> Response:
    """Counts, the latest documents, and where to go from here."""
    counts, page = await service.read(_front, service.vocabulary)
    return _page(
        request,
        "front.html",
        counts=counts,
        documents=[json.loads(record) for record in page.records],
        examples=EXAMPLES,
    )


@router.get("/documents/{id}")
async def show_document(
    request: Request, service: ServiceDep, id: Annotated[str, InPath(pattern=DOCUMENT_ID)]
) -> Response:
    """The text of a document with its statements, proposals and figures marked and linked to their records, and where else it stands."""
    found = await service.read(get_marked_document, id)
    versions = await service.read_aside(list_versions, id)
    marks = _marks(found)
    return _page(
        request,
        "document.html",
        found=found,
        document=found.document,
        versions=versions,
        paragraphs=paragraphs(found.text, marks),
    )


@router.get("/favicon.ico")
async def get_icon() -> FileResponse:
    """For browsers that ask without being told."""
    return FileResponse(_HERE / "static" / "favicon.svg", media_type="image/svg+xml")


def _page(request: Request, template: str, **values: Any) -> Response:
    answer = _templates().TemplateResponse(
        request, template, {"root": request.scope.get("root_path", ""), **values}
    )
    answer.headers["content-security-policy"] = POLICY
    answer.headers["referrer-policy"] = "same-origin"
    answer.headers["cache-control"] = "no-cache"
    return answer


@consistent
def _front(reader: Reader, vocabulary: Vocabulary) -> tuple[Tally, RecordPage]:
    """How much there is, and the latest documents."""
    counts = tallies(reader, "all", [""])[""]
    return counts, find_documents(reader, vocabulary, DocumentParams(limit=LATEST))


def _marks(found: MarkedDocument) -> list[Mark]:
    marks = [
        Mark(
            item.span.start,
            item.span.end,
            "statement",
            item.id,
            f"{_who(item.speaker)}: {item.act}, {item.kind}",
        )
        for item in found.statements
    ]
    marks += [
        Mark(
            item.span.start,
            item.span.end,
            "proposal",
            item.id,
            f"{_who(item.proposer)}: proposal {item.position}",
        )
        for item in found.proposals
    ]
    marks += [
        Mark(
            item.span.start,
            item.span.end,
            "figure",
            item.id,
            f"{item.metric.labels.get('en', item.metric.id)}: {item.value} {item.unit or ''}".rstrip(),
        )
        for item in found.figures
    ]
    marks += [
        Mark(item.start, item.end, "skipped", "", f"Skipped: {FATES[item.fate]} ({item.reason})")
        for item in found.skipped
    ]
    return marks


def _who(speaker: SpeakerOut | None) -> str:
    return speaker.labels.get("en", speaker.name) if speaker else "Speaker not known"
