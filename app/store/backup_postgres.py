"""A database of PostgreSQL copied with pg_dump while others write, and put back with pg_restore: its own tools, in its own format.

What they write and read goes through this process: so progress is known, and they end when it is killed, for nobody reads or feeds them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from app.errors import InvalidInput, StoreUnavailable
from app.store.backend import PATIENCE
from app.store.backup import (
    COUNTS,
    REVISION,
    STATE,
    Contents,
    Progress,
    Restored,
    alone_in,
    check_schema,
    clear,
    contents_of,
    flush,
    refuse_documents,
)
from app.store.postgres import connect, told

_FOLDERS: Final = "/usr/lib/postgresql"
_MAGIC: Final = b"PGDMP"
_PIECE: Final = 2**20
# As pg_restore writes rows; a line's end within a row would be written as two characters.
_REVISION: Final = re.compile(rb"\nCOPY [^\n]*\balembic_version \([^\n]*\n(\w+)\n")
_HEADING: Final = 1000
_SECRETS: Final = ("password", "sslpassword")
_OTHERS: Final = (
    "SELECT string_agg(DISTINCT coalesce(nullif(application_name, ''), usename, '?'), ', ') FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND coalesce(backend_type, 'client backend') = 'client backend'"
)


def copy_into(url: URL, name: str, part: Path, progress: Progress) -> Contents:
    """The database as it is now, in pg_dump's own format. Counts are of the same snapshot, all of the copy is read once; errors are told."""
    with told(name):
        connection = connect(url, read_only=True)
        try:
            for setting in ("statement_timeout", "idle_in_transaction_session_timeout"):
                connection.execute(f"SET {setting} = 0")
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            found = _contents(connection, name)
            if found is None:
                raise StoreUnavailable(f"{name} has no tables yet: run `summitry migrate`")
            snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
            with _tool("pg_dump", options, url) as tool, part.open("wb") as target:
                while piece := tool.out.read(_PIECE):
                    target.write(piece)
                    progress(target.tell(), None)
                if reason := tool.ended():
                    raise StoreUnavailable(f"{name} could not be copied: {reason}")
        finally:
            connection.close()
    _schema_of(part, part.name.removesuffix(".part"))
    return found


def put_back(url: URL, name: str, file: Path, *, replace: bool, progress: Progress) -> Restored:
    """Put a copy into a database, all or nothing: see `backup.restore`. What it held before is first copied into a file beside the copy."""
    with file.open("rb") as stream:
        if stream.read(len(_MAGIC)) != _MAGIC:
            raise InvalidInput(f"{file.name} is no backup of a PostgreSQL database")
    schema = _schema_of(file, file.name)
    check_schema(file, schema)
    there = _look(url, name, alone=True)
    if there is not None and there.documents and not replace:
        refuse_documents(name, there.documents)
    if there is not None and there.schema != schema:
        raise InvalidInput(
            f"{name} has tables of schema {there.schema}, the backup has {schema}, and one cannot take the other's place: make an empty "
            "database (`createdb`), name it in SUMMITRY_DATABASE_URL, and restore into that"
        )
    before = _set_aside(url, name, file, progress) if there is not None and there.documents else None
    clean = [] if there is None else ["--clean", "--if-exists"]
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", *clean]
    with _tool("pg_restore", options, url) as tool, file.open("rb") as source:
        size = os.fstat(source.fileno()).st_size
        reason = tool.fed(source, lambda done: progress(done, size))
    if reason:
        raise StoreUnavailable(f"{name} could not be filled, and is as it was: {reason}")
    found = _look(url, name)
    assert found is not None, "the copy has its tables, as was looked at first"
    return Restored(contents=found, before=before)


def _set_aside(url: URL, name: str, file: Path, progress: Progress) -> Path:
    """Copy what is about to be replaced into the folder of the backup; the new file's path."""
    with alone_in(file.parent):
        for number in count(1):
            aside = file.with_name(f"{url.database}.before-restore" + (f"-{number}" if number > 1 else ""))
            if not aside.exists():
                break
        part = aside.with_name(f"{aside.name}.part")
        clear(part)
        try:
            copy_into(url, name, part, progress)
            flush(part)
            part.replace(aside)
        except OSError as error:
            raise StoreUnavailable(
                f"what is in {name} cannot be copied to {aside}, so nothing was changed: {error.strerror or error}"
            ) from None
        finally:
            clear(part)
        flush(aside.parent)
    return aside


