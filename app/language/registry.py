"""The languages that there are. A new one: see README.md beside this file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.errors import UnreadableSource
from app.language.base import Language
from app.language.en import English
from app.language.ru import Russian

if TYPE_CHECKING:
    from app.vocabulary import LanguageWords

LANGUAGES: dict[str, Callable[[LanguageWords], Language]] = {"ru": Russian, "en": English}


def load_language(code: str, words: dict[str, LanguageWords]) -> Language:
    """The language of a code, with its words. Raises `UnreadableSource` for one that there is no pack for."""
    if code not in LANGUAGES or code not in words:
        raise UnreadableSource(
            f"language {code!r} is not supported; supported: {', '.join(sorted(LANGUAGES))}"
        )
    return LANGUAGES[code](words[code])
