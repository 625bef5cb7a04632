"""Many who write and many who read one database at once: nobody is told that it is locked, and of two changes of one revision one wins."""

from __future__ import annotations

import http.client
import json
import os
import random
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.domain.access import Scope
from app.domain.kinds import Act
from app.store.check import check_store
from app.store.database import open_database
from app.vocabulary import Vocabulary
from tests.api.test_killed import body
from tests.api.test_review import keyed
from tests.shelf import fill, served, shelf
from tests.stores import Store, only_sqlite
from tests.writing import start

TRANSACTIONS = int(os.environ.get("SUMMITRY_TEST_TRANSACTIONS", "20"))
"""Of each writer; 500 before a release."""

ROUNDS = int(os.environ.get("SUMMITRY_TEST_ROUNDS", "100"))
"""Of two changes at once; 1,000 before a release."""

WRITERS, READERS = 8, 16
LISTS = (
    "documents", "statements?leader=ardan-temur", "figures?limit=50", "proposals", "statements?q=%D0%BC%D1%8B%D1%81%D0%BB%D1%8C", "changes?since=0",
)  # fmt: skip


class Client:
    """One connection to a server, and what came over it."""

    def __init__(self, address: str, key: dict[str, str] | None = None) -> None:
        self._connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
        self._key = key or {}
        self.seen: Counter[str] = Counter()
        self.seconds: list[float] = []

    def ask(self, method: str, path: str, sent: Any = None, **headers: str) -> tuple[int, Any]:
        given = {name.replace("_", "-"): value for name, value in headers.items()} | self._key
        if sent is not None:
            given["content-type"] = "application/json"
        began = time.monotonic()
        self._connection.request(
            method, f"/api/v1/{path}", None if sent is None else json.dumps(sent).encode(), given
        )
        answer = self._connection.getresponse()
        told = answer.read()
        self.seconds.append(time.monotonic() - began)
        self.seen[f"{method} {answer.status}"] += 1
        if b"lock" in told:
            self.seen["lock"] += 1
        return answer.status, json.loads(told) if told else None


def work(client: Client, name: str, statements: list[str], documents: list[str]) -> None:
    """The transactions of one writer: of ten, four documents sent, three corrections, two confirmations, one withdrawal."""
    revisions, dice = dict.fromkeys(statements, 1), random.Random(name)
    for number in range(TRANSACTIONS):
        at = dice.choice(statements)
        match = f'"{revisions[at]}"'
        if number % 10 < 4:
            client.ask("POST", "documents", body(f"{name}-{number}"))
        elif number % 10 < 7:
            sent = {"act": dice.choice(list(Act)), "why": f"Reason {number}."}
            _, told = client.ask("PATCH", f"statements/{at}", sent, if_match=match)
            revisions[at] = told.get("revision", 0)
        elif number % 10 < 9:
            _, told = client.ask("POST", f"statements/{at}/confirm", if_match=match)
            revisions[at] = told.get("revision", 0)
        else:
            client.ask("DELETE", f"documents/{documents.pop()}")


@contextmanager
def reading(address: str) -> Iterator[list[Client]]:
    """Readers, from the beginning of the block to its end."""
    ended, clients = threading.Event(), [Client(address) for _ in range(READERS)]

    def read(client: Client) -> None:
        dice = random.Random()
        while not ended.wait(0.01):
            client.ask("GET", dice.choice(LISTS))

    with all_at_once([lambda client=client: read(client) for client in clients]):  # type: ignore[misc]
        try:
            yield clients
        finally:
            ended.set()


