"""What may not be shown is in no answer: every route of the contract, every page, format and export is asked for it.

The library holds two documents whose texts are withheld, beside those that everything else is asked of: one whose site allows nothing at all, and
which was judged and changed while it did not yet say so, and one that allows pieces of `LIMIT` characters itself.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.access import Scope
from app.domain.findings import Coverage, Extraction
from app.domain.kinds import Review, SentenceFate
from app.domain.span import Span
from app.main import Application, create_app
from app.queries.formats import HAS_PARQUET
from app.schemas.ids import show
from app.settings import ROOT, Settings
from app.store.database import open_database
from app.store.render import number
from app.store.review import Verdict, give_verdict
from app.store.save import save_extraction
from app.vocabulary import SiteEntry, Vocabulary
from tests.api.conftest import MakeApp
from tests.api.test_review import keyed
from tests.builders import (
    NOW,
    make_document,
    make_extraction,
    make_figure,
    make_mention,
    make_proposal,
    make_speaker,
    make_statement,
)
from tests.shelf import add, fill, shelf
from tests.stores import Store

LIMIT = 45
PERSON = make_speaker("ardan-temur", "Ардан Темур", chain=("глава государства", "Ардан Темур"))
SHORT = "это краткое слово"
COUNTED = "17 млн тонн"


def sentences(mark: str) -> list[str]:
    """Eight sentences; no word that begins with the mark stands anywhere else."""
    long = [
        f"Ардан Темур сказал, что {mark}{place}а и {mark}{place}о пойдут по дороге {mark}{place}ы через перевал"
        for place in range(5)
    ]
    return [
        *long,
        f"Добыча {mark}6а составит {COUNTED} {mark}6о в год по словам Ардана Темура и его людей",
        f"«{SHORT} {mark}7а», «{mark}8а {mark}8о {mark}8ы»",
        f"«{mark}9а {mark}9о»",
    ]


def extraction(mark: str, *, changed: str = "", **facts: Any) -> Extraction:
    """A document of these sentences, of which every one is a statement; with two proposals, a figure and a mention. `changed` begins it."""
    lines = sentences(mark)
    lines[0] = changed + lines[0]
    text = ". ".join(lines)
    said = [*lines[:6], f"{SHORT} {mark}7а", f"{mark}8а {mark}8о {mark}8ы", f"{mark}9а {mark}9о"]
    statements = [make_statement(words, text=text, speaker=PERSON, topics=("trade",)) for words in said]
    proposals = [
        make_proposal(
            f"{mark}{place}о пойдут по дороге {mark}{place}ы через",
            text=text,
            statement=place,
            speaker=PERSON,
        )
        for place in (0, 3)
    ]
    figure = make_figure(COUNTED, text=text, unit="t", metric="exports", claimant=PERSON, statement=5)
    edges = [0, *(text.index(line) for line in lines[1:]), len(text) + 1]
    coverage = [
        Coverage(
            span=Span(start, end - 1),
            fate=SentenceFate.STATEMENT,
            reason="reported.parenthesis",
            statements=(),
        )
        for start, end in pairwise(edges)
    ]
    document = make_document(text, key=f"withheld-{changed}{mark}", title=f"Записка {mark[::-1]}", **facts)
    return make_extraction(
        document,
        people=(make_mention("Ардан Темур", text=text, leader="ardan-temur"),),
        statements=statements,
        proposals=proposals,
        figures=(figure,),
        coverage=tuple(coverage),
    )


NONE = extraction("зюквар", url="https://en.limited.example.org:443/1?a=b", publisher="Limited")
SOME = extraction("щемпун", url="https://open.example.org/2", publisher="Open", excerpt=LIMIT, licence="own")

TWIN = extraction(
    "зюквар", changed="Как мы уже писали, ", url="https://limited.example.org/2", publisher="Limited"
)
"""Another outlet's version of the first one, which is compared with it."""


