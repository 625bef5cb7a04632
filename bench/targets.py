"""Servers under measurement: started together, watched by what /proc tells of their processes."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass
class Target:
    """A server of one worker on a port of its own."""

    name: str
    command: list[str]
    """Arguments; `{port}` stands for the port."""

    environment: dict[str, str] = field(default_factory=dict)
    first: str = "/"
    """The address whose answer tells that it serves."""

    port: int = 0
    peak: float = 0.0
    """Most anonymous memory seen, in MB."""

    _process: subprocess.Popen[bytes] | None = None

    def start(self, patience: float = 120.0) -> float:
        """Seconds until the first answer."""
        self.port = free_port()
        started = time.monotonic()
        self._process = subprocess.Popen(
            [part.replace("{port}", str(self.port)) for part in self.command],
            env={**os.environ, **self.environment, "SUMMITRY_PORT": str(self.port)},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        while time.monotonic() - started < patience:
            if self._process.poll() is not None:
                raise SystemExit(f"{self.name} did not start; what it said stands above")
            try:
                status, _, _ = self.get(self.first)
            except OSError:
                time.sleep(0.002)
                continue
            if status != 200:
                raise SystemExit(f"{self.name} answers {status} to {self.first}")
            return time.monotonic() - started
        raise SystemExit(f"{self.name} does not answer")

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in lower case) and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def cpu(self) -> float:
        """Seconds of processor time that its processes have taken."""
        return sum(_cpu(pid) for pid in _tree(self.pid))

    def memory(self) -> float:
        """Anonymous memory now, in MB: what is its own, without pages of files."""
        found = sum(_anonymous(pid) for pid in _tree(self.pid))
        self.peak = max(self.peak, found)
        return found

    def settle(self, patience: float = 10.0) -> None:
        """Wait until it has finished what a client asked for and left."""
        until = time.monotonic() + patience
        before = self.cpu()
        while time.monotonic() < until:
            time.sleep(0.05)
            now = self.cpu()
            if now - before < 0.005:
                return
            before = now

    def stop(self) -> None:
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _tree(root: int) -> list[int]:
    """All processes of the session that a process began."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                session = (entry / "stat").read_text().rpartition(")")[2].split()[3]
            except OSError:
                continue  # it has just ended
            if int(session) == root:
                found.append(int(entry.name))
    return found


def _cpu(pid: int) -> float:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(after_name[11]) + int(after_name[12])) / TICKS


def _anonymous(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Anonymous:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
