"""A stored document comes back as the extraction that it was made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel

from app.domain.findings import Extraction
from app.extraction import build_toolkit, extract
from app.extraction.toolkit import Toolkit
from app.schemas.document import DocumentOut
from app.schemas.figure import FigureOut
from app.schemas.ids import document_id
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut
from app.settings import ROOT
from app.sources import read_source
from app.store.database import Database
from app.store.render import Records, render
from app.store.rows import coverage_row
from app.store.save import Saved
from app.store.stored import read_extraction
from app.vocabulary import Vocabulary, load_vocabulary
from tests.builders import NOW, make_extraction

Record = DocumentOut | StatementOut | ProposalOut | FigureOut

SAMPLES = sorted((ROOT / "data" / "samples").glob("*.txt"))


@pytest.fixture(scope="module")
def toolkit() -> Toolkit:
    return build_toolkit(load_vocabulary(ROOT / "data" / "vocabulary"))


def shown(extraction: Extraction, vocabulary: Vocabulary) -> tuple[dict[str, BaseModel], object]:
    """The records by their ids, and the sentences with the ids of what each became."""
    records: Records = render(extraction, vocabulary=vocabulary, extractor_version="1", now=NOW)
    found: list[Record] = [
        records.document,
        *records.statements,
        *records.proposals,
        *records.figures,
    ]
    people = [(mention.span.start, mention.leader, mention.name, mention.known) for mention in records.people]
    return {record.id: record for record in found}, (
        people,
        coverage_row(extraction.coverage, records.numbers),
    )


def test_what_the_builders_make(
    save: Callable[..., Saved], database: Database, vocabulary: Vocabulary
) -> None:
    made = make_extraction()
    save(made)
    with database.session() as session:
        found = read_extraction(session, document_id("tashkent-2025"), vocabulary)
        assert read_extraction(session, document_id("another"), vocabulary) is None
    assert found is not None
    assert shown(found, vocabulary) == shown(made, vocabulary)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample(path: Path, save: Callable[..., Saved], database: Database, toolkit: Toolkit) -> None:
    words = toolkit.vocabulary
    made = extract(read_source(path.read_bytes(), name=path.name), toolkit)
    saved = save(made, words=words)
    with database.session() as session:
        found = read_extraction(session, saved.document, words)
    assert found is not None
    assert shown(found, words) == shown(made, words)
    assert found.document.text == made.document.text
