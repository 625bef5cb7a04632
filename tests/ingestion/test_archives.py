"""Web archives and packed dumps: written by the library that crawlers use, read record by record, and what is damaged is told."""

from __future__ import annotations

import gzip
import json
import random
import tracemalloc
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("warcio")

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from app.domain.document import SourceDocument
from app.ingestion import Here, find_inputs, ingest
from app.sources import Refused
from app.store.database import Database
from app.vocabulary import Vocabulary
from tests.ingestion.test_workers import stored
from tests.stores import only_sqlite

HOST = "https://gazette.example"
PAGE = (
    '<!doctype html><html lang="{lang}"><head><title>{title}</title>'
    '<meta property="article:published_time" content="{day}"></head><body><nav>Menu</nav><article><h1>{title}</h1>'
    "<p>{text}</p><p>{text} {text}</p></article></body></html>"
)
TEXT = "Президент страны Ардания заявил на саммите, что торговля двух стран выросла на 12 процентов за год."


def page(title: str = "Встреча", text: str = TEXT, day: str = "2025-03-04", lang: str = "ru") -> bytes:
    return PAGE.format(title=title, text=text, day=day, lang=lang).encode()


class Writing:
    """A web archive that is being written."""

    def __init__(self, path: Path, packed: bool = True) -> None:
        self._stream = path.open("wb")
        self._writer = WARCWriter(self._stream, gzip=packed)
        self._writer.write_record(self._writer.create_warcinfo_record(path.name, {"software": "a test"}))

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def answer(
        self,
        path: str,
        body: bytes,
        *,
        media_type: str = "text/html; charset=utf-8",
        status: str = "200 OK",
        kind: str = "response",
        http: Sequence[tuple[str, str]] = (),
        warc: dict[str, str] | None = None,
    ) -> None:
        headers = StatusAndHeaders(status, [("Content-Type", media_type), *http], protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            f"{HOST}{path}", kind, payload=BytesIO(body), http_headers=headers if kind == "response" else None,
            warc_content_type=media_type if kind == "resource" else None, warc_headers_dict=warc,
        )  # fmt: skip
        self._writer.write_record(record)


def read(path: Path) -> tuple[list[Any], Counter[str]]:
    left_out = Counter[str]()
    (source,) = find_inputs([path], left_out=left_out)
    return [item.found for item in source.read()], left_out


@pytest.mark.parametrize("packed", [True, False, None], ids=["by record", "plain", "as a whole"])
def test_pages_are_read_as_if_they_had_been_fetched(tmp_path: Path, packed: bool | None) -> None:
    path = tmp_path / ("a.warc" if packed is False else "a.warc.gz")
    with Writing(path, bool(packed)) as archive:
        archive.answer("/news/1", page())
        archive.answer("/news/1", b"GET", kind="request", media_type="application/http;msgtype=request")
        archive.answer("/logo", b"\x89PNG", media_type="image/png")
        archive.answer("/gone", b"no", status="404 Not Found")
        archive.answer(
            "/old",
            page("Давно", lang="ru").decode().encode("cp1251"),
            media_type="text/html; charset=windows-1251",
        )
        archive.answer("/note.txt", f"Заметка. {TEXT}".encode(), media_type="text/plain", kind="resource")
        archive.answer(
            "/packed", gzip.compress(page("Сжато", TEXT + " Да.")), http=[("Content-Encoding", "gzip")]
        )
    if packed is None:
        path.write_bytes(gzip.compress(path.read_bytes()))
    found, left_out = read(path)
    assert [document.key for document in found] == [
        f"{HOST}{at}" for at in ("/news/1", "/old", "/note.txt", "/packed")
    ]
    assert all(TEXT in document.text for document in found)
    assert [document.title for document in found] == ["Встреча", "Давно", None, "Сжато"]
    assert str(found[0].published_on) == "2025-03-04" and found[0].url == f"{HOST}/news/1"
    assert left_out == {
        "warcinfo records": 1,
        "request records": 1,
        "image/png": 1,
        "answers of status 404": 1,
    }


def test_a_page_that_was_captured_twice(tmp_path: Path) -> None:
    with Writing(tmp_path / "a.warc.gz") as archive:
        for path, text, day in (
            ("/1", TEXT, "2025-01-02"),
            ("/1", TEXT, "2025-02-03"),
            ("/1", TEXT + " Иначе.", "2025-03-04"),
        ):
            archive.answer(path, page(text=text), warc={"WARC-Date": f"{day}T00:00:00Z"})
    first, refused = read(tmp_path / "a.warc.gz")[0]
    assert isinstance(first, SourceDocument) and "Иначе" not in first.text
    assert isinstance(refused, Refused) and "2025-01-02" in refused.reason and "2025-03-04" in refused.reason


