"""Citations as reference managers read them: CSL-JSON, BibTeX and RIS. The cited work is the source; what was said in it stands in the note.

The speaker is no author of the article that reports him, so that none is named.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from app.schemas.citation import CitationOut
from app.schemas.common import LabelLanguage

_SPECIAL: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        **{each: f"\\{each}" for each in "%&$#_"},
    }
)
"""What TeX reads as a command. Braces by their names, since BibTeX counts those after a backslash, too. Letters of any script stay: its successors read
UTF-8."""

_NAME: Final = "Summitry"

_IN_ADDRESS: Final = str.maketrans({each: f"%{ord(each):02X}" for each in "\\{}"})
"""In an address, which TeX reads as it stands, BibTeX counts braces all the same: written by their codes they lead to the same place."""

_LANGUAGES: Final = {"en": "english", "ru": "russian"}
"""As babel names them: by these words are parted, and titles left in their case."""


def csl(citation: CitationOut, language: LabelLanguage) -> bytes:
    """CSL-JSON: a list of one item."""
    item: dict[str, Any] = {
        "id": citation.id,
        "type": "dataset" if citation.kind == "claim" else "webpage",
        "title": _title(citation, language),
        "container-title": _house(citation),
        "publisher": citation.publisher,
        "issued": _parts(citation.published_on or citation.said_on),
        "accessed": _parts(citation.retrieved_on),
        "URL": citation.url or citation.permalink,
        "language": citation.language,
        "abstract": citation.quotation,
        "archive": _NAME,
        "archive_location": citation.permalink,
        "note": citation.text[language],
    }
    return json.dumps([_told(item)], ensure_ascii=False, separators=(",", ":")).encode()


def bibtex(citation: CitationOut, language: LabelLanguage) -> bytes:
    """One entry of biblatex's fields, which BibTeX passes over where it knows them not."""
    issued = citation.published_on or citation.said_on
    fields = {
        # In braces of its own: styles write the words of a title small where nothing keeps them from it.
        "title": f"{{{_escaped(_title(citation, language))}}}",
        "organization": citation.publisher and _escaped(citation.publisher),
        "date": issued.isoformat() if issued else None,
        "year": f"{issued.year:04}" if issued else None,
        "url": (citation.url or citation.permalink).translate(_IN_ADDRESS),
        "urldate": citation.retrieved_on.isoformat(),
        "langid": _LANGUAGES.get(citation.language or ""),
        "abstract": citation.quotation and _escaped(citation.quotation),
        "note": _escaped(citation.text[language]),
    }
    kind = "dataset" if citation.kind == "claim" else "online"
    lines = [f"  {name} = {{{value}}}" for name, value in _told(fields).items()]
    return "\n".join([f"@{kind}{{{citation.id},", ",\n".join(lines), "}", ""]).encode()


def ris(citation: CitationOut, language: LabelLanguage) -> bytes:
    """One reference, a field a line."""
    issued = citation.published_on or citation.said_on
    fields = (
        ("TY", "DATA" if citation.kind == "claim" else "ELEC"),
        ("ID", citation.id),
        ("TI", _title(citation, language)),
        ("PB", _house(citation)),
        ("PY", f"{issued.year:04}" if issued else None),
        ("DA", _slashed(issued) if issued else None),
        ("Y2", _slashed(citation.retrieved_on)),
        ("UR", citation.url or citation.permalink),
        ("L2", citation.permalink if citation.url else None),
        ("LA", citation.language),
        ("AB", citation.quotation),
        ("N1", citation.text[language]),
        ("ER", ""),
    )
    return "".join(f"{name}  - {_line(value)}\r\n" for name, value in fields if value is not None).encode()


def _title(citation: CitationOut, language: LabelLanguage) -> str:
    """Of the source; the record's own id where it has none, and of claims what they are of."""
    if citation.kind == "claim":
        return citation.text[language].partition(f". {_NAME}, ")[0]
    return citation.title or f"{_NAME}, {citation.id}"


def _house(citation: CitationOut) -> str | None:
    """Who publishes what the address leads to: this service only where it leads here."""
    return citation.publisher or (None if citation.url else _NAME)


def _slashed(day: date) -> str:
    return day.isoformat().replace("-", "/")


def _parts(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _escaped(value: str) -> str:
    """As TeX prints it."""
    return _line(value).translate(_SPECIAL)


def _line(value: str) -> str:
    """On one line: every field ends where its line does."""
    return " ".join(value.split())
