"""A document is whole or absent, written once, and keeps its ids and revisions while its words stay."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app.domain.document import SourceDocument
from app.domain.findings import Coverage
from app.domain.kinds import SentenceFate
from app.errors import UnreadableSource
from app.schemas.ids import document_id, show
from app.schemas.statement import StatementOut
from app.store import save as module
from app.store.database import Database, Reader
from app.store.save import Outcome, Saved, delete_document, save_extraction
from app.vocabulary import Vocabulary
from tests.builders import (
    FDI,
    NOW,
    TEXT,
    make_document,
    make_extraction,
    make_figure,
    make_mention,
    make_speaker,
    make_statement,
    make_vocabulary,
)

Save = Callable[..., Saved]
TABLES = ("document", "statement", "proposal", "figure", "mention", "leader", "tag", "posting", "coverage")
"""Without the changes, which stay: tests/store/test_changes.py."""


def counts(reader: Reader) -> dict[str, int]:
    return {table: reader.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def everything(reader: Reader) -> dict[str, list[tuple[Any, ...]]]:
    return {table: sorted(reader.rows(f"SELECT * FROM {table}"), key=repr) for table in TABLES}


def test_a_document_is_written_with_all_that_was_found(save: Save, reader: Reader) -> None:
    saved = save(make_extraction())
    assert saved == Saved(document_id("tashkent-2025"), Outcome.NEW)
    found = counts(reader)
    assert {table: found[table] for table in TABLES[:6]} == {
        "document": 1,
        "statement": 2,
        "proposal": 2,
        "figure": 2,
        "mention": 1,
        "leader": 1,
    }
    assert reader.data_version() == 1


def test_what_is_stored_points_at_its_words(save: Save, reader: Reader) -> None:
    save(make_extraction())
    rows = reader.rows(
        "SELECT f.start_offset, f.end_offset, f.record, d.text FROM figure f JOIN document d ON d.id = f.document_id"
    )
    assert {text[start:end] for start, end, _, text in rows} == {"15 процентов", "135 млн долларов"}
    assert all(json.loads(record)["span"]["exact"] == text[start:end] for start, end, record, text in rows)


def test_findings_refer_to_each_other_by_id(save: Save, reader: Reader) -> None:
    save(make_extraction())
    growth, level = reader.rows("SELECT id, companion_id, statement_id FROM figure ORDER BY start_offset")
    assert growth[1] == level[0] and level[1] is None
    statement = reader.row("SELECT id FROM statement ORDER BY start_offset")
    assert statement is not None and growth[2] == level[2] == statement[0]
    record = json.loads(reader.rows("SELECT record FROM figure ORDER BY start_offset")[0][0])
    assert record["companion"] == show("figure", level[0])
    assert record["statement"] == show("statement", statement[0])


OTHER = {
    "text": f"{TEXT} Ещё.", "title": "Другой", "language": "en", "published_on": date(2025, 11, 17), "publisher": "Other", "licence": "MIT",
    "url": "https://example.org/other", "event": "Other", "excerpt": 0, "complete": False,
}  # fmt: skip


@pytest.mark.parametrize("fact", [field.name for field in fields(SourceDocument)])
def test_other_bytes_are_another_document_if_anything_else_is_other(
    save: Save, reader: Reader, fact: str
) -> None:
    """A page comes with other bytes each time."""
    save(make_extraction(make_document(sha256="a" * 64)))
    before = everything(reader)
    if fact in ("key", "sha256", "warnings"):
        changes: dict[str, Any] = {"warnings": ("noted",)}
        expected = Outcome.UNCHANGED
    else:
        changes, expected = {fact: OTHER[fact]}, Outcome.CHANGED
    assert save(make_extraction(replace(make_document(sha256="b" * 64), **changes))).outcome is expected
    assert (everything(reader) == before) == (expected is Outcome.UNCHANGED)


def test_the_same_again_writes_nothing(save: Save, reader: Reader) -> None:
    save(make_extraction())
    before = everything(reader)
    assert save(make_extraction(), now=NOW + timedelta(days=1)).outcome is Outcome.UNCHANGED
    assert everything(reader) == before
    assert reader.data_version() == 1


@pytest.mark.parametrize(
    "change",
    [{"version": "2"}, {"words": make_vocabulary(version="fedcba987654")}],
    ids=["extractor", "vocabulary"],
)
def test_a_newer_engine_writes_anew_but_equal_findings_keep_revision_and_id(
    save: Save, reader: Reader, change: dict[str, Any]
) -> None:
    save(make_extraction())
    before = reader.rows("SELECT id, revision, record FROM statement ORDER BY id")
    saved = save(make_extraction(), now=NOW + timedelta(days=1), **change)
    assert saved.outcome is Outcome.CHANGED
    assert reader.rows("SELECT id, revision, record FROM statement ORDER BY id") == before
    document = reader.row(
        "SELECT revision, extractor_version, vocabulary_version, retrieved_at FROM document"
    )
    assert document is not None and document[0] == 2, "the versions are part of the document's record"
    assert document[3].startswith("2025-11-17"), "the bytes were not retrieved again"
    assert reader.data_version() == 2


def test_a_changed_finding_gets_a_revision_the_others_keep_theirs(save: Save, reader: Reader) -> None:
    first = make_extraction()
    save(first)
    second = replace(
        first, statements=(replace(first.statements[0], topics=("investment", "trade")), first.statements[1])
    )
    save(second, version="2")
    rows = reader.rows("SELECT revision, record FROM statement ORDER BY start_offset")
    assert [revision for revision, _ in rows] == [2, 1]
    assert [json.loads(record)["revision"] for _, record in rows] == [2, 1]


def test_ids_survive_words_put_before_them(save: Save, reader: Reader) -> None:
    save(make_extraction())
    before = set(reader.rows("SELECT id FROM statement UNION ALL SELECT id FROM figure"))
    text = "Добавлено позже.\n\n" + TEXT
    extraction = make_extraction(
        make_document(text),
        statements=[make_statement(FDI, text=text)],
        figures=[make_figure("135 млн долларов", text=text, statement=0)],
    )
    save(extraction)
    after = set(reader.rows("SELECT id FROM statement UNION ALL SELECT id FROM figure"))
    assert len(after) == 2 and after < before


def test_equal_words_are_told_apart_by_their_order(save: Save, reader: Reader) -> None:
    text = "Рост на 5 процентов и ещё на 5 процентов."
    figures = [make_figure("5 процентов", text=text, occurrence=place) for place in (1, 0)]
    save(make_extraction(make_document(text), figures=figures))
    first = reader.rows("SELECT id FROM figure ORDER BY start_offset")
    save(make_extraction(make_document(text), figures=figures[::-1]), version="2")
    assert len(set(first)) == 2
    assert reader.rows("SELECT id FROM figure ORDER BY start_offset") == first


def test_words_that_differ_in_case_only_are_equal_and_told_apart(save: Save, reader: Reader) -> None:
    text = "Пять процентов и ещё пять процентов."
    words = ("Пять процентов", "пять процентов")
    save(make_extraction(make_document(text), figures=[make_figure(word, text=text) for word in words]))
    assert len(reader.rows("SELECT id FROM figure")) == 2


def test_replacing_leaves_no_trace_of_the_old(save: Save, reader: Reader) -> None:
    save(make_extraction(make_document("Пусто.")))
    empty = counts(reader)
    save(make_extraction())
    assert counts(reader) != empty
    save(make_extraction(make_document("Пусто.")))
    assert counts(reader) == empty
    assert reader.rows("SELECT revision FROM document") == [(3,)]


def test_deleting_leaves_nothing(save: Save, database: Database, reader: Reader) -> None:
    saved = save(make_extraction())
    with database.session() as session:
        assert delete_document(session, saved.document) is True
    assert set(counts(reader).values()) == {0}
    assert reader.data_version() == 2
    with database.session() as session:
        assert delete_document(session, saved.document) is False
    assert reader.data_version() == 2


STEPS = ("change_postings", "_delete_findings", "_meet", "_forget", "put_changes")


@pytest.mark.parametrize(
    ("stored", "step"),
    [(stored, step) for stored in (False, True) for step in STEPS if stored or step != "_delete_findings"],
)
def test_an_exception_half_way_leaves_the_store_as_it_was(
    save: Save, reader: Reader, monkeypatch: pytest.MonkeyPatch, step: str, stored: bool
) -> None:
    save(make_extraction(make_document(key="other")))
    if stored:
        save(make_extraction())
    before = everything(reader)
    version = reader.data_version()

    def after(*arguments: Any, **options: Any) -> Any:
        original(*arguments, **options)
        raise RuntimeError("killed half-way")

    original = getattr(module, step)
    monkeypatch.setattr(module, step, after)
    with pytest.raises(RuntimeError):
        save(make_extraction(), version="2")
    assert everything(reader) == before
    assert reader.data_version() == version


def test_in_bulk_one_bad_document_is_left_out_alone(
    database: Database, reader: Reader, vocabulary: Vocabulary
) -> None:
    with database.session() as session:
        for key in ("first", "bad", "last"):
            try:
                with session.begin_nested():
                    save_extraction(
                        session,
                        make_extraction(make_document(key=key)),
                        vocabulary=vocabulary,
                        extractor_version="1",
                        now=NOW,
                    )
                    if key == "bad":
                        raise RuntimeError
            except RuntimeError:
                continue
    assert {key for (key,) in reader.rows("SELECT key FROM document")} == {"first", "last"}
    assert reader.rows("SELECT n FROM tag WHERE kind = 'document' AND field = 'all'") == [(2,)]
    assert reader.data_version() == 1


@pytest.mark.parametrize("name", ["text", "title", "key", "publisher"])
@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_characters_that_no_database_takes_are_told(
    save: Save, reader: Reader, name: str, character: str
) -> None:
    changes: dict[str, Any] = {name: f"Привет{character}"}
    document = replace(make_document(sha256="0" * 64), **changes)
    with pytest.raises(UnreadableSource, match=name):
        save(make_extraction(document, statements=[]))
    assert counts(reader)["document"] == 0


def test_people_are_known_by_all_their_names_and_forgotten_with_the_last_document(
    save: Save, database: Database, reader: Reader
) -> None:
    def met(key: str, text: str, name: str, language: str) -> Saved:
        mention = make_mention(name, text=text, leader="aibek-testov", known=False)
        return save(make_extraction(make_document(text, key=key, language=language), people=[mention]))

    saved = [
        met("1", "Пришёл Айбек Тестов.", "Айбек Тестов", "ru"),
        met("2", "Пришёл Тестов Айбек.", "Тестов Айбек", "ru"),
        met("3", "Aibek Testov came.", "Aibek Testov", "en"),
    ]
    row = reader.row("SELECT name, known, names FROM leader")
    assert row is not None and row[:2] == ("Айбек Тестов", 0)
    assert json.loads(row[2]) == {"ru": ["Айбек Тестов", "Тестов Айбек"], "en": ["Aibek Testov"]}
    for one, left in zip(saved, (1, 1, 0), strict=True):
        with database.session() as session:
            delete_document(session, one.document)
        assert counts(reader)["leader"] == left


def test_a_person_whom_the_vocabulary_learns_becomes_known(save: Save, reader: Reader) -> None:
    save(make_extraction(people=[make_mention(known=False)]))
    save(make_extraction(), version="2")
    assert reader.rows("SELECT known FROM leader") == [(1,)]


def test_a_document_without_date_summit_or_finding(save: Save, reader: Reader) -> None:
    save(make_extraction(make_document("Пусто.", title=None, published_on=None, publisher=None), summit=None))
    assert reader.rows("SELECT DISTINCT day FROM posting") == [("",)]
    save(make_extraction(make_document(key="two", published_on=None)))
    record = StatementOut.model_validate_json(reader.rows("SELECT record FROM statement")[0][0])
    assert record.said_on is None
    assert set(reader.rows("SELECT said_on FROM statement")) == {("",)}


def test_the_day_moves_with_the_document(save: Save, reader: Reader) -> None:
    save(make_extraction())
    save(make_extraction(make_document(published_on=date(2025, 11, 20))), version="2")
    assert reader.rows("SELECT DISTINCT day FROM posting") == [("2025-11-20",)]


def test_a_speaker_without_office_or_a_body_has_no_country(save: Save, reader: Reader) -> None:
    speakers = [make_speaker("aibek-testov", "Айбек Тестов"), make_speaker("org:фонд", "Фонд")]
    text = "Первый сказал одно.\n\nВторой сказал другое."
    statements = [
        make_statement(words, text=text, speaker=speaker)
        for words, speaker in zip(text.split("\n\n"), speakers, strict=True)
    ]
    save(make_extraction(make_document(text), statements=statements))
    records = [
        json.loads(record) for (record,) in reader.rows("SELECT record FROM statement ORDER BY start_offset")
    ]
    assert [record["speaker"]["kind"] for record in records] == ["person", "organisation"]
    assert [record["speaker"]["country"] for record in records] == [None, None]
    assert [record["speaker"]["labels"] for record in records] == [{"ru": "Айбек Тестов"}, {"ru": "Фонд"}]


def test_what_became_of_the_sentences_is_kept_by_id_and_goes_with_the_document(
    save: Save, reader: Reader, database: Database
) -> None:
    extraction = make_extraction()
    fdi = extraction.statements[0].span
    sentence = Coverage(
        span=fdi, fate=SentenceFate.STATEMENT, reason="cue", statements=(0,), proposals=(), figures=(0, 1)
    )
    save(replace(extraction, coverage=(sentence,)))
    statement = reader.rows("SELECT id FROM statement ORDER BY start_offset")[0][0]
    figures = [row[0] for row in reader.rows("SELECT id FROM figure ORDER BY start_offset")]
    ((number, kept),) = reader.rows("SELECT document_id, sentences FROM coverage")
    assert number == document_id("tashkent-2025")
    assert json.loads(kept) == [[fdi.start, fdi.end, "statement", "cue", [statement], [], figures]]
    save(replace(extraction, coverage=()), version="2")
    assert reader.rows("SELECT sentences FROM coverage") == [("[]",)]
    with database.session() as session:
        assert delete_document(session, number)
    assert reader.rows("SELECT * FROM coverage") == []


def test_a_document_that_lacks_its_coverage_is_written_again(
    save: Save, reader: Reader, database: Database
) -> None:
    save(make_extraction())
    with database.session() as session:
        session.execute(text("DELETE FROM coverage"))
    assert save(make_extraction()).outcome is Outcome.CHANGED
    assert save(make_extraction()).outcome is Outcome.UNCHANGED
    assert len(reader.rows("SELECT * FROM coverage")) == 1
