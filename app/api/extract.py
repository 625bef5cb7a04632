"""Text in, findings out; nothing is stored."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.dependencies import Service
from app.api.door import BODY_BYTES
from app.api.given import ServiceDep
from app.api.negotiation import json_answer
from app.api.routing import QuickRoute
from app.domain.document import SourceDocument
from app.domain.findings import Extraction
from app.errors import Fault, InvalidInput
from app.queries.params import TEXT, IsoDate, Text
from app.rules import EXTRACTOR_VERSION
from app.schemas.extract import ONLY_STORED, ExtractOut, GuideOut
from app.schemas.guide import to_guide
from app.store.render import Records, render

router = APIRouter(prefix="/extract", tags=["extraction"], route_class=QuickRoute)

EXAMPLE: Final[dict[str, Any]] = {
    "text": "Президент Кыргызстана Садыр Жапаров предложил создать единую цифровую платформу. "
    "По его словам, товарооборот вырос на 28 процентов и достиг 1,7 млрд долларов.",
    "language": "ru",
    "date": "2025-11-16",
    "id": "note-1",
}


class ExtractIn(BaseModel):
    """A text to read."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [EXAMPLE]})

    text: str = Field(
        min_length=1,
        pattern=TEXT,
        description="The text. All offsets of the answer count its code points.",
    )
    language: Literal["ru", "en"] | None = Field(
        default=None, description="Language of the text; found out where it is not given.", examples=["ru"]
    )
    date: IsoDate | None = Field(
        default=None,
        description="Day of the text: what `last year` and `today` are counted from.",
        examples=["2025-11-16"],
    )
    id: Text | None = Field(default=None, description="Your name for the text; comes back in GUIDE's format.")


class ExtractParams(BaseModel):
    """How the answer is given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["records", "guide"] = Field(
        default="records",
        description="`records`: the shapes of stored records. `guide`: flat, as annotators write it.",
    )


@router.post("", response_model=ExtractOut | GuideOut, max_body_size=BODY_BYTES)
async def extract_text(
    body: ExtractIn, service: ServiceDep, params: Annotated[ExtractParams, Query()]
) -> Response:
    """Extract from a text

    Finds people, statements, proposals and figures in a text, and stores nothing. The records have no ids: a proposal
    names its statement by its place in the list. Without `language` it is found out; a text that is surely in one that is
    not read is refused (422), of a short one the script decides and a warning says so.
    """
    most = service.settings.max_text
    if len(body.text) > most:
        fault = Fault(loc="body/text", message=f"has {len(body.text)} characters, at most {most} are read")
        raise InvalidInput(
            f"The text is too long: it has {len(body.text)} characters, at most {most} are read.", (fault,)
        )
    document = SourceDocument(
        key=body.id or "",
        text=body.text,
        sha256=hashlib.sha256(body.text.encode()).hexdigest(),
        language=body.language,
        published_on=body.date,
    )
    extraction = await service.extract(document)
    found = _records(extraction, service) if params.format == "records" else _flat(body, extraction)
    return json_answer(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())


def _records(extraction: Extraction, service: Service) -> dict[str, Any]:
    records = render(
        extraction,
        vocabulary=service.vocabulary,
        extractor_version=EXTRACTOR_VERSION,
        now=datetime.now(UTC),
    )
    places = _places(records)

    def shown(found: tuple[Any, ...], *links: str) -> list[dict[str, Any]]:
        dumped = [record.model_dump(mode="json", exclude=set(ONLY_STORED)) for record in found]
        for record in dumped:
            record.update({link: places.get(record[link]) for link in links})
        return dumped

    return {
        "language": extraction.language,
        "summit": records.document.summit.model_dump(mode="json") if records.document.summit else None,
        "people": [mention.model_dump(mode="json") for mention in records.people],
        "statements": shown(records.statements),
        "proposals": shown(records.proposals, "statement"),
        "figures": shown(records.figures, "statement", "companion"),
        "warnings": records.document.warnings,
        "extractor_version": EXTRACTOR_VERSION,
        "vocabulary_version": service.vocabulary.version,
    }


def _places(records: Records) -> dict[str, int]:
    """Id -> place in its list."""
    statements = {statement.id: place for place, statement in enumerate(records.statements)}
    return statements | {figure.id: place for place, figure in enumerate(records.figures)}


def _flat(body: ExtractIn, extraction: Extraction) -> dict[str, Any]:
    warnings = {"warnings": list(extraction.warnings)} if extraction.warnings else {}
    return {"id": body.id, **to_guide(extraction), **warnings}