@dataclass(frozen=True)
class Library:
    client: TestClient
    key: dict[str, str]
    url: str

    def get(self, address: str, **headers: str) -> Any:
        return self.client.get(address, headers={**self.key, **headers})

    def json(self, address: str) -> Any:
        answer = self.get(f"/api/v1/{address}")
        assert answer.status_code == 200, answer.text
        return answer.json()


def limiting(vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary in which a site has come to allow nothing."""
    site = SiteEntry(host="limited.example.org", publisher="Limited", licence="LicenseRef-none", excerpt=0)
    return replace(vocabulary, version="feedfeedfeed", sites={**vocabulary.sites, site.host: site})


@pytest.fixture(scope="module")
def library(store: Store, vocabulary: Vocabulary) -> Iterator[Library]:
    url = fill(store.empty(), vocabulary, shelf(3))
    add(url, vocabulary, [NONE])
    judge(url, vocabulary, NONE)
    database = open_database(url)
    with database.session() as session:
        for found in (NONE, SOME, TWIN):
            save_extraction(session, found, vocabulary=limiting(vocabulary), extractor_version="1", now=NOW)
    database.close()
    with TestClient(served_by(limiting(vocabulary), url), raise_server_exceptions=False) as client:
        yield Library(client, keyed(url, *Scope), url)
    store.drop(url)


def served_by(vocabulary: Vocabulary, url: str) -> Application:
    return create_app(Settings(database_url=url, vocabulary_dir=ROOT / "data" / "vocabulary"), vocabulary)


def judge(url: str, vocabulary: Vocabulary, found: Extraction) -> None:
    """Confirm all that was found in a document, and correct one thing."""
    numbers = number(found)
    database = open_database(url)
    with database.session() as session:
        for kind, keys in (
            ("statement", numbers.statements),
            ("proposal", numbers.proposals),
            ("figure", numbers.figures),
        ):
            for key in keys:
                verdict = Verdict(review=Review.CONFIRMED, changes={}, by="The desk")
                assert give_verdict(session, kind, key, verdict, revision=1, vocabulary=vocabulary, now=NOW)  # type: ignore[arg-type]
        verdict = Verdict(review=Review.CORRECTED, changes={"topics": ["water"]}, by="The desk")
        key = numbers.statements[0]
        assert give_verdict(session, "statement", key, verdict, revision=2, vocabulary=vocabulary, now=NOW)
    database.close()


def unpacked(answer: Any) -> str:
    """All that an answer says, as it is read in the end: unpacked, unescaped, without marks."""
    content: bytes = answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    if content.startswith(b"PAR1"):
        import pyarrow.parquet as pq

        return json.dumps(pq.read_table(io.BytesIO(content)).to_pylist(), ensure_ascii=False, default=str)
    return re.sub("</?mark>", "", unescape(content.decode("utf-8", "replace"))).replace("\\n", "\n")


def shows(told: str, found: Extraction, limit: int) -> str | None:
    """A piece of a text that is longer than the limit and stands in what is told; with a limit of nothing any word that only the text has."""
    text = found.document.text
    if not limit:
        return next((word for word in re.findall(r"зюквар\w+", text) if word in told), None)
    pieces = (text[at : at + limit + 1] for at in range(len(text) - limit))
    return next((piece for piece in pieces if piece in told), None)


def check(answer: Any, address: str, *, asked: str = "") -> None:
    """That an answer shows nothing that it must not. `asked`: what the question itself says."""
    told = unpacked(answer).replace(asked, "") if asked else unpacked(answer)
    for found, limit in ((NONE, 0), (SOME, LIMIT)):
        piece = shows(told, found, limit)
        assert piece is None, f"{address} shows {piece!r}"


def contract(library: Library) -> dict[str, Any]:
    answer = library.get("/openapi.json")
    found: dict[str, Any] = answer.json()
    return found


def ids(library: Library) -> dict[str, list[str]]:
    """The ids of what is withheld, by the kind that a path names."""
    found: dict[str, list[str]] = {"documents": [], "statements": [], "proposals": [], "figures": []}
    for each in (NONE, SOME):
        numbers = number(each)
        found["documents"].append(show("document", numbers.document))
        for kind in ("statement", "proposal", "figure"):
            found[f"{kind}s"] += [show(kind, key) for key in getattr(numbers, f"{kind}s")]
    return found


OTHER_IDS = {"leaders": "ardan-temur", "topics": "trade", "metrics": "exports", "countries": "KG"}
QUESTIONS = ("щемпун2а", '"пойдут по дороге щемпун1ы"', "Темур перевал", "доро*", "зюквар3о")
SEPARATE = {"format", "include", "count", "review", "text", "kind", "fields", "change"}


def values(parameter: dict[str, Any]) -> list[str]:
    """The closed list that a parameter takes its values of."""
    schema = parameter["schema"]
    parts = [*schema.get("anyOf", [schema])]
    parts += [part["items"] for part in parts if "items" in part]
    return [value for part in parts for value in part.get("enum", [part["const"]] if "const" in part else [])]


def questions(operation: dict[str, Any]) -> Iterator[tuple[dict[str, str], str]]:
    """What an operation is asked, and the words of the question that an answer may repeat."""
    parameters = {each["name"]: each for each in operation.get("parameters", []) if each["in"] == "query"}
    needed = {
        name: value
        for name, value in {"name": "Темур", "metric": "gdp"}.items()
        if parameters.get(name, {}).get("required")
    }
    most = {"limit": "50"} if "limit" in parameters else {}
    words = [{"q": words} for words in QUESTIONS] if "q" in parameters else [{}]
    if "q" in parameters and not parameters["q"].get("required"):
        words.append({})
    formats = values(parameters["format"]) if "format" in parameters else []
    for asked in words:
        said = asked.get("q", "")
        yield {**needed, **asked, **most}, said
        for format in formats:
            yield {**needed, **asked, "format": format}, said
        for name in sorted(SEPARATE & set(parameters) - {"format"}):
            for value in values(parameters[name]):
                yield {**needed, **asked, **most, name: value}, said
                if name == "include":
                    for format in formats:
                        yield {**needed, **asked, "format": format, name: value}, said


def test_no_answer_of_a_route_that_reads_shows_what_is_withheld(library: Library) -> None:
    known = ids(library)
    known["claims"] = [each["id"] for each in library.json("claims?limit=500")["items"]]
    metrics = {each["metric"]["id"] for each in library.json("figures?limit=500")["items"]}
    known["series"] = [
        each["id"] for metric in sorted(metrics) for each in library.json(f"series?metric={metric}")["items"]
    ]
    known["threads"] = [each["id"] for each in library.json("threads?limit=500")["items"]]
    assert known["claims"] and known["series"] and known["threads"]
    asked = 0
    formats = set()
    for path, methods in contract(library)["paths"].items():
        if "get" not in methods:
            continue
        noun = path.removeprefix("/api/v1").split("/")[1]
        where = known.get(noun) or [OTHER_IDS.get(noun, "")]
        if noun == "summits":
            where = ["consultative-meeting-central-asia-7"]
        if path.endswith("/thread"):  # which only what two documents propose has
            where = [show("proposal", key) for key in number(NONE).proposals]
        if noun == "jobs":
            continue  # there is none; one is sent below
        for id in where if "{id}" in path else [""]:
            for params, said in questions(methods["get"]):
                answer = library.client.get(path.replace("{id}", id), params=params, headers=library.key)
                assert answer.status_code in (200, 422), f"{path} {params}: {answer.text[:300]}"
                if answer.status_code == 422:
                    assert "format" in params, f"{path} {params}: {answer.text[:300]}"
                    continue
                asked += 1
                formats.add(answer.headers["content-type"].partition(";")[0])
                check(answer, f"{path} ({id}) {params}", asked=said.strip('"'))
    assert asked > 400
    assert {
        "text/csv",
        "application/zip",
        "application/atom+xml",
        "application/feed+json",
        "image/svg+xml",
    } <= formats
    if HAS_PARQUET:
        assert any("parquet" in format for format in formats)


def test_no_record_as_it_was_shows_what_is_withheld(library: Library) -> None:
    """The first document was read, and judged, when all of it might be shown."""
    now = library.json("meta")["data_version"]
    shown = 0
    for noun in ("statements", "proposals", "figures"):
        for id in ids(library)[noun]:
            for version in range(now + 1):
                answer = library.get(f"/api/v1/{noun}/{id}?as_of={version}")
                assert answer.status_code in (200, 404), answer.text
                shown += (
                    answer.status_code == 200
                    and answer.json()["revision"] != library.json(f"{noun}/{id}")["revision"]
                )
                check(answer, f"{noun}/{id} in version {version}")
    assert shown > 5


def test_no_page_shows_what_is_withheld(library: Library) -> None:
    for document in ids(library)["documents"]:
        page = library.get(f"/documents/{document}")
        assert page.status_code == 200
        check(page, document)
        assert "is withheld" in page.text and "characters, withheld" in page.text
    limited, allowed = (library.get(f"/documents/{each}").text for each in ids(library)["documents"])
    assert (
        f"{len(NONE.document.text)} characters" in limited
        and 'href="https://en.limited.example.org' in limited
    )
    assert SHORT in allowed and SHORT not in limited
    for record in ids(library)["statements"][:3]:
        assert f'id="{record}"' in limited, "feeds lead there"
    for address in ("/", "/llms.txt", "/docs", "/openapi.json"):
        check(library.get(address), address)


def test_no_verdict_shows_what_is_withheld(store: Store, vocabulary: Vocabulary) -> None:
    url = fill(store.empty(), vocabulary, [])
    add(url, limiting(vocabulary), [NONE, SOME])
    with TestClient(served_by(limiting(vocabulary), url), raise_server_exceptions=False) as client:
        key = keyed(url, *Scope)
        library = Library(client, key, url)
        found = contract(library)["paths"]
        for noun, records in ids(library).items():
            for id in records if noun != "documents" else []:
                for way in ("confirm", "reject", "patch"):
                    at = f"/api/v1/{noun}/{id}"
                    match = {"if-match": f'"{client.get(at).json()["revision"]}"', **key}
                    answer = (
                        client.patch(at, json={"topics": ["trade", "water"]}, headers=match)
                        if way == "patch"
                        else client.post(f"{at}/{way}", headers=match)
                    )
                    assert answer.status_code == 200, answer.text
                    check(answer, f"{way} {at}")
                check(client.get(f"{at}/history"), at)
        written = {(method, path) for path, methods in found.items() for method in methods if method != "get"}
        judged = {
            (method, path)
            for method, path in written
            if path.split("/")[3] in ("statements", "proposals", "figures")
        }
        # The answer to a text that is sent to be read is about the sender's own text; a job and a withdrawal answer none.
        assert written - judged == {
            ("post", "/api/v1/extract"),
            ("post", "/api/v1/documents"),
            ("delete", "/api/v1/documents/{id}"),
        }, "a new route: does it show a text?"
        document, statement = ids(library)["documents"][1], ids(library)["statements"][-1]
        assert client.get(f"/api/v1/statements/{statement}").json()["span"]["exact"]
        assert client.delete(f"/api/v1/documents/{document}", headers=key).status_code == 204
        told = client.get(f"/api/v1/statements/{statement}/history").json()["items"]
        assert told and not any(each["record"]["span"]["exact"] for each in told), "withdrawn is withdrawn"
    store.drop(url)


def test_a_record_tells_where_the_words_are_how_many_and_at_which_address(library: Library) -> None:
    document = ids(library)["documents"][0]
    [first, *_] = library.json(f"statements?document={document}&sort=date&limit=500")["items"]
    statements = library.json(f"statements?document={document}&limit=500")["items"]
    assert len(statements) == 9 and all(each["withheld"] is True for each in statements)
    for each in statements:
        span = each["span"]
        assert (span["exact"], span["prefix"], span["suffix"]) == ("", "", "")
        assert span["length"] == span["end"] - span["start"] > 0
        assert each["segments"] and each["speaker"]["id"] == "ardan-temur" and each["speaker"]["chain"] == []
        assert each["document"]["url"] == NONE.document.url
    assert first["document"]["title"] == NONE.document.title
    [figure] = library.json(f"figures?document={document}")["items"]
    assert figure["withheld"] and (figure["value"], figure["unit"]) == ("135000000", "t")
    whole = library.json(f"documents/{document}")
    assert (whole["text"], whole["withheld"], whole["excerpt"]) == ("", True, 0)
    assert whole["length"] == len(NONE.document.text)
    assert whole["licence"] == "CC0-1.0", "its own word goes before its site's"
    [mention] = whole["people"]
    assert mention["name"] and mention["withheld"] and mention["span"]["exact"] == ""
    coverage = library.json(f"documents/{document}/coverage")
    assert all(each["withheld"] and not each["span"]["exact"] for each in coverage["sentences"])
    assert coverage["summary"]["sentences"] == 8


def test_short_pieces_are_shown_and_never_two_that_are_too_long_together(library: Library) -> None:
    document = ids(library)["documents"][1]
    statements = library.json(f"statements?document={document}&limit=500")["items"]
    shown = sorted(each["span"]["exact"] for each in statements if "withheld" not in each)
    # «щемпун8а щемпун8о щемпун8ы» stands beside what is shown before it, and both together are longer than the limit.
    assert shown == ["щемпун9а щемпун9о", f"{SHORT} щемпун7а"]
    assert all(each["span"]["prefix"] == each["span"]["suffix"] == "" for each in statements)
    [figure] = library.json(f"figures?document={document}")["items"]
    assert figure["span"]["exact"] == COUNTED and "withheld" not in figure
    chains = {tuple(each["speaker"]["chain"]) for each in statements}
    assert chains == {("глава государства", "Ардан Темур")}
    context = library.json(f"figures?document={document}&include=context")["items"][0]["included"]["context"]
    assert context["withheld"] and context["text"] == "" and context["end"] > context["start"]


def test_what_is_withheld_is_found_by_its_words(library: Library) -> None:
    for words in ('"пойдут по дороге зюквар1ы"', "зюквар1о", "дорога зюквар1ы"):
        [found] = library.json(f"statements?q={words}&document={ids(library)['documents'][0]}")["items"]
        assert found["hit"] == {
            "field": "text",
            "start": found["span"]["start"],
            "end": found["span"]["end"],
            "snippet": "",
            "html": "",
            "highlights": [],
            "withheld": True,
        }
    assert not library.json('statements?q="дороге пойдут по зюквар1ы"')["items"]
    hits = library.json("search?q=зюквар6о&kind=document&kind=figure&kind=statement")["items"]
    assert [each["hit"]["withheld"] for each in hits] == [True] * 6
    titled = library.json("documents?q=равкюз")["items"][0]
    assert titled["hit"]["field"] == "title" and titled["hit"]["snippet"] == NONE.document.title
    [shown] = library.json("statements?q=щемпун7а")["items"]
    assert shown["hit"]["snippet"] == shown["span"]["exact"], "no more than the record shows"


def test_lists_can_be_narrowed_to_what_is_shown(library: Library) -> None:
    for noun in ("documents", "statements", "proposals", "figures"):

        def total(asked: str) -> int:
            return int(library.json(f"{noun}?count=exact&limit=1{asked}")["total"])  # noqa: B023

        withheld, shown = total("&text=withheld"), total("&text=shown")
        assert withheld and shown and withheld + shown == total("") == total("&text=shown&text=withheld")
        items = library.json(f"{noun}?text=withheld&limit=500")["items"]
        assert len(items) == withheld and all(each["withheld"] for each in items)
        assert not any("withheld" in each for each in library.json(f"{noun}?text=shown&limit=500")["items"])
    assert (
        library.json("statements?text=withheld&facets=leader")["facets"]["leader"]["values"][0]["value"]
        == "ardan-temur"
    )
    assert {
        each["record"].get("withheld") for each in library.json("search?q=дороге&text=withheld")["items"]
    } == {True}
    assert library.get("/api/v1/statements?text=hidden").status_code == 422


def test_tables_have_a_last_column_that_tells(library: Library) -> None:
    for noun in ("documents", "statements", "proposals", "figures"):
        head, *rows = library.get(f"/api/v1/{noun}?format=csv").text.splitlines()
        assert head.endswith(",withheld")
        assert {row.rpartition(",")[2] for row in rows} == {"true", "false"}
    [row] = library.get(
        f"/api/v1/statements?document={ids(library)['documents'][0]}&format=csv&fields=span,withheld&limit=1"
    ).text.splitlines()[1:]
    assert row.endswith(",,true")


def test_the_archive_and_the_gold_tell_what_they_leave_out(library: Library) -> None:
    with zipfile.ZipFile(io.BytesIO(library.get("/api/v1/export").content)) as archive:
        assert json.loads(archive.read("manifest.json"))["withheld_documents"] == 3
        texts = [json.loads(line)["text"] for line in archive.read("documents.jsonl").splitlines()]
    assert texts.count("") == 3
    gold = library.get("/api/v1/export?review=confirmed")
    assert (gold.headers["x-total-count"], gold.headers["x-withheld"]) == ("0", "1")


def test_a_feed_says_why_it_shows_no_words(library: Library) -> None:
    document = ids(library)["documents"][0]
    items = library.json(f"statements?document={document}&format=jsonfeed")["items"]
    assert all("characters, which the terms" in each["content_text"] for each in items)
    assert {each["url"] for each in items} == {NONE.document.url}


def test_a_limit_that_is_lifted_shows_the_words_again(
    store: Store, vocabulary: Vocabulary, make_app: MakeApp
) -> None:
    url = fill(store.empty(), vocabulary, [])
    add(url, limiting(vocabulary), [NONE])
    add(url, vocabulary, [NONE])
    with TestClient(make_app(url), raise_server_exceptions=False) as client:
        library = Library(client, {}, url)
        record = library.json(f"documents/{ids(library)['documents'][0]}")
        assert record["text"] == NONE.document.text and "withheld" not in record and record["revision"] == 2
        assert library.json("statements?text=withheld")["items"] == []
        assert library.json("statements?q=зюквар1о")["items"][0]["hit"]["snippet"]
    store.drop(url)


def test_a_document_that_is_sent_tells_its_own_limit(
    store: Store, vocabulary: Vocabulary, make_app: MakeApp
) -> None:
    from tests.api.test_sending import ended

    url = fill(store.empty(), vocabulary, [])
    with TestClient(make_app(url), raise_server_exceptions=False) as client:
        key = keyed(url, *Scope)
        text = "Ардан Темур предложил открыть дорогу через перевал и построить новый мост."
        sent = {
            "text": text,
            "url": "https://example.org/3",
            "excerpt": 20,
            "language": "ru",
            "licence": "mine",
        }
        taken = client.post("/api/v1/documents", json=sent, headers=key)
        assert taken.status_code == 202, taken.text
        job = ended(client, taken.headers["location"], key)
        assert job["state"] == "done" and text[:30] not in json.dumps(job, ensure_ascii=False)
        record = client.get(f"/api/v1/documents/{job['document']}").json()
        assert (record["text"], record["excerpt"], record["licence"]) == ("", 20, "mine")
        for wrong in (-1, "much", "5", False, 2**31, 1.5):
            refused = client.post("/api/v1/documents", json={**sent, "excerpt": wrong}, headers=key)
            assert refused.status_code == 422, wrong
    store.drop(url)
