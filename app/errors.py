"""Errors that a user can cause or must know of. One root, few children, each with its code, title and HTTP status.

Rooms raise them with a sentence that says what is wrong and what to do; `app/api/problems.py` shapes them as RFC 9457
problems, `app/cli/` as one line and a non-zero exit. Anything else that is raised is a defect.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where (`loc`, such as `query/limit`), what (`message`), and the value met if it is short."""

    loc: str
    message: str
    value: str | None = None


class AppError(Exception):
    """Root of what Summitry reports to its users."""

    code: ClassVar[str] = "error"
    title: ClassVar[str] = "Something went wrong"
    status: ClassVar[int] = 500

    def __init__(self, detail: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = faults


class InvalidInput(AppError):
    """What was sent cannot be used: a parameter, a body, a file, a setting."""

    code = "invalid-input"
    title = "The request is not valid"
    status = 422


class NotFound(AppError):
    """What was named does not exist: a record, a leader, a topic, a page."""

    code = "not-found"
    title = "There is no such thing"
    status = 404


class Gone(AppError):
    """What was named was stored once and is no more: withdrawn, or not found any more in its document."""

    code = "gone"
    title = "It is not stored any more"
    status = 410


class Contradiction(AppError):
    """Values that cannot all be right, each of which could be."""

    code = "contradiction"
    title = "The values contradict each other"
    status = 409


class Outdated(AppError):
    """A change of a record that is not any more what the change was made for."""

    code = "outdated"
    title = "The record has changed meanwhile"
    status = 412


class NotKept(NotFound):
    """What was asked for was not kept when the document was read: by an older release."""

    code = "not-kept"
    title = "This was not kept"


class UnreadableSource(InvalidInput):
    """A document that cannot be read: empty, binary, of an unknown encoding or language."""

    code = "unreadable-source"
    title = "The document cannot be read"


class VocabularyError(InvalidInput):
    """A vocabulary file that is wrong; the message names file, entry and key."""

    code = "vocabulary"
    title = "The vocabulary is not valid"


class StoreUnavailable(AppError):
    """The database cannot be opened, is locked for too long or has another schema."""

    code = "store-unavailable"
    title = "The database is not available"
    status = 503


class TooSlow(AppError):
    """A query that takes longer than one request may; the connection is as good as before."""

    code = "too-slow"
    title = "The query takes too long"
    status = 503


def describe_defect(error: Exception) -> str:
    """An exception that is nobody's input but ours to mend: its type, and the innermost line of Summitry that it came through."""
    told = f"{type(error).__name__}: {error}"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_ROOT / "app"):
            where = f"{path.relative_to(_ROOT).as_posix()}, line {frame.lineno}, in {frame.name}"
            return f"a defect in Summitry: {told} ({where}); please report it"
    return f"a defect in Summitry: {told}; please report it"
