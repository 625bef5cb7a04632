"""The child process: parses one file after the other within limits of CPU time and memory. See guard.py for who starts it."""

from __future__ import annotations

import contextlib
import json
import resource
import signal
import sys
from dataclasses import asdict
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from app.errors import UnreadableSource, describe_defect
from app.sources.guard import MEMORY, TOO_COSTLY

PARSERS: Final = {"html": "app.sources.page.read", "pdf": "app.sources.pdf", "docx": "app.sources.docx"}
"""Each has a function `parse(raw, told, rules) -> Parsed`, which raises `UnreadableSource`."""
# Memory is seldom given back by what is written in C, and parsers keep what they have seen: a new child is cheaper than a large one.
LARGE = 400 * 2**20
FILES = 1000


def main() -> None:
    """Answer orders until the pipe is closed or the child has grown large."""
    orders, answers = (Connection(int(end)) for end in sys.argv[1:3])
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is the parent's to answer, which then ends its children
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CORE, 0)
    rules: dict[str, Any] = {}
    for number in range(1, FILES + 1):
        try:
            order = json.loads(orders.recv_bytes())
            raw = orders.recv_bytes()
        except EOFError:
            return
        if order.get("rules"):
            rules = json.loads(order["rules"])
        parser = import_module(PARSERS[order["format"]])
        answers.send_bytes(b"{}")  # imported: from here on the file's own time runs
        _limit_cpu(order["cpu"])
        answer = _parse(parser, raw, order["told"], rules)
        del raw
        leaves = number == FILES or _resident() > LARGE
        answers.send_bytes(json.dumps(answer | {"leaves": leaves}).encode())
        if leaves:
            return


def _parse(parser: Any, raw: bytes, told: dict[str, str | None], rules: dict[str, Any]) -> dict[str, Any]:
    try:
        return asdict(parser.parse(raw, told, rules))
    except UnreadableSource as error:
        return {"refused": error.detail}
    except (MemoryError, RecursionError):
        return {"refused": TOO_COSTLY}
    except Exception as error:
        return {"defect": describe_defect(error)}


def _limit_cpu(seconds: int) -> None:
    """End this process when the next file has taken its time: the limit counts from the process's start."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds + 1)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # a system that has no such limit
        resource.setrlimit(kind, (soft, hard))


def _resident() -> int:
    """The memory that this process has now, in bytes; 0 where the system does not tell. (Its peak would be that of its parent: it is handed on.)"""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0
