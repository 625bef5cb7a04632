"""Reads from a streaming copy: two real servers, a real one of ours before them. Whichever goes, reads go on; nothing old is served."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx2
import pytest

from app.domain.access import Scope
from app.errors import InvalidInput
from app.store.database import open_database
from app.store.keys import create_key
from app.store.replicas import Replicated
from app.vocabulary import Vocabulary
from tests.replica import MAIN, Server, pair
from tests.shelf import add, fill, served, shelf
from tests.stores import need_postgres

FRESH = 2.5
"""Seconds within which what was committed must be seen, on a busy machine: it is looked for every second."""


@pytest.fixture(scope="module")
def servers(vocabulary: Vocabulary) -> Iterator[tuple[Server, Server]]:
    need_postgres()
    with pair() as (main, copy):
        fill(main.url, vocabulary)
        yield main, copy


@contextmanager
def asking(main: Server, copy: Server) -> Iterator[httpx2.Client]:
    with (
        served(main.url, SUMMITRY_READ_URL=copy.url) as address,
        httpx2.Client(base_url=address, timeout=30) as client,
    ):
        yield client


def caught_up(main: Server, copy: Server) -> None:
    until = time.monotonic() + 30
    target = main.say("SELECT pg_current_wal_lsn()")[0][0]
    while not copy.say(f"SELECT pg_last_wal_replay_lsn() >= '{target}'")[0][0]:
        assert time.monotonic() < until
        time.sleep(0.05)


def reads_of(server: Server) -> int:
    """Rows that were read from its tables, since it counts."""
    server.say("SELECT pg_stat_force_next_flush()")
    return int(
        server.say(
            "SELECT coalesce(sum(n_live_tup), 0) * 0 + coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0) FROM pg_stat_user_tables WHERE relname = 'statement'"
        )[0][0]
    )


class Load:
    """Clients that read as fast as they can until the block ends."""

    def __init__(self, client: httpx2.Client, number: int = 4) -> None:
        self._client = client
        self.statuses: list[int] = []
        self.versions: list[int] = []
        self._ends = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(each,)) for each in range(number)]

    def _ask(self, number: int) -> None:
        page = 0
        while not self._ends.is_set():
            page += 1
            answer = self._client.get(f"/api/v1/statements?limit={1 + page % 50}&topic=trade")
            self.statuses.append(answer.status_code)
            if answer.status_code == 200:
                self.versions.append(answer.json()["data_version"])

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        for thread in self._threads:
            thread.join()


def version(client: httpx2.Client) -> int:
    return int(client.get("/api/v1/meta").json()["data_version"])


def test_the_copy_answers_and_what_is_written_is_seen_at_once(
    servers: tuple[Server, Server], vocabulary: Vocabulary
) -> None:
    main, copy = servers
    caught_up(main, copy)
    with asking(main, copy) as client:
        client.get("/api/v1/meta")
        time.sleep(1.5)
        before = reads_of(main), reads_of(copy)
        for limit in range(1, 40):
            assert client.get(f"/api/v1/statements?limit={limit}").status_code == 200
        time.sleep(1)
        assert reads_of(main) == before[0] and reads_of(copy) >= before[1] + 39
        database = open_database(main.url)
        with database.session() as session:
            secret = create_key(session, name="test", scopes=[Scope.REVIEW], now=datetime.now(UTC))
        database.close()
        at = "/api/v1/statements/" + client.get("/api/v1/statements?limit=1").json()["items"][0]["id"]
        copy.say("SELECT pg_wal_replay_pause()")
        try:
            headers = {
                "authorization": f"Bearer {secret}",
                "if-match": f'"{client.get(at).json()["revision"]}"',
            }
            rejected = client.post(f"{at}/reject", json={"why": "a test"}, headers=headers)
            assert rejected.status_code == 200, rejected.text
            shown = client.get(at)
            assert shown.json()["review"] == rejected.json()["review"] == "rejected", (
                "at once, though the copy stands still"
            )
        finally:
            copy.say("SELECT pg_wal_replay_resume()")


def test_a_copy_that_stands_still_is_left_and_comes_back(
    servers: tuple[Server, Server], vocabulary: Vocabulary
) -> None:
    main, copy = servers
    caught_up(main, copy)
    with asking(main, copy) as client:
        old = version(client)
        copy.say("SELECT pg_wal_replay_pause()")
        try:
            with Load(client) as load:
                add(main.url, vocabulary, shelf(14)[12:13])
                until = time.monotonic() + FRESH
                while version(client) == old:
                    assert time.monotonic() < until, "an answer is older than it may be"
                    time.sleep(0.02)
                time.sleep(1)
        finally:
            copy.say("SELECT pg_wal_replay_resume()")
        assert set(load.statuses) == {200}
        assert load.versions[-1] > old
        caught_up(main, copy)
        time.sleep(FRESH)
        before = reads_of(copy)
        for limit in range(1, 30):
            client.get(f"/api/v1/statements?limit={limit}&topic=water")
        time.sleep(1)
        assert reads_of(copy) > before, "it answers again"


def test_killing_the_copy_loses_no_request_while_the_main_server_writes(
    servers: tuple[Server, Server], vocabulary: Vocabulary
) -> None:
    main, copy = servers
    caught_up(main, copy)
    with asking(main, copy) as client, Load(client, 8) as load:
        time.sleep(1.5)
        for number in range(3):
            add(main.url, vocabulary, shelf(20)[14 + number : 15 + number])
            copy.kill()
            time.sleep(1.5)
            copy.start(MAIN | {"hot_standby_feedback": "on"})
            time.sleep(1.5)
    assert len(load.statuses) > 100
    assert set(load.statuses) == {200}, {status: load.statuses.count(status) for status in set(load.statuses)}
    assert len(set(load.versions)) >= 4


def test_without_the_main_server_the_copy_answers_alone(servers: tuple[Server, Server]) -> None:
    main, copy = servers
    caught_up(main, copy)
    with asking(main, copy) as client:
        assert version(client)
        time.sleep(1.5)
        main.kill()
        try:
            for limit in range(1, 20):
                assert client.get(f"/api/v1/statements?limit={limit}&lang=ru").status_code == 200
                time.sleep(0.1)
            assert client.get("/readyz").status_code == 200
            sent = client.post(
                "/api/v1/documents", json={"text": "A"}, headers={"authorization": "Bearer smy_x_y"}
            )
            assert sent.status_code == 503 and "problem" in sent.headers["content-type"]
        finally:
            main.start(MAIN)
        assert client.get("/api/v1/meta").status_code == 200


def test_a_file_has_no_copy(tmp_path: object) -> None:
    file, server = open_database("sqlite:////tmp/a.db"), open_database("postgresql://a:b@127.0.0.1/c")
    with pytest.raises(InvalidInput, match="SUMMITRY_READ_URL"):
        Replicated(file, server)
