"""One request for a page: its language, its address, and the addresses that lead on from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode

from starlette.requests import Request

from app.api.dependencies import Service
from app.api.negotiation import preferred_language
from app.schemas.common import LABEL_LANGUAGES, LabelLanguage
from app.web.marking import LEAST
from app.web.words import Words, words_of

API: Final = "/api/v1"
_PLACES: Final = frozenset(("cursor", "lang"))
"""What tells of a view where one is in it and how it is told, not what it shows."""

_CYRILLIC: Final = re.compile("[Ѐ-ӿ]")
_LATIN: Final = re.compile("[A-Za-zÀ-ɏ]")

Record = Mapping[str, Any]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """What a page is made for. `version`: of the stored data, None where that is not known."""

    service: Service
    words: Words
    root: str
    path: str
    pairs: Pairs
    """The query, names and values in the order in which they were sent."""
    lang: str = ""
    """The language that the address names, which the addresses that lead on name as well; empty where the browser's counts."""
    version: int | None = None

    @property
    def language(self) -> LabelLanguage:
        return self.words.language

    def value(self, name: str) -> str:
        """The first value of a parameter, empty where it is not set."""
        return next((value for key, value in self.pairs if key == name), "")

    def label(self, entry: Record) -> str:
        """What an entry of the vocabulary, or a speaker, is called."""
        labels: Mapping[str, str] = entry["labels"]
        return labels.get(self.language) or next(iter(labels.values()), "") or entry["id"]

    def spoken(self, entry: Record) -> LabelLanguage | str:
        """The language in which `label` tells it."""
        labels: Mapping[str, str] = entry["labels"]
        return self.language if labels.get(self.language) else next(iter(labels), self.language)

    def foreign(self, text: str) -> str:
        """The language of words that are written in another script than the page's, empty for those in its own."""
        found = _written_in(text) or self.language
        return "" if found == self.language else found

    def value_named(self, name: str, value: str, label: str) -> str:
        """What the value of a filter is called: in words of the page where it is one of a closed list, else by its label."""
        if name == "unit":
            return self.words.unit(value)
        key = f"{name}.{value}"
        return self.words(key) if key in self.words else label

    def office(self, office: str) -> str:
        """What an office is called; as the vocabulary calls it, in English, where there is no other name."""
        key = f"office.{office}"
        return self.words(key) if key in self.words else office

    def to(self, *parts: str, fragment: str = "", **params: str | int | None) -> str:
        """The address of another page: `to("leaders", "sadyr-japarov")`. Parameters that are None or empty are left out; the language is kept."""
        pairs = [(name, str(value)) for name, value in params.items() if value not in (None, "")]
        if self.lang:
            pairs.append(("lang", self.lang))
        return self._address("/" + "/".join(map(_segment, parts)), pairs) + (
            f"#{quote(fragment)}" if fragment else ""
        )

    def in_text(self, record: Record) -> str:
        """Where a record stands in the text of its document."""
        start: int = record["span"]["start"]
        return self.to(
            "documents",
            record["document"]["id"],
            at=start if start >= LEAST else None,
            fragment=record.get("id") or record["figure"],
        )

    def here(self, **changes: str | int | None) -> str:
        """The same page with other parameters; None leaves one out. The place in a list is left unless it is given."""
        kept = [(name, value) for name, value in self.pairs if name != "cursor" and name not in changes]
        return self._address(
            self.path, [*kept, *((name, str(value)) for name, value in changes.items() if value is not None)]
        )

    def adding(self, name: str, value: str) -> str:
        """The same list from its beginning, narrowed by one more value."""
        kept = [pair for pair in self.pairs if pair[0] != "cursor" and pair != (name, value)]
        return self._address(self.path, [*kept, (name, value)])

    def without(self, name: str, value: str) -> str:
        """The same list from its beginning, without one value of a filter."""
        return self._address(
            self.path, [pair for pair in self.pairs if pair[0] != "cursor" and pair != (name, value)]
        )

    def data(self, path: str | None = None, **params: str | None) -> str:
        """The API's address of this view or, where a path is given, of another with these parameters only."""
        if path is None:
            path, kept = self.path, [pair for pair in self.pairs if pair[0] != "lang"]
        else:
            kept = []
        left_out = {name for name, value in params.items() if value is None}
        pairs = [pair for pair in kept if pair[0] not in left_out and pair[0] not in params]
        return self._address(
            API + path, [*pairs, *((name, value) for name, value in params.items() if value is not None)]
        )

    def permanent(self) -> str:
        """The address of this view to give to others: what it shows, in their language and from its beginning."""
        return self._address(self.path, [pair for pair in self.pairs if pair[0] not in _PLACES])

    def _address(self, path: str, pairs: Sequence[tuple[str, str]]) -> str:
        query = urlencode(pairs) if pairs else ""
        return f"{self.root}{path}?{query}" if query else f"{self.root}{path}"


def make_view(request: Request, version: int | None = None) -> View:
    """The view that a request asks for, in the language of `lang`, else in the one that its reader reads best."""
    scope = request.scope
    query = str(scope["query_string"], "latin-1")
    pairs = tuple(parse_qsl(query, keep_blank_values=True))
    asked = next((value for name, value in pairs if name == "lang"), "")
    language = next((each for each in LABEL_LANGUAGES if each == asked), None)
    if language is None:
        language = preferred_language(dict(scope["headers"]).get(b"accept-language", b""))
    root = scope.get("root_path", "").rstrip("/")
    path = quote(scope["path"].removeprefix(root), safe="/:@!$&'()*+,;=~-._", errors="replace")
    lang = language if asked else ""
    return View(request.app.state.service, words_of(language), root, path, pairs, lang, version)


@lru_cache(maxsize=4096)
def _written_in(text: str) -> str:
    """The language that letters tell: a name's, for whose language nothing else does."""
    return "ru" if _CYRILLIC.search(text) else "en" if _LATIN.search(text) else ""


@lru_cache(maxsize=4096)
def _segment(part: str) -> str:
    return quote(part, safe=":@!$&'()*+,;=~-._")
