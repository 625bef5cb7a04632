"""A PostgreSQL of the tests' own: `python -m tests.postgres ADDRESS-FILE PID` keeps one while the process PID lives.

Nothing of it outlives the run, however that ends: this process watches the run's, stops the server and takes its folder away. Its
default order of texts is a language's on purpose, so that whoever forgets to ask for another is found out.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

USER, PASSWORD = "keeper", "swordfish-and-mackerel"
"""The password must never be seen anywhere; tests look for it."""

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "fatal",
    "dynamic_shared_memory_type": "mmap",  # else something of it stays in /dev/shm when it is stopped at once
}


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest version's; None where there is none."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    return max(folders, key=lambda folder: folder.parent.name, default=None)


def nobody() -> dict[str, Any]:
    """For `subprocess`: whom the server runs as. It refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def memory() -> str | None:
    """A folder in memory, if there is room: a database is made of three hundred files, which takes a disk twenty times as long."""
    shm = Path("/dev/shm")
    roomy = shm.is_dir() and os.access(shm, os.W_OK) and shutil.disk_usage(shm).free > 2**31
    return str(shm) if roomy else None


def keep(address: Path, pid: int) -> None:
    """Start a server, write its address (or why there is none) into a file, and stop it when the process is gone."""
    binaries = programs()
    assert binaries is not None
    who = nobody()
    home = Path(tempfile.mkdtemp(prefix="summitry-postgres-", dir=memory()))
    server: subprocess.Popen[bytes] | None = None
    try:
        if who:
            os.chown(home, who["user"], who["group"])
        server, port = start(binaries, home, who)
        tell(address, f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/")
        while server.poll() is None and is_alive(pid):
            time.sleep(0.1)
    except Exception as error:
        log = home / "log"
        told = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        tell(address, f"PostgreSQL could not be started: {error!r} {told}")
    finally:
        if server is not None:
            server.send_signal(3)  # SIGQUIT: at once, there is nothing to save
            server.wait()
        shutil.rmtree(home, ignore_errors=True)


def start(binaries: Path, home: Path, who: dict[str, Any]) -> tuple[subprocess.Popen[bytes], int]:
    secret = home / "secret"
    secret.write_text(PASSWORD)
    secret.chmod(0o644)  # read by another user, in a folder that nobody else can enter
    data, log = home / "data", (home / "log").open("wb")
    settings = [
        "--username",
        USER,
        "--pwfile",
        secret,
        "--auth=scram-sha-256",
        "--no-sync",
        "--encoding=UTF8",
    ]
    order = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en"]
    subprocess.run(
        [binaries / "initdb", "--pgdata", data, *settings, *order],
        check=True, stdout=log, stderr=log, cwd=home, **who,
    )  # fmt: skip
    secret.unlink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-p", str(port), "-k", home, *options],
        stdout=log, stderr=log, cwd=home, **who,
    )  # fmt: skip
    until = time.monotonic() + 30
    while subprocess.run([binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError("it does not answer")
        time.sleep(0.05)
    return server, port


def tell(address: Path, words: str) -> None:
    written = address.with_suffix(".part")
    written.write_text(words)
    written.replace(address)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    keep(Path(sys.argv[1]), int(sys.argv[2]))
