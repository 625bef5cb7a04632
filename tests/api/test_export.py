"""Everything in one archive: whole, of one version, the same for the same data."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.queries.archive import Archive
from app.schemas.document import DocumentDetail
from app.schemas.figure import FigureOut
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut
from app.schemas.vocabulary import CountryOut, LeaderOut, MetricOut, SummitOut, TopicOut
from app.store.database import open_database
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.shelf import add, fill, shelf
from tests.stores import Store

URL = "/api/v1/export"
SHAPES = {
    shape.__name__: shape
    for shape in (
        DocumentDetail, StatementOut, ProposalOut, FigureOut, LeaderOut, TopicOut, MetricOut, CountryOut, SummitOut,
    )
}  # fmt: skip


def opened(content: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return archive


@pytest.fixture(scope="module")
def content(client: TestClient) -> bytes:
    answer = client.get(URL)
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="summitry-1.zip"'
    return answer.content


def test_the_manifest_is_true(content: bytes) -> None:
    archive = opened(content)
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["data_version"] == 1 and manifest["consistent"] is True and manifest["at"].endswith("Z")
    assert {file["name"] for file in manifest["files"]} | {"README.txt", "manifest.json"} == set(
        archive.namelist()
    )
    for file in manifest["files"]:
        text = archive.read(file["name"])
        assert len(text) == file["bytes"] and hashlib.sha256(text).hexdigest() == file["sha256"]
        lines = text.splitlines()
        assert len(lines) == file["records"] > 0
        for line in lines:
            SHAPES[file["shape"]].model_validate_json(line)


@pytest.mark.parametrize(
    "noun", ["documents", "statements", "proposals", "figures", "leaders", "topics", "countries"]
)
def test_it_holds_what_the_lists_hold(client: TestClient, content: bytes, noun: str) -> None:
    records = [json.loads(line) for line in opened(content).read(f"{noun}.jsonl").splitlines()]
    address, shown = f"/api/v1/{noun}?limit=500", []
    while address:
        page = client.get(address).json()
        shown += page["items"]
        address = page["next"]
    if noun == "documents":
        shown = [client.get(f"/api/v1/documents/{item['id']}").json() for item in shown]
    key = "code" if noun == "countries" and "code" in shown[0] else "id"
    assert len(records) == len(shown)
    assert {item[key]: item for item in records} == {item[key]: item for item in shown}


def test_the_same_data_make_the_same_bytes(client: TestClient, content: bytes) -> None:
    assert client.get(URL).content == content


def test_a_copy_is_asked_for_again_only_when_data_changed(client: TestClient) -> None:
    etag = client.head(URL).headers["etag"]
    assert client.get(URL, headers={"if-none-match": etag}).status_code == 304


def test_what_is_not_taken_is_refused(client: TestClient) -> None:
    assert client.get(URL, headers={"accept": "text/html"}).status_code == 406
    assert client.get(f"{URL}?kind=statement").status_code == 422


def test_an_empty_store_makes_an_archive(tmp_path: Path, vocabulary: Vocabulary, make_app: MakeApp) -> None:
    with TestClient(make_app(fill(tmp_path / "empty.db", vocabulary, []))) as client:
        archive = opened(client.get(URL).content)
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["data_version"] == 0 and manifest["at"] is None
    assert {file["name"]: file["records"] for file in manifest["files"]}["statements.jsonl"] == 0


@pytest.fixture
def written(store: Store, vocabulary: Vocabulary) -> Iterator[str]:
    with store.lent() as url:
        yield fill(url, vocabulary, shelf(3))


def test_it_is_of_one_version_while_others_write(written: str, vocabulary: Vocabulary) -> None:
    database = open_database(written)
    archive = Archive(database.reader(), vocabulary, "test")
    pieces = archive.chunks()
    first = next(pieces)
    add(written, vocabulary, shelf(6)[3:])
    content = first + b"".join(pieces)
    archive.close()
    database.close()
    manifest = json.loads(opened(content).read("manifest.json"))
    assert manifest["data_version"] == 1
    assert {file["name"]: file["records"] for file in manifest["files"]}["statements.jsonl"] == 24
