"""One run of wrk against a target: what came back, how fast, and what it cost the server."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from targets import Target

SCRIPT = Path(__file__).resolve().parent / "requests.lua"
_RESULT = re.compile(r"^RESULT (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Load:
    """Requests a second, latencies in ms, the server's CPU ms a request, bytes an answer."""

    rate: float
    p50: float
    p99: float
    cpu: float
    size: float


def parse(output: str) -> dict[str, int]:
    """The result line of the script. `ValueError` where there is none, or where an answer was no success."""
    found = _RESULT.search(output)
    if found is None:
        raise ValueError(f"wrk told nothing: {output[-500:]}")
    values = {name: int(value) for name, value in (part.split("=") for part in found[1].split())}
    if values["failed"] or not values["requests"]:
        raise ValueError(f"{values['failed']} of {values['requests']} requests failed")
    return values


def run(target: Target, addresses: Sequence[str], *, connections: int, seconds: float) -> Load:
    """Ask a target for these addresses in turn. `path<TAB>etag` makes it a conditional request."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(addresses) + "\n")
        file.flush()
        target.settle()
        before = target.cpu()
        told = subprocess.run(
            [
                "wrk",
                "-t1",
                f"-c{connections}",
                f"-d{seconds:g}s",
                "--timeout",
                "30s",
                "-s",
                str(SCRIPT),
                f"http://127.0.0.1:{target.port}",
                "--",
                file.name,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        target.settle()
        spent = target.cpu() - before
    target.memory()
    values = parse(told.stdout + told.stderr)
    done = values["requests"]
    return Load(
        rate=done / values["micros"] * 1e6,
        p50=values["p50"] / 1000,
        p99=values["p99"] / 1000,
        cpu=spent
        * 1000
        / (done + connections),  # what wrk left unread when its time was up, the server answered nevertheless
        size=values["bytes"] / done,
    )


def middle(loads: Sequence[Load]) -> Load:
    """The median of each value."""
    return Load(
        *(
            median(values)
            for values in zip(
                *((load.rate, load.p50, load.p99, load.cpu, load.size) for load in loads), strict=True
            )
        )
    )
