"""Pages of series: the chart and the table show the points that the API tells, in both languages, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from app.domain.findings import Extraction
from app.domain.period import Period
from app.queries.series_params import PointParams, SeriesParams
from app.schemas.common import LABEL_LANGUAGES, LabelLanguage
from app.settings import ROOT
from app.store.database import open_database
from app.store.reference import Put, put_values
from app.vocabulary import Vocabulary
from app.web.words import words_of
from tests.builders import make_document, make_extraction, make_figure, make_speaker
from tests.shelf import asking, fill, ingested
from tests.stores import Store
from tests.web.conftest import BROWSER, client_of
from tests.web.markup import Elements, faults, text_of
from tests.web.test_pages import next_of, page
from tests.web.test_whole import WIRE, on_the_wire
from tests.web.test_words import check_form

TRADE = "trade_turnover.level.money.actual.KG.KZ"
GROWTH = "trade_turnover.growth.ratio.actual.KG.KZ"
LONG = "fdi.level.money.actual.KG"
Record = dict[str, Any]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The samples, and official values beside two of their series."""
    place: Path = tmp_path_factory.mktemp("series") / "samples.db"
    ingested(place, [ROOT / "data" / "samples"])
    database = open_database(f"sqlite:///{place}")
    found, row = Put(), official()
    with database.session() as session:
        for each in (row, row | {"days": "2024-01-01|2024-12-31||", "value": Decimal(1_700_000_000), "line": 3},
                     row | {"series": "trade_turnover|growth|ratio|actual|KG,KZ", "unit": "percent", "value": Decimal("25.1")}):  # fmt: skip
            put_values(session, [each], found)
    database.close()
    with asking(place) as client:
        yield client


def official() -> Record:
    return {
        "series": "trade_turnover|level|money|actual|KG,KZ", "days": "2023-01-01|2023-12-31||", "source": "Bureau <of> Counting",
        "vintage": "2025-07-01", "unit": "USD", "value": Decimal(1_571_300_000), "metric": "trade_turnover", "side": "KG",
        "code": "T&T", "file": "t.csv", "line": 2,
    }  # fmt: skip


def long(points: int, words: str = "сумму номер {}", **document: Any) -> Extraction:
    """A text that tells an amount of each of so many days."""
    lines = [f"Лиана Верст назвала {words.format(number)}." for number in range(points)]
    text = "\n\n".join(lines)
    who = make_speaker("liana-verst", "Лиана Верст")
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(points)]
    return make_extraction(
        make_document(text, key="long", **document),
        people=(),
        statements=(),
        proposals=(),
        figures=[
            make_figure(
                line.removeprefix("Лиана Верст назвала "),
                text=text,
                value=Decimal(1_000_000_000 + number),
                step=Decimal(1),
                geo=("KG",),
                claimant=who,
                period=Period(start=days[number], end=days[number], rule="day"),
            )
            for number, line in enumerate(lines)
        ],
    )


@pytest.mark.parametrize("series", [TRADE, GROWTH])
@pytest.mark.parametrize("language", LABEL_LANGUAGES)
def test_the_table_has_what_the_api_tells(samples: TestClient, series: str, language: str) -> None:
    found = page(samples, f"/series/{series}", 200, **{"accept-language": language})
    words = words_of("ru" if language == "ru" else "en")
    points = samples.get(f"/api/v1/series/{series}").json()["items"]
    rows = re.findall("<tr>.*?</tr>", found[found.index("<tbody>") :], re.DOTALL)
    assert len(rows) == len(points) > 1
    for row, point in zip(rows, points, strict=True):
        told = text_of(row)
        assert words.period(point["period"]["start"], point["period"]["end"]) in told
        assert words.amount(point["value"], point["unit"]).replace("\xa0", " ") in told.replace("\xa0", " ")
        assert words(f"point.{point['kind']}") in told
        if point["kind"] == "official":
            assert "Bureau <of> Counting" in told and "T&T" in told and "t.csv" in told
            continue
        assert f'href="/figures/{point["figure"]}"' in row and f"#{point['figure']}" in row
        assert point["span"]["exact"] in told
        for each in point["official"]:
            unit = "pp" if point["unit"] == "percent" else point["unit"]
            assert words("point.difference", amount=words.amount(each["absolute"], unit)) in unescape(row)
            assert words("point.apart", amount=words.amount(each["apart"], unit)) in unescape(row)
        if point["derived"]:
            assert point["derived"]["formula"] in told
            assert all(f'href="/figures/{each["id"]}"' in row for each in point["derived"]["inputs"])
    assert {each["kind"] for each in points} >= {"told", "official"}


