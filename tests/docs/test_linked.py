"""Every record of the samples as JSON-LD, read by a public processor: what it says is what the record says."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.linked import API, OA, PROV, SCHEMA, XSD, Node, compacted, expanded, nodes, only, sorted_all, terms

HOST = "http://testserver"
FINDINGS = ("statements", "proposals", "figures")
Record = dict[str, Any]


def listed(client: TestClient, noun: str) -> list[Record]:
    found: list[Record] = client.get(f"{API}/{noun}?limit=500").json()["items"]
    return found


def linked(client: TestClient, noun: str, id: str) -> Node:
    answer = client.get(f"{API}/{noun}/{id}", params={"format": "jsonld"})
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/ld+json"
    found: Node = answer.json()
    return found


@pytest.fixture(scope="module")
def texts(client: TestClient) -> dict[str, str]:
    """Address of a document -> its text."""
    return {
        f"{HOST}/documents/{each['id']}": client.get(f"{API}/documents/{each['id']}").json()["text"]
        for each in listed(client, "documents")
    }


def cut_out(place: Node, texts: dict[str, str]) -> tuple[str, str]:
    """What the position of a selector cuts out of the source, and what its quotation says."""
    assert place["@type"] == [f"{OA}SpecificResource"]
    text = texts[only(place, f"{OA}hasSource")["@id"]]
    by = {each["@type"][0]: each for each in place[f"{OA}hasSelector"]}
    position, quote = by[f"{OA}TextPositionSelector"], by[f"{OA}TextQuoteSelector"]
    start, end = (int(only(position, f"{OA}{name}")) for name in ("start", "end"))
    for name, where in (("prefix", text[:start]), ("suffix", text[end:])):
        if f"{OA}{name}" in quote:
            words = only(quote, f"{OA}{name}")
            assert where.endswith(words) if name == "prefix" else where.startswith(words)
    return text[start:end], only(quote, f"{OA}exact")


@pytest.mark.parametrize("noun", [*FINDINGS, "documents"])
def test_every_term_has_a_meaning_and_nothing_is_lost_on_the_way(client: TestClient, noun: str) -> None:
    known = set(client.get(f"{API}/context.jsonld").json()["@context"])
    records = listed(client, noun)
    assert len(records) > 8
    for record in records:
        document = linked(client, noun, record["id"])
        assert terms(document) <= known
        node = expanded(client, document)
        assert sorted_all(compacted(client, node)) == sorted_all(document)
        for each in nodes(client, document).values():
            assert all(name.startswith(("@", SCHEMA, OA, PROV)) for name in each)
            assert each["@id"].startswith((f"{HOST}/", "_:", "http"))


@pytest.mark.parametrize("noun", FINDINGS)
def test_a_finding_is_tied_to_its_words_and_to_what_made_it(
    client: TestClient, texts: dict[str, str], noun: str
) -> None:
    for record in listed(client, noun):
        node = expanded(client, linked(client, noun, record["id"]))
        assert node["@id"] == f"{HOST}/{noun}/{record['id']}"
        cut, exact = cut_out(only(node, f"{PROV}wasQuotedFrom"), texts)
        assert cut == exact == record["span"]["exact"]
        source = f"{HOST}/documents/{record['document']['id']}"
        assert only(node, f"{PROV}wasDerivedFrom")["@id"] == source
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", only(node, f"{PROV}generatedAtTime"))
        assert only(node, f"{SCHEMA}version") == record["revision"]
        document = client.get(f"{API}/documents/{record['document']['id']}").json()
        activity = only(node, f"{PROV}wasGeneratedBy")
        assert activity["@type"] == [f"{PROV}Activity"]
        agent = only(activity, f"{PROV}wasAssociatedWith")
        assert only(agent, f"{SCHEMA}softwareVersion") == document["extractor_version"]
        used = {each.get("@id") or only(each, f"{SCHEMA}identifier") for each in activity[f"{PROV}used"]}
        assert used == {source, document["vocabulary_version"]}


def agent_of(node: Node, term: str) -> tuple[str, str | None] | None:
    if term not in node:
        return None
    who = only(node, term)
    return only(who, f"{SCHEMA}identifier"), who.get("@id")


@pytest.mark.parametrize(("noun", "role"), [("statements", "speaker"), ("proposals", "proposer")])
def test_a_quotation_says_whose_it_is(
    client: TestClient, texts: dict[str, str], noun: str, role: str
) -> None:
    for record in listed(client, noun):
        node = expanded(client, linked(client, noun, record["id"]))
        assert node["@type"] == [f"{SCHEMA}Quotation"]
        assert only(node, f"{SCHEMA}text") == record["span"]["exact"]
        assert only(node, f"{SCHEMA}inLanguage") == record["language"]
        speaker = record[role]
        page = f"{HOST}/leaders/{speaker['id']}" if speaker and speaker["kind"] == "person" else None
        assert agent_of(node, f"{SCHEMA}spokenByCharacter") == (speaker and (speaker["id"], page))
        assert f"{SCHEMA}creator" not in node, "the samples quote nobody: the wording is the source's"
        about = [each["@id"] for each in node[f"{SCHEMA}about"]]
        assert sorted(about) == sorted(f"{HOST}/topics/{each['id']}" for each in record["topics"])
        above = [each["@id"] for each in node[f"{SCHEMA}isPartOf"]]
        assert f"{HOST}/documents/{record['document']['id']}" in above
        if noun == "proposals":
            assert f"{HOST}/statements/{record['statement']}" in above
            continue
        pieces = [
            cut_out(only(each, f"{PROV}wasQuotedFrom"), texts) for each in node.get(f"{SCHEMA}hasPart", [])
        ]
        said = [
            texts[f"{HOST}/documents/{record['document']['id']}"][each["start"] : each["end"]]
            for each in record["segments"]
        ]
        assert sorted(pieces) == sorted((each, each) for each in said) or said == [record["span"]["exact"]]


def test_an_observation_has_the_exact_value_its_unit_period_and_places(client: TestClient) -> None:
    ranges = 0
    for record in listed(client, "figures"):
        node = expanded(client, linked(client, "figures", record["id"]))
        assert node["@type"] == [f"{SCHEMA}Observation"]
        told = {
            name: only(node, f"{SCHEMA}{name}")
            for name in ("value", "minValue", "maxValue")
            if f"{SCHEMA}{name}" in node
        }
        high = record["value_high"]
        assert told == (
            {"value": record["value"]} if high is None else {"minValue": record["value"], "maxValue": high}
        )
        ranges += high is not None
        for name in told:
            assert node[f"{SCHEMA}{name}"][0]["@type"] == f"{XSD}decimal"
            assert isinstance(told[name], str) and Decimal(told[name]).is_finite()
        assert (f"{SCHEMA}unitText" in node) == (record["unit"] is not None)
        metric = only(node, f"{SCHEMA}measuredProperty")
        assert metric["@id"] == f"{HOST}/metrics/{record['metric']['id']}"
        places = [each for each in (record["reporter"], *record["partners"]) if each]
        assert [each["@id"] for each in node.get(f"{SCHEMA}observationAbout", [])] == [
            f"{HOST}/countries/{each['id']}" for each in places
        ]
        claimant = record["claimant"]
        found = agent_of(node, f"{PROV}wasAttributedTo")
        assert (found and found[0]) == (claimant and claimant["id"])
        period = record["period"]
        assert (f"{SCHEMA}observationDate" in node) == (period is not None)
        if period:
            assert only(node, f"{SCHEMA}observationDate") == period["start"]
            assert after(period["start"], only(node, f"{SCHEMA}observationPeriod")) == period["end"]
    assert ranges, "the samples have a range"


def after(start: str, duration: str) -> str:
    """The last day of a duration that begins on that day."""
    first = date.fromisoformat(start)
    number, unit = int(duration[1:-1]), duration[-1]
    if unit == "D":
        return date.fromordinal(first.toordinal() + number - 1).isoformat()
    months = first.month - 1 + number * {"M": 1, "Y": 12}[unit]
    return date.fromordinal(date(first.year + months // 12, months % 12 + 1, 1).toordinal() - 1).isoformat()


def test_units_are_coded_as_others_code_them(client: TestClient) -> None:
    coded = {}
    for record in listed(client, "figures"):
        node = expanded(client, linked(client, "figures", record["id"]))
        coded[record["unit"]] = only(node, f"{SCHEMA}unitCode") if f"{SCHEMA}unitCode" in node else None
    assert {"USD": "ISO4217:USD", "percent": "P1"}.items() <= coded.items()
    assert coded.get("times") is None and coded.get(None) is None


def test_the_places_of_a_document_lead_to_pages(client: TestClient) -> None:
    """Whatever has an address here is answered."""
    seen = set()
    for noun in (*FINDINGS, "documents"):
        for record in listed(client, noun)[:10]:
            seen |= {
                each for each in nodes(client, linked(client, noun, record["id"])) if each.startswith(HOST)
            }
    assert len(seen) > 60
    for each in seen:
        assert client.get(each.removeprefix(HOST)).status_code == 200, each


def test_a_document_has_the_text_that_selectors_point_into(client: TestClient) -> None:
    for record in listed(client, "documents"):
        whole = client.get(f"{API}/documents/{record['id']}").json()
        node = expanded(client, linked(client, "documents", record["id"]))
        assert only(node, f"{SCHEMA}text") == whole["text"]
        assert only(node, f"{SCHEMA}headline") == whole["title"]
        assert only(only(node, f"{PROV}wasDerivedFrom"), f"{SCHEMA}sha256") == whole["sha256"]
        people = {each["@id"].rpartition("/")[2] for each in node.get(f"{SCHEMA}mentions", [])}
        assert people == {each["leader"] for each in whole["people"]}
