"""The same data as a careful user of Datasette would keep it: normalised tables, covering indexes, full text; and the questions asked of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.store.sqlite import DRIVER  # noqa: E402  # two SQLites must not meet in one process

SCHEMA: Final = """
CREATE TABLE document (id INTEGER PRIMARY KEY, title TEXT, url TEXT, publisher TEXT, published_on TEXT, language TEXT, summit TEXT);
CREATE TABLE leader (id TEXT PRIMARY KEY, name_ru TEXT, name_en TEXT) WITHOUT ROWID;
CREATE TABLE topic (id TEXT PRIMARY KEY, name_ru TEXT, name_en TEXT) WITHOUT ROWID;
CREATE TABLE statement (
  id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document, leader_id TEXT REFERENCES leader, said_on TEXT NOT NULL,
  kind TEXT NOT NULL, act TEXT NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
  text TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL
);
CREATE TABLE statement_topic (
  topic_id TEXT NOT NULL REFERENCES topic, leader_id TEXT NOT NULL, said_on TEXT NOT NULL, statement_id INTEGER NOT NULL REFERENCES statement,
  PRIMARY KEY (topic_id, leader_id, said_on, statement_id)
) WITHOUT ROWID;
CREATE TABLE figure (
  id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document, statement_id INTEGER REFERENCES statement, leader_id TEXT,
  said_on TEXT NOT NULL, metric TEXT NOT NULL, reporter TEXT, value TEXT NOT NULL, value_number REAL NOT NULL, unit TEXT, measure TEXT NOT NULL,
  modality TEXT NOT NULL, period_start TEXT, period_end TEXT, text TEXT NOT NULL
);
"""
INDEXES: Final = """
CREATE INDEX statement_of_topic ON statement_topic (statement_id, topic_id);
CREATE INDEX statement_act ON statement (act, leader_id);
CREATE INDEX figure_series ON figure (metric, reporter, said_on, id);
CREATE VIRTUAL TABLE statement_fts USING fts5 (text, content='statement', content_rowid='id', tokenize='unicode61');
INSERT INTO statement_fts (statement_fts) VALUES ('rebuild');
ANALYZE;
"""

QUERIES: Final = {
    "page": """
        SELECT s.id, s.text, s.prefix, s.suffix, s.start_offset, s.end_offset, s.kind, s.act, s.said_on,
          l.id AS leader, l.name_ru, l.name_en, d.id AS document, d.title, d.url, d.publisher, d.language, d.summit,
          (SELECT json_group_array(json_object('id', t.id, 'ru', t.name_ru, 'en', t.name_en))
             FROM statement_topic o JOIN topic t ON t.id = o.topic_id WHERE o.statement_id = s.id) AS topics
        FROM statement_topic w JOIN statement s ON s.id = w.statement_id JOIN document d ON d.id = s.document_id JOIN leader l ON l.id = w.leader_id
        WHERE w.topic_id = :topic AND w.leader_id = :leader ORDER BY w.said_on DESC, w.statement_id DESC LIMIT 50""",
    "figures": """
        SELECT f.id, f.value, f.unit, f.measure, f.modality, f.metric, f.reporter, f.period_start, f.period_end, f.text, f.said_on, f.leader_id,
          d.id AS document, d.title, d.url, d.publisher
        FROM figure f JOIN document d ON d.id = f.document_id
        WHERE f.metric = :metric AND f.reporter = :reporter ORDER BY f.said_on, f.id LIMIT 200""",
    "facets": """
        SELECT w.leader_id, l.name_ru, l.name_en, count(*) AS n FROM statement_topic w JOIN leader l ON l.id = w.leader_id
        WHERE w.topic_id = :topic GROUP BY w.leader_id ORDER BY n DESC""",
    "facets_combined": """
        SELECT w.leader_id, l.name_ru, l.name_en, count(*) AS n
        FROM statement_topic w JOIN statement s ON s.id = w.statement_id JOIN leader l ON l.id = w.leader_id
        WHERE w.topic_id = :topic AND s.act = :act GROUP BY w.leader_id ORDER BY n DESC""",
    "search": """
        SELECT s.id, s.said_on, s.leader_id, d.title, d.url, snippet(statement_fts, 0, '<b>', '</b>', '…', 24) AS snippet
        FROM statement_fts JOIN statement s ON s.id = statement_fts.rowid JOIN document d ON d.id = s.document_id
        WHERE statement_fts MATCH :words ORDER BY rank LIMIT 20""",
}
"""Canned queries, by name."""

_BATCH: Final = 20_000


def make_plain(library: Path) -> Path:
    """The plain database beside a library, made out of it if it is not there yet, and a file with the queries beside it."""
    path = library.with_name(library.name.replace("library-", "plain-"))
    metadata(path).write_text(
        json.dumps(
            {"databases": {path.stem: {"queries": {name: {"sql": sql} for name, sql in QUERIES.items()}}}}
        ),
        encoding="utf-8",
    )
    if path.exists():
        return path
    print("plain: the same data for Datasette …", file=sys.stderr, flush=True)
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    source = DRIVER.connect(f"file:{library}?mode=ro", uri=True)
    target = DRIVER.connect(unfinished)
    target.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;")
    target.executescript(SCHEMA)
    _documents(source, target)
    _statements(source, target)
    _figures(source, target)
    target.commit()
    target.executescript(INDEXES)
    target.commit()
    target.execute("PRAGMA journal_mode=DELETE")
    target.close()
    source.close()
    unfinished.rename(path)
    return path


def metadata(plain: Path) -> Path:
    """Where Datasette finds the queries of that database."""
    return plain.with_suffix(".metadata.json")


def _records(source: Any, table: str) -> Iterator[list[tuple[int, int, Any]]]:
    found = source.execute(f"SELECT id, document_id, record FROM {table}")
    while rows := found.fetchmany(_BATCH):
        yield [(number, document, json.loads(record)) for number, document, record in rows]


def _documents(source: Any, target: Any) -> None:
    target.executemany(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?)",
        source.execute(
            "SELECT id, title, url, publisher, published_on, language, summit FROM document ORDER BY id"
        ),
    )


def _statements(source: Any, target: Any) -> None:
    leaders: dict[str, dict[str, str]] = {}
    topics: dict[str, dict[str, str]] = {}
    for batch in _records(source, "statement"):
        statements, pairs = [], []
        for number, document, record in batch:
            speaker, span, day = record["speaker"], record["span"], record["said_on"] or ""
            leader = speaker["id"] if speaker else None
            if speaker:
                leaders.setdefault(speaker["id"], speaker["labels"])
            statements.append(
                (
                    number,
                    document,
                    leader,
                    day,
                    record["kind"],
                    record["act"],
                    span["start"],
                    span["end"],
                    span["exact"],
                    span["prefix"],
                    span["suffix"],
                )
            )
            for topic in record["topics"]:
                topics.setdefault(topic["id"], topic["labels"])
                pairs.append((topic["id"], leader or "", day, number))
        target.executemany(f"INSERT INTO statement VALUES ({','.join('?' * 11)})", statements)
        target.executemany("INSERT INTO statement_topic VALUES (?, ?, ?, ?)", pairs)
    for table, labels in (("leader", leaders), ("topic", topics)):
        target.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?)",
            [(key, found.get("ru"), found.get("en")) for key, found in labels.items()],
        )


def _figures(source: Any, target: Any) -> None:
    for batch in _records(source, "figure"):
        rows = [
            (
                number, document, None, record["claimant"]["id"] if record["claimant"] else None, record["said_on"] or "", record["metric"]["id"],
                record["reporter"]["id"] if record["reporter"] else None, record["value"], float(record["value"]), record["unit"],
                record["measure"], record["modality"], (record["period"] or {}).get("start"), (record["period"] or {}).get("end"), record["span"]["exact"],
            )
            for number, document, record in batch
        ]  # fmt: skip
        target.executemany(f"INSERT INTO figure VALUES ({','.join('?' * 15)})", rows)