@contextmanager
def all_at_once(works: list[Callable[[], None]]) -> Iterator[None]:
    """Each in a thread of its own while the block runs; fails where one of them does."""
    failures: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(work,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()
    assert not failures, failures


def told_of(name: str, clients: list[Client]) -> Counter[str]:
    seconds = sorted(each for client in clients for each in client.seconds)
    seen = sum((client.seen for client in clients), Counter[str]())
    print(
        f"{name}: {dict(seen)}; median {statistics.median(seconds) * 1000:.0f} ms,"
        f" p99 {seconds[len(seconds) * 99 // 100] * 1000:.0f} ms, longest {seconds[-1] * 1000:.0f} ms"
    )
    return seen


@pytest.fixture
def url(store: Store, vocabulary: Vocabulary) -> Iterator[str]:
    """A library in which each writer has a document to correct, and some to withdraw."""
    made = fill(store.empty(), vocabulary, shelf(WRITERS * (1 + -(-TRANSACTIONS // 10))))
    yield made
    store.drop(made)


def ids(address: str, path: str) -> list[str]:
    _, page = Client(address).ask("GET", path)
    return [each["id"] for each in page["items"]]


@pytest.mark.timeout(3600)
def test_nobody_who_writes_to_a_server_is_told_of_locks(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    key = keyed(url, Scope.DOCUMENTS, Scope.REVIEW)
    with served(url) as address:
        documents = ids(address, "documents?limit=500")
        mine = [documents[place::WRITERS] for place in range(WRITERS)]
        corrected = [ids(address, f"statements?document={each.pop()}") for each in mine]
        writers = [Client(address, key) for _ in range(WRITERS)]
        works = [
            lambda place=place: work(writers[place], f"writer{place}", corrected[place], mine[place])
            for place in range(WRITERS)
        ]
        with reading(address) as readers, all_at_once(works):  # type: ignore[arg-type]
            pass
    assert "lock" not in capsys.readouterr().err, "nor does the log tell of any"
    written, read = told_of("writers", writers), told_of("readers", readers)
    tenth = WRITERS * TRANSACTIONS // 10
    assert written == {
        "POST 202": 4 * tenth, "PATCH 200": 3 * tenth, "POST 200": 2 * tenth, "DELETE 204": tenth,
    }  # fmt: skip
    assert set(read) == {"GET 200"}
    assert check_store(open_database(url), full=True) == []


@only_sqlite  # a server's writers stand in its own queue
@pytest.mark.timeout(3600)
def test_nobody_who_writes_to_the_database_is_told_of_locks(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Eight processes, each of which waits for the others, beside a server that reads."""
    with served(url) as address:
        before = len(ids(address, "documents?limit=500"))
        with reading(address) as readers:
            writers = [start(url, f"writer{place}", TRANSACTIONS) for place in range(WRITERS)]
            told = [writer.communicate()[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    assert [each.count("\n") for each in told] == [TRANSACTIONS] * WRITERS
    assert "lock" not in capsys.readouterr().err
    assert set(told_of("readers", readers)) == {"GET 200"}
    database = open_database(url)
    reader = database.reader()
    assert reader.rows("SELECT count(*) FROM document") == [(before + WRITERS * TRANSACTIONS,)]
    reader.close()
    assert check_store(database, full=True) == []


@pytest.mark.timeout(3600)
def test_of_two_changes_of_one_revision_one_wins(url: str) -> None:
    key = keyed(url, Scope.REVIEW)
    with served(url) as address:
        [at] = ids(address, "statements?limit=1")
        clients, revision, together = [Client(address, key) for _ in range(2)], 1, threading.Barrier(2)
        outcomes: Counter[tuple[int, ...]] = Counter()
        for number in range(ROUNDS):
            answers: dict[int, tuple[int, Any]] = {}

            def change(
                place: int, number: int = number, revision: int = revision, answers: Any = answers
            ) -> None:
                together.wait()
                sent = {"act": list(Act)[(2 * number + place) % len(Act)], "why": f"{number} {place}"}
                answers[place] = clients[place].ask(
                    "PATCH", f"statements/{at}", sent, if_match=f'"{revision}"'
                )

            with all_at_once([lambda: change(0), lambda: change(1)]):
                pass
            outcomes[tuple(sorted(status for status, _ in answers.values()))] += 1
            [winner] = [place for place, (status, _) in answers.items() if status == 200]
            [loser] = [told for status, told in answers.values() if status != 200]
            assert loser["type"].endswith(":outdated")
            _, record = clients[0].ask("GET", f"statements/{at}")
            assert record == answers[winner][1]
            revision += 1
            assert record["revision"] == revision
        history = clients[0].ask("GET", f"statements/{at}/history")[1]["items"]
    print(f"{ROUNDS} rounds: {dict(outcomes)}")
    assert outcomes == {(200, 412): ROUNDS}
    assert len({each["revision"] for each in history}) == len(history)
