"""What format an answer has, and a page of records in it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, Protocol
from urllib.parse import parse_qsl, quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from app.queries.choices import CUT
from app.queries.formats import HAS_PARQUET
from app.queries.params import FigureFormat
from app.queries.records import RecordPage
from app.schemas.common import LABEL_LANGUAGES, LabelLanguage

JSON: Final = "application/json"
JSON_LINES: Final = "application/jsonl"
NDJSON: Final = "application/x-ndjson"
CSV: Final = "text/csv"
PARQUET: Final = "application/vnd.apache.parquet"
ATOM: Final = "application/atom+xml"
JSON_FEED: Final = "application/feed+json"
ZIP: Final = "application/zip"
PLAIN: Final = "text/plain"
CSL: Final = "application/vnd.citationstyles.csl+json"
BIBTEX: Final = "application/x-bibtex"
RIS: Final = "application/x-research-info-systems"
SVG: Final = "image/svg+xml"
JSON_LD: Final = "application/ld+json"
SDMX_CSV: Final = "application/vnd.sdmx.data+csv"
SDMX_STRUCTURE: Final = "application/vnd.sdmx.structure+json"
SDMX_VERSION: Final = ";version=2.0.0"
"""Of both, behind their names; a client that names another one gets this, and is told so."""

PREFIX: Final = "/api/v1/"
UNKEPT: Final = f"{PREFIX}jobs/"
"""What begins so goes by more than the version of the data, and is not for everybody: no answer of it is kept."""

_CLEAN: Final = re.compile(rb"(?:[A-Za-z0-9._~&=+:,@/!*-]|%[0-9A-Fa-f]{2})*")
"""A query that can stand in an address as it was sent."""

_SERIES: Final = f"{PREFIX}series"
_GROUPS: Final = tuple(f"{PREFIX}{noun}" for noun in ("claims", "threads"))
"""Lists of records that are made of several others: nobody follows them by a feed."""
_RECORDS: Final = tuple(f"{PREFIX}{noun}" for noun in ("statements", "proposals", "figures", "documents"))
_LISTED: Final = (JSON, JSON_LINES, NDJSON, CSV, *((PARQUET,) if HAS_PARQUET else ()))
_SERVED: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_RECORDS, (*_LISTED, ATOM, JSON_FEED, CUT)),
    **dict.fromkeys(_GROUPS, (*_LISTED, CUT)),
    f"{PREFIX}figures": (*_LISTED, ATOM, JSON_FEED, CUT, SDMX_CSV),
    f"{PREFIX}context.jsonld": (JSON_LD, JSON),
    f"{PREFIX}sdmx/structure": (SDMX_STRUCTURE, JSON),
    f"{PREFIX}changes": _LISTED,
    f"{PREFIX}agenda": (JSON, CSV),
    f"{PREFIX}export": (ZIP, JSON_LINES),
}
_OF_ONE: Final = (JSON, CUT)
_OF_RECORD: Final = (JSON, CUT, JSON_LD)
CITATION: Final = "citation"
"""The last part of the address of a record's citation, which goes by the host that is asked, too."""

_PARTS: Final[dict[str, tuple[str, ...]]] = {
    CITATION: (JSON, PLAIN, CSL, BIBTEX, RIS),
    "profile": (JSON, CSV),
}
"""What stands under a single record -> what it is served as."""
_SINGLE: Final = frozenset((*_RECORDS, *_GROUPS))
_DEPTH: Final = f"{PREFIX}noun/id".count("/")
_OF_SERIES: Final = (JSON, CSV, SVG)
_ALL: Final = (JSON,)
_ASKED: Final[dict[FigureFormat, str]] = {
    "json": JSON,
    "jsonl": JSON_LINES,
    "csv": CSV,
    "parquet": PARQUET,
    "atom": ATOM,
    "jsonfeed": JSON_FEED,
    "sdmx-csv": SDMX_CSV,
}

PAGES: Final = (JSON, CUT)
"""What a page is served as; everything else is a whole list."""

ACCEPTED: Final = "summitry.format"
"""In the scope of a request: the media type that its Accept header asks for."""


class Labelled(Protocol):
    """Parameters that name a language of labels."""

    @property
    def lang(self) -> LabelLanguage | None: ...


class Asked(Labelled, Protocol):
    """Parameters that decide how records are shown."""

    @property
    def fields(self) -> Sequence[str]: ...


def formats(path: str) -> tuple[str, ...]:
    """The media types that an address is served in, the usual one first."""
    above, _, last = path.rpartition("/")
    if above in _SINGLE:
        return _OF_RECORD if above in _RECORDS else _OF_ONE
    if last in _PARTS and above.count("/") == _DEPTH:
        return _PARTS[last]
    if above == _SERIES:
        return _OF_SERIES
    return _SERVED.get(path, _ALL)


