"""How many articles a second the whole extraction reads beside natasha, on the same texts in the same run. See README.md."""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from articles import articles, shared_texts, texts_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)


@dataclass
class Engine:
    """A process that reads blocks of texts and tells what they cost."""

    name: str
    process: subprocess.Popen[str]
    seconds: float = 0.0
    peak: float = 0.0

    @classmethod
    def start(cls, name: str, python: str) -> Engine:
        process = subprocess.Popen(
            [python, str(HERE / f"engine_{name}.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **ONE_THREAD},
        )
        engine = cls(name, process)
        engine._answer()
        return engine

    def read(self, texts: Sequence[str]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(texts) + "\n")
        self.process.stdin.flush()
        self.seconds += self._answer()

    def _answer(self) -> float:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended early; what it said stands above")
        answer = json.loads(line)
        self.peak = answer["peak"]
        return float(answer.get("seconds", 0.0))

    def stop(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)


def compare(engines: Sequence[Engine], texts: Sequence[str], block: int) -> None:
    """Each engine reads everything twice, block by block in turn; the first time warms it up."""
    for _ in ("warm up", "measure"):
        for engine in engines:
            engine.seconds = 0.0
        for start in range(0, len(texts), block):
            for engine in engines:
                engine.read(texts[start : start + block])


def profile(texts: Sequence[str], top: int) -> None:
    """Where the time of the extraction goes: functions by their own time, stages by all that they call."""
    sys.path.insert(0, str(ROOT))
    from app.domain.document import SourceDocument
    from app.extraction import build_toolkit, extract
    from app.vocabulary import load_vocabulary

    toolkit = build_toolkit(load_vocabulary(ROOT / "data" / "vocabulary"))
    documents = [
        SourceDocument(key="bench", text=text, sha256="", language="ru", published_on=None) for text in texts
    ]
    for document in documents:
        extract(document, toolkit)
    profiler = cProfile.Profile()
    profiler.enable()
    for document in documents:
        extract(document, toolkit)
    profiler.disable()
    for order in ("tottime", "cumulative"):
        pstats.Stats(profiler).strip_dirs().sort_stats(order).print_stats(top)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "texts", nargs="?", type=Path, help="JSON Lines, a text file or a folder; else $SUMMITRY_SHARED"
    )
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--characters", type=int, default=3500)
    parser.add_argument("--block", type=int, default=10, help="articles that an engine reads in its turn")
    parser.add_argument("--least", type=float, default=12.0, help="the ratio below which the run fails")
    parser.add_argument(
        "--least-stored", type=float, default=10.0, help="the same, from texts to committed rows"
    )
    parser.add_argument(
        "--natasha",
        default=str(HERE / ".venv" / "bin" / "python"),
        help="Python of the environment with natasha",
    )
    parser.add_argument(
        "--profile", type=int, metavar="N", help="show the N costliest functions instead of comparing"
    )
    options = parser.parse_args()
    shared = Path(os.environ.get("SUMMITRY_SHARED") or ROOT.parent / "shared")
    source = texts_of(options.texts) if options.texts else shared_texts(shared)
    texts, written = articles(source, options.articles, options.characters)
    characters = sum(map(len, texts)) / len(texts)
    print(
        f"{len(texts)} articles of {characters:.0f} characters on average, {written} of them as they were written"
    )
    if options.profile:
        profile(texts, options.profile)
        return 0
    engines = [
        Engine.start("natasha", options.natasha),
        Engine.start("summitry", sys.executable),
        Engine.start("stored", sys.executable),
    ]
    compare(engines, texts, options.block)
    for engine in engines:
        engine.stop()
        rate = len(texts) / engine.seconds
        print(
            f"{engine.name:<10}{rate:8.1f} articles a second{1000 / rate:8.1f} ms each{engine.peak:8.0f} MB at most"
        )
    asked = {"summitry": options.least, "stored": options.least_stored}
    ratios = {engine.name: engines[0].seconds / engine.seconds for engine in engines[1:]}
    for name, ratio in ratios.items():
        print(f"{name}: ratio {ratio:.1f}, at least {asked[name]:g} is asked")
    return 0 if all(ratio >= asked[name] for name, ratio in ratios.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
