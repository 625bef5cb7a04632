"""Sources that are watched, over an Internet of our own."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest

from app.errors import StoreUnavailable
from app.extraction import Toolkit
from app.ingestion import Here
from app.ingestion.watch import Totals, Watch
from app.ingestion.watched import Watched
from app.schemas.ids import document_id
from app.settings import ROOT
from app.store.database import Database, open_database
from app.store.save import delete_document
from app.vocabulary import Vocabulary
from tests.fetching.internet import Answer, Internet, answer, dripping, internet
from tests.ingestion.test_revisits import HOST, WORDS, feed, tagged
from tests.stores import Store

KILLS = int(os.environ.get("SUMMITRY_TEST_KILLS", "0"))
"""How often; 0 for as often as a run of all tests has time for."""
Look = Callable[..., tuple[Totals, list[str]]]


@pytest.fixture
def net() -> Iterator[Internet]:
    with internet() as net:
        yield net
        assert net.private_visitors == 0


@pytest.fixture
def watch(net: Internet, database: Database, vocabulary: Vocabulary) -> Look:
    """Each source looked at once, or until `told` raises KeyboardInterrupt."""

    def run(
        *sources: Watched | str,
        once: bool = True,
        seconds: float = 20.0,
        every: float = 0.0,
        told: Callable[[str, str], None] = lambda source, message: None,
    ) -> tuple[Totals, list[str]]:
        lines: list[str] = []

        def tell(source: str, message: str) -> None:
            lines.append(f"{source}: {message}")
            told(source, message)

        net.requests.clear()
        watch = Watch(
            [Watched(url=one) if isinstance(one, str) else one for one in sources],
            database=database,
            extracting=Here(cast(Toolkit, None)),
            vocabulary=vocabulary,
            make_fetcher=lambda turns, sleep: net.fetcher(turns=turns, seconds=seconds, every=every),
            tell=tell,
            once=once,
        )
        watch.run()
        return watch.totals, lines

    return run


def test_new_pages_are_stored_and_known_ones_not_asked_for(net: Internet, watch: Look) -> None:
    net.pages |= {f"/{n}": answer(f"{WORDS} {n}".encode()) for n in (1, 2, 3)}
    net.pages["/feed"] = tagged(feed(1, 2), '"f"')
    totals, lines = watch(Watched(url=f"{HOST}/feed", name="news"))
    assert totals == Totals(new=2)
    assert lines == ["news: 2 new, 0 changed, 0 unchanged, 0 refused"]
    assert watch(f"{HOST}/feed")[0] == Totals(unchanged=1)
    assert [path for _, path in net.requests] == ["/feed"]
    net.pages["/feed"] = tagged(feed(1, 2, 3), '"g"')
    assert watch(f"{HOST}/feed")[0] == Totals(new=1, seen=2)
    assert [path for _, path in net.requests] == ["/feed", "/3"]
    net.pages["/feed"] = tagged(feed(1, 2, 3, day=2), '"h"')
    net.pages["/2"] = answer(f"{WORDS} another".encode())
    assert watch(f"{HOST}/feed")[0] == Totals(changed=1, unchanged=2)
    assert watch(f"{HOST}/feed", f"{HOST}/2")[0] == Totals(unchanged=2)


def test_what_was_withdrawn_does_not_come_back_by_itself(
    net: Internet, watch: Look, database: Database
) -> None:
    net.pages |= {"/feed": answer(feed(1).encode()), "/1": answer(WORDS.encode())}
    watch(f"{HOST}/feed")
    with database.session() as session:
        assert delete_document(session, document_id(f"{HOST}/1"))
    net.pages["/feed"] = answer(feed(1, day=2).encode())
    assert watch(f"{HOST}/feed", f"{HOST}/1")[0] == Totals(unchanged=2)


def test_a_page_that_is_refused_is_told_once_a_day(net: Internet, watch: Look, database: Database) -> None:
    net.pages |= {"/feed": answer(feed(1, 2).encode()), "/1": answer(f"{WORDS} REFUSE".encode())}
    totals, lines = watch(f"{HOST}/feed")
    assert totals == Totals(refused=2)
    assert f"{HOST}/feed: refused: {HOST}/1: no language of ours" in lines
    net.pages["/feed"] = answer(feed(1, 2, 3).encode())
    net.pages["/3"] = answer(WORDS.encode())
    assert watch(f"{HOST}/feed")[0] == Totals(new=1, seen=2)
    with database.session() as session:
        session.connection().exec_driver_sql(
            "UPDATE fetched SET fetched_at = '2020-01-01T00:00:00Z', digest = NULL"
        )
    assert watch(f"{HOST}/feed")[0] == Totals(refused=2, seen=1)


def test_a_page_that_is_away_for_now_is_asked_for_again(net: Internet, watch: Look) -> None:
    net.pages |= {
        "/feed": tagged(feed(1, 2), '"f"'),
        "/1": answer(WORDS.encode()),
        "/2": answer(status="503 Down"),
    }
    assert watch(f"{HOST}/feed")[0] == Totals(new=1, refused=1)
    net.pages["/2"] = answer(f"{WORDS} 2".encode())
    assert watch(f"{HOST}/feed")[0] == Totals(new=1, seen=1)


@pytest.mark.parametrize(
    "hang",
    [dripping(b"", b"", every=5), dripping(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), dripping(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"w")],
)  # fmt: skip
def test_a_host_that_hangs_holds_up_nobody(net: Internet, watch: Look, hang: Answer) -> None:
    net.pages |= {"slow.example/": hang, "/feed": answer(feed(1, 2).encode())}
    net.pages |= {f"/{n}": answer(f"{WORDS} {n}".encode()) for n in (1, 2)}
    totals, lines = watch(
        Watched(url="http://slow.example/", name="slow"), Watched(url=f"{HOST}/feed", name="news"), seconds=2
    )
    assert totals == Totals(new=2, refused=1, failed=1)
    assert [line.partition(":")[0] for line in lines] == ["news", "slow"]
    assert lines[1] == "slow: failed: no answer within 2 seconds"


def test_a_source_that_fails_is_left_alone_longer_each_time(net: Internet, watch: Look) -> None:
    net.pages |= {"/feed": answer(status="503 Down"), "ok.example/1": answer(WORDS.encode())}
    lines: list[tuple[str, float]] = []

    def told(source: str, message: str) -> None:
        if source == "ill":
            lines.append((message, time.monotonic()))
        if len(lines) == 4:
            net.pages["/feed"] = answer(WORDS.encode())
        if len(lines) == 6:
            raise KeyboardInterrupt

    ill, well = (
        Watched.model_construct(url=url, name=name, every=0.1, limit=5)
        for url, name in ((f"{HOST}/feed", "ill"), ("http://ok.example/1", "well"))
    )
    totals, _ = watch(ill, well, once=False, told=told)
    times = [moment for _, moment in lines]
    pauses = [later - sooner for sooner, later in pairwise(times)]
    assert [message.partition(":")[0] for message, _ in lines][:4] == [
        "failed",
        *(f"failed ({n} times in a row)" for n in (2, 3, 4)),
    ]
    assert all(pause >= least for pause, least in zip(pauses, (0.2, 0.4, 0.8, 1.6, 0.1), strict=True))
    assert "answers 503 Service Unavailable; again in" in lines[0][0]
    assert lines[4][0].startswith("1 new")
    assert (totals.failed, totals.unchanged > 5) == (4, True), (
        "the other source is looked at as often as ever"
    )


def test_who_asks_to_be_left_alone_is(net: Internet, watch: Look) -> None:
    net.pages["/feed"] = answer(status="429 Too Many Requests", Retry_After="7200")

    def told(source: str, message: str) -> None:
        raise KeyboardInterrupt

    _, lines = watch(Watched(url=f"{HOST}/feed", name="busy", every="1m"), once=False, told=told)
    assert lines[0].endswith("asks to come back in 7200 seconds; again in 2 h")


def test_sources_of_one_host_are_asked_one_after_the_other(net: Internet, watch: Look) -> None:
    net.pages |= {f"/{n}": answer(f"{WORDS} {n}".encode()) for n in range(5)}
    watch(*(f"{HOST}/{n}" for n in range(5)), every=60.0)
    assert len([wait for wait in net.clock.slept if wait > 30]) == 4


@pytest.mark.parametrize("gives_up", [1, 99])
def test_a_store_that_gives_up_is_tried_again(
    net: Internet, watch: Look, monkeypatch: pytest.MonkeyPatch, gives_up: int
) -> None:
    module = import_module("app.ingestion.ingest")
    monkeypatch.setattr("app.ingestion.watch.PAUSE", 0.01)
    commit, left = module._commit, [gives_up]

    def failing(*args: object, **kwargs: object) -> None:
        if left[0] > 0:
            left[0] -= 1
            raise StoreUnavailable("the disk is full")
        commit(*args, **kwargs)

    monkeypatch.setattr(module, "_commit", failing)
    net.pages["/1"] = answer(WORDS.encode())
    if gives_up == 99:
        with pytest.raises(StoreUnavailable, match="disk is full"):
            watch(f"{HOST}/1")
    else:
        totals, lines = watch(f"{HOST}/1")
        assert (totals, lines[0]) == (
            Totals(new=1),
            f"{HOST}/1: not stored: the disk is full; tried again in 0 s",
        )


def test_what_could_not_be_saved_is_not_forgotten(
    net: Internet, watch: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    net.pages |= {"/feed": tagged(feed(1), '"f"'), "/1": answer(WORDS.encode())}
    with monkeypatch.context() as patch:
        patch.setattr(import_module("app.ingestion.ingest"), "save_extraction", None)
        assert watch(f"{HOST}/feed")[0] == Totals(refused=1)
    assert watch(f"{HOST}/feed")[0] == Totals(new=1)


# The command as it stands, over a network that leads to one port; with an engine that costs nothing.
CHILD = """
import sys, time
from importlib import import_module
import app.extraction, app.fetching
from app.domain.findings import Extraction
from app.fetching.network import PublicNetwork, dial

