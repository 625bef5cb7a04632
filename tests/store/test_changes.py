"""Each record that is or was stored has one change: the last thing that happened to it, under the version that it came with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from app.store.database import Database, Reader
from app.store.jsontext import moment
from app.store.save import Saved, delete_document
from tests.builders import FDI, STEPS, TEXT, make_document, make_extraction, make_statement

Save = Callable[..., Saved]


def changes(reader: Reader) -> dict[int, tuple[str, str, int]]:
    """Record -> kind, what and version."""
    rows = reader.rows("SELECT record_id, kind, what, version FROM change")
    assert len({row[0] for row in rows}) == len(rows)
    return {number: (kind, what, version) for number, kind, what, version in rows}


def stored(reader: Reader) -> set[int]:
    return {
        row[0]
        for table in ("document", "statement", "proposal", "figure")
        for row in reader.rows(f"SELECT id FROM {table}")
    }


def only(*words: str) -> list[object]:
    return [make_statement(each) for each in words]


def bare(**changes: object) -> object:
    return make_extraction(proposals=[], figures=[], **changes)  # type: ignore[arg-type]


def test_what_is_new_is_added(save: Save, reader: Reader) -> None:
    save(make_extraction())
    found = changes(reader)
    assert set(found) == stored(reader) and len(found) == 7
    assert {(what, version) for _, what, version in found.values()} == {("added", 1)}
    assert sorted(kind for kind, _, _ in found.values()) == sorted(
        ["document", "statement", "statement", "proposal", "proposal", "figure", "figure"]
    )


def test_what_stays_is_not_told_again(save: Save, reader: Reader) -> None:
    save(bare(statements=only(FDI, STEPS)))
    first = changes(reader)
    save(bare(statements=only(FDI, STEPS)), version="2")
    assert reader.data_version() == 2
    later = changes(reader)
    changed = {number for number in later if later[number] != first[number]}
    assert {later[number] for number in changed} == {("document", "changed", 2)}  # it names its extractor


def test_what_goes_is_removed_and_may_come_back(save: Save, reader: Reader) -> None:
    save(bare(statements=only(FDI, STEPS)))
    before = stored(reader)
    save(bare(statements=only(FDI)), version="2")
    (gone,) = before - stored(reader)
    assert changes(reader)[gone] == ("statement", "removed", 2)
    save(bare(statements=only(FDI, STEPS)), version="3")
    assert changes(reader)[gone] == ("statement", "added", 3)


def test_a_deleted_document_leaves_its_changes(save: Save, reader: Reader, database: Database) -> None:
    saved = save(make_extraction())
    save(make_extraction(make_document(TEXT, key="other")))
    mine = stored(reader)
    with database.session() as session:
        assert delete_document(session, saved.document)
    gone = mine - stored(reader)
    found = changes(reader)
    assert {number for number in found if found[number][1:] == ("removed", 3)} == gone and len(gone) == 7
    assert {row[0] for row in reader.rows("SELECT document_id FROM change WHERE what = 'removed'")} == {
        saved.document
    }


def test_a_version_has_its_moment(save: Save, reader: Reader) -> None:
    before = moment(datetime.now(UTC))
    save(make_extraction())
    save(make_extraction())  # unchanged: no version
    save(make_extraction(make_document(key="other")))
    rows = reader.rows("SELECT version, at FROM data_version ORDER BY version")
    assert [row[0] for row in rows] == [1, 2]
    assert before <= rows[0][1] <= rows[1][1] <= moment(datetime.now(UTC))


def test_nothing_is_told_of_what_was_rolled_back(save: Save, database: Database, reader: Reader) -> None:
    saved = save(make_extraction())
    with database.session() as session:
        savepoint = session.begin_nested()
        delete_document(session, saved.document)
        savepoint.rollback()
        # what a transaction knew of the next version is still right after it
        delete_document(session, saved.document)
    assert {(what, version) for _, what, version in changes(reader).values()} == {("removed", 2)}
