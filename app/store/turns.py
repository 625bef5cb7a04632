"""Whose turn it is to write a file, among processes that know nothing of each other: first come, first served.

SQLite has no queue: whoever asks at the right moment gets its lock, and of eight who write all the time one may be unlucky for seconds.
So a file stands beside the database, NAME-queue, which is always empty: its bytes are places. Who wants to write locks the byte behind
the last one that is locked, and has its turn when none before its own is. The locks belong to an open file (F_OFD_SETLK), so that two
writers of one process exclude each other as well, and the kernel takes them back however a process ends: nothing is left to be mended.

It only puts in order who asks SQLite for its lock, which alone decides. Where there are no such locks (some network file systems, a folder
that cannot be written), or while somebody has taken the file away, writers come in as it happens.
"""

from __future__ import annotations

import fcntl
import os
import struct
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

QUEUE: Final = "-queue"
"""The end of the name of the file beside the database."""

_LOCK: Final = struct.Struct("hhqqi0q")
"""Linux's `struct flock`: kind, whence, first byte, bytes (0: all behind it), process (0 in what is asked)."""

_MOST: Final = 2**62
"""Places. With a new one every microsecond they last for 100,000 years of a queue that is never empty, and an empty one begins anew."""


class Turn:
    """A place in the queue, from when it is taken until `end`."""

    def __init__(self, file: int, place: int) -> None:
        self._file = file
        self._place = place
        self._foremost = self._find_foremost()
        self.moved = time.monotonic()
        """When the foremost was last seen to have become another one, by the monotonic clock."""

    def ahead(self) -> int:
        """How many may stand before; 0 once its turn has come."""
        try:
            if self._foremost < self._place and _locked(self._file, self._foremost, 1) is None:
                self._foremost, self.moved = self._find_foremost(), time.monotonic()
        except OSError:  # a file system that is away: SQLite will tell
            self._foremost = self._place
        return self._place - self._foremost

    def end(self) -> None:
        # As well as closed: a process that was forked meanwhile has the file open, too.
        with suppress(OSError):
            fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, _LOCK.pack(fcntl.F_UNLCK, os.SEEK_SET, 0, 0, 0))
        os.close(self._file)

    def _find_foremost(self) -> int:
        foremost = self._place
        while foremost and (found := _locked(self._file, 0, foremost)):
            foremost = found[0]
        return foremost


def take_place(database: Path) -> Turn | None:
    """The last place in the queue of those who want to write this file; None where there is no queue."""
    try:
        file = _open(database)
    except OSError:
        return None
    try:
        return Turn(file, _take(file))
    except OSError:
        os.close(file)
        return None


def _open(database: Path) -> int:
    path = f"{database}{QUEUE}"
    try:
        return os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        # Whoever can write the database can stand in its queue, whoever comes first: as SQLite makes its journals.
        of = os.stat(database)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with suppress(OSError):
            os.fchmod(file, of.st_mode & 0o666)
            os.fchown(file, of.st_uid, of.st_gid)
        return file


def _take(file: int) -> int:
    """Lock the byte behind the last one that is locked. `OSError` where that cannot be."""
    place = 0
    while True:
        while found := _locked(file, place, 0):
            first, bytes_ = found
            place = first + bytes_
            if not bytes_ or place > _MOST:  # no lock of ours
                raise OSError("the queue is locked as a whole")
        try:
            fcntl.fcntl(file, fcntl.F_OFD_SETLK, _LOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, place, 1, 0))
        except (BlockingIOError, PermissionError):  # another one has come in between
            continue
        return place


def _locked(file: int, first: int, bytes_: int) -> tuple[int, int] | None:
    """Some lock that another has on these bytes (0: all from there on): its first byte, its bytes. Not always the first one."""
    asked = _LOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, first, bytes_, 0)
    kind, _, at, long, _ = _LOCK.unpack(fcntl.fcntl(file, fcntl.F_OFD_GETLK, asked))
    return None if kind == fcntl.F_UNLCK else (at, long)
