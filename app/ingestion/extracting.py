"""Documents -> extractions, in the order in which they came: in this process, or in others.

Extraction is pure and most of the work; whoever stores is one process, and no other opens the database.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from app.domain.document import SourceDocument
from app.domain.findings import Extraction
from app.domain.visit import Visit
from app.errors import AppError, describe_defect
from app.extraction import EXTRACTOR_VERSION, Toolkit, extract
from app.sources import Refused
from app.store.draft import Draft, draft

if TYPE_CHECKING:
    from app.vocabulary import Vocabulary

# What a chunk costs to hand over is little beside what is in it; larger ones make the last worker finish alone.
DOCUMENTS_A_CHUNK: Final = 16
CHARACTERS_A_CHUNK: Final = 60_000
TASKS_A_CHUNK: Final = 200
"""Documents that need no extraction count, too: nobody waits for the end of a million of them."""

CHUNKS_AHEAD: Final = 3
"""Chunks a worker that are under way or wait to be stored: memory is bounded by them."""

COST_ITS_PROCESS: Final = (
    "the process that read it ended, twice: out of memory, or a defect in Summitry; please report it"
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is stored as it would be read now."""

    warnings: tuple[str, ...] = ()
    complete: bool = True


class Task(NamedTuple):
    """A document on its way: what it is called in the report, where it was read, its share of the progress, how it was fetched."""

    name: str
    place: str
    size: int
    found: SourceDocument | Known | Refused
    visit: Visit | None = None


class Done(NamedTuple):
    """What became of a task before anything is stored."""

    task: Task
    found: Extraction | Known | Refused
    draft: Draft | None = None
    """What is to be stored of an extraction, where it was made beside it."""
    lasts: bool = True
    """Whether a refusal is one of the text's own, which the same text would meet again; a defect may be mended."""


class Failure(NamedTuple):
    """Why nothing can be told of a document; see `Done.lasts`."""

    reason: str
    lasts: bool = True


class NoWorkers(AppError):
    """Processes for extraction cannot be started, or do not stay."""

    code = "no-workers"
    title = "No process for extraction"


