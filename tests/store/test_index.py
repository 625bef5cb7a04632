"""The page index: which tags a record has, and counters that are always the number of postings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.kinds import Act
from app.schemas.ids import document_id
from app.store.database import Database, Reader, open_database
from app.store.save import Saved, delete_document, save_extraction
from app.store.schema import downgrade, upgrade
from app.store.tags import FACETS
from tests.builders import NOW, TEXT, make_document, make_extraction, make_speaker, make_vocabulary
from tests.stores import Store, only_postgres, only_sqlite

Save = Callable[..., Saved]

DOCUMENT = "doc-50f9qwrka5yxa"
MEETING = "consultative-meeting-central-asia"
COMMON = {
    ("all", ""),
    ("document", DOCUMENT),
    ("language", "ru"),
    ("summit", f"{MEETING}-7"),
    ("series", MEETING),
    ("leader", "sadyr-japarov"),
    ("country", "KG"),
    ("attribution", "pronoun"),
    ("year", "2025"),
}
INVESTMENT = {("topic", "investment"), ("leader+topic", "sadyr-japarov|investment")}


def tags_of(reader: Reader, kind: str, order: int = 0) -> set[tuple[str, str]]:
    """(field, value) of the record that stands at this place of the text."""
    table = kind
    column = "id" if kind == "document" else "start_offset"
    ids = reader.rows(f"SELECT id FROM {table} ORDER BY {column}")
    rows = reader.rows(
        "SELECT t.field, t.value FROM posting p JOIN tag t ON t.id = p.tag_id WHERE p.finding_id = :id AND t.kind = :kind",
        {"id": ids[order][0], "kind": kind},
    )
    assert len(rows) == len(set(rows))
    return {(field, value) for field, value in rows}


def test_tags_of_a_statement(save: Save, reader: Reader) -> None:
    save(make_extraction())
    assert tags_of(reader, "statement") == COMMON | INVESTMENT | {
        ("kind", "reported"),
        ("act", "claim"),
        ("metric", "fdi"),
    }
    assert {("act", "proposal"), ("addressee", "central-asia"), ("topic", "industry")} < tags_of(
        reader, "statement", 1
    )
    assert ("metric", "fdi") not in tags_of(reader, "statement", 1)


def test_tags_of_a_proposal(save: Save, reader: Reader) -> None:
    save(make_extraction())
    assert tags_of(reader, "proposal") == COMMON | {
        ("topic", "trade"),
        ("leader+topic", "sadyr-japarov|trade"),
        ("addressee", "central-asia"),
    }


def test_tags_of_a_figure(save: Save, reader: Reader) -> None:
    save(make_extraction())
    assert tags_of(reader, "figure", 1) == COMMON | INVESTMENT | {
        ("metric", "fdi"),
        ("leader+metric", "sadyr-japarov|fdi"),
        ("unit", "USD"),
        ("measure", "level"),
        ("modality", "actual"),
        ("flag", "unit_left_out"),
        ("reporter", "KG"),
        ("metric+reporter", "fdi|KG"),
        ("partner", "central-asia"),
        ("country", "central-asia"),
    }


def test_tags_of_a_document(save: Save, reader: Reader) -> None:
    save(make_extraction())
    assert tags_of(reader, "document") == {
        ("all", ""),
        ("language", "ru"),
        ("summit", f"{MEETING}-7"),
        ("series", MEETING),
        ("year", "2025"),
        ("publisher", "Summitry samples"),
        ("leader", "sadyr-japarov"),
        ("country", "KG"),
        ("country", "central-asia"),
        ("topic", "investment"),
        ("topic", "trade"),
        ("topic", "industry"),
    }


def test_a_body_that_speaks_is_no_leader(save: Save, reader: Reader) -> None:
    first = make_extraction()
    body = make_speaker("org:правительство", "Правительство")
    save(
        replace(
            first,
            statements=tuple(replace(found, speaker=body) for found in first.statements),
            proposals=(),
            figures=tuple(replace(found, claimant=body, geo=()) for found in first.figures),
        )
    )
    fields = {field for (field,) in reader.rows("SELECT DISTINCT field FROM tag")}
    assert not fields & {"leader", "leader+topic", "leader+metric", "country", "reporter", "partner"}
    assert "attribution" in fields


@only_sqlite
def test_a_list_page_walks_the_postings_in_their_own_order(save: Save, reader: Reader) -> None:
    save(make_extraction())
    plan = " ".join(
        str(step[-1])
        for step in reader.rows(
            "EXPLAIN QUERY PLAN SELECT s.record FROM posting p JOIN statement s ON s.id = p.finding_id"
            " WHERE p.tag_id = :tag AND (p.day, p.finding_id) < (:day, :id)"
            " ORDER BY p.day DESC, p.finding_id DESC LIMIT 51",
            {"tag": 1, "day": "2025-11-16", "id": 1},
        )
    )
    assert "SEARCH p USING PRIMARY KEY" in plan
    assert "SEARCH s USING INTEGER PRIMARY KEY" in plan
    assert "TEMP B-TREE" not in plan


def check_counters(database: Database) -> int:
    reader = database.reader()
    wrong = reader.rows(
        "SELECT t.kind, t.field, t.value, t.n FROM tag t"
        " WHERE t.n <> (SELECT count(*) FROM posting p WHERE p.tag_id = t.id) OR t.n = 0"
    )
    lost = reader.rows("SELECT * FROM posting WHERE tag_id NOT IN (SELECT id FROM tag)")
    strays = reader.rows(
        "SELECT finding_id FROM posting EXCEPT SELECT id FROM document EXCEPT SELECT id FROM statement"
        " EXCEPT SELECT id FROM proposal EXCEPT SELECT id FROM figure EXCEPT SELECT id FROM claim_group"
        " EXCEPT SELECT id FROM thread"
    )
    several = (
        "SELECT group_id FROM claim GROUP BY group_id HAVING count(DISTINCT document_id) > 1"
        " OR count(DISTINCT teller || CASE WHEN formula IS NULL THEN 0 ELSE 1 END) > 1"
    )
    assert reader.rows(f"{several} EXCEPT SELECT id FROM claim_group") == []
    assert reader.rows(f"SELECT id FROM claim_group EXCEPT {several}") == []
    total: int = reader.rows("SELECT count(*) FROM posting")[0][0]
    check_facets(reader)
    reader.close()
    assert (wrong, lost, strays) == ([], [], [])
    return total


def check_facets(reader: Reader) -> None:
    """Facet rows and pairs are what a recount of the postings gives."""
    records: dict[tuple[str, int], dict[str, set[int]]] = {}
    for day, number, field, tag in reader.rows(
        "SELECT p.day, p.finding_id, t.field, t.id FROM posting p JOIN tag t ON t.id = p.tag_id"
    ):
        if field in FACETS:
            records.setdefault((day, number), {}).setdefault(field, set()).add(tag)
    rows = {
        (day, number): {
            field: {int(tag) for tag in tags.split()}
            for field, tags in zip(FACETS, columns, strict=True)
            if tags
        }
        for day, number, *columns in reader.rows(f"SELECT day, finding_id, {', '.join(FACETS)} FROM facet")
    }
    assert rows == records
    counted: Counter[tuple[int, str, int]] = Counter()
    for fields in records.values():
        tags = [(tag, field) for field, found in fields.items() for tag in found]
        counted.update((tag, field, other) for tag, _ in tags for other, field in tags if other != tag)
    pairs = reader.rows("SELECT tag_id, field, other_id, n FROM pair")
    assert {tuple(pair[:3]): pair[3] for pair in pairs} == counted


WHOLE = make_extraction()
CHANGES: list[dict[str, Any]] = [
    {},
    {"statements": WHOLE.statements[:1], "proposals": ()},
    {"statements": (), "proposals": (), "figures": ()},
    {"figures": tuple(replace(figure, geo=("UZ",), metric="gdp") for figure in WHOLE.figures)},
    {"statements": tuple(replace(one, act=Act.CONCERN, topics=("trade",)) for one in WHOLE.statements)},
    {"document": make_document(published_on=None)},
    {"document": make_document(language="en", publisher=None), "summit": None},
    {"statements": tuple(replace(one, speaker=None) for one in WHOLE.statements)},
]
KEYS = st.sampled_from(["a", "b", "c"])
STEP = st.tuples(st.sampled_from(["save", "save", "fail", "delete"]), KEYS, st.integers(0, len(CHANGES) - 1))
Transactions = list[tuple[list[tuple[str, str, int]], bool]]
TRANSACTIONS = st.lists(
    st.tuples(st.lists(STEP, min_size=1, max_size=5), st.booleans()), min_size=1, max_size=5
)


SLOW = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
    "print_blob": True,
}


@only_sqlite
@settings(max_examples=80, **SLOW)
@given(transactions=TRANSACTIONS)
def test_counters_equal_postings_after_any_sequence(store: Store, transactions: Transactions) -> None:
    check_sequence(store, transactions)


@only_postgres
@settings(max_examples=12, **SLOW)  # each takes a second here
@given(transactions=TRANSACTIONS)
def test_counters_equal_postings_after_any_sequence_on_a_server(
    store: Store, transactions: Transactions
) -> None:
    check_sequence(store, transactions)


def check_sequence(store: Store, transactions: Transactions) -> None:
    """Saved, replaced, deleted, rolled back to a savepoint or as a whole, in any order; nothing is left when all is deleted."""
    vocabulary, version = make_vocabulary(), 0
    with store.lent() as url:
        database = open_database(url, bulk=True)
        for steps, kept in transactions:
            with suppress(RuntimeError), database.session() as session:
                for action, key, variant in steps:
                    version += 1
                    extraction = replace(WHOLE, **CHANGES[variant])
                    extraction = replace(extraction, document=replace(extraction.document, key=key))
                    with suppress(RuntimeError), session.begin_nested():
                        if action == "delete":
                            delete_document(session, document_id(key))
                        else:
                            save_extraction(
                                session,
                                extraction,
                                vocabulary=vocabulary,
                                extractor_version=str(version),
                                now=NOW,
                            )
                        if action == "fail":
                            raise RuntimeError
                if not kept:
                    raise RuntimeError
            check_counters(database)
        with database.session() as session:
            for key in "abc":
                delete_document(session, document_id(key))
        assert check_counters(database) == 0
        database.close()


@only_sqlite
def test_an_equal_posting_is_not_written_again(save: Save, database: Database, reader: Reader) -> None:
    save(make_extraction())
    before = reader.rows("SELECT * FROM posting")
    asked: list[str] = []
    with database.session() as session:
        raw = session.connection().connection.dbapi_connection
        assert raw is not None
        raw.set_trace_callback(asked.append)
        save_extraction(
            session, make_extraction(), vocabulary=make_vocabulary(), extractor_version="2", now=NOW
        )
        raw.set_trace_callback(None)
    assert [sql for sql in asked if "posting" in sql or "UPDATE tag" in sql] == []
    assert reader.rows("SELECT * FROM posting") == before
    assert TEXT in reader.rows("SELECT text FROM document")[0]


def test_a_tag_that_went_in_the_same_transaction_comes_back(database: Database) -> None:
    with database.session() as session:
        for version in "12":
            save_extraction(
                session, make_extraction(), vocabulary=make_vocabulary(), extractor_version=version, now=NOW
            )
            if version == "1":
                delete_document(session, document_id("tashkent-2025"))
                other = make_extraction(make_document(key="other", language="en"), summit=None)
                save_extraction(session, other, vocabulary=make_vocabulary(), extractor_version="1", now=NOW)
    assert check_counters(database) > 0


def test_what_an_older_release_stored_is_counted_alike(save: Save, reader: Reader, url: str) -> None:
    """Years, facet rows and pairs are made from the stored tags, and these stay the records' own."""
    for number, change in enumerate(CHANGES):
        extraction = replace(WHOLE, **change)
        save(replace(extraction, document=replace(extraction.document, key=f"note-{number}")))

    def stored() -> tuple[list[Any], list[Any]]:
        names = dict(reader.rows("SELECT id, kind || ' ' || field || ' ' || value || ' ' || n FROM tag"))
        tags = [
            (number, sorted(names[tag] for tag in json.loads(found)))
            for kind in ("document", "statement", "proposal", "figure")
            for number, found in reader.rows(f"SELECT id, tags FROM {kind} ORDER BY id")
        ]
        postings = reader.rows("SELECT tag_id, day, finding_id FROM posting")
        return tags, sorted((names[tag], day, number) for tag, day, number in postings)

    before = stored()
    downgrade(url, "2026_11_29_changes")
    without = stored()
    assert without != before and not [found for _, tags in without[0] for found in tags if " year " in found]
    upgrade(url, words=make_vocabulary)
    assert stored() == before
    check_facets(reader)
    save(replace(WHOLE, document=replace(WHOLE.document, key="note-1")), version="2")
    check_facets(reader)
