"""Series of what is claimed, official values beside it: what the samples say, worked out by hand, on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic_core import from_json
from sqlalchemy import text

from app.errors import NotFound
from app.queries.charts import MOST_MARKS, draw_series
from app.queries.cursor import key_cursor
from app.queries.point_walk import plan_points
from app.queries.points import PointStream, find_points
from app.queries.series import find_series, get_series_of, key_of, key_of_id
from app.queries.series_params import PointParams, SeriesParams
from app.schemas.series import SeriesDetail, SeriesOut
from app.settings import ROOT
from app.store.database import Database, Reader, open_database
from app.store.reference import Put, put_values, remove_values
from app.vocabulary import Vocabulary
from tests.shelf import ingested, project
from tests.stores import Store

TRADE = "trade_turnover.level.money.actual.KG.KZ"
GROWTH = "trade_turnover.growth.ratio.actual.KG.KZ"
YEAR = {"start": "2023-01-01", "end": "2023-12-31"}
BEFORE = {"start": "2022-01-01", "end": "2022-12-31"}
LONG = "fdi|level|money|actual|KG"
Record = dict[str, Any]


@pytest.fixture
def words() -> Vocabulary:
    return project()[0]


@pytest.fixture
def database(store: Store) -> Iterator[Database]:
    """The samples, in a database of the test's own."""
    url = store.filled("samples", lambda place: ingested(place, [ROOT / "data" / "samples"]))
    opened = open_database(url)
    yield opened
    opened.close()
    store.drop(url)


@pytest.fixture
def samples(database: Database) -> Iterator[Reader]:
    opened = database.reader()
    yield opened
    opened.close()


def listed(reader: Reader, words: Vocabulary, **asked: Any) -> list[Record]:
    page = find_series(reader, words, SeriesParams(**asked))
    for record in page.records:
        SeriesOut.model_validate_json(record)
    return [from_json(record) for record in page.records]


def points(reader: Reader, words: Vocabulary, shown: str, **asked: Any) -> list[Record]:
    page, head = find_points(reader, words, shown, PointParams(limit=500, **asked))
    assert page.next is None
    items = [from_json(record) for record in page.records]
    tail = {"next": None, "prev": None, "data_version": page.data_version, "notes": list(page.notes)}
    SeriesDetail.model_validate(from_json(head) | {"items": items} | tail)
    return items


def official(**changes: Any) -> Record:
    given: Record = {
        "series": "trade_turnover|level|money|actual|KG,KZ",
        "days": "2023-01-01|2023-12-31||",
        "source": "Office",
        "vintage": "2025-07-01",
        "unit": "USD",
        "value": Decimal("1571300000"),
        "metric": "trade_turnover",
        "side": "KG",
        "code": "T",
        "file": "t.csv",
        "line": 2,
    }
    return given | changes


def put(database: Database, *rows: Record) -> Put:
    found = Put()
    with database.session() as session:
        for row in rows:  # one source and vintage at a time
            put_values(session, [row], found)
    return found


def test_what_is_told_and_what_it_implies_in_the_order_of_periods(samples: Reader, words: Vocabulary) -> None:
    found = points(samples, words, TRADE)
    assert [
        (each["kind"], each["period"], each["value"], each["low"], each["high"], each["claimant"] and each["claimant"]["id"])
        for each in found
    ] == [
        ("derived", BEFORE, "1190476190.48", "1146245059.28", "1235059760.96", "kassym-jomart-tokayev"),
        ("told", YEAR, "1500000000", "1450000000", "1550000000", "kassym-jomart-tokayev"),
        ("told", YEAR, "1572000000", "1571500000", "1572500000", None),
    ]  # fmt: skip
    assert found[0]["derived"]["formula"] == "level / (1 + growth / 100)"
    assert [each["value"] for each in found[0]["derived"]["inputs"]] == ["1500000000", "26"]
    [growth] = points(samples, words, GROWTH)
    assert (growth["value"], growth["unit"], growth["period"], growth["base_period"]) == (
        "26",
        "percent",
        YEAR,
        BEFORE,
    )