class Extracting(Protocol):
    """Extracts many documents."""

    def each(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Each task, in order, with what was found in its document. What one text brings out is its refusal. Raises `NoWorkers`."""


class Here:
    """Extraction in this process."""

    def __init__(self, toolkit: Toolkit) -> None:
        self._toolkit = toolkit

    def each(self, tasks: Iterable[Task]) -> Iterator[Done]:
        for task in tasks:
            if isinstance(task.found, SourceDocument):
                # Without a draft: it would be made in this process as well, and is when it is stored.
                yield _done(task, extract_one(task.found, self._toolkit))
            else:
                yield Done(task, task.found)


def extract_one(document: SourceDocument, toolkit: Toolkit) -> Answer:
    """What is in a document, or why nothing can be told of it."""
    try:
        return Drafted(extract(document, toolkit), None)
    except AppError as error:
        return Failure(error.detail)
    except Exception as error:  # a defect that one text brings out must not cost the other thousands
        logger.exception("extraction failed on %s", document.key)
        return Failure(describe_defect(error), lasts=False)


class Drafted(NamedTuple):
    """An extraction, and what is to be stored of it if the document is new."""

    extraction: Extraction
    draft: Draft | None


Answer = Drafted | Failure


class Handed(Protocol):
    """What is under way elsewhere, as futures of the standard library and of others are."""

    def done(self) -> bool: ...
    def result(self) -> list[Answer]: ...


@dataclass(slots=True)
class _Chunk:
    """Tasks that stand one behind the other, and the answers for those of them that are documents to extract."""

    tasks: list[Task] = field(default_factory=list)
    documents: list[SourceDocument] = field(default_factory=list)
    characters: int = 0
    answers: Handed | None = None

    def add(self, task: Task) -> None:
        self.tasks.append(task)
        if isinstance(task.found, SourceDocument):
            self.documents.append(task.found)
            self.characters += len(task.found.text)

    @property
    def full(self) -> bool:
        return (
            len(self.documents) >= DOCUMENTS_A_CHUNK
            or self.characters >= CHARACTERS_A_CHUNK
            or len(self.tasks) >= TASKS_A_CHUNK
        )

    def done(self, answers: Iterable[Answer]) -> Iterator[Done]:
        found = iter(answers)
        for task in self.tasks:
            yield (
                _done(task, next(found)) if isinstance(task.found, SourceDocument) else Done(task, task.found)
            )


class Elsewhere(ABC):
    """Extraction in other processes, wherever they are. They also make of it what is to be stored, which takes half the time of storing.

    One that ends (killed, out of memory) costs nothing but the document that ended it: what was lost with it is done again document by
    document, and the one that ends a process again is refused.
    """

    losses: tuple[type[Exception], ...]
    """What an answer raises that was lost with the process that worked on it."""

    all_are_lost = True
    """Whether one that ends takes with it all that is under way: nothing tells then which of them ended it."""

    @property
    @abstractmethod
    def width(self) -> int:
        """Processes that extract now."""

    @abstractmethod
    def hand(self, documents: list[SourceDocument]) -> Handed:
        """Begin with these documents. Raises one of the `losses`, or `NoWorkers`."""

    @abstractmethod
    def end(self) -> None:
        """Leave what was begun; another `hand` begins anew."""

    def each(self, tasks: Iterable[Task]) -> Iterator[Done]:
        ahead: deque[_Chunk] = deque()
        try:
            for chunk in _chunks(tasks):
                if chunk.documents:
                    chunk.answers = self._handed(chunk.documents)
                ahead.append(chunk)
                while ahead and (
                    len(ahead) > CHUNKS_AHEAD * self.width
                    or ahead[0].answers is None
                    or ahead[0].answers.done()
                ):
                    yield from self._first(ahead)
            while ahead:
                yield from self._first(ahead)
        finally:
            self.end()

    def _first(self, ahead: deque[_Chunk]) -> Iterator[Done]:
        """What became of the chunk that was handed over first."""
        try:
            answers = ahead[0].answers.result() if ahead[0].answers else []
        except self.losses:
            lost = [ahead.popleft()]
            if self.all_are_lost:
                self.end()
                lost += ahead
                ahead.clear()
            for chunk in lost:
                yield from chunk.done(map(self._alone, chunk.documents))
        else:
            yield from ahead.popleft().done(answers)

    def _alone(self, document: SourceDocument) -> Answer:
        try:
            [found] = self.hand([document]).result()
        except self.losses:
            if self.all_are_lost:
                self.end()
            return Failure(COST_ITS_PROCESS, lasts=False)
        return found

    def _handed(self, documents: list[SourceDocument]) -> Handed:
        try:
            return self.hand(documents)
        except self.losses as error:  # told when its turn comes, with those before it
            lost = Future[list[Answer]]()
            lost.set_exception(error)
            return lost


def _chunks(tasks: Iterable[Task]) -> Iterator[_Chunk]:
    chunk = _Chunk()
    for task in tasks:
        chunk.add(task)
        if chunk.full:
            yield chunk
            chunk = _Chunk()
    if chunk.tasks:
        yield chunk


def _done(task: Task, answer: Answer) -> Done:
    if isinstance(answer, Failure):
        return Done(task, Refused(name=task.name, reason=answer.reason), lasts=answer.lasts)
    return Done(task, *answer)


def extract_all(documents: Iterable[SourceDocument], toolkit: Toolkit, *, drafting: bool) -> list[Answer]:
    """What is in each, with what is to be stored of it where that is wanted: at once, while what the dictionary told of the words is at hand."""
    found = list[Answer]()
    for document in documents:
        answer = extract_one(document, toolkit)
        found.append(_drafted(answer, toolkit.vocabulary) if drafting else answer)
    return found


def _drafted(answer: Answer, vocabulary: Vocabulary) -> Answer:
    """The same with its draft; without where there can be none, which whoever stores it will find as well, and tell."""
    if isinstance(answer, Failure):
        return answer
    with suppress(Exception):
        made = draft(
            answer.extraction,
            vocabulary=vocabulary,
            extractor_version=EXTRACTOR_VERSION,
            now=datetime.now(UTC),
        )
        return Drafted(answer.extraction, made)
    return answer