def test_what_is_damaged_is_told_and_costs_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    with Writing(path, packed=False) as archive:
        archive.answer("/1", page("Первая"))
        archive.answer("/2", page("Вторая"))
        archive.answer("/3", page("Третья"), warc={"WARC-Truncated": "length"})
        archive.answer("/4", page("Четвёртая"))
    path.write_bytes(path.read_bytes().replace("Вторая".encode(), "Чужая!".encode()))
    first, changed, cut, last = read(path)[0]
    assert (first.title, last.title) == ("Первая", "Четвёртая")
    assert "digest" in changed.reason and changed.name == f"{HOST}/2"
    assert "only its beginning (length)" in cut.reason


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_ends_too_early_gives_what_it_holds_and_says_so(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    with Writing(path, packed) as archive:
        for number in range(3):
            archive.answer(
                f"/{number}", page(f"Страница {number}", TEXT + random.Random(number).randbytes(9000).hex())
            )
    path.write_bytes(path.read_bytes()[:-4000])
    *whole, told = read(path)[0]
    assert [document.key for document in whole] == [f"{HOST}/0", f"{HOST}/1"]
    assert isinstance(told, Refused)


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"no archive at all\r\n" * 9,
        gzip.compress(b"x" * 5000, mtime=0),
        b"WARC/1.0\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: -5\r\n\r\n",
    ],
)
def test_no_archive_is_no_reason_to_fall(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(junk)
    found, _ = read(path)
    assert all(isinstance(each, Refused) for each in found)


def test_any_bytes_in_place_of_some_never_raise(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with Writing(path) as archive:
        for number in range(4):
            archive.answer(
                f"/{number}", f"Заметка {number}. {TEXT}".encode(), media_type="text/plain; charset=utf-8"
            )
    whole, rng = path.read_bytes(), random.Random(20251116)
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(rng.randrange(1, 6)):
            raw[rng.randrange(len(raw))] = rng.randrange(256)
        path.write_bytes(raw)
        found, _ = read(path)
        texts = [document.text for document in found if isinstance(document, SourceDocument)]
        assert all(text.startswith("Заметка") and text.endswith(TEXT) for text in texts), (
            "digests keep others out"
        )


def test_large_records_are_not_kept_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with Writing(path) as archive:
        archive.answer("/film", b"\0" * 120_000_000, media_type="video/mp4")
        archive.answer(
            "/bomb",
            gzip.compress(b"a" * 120_000_000),
            media_type="text/plain",
            http=[("Content-Encoding", "gzip")],
        )
        archive.answer("/1", page())
    tracemalloc.start()
    found, left_out = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    refused, document = found
    assert "longer than 8 MB" in refused.reason and document.key == f"{HOST}/1" and left_out["video/mp4"] == 1
    assert peak < 60_000_000, peak


@only_sqlite
def test_an_archive_is_ingested_with_a_packed_dump_beside_it(
    tmp_path: Path, database: Database, vocabulary: Vocabulary
) -> None:
    engine = Here(None)  # type: ignore[arg-type]  # finds nothing, see conftest.py
    with Writing(tmp_path / "a.warc.gz") as archive:
        for number in range(30):
            archive.answer(f"/{number}", page(f"Страница {number}", f"{TEXT} {number}"))
        archive.answer("/style", b"p{}", media_type="text/css")
    with gzip.open(tmp_path / "b.jsonl.gz", "wt") as dump:
        for number in range(30):
            dump.write(json.dumps({"id": f"d{number}", "text": f"{TEXT} {number}"}) + "\n")
    done = []

    def progress(size: int, report: object) -> None:
        done.append(size)

    report = ingest(
        [tmp_path], database=database, extracting=engine, vocabulary=vocabulary, progress=progress
    )
    assert (report.new, report.refused) == (60, []), report
    assert report.left_out == {"warcinfo records": 1, "text/css": 1}
    assert sum(done) <= sum(file.stat().st_size for file in tmp_path.iterdir())
    assert len(stored(database)) == 60
    again = ingest([tmp_path], database=database, extracting=engine, vocabulary=vocabulary)
    assert (again.new, again.unchanged) == (0, 60)


def test_a_packed_dump_that_ends_too_early_gives_the_lines_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    rng = random.Random(1)
    with gzip.open(path, "wt") as dump:
        for number in range(200):
            dump.write(json.dumps({"id": number, "text": rng.randbytes(300).hex()}) + "\n")
    path.write_bytes(path.read_bytes()[:-5000])
    *lines, told = read(path)[0]
    assert len(lines) > 100 and all(isinstance(line, SourceDocument) for line in lines)
    assert isinstance(told, Refused) and "cannot be read" in told.reason


def test_the_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from app.errors import InvalidInput

    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\n")
    monkeypatch.setitem(sys.modules, "warcio", None)
    with pytest.raises(InvalidInput, match=r"summitry\[warc\]"):
        find_inputs([tmp_path])