def test_words_of_the_source_lead_to_their_place_in_the_text(samples: TestClient) -> None:
    found = page(samples, f"/series/{TRADE}")
    there = {
        unescape(link["href"])
        for link in Elements(found).of("a")
        if link["href"].startswith("/documents/") and "#" in link["href"]
    }
    assert len(there) > 1
    for link in there:
        assert urlsplit(link).fragment in Elements(page(samples, link)).ids()


def test_the_chart_is_that_of_the_api_and_its_marks_lead_to_pages(samples: TestClient) -> None:
    found = page(samples, f"/series/{TRADE}?lang=ru")
    drawing = found[found.index("<svg") : found.index("</svg>")]
    alone = samples.get(f"/api/v1/series/{TRADE}?format=svg&lang=ru").text
    for shape in ("<path", "<circle", "<line"):
        assert drawing.count(shape) == alone.count(shape)
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', drawing)]
    assert len(links) == len(samples.get(f"/api/v1/series/{TRADE}").json()["items"])
    for link in links:
        assert link.startswith(("/figures/", "/series/")) and "lang=ru" in link
        page(samples, link)


def test_it_can_be_had_as_data_in_three_forms(samples: TestClient) -> None:
    elements = Elements(page(samples, f"/series/{TRADE}?period_from=2023-01-01&limit=1&lang=ru"))
    links = {link["type"]: link["href"] for link in elements.of("a") if "type" in link}
    points = samples.get(f"/api/v1/series/{TRADE}?period_from=2023-01-01").json()["items"]
    assert len(samples.get(links["application/json"]).json()["items"]) == 1
    assert len(samples.get(links["text/csv"]).text.splitlines()) == 1 + len(points)
    assert samples.get(links["image/svg+xml"]).headers["content-type"] == "image/svg+xml"


def test_filters_are_the_apis_and_can_be_taken_away(samples: TestClient) -> None:
    for query in (
        "period_from=2023-01-01",
        "period_to=2022-12-31",
        "derived=true",
        "derived=0",
        "leader=kassym-jomart-tokayev",
        "vintage=2025-07-01",
        "vintage=2024-07-01",
        "period_from=2090-01-01",
    ):
        found = page(samples, f"/series/{TRADE}?{query}")
        asked = samples.get(f"/api/v1/series/{TRADE}?{query}&count=exact").json()
        assert found.count("<tr>") == len(asked["items"]) + bool(asked["items"])
        assert f'<p class="count">{words_of("en").count("counts.points", asked["total"])}</p>' in found
        notes = re.search(r'<ul class="notes">(.*?)</ul>', found, re.DOTALL)
        assert (notes[1].count("<li>") if notes else 0) == len(asked["notes"])
        assert f'<a href="/series/{TRADE}" aria-label="' in found
    assert "only what figures imply" in page(samples, f"/series/{TRADE}?derived=1")
    answer = samples.get(f"/series/{TRADE}?period_from=&period_to=2023-12-31", headers=BROWSER)
    assert str(answer.url).endswith(f"/series/{TRADE}?period_to=2023-12-31")


@pytest.mark.parametrize("language", LABEL_LANGUAGES)
def test_every_option_and_label_of_the_forms_has_a_word(language: LabelLanguage) -> None:
    check_form(words_of(language), SeriesParams, ("country", "partner", "measure", "modality"))
    check_form(words_of(language), PointParams, ("period_from", "period_to", "vintage", "leader", "derived"))


def test_a_metric_lists_its_series_and_each_leads_to_its_page(samples: TestClient) -> None:
    asked = samples.get("/api/v1/series?metric=trade_turnover&count=exact").json()
    ids = [each["id"] for each in asked["items"]]
    of_metric = page(samples, "/metrics/trade_turnover")
    shown = re.findall(r'<li id="(trade_turnover\.[^"]+)">', of_metric)
    assert shown == ids[: len(shown)] and 5 < len(shown) < asked["total"]
    assert 'href="/series?metric=trade_turnover"' in of_metric
    listed, address = [], "/series?metric=trade_turnover&limit=3"
    while address:
        found = page(samples, address)
        assert words_of("en").count("counts.series", asked["total"]) in found
        listed += re.findall(r'<li id="(trade_turnover\.[^"]+)">', found)
        address = next_of(found) or ""
    assert listed == ids[: len(listed)] and len(listed) == asked["total"]
    narrowed = page(samples, "/series?metric=trade_turnover&country=KG&measure=growth")
    assert f'id="{GROWTH}"' in narrowed and f'id="{TRADE}"' not in narrowed
    assert "Narrow" in narrowed and 'name="metric" value="trade_turnover"' in narrowed


