"""Sketches of texts: kept in step with their documents, and made for what older releases stored."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text

from app.language.shingles import SKETCH
from app.schemas.ids import document_id
from app.store.database import Database, Reader, open_database
from app.store.fingerprints import make_fingerprints
from app.store.save import Saved, delete_document
from app.store.schema import downgrade, upgrade
from tests.builders import TEXT, make_document, make_extraction

SHORT = "Жапаров прибыл в Ташкент с визитом, сообщили в его службе."
NUMBER = document_id("tashkent-2025")


def stored(reader: Reader) -> dict[int, list[int]]:
    """The sketch of each document, which both tables must tell alike."""
    found = {
        number: sorted(map(int, told.split()))
        for number, told in reader.rows("SELECT document_id, shingles FROM fingerprint")
    }
    told: dict[int, list[int]] = {number: [] for number in found}
    for value, number in reader.rows("SELECT value, document_id FROM shingle ORDER BY value"):
        told[number].append(value)
    assert told == found
    return found


def test_a_sketch_is_kept_in_step_with_its_document(
    save: Callable[..., Saved], reader: Reader, database: Database
) -> None:
    save(make_extraction())
    [first] = stored(reader).values()
    assert len(first) == SKETCH
    save(make_extraction(make_document(title="Другой заголовок той же записи")))
    [retitled] = stored(reader).values()
    assert len(set(first) & set(retitled)) > SKETCH // 2
    save(make_extraction(make_document(SHORT)))
    assert stored(reader) == {NUMBER: []}, "too short to be compared"
    save(make_extraction())
    assert stored(reader) == {NUMBER: first}
    with database.session() as session:
        assert delete_document(session, NUMBER)
    assert stored(reader) == {}


def test_documents_of_older_releases_get_theirs_and_what_was_interrupted_goes_on(
    save: Callable[..., Saved], reader: Reader, url: str
) -> None:
    for key, words in (("tashkent-2025", TEXT), ("other", TEXT[60:]), ("short", SHORT)):
        save(make_extraction(make_document(words, key=key), statements=(), proposals=(), figures=()))
    saved = stored(reader)
    assert len(saved) == 3
    reader.close()
    downgrade(url, "2026_11_30_jobs")
    upgrade(url)
    database = open_database(url)
    again = database.reader()
    assert stored(again) == saved, "made of the stored text, it is what saving makes"
    assert make_fingerprints(database) == 0, "all have theirs"
    with database.session() as session:
        session.execute(text("DELETE FROM fingerprint_edition"))
        for table in ("shingle", "fingerprint"):
            session.execute(text(f"DELETE FROM {table} WHERE document_id <> {NUMBER}"))
    told: list[tuple[int, int]] = []
    assert make_fingerprints(database, lambda done, of: told.append((done, of))) == 2
    assert told == [(2, 2)] and stored(again) == saved
    with database.session() as session:
        session.execute(text("UPDATE fingerprint_edition SET rules = 0"))
        session.execute(text("UPDATE fingerprint SET shingles = ''"))
    assert make_fingerprints(database) == 3, "by other rules all are made anew"
    assert stored(again) == saved
    again.close()
    database.close()