def test_levels_and_growths_are_series_beside_each_other(samples: Reader, words: Vocabulary) -> None:
    found = listed(samples, words, metric="trade_turnover", country=["KZ"], partner=["KG"])
    assert {TRADE, GROWTH} <= {each["id"] for each in found}
    [level] = [each for each in found if each["id"] == TRADE]
    assert (level["told"], level["derived"], level["claimants"]) == (2, 1, 2)
    assert (level["first_period"], level["last_period"]) == (BEFORE, YEAR)
    assert level["mirror"] is None and level["official"] == []
    only = listed(samples, words, metric="trade_turnover", country=["KZ"], partner=["KG"], measure=["growth"])
    assert {each["measure"] for each in only} == {"growth"} and GROWTH in {each["id"] for each in only}


def test_every_claim_is_a_point_of_one_series(samples: Reader, words: Vocabulary) -> None:
    stored = {
        key_of(series).id: n
        for series, n in samples.rows("SELECT series, count(*) FROM claim GROUP BY series")
    }
    metrics = {shown.partition(".")[0] for shown in stored}
    found = {
        each["id"]: each for metric in metrics for each in listed(samples, words, metric=metric, limit=500)
    }
    assert {shown: each["told"] + each["derived"] for shown, each in found.items()} == stored
    for shown, n in stored.items():
        told = points(samples, words, shown)
        assert len(told) == n
        assert [each["period"]["start"] for each in told] == sorted(each["period"]["start"] for each in told)
        for each in told:
            heads = get_series_of(samples, words, each["figure"])
            assert shown in [head.id for head in heads]


def test_a_flow_is_the_same_series_from_either_side(samples: Reader, words: Vocabulary) -> None:
    [given] = listed(samples, words, metric="exports", country=["TJ"], partner=["KZ"])
    [taken] = listed(samples, words, metric="imports", country=["KZ"], partner=["TJ"])
    assert given == taken
    assert (given["mirror"]["id"], [place["id"] for place in given["places"]]) == ("imports", ["KZ", "TJ"])
    other = "imports.level.money.actual.TJ.KZ"
    assert points(samples, words, given["id"]) == points(samples, words, other)
    with pytest.raises(NotFound):  # the other direction is another flow
        points(samples, words, "imports.level.money.actual.KZ.TJ")


@given(
    places=some.permutations(["KG", "KZ", "UZ", "central-asia"]).map(lambda each: each[:2]),
    measure=some.sampled_from(["level", "growth"]),
    metric=some.sampled_from(["exports", "imports", "trade_turnover", "gdp"]),
)
def test_ids_from_either_side_are_one_series(places: list[str], measure: str, metric: str) -> None:
    words = project()[0]
    mirror = words.metrics[metric].mirror or metric
    one = key_of_id(".".join((metric, measure, "money", "actual", *places)), words)
    other = key_of_id(".".join((mirror, measure, "money", "actual", *reversed(places))), words)
    assert one == other and key_of(one.stored) == one and key_of_id(one.id, words) == one


