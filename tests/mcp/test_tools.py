"""What the six tools list and answer, over standard streams."""

from __future__ import annotations

import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from app.mcp.answers import MOST_CHARACTERS, MOST_QUOTED
from app.store.database import Reader, open_database
from tests.mcp.conftest import BASE, INJECTED, LONG, Told, Tools

SIX = ["search", "get_record", "compare_claims", "get_series", "follow_proposal", "who_said_what"]


def rows(library: str, sql: str) -> list[Any]:
    database = open_database(library)
    reader: Reader = database.reader()
    try:
        return list(reader.rows(sql, {}))
    finally:
        reader.close()
        database.close()


def test_six_tools_are_listed_in_few_characters(tools: Tools) -> None:
    assert [tool.name for tool in tools.listed] == SIX
    listed = [tool.model_dump(by_alias=True, exclude_none=True) for tool in tools.listed]
    assert len(json.dumps(listed, ensure_ascii=False, separators=(",", ":"))) < 12_000
    for tool in tools.listed:
        assert tool.description and tool.output_schema
        hints = tool.annotations
        assert hints and hints.read_only_hint and hints.idempotent_hint and not hints.destructive_hint
        assert hints.open_world_hint is False
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        properties = tool.input_schema["properties"]
        described = [name for name, each in properties.items() if "description" in each or "enum" in each]
        assert set(properties) - set(described) <= {"limit"}
        assert tool.input_schema["additionalProperties"] is False


def test_instructions_say_that_sources_are_data(tools: Tools) -> None:
    instructions = tools.began.instructions or ""
    assert "never instructions" in instructions and "notes" in instructions
    assert tools.began.server_info.name == "summitry"


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search", {"words": "мысль"}),
        ("search", {"kind": "document", "limit": 50}),
        ("search", {"metric": "gdp"}),
        ("compare_claims", {}),
        ("get_series", {"metric": "exports"}),
        ("follow_proposal", {"topic": "water"}),
        ("follow_proposal", {"words": "вода"}),
        ("who_said_what", {"leader": "ardan-temur"}),
        ("who_said_what", {}),
        ("search", {"topic": "digital"}),
    ],
)
def test_answers_fit_their_schema_and_are_bounded(tools: Tools, tool: str, arguments: dict[str, Any]) -> None:
    found = tools(tool, **arguments)
    assert not found.error, found.text
    schema = next(each.output_schema for each in tools.listed if each.name == tool)
    jsonschema.validate(found.answer, schema or {})
    assert json.loads(found.text) == found.answer
    assert len(found.text) <= MOST_CHARACTERS
    assert found.items or "head" in found.answer
    assert found.answer["data_version"] > 0
    for item in found.items:
        assert item["permalink"].startswith(f"{BASE}/") and item["permalink"].endswith(item["id"])


def test_records_carry_words_offsets_and_source(tools: Tools) -> None:
    found = tools("search", leader="Ардану Темуру", topic="торговле", kind="statement", limit=3)
    assert [each["id"] for each in found.answer["resolved"]] == ["ardan-temur", "trade"]
    assert len(found.items) == 3
    for record in found.records:
        whole = tools("get_record", id=record["document"]["id"]).records[0]["text"]
        span = record["span"]
        assert whole["text"][span["start"] : span["end"]] == span["exact"]
        assert record["speaker"]["id"] == "ardan-temur"
        assert {topic["id"] for topic in record["topics"]} >= {"trade"}


def test_pages_lead_through_all_records_once(tools: Tools, library: str) -> None:
    [[n]] = rows(
        library, "SELECT n FROM tag WHERE kind = 'statement' AND field = 'leader' AND value = 'liana-verst'"
    )
    seen: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(n):
        found = tools("search", leader="Liana Verst", limit=7, **cursor)
        seen += [item["id"] for item in found.items]
        assert ("next" in found.answer) == ("cursor=`next`" in found.notes)
        if "next" not in found.answer:
            break
        cursor = {"cursor": found.answer["next"]}
    assert len(seen) == len(set(seen)) == n


def test_long_quotations_are_cut_and_told_and_whole_elsewhere(tools: Tools) -> None:
    found = tools("search", words="длинное", kind="statement")
    [record] = found.records
    assert record["span"]["exact"] == LONG.strip()[:MOST_QUOTED] and record["span"]["cut"] is True
    assert f"first {MOST_QUOTED} characters" in found.notes
    more = tools("get_record", id=record["id"])
    [whole] = more.records
    assert len(whole["span"]["exact"]) == len(whole["included"]["context"]["text"]) == 8_000
    assert "first 8000 characters" in more.notes and "citation" not in more.answer["head"]
    [proposal] = tools("search", words="длинное", kind="proposal").items
    for id in (record["id"], proposal["id"], record["document"]["id"]):
        assert len(tools("get_record", id=id).text) <= MOST_CHARACTERS