port = int(sys.argv.pop(1))
Fetcher = app.fetching.Fetcher

def make(**options):
    network = PublicNetwork(
        time.monotonic, resolve=lambda host, port: ["93.184.216.34"], dial=lambda address, _, seconds: dial("127.0.0.1", port, seconds)
    )
    return Fetcher(network=network, every=0.002, **options)

app.fetching.Fetcher = make
extracting = import_module("app.ingestion.extracting")
import_module("app.ingestion.executors").build_toolkit = lambda vocabulary: None
extracting.extract = lambda document, toolkit: Extraction(document=document, language="ru")
from app.cli import main
main()
"""


def start(net: Internet, url: str, file: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(net.server.port), "watch", str(file), *options],
        cwd=ROOT, env=os.environ | {"SUMMITRY_DATABASE_URL": url}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sources.yaml"
    path.write_text(f"sources:\n- {{name: news, url: '{HOST}/feed', every: 1m}}\n- url: {HOST}/alone\n")
    return path


@pytest.mark.timeout(300)
def test_kill_9_loses_nothing_that_was_seen(
    net: Internet, store: Store, url: str, file: Path, dice: random.Random
) -> None:
    pages = 60
    net.pages |= {f"/{n}": tagged(f"{WORDS} {n}", f'"{n}"') for n in range(pages)}
    links = "".join(f"<item><link>{HOST}/{n}</link></item>" for n in range(pages))
    net.pages |= {
        "/feed": tagged(f"<rss version='2.0'><channel>{links}</channel></rss>", '"f"'),
        "/alone": answer(WORDS.encode()),
    }
    stored = 0
    for _ in range(KILLS or (3 if store.is_sqlite else 1)):
        process, before = start(net, url, file), len(net.requests)
        wanted = dice.randint(1, 25)
        until = time.monotonic() + 60
        while len(net.requests) - before < wanted and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        process.kill()
        process.communicate()
        found = check(url)
        assert found >= stored
        stored = found
    process = start(net, url, file, "--once")
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert check(url) == pages + 1, out
    net.requests.clear()
    process = start(net, url, file, "--once")
    process.communicate(timeout=120)
    assert sorted(path for _, path in net.requests) == ["/alone", "/feed"], "everything is known"


def check(url: str) -> int:
    """How many documents are there; fails where one is twice, or is remembered and not there."""
    database = open_database(url)
    with closing(database.reader()) as reader:
        row = reader.row("SELECT count(*), count(DISTINCT key) FROM document")
        lost = reader.row(
            "SELECT count(*) FROM fetched WHERE document_key IS NOT NULL AND document_key NOT IN (SELECT key FROM document)"
        )
    database.close()
    assert row is not None
    assert (row[0], lost) == (row[1], (0,))
    return int(row[0])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(net: Internet, url: str, file: Path, number: signal.Signals) -> None:
    asked = []

    def last(client: socket.socket, request: str) -> None:
        asked.append(1)
        time.sleep(30)  # a host that hangs must not hold up the end either

    net.pages |= {
        "/feed": answer(feed(1, 2, 3).encode()),
        "/3": answer(WORDS.encode()),
        "/2": answer(f"{WORDS} 2".encode()),
        "/1": last,
    }
    process = start(net, url, file)
    until = time.monotonic() + 60
    while not (asked and check(url) == 2) and time.monotonic() < until:
        time.sleep(0.05)
    began = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert time.monotonic() - began < 10
    assert "stopped: " in out.splitlines()[-1]
    assert check(url) == 2


def test_once_ends_with_what_came_of_it(net: Internet, url: str, file: Path) -> None:
    net.pages |= {"/feed": answer(feed(1).encode()), "/1": answer(WORDS.encode())}
    process = start(net, url, file, "--once")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (1, ""), "/alone is not there"
    assert f"{HOST}/alone: failed: answers 404 Not Found\n" in out
    assert out.endswith("done: 1 new, 0 changed, 0 unchanged, 1 refused\n")
