"""The whole site: from the front page on, links of the samples' library answer, and every page is sound; what is long has pages."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from app.domain.findings import Extraction
from app.settings import ROOT
from app.vocabulary import Vocabulary
from app.web.charts import years
from tests.builders import (
    make_document,
    make_extraction,
    make_figure,
    make_proposal,
    make_speaker,
    make_statement,
)
from tests.shelf import asking, fill, ingested
from tests.stores import Store, only_sqlite
from tests.web.conftest import BROWSER, client_of
from tests.web.markup import Elements, faults

MOST = 600
"""Addresses that one walk asks for."""

OF_A_SHAPE = 4
"""Addresses of one shape (path without ids, names of parameters) that it asks for."""

WIRE = 150_000

PROPOSES = 12
"""Of a dense text's sentences each so many-eth is a proposal, all alike."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    place = tmp_path_factory.mktemp("samples") / "samples.db"
    ingested(place, [ROOT / "data" / "samples"])
    with asking(place) as client:
        yield client


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_link_leads_on_and_every_page_is_sound(samples: TestClient, language: str) -> None:
    headers = {**BROWSER, "accept-language": language}
    met: set[str] = set()
    shapes: Counter[str] = Counter()
    waiting, heaviest = deque(["/"]), 0
    while waiting and len(met) < MOST:
        address = waiting.popleft()
        if address in met or shapes[shape(address)] >= OF_A_SHAPE:
            continue
        met.add(address)
        shapes[shape(address)] += 1
        own = not address.startswith(("/api/", "/docs", "/openapi", "/llms"))
        answer = samples.get(address, headers=headers if own else {})
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html") or address == "/docs":
            continue
        assert faults(answer.text) == [], address
        heaviest = max(heaviest, on_the_wire(samples, address))
        for link in Elements(answer.text).links():
            parts = urlsplit(unescape(link))
            if not parts.netloc and parts.path:
                waiting.append(unescape(link).partition("#")[0])
            if parts.fragment and parts.path.startswith("/documents/"):
                there = samples.get(unescape(link), headers=headers).text if shapes["fragment"] < 20 else None
                shapes["fragment"] += 1
                assert there is None or parts.fragment in Elements(there).ids(), link
    nouns = {address.split("/")[1].partition("?")[0] for address in met}
    assert {"search", "documents", "statements", "proposals", "figures", "claims", "leaders"} - {
        "search"
    } <= nouns
    assert {"topics", "metrics", "summits", "countries", "series", "threads", "agenda", "api"} <= nouns
    assert heaviest < WIRE / 3


def shape(address: str) -> str:
    parts = urlsplit(address)
    path = re.sub(r"(?<=/)(doc|st|pr|fi|cl|th)-\w{13}", "ID", parts.path)
    path = re.sub(r"^(/api/v1)?/(leaders|topics|metrics|summits|countries|series)/.+", r"\1/\2/ID", path)
    return path + "?" + "&".join(sorted({pair.partition("=")[0] for pair in parts.query.split("&")}))


def on_the_wire(client: TestClient, address: str) -> int:
    """Bytes of a page as browsers of ten years ago get it; today's get fewer."""
    with client.stream("GET", address, headers={**BROWSER, "accept-encoding": "gzip"}) as answer:
        assert answer.status_code == 200
        return sum(len(piece) for piece in answer.iter_raw())


def test_claims_stand_side_by_side_as_a_table_and_a_drawing(samples: TestClient) -> None:
    claims = samples.get("/api/v1/claims?disagreeing=true&limit=20").json()["items"]
    assert claims
    for claim in claims:
        page = samples.get(f"/claims/{claim['id']}", headers=BROWSER).text
        elements = Elements(page)
        assert len(elements.of("tr")) == 1 + len(claim["claims"])
        compared = [
            row for row in claim["claims"] if row["compared"] and row["unit"] == claim["spread"]["unit"]
        ]
        drawn = [attrs for attrs in elements.of("g") if attrs["class"].startswith("interval")]
        assert len(drawn) == (len(compared) if len(compared) > 1 else 0)
        for row in claim["claims"]:
            assert f'href="/figures/{row["figure"]}"' in page
            figure = samples.get(f"/figures/{row['figure']}", headers=BROWSER).text
            assert f'href="/claims/{claim["id"]}"' in figure and faults(figure) == []
        points = [float(attrs["cx"]) for attrs in elements.of("circle")]
        told = [Decimal(row["value"]) for row in compared if not row["derived"] and not row["value_high"]]
        if len(points) == len(told) == len(compared):
            order = sorted(range(len(told)), key=lambda place: told[place])
            assert [points[place] for place in order] == sorted(points)
        assert all(0 <= point <= 360 for point in points)


def test_years_are_drawn_where_they_lie_in_time(samples: TestClient) -> None:
    """One without a record has its place, and all that have some are listed below."""
    page = samples.get("/leaders/shavkat-mirziyoyev", headers=BROWSER).text
    drawing = page[page.index('<svg class="years"') : page.index("</svg>")]
    drawn = [int(year) for year in re.findall(r">(20\d\d)</text>", drawing)]
    asked = "/api/v1/statements?leader=shavkat-mirziyoyev&facets=year&facet_limit=500&limit=1"
    counted = {each["value"]: each["n"] for each in samples.get(asked).json()["facets"]["year"]["values"]}
    assert drawn == list(range(min(drawn), max(drawn) + 1)) and len(drawn) > len(counted) > 2
    assert drawing.count("<rect") == len(counted) and set(counted) <= set(map(str, drawn))
    for year, n in counted.items():
        assert f'">{year}</a> <span class="n">{n}</span>' in page


