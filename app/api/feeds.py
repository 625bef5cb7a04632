"""A page of records as a feed: Atom (RFC 4287) and JSON Feed 1.1, for any filters.

An entry links to the article it was found in. Addresses of this service are relative: the host that a client asked is not known
behind a proxy, and must not be taken from a header into an answer that others get, too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode
from xml.etree import ElementTree as Xml

from pydantic_core import from_json
from starlette.requests import Request
from starlette.responses import Response

from app.api.negotiation import ATOM, addresses
from app.queries.records import RecordPage

Record = Mapping[str, Any]

_ATOM_SPACE: Final = "http://www.w3.org/2005/Atom"
_TITLES: Final = {
    "statement": "Statements",
    "proposal": "Proposals",
    "figure": "Figures",
    "document": "Documents",
}
_NO_DAY: Final = "1970-01-01"
"""For a feed every entry has a day: this one, where the document's own is not known."""


def feed_answer(request: Request, page: RecordPage, kind: str, media_type: str) -> Response:
    """A page of records of a kind as a feed of that media type."""
    entries = [_entry(kind, from_json(record)) for record in page.records]
    title = _title(request, kind)
    write = _atom if media_type == ATOM else _json_feed
    following, before = addresses(request, page)
    links = {"self": _self(request), "next": following, "previous": before}
    return Response(write(title, entries, links), media_type=media_type)


class _Entry(NamedTuple):
    """What a feed tells of one record. `page` and `record` are addresses of this service, `link` is that of the article."""

    id: str
    title: str
    text: str
    day: str
    author: str | None
    link: str | None
    page: str
    record: str
    tags: list[str]
    language: str


def _entry(kind: str, record: Record) -> _Entry:
    source = record if kind == "document" else record["document"]
    speaker = record.get("speaker") or record.get("proposer") or record.get("claimant")
    name = _label(speaker) if speaker else None
    text = _words(record) if kind != "document" else (record["title"] or record["key"])
    if kind == "document":
        title = text
    elif kind == "figure":
        title = f"{name or 'Figure'}: {_label(record['metric'])}, {record['value']} {record['unit'] or ''}".rstrip()
    else:
        title = f"{name or 'Speaker not known'}: {', '.join(map(_label, record['topics']))}"
    return _Entry(
        id=record["id"],
        title=title,
        text=text,
        day=(record["published_on"] if kind == "document" else record["said_on"]) or _NO_DAY,
        author=name or source["publisher"],
        link=source["url"],
        page=f"/documents/{source['id']}" + ("" if kind == "document" else f"#{record['id']}"),
        record=f"/api/v1/{kind}s/{record['id']}",
        tags=[_label(topic) for topic in record.get("topics", ())],
        language=record["language"],
    )


def _words(record: Record) -> str:
    span = record["span"]
    if record.get("withheld"):  # a reader of feeds shows an empty entry as a broken one
        return f"[{span['length']} characters, which the terms of their publisher do not let be shown here]"
    words: str = span["exact"]
    return words


def _label(entry: Record) -> str:
    labels: Mapping[str, str] = entry["labels"]
    return labels.get("en") or next(iter(labels.values()), entry["id"])


def _title(request: Request, kind: str) -> str:
    """What is in the feed, with its filters."""
    asked = [
        f"{name}: {value}"
        for name, value in parse_qsl(request.scope["query_string"].decode("latin-1"))
        if name not in {"format", "cursor", "limit", "count", "sort"}
    ]
    return f"Summitry: {_TITLES[kind].lower()}" + (f" ({', '.join(asked)})" if asked else "")


def _self(request: Request) -> str:
    query = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    path = quote(request.scope["path"])
    return f"{path}?{urlencode(query)}" if query else path


def _atom(title: str, entries: list[_Entry], links: Mapping[str, str | None]) -> bytes:
    Xml.register_namespace("", _ATOM_SPACE)
    feed = Xml.Element(f"{{{_ATOM_SPACE}}}feed")

    def add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
        made = Xml.SubElement(parent, f"{{{_ATOM_SPACE}}}{name}", attributes)
        made.text = _printable(text)
        return made

    add(feed, "id", f"urn:summitry:list:{links['self']}")
    add(feed, "title", title)
    add(feed, "updated", _moment(max((entry.day for entry in entries), default=_NO_DAY)))
    add(add(feed, "author"), "name", "Summitry")
    for relation, address in links.items():
        if address:
            add(feed, "link", rel=relation, href=address, type=ATOM)
    for entry in entries:
        item = add(feed, "entry")
        add(item, "id", f"urn:summitry:{entry.id}")
        add(item, "title", entry.title)
        add(item, "updated", _moment(entry.day))
        add(item, "published", _moment(entry.day))
        if entry.author:
            add(add(item, "author"), "name", entry.author)
        add(item, "link", rel="alternate", href=entry.link or entry.page)
        add(item, "link", rel="related", href=entry.record, type="application/json")
        for tag in entry.tags:
            add(item, "category", term=_printable(tag) or "")
        content = add(item, "content", entry.text, type="text")
        content.set("{http://www.w3.org/XML/1998/namespace}lang", entry.language)
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True))


def _json_feed(title: str, entries: list[_Entry], links: Mapping[str, str | None]) -> bytes:
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        **({"next_url": links["next"]} if links["next"] else {}),
        "items": [
            {
                "id": entry.id,
                "title": entry.title,
                "content_text": entry.text,
                "url": entry.link or entry.page,
                "date_published": _moment(entry.day),
                **({"authors": [{"name": entry.author}]} if entry.author else {}),
                "tags": entry.tags,
                "language": entry.language,
                "_summitry": {"record": entry.record, "page": entry.page},
            }
            for entry in entries
        ],
    }
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode()


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _printable(text: str | None) -> str | None:
    """Without the control characters that XML 1.0 has no way to write."""
    if text is None:
        return None
    return "".join(char for char in text if char >= " " or char in "\t\n\r" if char not in "\ufffe\uffff")
