"""The parts of a run: what is asked of whom, and what each must reach (issue and PERFORMANCE.md: ratios to what a user would take instead)."""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from load import Load, middle, run  # noqa: E402
from questions import API, Question, deep, headed, served  # noqa: E402
from report import Finding  # noqa: E402
from targets import Target  # noqa: E402

FIRST: Final = f"{API}/statements"
BARE, CHECKED, OURS, CACHED, SMALL, DATASETTE = (
    "bare ASGI",
    "constant route",
    "summitry",
    "summitry, cached",
    "summitry, small",
    "Datasette",
)


class Skipped(Exception):
    """A part that cannot be measured, and why."""


@dataclass
class Session:
    """One run: its targets, how it measures, and what it has found."""

    targets: dict[str, Target]
    rounds: int
    seconds: float
    loads: dict[str, Load]
    skipped: dict[str, str]

    def compare(
        self,
        name: str,
        asked: dict[str, Sequence[str]],
        connections: Sequence[int] = (1, 32),
        *,
        longer: int = 1,
    ) -> None:
        """The targets in turn, round by round; medians go into `loads` as 'name/target/c'. Each has been asked everything once before: what
        is measured is no disk. `longer`: times as long a visit."""
        tell(f"{name}: everything once")
        for target, addresses in asked.items():
            for address in addresses:
                self.targets[target].get(address.partition("\t")[0])
        for c in connections:
            found: dict[str, list[Load]] = {target: [] for target in asked}
            for number in range(self.rounds):
                tell(f"{name}, c={c}, round {number + 1} of {self.rounds}")
                for target, addresses in asked.items():
                    found[target].append(
                        run(self.targets[target], addresses, connections=c, seconds=self.seconds * longer)
                    )
            for target, loads in found.items():
                self.loads[f"{name}/{target}/{c}"] = middle(loads)

    def get(self, name: str, target: str, c: int) -> Load | None:
        return self.loads.get(f"{name}/{target}/{c}")


def tell(line: str) -> None:
    print(f"serving: {line}", file=sys.stderr, flush=True)


def _beside(
    session: Session, question: Question, *, small: bool = False, constant: bool = False
) -> dict[str, Sequence[str]]:
    """Who is asked a question; raises `Skipped` where this service does not answer it (yet)."""
    if reason := served(session.targets[OURS], question):
        raise Skipped(f"this service answers {reason}")
    found: dict[str, Sequence[str]] = {OURS: question.ours}
    if constant:
        found = {CHECKED: question.ours, **found}
    if small:
        found[SMALL] = question.ours
    if DATASETTE in session.targets:
        if reason := served(session.targets[DATASETTE], question, datasette=True):
            raise Skipped(f"Datasette answers {reason}")
        found[DATASETTE] = question.datasette
    return found


def _ratio(
    name: str,
    session: Session,
    what: str,
    base: str,
    c: int,
    least: float | None,
    *,
    by: str = "rate",
    ours: str = OURS,
) -> list[Finding]:
    """This service's value in multiples of another target's."""
    mine, other = session.get(what, ours, c), session.get(what, base, c)
    if mine is None or other is None:
        return []
    value = mine.rate / other.rate if by == "rate" else other.cpu / mine.cpu
    unit = "× its requests a second" if by == "rate" else "× less CPU"
    return [
        Finding(
            name,
            value,
            least,
            "least",
            unit,
            f"c={c}: {mine.rate:.0f} against {other.rate:.0f} req/s, {mine.cpu:.3f} against {other.cpu:.3f} ms CPU",
        )
    ]


def pages(session: Session, asked: dict[str, Question], *_: Any) -> list[Finding]:
    """Uncached pages by leader and topic, beside the constant route, Datasette and a tenth of the data."""
    beside = _beside(session, asked["page"], small=True, constant=True)
    session.compare("page", beside)
    ours, small = session.get("page", OURS, 1), session.get("page", SMALL, 1)
    assert ours and small
    return [
        *_ratio(
            "page of a leader and topic, uncached, beside the constant route, c=1",
            session,
            "page",
            CHECKED,
            1,
            0.5,
        ),
        *_ratio("the same, c=32", session, "page", CHECKED, 32, 0.4),
        *_ratio("the same, beside Datasette's canned query, c=1", session, "page", DATASETTE, 1, 6),
        *_ratio("the same, beside Datasette's canned query, c=32", session, "page", DATASETTE, 32, 6),
        Finding(
            "page: growth of CPU from a tenth of the data",
            ours.cpu / small.cpu,
            1.15,
            "most",
            "×",
            f"{small.cpu:.3f} to {ours.cpu:.3f} ms CPU",
        ),
    ]