def _look(url: URL, name: str, *, alone: bool = False) -> Contents | None:
    """What a database holds. `StoreUnavailable` where somebody else is connected, and must not be (`alone`)."""
    with told(name):
        connection = connect(url, read_only=True)
        try:
            connection.execute("SET statement_timeout = 0")
            if alone and (others := connection.execute(_OTHERS).fetchone()[0]):
                raise StoreUnavailable(
                    f"others are connected to {name} ({others}): stop the server first (and whatever else uses it); nothing was changed"
                )
            return _contents(connection, name)
        finally:
            connection.close()


def _contents(connection: Any, name: str) -> Contents | None:
    """What a database holds; None where there are no tables of ours."""
    if connection.execute("SELECT to_regclass('alembic_version')").fetchone()[0] is None:
        return None
    revision, state = (connection.execute(sql).fetchone() for sql in (REVISION, STATE))
    if revision is None:
        return None
    if state is None:
        raise StoreUnavailable(f"{name}: its data version is missing; restore a backup")
    return contents_of(revision[0], state[0], connection.execute(COUNTS).fetchone())


def _schema_of(file: Path, name: str) -> str:
    """The revision of a copy's schema, found by unpacking all of it. `InvalidInput` where that cannot be done, or it is none of ours."""
    with _tool("pg_restore", ["--file=-", os.fspath(file)]) as tool:
        found, seen = None, b""
        while piece := tool.out.read(_PIECE):
            if found is None:
                seen = seen[-_HEADING:] + piece
                found = _REVISION.search(seen)
        if reason := tool.ended():
            raise InvalidInput(f"{name} is damaged: {reason}")
    if found is None:
        raise InvalidInput(f"{name} is no backup of Summitry: it lacks its tables")
    return found[1].decode()


class _Tool:
    """One of PostgreSQL's programs while it runs."""

    def __init__(self, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
        assert process.stdout is not None
        self._process = process
        self._said = said
        self.out = process.stdout

    def fed(self, source: IO[bytes], progress: Callable[[int], object]) -> str:
        """Give it all of a file; why it failed, or nothing."""
        given = self._process.stdin
        assert given is not None
        with suppress(BrokenPipeError), given:  # it has ended, and says why
            while piece := source.read(_PIECE):
                given.write(piece)
                progress(source.tell())
        return self.ended()

    def ended(self) -> str:
        """Wait for its end; why it failed, or nothing."""
        if not self._process.wait():
            return ""
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").splitlines()
        reasons = [line.partition("error: ")[2] for line in lines if "error: " in line]
        return [*reasons, *lines, "no reason told"][0]


@contextmanager
def _tool(program: str, options: list[str], url: URL | None = None) -> Iterator[_Tool]:
    """Run a tool, against the database if there is one to be named; it is ended where the block is left before its end.

    Passwords travel in a file without a name: whoever lists processes sees their arguments.
    """
    command, environment = [_program(program), *options], dict(os.environ)
    with TemporaryFile() as said, TemporaryFile() as secrets:
        if url is not None:
            given = url.translate_connect_args(username="user", database="dbname") | dict(url.query)
            hidden = {key: given.pop(key) for key in _SECRETS if key in given}
            if hidden:
                secrets.write(
                    "".join(["[summitry]\n", *(f"{key}={value}\n" for key, value in hidden.items())]).encode()
                )
                secrets.seek(0)
                environment["PGSERVICEFILE"] = f"/dev/fd/{secrets.fileno()}"
                given["service"] = "summitry"
            environment["PGOPTIONS"] = f"-c lock_timeout={int(PATIENCE * 1000)}"
            command[1:1] = [f"--dbname={make_conninfo(**given)}", "--no-password"]
        with subprocess.Popen(  # noqa: S603
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            pass_fds=[secrets.fileno()],
        ) as process:
            try:
                yield _Tool(process, said)
            finally:
                process.kill()


def _program(name: str) -> str:
    """Where one of PostgreSQL's tools is: in PATH, or where Debian puts them, the newest first."""

    def version(path: Path) -> float:
        try:
            return float(path.parts[-3])
        except ValueError:
            return 0.0

    found = shutil.which(name) or max(Path(_FOLDERS).glob(f"*/bin/{name}"), key=version, default=None)
    if found is None:
        raise StoreUnavailable(
            f"{name} is missing: backups of PostgreSQL are made with its own tools; install them (Debian: apt-get install postgresql-client)"
        )
    return os.fspath(found)
