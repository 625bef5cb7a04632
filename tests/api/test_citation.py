"""Citations over HTTP: what they say is what the record says, reference managers read it, and the host is that which was asked."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import bibtexparser
import pytest
import rispy
from fastapi.testclient import TestClient
from pylatexenc.latex2text import LatexNodes2Text

from app.analysis.bibliography import bibtex, csl, ris
from app.schemas.citation import CitationOut
from app.schemas.examples import example
from tests.api.conftest import MakeApp

API = "/api/v1"
NOUNS = ("statements", "proposals", "figures", "documents", "claims")
Record = dict[str, Any]

# Everything that BibTeX and RIS give a meaning, on several lines.
AWKWARD = "50 % of {A} & _B_ #1 $x ~ ^ \\end{x}\nER  - \r\nTY  - «ё» “q” } {"


def one(client: TestClient, noun: str) -> Record:
    return dict(client.get(f"{API}/{noun}?limit=1").json()["items"][0])


@pytest.mark.parametrize("noun", NOUNS)
def test_it_says_what_the_record_says(client: TestClient, noun: str) -> None:
    record = one(client, noun)
    answer = client.get(f"{API}/{noun}/{record['id']}/citation")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    CitationOut.model_validate(found)
    assert found["kind"] == noun.removesuffix("s")
    assert found["permalink"] == f"http://testserver/{noun}/{record['id']}"
    assert found["record"] == f"http://testserver{API}/{noun}/{record['id']}"
    assert str(found["data_version"]) == answer.headers["x-data-version"]
    assert found["retrieved_on"] == date.today().isoformat()
    assert found.get("revision") == record.get("revision")
    told = [found["permalink"], record["id"], f"data version {found['data_version']}", found["retrieved_on"]]
    source = record if noun == "documents" else record.get("document")
    if source:
        told += [source["title"], source["publisher"], source["published_on"] or "", source["url"] or ""]
        assert [found[name] for name in ("title", "publisher", "published_on", "url", "language")] == [
            source[name] for name in ("title", "publisher", "published_on", "url", "language")
        ]
    if "span" in record:
        assert found["quotation"] == record["span"]["exact"]
        told.append(record["span"]["exact"].removesuffix("."))
    speaker = record.get("speaker") or record.get("proposer") or record.get("claimant")
    assert found["speaker"] == (speaker["labels"] if speaker else None)
    if speaker:
        told.append(speaker["labels"].get("en") or next(iter(speaker["labels"].values())))
    assert not [each for each in told if each not in found["text"]["en"]]


def test_whose_words_stand_between_the_marks(client: TestClient) -> None:
    """What the author tells is the source's wording, and not put into the speaker's mouth."""
    for kind, marks in (("reported", "in the words of the source: “"), ("direct", ": “")):
        record = client.get(f"{API}/statements?kind={kind}&limit=1").json()["items"][0]
        text = client.get(f"{API}/statements/{record['id']}/citation?format=text").text
        assert f"{marks}{record['span']['exact'].removesuffix('.')}”" in text
        assert ("in the words of the source" in text) == (kind == "reported")


def test_a_speaker_or_claimant_that_is_not_known(client: TestClient) -> None:
    items = client.get(f"{API}/statements?limit=500").json()["items"]
    nobody = next(item["id"] for item in items if item["speaker"] is None)
    answer = client.get(f"{API}/statements/{nobody}/citation").json()
    assert answer["speaker"] is None
    assert answer["text"]["en"].startswith("Speaker not known, statement")
    assert answer["text"]["ru"].startswith("Говорящий не установлен, высказывание")


FORMATS = {
    "text": "text/plain; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/json",
}


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("name", FORMATS)
def test_by_format_and_by_accept_the_same(client: TestClient, noun: str, name: str) -> None:
    path = f"{API}/{noun}/{one(client, noun)['id']}/citation"
    asked = client.get(path, params={"format": name})
    assert asked.status_code == 200 and asked.headers["content-type"] == FORMATS[name]
    accepted = client.get(path, headers={"accept": FORMATS[name].partition(";")[0]})
    assert accepted.content == asked.content and accepted.headers["content-type"] == FORMATS[name]
    assert accepted.headers["etag"] and accepted.headers["x-data-version"]


def awkward() -> CitationOut:
    shown = example("CitationOut")
    changes = {
        "title": AWKWARD,
        "quotation": AWKWARD,
        "publisher": AWKWARD,
        "url": "https://example.org/a_b?c=%20&d={x}\\y}#e~f",
    }
    return CitationOut.model_validate({**shown, **changes, "text": {"en": AWKWARD, "ru": AWKWARD}})


def test_bibtex_is_read_as_it_was_meant() -> None:
    library = bibtexparser.parse_string(bibtex(awkward(), "en").decode())
    assert not library.failed_blocks
    [entry] = library.entries
    assert entry.key == example("CitationOut")["id"]
    # A brace in an address would end its field: it is written by its code, and leads to the same place.
    assert entry["url"] == "https://example.org/a_b?c=%20&d=%7Bx%7D%5Cy%7D#e~f"
    assert entry["langid"] == "russian"
    assert entry["title"].startswith("{") and entry["title"].endswith("}"), "styles write it small otherwise"
    for field in ("title", "abstract", "note", "organization"):
        assert entry[field].count("{") == entry[field].count(
            "}"
        )  # BibTeX counts those after a backslash, too
        # What TeX prints; this reader knows two characters by other names.
        named = entry[field].replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
        told = LatexNodes2Text().latex_to_text(named).replace("ˆ", "^")
        assert told == " ".join(AWKWARD.split())


def test_ris_is_read_as_it_was_meant() -> None:
    [entry] = rispy.loads(ris(awkward(), "en").decode())
    line = " ".join(AWKWARD.split())
    assert (entry["title"], entry["abstract"], entry["notes"]) == (line, line, [line])
    assert entry["urls"] == [awkward().url] or entry["url"] == awkward().url
    assert entry["id"] == example("CitationOut")["id"]


def test_years_have_four_digits() -> None:
    citation = CitationOut.model_validate({**example("CitationOut"), "published_on": "0987-06-05"})
    [entry] = bibtexparser.parse_string(bibtex(citation, "en").decode()).entries
    assert (entry["date"], entry["year"]) == ("0987-06-05", "0987")
    lines = ris(citation, "en").decode().split("\r\n")
    assert "PY  - 0987" in lines and "DA  - 0987/06/05" in lines


def test_who_publishes_a_page_elsewhere_is_not_told_where_it_is_not_known() -> None:
    elsewhere = CitationOut.model_validate(
        {**example("CitationOut"), "publisher": None, "url": "https://example.org/a"}
    )
    assert "container-title" not in json.loads(csl(elsewhere, "en"))[0]
    assert not [line for line in ris(elsewhere, "en").decode().split("\r\n") if line.startswith("PB")]
    here = elsewhere.model_copy(update={"url": None})
    assert json.loads(csl(here, "en"))[0]["container-title"] == "Summitry"
    assert "PB  - Summitry" in ris(here, "en").decode().split("\r\n")


def test_csl_names_the_source_and_no_author(client: TestClient) -> None:
    shown = CitationOut.model_validate(example("CitationOut"))
    [item] = json.loads(csl(shown, "ru"))
    assert item["id"] == shown.id and item["title"] == shown.title and item["note"] == shown.text["ru"]
    assert shown.published_on and item["issued"] == {
        "date-parts": [[shown.published_on.year, shown.published_on.month, shown.published_on.day]]
    }
    assert "author" not in item


@pytest.mark.parametrize("noun", NOUNS)
def test_what_real_records_give_is_read(client: TestClient, noun: str) -> None:
    for record in client.get(f"{API}/{noun}?limit=20").json()["items"]:
        path = f"{API}/{noun}/{record['id']}/citation"
        library = bibtexparser.parse_string(client.get(f"{path}?format=bibtex").text)
        assert [entry.key for entry in library.entries] == [record["id"]] and not library.failed_blocks
        [entry] = rispy.loads(client.get(f"{path}?format=ris").text)
        assert entry["id"] == record["id"]
        [item] = client.get(f"{path}?format=csl").json()
        assert item["id"] == record["id"] and item["title"]


def test_the_host_that_was_asked_and_never_another_clients(client: TestClient) -> None:
    path = f"{API}/statements/{one(client, 'statements')['id']}/citation"
    for host in ("one.example.org", "two.example.org:8443", "[::1]:8000"):
        for _ in range(2):
            assert client.get(path, headers={"host": host}).json()["permalink"].startswith(f"http://{host}/")
    # An encoded letter is the same address, and is kept no more.
    coded = path.replace("citation", "citatio%6E")
    for host in ("one.example.org", "two.example.org"):
        assert client.get(coded, headers={"host": host}).json()["permalink"].startswith(f"http://{host}/")


@pytest.mark.parametrize("host", ["evil.example.org/x", "a b", 'x"onload=', "user@host", ""])
def test_a_host_that_is_none_is_not_told(client: TestClient, host: str) -> None:
    path = f"{API}/statements/{one(client, 'statements')['id']}/citation"
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 200
    assert answer.json()["permalink"].startswith("http://testserver:80/")


def test_below_the_path_of_a_proxy(library: str, make_app: MakeApp) -> None:
    with TestClient(make_app(library), root_path="/summitry") as client:
        path = f"{API}/statements/{one(client, 'statements')['id']}"
        found = client.get(f"{path}/citation").json()
        assert found["permalink"].startswith("http://testserver/summitry/statements/")
        assert found["record"].startswith(f"http://testserver/summitry{API}/statements/")


@pytest.mark.parametrize("noun", NOUNS)
def test_a_single_record_tells_where_it_is_cited(client: TestClient, noun: str) -> None:
    record = one(client, noun)
    link = client.get(f"{API}/{noun}/{record['id']}").headers["link"]
    assert f'</{noun}/{record["id"]}>; rel="cite-as"' in link
    assert f'<{API}/{noun}/{record["id"]}/citation>; rel="describedby"' in link


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("statements/st-0000000000000/citation", 404),
        ("statements/fi-0000000000000/citation", 422),
        ("claims/cl-0000000000000/citation", 404),
        ("documents/doc-0000000000000/citation?format=word", 422),
        ("figures/fi-0000000000000/citation?style=apa", 422),
    ],
)
def test_what_is_no_citation_is_refused(client: TestClient, path: str, status: int) -> None:
    assert client.get(f"{API}/{path}").status_code == status


def test_a_format_that_nobody_serves(client: TestClient) -> None:
    path = f"{API}/statements/{one(client, 'statements')['id']}/citation"
    assert client.get(path, headers={"accept": "application/pdf"}).status_code == 406
