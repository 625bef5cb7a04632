"""The user's own article: every record, its speaker, its exact words."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.domain.document import SourceDocument
from app.domain.findings import Extraction, Figure
from app.domain.kinds import Act, Attribution, Measure, SentenceFate, StatementKind
from app.evaluation import evaluate
from app.extraction import build_toolkit, extract
from app.settings import ROOT
from app.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def seed(shared: Path) -> Extraction:
    gold: dict[str, Any] = json.loads((shared / "gold" / "seed.jsonl").read_text(encoding="utf-8"))
    document = SourceDocument(
        key="seed", text=gold["text"], sha256="", language=None, published_on=date(2025, 11, 16)
    )
    return extract(document, build_toolkit(load_vocabulary(ROOT / "data" / "vocabulary")))


def test_scores_of_the_issue(shared: Path) -> None:
    rows = {
        row.measure: row.value
        for row in evaluate(shared, ROOT / "data" / "vocabulary", sets=["seed"]).rows
        if row.set == "seed"
    }
    assert (rows["attributed"] or 0) >= 0.90
    assert (rows["proposals"] or 0) >= 0.80
    assert rows["figure_full"] == rows["people"] == 1.0


def test_the_background_paragraph_becomes_nothing(seed: Extraction) -> None:
    background = seed.document.text.index(
        "Консультативная встреча глав государств Центральной Азии — ежегодная"
    )
    assert all(statement.span.end <= background for statement in seed.statements)
    assert all(proposal.span.end <= background for proposal in seed.proposals)
    fates = [cover.fate for cover in seed.coverage if cover.span.start >= background]
    assert len(fates) == 3
    assert set(fates) <= {SentenceFate.BACKGROUND, SentenceFate.EVENT}


def test_participants_are_mentioned_and_say_nothing(seed: Extraction) -> None:
    assert {statement.speaker.id for statement in seed.statements if statement.speaker} == {"sadyr-japarov"}
    assert {mention.leader for mention in seed.people} > {
        "ilham-aliyev",
        "emomali-rahmon",
        "shavkat-mirziyoyev",
    }


def test_quotations_run_over_paragraphs(seed: Extraction) -> None:
    direct = [
        statement.span.of(seed.document.text)
        for statement in seed.statements
        if statement.kind is StatementKind.DIRECT
    ]
    assert len(direct) == 2
    assert all("\n\n" in words for words in direct)


def test_each_way_to_find_the_speaker_is_told(seed: Extraction) -> None:
    ways = {statement.speaker.attribution for statement in seed.statements if statement.speaker}
    assert ways == {Attribution.EXPLICIT, Attribution.PRONOUN, Attribution.ROLE, Attribution.IMPLICIT}


def figure(seed: Extraction, words: str) -> Figure:
    return next(found for found in seed.figures if found.span.of(seed.document.text) == words)


def test_a_growth_names_its_level(seed: Extraction) -> None:
    growth, level = figure(seed, "14 процентов"), figure(seed, "1 миллиард $700 миллионов")
    assert growth.companion is not None and seed.figures[growth.companion] == level
    assert (level.value, level.unit, level.measure, level.metric) == (
        Decimal(1_700_000_000),
        "USD",
        Measure.LEVEL,
        "trade_turnover",
    )
    assert level.period is not None and (level.period.start, level.period.end) == (
        date(2025, 1, 1),
        date(2025, 8, 31),
    )
    assert growth.base_period is not None and (growth.base_period.start, growth.base_period.end) == (
        date(2024, 1, 1),
        date(2024, 8, 31),
    )
    assert level.geo == ("KG", "central-asia")
    investment = figure(seed, "15процентов")
    assert investment.companion is not None and seed.figures[investment.companion] == figure(
        seed, "$135 миллионов"
    )
    assert figure(seed, "28 процентов").companion is None


def test_the_last_written_digit_is_kept(seed: Extraction) -> None:
    assert figure(seed, "1 миллиард $700 миллионов").step == Decimal(1_000_000)


def test_proposals_are_the_list_and_the_passive_too(seed: Extraction) -> None:
    rules = [proposal.rule for proposal in seed.proposals]
    assert rules == ["that-clause", "list-item", "list-item", "list-item", "infinitive"]
    assert all(seed.statements[proposal.statement].act is Act.PROPOSAL for proposal in seed.proposals)


def test_the_summit_is_the_seventh_consultative_meeting(seed: Extraction) -> None:
    assert seed.summit is not None
    assert seed.summit.id == "consultative-meeting-central-asia-7"


def test_without_a_date_relative_periods_stay_null(seed: Extraction) -> None:
    undated = extract(
        SourceDocument(key="seed", text=seed.document.text, sha256="", language="ru"),
        build_toolkit(load_vocabulary(ROOT / "data" / "vocabulary")),
    )
    assert len(undated.figures) == 5
    assert all(found.period is None for found in undated.figures)