def cached(session: Session, asked: dict[str, Question], *_: Any) -> list[Finding]:
    """Pages from the cache, and 304, beside bare ASGI."""
    paths = asked["page"].ours
    target = session.targets[CACHED]
    known = headed(target, paths)
    session.compare("cached", {BARE: paths, CACHED: paths})
    session.targets["304"] = target
    session.compare("304", {BARE: paths, "304": known})
    del session.targets["304"]
    return [
        *_ratio("cached page beside bare ASGI, c=32", session, "cached", BARE, 32, 0.55, ours=CACHED),
        *_ratio("304 beside bare ASGI, c=32", session, "304", BARE, 32, 1.0, ours="304"),
    ]


def facets(session: Session, asked: dict[str, Question], *_: Any) -> list[Finding]:
    """Counts by leader: of one filter, and of a combination."""
    session.compare("facets", _beside(session, asked["facets"], constant=True), (1,))
    session.compare("facets combined", _beside(session, asked["facets_combined"]), (1,))
    return [
        *_ratio("facets of one filter beside the constant route", session, "facets", CHECKED, 1, 0.8),
        *_ratio("facets of one filter beside Datasette", session, "facets", DATASETTE, 1, None, by="cpu"),
        *_ratio(
            "facets of a combination beside Datasette",
            session,
            "facets combined",
            DATASETTE,
            1,
            1.0,
            by="cpu",
        ),
    ]


def figures(session: Session, asked: dict[str, Question], *_: Any) -> list[Finding]:
    """Figures of a metric and country over time."""
    session.compare("figures", _beside(session, asked["figures"]))
    return [
        *_ratio("figures of a metric over time beside Datasette, c=1", session, "figures", DATASETTE, 1, 3),
        *_ratio("the same, c=32", session, "figures", DATASETTE, 32, 3),
    ]


def search(session: Session, asked: dict[str, Question], *_: Any) -> list[Finding]:
    """Ranked search, 20 best with snippets."""
    found: list[Finding] = []
    for name, called, most in (
        ("search_worst", "the most common word", 6.0),
        ("search_1_percent", "a word in 1 % of the statements", None),
        ("search_rare", "a rare word", 2.5),
    ):
        session.compare(name, _beside(session, asked[name], small=True), (1,))
        ours, small = session.get(name, OURS, 1), session.get(name, SMALL, 1)
        assert ours and small
        found.append(
            Finding(
                f"ranked search, {called}",
                ours.cpu,
                most,
                "most",
                "ms CPU",
                f"{ours.rate:.0f} req/s, p50 {ours.p50:.1f} ms",
            )
        )
        found.append(
            Finding(
                "– growth from a tenth of the data",
                ours.cpu / small.cpu,
                1.3 if name == "search_worst" else None,
                "most",
                "×",
                f"{small.cpu:.2f} to {ours.cpu:.2f} ms CPU",
            )
        )
        found += _ratio("– beside Datasette's FTS5 and bm25", session, name, DATASETTE, 1, None, by="cpu")
    return found


def depth(session: Session, _: dict[str, Question], given: argparse.Namespace, *__: Any) -> list[Finding]:
    """A page far down, beside the first."""
    target = session.targets[OURS]
    records = given.size // 5
    session.targets["deep"] = target
    session.compare("depth", {OURS: [f"{FIRST}?limit=50"], "deep": [deep(target, records)]}, (1,))
    del session.targets["deep"]
    first, far = session.get("depth", OURS, 1), session.get("depth", "deep", 1)
    assert first and far
    return [
        Finding(
            f"page at depth {records:,} beside the first",
            far.cpu / first.cpu,
            1.2,
            "most",
            "× its CPU",
            f"{first.cpu:.3f} to {far.cpu:.3f} ms",
        )
    ]


