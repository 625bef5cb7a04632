"""A real cluster for tests: Dask's own scheduler and workers, each a process, on this machine's loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.settings import ROOT

SETTINGS = {"DASK_DISTRIBUTED__DASHBOARD__ENABLED": "false"}
IMPATIENT = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
"""A chunk is given up with its second worker: tests of what ends its workers need fewer of them."""


class DaskCluster:
    """A scheduler, and so many workers of one process each, which their nannies start again when they end."""

    def __init__(
        self, folder: Path, workers: int, preload: str = "", settings: dict[str, str] = IMPATIENT
    ) -> None:
        self._settings = SETTINGS | settings
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
            cwd=ROOT, env=os.environ | self._settings | {"PYTHONPATH": str(ROOT)}, stdout=self._log, stderr=self._log,
        )  # fmt: skip

    def kill_one(self, number: int) -> bool:
        """Kill -9 a worker that has come as far as to extract since it was started; whether there was one.

        Those killed sooner would prove nothing: on a busy machine none would ever come so far.
        """
        found = self.pids(_worked)
        if not found:
            return False
        os.kill(found[number % len(found)], signal.SIGKILL)
        return True

    def pids(self, told: Callable[[], int | None] = os.getpid) -> list[int]:
        """The processes that work, as the scheduler knows them; those only that tell their number."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            return sorted(pid for pid in client.run(told, on_error="ignore").values() if pid)

    def wait(self, workers: int) -> None:
        """Until so many work."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)

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


def _worked() -> int | None:
    from app.ingestion.cluster_worker import _toolkits

    return os.getpid() if _toolkits else None


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("Dask's scheduler does not start")


@contextmanager
def dask(
    folder: Path, workers: int = 2, preload: str = "", settings: dict[str, str] = IMPATIENT
) -> Iterator[DaskCluster]:
    made = DaskCluster(folder, workers, preload, settings)
    try:
        yield made
    finally:
        made.close()
