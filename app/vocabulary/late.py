"""A vocabulary of which only the version is known until something else is asked of it."""

from __future__ import annotations

from dataclasses import fields
from threading import Lock
from typing import Any, Final

from app.vocabulary.files import VocabularyFiles
from app.vocabulary.vocabulary import Vocabulary

_FIELDS: Final = tuple(field.name for field in fields(Vocabulary))


class LateVocabulary(Vocabulary):
    """Its files are read when it is made, what they say is checked by `load`, or by the first question if that comes before.

    Whoever makes one calls `load` soon: nobody is told of an error in the files otherwise.
    """

    __slots__ = ("_files", "_lock")

    def __init__(self, files: VocabularyFiles) -> None:
        self._set("version", files.version)
        self._set("_files", files)
        self._set("_lock", Lock())

    def load(self) -> None:
        """Read what the files say, once. Raises `VocabularyError`. May be called from several threads."""
        from app.vocabulary.load import (
            build_vocabulary,  # which loads a parser, and the names of all countries
        )

        lock: Lock = self._lock
        with lock:
            files: VocabularyFiles | None = self._files
            if files is not None:
                found = build_vocabulary(files)
                for name in _FIELDS:
                    self._set(name, getattr(found, name))
                self._set("_files", None)

    def __getattr__(self, name: str) -> Any:
        """What is not there yet: Python asks here only while it is not."""
        if name not in _FIELDS:
            raise AttributeError(name)
        self.load()
        return object.__getattribute__(self, name)

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)  # frozen as all vocabularies are
