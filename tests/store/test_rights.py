"""What is kept to be served of a text that may be shown in short pieces only, and how the limit is told."""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import Any

import pytest

from app.domain.document import SourceDocument
from app.domain.rights import stricter, withheld_spans
from app.schemas.flat import FLAT
from app.sources import read_source
from app.sources.jsonl import read_jsonl
from app.store.database import Reader, open_database
from app.store.schema import downgrade, upgrade
from app.store.stored import read_extraction
from app.vocabulary import SiteEntry, Vocabulary
from tests.builders import FDI, TEXT, find, make_document, make_extraction, make_vocabulary
from tests.store.conftest import Save
from tests.stores import Store

KINDS = ("statement", "proposal", "figure")


@pytest.mark.parametrize(
    ("limits", "strictest"),
    [((), None), ((None,), None), ((None, 5), 5), ((7, 5, None), 5), ((0, None), 0)],
)
def test_the_stricter_limit_counts(limits: tuple[int | None, ...], strictest: int | None) -> None:
    assert stricter(*limits) == strictest


def test_no_two_pieces_that_are_shown_are_too_long_together() -> None:
    text = "aaaa bbbb. «cccc» dddd eeee"
    pieces = [find(text, words) for words in ("aaaa bbbb", "cccc", "dddd", "eeee")]

    def shown(limit: int) -> list[str]:
        withheld = withheld_spans(text, pieces, limit)
        return [piece.of(text) for piece in pieces if piece not in withheld]

    assert shown(len(text)) == ["aaaa bbbb", "cccc", "dddd", "eeee"]
    assert shown(16) == ["aaaa bbbb", "cccc", "eeee"], (
        "from a to c are 16 characters, what follows would be more"
    )
    assert shown(9) == ["aaaa bbbb", "dddd", "eeee"]
    assert shown(4) == ["cccc", "eeee"]
    assert shown(3) == []


def test_a_piece_within_another_takes_nothing_away() -> None:
    text = "one two three four, and more behind it"
    whole, within = find(text, "one two three four"), find(text, "two")
    assert not withheld_spans(text, [whole, within, whole], 18)
    assert withheld_spans(text, [whole, within], 17) == {whole}


@pytest.mark.parametrize(
    "address",
    [
        "https://paper.example.org/1",
        "http://EN.Paper.Example.org:8080/1?a=b",
        "https://paper.example.org?id=1",
        "https://paper.example.org#top",
        "https://reader@paper.example.org./1",
    ],
)
def test_the_site_of_an_address_is_known_however_it_is_written(address: str) -> None:
    assert limited(0).excerpt_of(make_document(url=address)) == 0


@pytest.mark.parametrize(
    "address", [None, "https://newspaper.example.org/", "https://[", "https://example.org/paper.example.org"]
)
def test_an_address_elsewhere_has_no_limit(address: str | None) -> None:
    assert limited(0).excerpt_of(make_document(url=address)) is None


def limited(excerpt: int | None) -> Vocabulary:
    site = SiteEntry(host="paper.example.org", publisher="Paper", licence="LicenseRef-paper", excerpt=excerpt)
    return make_vocabulary(f"{excerpt or 0:012x}", sites={site.host: site})


def kept(reader: Reader) -> dict[str, list[tuple[dict[str, Any], str]]]:
    """Record and line of CSV of all findings, by kind."""
    return {
        kind: [(json.loads(record), line) for record, line in reader.rows(f"SELECT record, line FROM {kind}")]
        for kind in KINDS
    }


def test_what_is_kept_to_be_served_holds_no_word_of_it(save: Save, reader: Reader) -> None:
    made = make_extraction(make_document(url="https://paper.example.org/1", licence=None))
    save(made, words=limited(0))
    for kind, rows in kept(reader).items():
        for record, line in rows:
            assert record["withheld"] is True and record["span"]["exact"] == ""
            [cells] = csv.reader([line])
            row = dict(zip(FLAT[kind].columns, cells, strict=True))
            assert (row["withheld"], row["exact"]) == ("true", "") and int(row["end"]) > int(row["start"])
    [(record, text, withheld)] = reader.rows("SELECT record, text, withheld FROM document")
    assert json.loads(record)["licence"] == "LicenseRef-paper", "its site's, where it names none"
    assert (text, bool(withheld)) == (TEXT, True), "kept to be read again"