def test_nothing_found_tells_what_there_is(samples: Reader, words: Vocabulary) -> None:
    page = find_series(samples, words, SeriesParams(metric="gdp", country=["KG"]))
    assert page.records == [] and "central-asia" in page.notes[0] and "There are 4" in page.notes[0]
    page = find_series(samples, words, SeriesParams(metric="wages"))
    assert page.records == [] and "Nothing that is stored claims anything of wages" in page.notes[0]
    with pytest.raises(NotFound, match="'gdpp'"):
        find_series(samples, words, SeriesParams(metric="gdpp"))
    with pytest.raises(NotFound, match="metric=gdp"):
        find_points(samples, words, "gdp.level.money.actual.KG", PointParams())
    page, _ = find_points(samples, words, TRADE, PointParams(period_from=date(2030, 1, 1)))
    assert page.records == [] and "the series has 3, of 2022-01-01 to 2023-12-31" in page.notes[0]


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (
            "trade.level.money.actual.KG.KZ",
            "there is no metric 'trade'; the ids are listed at /api/v1/metrics",
        ),
        ("trade_turnover.levl.money.actual.KG.KZ", "no measure 'levl'; there are level, change"),
        ("trade_turnover.level.mony.actual.KG.KZ", "no kind of unit 'mony'; there are money, ratio"),
        ("trade_turnover.level.money.planned.KG.KZ", "no modality 'planned'; there are actual"),
        ("trade_turnover.level.money.actual.KG.QQ", "no country or bloc 'QQ'"),
        ("trade_turnover.level.money.actual.KG.US", "stand at /api/v1/series?metric=trade_turnover"),
    ],
)
def test_a_series_that_is_not_there_tells_what_is_wrong_with_its_id(
    samples: Reader, words: Vocabulary, shown: str, told: str
) -> None:
    with pytest.raises(NotFound) as raised:
        find_points(samples, words, shown, PointParams())
    assert told in raised.value.detail and told in raised.value.faults[0].message


def test_ends_of_a_period_the_wrong_way_round_are_told(samples: Reader, words: Vocabulary) -> None:
    asked = PointParams(period_from=date(2025, 1, 1), period_to=date(2020, 1, 1))
    page, _ = find_points(samples, words, TRADE, asked)
    assert page.records == [] and page.notes[0].startswith("period_from (2025-01-01) lies after period_to")


@pytest.mark.parametrize(("asked", "values"), [
    ({"derived": True}, ["1190476190.48"]),
    ({"derived": False}, ["1500000000", "1572000000"]),
    ({"leader": ["kassym-jomart-tokayev"]}, ["1190476190.48", "1500000000"]),
    ({"period_from": date(2022, 12, 31)}, ["1190476190.48", "1500000000", "1572000000"]),
    ({"period_from": date(2023, 1, 1)}, ["1500000000", "1572000000"]),
    ({"period_to": date(2022, 12, 31)}, ["1190476190.48"]),
    ({"period_to": date(2023, 1, 1)}, ["1190476190.48", "1500000000", "1572000000"]),
])  # fmt: skip
def test_filters(samples: Reader, words: Vocabulary, asked: Record, values: list[str]) -> None:
    assert [each["value"] for each in points(samples, words, TRADE, **asked)] == values
    page, _ = find_points(samples, words, TRADE, PointParams(count="exact", **asked))
    assert page.total == len(values)


def test_official_values_stand_among_the_claims_and_beside_each(
    database: Database, words: Vocabulary
) -> None:
    put(database, official(), official(days="2021-01-01|2021-12-31||", value=Decimal(10) ** 9))
    reader = database.reader()
    found = points(reader, words, TRADE)
    assert [(each["kind"], each["period"]["start"][:4]) for each in found] == [
        ("official", "2021"), ("derived", "2022"), ("told", "2023"), ("told", "2023"), ("official", "2023"),
    ]  # fmt: skip
    assert [each["official"] for each in found[:2]] == [[], []]
    [[rounded], [exact]] = found[2]["official"], found[3]["official"]
    assert (rounded["absolute"], rounded["relative"]) == ("-71300000", "-4.54")
    assert (rounded["apart"], rounded["apart_relative"]) == ("-21300000", "-1.36")
    assert (exact["absolute"], exact["apart"]) == ("700000", "200000")
    assert found[4]["source"] == {
        "name": "Office",
        "vintage": "2025-07-01",
        "code": "T",
        "file": "t.csv",
        "line": 2,
    }
    [head] = [
        each for each in listed(reader, words, metric="trade_turnover", country=["KG"]) if each["id"] == TRADE
    ]
    assert [(each["source"], each["vintage"], each["values"]) for each in head["official"]] == [
        ("Office", "2025-07-01", 2)
    ]
    reader.close()


