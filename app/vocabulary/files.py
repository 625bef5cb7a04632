"""The files of a vocabulary as they stand on the disk: quickly read, so that their version is known before what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.errors import VocabularyError


@dataclass(frozen=True, slots=True)
class VocabularyFile:
    """One file; `own` is one of the user's, whose entries replace those of the same id."""

    path: Path
    raw: bytes
    own: bool = False


@dataclass(frozen=True, slots=True)
class VocabularyFiles:
    """All files: those with sections of entries, and for each language its words and perhaps its names."""

    entries: tuple[VocabularyFile, ...]
    words: tuple[tuple[VocabularyFile, VocabularyFile | None], ...]

    @property
    def version(self) -> str:
        """12 hex digits that change with any byte of them."""
        digest = hashlib.sha256()
        for file in self.entries:
            digest.update(file.raw)
        for words, names in self.words:
            digest.update(words.raw)
            if names is not None:
                digest.update(names.raw)
        return digest.hexdigest()[:12]


def read_files(directory: Path, extra: Iterable[Path] = ()) -> VocabularyFiles:
    """The files of a vocabulary folder and the user's own. `VocabularyError` where there are none, or one cannot be read."""
    files = sorted(directory.glob("*.yaml"))
    if not files:
        raise VocabularyError(f"{directory}: no vocabulary files (*.yaml) in this folder")
    words: list[tuple[VocabularyFile, VocabularyFile | None]] = []
    entries = [*map(_read, files), *(_read(Path(path), own=True) for path in extra)]
    for path in sorted((directory / "words").glob("*.yaml")):
        names = directory / "names" / path.name
        words.append((_read(path), _read(names) if names.exists() else None))
    return VocabularyFiles(tuple(entries), tuple(words))


def _read(path: Path, *, own: bool = False) -> VocabularyFile:
    try:
        return VocabularyFile(path, path.read_bytes(), own)
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read: {error.strerror}") from None
