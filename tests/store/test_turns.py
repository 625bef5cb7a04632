"""Who wants to write a file stands in a queue: in the order in which they came, whoever dies, stops or gives up in it, and with none at all."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import StoreUnavailable
from app.settings import ROOT
from app.store import database as module
from app.store.database import Database, open_database
from app.store.turns import QUEUE, take_place
from tests.stores import only_sqlite

pytestmark = [
    only_sqlite,
    pytest.mark.skipif(sys.platform != "linux", reason="no other system has locks of open files"),
]

WRITER = """
import sys, time
from sqlalchemy import text
from app.errors import StoreUnavailable
from app.store import database as module

for line in iter(sys.stdin.readline, ""):
    url, name, patience = line.split()
    module.PATIENCE = float(patience)
    database = module.open_database(url)
    try:
        with database.session() as session:
            session.execute(
                text("INSERT INTO store_state (key, value) VALUES (:key, :at)"), {"key": name, "at": time.monotonic_ns()}
            )
            print("in", flush=True)
            time.sleep(float(sys.stdin.readline()))
        print("out", flush=True)
    except StoreUnavailable as error:
        print(error, flush=True)
    database.close()
"""


class Writer:
    """A process that writes when it is told to."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WRITER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def begin(self, url: str, name: str, patience: float = 20) -> None:
        """Ask for a transaction, which lasts until `end`."""
        self._say(f"{url} {name} {patience}")

    def end(self, seconds: float = 0) -> None:
        """Let the transaction end so many seconds after it has begun, or now."""
        self._say(f"{seconds}")

    def _say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def told(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="module")
def processes() -> Iterator[list[Writer]]:
    started = [Writer() for _ in range(5)]  # together, since each takes a second to load
    yield started
    for each in started:
        each.kill()


@pytest.fixture
def writers(processes: list[Writer]) -> list[Writer]:
    """Five processes; a test may kill them."""
    processes[:] = [each if each.process.poll() is None else Writer() for each in processes]
    return processes


def standing(path: Path) -> int:
    """How many stand in the queue of a file in which nobody has left a gap."""
    turn = take_place(path)
    assert turn is not None
    ahead = turn.ahead()
    turn.end()
    return ahead


def wait_for(path: Path, count: int) -> None:
    until = time.monotonic() + 20
    while standing(path) != count:
        assert time.monotonic() < until, f"{standing(path)} stand there, and not {count}"
        time.sleep(0.002)


def line_up(writers: list[Writer], url: str, path: Path) -> None:
    """The first is inside, the others behind it, in this order, each for a moment; they are called 0, 1, 2…"""
    for place, writer in enumerate(writers):
        writer.begin(url, f"{place}")
        if place:
            writer.end(0.01)
            wait_for(path, place + 1)
        else:
            assert writer.told() == "in"


def order(url: str) -> list[str]:
    """Who has written, in the order in which they had their turns."""
    with closing(open_database(url).reader()) as reader:
        return [key for [key] in reader.rows("SELECT key FROM store_state WHERE value > 1000 ORDER BY value")]


def put(database: Database, key: str) -> None:
    with database.session() as session:
        session.execute(text("INSERT INTO store_state (key, value) VALUES (:key, 1)"), {"key": key})


def test_first_come_first_served(writers: list[Writer], url: str, path: Path) -> None:
    line_up(writers, url, path)
    writers[0].end()
    assert [writer.told() for writer in writers[1:]] == ["in"] * 4
    assert [writer.told() for writer in writers] == ["out"] * 5
    assert order(url) == ["0", "1", "2", "3", "4"]
    assert standing(path) == 0
    assert Path(f"{path}{QUEUE}").stat().st_size == 0


def test_whoever_is_killed_leaves_the_queue(writers: list[Writer], url: str, path: Path) -> None:
    """One that writes, one that is next, one in the middle."""
    line_up(writers, url, path)
    for killed in (2, 1, 0):
        writers[killed].kill()
    assert [writers[place].told() for place in (3, 4, 3, 4)] == ["in", "in", "out", "out"]
    assert order(url) == ["3", "4"]
    assert standing(path) == 0


def test_whoever_is_stopped_in_the_queue_holds_nobody_up(writers: list[Writer], url: str, path: Path) -> None:
    """Ctrl-Z, or a debugger: while it waits it has nothing that another would need."""
    line_up(writers, url, path)
    stopped = writers[1].process
    stopped.send_signal(signal.SIGSTOP)
    try:
        writers[0].end()
        assert [writers[place].told() for place in (2, 3, 4)] == ["in"] * 3
        assert [writers[place].told() for place in (0, 2, 3, 4)] == ["out"] * 4
    finally:
        stopped.send_signal(signal.SIGCONT)
    assert [writers[1].told(), writers[1].told()] == ["in", "out"]
    assert order(url)[-1] == "1"


def test_whoever_loses_patience_is_told_and_leaves_the_queue(
    writers: list[Writer], url: str, path: Path
) -> None:
    writers[0].begin(url, "holder")
    assert writers[0].told() == "in"
    writers[1].begin(url, "patient")
    wait_for(path, 2)
    writers[2].begin(url, "impatient", patience=0.7)
    assert writers[2].told() == f"{path.name}: another writer has held its lock for too long; try again"
    assert standing(path) == 2
    for writer in writers[:2]:
        writer.end()
    assert [writers[0].told(), writers[1].told(), writers[1].told()] == ["out", "in", "out"]
    assert order(url) == ["holder", "patient"]


