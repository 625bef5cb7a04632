"""Documents that are written together are stored as if each had been written alone."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from app.domain.findings import Extraction
from app.store.check import check_store
from app.store.database import Database, open_database
from app.store.prepared import run_many
from app.store.save import Outcome, save_extraction
from app.store.tables import Row
from app.store.together import at_once, together
from tests.builders import NOW, make_document, make_extraction, make_mention, make_vocabulary
from tests.stores import Store

WHOLE = make_extraction()


def note(key: str, **changes: Any) -> Extraction:
    """The extraction of a document of this key."""
    return replace(WHOLE, document=make_document(key=key), **changes)


BARE: dict[str, Any] = {"statements": (), "proposals": (), "coverage": ()}
OTHER_PERSON = make_mention("Садыр Жапаров", leader="x-other", known=False, name="Другой")
SERIES: list[tuple[Extraction, str]] = [
    # figures that belong to no statement come first, though their table refers to that of statements
    (note("a", **BARE, figures=tuple(replace(one, statement=None) for one in WHOLE.figures)), "1"),
    (note("b"), "1"),
    (note("c", people=(OTHER_PERSON,)), "1"),
    (note("b"), "1"),  # once more: unchanged
    (note("b", people=(replace(OTHER_PERSON, name="Ещё один"),)), "2"),  # and read anew
    (note("d", statements=(), proposals=(), figures=(), coverage=()), "2"),
    (note("a"), "2"),
    (note("e"), "2"),
]


def store_all(database: Database, *, waiting: bool) -> list[Outcome]:
    with database.session() as session, together(session) if waiting else nullcontext():
        return [
            save_extraction(
                session, extraction, vocabulary=make_vocabulary(), extractor_version=version, now=NOW
            ).outcome
            for extraction, version in SERIES
        ]


def rows(database: Database) -> dict[str, list[str]]:
    """Every row of every table of ours but the moment at which it was written."""
    reader = database.reader()
    try:
        return {
            name: sorted(map(repr, reader.rows(f"SELECT * FROM {name}")))
            for name in Row.metadata.tables
            if name != "data_version"
        }
    finally:
        reader.close()


def test_together_and_one_after_the_other_are_the_same(store: Store) -> None:
    with store.lent() as first, store.lent() as second:
        alone, joined = open_database(first), open_database(second)
        outcomes = store_all(alone, waiting=False)
        assert store_all(joined, waiting=True) == outcomes
        assert [outcome.value for outcome in outcomes] == [
            "new", "new", "new", "unchanged", "changed", "new", "changed", "new",
        ]  # fmt: skip
        expected = rows(alone)
        assert {name: len(found) for name, found in expected.items() if found}.keys() >= {
            "document", "statement", "proposal", "figure", "mention", "leader", "posting", "pair", "search_entry", "change",
        }  # fmt: skip
        assert rows(joined) == expected
        assert check_store(joined, full=True) == []
        for each in (alone, joined):
            each.close()


def test_nothing_is_kept_of_what_fails(database: Database) -> None:
    before = rows(database)
    with pytest.raises(RuntimeError), database.session() as session, together(session):
        save_extraction(session, note("a"), vocabulary=make_vocabulary(), extractor_version="1", now=NOW)
        raise RuntimeError
    assert rows(database) == before


def test_what_waits_is_not_seen_until_it_is_written(database: Database) -> None:
    with database.session() as session:
        counted = text("SELECT count(*) FROM tag")
        put = text("INSERT INTO tag (kind, field, value, n) VALUES ('figure', 'unit', :value, 0)")
        with together(session):
            run_many(session, put, [("EUR",)])
            assert session.scalar(counted) == 0
            with at_once(session):
                assert session.scalar(counted) == 1
                run_many(session, put, [("USD",)])
                assert session.scalar(counted) == 2
            run_many(session, put, [("KZT",)])
            assert session.scalar(counted) == 2
        assert session.scalar(counted) == 3
