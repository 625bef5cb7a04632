"""Plain text and Markdown, with facts about the document in front matter or in the prefix ` date YYYY-MM-DD `."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any, BinaryIO

import yaml

from app.domain.document import SourceDocument
from app.errors import UnreadableSource
from app.sources.decode import decode
from app.sources.jsonl import NO_LINES, opens_array
from app.sources.source import MAX_BYTES, STREAM, Item, Refused, document_of

FACTS = ("title", "date", "language", "publisher", "url", "licence", "excerpt", "event", "sources", "id")
FENCE = "---"
MAX_FRONT_MATTER = 16_384  # characters; a hundred times a usual one


def read_source(raw: bytes, *, name: str, declared: str | None = None) -> SourceDocument:
    """One document from its bytes; `name` is its key if it names itself by neither id nor url, `declared` its encoding if told.

    Line ends become \\n, nothing else is changed. Raises `UnreadableSource`.
    """
    decoded = decode(raw, declared=declared)
    text = decoded.text.replace("\r\n", "\n")
    facts, body = _front_matter(text)
    strange = [key for key in facts if key not in FACTS]
    warnings = [
        *decoded.warnings,
        *(f"unknown key `{key[:40]}` in the front matter; left out" for key in strange),
    ]
    # two texts over standard input are two documents
    key = f"{STREAM}#{decoded.sha256[:16]}" if name == STREAM else name
    return document_of(body, sha256=decoded.sha256, facts=facts, fallback_key=key, warnings=tuple(warnings))


def read_text(stream: BinaryIO, *, name: str) -> Iterator[Item]:
    """A stream that is one document."""
    raw = stream.read(MAX_BYTES + 1)
    found: SourceDocument | Refused
    try:
        if len(raw) > MAX_BYTES:
            raise UnreadableSource(f"longer than {MAX_BYTES // 2**20} MB")
        if opens_array(raw.removeprefix(BOM_UTF8)):
            raise UnreadableSource(NO_LINES)
        found = read_source(raw, name=name)
    except UnreadableSource as error:
        found = Refused(name=name, reason=error.detail)
    yield Item(found=found, name=name, size=len(raw))


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The facts between two `---` lines at the start, and the text after them; no facts where there is no such block.

    Text between two rules that names none of our keys is text. One that does and is no valid YAML is an error,
    for otherwise its lines would be read as what somebody said.
    """
    if not text.startswith(FENCE + "\n"):
        return {}, text
    end = text.find("\n" + FENCE + "\n", len(FENCE), MAX_FRONT_MATTER)
    if end < 0:
        if not text.endswith("\n" + FENCE):
            return {}, text
        end = len(text) - len(FENCE) - 1
    block = text[len(FENCE) + 1 : end + 1]
    if not any(line.startswith(tuple(f"{key}:" for key in FACTS)) for line in block.splitlines()):
        return {}, text
    try:
        # Every scalar stays text: `language: no` is Norwegian, a date is what is written. The pure Python loader, because
        # libyaml's composer runs out of stack on deep nesting where this one raises.
        facts = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - makes text, lists and mappings only
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        raise UnreadableSource(
            f"the front matter is no valid YAML{where}: {getattr(error, 'problem', None) or 'too deep'}"
        ) from None
    if not isinstance(facts, dict) or not all(isinstance(key, str) for key in facts):
        raise UnreadableSource("the front matter is no list of `key: value` lines")
    return facts, text[end + len(FENCE) + 2 :].lstrip("\n")
