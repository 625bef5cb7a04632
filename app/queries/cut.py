"""Records in another cut than the one they are stored in: some of their fields, more beside them, labels in one language.

Only here are stored records parsed; whoever asks for none of this gets their bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from pydantic_core import from_json, to_json

from app.queries.included import load_included
from app.queries.page import Noun
from app.schemas.common import LABEL_LANGUAGES, LabelLanguage
from app.store.database import Reader

_BY_LANGUAGE: Final = ("labels", "place")
"""Members of records that hold names by language."""

_KEPT: Final = ("id", "hit", "included")
"""What a record has whichever fields are asked for: the last two by being asked for themselves."""


class View(Protocol):
    """How records are asked to be shown."""

    @property
    def fields(self) -> Sequence[str]: ...
    @property
    def lang(self) -> LabelLanguage | None: ...
    def added(self) -> Sequence[str]: ...


def cut_records(reader: Reader, noun: Noun, view: View, records: list[bytes]) -> list[bytes]:
    """Rendered records as they are asked for."""
    include = view.added()
    if not (view.fields or include or view.lang) or not records:
        return records
    parsed: list[dict[str, Any]] = [from_json(record) for record in records]
    if include:
        for record, added in zip(parsed, load_included(reader, noun, parsed, include), strict=True):
            record["included"] = added
    return [to_json(cut(record, view.fields, view.lang)) for record in parsed]


def cut(record: dict[str, Any], fields: Sequence[str], lang: LabelLanguage | None) -> dict[str, Any]:
    """A parsed record with only these fields (all, if none are named) and the labels of one language (all, if None)."""
    if fields:
        record = {name: value for name, value in record.items() if name in fields or name in _KEPT}
    return _in_language(record, lang) if lang else record


def cut_rendered(record: bytes, fields: Sequence[str] = (), lang: LabelLanguage | None = None) -> bytes:
    """`cut` for one rendered record."""
    return to_json(cut(from_json(record), fields, lang)) if fields or lang else record


def _in_language(value: Any, lang: LabelLanguage) -> Any:
    if isinstance(value, list):
        return [_in_language(each, lang) for each in value]
    if isinstance(value, dict):
        return {
            name: _one(each, lang)
            if name in _BY_LANGUAGE and isinstance(each, dict)
            else _in_language(each, lang)
            for name, each in value.items()
        }
    return value


def _one(names: dict[str, str], lang: LabelLanguage) -> dict[str, str]:
    language = next((each for each in (lang, *LABEL_LANGUAGES, *names) if each in names), None)
    return {} if language is None else {language: names[language]}
