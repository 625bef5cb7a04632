"""The protocol between the comparison and an engine: a line of JSON with texts in, a line with seconds and memory out. Standard library only."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable

SETTLED = 10  # blocks, while both engines warm up


def peak_megabytes() -> float:
    """The most memory that this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1024


def serve(read: Callable[[str], object], settle: Callable[[], None]) -> None:
    """Answer blocks text by text until the input ends. `settle`: called once, after some blocks, as a long run does after its first
    documents."""

    def read_all(texts: list[str]) -> None:
        for text in texts:
            read(text)

    serve_blocks(read_all, settle)


def serve_blocks(read: Callable[[list[str]], object], settle: Callable[[], None] = lambda: None) -> None:
    """The same, for what takes a block at once."""
    print(json.dumps({"ready": True, "peak": peak_megabytes()}), flush=True)
    for number, line in enumerate(sys.stdin):
        texts = json.loads(line)
        if number == SETTLED:
            settle()
        start = time.process_time()
        read(texts)
        print(json.dumps({"seconds": time.process_time() - start, "peak": peak_megabytes()}), flush=True)