def test_nobody_is_turned_away_while_the_queue_moves(writers: list[Writer], url: str, path: Path) -> None:
    """Patience is for one that does not end: four that end in time may take longer together."""
    for place, writer in enumerate(writers):
        writer.begin(url, f"{place}", patience=1.2)
        writer.end(0.5)
        wait_for(path, place + 1)
    assert [told for writer in writers for told in (writer.told(), writer.told())] == ["in", "out"] * 5
    assert order(url) == ["0", "1", "2", "3", "4"]


def test_who_writes_all_the_time_lets_another_in(writers: list[Writer], url: str, path: Path) -> None:
    """Without a queue whoever comes again at once always finds the lock free, and who has waited does not."""
    database, other = open_database(url), open_database(url)
    count, done = 0, False

    def go_on() -> None:
        nonlocal count
        while not done:
            with database.session():
                time.sleep(0.002)
            count += 1

    with ThreadPoolExecutor(1) as pool:
        busy = pool.submit(go_on)
        try:
            for number in range(30):
                put(other, f"{number}")
        finally:
            done = True
        busy.result()
    assert 10 < count < 300
    for each in (database, other):
        each.close()


def test_threads_and_databases_of_one_process_stand_there_one_by_one(
    url: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 20.0)
    databases = [open_database(url) for _ in range(2)]
    entered: list[int] = []

    def enter(place: int) -> None:
        with databases[place % 2].session():
            entered.append(place)

    with ThreadPoolExecutor(6) as pool:
        with databases[0].session():
            waiting = []
            for place in range(6):
                waiting.append(pool.submit(enter, place))
                wait_for(path, place + 2)
            time.sleep(0.6)  # so long that they ask out of their turn, too
        for each in waiting:
            each.result()
    assert entered == [0, 1, 2, 3, 4, 5]
    assert standing(path) == 0
    for database in databases:
        database.close()


def test_a_failure_inside_gives_the_turn_back(database: Database, path: Path) -> None:
    with pytest.raises(ZeroDivisionError), database.session():
        1 / 0  # noqa: B018
    assert standing(path) == 0
    with database.migrating():
        assert standing(path) == 1, "a migration stands there as well"
    assert standing(path) == 0
    path.rename(path.with_suffix(".away"))
    with pytest.raises(StoreUnavailable), open_database(f"sqlite:///{path}").session():
        pass
    path.with_suffix(".away").rename(path)
    put(database, "afterwards")
    assert standing(path) == 0


def test_a_process_that_was_forked_meanwhile_does_not_keep_the_turn(database: Database, path: Path) -> None:
    with database.session():
        child = os.fork()
        if not child:
            time.sleep(60)
            os._exit(0)
    try:
        assert standing(path) == 0
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def a_folder(queue: Path) -> None:
    queue.unlink(missing_ok=True)
    queue.mkdir()


def locked_by_another(queue: Path) -> None:
    """As a whole, by a program that is none of ours; until this process ends."""
    HELD.append(file := queue.open("w"))
    fcntl.lockf(file, fcntl.LOCK_EX)


HELD: list[object] = []


@pytest.mark.parametrize("spoil", [a_folder, locked_by_another])
def test_without_a_queue_all_write_as_it_happens(
    writers: list[Writer], url: str, path: Path, spoil: Callable[[Path], None]
) -> None:
    queue = Path(f"{path}{QUEUE}")
    spoil(queue)
    assert take_place(path) is None
    for place, writer in enumerate(writers):
        writer.begin(url, f"{place}")
        writer.end(0.02)
    assert [told for writer in writers for told in (writer.told(), writer.told())] == ["in", "out"] * 5
    if queue.is_dir():
        queue.rmdir()


def test_a_queue_with_something_in_it_is_one(writers: list[Writer], url: str, path: Path) -> None:
    """Only its locks count."""
    Path(f"{path}{QUEUE}").write_bytes(os.urandom(10_000))
    line_up(writers, url, path)
    writers[0].end()
    assert [writer.told() for writer in writers[1:]] == ["in"] * 4
    assert [writer.told() for writer in writers] == ["out"] * 5
    assert order(url) == ["0", "1", "2", "3", "4"]


def test_the_queue_taken_away_under_those_who_stand_in_it(
    writers: list[Writer], url: str, path: Path
) -> None:
    line_up(writers[:3], url, path)
    Path(f"{path}{QUEUE}").unlink()
    for place, writer in enumerate(writers[3:], 3):
        writer.begin(url, f"{place}")
        writer.end(0.01)
        wait_for(path, place - 2)
    writers[0].end()
    assert [writer.told() for writer in writers[1:]] == ["in"] * 4
    assert [writer.told() for writer in writers] == ["out"] * 5
    found = order(url)
    assert found[0] == "0" and found.index("1") < found.index("2") and found.index("3") < found.index("4")


def test_whoever_may_write_the_database_may_stand_in_its_queue(database: Database, path: Path) -> None:
    queue = Path(f"{path}{QUEUE}")
    path.chmod(0o660)
    if os.geteuid() == 0:
        os.chown(path, 4321, 4322)
    put(database, "new")
    of, at = path.stat(), queue.stat()
    assert (at.st_mode & 0o777, at.st_uid, at.st_gid) == (0o660, of.st_uid, of.st_gid)


def test_who_reads_needs_no_queue(database: Database, path: Path) -> None:
    with closing(database.reader()) as reader:
        reader.data_version()
    with database.looking() as connection:
        connection.exec_driver_sql("SELECT 1")
    assert not Path(f"{path}{QUEUE}").exists()
