"""This service beside the bare ceiling, a constant route and Datasette: all up at once, asked in turn, on the same generated data. See README.md."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from library import make_library  # noqa: E402
from parts import (  # noqa: E402
    BARE,
    CACHED,
    CHECKED,
    DATASETTE,
    FIRST,
    OURS,
    PARTS,
    SMALL,
    Session,
    Skipped,
    memory,
    tell,
)
from plain import make_plain, metadata  # noqa: E402
from questions import Question, questions  # noqa: E402
from report import Finding, write_report  # noqa: E402
from targets import Target  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--size",
        type=int,
        default=1_000_000,
        help="statements; the page's growth is measured from a tenth of it",
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("SUMMITRY_BENCH_DATA", HERE / ".data")),
        help="where databases are kept",
    )
    parser.add_argument("--datasette", default=str(HERE / ".venv-datasette" / "bin" / "datasette"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each visit")
    parser.add_argument(
        "--only", nargs="*", choices=sorted(PARTS), help="parts to run; the report is then not written"
    )
    given = parser.parse_args()
    if shutil.which("wrk") is None:
        print(
            "bench: wrk is missing. On Debian and Ubuntu: apt-get install wrk; on macOS: brew install wrk",
            file=sys.stderr,
        )
        return 2
    if not Path("/proc/self/smaps_rollup").exists():
        print(
            "bench: processor time and memory of the servers are read from /proc, which only Linux has",
            file=sys.stderr,
        )
        return 2
    library, small = make_library(given.data, given.size), make_library(given.data, given.size // 10)
    plain, plain_small = make_plain(library), make_plain(small)
    asked = questions(
        plain_small
    )  # the first tenth of the large one is the small one, so that both have what is asked for
    asked = {name: _on(question, plain_small, plain) for name, question in asked.items()}
    page = given.data / "page.json"
    counts = given.data / f"{plain.stem}.counts.json"
    datasette = Path(given.datasette).exists()
    if datasette and not counts.exists():
        subprocess.run([given.datasette, "inspect", str(plain), "--inspect-file", str(counts)], check=True)
    targets = _targets(library, small, plain, counts, page, given.datasette if datasette else None)
    targets[OURS].start()
    pages = sorted((targets[OURS].get(path)[2] for path in asked["page"].ours[:41]), key=len)
    page.write_bytes(pages[len(pages) // 2])  # what the two limits send is a page of the usual size
    targets[OURS].stop()
    session = Session(
        targets,
        given.rounds,
        given.seconds,
        {},
        {} if datasette else {DATASETTE: f"there is no {given.datasette}"},
    )
    findings: list[Finding] = []
    try:
        for target in targets.values():
            target.start()
        for name, part in PARTS.items():
            if given.only and name not in given.only:
                continue
            try:
                findings += part(session, asked, given, library)
            except Skipped as reason:
                session.skipped[name] = str(reason)
                tell(f"{name} is left out: {reason}")
        findings += memory(session)
    finally:
        for target in targets.values():
            target.stop()
    about = {
        "date": date.today().isoformat(),
        "statements": given.size,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {_versions(given.datasette)}",
        "rounds": f"{given.rounds} rounds of {given.seconds:g} s, medians",
        "load": f"{os.getloadavg()[0]:.1f}",
    }
    raw = {
        "about": about,
        "findings": [asdict(found) for found in findings],
        "loads": {name: asdict(load) for name, load in session.loads.items()},
        "skipped": session.skipped,
    }
    (given.data / "serving.json").write_text(json.dumps(raw, ensure_ascii=False, indent=1), encoding="utf-8")
    write_report(HERE, about, findings, session.loads, session.skipped, keep=not given.only)
    return 1 if any(found.met is False for found in findings) else 0


def _targets(
    library: Path, small: Path, plain: Path, counts: Path, page: Path, datasette: str | None
) -> dict[str, Target]:
    python = sys.executable

    def ours(name: str, database: Path, cache: int | None) -> Target:
        environment = {
            "SUMMITRY_DATABASE_URL": f"sqlite:///{database}",
            "SUMMITRY_LOG_LEVEL": "warning",
            "PYTHONPATH": str(ROOT),
        }
        if cache is not None:
            environment["SUMMITRY_CACHE_BYTES"] = str(cache)
        return Target(name, [python, "-m", "app.cli", "serve"], environment, first=FIRST)

    found = [
        Target(BARE, [python, str(HERE / "constant.py"), "bare", "{port}", str(page)], first=FIRST),
        Target(CHECKED, [python, str(HERE / "constant.py"), "checked", "{port}", str(page)], first=FIRST),
        ours(OURS, library, 0),
        ours(CACHED, library, None),
        ours(SMALL, small, 0),
    ]
    if datasette:
        settings = ["sql_time_limit_ms", "20000", "max_returned_rows", "1000", "default_cache_ttl", "0"]
        options = [
            part for pair in zip(settings[::2], settings[1::2], strict=True) for part in ("--setting", *pair)
        ]
        command = [
            datasette,
            "serve",
            "-i",
            str(plain),
            "--inspect-file",
            str(counts),
            "--metadata",
            str(metadata(plain)),
            "-p",
            "{port}",
            *options,
        ]
        found.append(Target(DATASETTE, command, first="/-/versions.json"))
    return {target.name: target for target in found}


def _on(question: Question, before: Path, after: Path) -> Question:
    return Question(
        question.ours, [path.replace(f"/{before.stem}/", f"/{after.stem}/", 1) for path in question.datasette]
    )


def _versions(datasette: str) -> str:
    import fastapi
    import uvicorn

    from app import __version__
    from app.store.sqlite import DRIVER

    told = (
        subprocess.run([datasette, "--version"], capture_output=True, text=True, check=False).stdout.split()
        if Path(datasette).exists()
        else ["none"]
    )
    return f"summitry {__version__}, FastAPI {fastapi.__version__}, uvicorn {uvicorn.__version__}, SQLite {DRIVER.sqlite_version}, Datasette {told[-1]}"


if __name__ == "__main__":
    sys.exit(main())
