"""Copies of a whole database in one file, and the way back. What is peculiar to a kind of database: `backup_sqlite.py`, `backup_postgres.py`.

A copy is made beside its name (FILE.part), looked through, and put in its place when it is whole on the disk, so that whatever ends the
process leaves no half file under a name that somebody trusts.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.errors import InvalidInput, StoreUnavailable

if TYPE_CHECKING:
    from app.store.database import Database

Progress = Callable[[int, int | None], object]
"""Told of bytes done and of all bytes, None where nobody knows."""

_VERSIONS: Final = Path(__file__).resolve().parents[2] / "migrations" / "versions"
_REVISION: Final = re.compile(r'^revision\b[^"\n]*"([^"]+)"', re.MULTILINE)

JOURNALS: Final = ("-wal", "-shm", "-journal")
"""The ends of the names of what SQLite keeps beside a file."""

COUNTED: Final = ("document", "statement", "proposal", "figure")
COUNTS: Final = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in COUNTED)  # noqa: S608
"""How many rows each of these has."""
STATE: Final = "SELECT value FROM store_state WHERE key = 'data_version'"
REVISION: Final = "SELECT version_num FROM alembic_version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a copy holds, counted in the copy itself (PostgreSQL: in the same snapshot)."""

    schema: str
    data_version: int
    documents: int
    statements: int
    proposals: int
    figures: int

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    def as_text(self) -> str:
        return (
            f"{self.documents} documents, {self.statements} statements, {self.proposals} proposals, {self.figures} figures; "
            f"data version {self.data_version}, schema {self.schema}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What is in the database now, and where that lies which was there before: None where there was nothing."""

    contents: Contents
    before: Path | None = None


def contents_of(schema: str, data_version: int, counts: tuple[int, ...]) -> Contents:
    """From the answers to `REVISION`, `STATE` and `COUNTS`."""
    documents, statements, proposals, figures = counts
    return Contents(
        schema=schema,
        data_version=data_version,
        documents=documents,
        statements=statements,
        proposals=proposals,
        figures=figures,
    )


def nothing_told(done: int, of: int | None) -> None:
    """No progress is shown."""


def back_up(
    database: Database, file: Path, *, force: bool = False, progress: Progress = nothing_told
) -> Contents:
    """Copy a database into one file while others read and write. Seconds for each 100,000 records.

    The copy is of one moment, checked, and on the disk when this returns. Raises `InvalidInput` where the file is there (without `force`) or
    cannot be written, `StoreUnavailable` for a database that cannot be read or is damaged.
    """
    file = file.absolute()
    if not database.exists():
        raise StoreUnavailable(f"{database.name}: there is no such database")
    if file.exists() and database.is_at(file):
        raise InvalidInput(f"{file} is the database itself; name another file for its backup")
    with _written(file), alone_in(file.parent):
        refuse_file(file, force)
        part = file.with_name(f"{file.name}.part")
        clear(part)  # of a process that was killed
        try:
            found = database.copy_into(part, progress)
            flush(part)
            refuse_file(file, force)
            part.replace(file)
        finally:
            clear(part)
        flush(file.parent)
    return found


def restore(
    database: Database, file: Path, *, replace: bool = False, progress: Progress = nothing_told
) -> Restored:
    """Put what `back_up` copied in the place of a database, all or nothing; of an older schema, too, which a migration then brings along.

    A database with documents is replaced with `replace` only, and kept beside the new one. Raises `InvalidInput` for a file that is no
    copy of ours or is damaged, and `StoreUnavailable` where another process has the database open; nothing is then changed.
    """
    file = file.absolute()
    if not file.is_file():
        raise InvalidInput(f"{file}: there is no such file")
    if not os.access(file, os.R_OK):
        raise InvalidInput(f"{file} cannot be read: it belongs to somebody else")
    database.make_place()
    return database.put_back(file, replace=replace, progress=progress)


def check_schema(file: Path, revision: str) -> None:
    """`InvalidInput` unless this release knows how a schema is brought to its own."""
    # Read and not imported: Alembic, which would know it, takes longer than a small backup.
    texts = (path.read_text(encoding="utf-8") for path in _VERSIONS.glob("*.py"))
    if revision not in {found for text in texts for found in _REVISION.findall(text)}:
        raise InvalidInput(
            f"{file.name} has schema {revision}, which this release does not know: restore it with the release that made it, or a newer one"
        )


def refuse_documents(name: str, documents: int | None) -> None:
    """Say that a database would be replaced. `documents` is None where it cannot be read."""
    held = "cannot be read" if documents is None else f"holds {documents} documents"
    raise InvalidInput(f"{name} {held}: with --replace it is put aside, and the backup comes in its place")


def flush(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def clear(part: Path) -> None:
    """Take away what a process may have left that was killed while it wrote, with the journals that SQLite may have made for it."""
    for end in ("", *JOURNALS):
        part.with_name(part.name + end).unlink(missing_ok=True)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """One backup or restoration at a time in a folder: two would write one NAME.part. The lock goes with the process."""
    number = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreUnavailable(
                f"another backup or restoration is writing into {folder}; try again when it has ended"
            ) from None
        except OSError:  # a file system that has no such locks
            pass
        yield
    finally:
        os.close(number)


@contextmanager
def _written(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = "the folder is not there" if error.errno == errno.ENOENT else error.strerror or error
        raise InvalidInput(f"{file} cannot be written: {reason}") from None


def refuse_file(file: Path, force: bool) -> None:
    """`InvalidInput` for a name that no backup may have: a folder's, a file's (without `force`), a database's in use."""
    if file.is_dir():
        raise InvalidInput(f"{file} is a folder; name a file in it")
    if file.exists() and not force:
        raise InvalidInput(f"{file} is there already: name another file, or say --force")
    if journal := journal_beside(file):
        raise InvalidInput(f"{file} is a database in use ({journal.name} lies beside it); name another file")


def journal_beside(file: Path) -> Path | None:
    """The journal of a SQLite file that holds something which the file lacks."""
    for end in ("-wal", "-journal"):
        journal = file.with_name(file.name + end)
        if journal.exists() and journal.stat().st_size:
            return journal
    return None