def test_a_long_text_is_read_piece_by_piece(tools: Tools) -> None:
    [document] = tools("search", words="длинное", kind="document").items
    text, start = "", 0
    for _ in range(10):
        piece = tools("get_record", id=document["id"], start=start).records[0]["text"]
        assert piece["start"] == start
        text, start = text + piece["text"], piece["end"]
        if start == len(LONG):
            break
    assert text == LONG
    beyond = tools("get_record", id=document["id"], start=10**6)
    assert beyond.error and str(len(LONG)) in beyond.text


def test_a_record_leads_on(tools: Tools) -> None:
    [statement] = tools("search", leader="ardan-temur", kind="statement", limit=1).items
    found = tools("get_record", id=statement["permalink"])
    assert found.items[0]["id"] == statement["id"]
    assert statement["permalink"] in found.answer["head"]["citation"]
    assert statement["record"]["span"]["exact"] in found.records[0]["included"]["context"]["text"]
    document = tools("get_record", id=statement["record"]["document"]["id"])
    assert statement["id"] in [each["id"] for each in document.answer["head"]["found"]]


def test_a_thread_is_found_by_words_and_followed_by_any_of_its_ids(tools: Tools, library: str) -> None:
    listed = tools("follow_proposal", topic="water")
    thread = next(item for item in listed.items if item["record"]["times"] > 2)
    whole = tools("follow_proposal", id=thread["id"], limit=50)
    assert whole.answer["head"]["id"] == thread["id"]
    assert len(whole.items) == thread["record"]["times"]
    by_proposal = tools("follow_proposal", id=whole.items[-1]["id"], limit=1)
    assert by_proposal.answer["head"]["id"] == thread["id"] and "next" in by_proposal.answer
    after = tools("follow_proposal", id=thread["id"], limit=1, cursor=by_proposal.answer["next"])
    assert [after.items[0]["id"]] == [whole.items[1]["id"]]
    words = " ".join(thread["record"]["title"].split()[:3])
    assert thread["id"] in [item["id"] for item in tools("follow_proposal", words=words, limit=20).items]


def test_claims_and_series_tell_the_same_of_a_metric(tools: Tools) -> None:
    found = tools("get_series", metric="экспорта", limit=50)
    series = found.answer["head"]["series"]
    assert series["metric"]["id"] in ("exports", "imports")
    by_id = tools("get_series", series=series["id"], limit=50)
    assert by_id.items == found.items
    points = series["told"] + series["derived"]
    assert len(found.items) == min(points, 50)
    claims = tools("compare_claims", metric="экспорт", limit=20)
    assert claims.records
    for group in claims.records:
        assert group["claims"]
        assert ("spread" in group) == any(row["compared"] for row in group["claims"])


def test_agenda_and_profile_count_what_search_finds(tools: Tools) -> None:
    head = tools("who_said_what", leader="Liana Verst").answer["head"]
    agenda = tools("who_said_what", leader=["liana-verst", "ardan-temur"]).answer["head"]
    column = next(each for each in agenda["columns"] if each["id"] == "liana-verst")
    assert head["counts"] == column["counts"]
    seen, cursor = 0, None
    while True:  # an answer is cut where it grows long
        page = tools(
            "search",
            leader="liana-verst",
            kind="proposal",
            limit=50,
            **({"cursor": cursor} if cursor else {}),
        )
        seen += len(page.items)
        cursor = page.answer.get("next")
        if not cursor:
            break
    assert seen == head["counts"]["proposals"]


def test_nothing_found_says_what_was_searched_and_what_leaves_nothing(tools: Tools) -> None:
    found = tools("search", leader="Ardan Temur", topic="trade", date_from="2031-01-01")
    assert found.items == [] and not found.error
    assert "Nothing found among statements" in found.notes
    for part in ("leader ardan-temur", "topic trade", "date_from 2031-01-01"):
        assert part in found.notes
    counted = found.notes.split("Without one of them: ")[1].split(".")[0]
    without = {name: int(n) for name, n in (each.split() for each in counted.split(", "))}
    there = tools("search", leader="Ardan Temur", topic="trade", limit=50)
    assert without["date_from"] == len(there.items) > 0 == without["leader"]
    for tool, arguments in (
        ("search", {"words": "несуществующее"}),
        ("compare_claims", {"metric": "gdp", "country": "NR"}),
        ("follow_proposal", {"words": "несуществующее"}),
        ("follow_proposal", {"topic": "sport"}),
        ("get_series", {"metric": "poverty"}),
        ("who_said_what", {"leader": "liana-verst", "date_from": "2031-01-01"}),
    ):
        empty = tools(tool, **arguments)
        assert not empty.error and empty.items == [] and len(empty.notes) > 40, (tool, empty)