def streams(session: Session, *_: Any) -> list[Finding]:
    """Everything as CSV and as JSON Lines."""
    target = session.targets[OURS]
    found = []
    for kind, least in (("csv", 80_000.0), ("jsonl", None)):
        tell(f"stream of everything as {kind}")
        target.settle()
        idle, before, started = target.memory(), target.cpu(), time.monotonic()
        rows, most = _drain(target, f"{FIRST}?format={kind}")
        seconds, spent = time.monotonic() - started, target.cpu() - before
        found.append(
            Finding(
                f"export of everything as {kind}",
                rows / seconds,
                least,
                "least",
                "rows a second",
                f"{rows:,} rows in {seconds:.1f} s, {rows / spent:,.0f} a second of CPU",
            )
        )
        found.append(
            Finding(
                f"– memory above idle, {kind}",
                most - idle,
                10.0,
                "most",
                "MB",
                f"{idle:.0f} to {most:.0f} MB",
            )
        )
    return found


def _drain(target: Target, path: str) -> tuple[int, float]:
    """Lines of an answer, and the most memory that the server had meanwhile."""
    buffer, lines, most, looked = bytearray(2**20), 0, 0.0, 0.0
    with socket.create_connection(("127.0.0.1", target.port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: bench\r\nConnection: close\r\n\r\n".encode())
        while size := connection.recv_into(buffer):
            lines += buffer.count(b"\n", 0, size)
            if time.monotonic() - looked > 0.3:
                looked = time.monotonic()
                most = max(most, target.memory())
    return lines, most


def start(session: Session, _: Any, given: argparse.Namespace, library: Path) -> list[Finding]:
    """From nothing to the first page, beside the constant route."""
    seconds: dict[str, list[float]] = {CHECKED: [], OURS: []}
    spent: dict[str, list[float]] = {CHECKED: [], OURS: []}
    for number in range(max(5, given.rounds)):
        tell(f"start to first page, round {number + 1}")
        for name in seconds:
            model = session.targets[name]
            fresh = Target(name, model.command, model.environment, model.first)
            try:
                seconds[name].append(fresh.start())
                spent[name].append(fresh.cpu())
            finally:
                fresh.stop()
    ours, base = median(seconds[OURS]), median(seconds[CHECKED])
    mine, other = median(spent[OURS]), median(spent[CHECKED])
    return [
        Finding(
            "start to first page beside the constant route",
            ours / base,
            1.2,
            "most",
            "× its time",
            f"{base * 1000:.0f} to {ours * 1000:.0f} ms; CPU {other * 1000:.0f} to {mine * 1000:.0f} ms, {mine / other:.2f} ×",
        )
    ]


def writing(session: Session, asked: dict[str, Question], _: Any, library: Path) -> list[Finding]:
    """Pages while somebody writes a document a second."""
    found = []
    with _writer(library):
        for name in (OURS, CACHED):
            # Of 2,000 requests more than one in a hundred are the first of their connections, which all come at once.
            session.compare(f"beside a writer, {name}", {name: asked["page"].ours}, (32,), longer=5)
            load = session.get(f"beside a writer, {name}", name, 32)
            assert load
            found.append(
                Finding(
                    f"p99 beside p50 while a document a second is written, c=32, {name}",
                    load.p99 / load.p50,
                    6.0 if name == OURS else None,
                    "most",
                    "×",
                    f"p50 {load.p50:.1f}, p99 {load.p99:.1f} ms, {load.rate:.0f} req/s",
                )
            )
    return found


@contextmanager
def _writer(library: Path) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, str(HERE / "writer.py"), str(library)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin and process.stdout
    try:
        if not process.stdout.readline():
            raise SystemExit("the writer did not begin; what it said stands above")
        yield
    finally:
        process.stdin.close()
        process.wait(60)


def memory(session: Session) -> list[Finding]:
    found = [
        Finding(f"anonymous memory under load, {name}", session.targets[name].peak, 80.0, "most", "MB", "")
        for name in (OURS, CACHED)
    ]
    others = ", ".join(
        f"{target.name} {target.peak:.0f}"
        for target in session.targets.values()
        if target.name not in (OURS, CACHED)
    )
    found[0].details = f"others: {others}"
    return found


Part = Callable[[Session, dict[str, Question], argparse.Namespace, Path], list[Finding]]
PARTS: Final[dict[str, Part]] = {
    "pages": pages,
    "cached": cached,
    "facets": facets,
    "figures": figures,
    "search": search,
    "depth": depth,
    "writing": writing,
    "streams": streams,
    "start": start,
}
