"""The threads that the samples and the gold hold: each looked at by eye, and one idea."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app.analysis.concepts import Terms
from app.analysis.threads import Kind, Since
from app.domain.document import SourceDocument
from app.extraction import Toolkit, build_toolkit, extract
from app.sources.text import read_source
from app.store.render import number
from app.store.threads import voicing_rows
from app.vocabulary import Vocabulary, load_vocabulary
from tests.ideas import Ideas
from tests.shelf import project

ROOT = Path(__file__).resolve().parents[2]

Thread = tuple[tuple[str, str], ...]

SAMPLES: set[Thread] = {
    # the same researchers' centre, proposed again half a year later; the second text says "such metals"
    (
        ("09", "creating a regional research centre for rare earth metals in Astana"),
        ("03", "a regional research centre"),
    ),
}
GOLD: set[Thread] = SAMPLES | {
    # said in 2023 for the region, in 2025 for the union
    (
        ("15", "harmonise laws and remove barriers to mutual trade"),
        ("dr-13", "снять барьеры, которые ещё остаются"),
    ),
    # two summits, the second in two languages
    (
        ("13", "widen the range of goods"),
        ("de-01", "broadening the range of goods"),
        ("dr-15", "расширение товарной номенклатуры"),
    ),
    # one saying each, told in two languages or by two texts
    (("10", "hold joint military exercises"), ("dr-05", "провести в 2026 году в Азербайджане совместные")),
    (
        ("10", "found a cybersecurity council"),
        ("dr-05", "учредить при организации совет по кибербезопасности"),
    ),
    (("10", "establishing a permanent council"), ("dr-05", "учреждение Постоянного совета")),
    (
        ("05", "свести евразийские логистические проекты"),
        ("dr-06", "свести евразийские логистические проекты"),
    ),
    (("07", "собственную платёжную систему"), ("dr-12", "построить в рамках организации собственную")),
}


def threads_of(
    documents: Iterable[tuple[str, SourceDocument]], toolkit: Toolkit, vocabulary: Vocabulary
) -> list[list[tuple[str, str]]]:
    """Threads of several documents, each proposal with the name of its document."""
    ideas = Ideas()
    first: dict[tuple[Kind, Terms], Since | None] = {}
    said: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for name, document in documents:
        extraction = extract(document, toolkit)
        numbers = number(extraction)
        rows, meanings = voicing_rows(extraction, numbers, vocabulary=vocabulary, reviews={})
        words = {
            key: found.span.of(document.text)
            for key, found in zip(numbers.proposals, extraction.proposals, strict=True)
        }
        for row in rows:
            if row["kind"] == "proposal":
                since = Since(False, row["day"], row["record_id"])
                meaning = meanings[row["idea_id"]]
                first[meaning] = min(first.get(meaning) or since, since)
                said[row["idea_id"]].append((name, words[row["record_id"]]))
    ideas.settle(first)
    threads: dict[int | None, list[tuple[str, str]]] = defaultdict(list)
    for idea in ideas.all.values():
        threads[idea.thread] += said[idea.id]
    return [
        [(name, words) for name, words in every]
        for every in threads.values()
        if len({name for name, _ in every}) > 1
    ]


def samples() -> list[tuple[str, SourceDocument]]:
    paths = sorted((ROOT / "data" / "samples").glob("*.txt"))
    return [(path.name[:2], read_source(path.read_bytes(), name=path.name)) for path in paths]


def shortened(threads: list[list[tuple[str, str]]], wanted: set[Thread]) -> set[Thread]:
    """The threads as they are told above, where they are those; whole where they are not."""
    found = set()
    for thread in threads:
        told = next(
            (
                each
                for each in wanted
                if len(each) == len(thread)
                and all(
                    name == own and words.startswith(begin)
                    for (own, begin), (name, words) in zip(sorted(each), sorted(thread), strict=True)
                )
            ),
            tuple(thread),
        )
        found.add(told)
    return found


def test_the_threads_of_the_samples() -> None:
    vocabulary, toolkit = project()
    assert shortened(threads_of(samples(), toolkit, vocabulary), SAMPLES) == SAMPLES


def test_the_threads_of_samples_and_gold(shared: Path) -> None:
    vocabulary = load_vocabulary(ROOT / "data" / "vocabulary", [ROOT / "tests" / "gold" / "fictitious.json"])
    documents = samples()
    for line in (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        document = SourceDocument(
            key=gold["id"],
            text=gold["text"],
            sha256="0" * 64,
            language=gold["lang"],
            published_on=date.fromisoformat(gold["date"]),
        )
        documents.append((gold["id"], document))
    assert shortened(threads_of(documents, build_toolkit(vocabulary), vocabulary), GOLD) == GOLD
