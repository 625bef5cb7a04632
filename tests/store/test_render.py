"""Records as they are published, and their JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from app.schemas.figure import FigureOut
from app.schemas.ids import document_id, show
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut
from app.store.render import Records, render, to_json
from tests.builders import FDI, NOW, make_document, make_extraction, make_vocabulary


def rendered() -> Records:
    return render(make_extraction(), vocabulary=make_vocabulary(), extractor_version="1", now=NOW)


def test_json_is_compact_and_in_its_own_script() -> None:
    text = to_json(rendered().statements[0])
    assert '"exact":"Прямые иностранные' in text
    assert "\\u" not in text and '": ' not in text and '", "' not in text
    assert text.encode("utf-8").decode("utf-8") == text


def test_every_record_is_read_back_as_it_was() -> None:
    records = rendered()
    for statement in records.statements:
        assert StatementOut.model_validate_json(to_json(statement)) == statement
    for proposal in records.proposals:
        assert ProposalOut.model_validate_json(to_json(proposal)) == proposal
    for figure in records.figures:
        assert FigureOut.model_validate_json(to_json(figure)) == figure


def test_a_statement_tells_who_when_where_and_about_what() -> None:
    statement = rendered().statements[0]
    assert statement.span.exact == FDI
    assert statement.speaker is not None
    assert (statement.speaker.id, statement.speaker.kind, statement.speaker.country) == (
        "sadyr-japarov",
        "person",
        "KG",
    )
    assert statement.speaker.labels == {"ru": "Садыр Жапаров", "en": "Sadyr Japarov"}, (
        "Kyrgyz is not published"
    )
    assert str(statement.said_on) == "2025-11-16"
    assert statement.topics[0].labels == {"ru": "Инвестиции", "en": "Investment"}
    assert statement.summit is not None
    assert statement.summit.labels == {
        "ru": "Консультативная встреча (Ташкент, 2025)",
        "en": "Consultative Meeting (Tashkent, 2025)",
    }
    assert statement.document.id == show("document", document_id("tashkent-2025"))


def test_a_figure_tells_reporter_partners_and_period() -> None:
    growth, level = rendered().figures
    assert (level.value, level.step, level.unit) == ("135000000", "1000000", "USD")
    assert level.reporter is not None and level.reporter.id == "KG"
    assert [partner.id for partner in level.partners] == ["central-asia"]
    assert level.period is not None and str(level.period.start) == "2024-01-01"
    assert growth.companion == level.id
    assert growth.statement == level.statement == rendered().statements[0].id


def test_ids_that_the_vocabulary_does_not_hold_are_their_own_label() -> None:
    first = make_extraction()
    extraction = replace(
        first, statements=(replace(first.statements[0], topics=("unheard-of",)),), proposals=()
    )
    records = render(extraction, vocabulary=make_vocabulary(), extractor_version="1", now=NOW)
    assert records.statements[0].topics[0].labels == {"en": "unheard-of"}


def test_times_are_told_in_utc() -> None:
    tashkent = datetime(2025, 11, 17, 13, 30, 0, 999, tzinfo=timezone(timedelta(hours=5)))
    records = render(make_extraction(), vocabulary=make_vocabulary(), extractor_version="1", now=tashkent)
    assert json.loads(to_json(records.document))["retrieved_at"] == "2025-11-17T08:30:00Z"


def test_warnings_of_source_and_engine_are_told_once() -> None:
    document = make_document(warnings=("encoding guessed", "cut"))
    extraction = make_extraction(document, warnings=("cut", "no date"))
    records = render(extraction, vocabulary=make_vocabulary(), extractor_version="1", now=NOW)
    assert records.document.warnings == ["encoding guessed", "cut", "no date"]