def test_a_limit_of_the_site_and_one_of_the_document(save: Save, reader: Reader) -> None:
    document = make_document(url="https://paper.example.org/1", excerpt=len(FDI))
    save(make_extraction(document), words=limited(30))
    [(record,)] = reader.rows("SELECT record FROM document")
    assert json.loads(record)["excerpt"] == 30
    save(make_extraction(document), words=limited(None))
    [(record,)] = reader.rows("SELECT record FROM document")
    assert json.loads(record)["excerpt"] == len(FDI)
    assert [found["span"]["exact"] for found, _ in kept(reader)["statement"] if "withheld" not in found] == [
        FDI
    ]


def test_a_text_that_is_no_longer_than_its_limit_is_whole(save: Save, reader: Reader) -> None:
    save(make_extraction(make_document(excerpt=len(TEXT))))
    assert not any("withheld" in record for rows in kept(reader).values() for record, _ in rows)
    [(record, withheld)] = reader.rows("SELECT record, withheld FROM document")
    assert "withheld" not in json.loads(record) and not withheld


def test_a_limit_that_changes_changes_the_records(save: Save, reader: Reader) -> None:
    made = make_extraction(make_document(url="https://paper.example.org/1"))
    for words, revision in ((limited(None), 1), (limited(20), 2), (limited(1000), 3)):
        save(made, words=words)
        assert {record["revision"] for record, _ in kept(reader)["statement"]} == {revision}
    assert all(record["span"]["exact"] for record, _ in kept(reader)["statement"])
    assert reader.rows("SELECT n FROM tag WHERE field = 'text'") == []


def test_what_a_document_tells_is_read_back(save: Save, reader: Reader, url: str) -> None:
    saved = save(make_extraction(make_document(excerpt=7)))
    database = open_database(url)
    with database.session() as session:
        found = read_extraction(session, saved.document, make_vocabulary())
    database.close()
    assert found is not None and found.document.excerpt == 7 and found.document.text == TEXT


def from_front_matter(told: str) -> SourceDocument:
    return read_source(f"---\ntitle: A note\nexcerpt: {told}\n---\n\nSome words.\n".encode(), name="a.txt")


def from_line(told: Any) -> SourceDocument:
    from io import BytesIO

    line = json.dumps({"id": "a", "text": "Some words.", "excerpt": told}).encode()
    [item] = read_jsonl(BytesIO(line), name="a.jsonl")
    assert isinstance(item.found, SourceDocument), item.found
    return item.found


def test_documents_tell_their_own_limit() -> None:
    assert from_front_matter("300").excerpt == from_line(300).excerpt == from_line("300").excerpt == 300
    assert from_front_matter("0").excerpt == from_line(0).excerpt == 0
    assert from_line(None).excerpt is None and not from_line(None).warnings


@pytest.mark.parametrize(
    "told", ["-1", "much", "1.5", "٣", "9999999999", [], True, -1, 1.5, {"a": 1}], ids=str
)
def test_a_limit_that_cannot_be_read_shows_nothing(told: Any) -> None:
    found = from_line(told)
    assert found.excerpt == 0 and "`excerpt`" in found.warnings[0]
    if isinstance(told, str):
        assert from_front_matter(told).excerpt == 0


def test_an_older_release_gets_records_that_it_knows(store: Store, vocabulary: Vocabulary) -> None:
    from app.store.save import save_extraction
    from tests.builders import NOW

    url = store.migrated()
    database = open_database(url)
    with database.session() as session:
        for found in (
            make_extraction(make_document(excerpt=20)),
            make_extraction(make_document(key="open", published_on=date(2025, 1, 1))),
        ):
            save_extraction(session, found, vocabulary=vocabulary, extractor_version="1", now=NOW)
    database.close()
    downgrade(url, "2026_11_30_fetched")
    database = open_database(url)
    with database.looking() as connection:
        for kind in (*KINDS, "document"):
            for (record,) in connection.exec_driver_sql(f"SELECT record FROM {kind}").all():
                assert not {"withheld", "excerpt", "length"} & set(json.loads(record))
                assert "length" not in json.loads(record).get("span", {})
        stale = connection.exec_driver_sql(
            "SELECT count(*) FROM document WHERE vocabulary_version = ''"
        ).scalar()
        lines = connection.exec_driver_sql("SELECT line FROM statement").all()
    database.close()
    assert stale == 1, "it is read again by whoever comes next"
    assert sorted(line is None for (line,) in lines) == [False, False, True, True]
    assert all(line is None or line.endswith(",1") for (line,) in lines)
    upgrade(url)
    store.drop(url)
