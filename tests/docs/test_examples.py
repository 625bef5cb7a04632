"""The examples in the published shapes are what the API answers on the samples.

After a change that is meant: `SUMMITRY_REWRITE_EXAMPLES=1 pytest tests/docs/test_examples.py` picks them anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.api.extract import EXAMPLE as SENT
from app.schemas.examples import PATH, example
from tests.docs.conftest import SAMPLE

Shape = dict[str, Any]
API = "/api/v1"
LEADER, TOPIC, METRIC, COUNTRY = "sadyr-japarov", "trade", "trade_turnover", "KG"
NAME = "Жапарову"
ASKED = "инвестициями"
SUMMIT = "consultative-meeting-central-asia-7"
AGENDA = f"agenda?summit={SUMMIT}&leader={LEADER}&leader=ilham-aliyev&topic=investment&topic=defence"
DAY = "2024-08-09"

# What the moment of the run decides, or any change of a rule or word even where it finds the same: only their names and types are held.
VARYING = ("retrieved_at", "data_version", "extractor_version", "vocabulary_version", "retrieved_on")

# Where each example is answered, by what stands in the example itself.
ADDRESSES = {
    "StatementOut": "statements/{id}",
    "ProposalOut": "proposals/{id}",
    "FigureOut": "figures/{id}",
    "ImpliedList": "figures/{items[0][growth]}/implied",
    "ClaimOut": "claims/{id}",
    "CitationOut": "statements/{id}/citation",
    "ThreadOut": "threads/{id}",
    "ThreadProposals": "threads/{id}/proposals",
    "DocumentDetail": "documents/{id}",
    "CoverageOut": "documents/{document}/coverage",
    "LeaderOut": "leaders/{id}",
    "ProfileOut": "leaders/{id}/profile?date_from={date_from}&date_to={date_to}",
    "ResolvedName": "leaders/resolve?name={name}&date={date}",
    "TopicOut": "topics/{id}",
    "MetricOut": "metrics/{id}",
    "CountryOut": "countries/{id}",
    "SummitOut": "summits/{id}",
    "AgendaOut": AGENDA,
    "SearchOut": f"search?q={ASKED}&limit=1",
    "MetaOut": "meta",
    "ExtractOut": "extract",
    "GuideOut": "extract?format=guide",
}
REPRINTED = {
    "VersionsOut": "documents/{document}/versions",
    "ClaimList": "figures/{items[0][claims][0][figure]}/claims",
}
"""What the samples have no example of: that text and one that was made of it."""

REFERENCED = {"SeriesDetail": "series/{id}"}
"""What the samples have no example of: official values."""


def answer(client: TestClient, address: str) -> Shape:
    """The answer at an address under /api/v1; extraction is sent the example of its request."""
    path = f"{API}/{address}"
    host = {"host": "summitry.example.org"}
    answered = (
        client.post(path, json=SENT) if address.startswith("extract") else client.get(path, headers=host)
    )
    assert answered.status_code == 200, f"{path}: {answered.text}"
    found: Shape = answered.json()
    return found


def settled(real: Shape, shown: Shape) -> Shape:
    """The real answer with the shown values of what varies; a citation tells of it in words, too."""
    if "retrieved_on" in real:
        told = {
            "version": "data_version",
            "данных": "data_version",
            "retrieved": "retrieved_on",
            "обращения": "retrieved_on",
        }
        texts = dict(real["text"])
        for language, (word, name) in product(texts, told.items()):
            texts[language] = texts[language].replace(f"{word} {real[name]}", f"{word} {shown[name]}")
        real = real | {"text": texts}
    return real | {
        name: shown[name] for name in VARYING if name in real and type(shown.get(name)) is type(real[name])
    }


def pick(client: TestClient) -> dict[str, str]:
    """The addresses of today's examples: by what they are, since ids change with the words that a rule finds."""
    documents = answer(client, "documents?limit=500")["items"]
    document = next(item["id"] for item in documents if item["key"] == SAMPLE)

    def first(noun: str, fits: Callable[[Shape], bool], filters: str = "") -> str:
        """The id of the first of the document's records, in the text's order, that fits."""
        listed = answer(client, f"{noun}?document={document}&limit=500{filters}")["items"]
        return str(min(filter(fits, listed), key=lambda item: item["span"]["start"])["id"])

    statement = first("statements", lambda item: True, f"&leader={LEADER}&topic={TOPIC}")
    figure = first("figures", lambda item: item["companion"] and item["period"] and item["claimant"])
    [apart] = answer(client, f"claims?disagreeing=true&metric={METRIC}&country=KG")["items"]
    [thread] = answer(client, "threads?topic=mining")["items"]
    return {
        "ClaimOut": f"claims/{apart['id']}",
        "StatementOut": f"statements/{statement}",
        "CitationOut": f"statements/{statement}/citation",
        "ThreadOut": f"threads/{thread['id']}",
        "ThreadProposals": f"threads/{thread['id']}/proposals",
        "ProposalOut": f"proposals/{first('proposals', lambda item: item['rule'] == 'list-item')}",
        "FigureOut": f"figures/{figure}",
        "ImpliedList": f"figures/{figure}/implied",
        "DocumentDetail": f"documents/{document}",
        "CoverageOut": f"documents/{document}/coverage",
        "LeaderOut": f"leaders/{LEADER}",
        "ProfileOut": f"leaders/{LEADER}/profile?date_from={DAY}&date_to={DAY}",
        "ResolvedName": f"leaders/resolve?name={NAME}&date=2025-11-16",
        "TopicOut": f"topics/{TOPIC}",
        "MetricOut": f"metrics/{METRIC}",
        "CountryOut": f"countries/{COUNTRY}",
        "SummitOut": f"summits/{SUMMIT}",
    }


