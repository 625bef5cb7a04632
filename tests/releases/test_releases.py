"""What every release has stored is read by this program: upgraded without loss, and served."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic_core import from_json
from starlette.testclient import TestClient

from app.schemas.coverage import CoverageOut
from app.schemas.document import DocumentOut
from app.schemas.figure import FigureOut
from app.schemas.flat import FLAT
from app.schemas.lines import line
from app.schemas.page import Page
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut
from app.schemas.vocabulary import CountryOut, LeaderOut, MetricOut, SummitOut, TopicOut
from app.settings import ROOT
from app.store.database import SCHEMA_REVISION
from app.store.schema import upgrade
from app.store.sqlite import DRIVER
from tests.releases.dump import SAMPLES, dump, fill
from tests.shelf import asking, ingested

DUMPS = sorted(Path(__file__).parent.glob("*.sql"))
STORED = ("document", "statement", "proposal", "figure")
LISTS: Final[dict[str, Any]] = {
    "documents": Page[DocumentOut],
    "statements": Page[StatementOut],
    "proposals": Page[ProposalOut],
    "figures": Page[FigureOut],
    "leaders": Page[LeaderOut],
    "topics": Page[TopicOut],
    "metrics": Page[MetricOut],
    "countries": Page[CountryOut],
    "summits": Page[SummitOut],
}


@dataclass(frozen=True)
class Release:
    """A dump that was loaded and upgraded, and what it held before that."""

    version: str
    path: Path
    before: dict[str, int]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return rows(self.path, sql)


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = DRIVER.connect(str(path))
    try:
        found: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
        return found
    finally:
        connection.close()


def load(sql: Path, path: Path) -> Path:
    """A fresh database from a dump, as it was in its day."""
    connection = DRIVER.connect(str(path))
    try:
        connection.executescript(sql.read_text(encoding="utf-8"))
    finally:
        connection.close()
    return path


def counts(path: Path) -> dict[str, int]:
    return {table: rows(path, f"SELECT count(*) FROM {table}")[0][0] for table in STORED}


@pytest.fixture(scope="module", params=DUMPS, ids=lambda sql: sql.stem)
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Release:
    path = load(request.param, tmp_path_factory.mktemp("release") / "release.db")
    before = counts(path)
    upgrade(f"sqlite:///{path}")
    return Release(request.param.stem, path, before)


@pytest.fixture(scope="module")
def client(release: Release) -> Iterator[TestClient]:
    with asking(release.path) as opened:
        yield opened


def test_every_release_has_its_dump() -> None:
    told = re.findall(
        r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert told and {sql.stem for sql in DUMPS} == set(told)


def test_it_is_of_the_newest_schema_and_whole(release: Release) -> None:
    assert release.rows("SELECT version_num FROM alembic_version") == [(SCHEMA_REVISION,)]
    assert release.rows("PRAGMA integrity_check") == [("ok",)]
    assert release.rows("PRAGMA foreign_key_check") == []


def test_nothing_is_lost_on_the_way(release: Release) -> None:
    assert all(release.before.values()), release.before
    assert counts(release.path) == release.before


def test_every_counter_is_the_number_of_its_postings(release: Release) -> None:
    assert not release.rows(
        "SELECT kind, field, value, n FROM tag WHERE n <> (SELECT count(*) FROM posting WHERE tag_id = tag.id)"
    )
    assert not release.rows("SELECT * FROM posting WHERE tag_id NOT IN (SELECT id FROM tag)")
    every = release.rows("SELECT kind, n FROM tag WHERE field = 'all'")
    assert dict(every) == release.before


@pytest.mark.parametrize("kind", ["statement", "proposal", "figure"])
def test_stored_lines_are_those_of_the_records(release: Release, kind: str) -> None:
    """Else a migration must empty the column `line`: columns of CSV were added."""
    stored = release.rows(f"SELECT record, line FROM {kind}")
    assert stored
    assert all(found in (None, line(FLAT[kind], from_json(record))) for record, found in stored)


@pytest.mark.parametrize("noun", LISTS)
def test_a_page_of_each_list_is_answered(client: TestClient, release: Release, noun: str) -> None:
    answer = client.get(f"/api/v1/{noun}?limit=500&count=exact")
    assert answer.status_code == 200, answer.text
    page = LISTS[noun].model_validate(answer.json())
    assert page.items
    if noun.removesuffix("s") in STORED:
        assert page.total == len(page.items) == release.before[noun.removesuffix("s")]


def test_what_its_sentences_became_is_told_or_said_to_be_missing(
    release: Release, client: TestClient
) -> None:
    """The first release did not keep it: that is told, and what to do; reading the document again mends it."""
    document = client.get("/api/v1/documents?limit=1").json()["items"][0]
    answer = client.get(f"/api/v1/documents/{document['id']}/coverage")
    if release.version == "0.1.0":
        problem = answer.json()
        assert (answer.status_code, problem["type"]) == (404, "urn:summitry:problem:not-kept")
        assert document["extractor_version"] in problem["detail"] and "summitry ingest" in problem["detail"]
    else:
        assert CoverageOut.model_validate(answer.json()).sentences


def test_reading_an_old_document_again_adds_what_was_not_kept(tmp_path: Path) -> None:
    path = load(DUMPS[0], tmp_path / "old.db")
    report = ingested(path, [ROOT / "data" / "samples" / SAMPLES[0]])
    assert (report.new, report.changed) == (0, 1)
    with asking(path) as client:
        listed = client.get("/api/v1/documents").json()["items"]
        statuses = {
            document["key"]: client.get(f"/api/v1/documents/{document['id']}/coverage").status_code
            for document in listed
        }
    assert statuses == {SAMPLES[0]: 200} | dict.fromkeys(SAMPLES[1:], 404)


def test_a_dump_builds_the_very_database_it_was_made_of(tmp_path: Path) -> None:
    fill(tmp_path / "today.db")
    today = "\n".join(dump(tmp_path / "today.db")) + "\n"
    (tmp_path / "today.sql").write_text(today, encoding="utf-8")
    again = load(tmp_path / "today.sql", tmp_path / "again.db")
    assert "\n".join(dump(again)) + "\n" == today
    fill(tmp_path / "twice.db")
    assert "\n".join(dump(tmp_path / "twice.db")) + "\n" == today
