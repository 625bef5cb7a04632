"""What runs in the workers of a cluster, and what is sent to them. Dask's own plugin must be inherited from: importing this needs the extra `cluster`."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from distributed import Worker, WorkerPlugin

from app.domain.document import SourceDocument
from app.extraction import EXTRACTOR_VERSION, Toolkit, build_toolkit
from app.extraction.settle import settle
from app.ingestion.extracting import Answer, extract_all

if TYPE_CHECKING:
    from app.vocabulary import Vocabulary


class Words(WorkerPlugin):
    """The vocabulary of one run on its way to every worker, those that come later, too, under a name of the run's own."""

    def __init__(self, vocabulary: Vocabulary, name: str, *, drafting: bool) -> None:
        self.vocabulary = vocabulary
        self.name = name
        self.drafting = drafting

    def setup(self, worker: Worker) -> None:
        _words[self.name] = self

    def teardown(self, worker: Worker) -> None:
        _words.pop(self.name, None)
        _toolkits.pop(self.name, None)


_words: Final[dict[str, Words]] = {}
_toolkits: Final[dict[str, Toolkit]] = {}
_one = Lock()
"""A worker may have several threads; a toolkit remembers what it has read, and is one thread's at a time."""


class OtherVersion(NamedTuple):
    """The answer of a worker that has another extractor than was asked for."""

    version: str


def extract_chunk(name: str, version: str, documents: list[SourceDocument]) -> list[Answer] | OtherVersion:
    """What is in each document, by the vocabulary of a run. Nothing is raised: errors are pickled with their tracebacks, which may fail."""
    if version != EXTRACTOR_VERSION:
        return OtherVersion(EXTRACTOR_VERSION)
    with _one:
        words, is_new = _words[name], name not in _toolkits
        if is_new:
            _toolkits[name] = build_toolkit(words.vocabulary)
        found = extract_all(documents, _toolkits[name], drafting=words.drafting)
        if is_new:
            settle()
    return found
