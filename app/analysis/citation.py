"""A citation of a record in words, and in the formats that reference managers read: pure, from what is published of the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.schemas.citation import CitationOut
from app.schemas.common import LABEL_LANGUAGES, LabelLanguage
from app.schemas.ids import Kind

Record = Mapping[str, Any]

_WORDS: Final[dict[LabelLanguage, dict[str, str]]] = {
    "en": {
        "statement": "statement",
        "proposal": "proposal",
        "figure": "figure",
        "document": "source",
        "claim": "claims side by side",
        "commitment": "commitment",
        "support": "support",
        "concern": "concern",
        "courtesy": "courtesy",
        "unknown": "Speaker not known",
        "narrator": "The source",
        "quoted": "“{}”",
        "told": "in the words of the source: “{}”",
        "withheld": "words withheld, by the terms of the publisher",
        "revision": "revision",
        "version": "data version",
        "retrieved": "retrieved",
    },
    "ru": {
        "statement": "высказывание",
        "proposal": "предложение",
        "figure": "цифра",
        "document": "источник",
        "claim": "разные сведения об одном",
        "commitment": "обязательство",
        "support": "поддержка",
        "concern": "обеспокоенность",
        "courtesy": "любезность",
        "unknown": "Говорящий не установлен",
        "narrator": "Источник",
        "quoted": "«{}»",
        "told": "словами источника: «{}»",
        "withheld": "слова не показываются по условиям издателя",
        "revision": "редакция",
        "version": "версия данных",
        "retrieved": "дата обращения",
    },
}
_ACTS: Final = ("proposal", "commitment", "support", "concern", "courtesy")
"""Those that are named: any other statement is plain."""

_SPEAKERS: Final = ("speaker", "proposer", "claimant")


@dataclass(frozen=True, slots=True)
class Where:
    """Where and when a record was read. `host`: scheme, host and path before those of this service, without a slash at the end."""

    host: str
    data_version: int
    day: date


def cite(kind: Kind, record: Record, where: Where) -> CitationOut:
    """The citation of a parsed record of that kind."""
    source: Record = record if kind == "document" else record.get("document", {})
    speaker = next((record[role] for role in _SPEAKERS if record.get(role)), None)
    withheld = bool(record.get("withheld")) and kind != "document"
    span = record.get("span")
    found = {
        "id": record["id"],
        "kind": kind,
        "permalink": f"{where.host}/{kind}s/{record['id']}",
        "record": f"{where.host}/api/v1/{kind}s/{record['id']}",
        "speaker": speaker["labels"] if speaker else None,
        "said_on": record.get("published_on" if kind == "document" else "said_on"),
        "quotation": span["exact"] if span and not withheld else None,
        "withheld": withheld,
        "title": source.get("title"),
        "publisher": source.get("publisher"),
        "published_on": source.get("published_on"),
        "url": source.get("url"),
        "language": source.get("language"),
        "revision": record.get("revision"),
        "data_version": where.data_version,
        "retrieved_on": where.day,
    }
    text = {language: _text(kind, record, found, language) for language in LABEL_LANGUAGES}
    return CitationOut.model_validate({**found, "text": text})


def _text(kind: Kind, record: Record, found: Record, language: LabelLanguage) -> str:
    words = _WORDS[language]
    parts = [_about(kind, record, found, language)]
    if kind != "claim":
        if found["title"]:
            parts.append(words["quoted"].format(_ended(found["title"])))
        parts.append(", ".join(filter(None, (found["publisher"], found["published_on"]))))
        parts.append(found["url"] or "")
    state = [found["id"]]
    if found["revision"]:
        state.append(f"{words['revision']} {found['revision']}")
    state += [
        f"{words['version']} {found['data_version']}",
        f"{words['retrieved']} {found['retrieved_on'].isoformat()}",
    ]
    parts.append(f"Summitry, {found['permalink']} ({', '.join(state)})")
    return ". ".join(filter(None, parts)) + "."


def _about(kind: Kind, record: Record, found: Record, language: LabelLanguage) -> str:
    """Who said what and when, with the words; nothing of a document, which its title tells."""
    words = _WORDS[language]
    if kind == "document":
        return ""
    if kind == "claim":
        return _of_claim(record, language)
    unnamed = words["narrator" if kind == "figure" else "unknown"]
    who = _in(found["speaker"], language) if found["speaker"] else unnamed
    act = words.get(record["act"]) if kind == "statement" and record["act"] in _ACTS else None
    what = f"{words[kind]} ({act})" if act else words[kind]
    head = ", ".join(filter(None, (who, what, found["said_on"])))
    if kind == "figure":
        head += f": {_amount(record, language)}"
    if found["withheld"]:
        return f"{head}. [{words['withheld']}]"
    if record.get("kind") == "direct":
        return f"{head}: {words['quoted'].format(_said(record))}"
    return f"{head}, {words['told'].format(_ended(found['quotation']))}"


def _said(record: Record) -> str:
    """The words that stand between quotation marks, without an attribution in their midst."""
    span = record["span"]
    pieces = (
        span["exact"][piece["start"] - span["start"] : piece["end"] - span["start"]]
        for piece in record["segments"]
    )
    return _ended(" … ".join(pieces))


def _ended(words: str) -> str:
    """Without the point at its end: another one follows."""
    return words.strip().removesuffix(".")


def _amount(record: Record, language: LabelLanguage) -> str:
    high = f"–{record['value_high']}" if record["value_high"] else ""
    period = record["period"]
    days = f"{period['start']} – {period['end']}" if period else ""
    told = ", ".join((_in(record["metric"]["labels"], language), f"{record['value']}{high}{_unit(record)}"))
    return f"{told} ({days})" if days else told


def _unit(told: Record) -> str:
    return {"percent": " %", None: ""}.get(told["unit"], f" {told['unit']}")


def _of_claim(record: Record, language: LabelLanguage) -> str:
    places = ", ".join(_in(place["labels"], language) for place in record["places"])
    period = record["period"]
    spread = record["spread"]
    told = f": {spread['low']} – {spread['high']}{_unit(spread)}" if spread else ""
    metric = _in(record["metric"]["labels"], language)
    about = ", ".join(filter(None, (places, f"{period['start']} – {period['end']}")))
    return f"{metric}, {about}{told}, {_WORDS[language]['claim']}"


def _in(labels: Mapping[str, str], language: str) -> str:
    return labels.get(language) or next(iter(labels.values()))
