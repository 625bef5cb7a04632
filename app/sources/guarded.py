"""Pages and documents of office programs -> `SourceDocument`: what is parsed by others' code, and so in a child process (see guard.py)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

from app.domain.document import SourceDocument
from app.errors import UnreadableSource, describe_defect
from app.language.detect import detect_language
from app.sources.source import MAX_BYTES, STREAM, Item, Reader, Refused, document_of

Format = Literal["html", "pdf", "docx"]
_VOCABULARY = Path(__file__).resolve().parents[2] / "data" / "vocabulary"


class PageVocabulary(Protocol):
    """What is known of sites and of the words of their pages."""

    @property
    def sites(self) -> dict[str, Any]: ...
    @property
    def page_words(self) -> dict[str, Any]: ...


def reader_of(format: Format, rules: str | None = None) -> Reader:
    """The reader of one format. `rules` are those of `page_rules`; without them the sites that come with Summitry are known."""
    return partial(_read, format=format, rules=rules)


def page_rules(vocabulary: PageVocabulary) -> str:
    """What pages are read by, as children are told it: the rules of sites, and the words of all languages in small letters."""
    words: dict[str, list[Any]] = {
        key: []
        for key in ("beside", "published", "changed", "walls", "consent", "failures", "joined", "months")
    }
    for entry in vocabulary.page_words.values():
        told = entry.model_dump(mode="json")
        for key, found in words.items():
            if key == "months":
                found += [told[key]] if told[key] else []
            else:
                found += [word.lower() for word in told[key]]
    sites = {
        host: entry.model_dump(mode="json", exclude_defaults=True) for host, entry in vocabulary.sites.items()
    }
    return json.dumps({"sites": sites, "words": words}, ensure_ascii=False)


def read_file(
    raw: bytes,
    *,
    format: Format,
    name: str,
    url: str | None = None,
    declared: str | None = None,
    rules: str | None = None,
) -> SourceDocument:
    """One document from the bytes of a page, a PDF or a DOCX file.

    `url` is where they were fetched from and `declared` the encoding that the server named, if any. `name` is the key of a document that tells no
    address. Raises `UnreadableSource`: not readable, no text, or made to do harm (told within 15 s).
    """
    from app.sources.guard import GUARD  # which texts do without

    if len(raw) > MAX_BYTES:
        raise UnreadableSource(f"longer than {MAX_BYTES // 2**20} MB")
    if not raw.strip():
        raise UnreadableSource("the text is empty")
    found = GUARD.parse(
        format, raw, rules=_shipped_rules() if rules is None else rules, url=url, declared=declared
    )
    warnings: list[str] = found["warnings"]
    language = _language(found["text"], found["facts"].get("language"), warnings)
    digest = hashlib.sha256(raw).hexdigest()
    document = document_of(
        found["text"],
        sha256=digest,
        facts=found["facts"] | {"language": language},
        fallback_key=f"{STREAM}#{digest[:16]}" if name == STREAM else name,
        warnings=tuple(warnings),
    )
    return replace(document, complete=found["complete"])


def _read(stream: BinaryIO, *, name: str, format: Format, rules: str | None) -> Iterator[Item]:
    """A stream that is one document."""
    raw = stream.read(MAX_BYTES + 1)
    found: SourceDocument | Refused
    try:
        found = read_file(raw, format=format, name=name, rules=rules)
    except UnreadableSource as error:
        found = Refused(name=name, reason=error.detail)
    except Exception as error:  # one page that brings out a defect must not cost the others
        found = Refused(name=name, reason=describe_defect(error))
    yield Item(found=found, name=name, size=len(raw))


def _language(text: str, told: str | None, warnings: list[str]) -> str | None:
    """The language that the page tells, unless the text plainly is in another."""
    found, sure = detect_language(text)
    if not sure:
        return told
    if told is None or told.partition("-")[0] == found:
        return told or found
    warnings.append(f"the page says that it is in {told!r}, its text is in {found!r}")
    return found


@lru_cache(maxsize=1)
def _shipped_rules() -> str:
    from app.vocabulary import load_vocabulary

    return page_rules(load_vocabulary(_VOCABULARY))