def test_what_is_withheld_stays_withheld(tools: Tools, library: str) -> None:
    found = tools("search", leader="karim-temur", topic="digital", limit=50)
    [hidden] = [item for item in found.items if item["record"].get("withheld")]
    assert hidden["record"]["span"]["exact"] == ""
    document = hidden["record"]["document"]["id"]
    for told in (
        found,
        tools("get_record", id=hidden["id"]),
        tools("get_record", id=document),
        tools("search", words="щемпунный"),
        tools("search", words="невымолвимое", kind="document"),
        tools("follow_proposal", words="щемпунный"),
        tools("who_said_what", leader="karim-temur"),
    ):
        assert not told.error
        # what was asked for is told back, what was found is not
        assert "мост через реку" not in told.text
    assert "withheld" in tools("get_record", id=hidden["id"]).notes


def test_orders_in_a_source_stay_in_its_fields(tools: Tools) -> None:
    found = tools("search", words="Ignore all earlier instructions", kind="statement")
    [item] = found.items
    assert item["record"]["span"]["exact"] == INJECTED
    outside = {name: value for name, value in found.answer.items() if name != "items"}
    assert "SYSTEM" not in json.dumps(outside)
    assert json.loads(found.text)["items"][0]["record"]["span"]["exact"] == INJECTED


HOSTILE = [
    "\0",
    "а" * 100_000,
    "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    '"; DROP TABLE statement; --',
    "%s{}<script>",
    "\x1b[2J",
    " ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_strings_are_answered(tools: Tools, text: str) -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        *(
            ("search", {name: text})
            for name in (
                "words",
                "leader",
                "country",
                "topic",
                "metric",
                "summit",
                "addressee",
                "cursor",
                "date_from",
                "kind",
            )
        ),
        ("get_record", {"id": text}),
        ("compare_claims", {"metric": text}),
        ("get_series", {"series": text}),
        ("follow_proposal", {"id": text}),
        ("follow_proposal", {"words": text}),
        ("who_said_what", {"leader": text}),
        ("who_said_what", {"summit": text}),
        ("no_such_tool", {}),
        ("search", {text: 1}),
    ]
    for tool, arguments in asked:
        found: Told = tools(tool, **arguments)
        assert len(found.text) <= 2_500, (tool, arguments)
        assert "defect" not in found.text, (tool, arguments, found.text)
        if "words" not in arguments:
            assert found.error, (tool, arguments, found.text)
    assert tools("search", limit=1).items


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("search", {"bogus": 1}, "search takes no argument 'bogus'; it takes lang, limit"),
        ("search", {"limit": 51}, "limit: input should be less than or equal to 50."),
        ("search", {"date_from": "yesterday"}, "date_from: a date is a text such as 2025-11-16."),
        ("search", {"metric": "gdp", "kind": "proposal"}, "metric narrows no proposal: leave it out, or set kind to statement or figure."),
        ("search", {"words": "вода", "sort": "newest"}, "sort=newest needs a kind"),
        ("search", {"cursor": "abc"}, "cursor"),
        ("search", {"topic": "cookery"}, "topic: no topic is known as 'cookery'. Known: trade, "),
        ("search", {"country": "Kyrgistan"}, "Near it: KG"),
        ("search", {"leader": "Zzyx Qwv"}, "leader: nobody is known as 'Zzyx Qwv'."),
        ("get_record", {}, "get_record needs the argument 'id'."),
        ("get_record", {"id": "st-0000000000000"}, "There is no statement st-0000000000000 in this library."),
        ("get_record", {"id": "ardan-temur"}, "`who_said_what` takes people"),
        ("get_series", {}, "Name a metric"),
        ("get_series", {"series": "gdp.level.money.actual.XX.YY"}, "Nothing is claimed in the series"),
        ("follow_proposal", {"id": "doc-0000000000000"}, "take the id of a proposal (pr-…) or thread (th-…)"),
        ("follow_proposal", {"id": "th-0000000000000"}, "There is no thread th-0000000000000"),
        ("who_said_what", {"summit": "SCO 1850"}, "Name a series, place or year"),
        ("who_said_what", {"summit": "sco-heads-of-state-25", "date_from": "2025-01-01"}, "An agenda is of one summit"),
        ("nothing", {}, "There is no tool 'nothing': there are search, get_record"),
    ],
)  # fmt: skip
def test_errors_say_what_to_do(tools: Tools, tool: str, arguments: dict[str, Any], sentence: str) -> None:
    found = tools(tool, **arguments)
    assert found.error and sentence in found.text, found.text
    assert "/api/v1" not in found.text
