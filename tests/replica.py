"""Two servers of PostgreSQL for tests: one is written to, the other follows it by streaming replication."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from tests.postgres import PASSWORD, SETTINGS, USER, memory, nobody, programs

NAME = "library"
# What deploy/README.md tells to set, but for `hot_standby_feedback`, whose default lets the main server take away what the copy still reads.
MAIN = SETTINGS | {"wal_level": "replica", "max_wal_senders": "5", "wal_keep_size": "256MB"}


class Server:
    """One server with its folder."""

    def __init__(self, home: Path, who: dict[str, Any]) -> None:
        binaries = programs()
        assert binaries is not None
        self.binaries, self.home, self.who = binaries, home, who
        self.data = home / "data"
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{NAME}"

    def run(self, program: str, *options: object) -> None:
        with (self.home / "log").open("ab") as log:
            subprocess.run(
                [self.binaries / program, *options], check=True, stdout=log, stderr=log, cwd=self.home,
                env=os.environ | {"PGPASSWORD": PASSWORD}, **self.who,
            )  # fmt: skip

    def start(self, settings: dict[str, str]) -> None:
        if not self.port:
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.data, "-p", str(self.port), "-k", self.home, *options],
                stdout=log, stderr=log, cwd=self.home, **self.who,
            )  # fmt: skip
        self.wait()

    def wait(self) -> None:
        until = time.monotonic() + 60
        asked = [self.binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(asked).returncode:
            if self.process is None or self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.home / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """At once, with all its children: nothing is said to anybody."""
        if self.process is not None and self.process.poll() is None:
            found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True)
            for pid in (self.process.pid, *map(int, found.stdout.split())):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()

    def say(self, sql: str, database: str = NAME) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url.replace(f"/{NAME}", f"/{database}"), autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def pair() -> Iterator[tuple[Server, Server]]:
    """The main server, with an empty database, and its copy."""
    who, homes = nobody(), [Path(tempfile.mkdtemp(prefix="summitry-pair-", dir=memory())) for _ in range(2)]
    for home in homes:
        if who:
            os.chown(home, who["user"], who["group"])
    main, copy = (Server(home, who) for home in homes)
    try:
        secret = main.home / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        main.run(
            "initdb", "--pgdata", main.data, "--username", USER, "--pwfile", secret, "--auth=scram-sha-256", "--no-sync", "--encoding=UTF8",
        )  # fmt: skip
        main.start(MAIN)
        main.say(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'", "postgres")
        copy.run(
            "pg_basebackup", "-d", main.url, "-D", copy.data, "--wal-method=stream", "--write-recovery-conf", "--checkpoint=fast", "--no-sync",
        )  # fmt: skip
        copy.start(MAIN | {"hot_standby_feedback": "on"})
        yield main, copy
    finally:
        for server in (copy, main):
            server.kill()
            shutil.rmtree(server.home, ignore_errors=True)
