"""Every entry's own example sentences: the leader, topic or metric must be found in them, at the bracketed words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from app.settings import ROOT
from app.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(ROOT / "data" / "vocabulary")
BRACKETS = re.compile(r"\[(.+?)\]")


def examples(section: str) -> list[Any]:
    entries = getattr(VOCABULARY, section).values()
    return [
        pytest.param(entry.id, language, text, id=f"{entry.id}-{language}-{number}")
        for entry in entries
        for language, texts in entry.examples.items()
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize(("leader", "language", "example"), examples("leaders"))
def test_leader_is_found_in_his_examples(read: Any, leader: str, language: str, example: str) -> None:
    marked = BRACKETS.search(example)
    assert marked is not None, "an example marks the name in [brackets]"
    text = BRACKETS.sub(r"\1", example)
    entry = VOCABULARY.leaders[leader]
    day = next((office.since for office in entry.offices if office.since), date(2025, 6, 1))
    found = [(mention.leader, mention.span.of(text)) for mention in read(text, language, day).people]
    assert (leader, marked[1].removesuffix("'s").removesuffix("’s")) in found


@pytest.mark.parametrize(("topic", "language", "example"), examples("topics"))
def test_topic_is_the_main_one_of_its_examples(toolkit: Any, topic: str, language: str, example: str) -> None:
    from app.domain.document import SourceDocument
    from app.domain.span import Span
    from app.extraction.acts.topics import topics_of
    from app.extraction.draft import Draft
    from app.extraction.layout import read_layout

    kit = toolkit.kit(language)
    analysis = kit.language.analyse(example)
    document = SourceDocument(key="t", text=example, sha256="")
    draft = Draft(document=document, kit=kit, analysis=analysis, layout=read_layout(analysis, kit))
    assert topics_of(draft, [Span(0, len(example))])[0] == topic


@pytest.mark.parametrize(("metric", "language", "example"), examples("metrics"))
def test_metric_is_given_to_the_figure_of_its_examples(
    read: Any, metric: str, language: str, example: str
) -> None:
    marked = BRACKETS.search(example)
    assert marked is not None
    text = BRACKETS.sub(r"\1", example)
    found = [(figure.metric, figure.span.of(text)) for figure in read(text, language).figures]
    assert any(metric == name and (words in marked[1] or marked[1] in words) for name, words in found), found
