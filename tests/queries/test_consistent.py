"""Readers beside a writer: every answer is of one state of the data."""

from __future__ import annotations

import json
import threading
from datetime import date

from app.domain.document import SourceDocument
from app.extraction import Toolkit, extract
from app.queries.documents import get_document
from app.queries.params import StatementParams
from app.queries.statements import find_statements
from app.schemas.ids import document_id, show
from app.store.database import open_database
from app.store.save import save_extraction
from app.vocabulary import Vocabulary
from tests.shelf import NOW
from tests.stores import Store

TEXTS = [
    "Ардан Темур отметил, что дорога готова.",
    "По словам строителей и жителей, дорога готова. Ардан Темур предложил открыть мост. Он добавил, что рад. Лиана Верст поблагодарила Темура.",
]


def test_answers_are_of_one_state_while_a_writer_commits(
    toolkit: Toolkit, vocabulary: Vocabulary, store: Store
) -> None:
    url = store.migrated()
    extractions = [
        extract(
            SourceDocument(
                key="one", text=text, sha256=f"{number}" * 64, language="ru", published_on=date(2025, 9, 12)
            ),
            toolkit,
        )
        for number, text in enumerate(TEXTS)
    ]
    database = open_database(url)
    stop = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        while not stop.is_set():
            with database.session() as session:
                save_extraction(
                    session, extractions[written % 2], vocabulary=vocabulary, extractor_version="1", now=NOW
                )
            written += 1

    with database.session() as session:
        save_extraction(session, extractions[1], vocabulary=vocabulary, extractor_version="1", now=NOW)
    writer = threading.Thread(target=write)
    writer.start()
    reader = open_database(url).reader()
    try:
        asked = 0
        # Who writes may have had little of the machine.
        while (asked < 1500 or written <= 20) and writer.is_alive():
            asked += 1
            document = json.loads(get_document(reader, vocabulary, show("document", document_id("one"))))
            for person in document["people"]:
                span = person["span"]
                assert document["text"][span["start"] : span["end"]] == span["exact"]
            page = find_statements(reader, vocabulary, StatementParams(count="exact"))
            assert page.total == len(page.records)
    finally:
        stop.set()
        writer.join()
        reader.close()
        database.close()
    assert written > 20