def test_only_as_many_years_are_drawn_as_a_screen_shows() -> None:
    values = [{"value": str(year), "n": year % 7 + 1} for year in range(1990, 2026)]
    chart = years(values)
    assert chart and [each.label for each in chart.columns] == [str(year) for year in range(2012, 2026)]
    assert years(values[:1]) is None


def dense(characters: int) -> Extraction:
    """A text in which every sentence is a statement that holds a figure, some a proposal."""
    lines: list[str] = []
    while sum(map(len, lines)) + 2 * len(lines) < characters:
        number = len(lines)
        lines.append(
            f"Лиана Верст заявила {number}, что торговля выросла на {number % 90 + 1} процентов, и предложила открыть новую дорогу номер {number} через горы."
        )
    text = "\n\n".join(lines)
    who = make_speaker("liana-verst", "Лиана Верст")
    return make_extraction(
        make_document(text, key=f"dense-{characters}", language="ru"),
        people=(),
        statements=[make_statement(line, text=text, speaker=who) for line in lines],
        proposals=[
            make_proposal(
                f"открыть новую дорогу номер {place} через", text=text, statement=place, speaker=who
            )
            for place in range(0, len(lines), PROPOSES)
        ],
        figures=[
            make_figure(
                f"{place}, что торговля выросла на {place % 90 + 1} процентов",
                text=text,
                unit="percent",
                claimant=who,
                statement=place,
            )
            for place in range(len(lines))
        ],
    )


@only_sqlite
def test_a_long_text_is_shown_whole_page_by_page(store: Store, vocabulary: Vocabulary) -> None:
    url = fill(store.migrated(), vocabulary, [dense(200_000)])
    with client_of(url, vocabulary) as client:
        document = client.get("/api/v1/documents").json()["items"][0]
        whole = client.get(f"/api/v1/documents/{document['id']}").json()["text"]
        address = f"/documents/{document['id']}"
        first = client.get(address, headers=BROWSER).text
        navigation = first[first.index('<nav class="pager parts"') :]
        links = [
            unescape(link) for link in re.findall(r'href="([^"]+)"', navigation[: navigation.index("</nav>")])
        ]
        assert len(links) > 5 and links[0] == address
        shown: list[str] = []
        records: set[str] = set()
        for link in links:
            page = client.get(link, headers=BROWSER).text
            assert faults(page) == [] and on_the_wire(client, link) < WIRE
            text = page[
                page.index('<div class="text"') : page.index("</div>", page.index('<div class="text"'))
            ]
            shown += [unescape(re.sub("<[^>]+>", "", line)) for line in re.findall(r"<p>(.*?)</p>", text)]
            records |= set(re.findall(r'id="record-([\w-]+)"', page))
        assert shown == [line for line in whole.splitlines() if line]
        counts = document["counts"]
        assert len(records) == counts["statements"] + counts["proposals"] + counts["figures"]
        last = client.get("/api/v1/figures?limit=500").json()["items"]
        for figure in (
            max(last, key=lambda each: each["span"]["start"]),
            min(last, key=lambda each: each["id"]),
        ):
            page = client.get(f"/figures/{figure['id']}", headers=BROWSER).text
            [there] = {unescape(link) for link in re.findall(rf'href="([^"]+#{figure["id"]})"', page)}
            assert f'id="{figure["id"]}"' in client.get(there, headers=BROWSER).text


@only_sqlite
def test_lists_and_pages_stay_light_however_much_is_asked_for(store: Store, vocabulary: Vocabulary) -> None:
    url = fill(store.migrated(), vocabulary, [dense(100_000)])
    with client_of(url, vocabulary) as client:
        for noun in ("statements", "proposals", "figures"):
            assert on_the_wire(client, f"/{noun}?limit=100") < WIRE
        for address in ("/leaders/liana-verst", "/search?q=дорогу&limit=100", "/leaders?limit=100", "/"):
            assert on_the_wire(client, address) < WIRE


def test_a_text_that_may_not_be_shown_is_on_no_page(store: Store, vocabulary: Vocabulary) -> None:
    lines = [
        f"Ардан Темур сказал, что зюквар{place} пойдёт по длинной дороге через перевал." for place in range(6)
    ]
    text = "\n\n".join(lines)
    who = make_speaker("ardan-temur", "Ардан Темур")
    extraction = make_extraction(
        make_document(text, key="held", excerpt=20, url="https://example.org/held"),
        people=(),
        statements=[make_statement(line, text=text, speaker=who) for line in lines],
        proposals=[make_proposal("зюквар1 пойдёт", text=text, statement=1, speaker=who)],
        figures=[make_figure("зюквар2 пойдёт по длинной", text=text, claimant=who, statement=2)],
    )
    url = fill(store.migrated(), vocabulary, [extraction])
    with client_of(url, vocabulary) as client:
        document = client.get("/api/v1/documents").json()["items"][0]
        assert document["withheld"]
        addresses = [
            f"/documents/{document['id']}",
            "/statements",
            "/search?q=перевал",
            "/leaders/ardan-temur",
        ]
        for noun in ("statements", "proposals", "figures"):
            addresses += [f"/{noun}/{item['id']}" for item in client.get(f"/api/v1/{noun}").json()["items"]]
        for address in addresses:
            page = client.get(address, headers=BROWSER).text
            assert faults(page) == [], address
            assert set(re.findall(r"зюквар\d пойд\w*(?: по)?", page)) <= {"зюквар1 пойдёт"}, address
            assert "перевал" not in page.replace("q=перевал", "").replace('value="перевал"', "").replace(
                ": перевал", ""
            ), address
        shown = client.get(addresses[0], headers=BROWSER).text
        assert 'href="https://example.org/held"' in shown
        said = client.get("/api/v1/statements").json()["items"]
        assert all(f'id="{item["id"]}"' in shown for item in said)
