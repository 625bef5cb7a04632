"""The full-text index stays what it would be if it were made anew, whatever happens to the records."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.kinds import Review
from app.errors import StoreUnavailable
from app.schemas.ids import document_id
from app.store.database import Database, Reader, open_database
from app.store.fulltext import keep
from app.store.fulltext.check import index_faults
from app.store.fulltext.entries import Entry
from app.store.fulltext.keep import refresh
from app.store.fulltext.keys import KINDS, across, day_end, day_of, day_start, key_of, kind_of, within
from app.store.fulltext.read import check_index
from app.store.review import Verdict, give_verdict
from app.store.save import Saved, delete_document, save_extraction
from app.store.schema import downgrade, upgrade
from app.vocabulary import Vocabulary
from tests.builders import NOW, make_document, make_extraction, make_mention, make_statement
from tests.stores import Store, only_sqlite

OPERATIONS = int(os.environ.get("FULLTEXT_OPERATIONS", "1000"))
"""Ten thousand before a release; compared with a rebuild after every hundred."""

WORDS = [
    "вода",
    "торговля",
    "дорога",
    "границы",
    "Токаев",
    "Жапаров",
    "согласен",
    "15",
    "процентов",
    "сотрудничество",
    "energy",
    "water",
    "Ўзбекистон",
]


def faults(database: Database) -> list[str]:
    with database.session() as session:
        return index_faults(session)


def a_document(dice: random.Random, key: str) -> object:
    lines = [
        " ".join(dice.choices(WORDS, k=dice.randint(1, 9))) + f" {at}." for at in range(dice.randint(1, 4))
    ]
    body = "\n\n".join(lines)
    return make_extraction(
        make_document(
            body,
            key=key,
            title=dice.choice([None, "Вода и дороги"]),
            published_on=dice.choice([None, NOW.date()]),
        ),
        people=[make_mention(lines[0].split()[0], text=body, leader=dice.choice(["sadyr-japarov", "a-b"]))],
        statements=[make_statement(line, text=body) for line in lines if dice.random() < 0.8],
        proposals=[],
        figures=[],
    )


def judge(session: Session, dice: random.Random, vocabulary: Vocabulary) -> None:
    """Somebody corrects, confirms or rejects one of the stored statements, if there is one."""
    stored = session.execute(text("SELECT id, revision FROM statement ORDER BY id")).all()
    if stored:
        number, revision = dice.choice(stored)
        review = dice.choice([Review.CORRECTED, Review.CONFIRMED, Review.REJECTED])
        changes = {"speaker": dice.choice(["sadyr-japarov", "a-b"])} if review is Review.CORRECTED else {}
        verdict = Verdict(review=review, changes=changes, by="a key", why="a reason")
        assert give_verdict(
            session, "statement", number, verdict, revision=revision, vocabulary=vocabulary, now=NOW
        )


@pytest.mark.timeout(3_600)
def test_the_index_follows_every_change(
    database: Database, vocabulary: Vocabulary, dice: random.Random
) -> None:
    for round_number in range(OPERATIONS // 100):
        with database.session() as session:
            for _ in range(100):
                key = f"note-{dice.randrange(8)}"
                failing = dice.random() < 0.1
                try:
                    with session.begin_nested():
                        chance = dice.random()
                        if chance < 0.2:
                            delete_document(session, document_id(key))
                        elif chance < 0.4:
                            judge(session, dice, vocabulary)
                        else:
                            save_extraction(
                                session,
                                a_document(dice, key),
                                vocabulary=vocabulary,
                                extractor_version="1",
                                now=NOW,  # type: ignore[arg-type]
                            )
                        if failing:
                            raise RuntimeError("taken back")
                except RuntimeError:
                    pass
            assert index_faults(session) == [], f"round {round_number}"


def test_a_fault_is_noticed(database: Database, reader: Reader, save: Callable[..., Saved]) -> None:
    save(make_extraction())
    assert faults(database) == []
    with database.session() as session:
        key = session.execute(text("SELECT min(key) FROM search_entry")).scalar_one()
        session.execute(text("DELETE FROM search_entry WHERE key = :key"), {"key": key})
    assert any("has no entry" in fault for fault in faults(database))


def test_what_an_older_release_stored_is_indexed(
    url: str, database: Database, save: Callable[..., Saved]
) -> None:
    saved = save(make_extraction())
    save(make_extraction(make_document(key="second")))
    downgrade(url, "2026_11_29_facets")
    told: list[tuple[int, int]] = []
    assert upgrade(url, progress=lambda done, of: told.append((done, of))) == 2
    assert told == [(2, 2)] * 4, "their sketches, then their claims, then their threads, then the index"
    assert faults(database) == []
    assert upgrade(url) == 0, "it is whole"
    with database.session() as session:
        assert delete_document(session, saved.document)
    assert faults(database) == []


def test_an_index_of_another_edition_is_refused_and_made_anew(
    url: str, database: Database, reader: Reader, save: Callable[..., Saved]
) -> None:
    save(make_extraction())
    check_index(reader)
    with database.session() as session:
        session.execute(text("UPDATE search_edition SET edition = 7"))
    with pytest.raises(StoreUnavailable, match="summitry migrate"):
        check_index(reader)
    assert upgrade(url) == 1
    check_index(reader)
    assert faults(database) == []


def test_an_interrupted_index_goes_on_where_it_was(
    database: Database, reader: Reader, save: Callable[..., Saved], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        save(make_extraction(make_document(key=f"note-{number}")))
    with database.session() as session:
        session.execute(text("UPDATE search_edition SET edition = 7"))
    monkeypatch.setattr(keep, "_BATCH", 2)

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(database, stop)
    with pytest.raises(StoreUnavailable):
        check_index(reader)
    save(make_extraction(make_document(key="while it is made")))
    told: list[tuple[int, int]] = []
    refresh(database, lambda done, of: told.append((done, of)))
    assert told[0][1] in (3, 4), "two were done"
    check_index(reader)
    assert faults(database) == []


def test_keys_stand_in_reading_order(dice: random.Random) -> None:
    days = ["", "0001-01-01", "1999-12-31", "2025-11-16", "9999-12-31"]
    for kind in KINDS:
        keys = [
            (day, key_of(kind, day, dice.randrange(2**63), dice.randrange(500)))
            for day in days
            for _ in range(20)
        ]
        for day, key in keys:
            assert (kind_of(key), day_of(key)) == (kind, day)
            assert day_start(kind, day) <= key < day_end(kind, day)
            assert within(across(key)) == key
        assert [day for day, _ in sorted(keys, key=lambda item: item[1])] == sorted(day for day, _ in keys)
    early = key_of("document", "2025-11-15", 2**63 - 1, 9)
    late = key_of("statement", "2025-11-16", 0, 9)
    assert early > late and across(early) < across(late)


def test_a_key_that_is_taken_gives_way(database: Database) -> None:
    entries = [
        Entry(
            kind="statement",
            id=number,
            day="2025-11-16",
            start=0,
            end=1,
            forms=(),
            lemmas=(),
            others={},
            strong=(),
            marks=(),
        )
        for number in (1, 2, 3)
    ]  # ids so near that they have one place
    with database.session() as session:
        keep.index_document(session, 5, entries)
        keep.index_document(session, 6, entries)
        found = session.execute(text("SELECT key, document_id FROM search_entry ORDER BY key")).all()
        assert len({key for key, _ in found}) == 6
        assert [document for _, document in found] == [5, 5, 5, 6, 6, 6]
        keep.drop_document(session, 5)
        keep.drop_document(session, 6)


@only_sqlite
def test_a_bulk_load_ends_with_few_pieces(store: Store, vocabulary: Vocabulary, dice: random.Random) -> None:
    """Every commit leaves a piece of the index, and every question asks all pieces."""
    url = store.migrated()
    loaded = open_database(url, bulk=True)
    for number in range(30):
        with loaded.session() as session:
            save_extraction(
                session,
                a_document(dice, f"note-{number}"),  # type: ignore[arg-type]
                vocabulary=vocabulary,
                extractor_version="1",
                now=NOW,
            )
    with closing(open_database(url)) as looked:
        before = pieces(looked)
        loaded.close()
        assert 0 < pieces(looked) < before / 2
        assert faults(looked) == []


def pieces(database: Database) -> int:
    with database.session() as session:
        found = session.connection().exec_driver_sql("SELECT count(DISTINCT segid) FROM fts_document_idx")
        return int(found.scalar_one())
