"""`summitry ingest` as a whole: articles a second in wall time, with one process, with several and on a cluster, and the memory. See README.md."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from articles import articles, shared_texts, texts_of  # noqa: E402

from tests.ingestion.cluster import dask  # noqa: E402

ON_DASK = "Dask's"


@dataclass
class Run:
    """What one run took."""

    wall: float
    memory: float
    """MB of all its processes together, at most; what they share counts once. Of a cluster, without its scheduler and workers."""


def ingest(source: Path, folder: Path, how: list[str]) -> Run:
    """One run into a new database."""
    database = folder / "bench.db"
    for old in folder.glob(f"{database.name}*"):
        old.unlink()
    environment = os.environ | {"SUMMITRY_DATABASE_URL": f"sqlite:///{database}"}
    summitry = [sys.executable, "-m", "app.cli"]
    subprocess.run([*summitry, "migrate"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    started = time.monotonic()
    process = subprocess.Popen(
        [*summitry, "ingest", str(source), *how],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    peak = 0.0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(0.5):
            peak = max(peak, megabytes(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    printed, _ = process.communicate()
    wall = time.monotonic() - started
    ended.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"the run failed:\n{printed}")
    return Run(wall, peak)


def megabytes(session: int) -> float:
    """What the processes of a session hold: each its own, and its part of what it shares (PSS). 0 where the system does not tell."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if int((entry / "stat").read_text().rpartition(") ")[2].split()[3]) != session:
                continue
            rollup = (entry / "smaps_rollup").read_text()
        except (OSError, ValueError, IndexError):  # it has ended meanwhile
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "texts", nargs="?", type=Path, help="JSON Lines, a text file or a folder; else $SUMMITRY_SHARED"
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--characters", type=int, default=3500)
    parser.add_argument(
        "--workers", type=int, nargs="+", default=[1, 2], help="the numbers that are compared"
    )
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--least", type=float, default=1.6, help="the ratio of 2 to 1 below which it fails")
    parser.add_argument(
        "--least-cluster", type=float, default=0.8, help="the same of Dask's two workers to those two"
    )
    parser.add_argument("--most", type=float, default=600.0, help="the megabytes above which it fails")
    options = parser.parse_args()
    shared = Path(os.environ.get("SUMMITRY_SHARED") or ROOT.parent / "shared")
    source = texts_of(options.texts) if options.texts else shared_texts(shared)
    texts, written = articles(source, options.articles, options.characters)
    print(
        f"{len(texts)} articles, {written} of them as they were written, the rest of their paragraphs in other orders"
    )
    best: dict[str, Run] = {}
    highest = 0.0
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name)
        lines = folder / "articles.jsonl"
        with lines.open("w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                document = {"id": f"bench-{number}", "lang": "ru", "date": "2025-11-16", "text": text}
                file.write(json.dumps(document, ensure_ascii=False) + "\n")
        ways = {str(number): ["--workers", str(number)] for number in options.workers}
        with dask(folder, 2) if find_spec("distributed") else nullcontext() as cluster:
            if cluster is None:
                print("no cluster is measured: the extra `cluster` is not installed")
            else:
                cluster.wait(2)
                ways[ON_DASK] = ["--cluster", cluster.address]
            for _ in range(options.rounds):
                for way, how in ways.items():
                    run = ingest(lines, folder, how)
                    highest = max(highest, run.memory)
                    print(
                        f"{way} workers: {len(texts) / run.wall:6.1f} articles a second, {run.memory:.0f} MB",
                        flush=True,
                    )
                    if way not in best or run.wall < best[way].wall:
                        best[way] = run
    failed = highest > options.most
    for one, other, least in (("2", "1", options.least), (ON_DASK, "2", options.least_cluster)):
        if best.keys() >= {one, other}:
            ratio = best[other].wall / best[one].wall
            print(f"{one} workers to {other}: {ratio:.2f}, at least {least:g} is asked")
            failed = failed or ratio < least
    print(f"memory: {highest:.0f} MB at most, {options.most:g} are allowed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