def rewrite(client: TestClient, reprinted: TestClient, referenced: TestClient) -> None:
    """Put today's answers into the file; an example that still holds is left as it stands."""
    stored = json.loads(PATH.read_text(encoding="utf-8"))
    fresh = {}
    addresses = ADDRESSES | pick(client)
    addresses["VersionsOut"] = f"{addresses['DocumentDetail']}/versions"
    implied = answer(reprinted, f"claims?derived=true&metric={METRIC}")["items"]
    addresses["ClaimList"] = f"figures/{implied[0]['claims'][0]['figure']}/claims"
    addresses["SeriesDetail"] = f"series/{METRIC}.level.money.actual.KG.KZ"
    asked = dict.fromkeys(REPRINTED, reprinted) | dict.fromkeys(REFERENCED, referenced)
    for shape, address in addresses.items():
        shown, real = stored.get(shape, {}), answer(asked.get(shape, client), address)
        fresh[shape] = shown if settled(real, shown) == shown else real
    PATH.write_text(json.dumps(fresh, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if os.environ.get("SUMMITRY_REWRITE_EXAMPLES"):

    def test_write_todays_answers(client: TestClient, reprinted: TestClient, referenced: TestClient) -> None:
        rewrite(client, reprinted, referenced)

else:

    @pytest.mark.parametrize("shape", ADDRESSES)
    def test_an_example_is_what_is_answered(client: TestClient, shape: str) -> None:
        shown = example(shape)
        assert settled(answer(client, ADDRESSES[shape].format(**shown)), shown) == shown

    @pytest.mark.parametrize("shape", REPRINTED)
    def test_an_example_of_a_text_and_its_reprint_is_what_is_answered(
        reprinted: TestClient, shape: str
    ) -> None:
        shown = example(shape)
        assert answer(reprinted, REPRINTED[shape].format(**shown)) == shown

    @pytest.mark.parametrize("shape", REFERENCED)
    def test_an_example_of_claims_and_official_values_is_what_is_answered(
        referenced: TestClient, shape: str
    ) -> None:
        shown = example(shape)
        found = answer(referenced, REFERENCED[shape].format(**shown))
        assert settled(found, shown) == shown

    def test_no_example_is_left_untold() -> None:
        assert set(json.loads(PATH.read_text(encoding="utf-8"))) == {*ADDRESSES, *REPRINTED, *REFERENCED}
