"""The server ended by kill -9 at any moment while documents are sent: whatever it took is stored once, and whole, by the next one."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from app.domain.access import Scope
from app.settings import ROOT
from app.store.check import check_store
from app.store.database import open_database
from tests.api.test_review import keyed
from tests.shelf import SERVE
from tests.stores import Store

KILLS = int(os.environ.get("SUMMITRY_TEST_KILLS", "0"))
"""How often; 0 for as often as a run of all tests has time for."""

USUAL = {"sqlite": 3, "postgresql": 2}
SENDERS = 3
ENOUGH = 20


DONE = "SELECT count(*) FROM job WHERE state = 'done'"
WAITING = "SELECT count(*) FROM job WHERE state IN ('waiting', 'running')"


class Server:
    """A real one, which is killed and started anew; whoever sends asks where it is now."""

    def __init__(self, url: str) -> None:
        self._environment = {
            **os.environ, "PYTHONPATH": str(ROOT), "SUMMITRY_DATABASE_URL": url, "SUMMITRY_PORT": "0",
        }  # fmt: skip
        self.port = 0
        self.waiting = 0
        """Documents that were taken and not read, when somebody looked last; few, so that the end is soon."""
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            SERVE, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        found = re.search(r"http://[^/\s]+:(\d+)/", self._process.stdout.readline())
        assert found, "the server did not start"
        self.port = int(found[1])

    def kill(self) -> None:
        assert self._process.stdout is not None
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


class Sender(threading.Thread):
    """Sends one document after the other, each again and again under the same Idempotency-Key until it has the answer."""

    def __init__(self, server: Server, key: dict[str, str], name: str) -> None:
        super().__init__(daemon=True)
        self.server, self.key, self.sender = server, key, name
        self.taken: dict[str, str] = {}
        """Id of the document -> its job."""
        self.strange: list[str] = []
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            name = f"{self.sender}-{len(self.taken):05}"
            job = self._send(name)
            if job is not None:
                self.taken[name] = job
            while self.server.waiting > ENOUGH and not self.ended.wait(0.05):
                pass
            time.sleep(0.02)

    def _send(self, name: str) -> str | None:
        while True:
            try:
                status, answer = self.ask("POST", "/api/v1/documents", body(name), {"idempotency-key": name})
            except (OSError, http.client.HTTPException, ValueError):  # killed meanwhile: sent again
                if self.ended.wait(0.05):
                    return None
                continue
            if status == 202:
                return str(answer["id"])
            self.strange.append(f"{status} {answer}")
            return None

    def ask(self, method: str, path: str, sent: Any = None, headers: Any = None) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            given = {**self.key, "content-type": "application/json", **(headers or {})}
            connection.request(method, path, json.dumps(sent) if sent else None, given)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()


def body(name: str) -> dict[str, str]:
    number = int(name.rpartition("-")[2])
    text = (
        f"Президент Кыргызстана Садыр Жапаров сообщил, что экспорт вырос на {number % 90 + 1} процентов.\n\n"
        f"«Мы построим {number + 2} новых школ», — сказал Садыр Жапаров."
    )
    return {"key": name, "text": text, "date": "2025-11-16", "language": "ru"}


def count(url: str, sql: str) -> int:
    reader = open_database(url).reader()
    try:
        return int(reader.rows(sql)[0][0])
    finally:
        reader.close()


@pytest.mark.timeout(3600)
def test_what_was_taken_is_stored_once_whoever_is_killed(
    store: Store, tmp_path: Path, dice: random.Random
) -> None:
    url = store.migrated()
    server, key = Server(url), keyed(url, Scope.DOCUMENTS)
    senders = [Sender(server, key, f"sender-{number}") for number in range(SENDERS)]
    for sender in senders:
        sender.start()
    waiting = list[int]()
    try:
        for number in range(KILLS or USUAL[store.kind]):
            # a server loads its dictionaries and then reads; most kills shall fall into reading
            done, until = count(url, DONE), time.monotonic() + 60
            while number % 4 and count(url, DONE) == done and time.monotonic() < until:
                server.waiting = count(url, WAITING)
                time.sleep(0.02)
            time.sleep(dice.uniform(0.0, 1.0))
            acknowledged = {job for sender in senders for job in list(sender.taken.values())}
            server.kill()
            waiting.append(count(url, WAITING))
            reader = open_database(url).reader()
            assert acknowledged <= {job for [job] in reader.rows("SELECT id FROM job")}
            reader.close()
            server.start()
        for sender in senders:
            sender.ended.set()
        for sender in senders:
            sender.join()
        taken = {name: job for sender in senders for name, job in sender.taken.items()}
        assert taken and not any(sender.strange for sender in senders), senders[0].strange
        until = time.monotonic() + 60 + len(taken) / 2
        while count(url, WAITING):
            assert time.monotonic() < until, "the server does not go on by itself"
            time.sleep(0.2)
        for name, job in taken.items():
            status, answer = senders[0].ask("GET", f"/api/v1/jobs/{job}")
            assert (status, answer["state"]) == (200, "done"), (name, answer)
    finally:
        server.kill()
    check(url, taken)
    print(
        f"{len(waiting)} kills, {min(waiting)} to {max(waiting)} documents waited then; {len(taken)} taken, each stored once"
    )
    store.drop(url)


def check(url: str, taken: dict[str, str]) -> None:
    database = open_database(url)
    reader = database.reader()
    jobs = reader.rows("SELECT request_key, id FROM job")
    assert len(jobs) == len(dict(jobs)), "no request has two jobs"
    assert taken.items() <= dict(jobs).items()
    found = reader.rows(
        "SELECT d.key, (SELECT count(*) FROM statement s WHERE s.document_id = d.id),"
        " (SELECT count(*) FROM figure f WHERE f.document_id = d.id) FROM document d"
    )
    reader.close()
    stored = {key for key, _, _ in found}
    assert len(stored) == len(found), "none twice"
    assert all(statements == 2 and figures >= 1 for _, statements, figures in found), "none by half"
    # a request whose answer was lost when the sender stopped may be stored, too: it was never acknowledged
    assert stored >= set(taken) and len(stored - set(taken)) <= SENDERS
    assert check_store(database, full=True) == []
    database.close()