def test_rounding_explains_what_lies_within_it(database: Database, words: Vocabulary) -> None:
    put(database, official(value=Decimal("1549999999")))
    reader = database.reader()
    told = points(reader, words, TRADE, leader=["kassym-jomart-tokayev"], derived=False)
    [beside] = told[0]["official"]
    assert (beside["absolute"], beside["apart"], beside["apart_relative"]) == ("-49999999", "0", "0")
    reader.close()


def test_the_newest_vintage_of_each_source_or_the_one_asked_for(
    database: Database, words: Vocabulary
) -> None:
    put(
        database,
        official(),
        official(vintage="2026-07-01", value=Decimal(1600)),
        official(source="Bank", value=Decimal(1700)),
    )
    reader = database.reader()

    def shown(**asked: Any) -> list[tuple[str, str, str]]:
        return [
            (each["source"]["name"], each["source"]["vintage"], each["value"])
            for each in points(reader, words, TRADE, **asked)
            if each["kind"] == "official"
        ]

    assert shown() == [("Bank", "2025-07-01", "1700"), ("Office", "2026-07-01", "1600")]
    assert shown(vintage=date(2025, 7, 1)) == [
        ("Bank", "2025-07-01", "1700"),
        ("Office", "2025-07-01", "1571300000"),
    ]
    page, _ = find_points(reader, words, TRADE, PointParams(vintage=date(2020, 1, 1)))
    assert "2026-07-01 (Office)" in page.notes[0] and len(page.records) == 3
    reader.close()


def test_an_official_growth_stands_beside_one_told_without_a_base(
    database: Database, words: Vocabulary
) -> None:
    growth = official(
        series="trade_turnover|growth|ratio|actual|KG,central-asia", days="2022-01-01|2024-12-31|2021-01-01|2021-12-31", unit="percent", value=Decimal("40.5")
    )  # fmt: skip
    put(database, growth)
    reader = database.reader()
    value, told = points(
        reader, words, "trade_turnover.growth.ratio.actual.KG.central-asia", period_to=date(2022, 1, 1)
    )
    assert told["base_period"] is None and [each["value"] for each in told["official"]] == ["40.5"]
    assert value["base_period"] == {"start": "2021-01-01", "end": "2021-12-31"}
    reader.close()


def test_a_growth_of_a_year_has_the_year_before_for_its_base(samples: Reader, words: Vocabulary) -> None:
    [told] = points(samples, words, "fdi.growth.ratio.actual.KG")
    assert told["period"]["start"] == "2024-01-01" and told["base_period"] == YEAR


def test_putting_is_counted_and_moves_the_version_only_where_something_changes(
    database: Database,
) -> None:
    reader = database.reader()
    before = reader.data_version()
    assert put(database, official()) == Put(added=1)
    assert put(database, official(line=7)) == Put(unchanged=1)
    assert reader.data_version() == before + 1
    assert put(database, official(value=Decimal(5))) == Put(changed=1)
    assert reader.data_version() == before + 2
    with database.session() as session:
        assert remove_values(session, "Office", "2024-01-01") == 0
        assert remove_values(session, "Office", None) == 1
    assert reader.data_version() == before + 3
    reader.close()


