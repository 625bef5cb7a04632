"""Ready citations of records: one route for each noun, in the formats of reference managers."""

# Without postponed annotations: the routes are made by one function, whose types FastAPI finds in no module.
import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.analysis.bibliography import bibtex, csl, ris
from app.api.given import ServiceDep
from app.api.negotiation import ACCEPTED, BIBTEX, CITATION, CSL, JSON, JSON_LD, PLAIN, PREFIX, RIS, formats
from app.queries.citation import get_citation
from app.queries.page import Noun
from app.schemas.citation import CitationOut
from app.schemas.common import LabelLanguage

_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")

CitationFormat = Literal["json", "text", "csl", "bibtex", "ris"]
_ASKED: Final[dict[CitationFormat, str]] = {
    "json": JSON,
    "text": PLAIN,
    "csl": CSL,
    "bibtex": BIBTEX,
    "ris": RIS,
}


class CitationParams(BaseModel):
    """In which form a record is cited."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: CitationFormat | None = Field(
        default=None,
        description="`json`; `text`: one line; `csl`: CSL-JSON; `bibtex`; `ris`. Goes before the Accept header.",
    )
    lang: LabelLanguage = Field(
        default="en",
        description="Language of the words around the source's own in one that has only one text: all but `json`.",
    )


def _text(citation: CitationOut, language: LabelLanguage) -> bytes:
    return f"{citation.text[language]}\n".encode()


def _json(citation: CitationOut, _: LabelLanguage) -> bytes:
    return citation.model_dump_json().encode()


_WRITTEN: Final[dict[str, Callable[[CitationOut, LabelLanguage], bytes]]] = {
    JSON: _json,
    PLAIN: _text,
    CSL: csl,
    BIBTEX: bibtex,
    RIS: ris,
}

_CITED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            PLAIN: {"schema": {"type": "string"}, "example": "Sadyr Japarov, statement, 2025-11-16, …"},
            CSL: {
                "schema": {"type": "array", "items": {"type": "object"}},
                "example": [{"id": "…", "type": "webpage"}],
            },
            BIBTEX: {"schema": {"type": "string"}, "example": "@online{…}"},
            RIS: {"schema": {"type": "string"}, "example": "TY  - ELEC\r\n…"},
        }
    }
}


def add_citation(router: APIRouter, noun: Noun, id_type: Any) -> None:
    """The route by which records of a kind are cited."""
    kind = noun.kind

    async def citation(
        request: Request, id: id_type, service: ServiceDep, view: Annotated[CitationParams, Query()]
    ) -> Response:
        media_type = _ASKED[view.format] if view.format else request.scope[ACCEPTED]
        found = await service.read(get_citation, noun, id, origin(request), date.today())
        return Response(_WRITTEN[media_type](found, view.lang), media_type=_typed(media_type))

    those = "claims of one thing" if kind == "claim" else f"a {kind}"
    citation.__doc__ = f"""Cite {those}

    A ready citation: who, what, when, the source's words unless they are withheld, the source with its address, and the record's own: its page, id and
    revision, the version of the data and today's day. In words, and as CSL-JSON, BibTeX and RIS.
    """
    router.get(f"/{{id}}/{CITATION}", name=f"cite_{kind}", response_model=CitationOut, responses=_CITED)(
        citation
    )


def cited(request: Request, noun: Noun, shown: str, answer: Response) -> Response:
    """The answer with one record, with where it is shown to people, to be cited (RFC 8574), its citations, and its other forms."""
    root = request.scope.get("root_path", "").rstrip("/")
    page, record = f"{root}/{noun.kind}s/{shown}", f"{root}{PREFIX}{noun.kind}s/{shown}"
    links = [f'<{page}>; rel="cite-as"', f'<{record}/{CITATION}>; rel="describedby"']
    if JSON_LD in formats(f"{PREFIX}{noun.kind}s/{shown}"):
        links.append(f'<{record}?format=jsonld>; rel="alternate"; type="{JSON_LD}"')
    answer.headers["link"] = ", ".join(links)
    return answer


def _typed(media_type: str) -> str:
    """Bibliographies of old had other codings than UTF-8; JSON never."""
    return f"{media_type}; charset=utf-8" if media_type in (BIBTEX, RIS) else media_type


def origin(request: Request) -> str:
    """Where the client asked, as it says itself: scheme, host and the path that a proxy put before ours. Such an answer is kept for nobody else."""
    scope = request.scope
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        name, port = scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else name
    return f"{scope['scheme']}://{host}{scope.get('root_path', '').rstrip('/')}"
