"""The examples in the published shapes are what the API answers on the samples.

After a change that is meant: `SUMMITRY_REWRITE_EXAMPLES=1 pytest tests/docs/test_examples.py` picks them anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
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

# What the moment of the run decides, or any change of a rule or word even where it finds the same: only their names and types are held.
VARYING = ("retrieved_at", "data_version", "extractor_version", "vocabulary_version")

# Where each example is answered, by what stands in the example itself.
ADDRESSES = {
    "StatementOut": "statements/{id}",
    "ProposalOut": "proposals/{id}",
    "FigureOut": "figures/{id}",
    "ImpliedList": "figures/{items[0][growth]}/implied",
    "ClaimOut": "claims/{id}",
    "ThreadOut": "threads/{id}",
    "ThreadProposals": "threads/{id}/proposals",
    "DocumentDetail": "documents/{id}",
    "CoverageOut": "documents/{document}/coverage",
    "LeaderOut": "leaders/{id}",
    "ResolvedName": "leaders/resolve?name={name}&date={date}",
    "TopicOut": "topics/{id}",
    "MetricOut": "metrics/{id}",
    "CountryOut": "countries/{id}",
    "SummitOut": "summits/{id}",
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


def answer(client: TestClient, address: str) -> Shape:
    """The answer at an address under /api/v1; extraction is sent the example of its request."""
    path = f"{API}/{address}"
    answered = client.post(path, json=SENT) if address.startswith("extract") else client.get(path)
    assert answered.status_code == 200, f"{path}: {answered.text}"
    found: Shape = answered.json()
    return found


def settled(real: Shape, shown: Shape) -> Shape:
    """The real answer with the shown values of what varies."""
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

    figure = first("figures", lambda item: item["companion"] and item["period"] and item["claimant"])
    [apart] = answer(client, f"claims?disagreeing=true&metric={METRIC}&country=KG")["items"]
    [thread] = answer(client, "threads?topic=mining")["items"]
    return {
        "ClaimOut": f"claims/{apart['id']}",
        "ThreadOut": f"threads/{thread['id']}",
        "ThreadProposals": f"threads/{thread['id']}/proposals",
        "StatementOut": f"statements/{first('statements', lambda item: True, f'&leader={LEADER}&topic={TOPIC}')}",
        "ProposalOut": f"proposals/{first('proposals', lambda item: item['rule'] == 'list-item')}",
        "FigureOut": f"figures/{figure}",
        "ImpliedList": f"figures/{figure}/implied",
        "DocumentDetail": f"documents/{document}",
        "CoverageOut": f"documents/{document}/coverage",
        "LeaderOut": f"leaders/{LEADER}",
        "ResolvedName": f"leaders/resolve?name={NAME}&date=2025-11-16",
        "TopicOut": f"topics/{TOPIC}",
        "MetricOut": f"metrics/{METRIC}",
        "CountryOut": f"countries/{COUNTRY}",
        "SummitOut": f"summits/{SUMMIT}",
    }


def rewrite(client: TestClient, reprinted: TestClient) -> None:
    """Put today's answers into the file; an example that still holds is left as it stands."""
    stored = json.loads(PATH.read_text(encoding="utf-8"))
    fresh = {}
    addresses = ADDRESSES | pick(client)
    addresses["VersionsOut"] = f"{addresses['DocumentDetail']}/versions"
    implied = answer(reprinted, f"claims?derived=true&metric={METRIC}")["items"]
    addresses["ClaimList"] = f"figures/{implied[0]['claims'][0]['figure']}/claims"
    for shape, address in addresses.items():
        shown, real = stored.get(shape, {}), answer(reprinted if shape in REPRINTED else client, address)
        fresh[shape] = shown if settled(real, shown) == shown else real
    PATH.write_text(json.dumps(fresh, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if os.environ.get("SUMMITRY_REWRITE_EXAMPLES"):

    def test_write_todays_answers(client: TestClient, reprinted: TestClient) -> None:
        rewrite(client, reprinted)

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

    def test_no_example_is_left_untold() -> None:
        assert set(json.loads(PATH.read_text(encoding="utf-8"))) == {*ADDRESSES, *REPRINTED}
