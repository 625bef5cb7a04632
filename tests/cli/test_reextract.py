"""`summitry reextract`: stored documents by today's rules, with all that people made of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from app.domain.kinds import Review
from app.schemas.ids import document_id, parse
from app.settings import ROOT
from app.store.database import open_database
from app.store.review import Verdict, give_verdict
from app.store.save import delete_document
from app.vocabulary import load_vocabulary
from tests.cli.conftest import Command

TEXTS = {
    "dated": "Президент Садыр Жапаров предложил создать единую цифровую платформу. Экспорт вырос на 15 процентов.",
    "told": "БИШКЕК, 16 ноября 2025 года. Президент Садыр Жапаров заявил, что экспорт вырос на 20 процентов за прошлый год.",
    "undated": "Президент Садыр Жапаров сообщил, что импорт вырос на 3 процента.",
}
OWN = """
leaders:
  - id: ivan-primerov
    names: {ru: Иван Примеров, en: Ivan Primerov}
    role: president
    country: KG
"""


@pytest.fixture
def stored(summitry: Command, url: str, tmp_path: Path) -> str:
    source = tmp_path / "a.jsonl"
    days = {"dated": {"date": "2025-11-16"}}
    source.write_text(
        "".join(
            json.dumps({"id": key, "text": text, "lang": "ru", **days.get(key, {})}) + "\n"
            for key, text in TEXTS.items()
        )
    )
    (tmp_path / "own.yaml").write_text(OWN)
    summitry("migrate")
    assert summitry("ingest", source).out.startswith("3 documents read: 3 new")
    return url


def records(url: str) -> dict[str, dict[str, Any]]:
    database = open_database(url)
    reader = database.reader()
    try:
        return {
            record["id"]: record
            for kind in ("document", "statement", "proposal", "figure")
            for (raw,) in reader.rows(f"SELECT record FROM {kind}")
            for record in [json.loads(raw)]
        }
    finally:
        reader.close()
        database.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_another_vocabulary_makes_documents_stale_and_reading_them_again_keeps_what_people_did(
    summitry: Command, stored: str, tmp_path: Path, workers: int
) -> None:
    before = records(stored)
    said = next(
        found for key, found in before.items() if key.startswith("st-") and found["act"] == "proposal"
    )
    vocabulary = load_vocabulary(ROOT / "data" / "vocabulary")
    database = open_database(stored)
    with database.session() as session:
        verdict = Verdict(
            review=Review.CORRECTED, changes={"topics": ["trade"]}, by="a key", why="read beside"
        )
        number = parse(said["id"], "statement")
        assert give_verdict(
            session, "statement", number, verdict, revision=1, vocabulary=vocabulary, now=datetime.now(UTC)
        )
    database.close()

    with_own = ("--vocabulary-extra", tmp_path / "own.yaml")
    assert summitry("reextract", "--stale").out == "0 stale documents\n"
    assert summitry("reextract", "--stale", "--dry-run", *with_own).out == "3 stale documents\n"
    assert {each["vocabulary_version"] for each in documents(stored)} == {vocabulary.version}
    ran = summitry("reextract", "--stale", *with_own, "--workers", workers)
    assert ran.status == 0, ran.err
    assert ran.out.startswith("3 stale documents\n3 documents read: 0 new, 3 changed, 0 unchanged, 0 refused")
    assert summitry("reextract", "--stale", *with_own).out == "0 stale documents\n"

    after = records(stored)
    assert after.keys() == before.keys()
    assert after[said["id"]]["topics"][0]["id"] == "trade" and after[said["id"]]["review"] == "corrected"
    for key, record in before.items():
        for name in ("warnings", "published_on", "said_on", "span", "retrieved_at", "language", "period"):
            assert after[key].get(name) == record.get(name), (key, name)
    assert len({each["vocabulary_version"] for each in documents(stored)}) == 1
    assert documents(stored)[0]["vocabulary_version"] != vocabulary.version


def documents(url: str) -> list[dict[str, Any]]:
    return [record for key, record in records(url).items() if key.startswith("doc-")]


def test_what_to_read_again_must_be_said(summitry: Command, stored: str) -> None:
    ran = summitry("reextract")
    assert (ran.status, ran.out) == (1, "") and "--stale" in ran.err


def test_a_document_that_was_replaced_or_withdrawn_meanwhile_stays_so(
    summitry: Command, stored: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module("app.ingestion.extracting")
    extract = module.extract

    def meanwhile(document: Any, toolkit: Any) -> Any:
        found = extract(document, toolkit)
        if document.key == "told":
            database = open_database(stored)
            with database.session() as session:
                delete_document(session, document_id("told"))
            database.close()
        return found

    monkeypatch.setattr(module, "extract", meanwhile)
    ran = summitry("reextract", "--stale", "--vocabulary-extra", tmp_path / "own.yaml")
    assert "2 changed, 1 unchanged" in ran.out, ran.err
    assert {each["key"] for each in documents(stored)} == {"dated", "undated"}
