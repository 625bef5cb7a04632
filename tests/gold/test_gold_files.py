"""Every gold document keeps to the annotation guide, as far as that can be told without reading it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from app.domain.kinds import Act, Bound, Direction, Measure, Modality, StatementKind
from app.settings import ROOT
from app.vocabulary import Vocabulary, load_vocabulary
from tests.gold.load import HERE, load_gold, read_document

FILES = sorted(HERE.glob("*/*.yaml"))
PERSON = re.compile(r"[a-z]+(-[a-z]+)+")
BODY = re.compile(r"org:[^\W\d_A-ZА-ЯЁ][^A-ZА-ЯЁ]*")
UNITS = {
    "percent",
    "times",
    "pp",
    "t",
    "kg",
    "m",
    "km",
    "km2",
    "ha",
    "m3",
    "kWh",
    "W",
    "bbl",
    "TEU",
    "people",
    "units",
    "years",
    "months",
    "days",
    "hours",
    "items",
    "C",
}
CURRENCY = re.compile(r"[A-Z]{3}")
# what a reported sentence begins after and ends before: a sentence's end (with closing marks), a line, a list mark
SENTENCE_BEFORE = re.compile(r"(?:\A|\n|[.!?…:]['\"»”“’)\]]*)[ \t ]*(?:[–—•-][ \t ]+)?\Z")
SENTENCE_AFTER = re.compile(r"\A['\"»”“’)\]]*(?:\Z|\s)")
OPENING = re.compile(r"\s*(?:date \d{4}-\d\d-\d\d )?(?:[^\n]{1,80} [—–-] )?\s*")  # a leading date, a dateline
Item = dict[str, Any]


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "data" / "vocabulary", [HERE / "fictitious.json"])


@pytest.fixture(scope="module", params=FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def document(request: pytest.FixtureRequest) -> Item:
    return read_document(request.param)


def words(document: Item, item: Item) -> str:
    text: str = document["text"]
    return text[item["start"] : item["end"]]


def inside(item: Item, other: Item) -> bool:
    return bool(other["start"] <= item["start"] and item["end"] <= other["end"])


def test_ids_are_unique():
    ids = [document["id"] for document in load_gold()]
    assert len(ids) == len(set(ids)) == len(FILES)


def test_dates_are_days(document: Item):
    date.fromisoformat(document["date"])


def test_spans_lie_inside_the_text_and_begin_and_end_with_words(document: Item):
    for section in ("people", "statements", "proposals", "figures"):
        for item in document[section]:
            assert 0 <= item["start"] < item["end"] <= len(document["text"])
            assert words(document, item) == words(document, item).strip()


def test_people_and_speakers_have_ids_of_the_vocabulary_or_well_formed_ones(document: Item):
    known = vocabulary().leaders
    names = {name: key for key, leader in known.items() for name in leader.names.get(document["lang"], [])}
    for person in document["people"]:
        assert PERSON.fullmatch(person["leader"]), person
        assert names.get(person["name"], person["leader"]) == person["leader"], person
    named = {person["leader"] for person in document["people"]}
    for item in [*document["statements"], *document["proposals"], *document["figures"]]:
        speaker = item["speaker"]
        if speaker is not None and not BODY.fullmatch(speaker):
            assert PERSON.fullmatch(speaker), item
            assert speaker in known or speaker in named, f"{speaker} is neither known nor named in the text"


def test_kinds_come_from_the_closed_lists(document: Item):
    topics, metrics = set(vocabulary().topics), set(vocabulary().metrics)
    places = {*vocabulary().countries, *vocabulary().blocs}
    for item in document["statements"]:
        assert item["kind"] in set(StatementKind) and item["act"] in set(Act), item
        assert item["cue"] in (True, False), item
    for item in [*document["statements"], *document["proposals"]]:
        assert 1 <= len(item["topics"]) <= 3 and set(item["topics"]) <= topics, item
    for item in document["figures"]:
        assert item["metric"] in metrics, item
        assert item["unit"] in UNITS or CURRENCY.fullmatch(item["unit"]), item
        assert item["measure"] in set(Measure) and item["modality"] in set(Modality), item
        assert item["bound"] in set(Bound), item
        assert (item["direction"] is None) or item["direction"] in set(Direction), item
        assert set(item["geo"]) <= places, item


def test_figures_hold_together(document: Item):
    for item in document["figures"]:
        assert item["direction"] is None or item["measure"] in ("growth", "change"), item
        assert item["unit"] != "times" or item["measure"] == "growth", item
        assert item["value_high"] is None or float(item["value"]) < float(item["value_high"]), item
        assert item["period"] is None or item["period"][0] <= item["period"][1], item


def test_direct_statements_leave_out_the_outer_marks(document: Item):
    for item in document["statements"]:
        if item["kind"] == "direct":
            assert not re.match(r"[—–-]\s", words(document, item)), words(document, item)
            before = document["text"][: item["start"]]
            assert re.search(r"(?:\A|\n|[«»„“”‟‘’‹\"'(:.!?…]|[—–-]\s|\S:\s)\Z", before), words(document, item)


def test_reported_statements_are_whole_sentences(document: Item):
    """Save where the sentence holds a direct quotation, whose rest alone is the statement."""
    text = document["text"]
    quotations = [item for item in document["statements"] if item["kind"] == "direct"]
    for item in document["statements"]:
        if item["kind"] == "direct":
            continue
        before, after = text[: item["start"]], text[item["end"] :]
        line = before.rpartition("\n")[2], after.partition("\n")[0]
        paragraph = (len(before) - len(line[0]), len(before) + len(words(document, item)) + len(line[1]))
        beside = any(q["start"] < paragraph[1] and paragraph[0] < q["end"] for q in quotations)
        whole = SENTENCE_BEFORE.search(before) or OPENING.fullmatch(line[0])
        assert whole or beside, f"begins inside a sentence: {words(document, item)}"
        ends = re.search(r"[.!?…;]['\"»”“’)\]]*\Z", words(document, item)) or after[:1] in ("", "\n")
        assert (ends and SENTENCE_AFTER.match(after)) or beside, (
            f"ends inside a sentence: {words(document, item)}"
        )


def test_statements_of_one_kind_do_not_overlap(document: Item):
    for kind in StatementKind:
        items = [item for item in document["statements"] if item["kind"] == kind]
        for first, second in pairwise(items):
            assert first["end"] <= second["start"], words(document, second)


def test_reported_statements_hold_no_quotation_marked_again(document: Item):
    reported = [item for item in document["statements"] if item["kind"] == "reported"]
    for item in document["statements"]:
        assert item["kind"] == "reported" or not any(inside(item, other) for other in reported), words(
            document, item
        )


def test_proposals_lie_inside_statements_that_propose(document: Item):
    for proposal in document["proposals"]:
        holders = [item for item in document["statements"] if inside(proposal, item)]
        assert holders, words(document, proposal)
        assert any(item["kind"] == "direct" or item["act"] == "proposal" for item in holders), words(
            document, proposal
        )
        assert proposal["speaker"] in {item["speaker"] for item in holders}, words(document, proposal)


def test_statements_that_propose_hold_a_proposal(document: Item):
    for item in document["statements"]:
        if item["act"] == "proposal":
            assert any(inside(proposal, item) for proposal in document["proposals"]), words(document, item)


def test_figures_inside_statements_have_their_speaker(document: Item):
    """Outside of every statement: the narrator, or one whose quotation the sentence brings."""
    speaking = {item["speaker"] for item in document["statements"]}
    for figure in document["figures"]:
        holders = [item for item in document["statements"] if inside(figure, item)]
        speakers = {item["speaker"] for item in holders} or {None} | speaking
        assert figure["speaker"] in speakers, words(document, figure)
