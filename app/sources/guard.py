"""Child processes in which markup and archives are parsed, so that one bad file costs itself only.

A parser written in C can run for minutes on a page of a megabyte, where no signal and no thread interrupts it, or take all memory.
So each file is parsed by a child with bounded CPU time and memory, and waited for no longer than `WALL` seconds; a child that
is ended by its limits is replaced. Children are started when the first such file is met, import their parsers once,
and are kept for the next.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.errors import UnreadableSource

CPU = 10  # seconds a file
MEMORY = 2**30  # bytes of address space a child, its parsers included
WALL = 12.0  # seconds a file, waiting for a CPU included: with the start of a child whoever waits is told within 15
START = 60.0  # seconds for a child to import its parsers on a busy machine
MAX_ANSWER = 64 * 2**20
CHILDREN = max(2, os.cpu_count() or 2)
TOO_COSTLY = f"it would take more than {CPU} s or {MEMORY // 2**30} GB to parse: damaged, or made to do harm"

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_MAIN = "from app.sources.worker import main; main()"
# A child reads what strangers wrote: it is not told of the database, nor of anybody's keys.
_TOLD = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "PYTHONUSERBASE", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")


class _Child:
    """One process and the pipe to it. `hand` gives it a file, `answer` waits for what it makes of it."""

    def __init__(self) -> None:
        ours, theirs = _pipe(), _pipe()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, by the Python that runs this
                [sys.executable, "-c", _MAIN, str(theirs[0]), str(ours[1])],
                pass_fds=(theirs[0], ours[1]),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={key: os.environ[key] for key in _TOLD if key in os.environ}
                | {"PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)])},
            )
        except BaseException:
            for end in (ours[0], theirs[1]):
                os.close(end)
            raise
        finally:
            os.close(theirs[0])
            os.close(ours[1])
        self._answers = Connection(ours[0], writable=False)
        self._orders = Connection(theirs[1], readable=False)
        self.rules: str | None = None
        self.ready = False

    def hand(self, order: dict[str, Any], raw: bytes) -> None:
        self._orders.send_bytes(json.dumps(order).encode())
        self._orders.send_bytes(raw)

    def answer(self, seconds: float) -> dict[str, Any] | None:
        """None where the time is over. Raises `EOFError` or `OSError` where the child is dead."""
        if not self._answers.poll(seconds):
            return None
        found: dict[str, Any] = json.loads(self._answers.recv_bytes(MAX_ANSWER))
        return found

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._answers.close()
        self._orders.close()


class Guard:
    """A few children, and the files that wait for one. May be used by several threads; a forked process starts its own children."""

    def __init__(self, *, cpu: int = CPU, wall: float = WALL) -> None:
        """`cpu` and `wall` are the seconds that a file may take, of computing and in all."""
        self._cpu, self._wall = cpu, wall
        self._waiting: list[_Child] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(CHILDREN)
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.close)

    def parse(self, format: str, raw: bytes, *, rules: str = "", **told: str | None) -> dict[str, Any]:
        """What a child makes of one file: a `Parsed` as a dictionary. `rules` are those of pages, as JSON.

        Raises `UnreadableSource` for a file that cannot be parsed, or not within the limits.
        """
        with self._places:
            for kept in (True, False):  # a child kept from the file before may have died since
                child = (self._take() if kept else None) or _Child()
                try:
                    found = self._ask(child, format, raw, rules, told)
                except (EOFError, OSError):
                    child.end()
                    if child.ready:
                        raise UnreadableSource(TOO_COSTLY) from None
                    if kept:
                        continue
                    raise RuntimeError("the process that parses such files cannot be started") from None
                except BaseException:  # Ctrl-C: what the child is at is of no use any more
                    child.end()
                    raise
                if found is None:
                    child.end()
                    raise UnreadableSource(TOO_COSTLY)
                self._give_back(child, leaves=bool(found.pop("leaves", False)))
                if (defect := found.get("defect")) is not None:
                    logger.error("a parser failed on %s bytes of %s: %s", len(raw), format, defect)
                if (reason := found.get("refused") or defect) is not None:
                    raise UnreadableSource(reason)
                return found
            raise AssertionError("the second child is never a kept one")

    def close(self) -> None:
        """End all children that wait for work."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for child in waiting:
            child.end()

    def _ask(
        self, child: _Child, format: str, raw: bytes, rules: str, told: dict[str, str | None]
    ) -> dict[str, Any] | None:
        order: dict[str, Any] = {"format": format, "told": told, "cpu": self._cpu}
        if child.rules != rules:
            order["rules"] = rules
        child.ready = False
        child.hand(order, raw)
        if child.answer(START) is None:  # it says when it begins
            return None
        child.ready = True
        child.rules = rules
        return child.answer(self._wall)

    def _take(self) -> _Child | None:
        with self._lock:
            return self._waiting.pop() if self._waiting else None

    def _give_back(self, child: _Child, *, leaves: bool) -> None:
        if leaves:
            child.end()
            return
        with self._lock:
            self._waiting.append(child)

    def _forget(self) -> None:
        """As if nothing had been started: children of the process that this one was forked from are not ours."""
        self._waiting = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(CHILDREN)


def _pipe() -> tuple[int, int]:
    return os.pipe()  # not inherited, but for what `pass_fds` names


GUARD = Guard()
