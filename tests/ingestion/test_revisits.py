"""Addresses that were read before: hosts are asked whether there is anything new, and what is the same is not read again."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import cast

import pytest

from app.domain.visit import Visit
from app.extraction import EXTRACTOR_VERSION, Toolkit
from app.ingestion import Here, IngestReport, ingest
from app.ingestion.pages import Address, Web
from app.schemas.ids import document_id
from app.store.database import Database
from app.store.save import delete_document
from app.store.visits import engine_of, find_visit
from app.vocabulary import Vocabulary
from tests.fetching.internet import Answer, Internet, answer, internet, redirect

HOST = "http://news.example"
WORDS = "Президент Казахстана предложил создать общий фонд воды. Об этом он сказал на саммите в Астане."
Look = Callable[..., IngestReport]


@pytest.fixture
def net() -> Iterator[Internet]:
    with internet() as net:
        yield net
        assert net.private_visitors == 0


@pytest.fixture
def look(net: Internet, database: Database, vocabulary: Vocabulary) -> Look:
    """One run of `summitry ingest` on paths of a host."""

    def run(*paths: str, limit: int | None = None, engine: str | None = None) -> IngestReport:
        today = engine or engine_of(EXTRACTOR_VERSION, vocabulary.version)

        def remembered(url: str) -> Visit | None:
            found = find_visit(reader, url, engine=today)
            return found.visit if found is not None and found.is_current else None

        net.requests.clear()
        net.heads.clear()
        with net.fetcher() as fetcher, closing(database.reader()) as reader:
            web = Web(fetcher, remembered)
            inputs = [Address(f"{HOST}{path}", web, limit=limit) for path in paths]
            return ingest(
                inputs, database=database, extracting=Here(cast(Toolkit, None)), vocabulary=vocabulary
            )

    return run


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, len(report.refused)


def tagged(body: str, etag: str, *, kind: str = "text/plain; charset=utf-8") -> Answer:
    """A page with an ETag, which it honours."""
    whole = answer(body.encode(), kind=kind, ETag=etag, Last_Modified="Fri, 02 Jan 2026 00:00:00 GMT")

    def send(client: socket.socket, request: str) -> None:
        same = f"If-None-Match: {etag}\r\n" in request
        (answer(status="304 Not Modified", kind="") if same else whole)(client, request)

    return send


def feed(*numbers: int, day: int = 1) -> str:
    items = (
        f"<item><link>{HOST}/{number}</link><pubDate>Mon, {day + number:02} Jun 2026 00:00:00 GMT</pubDate></item>"
        for number in numbers
    )
    return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>"


def page(text: str, *, token: str = "") -> Answer:
    return answer(
        f"<html><body><article><p>{text}</p><p>{WORDS}</p></article><script>{token}</script></body></html>".encode(),
        kind="text/html; charset=utf-8",
    )


def test_a_feed_that_has_not_changed_is_asked_for_once_and_nothing_else(net: Internet, look: Look) -> None:
    net.pages["/feed"] = tagged(feed(1, 2), '"f"', kind="application/rss+xml")
    net.pages |= {"/1": tagged(f"{WORDS} 1", '"1"'), "/2": tagged(f"{WORDS} 2", '"2"')}
    assert counts(look("/feed")) == (2, 0, 0, 0)
    report = look("/feed")
    assert (counts(report), report.clean) == ((0, 0, 1, 0), True)
    assert [path for _, path in net.requests] == ["/feed"]
    assert 'If-None-Match: "f"\r\nIf-Modified-Since: Fri, 02 Jan 2026' in net.heads[0]


def test_of_a_feed_that_has_changed_old_pages_are_asked_whether_they_have(net: Internet, look: Look) -> None:
    net.pages["/feed"] = tagged(feed(1), '"f"')
    net.pages |= {"/1": tagged(f"{WORDS} 1", '"1"'), "/2": tagged(f"{WORDS} 2", '"2"')}
    look("/feed")
    net.pages["/feed"] = tagged(feed(1, 2), '"g"')
    assert counts(look("/feed")) == (1, 0, 1, 0)
    assert counts(look("/feed")) == (0, 0, 1, 0)
    net.pages["/feed"] = tagged(feed(1, 2, day=2), '"h"')
    net.pages["/1"] = tagged(f"{WORDS} another", '"1b"')
    assert counts(look("/feed")) == (0, 1, 1, 0)


def test_without_an_etag_the_bytes_tell(net: Internet, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    net.pages |= {"/feed": answer(feed(1).encode()), "/1": answer(WORDS.encode())}
    look("/feed", "/1")
    monkeypatch.setattr("app.ingestion.pages.read_page", None)  # nothing is read
    assert counts(look("/feed", "/1")) == (0, 0, 2, 0)
    assert [path for _, path in net.requests] == ["/feed", "/1"]


def test_a_page_of_other_bytes_and_the_same_text_has_not_changed(net: Internet, look: Look) -> None:
    net.pages["/1"] = page("Слово.", token="let token = 1")
    look("/1")
    net.pages["/1"] = page("Слово.", token="let token = 2")
    assert counts(look("/1")) == (0, 0, 1, 0)
    net.pages["/1"] = page("Другое слово.", token="let token = 2")
    assert counts(look("/1")) == (0, 1, 0, 0)


def test_what_was_refused_is_asked_for_anew_and_its_list_too(net: Internet, look: Look) -> None:
    net.pages |= {
        "/feed": tagged(feed(1, 2), '"f"'),
        "/1": tagged(f"{WORDS} REFUSE", '"1"'),
        "/2": tagged(WORDS, '"2"'),
    }
    for expected in ((1, 0, 0, 1), (0, 0, 1, 1)):
        assert counts(look("/feed")) == expected
        assert "If-None-Match" not in net.heads[0]
    net.pages["/1"] = tagged(f"{WORDS} Mended.", '"1"')
    assert counts(look("/feed")) == (1, 0, 1, 0)


def test_a_limit_is_part_of_what_was_read(net: Internet, look: Look) -> None:
    net.pages |= {"/feed": tagged(feed(1, 2, 3), '"f"')} | {
        f"/{n}": tagged(f"{WORDS} {n}", f'"{n}"') for n in (1, 2, 3)
    }
    assert counts(look("/feed", limit=2)) == (2, 0, 0, 0)
    assert counts(look("/feed", limit=2)) == (0, 0, 1, 0)
    assert counts(look("/feed", limit=1)) == (0, 0, 1, 0)
    assert counts(look("/feed")) == (1, 0, 2, 0)
    assert counts(look("/feed", limit=2)) == (0, 0, 1, 0)


def test_what_is_not_stored_any_more_is_sent_again(net: Internet, look: Look, database: Database) -> None:
    net.pages["/1"] = tagged(WORDS, '"1"')
    look("/1")
    with database.session() as session:
        assert delete_document(session, document_id(f"{HOST}/1"))
    assert counts(look("/1")) == (1, 0, 0, 0)


def test_what_other_rules_have_read_is_sent_again(net: Internet, look: Look) -> None:
    net.pages |= {"/feed": tagged(feed(1), '"f"'), "/1": tagged(WORDS, '"1"')}
    look("/feed")
    assert counts(look("/feed", engine="tomorrow/words")) == (0, 0, 1, 0)
    assert not any("If-None-Match" in head for head in net.heads)


def test_an_etag_is_told_to_nobody_else(net: Internet, look: Look) -> None:
    """It holds where it was found, after redirects; who redirects elsewhere the next time is not asked by it."""
    net.pages |= {"/a": redirect("/b"), "/b": tagged(WORDS, '"1"'), "/c": tagged(f"{WORDS} Other.", '"1"')}
    look("/a")
    assert counts(look("/a")) == (0, 0, 1, 0)
    assert ["If-None-Match" in head for head in net.heads] == [False, True]
    net.pages["/a"] = redirect("/c")
    assert counts(look("/a")) == (1, 0, 0, 0)
    assert not any("If-None-Match" in head for head in net.heads)


@pytest.mark.parametrize("etag", ["é", "a" * 5000, '"a\tb"', ""])
def test_an_etag_that_cannot_be_sent_back_is_forgotten(net: Internet, look: Look, etag: str) -> None:
    net.pages["/1"] = answer(WORDS.encode(), ETag=etag)
    look("/1")
    assert counts(look("/1")) == (0, 0, 1, 0)
    assert "If-None-Match" not in net.heads[0]


def test_one_page_under_two_addresses_is_one_document(net: Internet, look: Look) -> None:
    net.pages |= {
        "/feed": answer(feed(1, 2, 3).encode()),
        "/1": redirect("/2"),
        "/2": page("Слово."),
        "/3": page("Слово."),
    }
    canonical = (
        f'<html><head><link rel="canonical" href="{HOST}/2"></head><body><p>Другое. {WORDS}</p></body></html>'
    )
    net.pages["/3"] = answer(canonical.encode(), kind="text/html; charset=utf-8")
    report = look("/feed")
    assert counts(report) == (1, 0, 0, 2)
    assert f"as {HOST}/3 does, which has another text" in report.refused[0].message
    net.pages["/3"] = answer(status="404 Not Found")
    assert counts(look("/feed")) == (0, 1, 1, 1)


def test_a_run_that_is_stopped_has_its_list_read_again(
    net: Internet, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    net.pages |= {"/feed": tagged(feed(1, 2), '"f"'), "/2": tagged(WORDS, '"2"')}

    def stop(client: socket.socket, request: str) -> None:
        import _thread

        _thread.interrupt_main()
        answer(f"{WORDS} 1".encode())(client, request)

    net.pages["/1"] = stop
    report = look("/feed")
    assert (report.interrupted, report.stored >= 1) == (True, True)
    net.pages["/1"] = tagged(f"{WORDS} 1", '"1"')
    report = look("/feed")
    assert "If-None-Match" not in net.heads[0]
    assert report.stored == 2
