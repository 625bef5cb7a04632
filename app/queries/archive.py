"""Everything that is stored, as one ZIP archive that is written while it is read: the same data make the same bytes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, Final

from app.queries.countries import find_countries
from app.queries.documents import find_texts
from app.queries.formats import Sink
from app.queries.leaders import find_leaders
from app.queries.metrics import find_metrics
from app.queries.params import MOST_RECORDS
from app.queries.records import RecordPage
from app.queries.summits import find_summits
from app.queries.term_params import (
    CountryParams,
    LeaderParams,
    MetricParams,
    SummitParams,
    TermParams,
    TopicParams,
)
from app.queries.topics import find_topics
from app.store.database import Reader
from app.vocabulary import Vocabulary

FORMAT: Final = "summitry-export-1"
LEVEL: Final = 3
"""Of deflate: half of the time that the usual 6 takes, for a tenth more bytes."""

BATCH: Final = 500
README: Final = """\
Everything that a Summitry service had stored at one version of its data.

manifest.json tells the version, when it was committed, and of each file its records, bytes and SHA-256.
*.jsonl hold one JSON object a line, in UTF-8, in the shapes of the service's OpenAPI document: documents with their texts, into
which all offsets of their statements, proposals and figures point (in Unicode code points), and the vocabulary that they refer to.
Texts have the licence that `licence` of their document names; where it names none, ask the publisher. A document that is `withheld` has
none here: its publisher's terms let no more than `excerpt` characters be shown in one piece. Its records tell where the words stand,
how many they are, and at which address the source is.
To keep a copy in step from here on: /api/v1/changes?include=record&since= and the manifest's data_version.
"""

_TERMS: Final[tuple[tuple[str, str, Callable[..., RecordPage], type[TermParams]], ...]] = (
    ("leaders", "LeaderOut", find_leaders, LeaderParams),
    ("topics", "TopicOut", find_topics, TopicParams),
    ("metrics", "MetricOut", find_metrics, MetricParams),
    ("countries", "CountryOut", find_countries, CountryParams),
    ("summits", "SummitOut", find_summits, SummitParams),
)
_FINDINGS: Final = (("statement", "StatementOut"), ("proposal", "ProposalOut"), ("figure", "FigureOut"))


class Archive:
    """An archive of all records, made with a reader of its own, which nothing else may use until it is closed.

    Where SQLite writes with a rollback journal, a snapshot would hold up all writers: then each batch is of its own moment, and the
    manifest says `"consistent": false`.
    """

    def __init__(self, reader: Reader, vocabulary: Vocabulary, program: str) -> None:
        self._reader, self._vocabulary, self._program = reader, vocabulary, program
        with ExitStack() as opened:
            opened.callback(reader.close)
            self._consistent = reader.lets_write()
            if self._consistent:
                opened.enter_context(reader.snapshot())
            self.data_version = reader.data_version()
            counted = reader.row(
                "SELECT sum(n) FROM tag WHERE field = 'all' AND kind IN ('document', 'statement', 'proposal', 'figure')"
            )
            self.total = int(counted[0] or 0) if counted else 0
            """Records that it will hold, without the vocabulary."""
            self._opened = opened.pop_all()

    def chunks(self, progress: Callable[[int], None] = lambda records: None) -> Iterator[bytes]:
        """The archive, piece by piece. `progress` is told how many records more are written."""
        sink = Sink()
        files: list[dict[str, Any]] = []
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            _write(archive, "README.txt", README)
            for name, shape, batches in self._files():
                told: dict[str, Any] = {"name": f"{name}.jsonl", "shape": shape, "records": 0, "bytes": 0}
                digest = hashlib.sha256()
                with archive.open(told["name"], "w", force_zip64=True) as file:
                    for batch in batches:
                        lines = b"\n".join(batch) + b"\n"
                        file.write(lines)
                        digest.update(lines)
                        told["records"] += len(batch)
                        told["bytes"] += len(lines)
                        yield sink.taken()
                        progress(len(batch))
                files.append(told | {"sha256": digest.hexdigest()})
            _write(archive, "manifest.json", json.dumps(self._manifest(files), indent=1))
        yield sink.taken()

    def close(self) -> None:
        """End the state and the reader. More than once does no harm."""
        self._opened.close()

    def _files(self) -> Iterator[tuple[str, str, Iterator[list[bytes]]]]:
        """Name, shape and records of each file."""
        yield "documents", "DocumentDetail", find_texts(self._reader, self._vocabulary)
        for kind, shape in _FINDINGS:
            yield f"{kind}s", shape, self._findings(kind)
        for name, shape, find, params in _TERMS:
            yield name, shape, self._terms(find, params)

    def _findings(self, table: str) -> Iterator[list[bytes]]:
        after = -1
        while rows := self._reader.rows(
            f"SELECT id, CAST(record AS BLOB) FROM {table} WHERE id > :after ORDER BY id LIMIT :most",  # noqa: S608
            {"after": after, "most": BATCH},
        ):
            yield [row[1] for row in rows]
            after = rows[-1][0]

    def _terms(self, find: Callable[..., RecordPage], params: type[TermParams]) -> Iterator[list[bytes]]:
        cursor: str | None = None
        while True:
            page = find(self._reader, self._vocabulary, params(limit=MOST_RECORDS, cursor=cursor))
            if page.records:
                yield page.records
            if page.next is None:
                return
            cursor = page.next

    def _manifest(self, files: list[dict[str, Any]]) -> dict[str, Any]:
        at = self._reader.row(
            "SELECT at FROM data_version WHERE version = :version", {"version": self.data_version}
        )
        [(withheld,)] = self._reader.rows("SELECT count(*) FROM document WHERE withheld")
        return {
            "format": FORMAT,
            "data_version": self.data_version,
            "at": at[0] if at else None,
            "consistent": self._consistent,
            "version": self._program,
            "vocabulary_version": self._vocabulary.version,
            "withheld_documents": withheld,
            "files": files,
        }


def _write(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """A small file. `writestr` would give it the moment of the day, and the archive other bytes each time."""
    with archive.open(name, "w") as file:
        file.write(text.encode())