def test_figures_and_claims_lead_to_their_series(samples: TestClient) -> None:
    for point in samples.get(f"/api/v1/series/{TRADE}").json()["items"]:
        if point["figure"]:
            assert f'href="/series/{TRADE}"' in page(samples, f"/figures/{point['figure']}")
    claims = samples.get("/api/v1/claims?limit=100").json()["items"]
    assert claims
    for claim in claims:
        found = page(samples, f"/claims/{claim['id']}")
        [shown] = re.findall(r'href="/series/([^"]+)"', found)
        of = samples.get(f"/api/v1/series/{shown}?limit=500").json()
        assert of["measure"] == claim["measure"] and claim["metric"] in (of["metric"], of["mirror"])
        assert {row["figure"] for row in claim["claims"]} <= {each["figure"] for each in of["items"]}


def test_a_flow_is_found_from_either_end(samples: TestClient) -> None:
    found = page(samples, "/series/trade_turnover.level.money.actual.KZ.KG")
    assert f"<code>{TRADE}</code>" in found


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/series", 422, "metric"),
        ("/series?metric=nothing", 404, "/api/v1/metrics"),
        ("/series?metric=fdi&limit=101", 422, "/api/v1/series"),
        ("/series?metric=fdi&cursor=" + "A" * 36, 404, "cursor"),
        ("/series/fdi", 422, "id"),
        ("/series/fdi.level.money.actual.US", 404, "/api/v1/series?metric=fdi"),
        (f"/series/{TRADE}?format=csv", 422, f"/api/v1/series/{TRADE}"),
        (f"/series/{TRADE}?period_from=now", 422, "2025-11-16"),
        (f"/series/{TRADE}?leader=nobody", 404, "nobody"),
        (f"/series/{TRADE}?colour=red", 422, "is unknown here"),
    ],
)
def test_errors_are_pages_that_say_what_to_do(
    samples: TestClient, address: str, status: int, told: str
) -> None:
    assert told in unescape(text_of(page(samples, address, status)))


def test_an_empty_database_says_so(empty: TestClient) -> None:
    assert words_of("en")("series.none") in text_of(page(empty, "/series?metric=fdi"))
    assert "/series/" not in page(empty, "/metrics/fdi")
    page(empty, f"/series/{LONG}", 404)


def test_a_long_series_pages_and_stays_light(store: Store, vocabulary: Vocabulary) -> None:
    url = fill(store.migrated(), vocabulary, [long(700)])
    with client_of(url, vocabulary) as client:
        seen: list[str] = []
        address, pages = f"/series/{LONG}?limit=100", 0
        while address:
            found = page(client, address)
            assert on_the_wire(client, address) < WIRE
            seen += re.findall(r'<td class="num"><a href="/figures/([^"]+)"', found)
            address, pages = next_of(found) or "", pages + 1
        whole = client.get(f"/api/v1/series/{LONG}?format=csv").text.splitlines()
        assert pages == 7 and len(seen) == len(set(seen)) == 700 == len(whole) - 1
        assert all(figure in line for figure, line in zip(seen, whole[1:], strict=True))
        assert "200 more points are not drawn" in found


def test_withheld_words_stay_withheld(store: Store, vocabulary: Vocabulary) -> None:
    held = long(2, words="зюквар {} долгую сумму", excerpt=10, url="https://example.org/held")
    with client_of(fill(store.migrated(), vocabulary, [held]), vocabulary) as client:
        points = client.get(f"/api/v1/series/{LONG}").json()["items"]
        assert points and all(point["withheld"] for point in points)
        addresses = [f"/series/{LONG}", "/series?metric=fdi", "/metrics/fdi"]
        addresses += [f"/figures/{point['figure']}" for point in points]
        for address in addresses:
            found = page(client, address)
            assert "зюквар" not in found and "долгую" not in found, address
        assert words_of("en").count("withheld.words", points[0]["span"]["length"]) in page(
            client, addresses[0]
        )


def test_the_page_is_sound_in_each_language(samples: TestClient) -> None:
    for address in ("/series?metric=trade_turnover", f"/series/{TRADE}", f"/series/{GROWTH}"):
        for language in LABEL_LANGUAGES:
            answer = samples.get(address, headers={**BROWSER, "accept-language": language})
            assert faults(answer.text) == []
            assert Elements(answer.text).of("html")[0]["lang"] == language
            other = samples.get(f"{address}{'&' if '?' in address else '?'}lang={language}", headers=BROWSER)
            for link in Elements(other.text).of("a"):
                own = link["href"].startswith(("/figures", "/series", "/metrics", "/countries", "/leaders"))
                if own and link.get("rel") != "bookmark" and "hreflang" not in link:
                    assert f"lang={language}" in link["href"], link
