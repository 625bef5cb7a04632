"""A real cluster for tests: Dask's own scheduler and workers, each a process, on this machine's loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.settings import ROOT

SETTINGS = {
    "DASK_DISTRIBUTED__DASHBOARD__ENABLED": "false",
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
}


class DaskCluster:
    """A scheduler, and so many workers of one process each, which their nannies start again when they end."""

    def __init__(self, folder: Path, workers: int, preload: str = "") -> None:
        self._log = (folder / "cluster.log").open("wb")
        self._workers = workers
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
        )
        _wait_for(port)
        self.nannies: subprocess.Popen[bytes] | None = None
        if workers:
            more = ["--preload", preload] if preload else []
            self.nannies = self._start(
                "worker", self.address, "--nthreads", "1", "--nworkers", str(workers), "--host", "127.0.0.1", "--no-dashboard", *more
            )  # fmt: skip

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=ROOT, env=os.environ | SETTINGS | {"PYTHONPATH": str(ROOT)}, stdout=self._log, stderr=self._log,
        )  # fmt: skip

    def kill_one(self, number: int) -> bool:
        """Kill -9 a worker that has come far enough to do something; whether there was one."""
        found = self.pids()
        if not found:
            return False
        os.kill(found[number % len(found)], signal.SIGKILL)
        return True

    def pids(self) -> list[int]:
        """The processes that work, as the scheduler knows them."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            return sorted(client.run(os.getpid).values())

    def close(self) -> None:
        for process in (self.nannies, self.scheduler):
            if process is not None and process.poll() is None:
                process.terminate()
                try:
                    process.wait(15)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self._log.close()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("Dask's scheduler does not start")


@contextmanager
def dask(folder: Path, workers: int = 2, preload: str = "") -> Iterator[DaskCluster]:
    made = DaskCluster(folder, workers, preload)
    try:
        yield made
    finally:
        made.close()