@lru_cache(maxsize=256)
def preferred(accept: bytes, served: tuple[str, ...]) -> str | None:
    """Which of the served types a client with this Accept header takes, None where it takes none of them.

    For each type the most specific range that fits decides (RFC 9110, 12.5.1); of equals the first one served.
    """
    if not accept.strip():
        return served[0]
    ranges: dict[str, float] = {}
    for part in accept.decode("latin-1").split(","):
        media, *params = (piece.strip().lower() for piece in part.split(";"))
        ranges.setdefault(media, _quality(params))

    def wanted(media: str) -> float:
        fitting = (media, f"{media.partition('/')[0]}/*", "*/*")
        return next((ranges[each] for each in fitting if each in ranges), 0.0)

    best = max(served, key=wanted)
    return best if wanted(best) > 0 else None


def list_format(scope: Scope, asked: FigureFormat | None) -> str:
    """The media type of a list: what `format` names, else what the Accept header prefers."""
    if asked is not None:
        return _ASKED[asked]
    accepted: str = scope[ACCEPTED]
    return accepted


@lru_cache(maxsize=256)
def preferred_language(accept: bytes) -> LabelLanguage:
    """The language of labels that a client with this Accept-Language header reads best; English where it names neither."""
    wanted = dict.fromkeys(LABEL_LANGUAGES, -1.0)
    for part in accept.decode("latin-1").split(","):
        tag, *params = (piece.strip().lower() for piece in part.split(";"))
        primary = tag.partition("-")[0]
        for language in LABEL_LANGUAGES:
            if primary == language:
                wanted[language] = max(wanted[language], _quality(params))
    return "ru" if wanted["ru"] > max(wanted["en"], 0.0) else "en"


def label_language(scope: Scope, asked: Labelled) -> LabelLanguage:
    """The language of the one label where an answer has one beside those of all languages: `lang`, else what the client reads best."""
    return asked.lang or preferred_language(dict(scope["headers"]).get(b"accept-language", b""))


def _quality(params: list[str]) -> float:
    for param in params:
        name, _, value = param.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def json_type(scope: Scope, asked: Asked) -> str:
    """The media type of JSON: records without some of their fields have another schema, whose name says so."""
    return CUT if asked.fields or scope[ACCEPTED] == CUT else JSON


def json_answer(body: bytes, media_type: str = JSON) -> Response:
    """An answer that is rendered already."""
    return Response(body, media_type=media_type)


def csv_answer(body: bytes, name: str) -> Response:
    """A table that is rendered already, to be saved under that name."""
    named = {"content-disposition": f'attachment; filename="summitry-{name}.csv"'}
    return Response(body, media_type=CSV, headers=named)


def page_answer(request: Request, page: RecordPage, media_type: str = JSON, head: bytes = b"{}") -> Response:
    """A page: its records are joined as they are stored, nothing is parsed on the way. `head`, an object, is what is told before them."""
    following, before = addresses(request, page)
    tail: dict[str, Any] = {
        "next": following,
        "prev": before,
        "data_version": page.data_version,
        "notes": page.notes,
    } | ({} if page.total is None else {"total": page.total})
    end = json.dumps(tail, ensure_ascii=False, separators=(",", ":")).encode()
    if page.facets is not None:
        facets = (b'"%b":%b' % (field.encode(), facet) for field, facet in page.facets.items())
        end = end[:-1] + b',"facets":{' + b",".join(facets) + b"}}"
    start = head[:-1] + (b"," if len(head) > 2 else b"")
    answer = json_answer(start + b'"items":[' + b",".join(page.records) + b"]," + end[1:], media_type)
    if links := [f'<{at}>; rel="{rel}"' for at, rel in ((following, "next"), (before, "prev")) if at]:
        answer.headers["link"] = ", ".join(links)
    return answer


def addresses(request: Request, page: RecordPage) -> tuple[str | None, str | None]:
    """Where the next page is, and the one before; None where there is none."""
    following = _address(request, page.next) if page.next else None
    return following, _address(request, page.prev) if page.prev else None


def _address(request: Request, cursor: str) -> str:
    """The address of the same list from the cursor on, without a host: it holds behind any proxy."""
    scope = request.scope
    sent: bytes = scope["query_string"]
    # Nearly always: parsing and quoting take longer than the query's plan.
    if _CLEAN.fullmatch(sent) and b"cursor" not in sent:
        return f"{quote(scope['path'])}?{sent.decode()}{'&' if sent else ''}cursor={cursor}"
    query = [
        (name, value)
        for name, value in parse_qsl(sent.decode("latin-1"), keep_blank_values=True)
        if name != "cursor"
    ]
    return f"{quote(scope['path'])}?{urlencode([*query, ('cursor', cursor)])}"