def lengthen(database: Database, n: int) -> None:
    """A figure that claims something of ten thousand days, and official values of some."""
    with database.session() as session:
        session.execute(
            text("DELETE FROM claim WHERE series <> :series OR formula IS NOT NULL"), {"series": LONG}
        )
        days = [(date(1980, 1, 1) + timedelta(days=number)).isoformat() for number in range(n)]
        session.execute(
            text(
                "INSERT INTO claim SELECT :number, figure_id, document_id, series, :days, day, teller, unit, :value, value_high, low, high,"
                " bounded, compared, side, ambiguous, services, partner_open, inputs, formula FROM claim WHERE series = :series AND days = '2024-01-01|2024-12-31||'"
            ),
            [
                {
                    "number": number,
                    "days": f"{days[number]}|{days[number]}||",
                    "value": str(number),
                    "series": LONG,
                }
                for number in range(1, n)
            ],
        )
    put(
        database,
        *(
            official(series=LONG, days=f"{day}|{day}||", source=source, value=Decimal(number))
            for number in range(1, n, n // 40)
            for source in ("Bank", "Office")
            for day in [(date(1980, 1, 1) + timedelta(days=number)).isoformat()]
        ),
    )


def test_a_long_series_pages_without_loss_and_back_again(database: Database, words: Vocabulary) -> None:
    lengthen(database, 10_000)
    reader = database.reader()
    shown = key_of(LONG).id
    stream = PointStream(database.reader(), words, shown, PointParams(count="exact"))
    whole = [from_json(record) for batch in stream.batches() for record in batch]
    assert stream.total == len(whole) == 10_000 + 2 * 40
    stream.close()
    assert len({(each["kind"], each["period"]["start"], str(each["source"])) for each in whole}) == len(whole)

    forth: list[Record] = []
    cursor, last = None, None
    while True:
        page, _ = find_points(reader, words, shown, PointParams(limit=471, cursor=cursor))
        forth += [from_json(record) for record in page.records]
        if page.next is None:
            last = page
            break
        cursor = page.next
    assert forth == whole
    back = [from_json(record) for record in last.records]
    cursor = last.prev
    while cursor:
        page, _ = find_points(reader, words, shown, PointParams(limit=471, cursor=cursor))
        back = [from_json(record) for record in page.records] + back
        cursor = page.prev
    assert back == whole
    first, _ = find_points(reader, words, shown, PointParams(limit=471))
    with pytest.raises(NotFound, match="cursor"):
        find_points(reader, words, shown, PointParams(cursor=first.next, derived=False))

    drawn = draw_series(reader, words, shown, PointParams(), "en", "/api/v1")
    root = Xml.fromstring(drawn.inline())
    assert len(root.findall(".//{*}a")) == MOST_MARKS
    left = f"{10_000 + 2 * 40 - MOST_MARKS:,} more points are not drawn"
    assert left in [each.text for each in root.findall("{*}text")]
    reader.close()


@pytest.mark.parametrize("key", [
    "", "1", "[]", "{}", '["a"]', '["2023",0,"a"]', '["2023",0,"a","b"]', '["2023",1,"a",1]', '["2023",2,"a",1]', '["2023",0,"a",-1]',
    '["2023",0,"a",9223372036854775808]', '["2023",0,"a",true]', '["\\ud800",0,"a",1]', '["\\u0000",0,"a",1]', "[" * 500,
])  # fmt: skip
def test_a_cursor_that_nobody_was_given_is_refused(samples: Reader, words: Vocabulary, key: str) -> None:
    plan = plan_points(samples, words, TRADE, PointParams())
    with pytest.raises(NotFound, match="cursor"):
        find_points(samples, words, TRADE, PointParams.model_construct(cursor=key_cursor(plan.bound, key)))


def test_the_chart_links_each_point_to_its_record(database: Database, words: Vocabulary) -> None:
    put(database, official())
    reader = database.reader()
    root = Xml.fromstring(draw_series(reader, words, TRADE, PointParams(), "ru", "").inline())
    figures = {f"/figures/{each['figure']}" for each in points(reader, words, TRADE) if each["figure"]}
    links = {each.get("href") for each in root.findall(".//{*}a")}
    assert figures < links and len(links) == 4
    assert root.findtext("{*}title") == "Товарооборот: Кыргызстан – Казахстан"
    labels = [each.text for each in root.findall("{*}text")]
    assert "млрд USD" in labels and "Касым-Жомарт Токаев" in labels and "Office (официально)" in labels
    reader.close()
