"""The agenda of the consultative meetings of Central Asia from 2018 to 2025, as the samples tell it, counted once more from the records, and by hand."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

API = "/api/v1"
SERIES = "consultative-meeting-central-asia"
EDITIONS = range(1, 8)
Shape = dict[str, Any]

BY_HAND = {
    # The nomad games, to which athletes are invited; a centre for rare metals: in no sample of an earlier meeting.
    (7, "sport"): "new",
    (7, "mining"): "new",
    # The Digital Transit Corridor of 2025; e-commerce and electronic platforms in 2023, and nothing of the kind in 2024.
    (7, "digital"): "returning",
    # In the samples of both years, as in that of 2018.
    (7, "trade"): "continued",
    (7, "water"): "continued",
    (2, "trade"): "continued",
}
DROPPED_BY_HAND = {
    (6, "digital"),
    (3, "water"),  # the Aral in 2019; the sample of 2021 has no word of water
}


def agenda(client: TestClient, edition: int) -> Shape:
    answer = client.get(f"{API}/agenda?summit={SERIES}-{edition}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.fixture(scope="module")
def raised(client: TestClient) -> dict[int, set[str]]:
    """Edition -> the topics of its records."""
    found: dict[int, set[str]] = {edition: set() for edition in EDITIONS}
    for noun in ("statements", "proposals", "figures"):
        for record in client.get(f"{API}/{noun}?series={SERIES}&limit=500").json()["items"]:
            edition = int(record["summit"]["id"].rpartition("-")[2])
            found[edition] |= {topic["id"] for topic in record["topics"]}
    assert all(found.values())
    return found


@pytest.mark.parametrize("edition", EDITIONS)
def test_new_returning_continued_and_dropped(
    client: TestClient, raised: dict[int, set[str]], edition: int
) -> None:
    found = agenda(client, edition)
    told = {topic["id"]: topic["status"] for topic in found["topics"]}
    now, last = raised[edition], raised.get(edition - 1, set())
    earlier = set().union(*(raised[each] for each in EDITIONS if each < edition))
    if edition == 1:
        assert found["before"] is None and told == dict.fromkeys(now) and found["dropped"] == []
        return
    assert found["before"]["summit"]["id"] == f"{SERIES}-{edition - 1}"
    assert {topic for topic, status in told.items() if status == "new"} == now - earlier
    assert {topic for topic, status in told.items() if status == "continued"} == now & last
    assert {topic for topic, status in told.items() if status == "returning"} == (now & earlier) - last
    assert set(told) == now
    assert {topic["id"] for topic in found["dropped"]} == last - now
    for topic in found["topics"]:
        first = min(each for each in EDITIONS if topic["id"] in raised[each])
        before = [each for each in EDITIONS if each < edition and topic["id"] in raised[each]]
        assert topic["first_raised"]["summit"]["id"] == f"{SERIES}-{first}"
        seen = topic["last_raised"] and topic["last_raised"]["summit"]["id"]
        assert seen == (f"{SERIES}-{max(before)}" if before else None)


@pytest.mark.parametrize(("edition", "topic"), BY_HAND)
def test_what_was_read_by_hand(client: TestClient, edition: int, topic: str) -> None:
    told = {each["id"]: each["status"] for each in agenda(client, edition)["topics"]}
    assert told[topic] == BY_HAND[edition, topic]


@pytest.mark.parametrize(("edition", "topic"), sorted(DROPPED_BY_HAND))
def test_what_was_dropped_by_hand(client: TestClient, edition: int, topic: str) -> None:
    dropped = {each["id"]: each for each in agenda(client, edition)["dropped"]}
    assert f"summit={SERIES}-{edition - 1}" in dropped[topic]["counts"]["statements"]["list"]


def test_what_returned_and_was_dropped_is_told_with_how_much_was_read(client: TestClient) -> None:
    """One short text stands for the sixth edition: what it does not hold may have been raised there all the same."""
    [note] = [note for note in agenda(client, 7)["notes"] if note.startswith("`returning` and `dropped` go")]
    assert "the only document read from the time before and the 4 documents read from now" in note
    assert not [note for note in agenda(client, 1)["notes"] if "`dropped`" in note]


def test_the_aral_and_who_has_nothing_on_water(client: TestClient) -> None:
    """Water in Tashkent in 2025: three speak of it in the four samples. One sample says that Rahmon's speech was of it, too, and gives none of his
    words on it: whoever has nothing here was not silent for that, which the note says."""
    water = next(topic for topic in agenda(client, 7)["topics"] if topic["id"] == "water")
    assert {cell["id"] for cell in water["cells"]} == {
        "sadyr-japarov",
        "shavkat-mirziyoyev",
        "serdar-berdimuhamedov",
    }
    assert set(water["silent"]) == {"kassym-jomart-tokayev", "ilham-aliyev", "emomali-rahmon"}


def test_a_member_of_whom_the_samples_hold_nothing_is_told_apart(client: TestClient) -> None:
    """The one sample of 2019 quotes no president but that of the host, and the guest of honour."""
    found = agenda(client, 2)
    basis = {column["id"]: column["basis"] for column in found["columns"]}
    assert basis["shavkat-mirziyoyev"] == "speaks"
    assert "kassym-jomart-tokayev" in basis
    assert any("found in the only document read;" in note for note in found["notes"])
