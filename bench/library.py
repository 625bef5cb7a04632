"""A database of any size that looks like a real one: seeded, with the project's own vocabulary, written by the project's own store.

The texts are words drawn by Zipf's law (`words.py`), the findings are planted in them. Nothing in it was said by anybody.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final
from unittest.mock import patch

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from words import Words, words  # noqa: E402

from app.domain.document import SourceDocument  # noqa: E402
from app.domain.findings import Coverage, Extraction, Figure, Mention, Proposal, Speaker, Statement  # noqa: E402
from app.domain.kinds import (  # noqa: E402
    Act,
    Attribution,
    Bound,
    FigureFlag,
    Measure,
    Modality,
    SentenceFate,
    StatementKind,
)
from app.domain.period import Period  # noqa: E402
from app.domain.span import Span  # noqa: E402
from app.store import save  # noqa: E402
from app.store.database import SCHEMA_REVISION, open_database  # noqa: E402
from app.store.draft import Draft, draft  # noqa: E402
from app.store.schema import upgrade  # noqa: E402
from app.store.together import together  # noqa: E402
from app.vocabulary import Vocabulary, load_vocabulary  # noqa: E402

SEED: Final = 20251116
STATEMENTS: Final = 10  # a document
LEADERS: Final = 80
FIRST_DAY: Final = date(2016, 1, 1)
DAYS: Final = 3650
MEAN: Final = 176
"""Characters of a statement."""

CHUNK: Final = 100
"""Documents that a worker makes at a time, and that share a transaction."""

_VERSION: Final = "bench"
_NOW: Final = datetime(2025, 11, 17, 8, 30, tzinfo=UTC)
_UNITS: Final = (
    ("USD", "долларов"),
    ("percent", "процентов"),
    ("t", "тонн"),
    ("RUB", "рублей"),
    (None, "единиц"),
)


@dataclass(frozen=True)
class Choice:
    """Things of which the first come most often."""

    items: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def of(cls, items: Sequence[str], rng: Random, shift: float = 3) -> Choice:
        shuffled = list(items)
        rng.shuffle(shuffled)
        return cls(shuffled, list(accumulate(1 / (place + 1 + shift) for place in range(len(shuffled)))))

    def draw(self, rng: Random) -> str:
        return rng.choices(self.items, cum_weights=self.weights)[0]


class Maker:
    """Makes document number n, the same one every time."""

    def __init__(self, vocabulary: Vocabulary, seed: int = SEED) -> None:
        rng = Random(seed)
        known = sorted(
            key for key, entry in vocabulary.leaders.items() if entry.names.get("ru") and entry.offices
        )
        self.seed = seed
        self.vocabulary = vocabulary
        self.words: Words = words(seed)
        self.leaders = Choice.of(rng.sample(known, min(LEADERS, len(known))), rng)
        self.topics = Choice.of(sorted(vocabulary.topics), rng)
        self.metrics = Choice.of(sorted(vocabulary.metrics), rng, shift=2)
        offices = (office for leader in self.leaders.items for office in vocabulary.leaders[leader].offices)
        self.places = Choice.of(sorted({office.country for office in offices if office.country}), rng)
        self.publishers = Choice.of([f"Bureau {number}" for number in range(1, 41)], rng)
        self.summits = sorted(
            (reference for reference, *_ in vocabulary.summits()), key=lambda found: found.id
        )

    def document(self, number: int, size: int = STATEMENTS) -> Extraction:
        """`size`: its statements; the library's own have the usual ones."""
        rng = Random(self.seed * 1_000_003 + number)
        drawn = iter(rng.choices(self.words.forms, cum_weights=self.words.weights, k=size * 70))
        day = FIRST_DAY + timedelta(days=rng.randrange(DAYS)) if rng.random() < 0.97 else None
        main, guest = self.leaders.draw(rng), self.leaders.draw(rng)
        text = _Text()
        people = []
        for leader in dict.fromkeys((main, guest)):
            name = self._name(leader)
            people.append(
                Mention(span=text.add(name), leader=leader, name=name, known=True, rule="name.full")
            )
            text.add(" ")
        head = Span(0, text.add(_sentence(drawn, 60)).end)
        statements: list[Statement] = []
        proposals: list[Proposal] = []
        figures: list[Figure] = []
        coverage = [Coverage(span=head, fate=SentenceFate.EVENT, reason="bench")]
        for place in range(size):
            text.add("\n\n")
            kind = rng.choice((StatementKind.REPORTED, StatementKind.REPORTED, StatementKind.DIRECT))
            length = min(900, max(50, int(rng.lognormvariate(5.03, 0.48))))
            told = _sentence(drawn, length)
            amount = None
            with_figure = rng.random() < 0.2
            start = len(text)
            if with_figure:
                cut = told.index(" ", len(told) // 2 - 10)
                unit, called = rng.choices(_UNITS, (4, 4, 1, 1, 1))[0]
                value = Decimal(rng.randrange(10, 9999)) / 10
                text.add(told[:cut] + " ")
                amount = text.add(f"{str(value).replace('.', ',')} {called}")
                text.add(told[cut:])
            else:
                text.add(told)
            span = Span(start, len(text))
            topics = self._topics(rng)
            speaker = self._speaker(rng, main, guest)
            asks = rng.random() < 0.1
            statements.append(
                Statement(
                    span=span,
                    kind=kind,
                    act=Act.PROPOSAL
                    if asks
                    else rng.choices(
                        (Act.CLAIM, Act.SUPPORT, Act.COMMITMENT, Act.CONCERN, Act.COURTESY), (12, 4, 3, 2, 2)
                    )[0],
                    speaker=speaker,
                    topics=topics,
                    cue=rng.random() < 0.8,
                    segments=(span,),
                    addressees=(self.places.draw(rng),) if rng.random() < 0.1 else (),
                    rule="bench.statement",
                )
            )
            if asks:
                half = text.text().index(" ", span.start + (span.end - span.start) // 3) + 1
                proposals.append(
                    Proposal(
                        span=Span(half, span.end),
                        statement=place,
                        position=1,
                        speaker=speaker,
                        topics=topics[:1],
                        rule="bench.proposal",
                    )
                )
            if amount is not None:
                figures.append(self._figure(rng, amount, value, unit, day, speaker, topics, place))
            coverage.append(
                Coverage(
                    span=span,
                    fate=SentenceFate.QUOTED if kind is StatementKind.DIRECT else SentenceFate.STATEMENT,
                    reason="bench.statement",
                    statements=(place,),
                    proposals=(len(proposals) - 1,) if asks else (),
                    figures=(len(figures) - 1,) if with_figure else (),
                )
            )
        whole = text.text()
        source = SourceDocument(
            key=f"bench-{number}",
            text=whole,
            sha256=hashlib.sha256(whole.encode()).hexdigest(),
            title=_sentence(drawn, 70)[:-1],
            language="ru",
            published_on=day,
            publisher=self.publishers.draw(rng),
            url=f"https://example.org/bench/{number}",
            licence="CC0-1.0",
        )
        return Extraction(
            document=source,
            language="ru",
            people=tuple(people),
            statements=tuple(statements),
            proposals=tuple(proposals),
            figures=tuple(figures),
            coverage=tuple(coverage),
            summit=rng.choice(self.summits) if rng.random() < 0.3 else None,
        )

    def chunk(self, numbers: range) -> list[Extraction]:
        return [self.document(number) for number in numbers]

    def _name(self, leader: str) -> str:
        return self.vocabulary.leaders[leader].names["ru"][0]

    def _topics(self, rng: Random) -> tuple[str, ...]:
        count = rng.choices((0, 1, 2, 3), (8, 42, 35, 15))[0]
        return tuple(dict.fromkeys(self.topics.draw(rng) for _ in range(count)))

    def _speaker(self, rng: Random, main: str, guest: str) -> Speaker | None:
        which = rng.random()
        if which < 0.07:
            return None
        attribution = rng.choice(tuple(Attribution))
        if which < 0.12:
            return Speaker(
                id="org:бюро", name="бюро", attribution=attribution, rule="bench.speaker", chain=("бюро",)
            )
        leader = main if which < 0.75 else guest
        name = self._name(leader)
        return Speaker(
            id=leader, name=name, attribution=attribution, rule="bench.speaker", chain=("он", name)
        )

    def _figure(
        self,
        rng: Random,
        span: Span,
        value: Decimal,
        unit: str | None,
        day: date | None,
        speaker: Speaker | None,
        topics: tuple[str, ...],
        statement: int,
    ) -> Figure:
        year = (day or FIRST_DAY).year - rng.randrange(2)
        measure = rng.choice((Measure.GROWTH, Measure.SHARE)) if unit == "percent" else Measure.LEVEL
        reporter, partner = self.places.draw(rng), self.places.draw(rng)
        return Figure(
            span=span,
            value=value,
            value_high=None,
            unit=unit,
            step=Decimal("0.1"),
            measure=measure,
            direction=None,
            modality=rng.choices(tuple(Modality), (8, 1, 1))[0],
            bound=rng.choices(tuple(Bound), (6, 2, 1, 1))[0],
            metric=self.metrics.draw(rng),
            period=Period(start=date(year, 1, 1), end=date(year, 12, 31), rule="bench.year"),
            base_period=None,
            geo=(reporter, partner) if partner != reporter and rng.random() < 0.4 else (reporter,),
            claimant=speaker,
            statement=statement,
            companion=None,
            topics=topics,
            flags=(FigureFlag.GROWTH_WITHOUT_BASE,) if measure is Measure.GROWTH else (),
            rule="bench.figure",
        )


class _Text:
    """A text that grows, and where its pieces stand."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, piece: str) -> Span:
        start = self._length
        self._parts.append(piece)
        self._length += len(piece)
        return Span(start, self._length)

    def text(self) -> str:
        return "".join(self._parts)


def _sentence(drawn: Iterator[str], length: int) -> str:
    """Words up to about a length, with a capital letter and a full stop."""
    found: list[str] = []
    size = 0
    for word in drawn:
        found.append(word)
        size += len(word) + 1
        if size >= length - 4:
            break
    line = " ".join(found) or "слово за слово"
    return line[0].upper() + line[1:] + "."


def library_key(vocabulary: Vocabulary, seed: int = SEED) -> str:
    """Changes with whatever makes the generated file another one: the documents, the schema, the vocabulary."""
    example = Maker(vocabulary, seed).document(0)
    parts = (repr(example), SCHEMA_REVISION, vocabulary.version)
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()


def make_library(folder: Path, statements: int, *, workers: int | None = None) -> Path:
    """The database of so many statements in that folder: the one that is there, else a new one, which takes its time and tells so."""
    vocabulary = load_vocabulary(ROOT / "data" / "vocabulary")
    path = folder / f"library-{statements}-{library_key(vocabulary)}.db"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    for file in folder.glob(f"{unfinished.name}*"):
        file.unlink()
    fill(unfinished, vocabulary, statements, workers=workers)
    unfinished.rename(path)
    return path


def fill(path: Path, vocabulary: Vocabulary, statements: int, *, workers: int | None = None) -> None:
    """Write a new database: workers make documents, this process stores them, all but the threads of their proposals.

    Words without a sense make none, and are so much like one another that looking for them takes longer than all the rest.
    """
    documents = max(1, statements // STATEMENTS)
    upgrade(f"sqlite:///{path}")
    database = open_database(f"sqlite:///{path}", bulk=True)
    started = time.monotonic()
    try:
        for done, chunk in _chunks(documents, workers):
            with (
                database.session() as session,
                together(session),  # as `summitry ingest` stores them
                patch.object(save, "touch_threads"),
            ):
                for extraction, drafted in chunk:
                    save.save_extraction(
                        session,
                        extraction,
                        vocabulary=vocabulary,
                        extractor_version=_VERSION,
                        now=_NOW,
                        made=drafted,
                    )
            _tell(done, documents, started)
    finally:
        database.close()
    _settle(path)


def _chunks(documents: int, workers: int | None) -> Iterator[tuple[int, list[Made]]]:
    """Documents as they are made, in order, never many ahead of the writer."""
    spans = [range(start, min(start + CHUNK, documents)) for start in range(0, documents, CHUNK)]
    count = workers if workers is not None else max(1, (os.cpu_count() or 2) - 1)
    if count == 0 or len(spans) == 1:
        _begin()
        for span in spans:
            yield span.stop, _make(span)
        return
    with ProcessPoolExecutor(count, initializer=_begin) as pool:
        ahead = [pool.submit(_make, span) for span in spans[: count * 3]]
        for place, span in enumerate(spans):
            made = ahead.pop(0).result()
            if place + count * 3 < len(spans):
                ahead.append(pool.submit(_make, spans[place + count * 3]))
            yield span.stop, made


Made = tuple[Extraction, Draft]
_maker: Maker | None = None


def _begin() -> None:
    global _maker
    _maker = Maker(load_vocabulary(ROOT / "data" / "vocabulary"))


def _make(numbers: range) -> list[Made]:
    assert _maker is not None
    vocabulary = _maker.vocabulary
    return [
        (each, draft(each, vocabulary=vocabulary, extractor_version=_VERSION, now=_NOW))
        for each in _maker.chunk(numbers)
    ]


def _settle(path: Path) -> None:
    """Leave one file, whose planner knows how it is filled."""
    from app.store.sqlite import DRIVER, connect

    connection = connect(path, DRIVER)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    connection.close()


def _tell(done: int, documents: int, started: float) -> None:
    if done != documents and not sys.stderr.isatty() and done % 5_000:
        return
    rate = done / (time.monotonic() - started)
    end = "\n" if done == documents or not sys.stderr.isatty() else ""
    left = (documents - done) / rate
    print(
        f"\rlibrary: {done:,} of {documents:,} documents, {rate:,.0f} a second, {left:,.0f} s left   ",
        end=end,
        file=sys.stderr,
        flush=True,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", type=int)
    parser.add_argument("--into", type=Path, default=HERE / ".data")
    parser.add_argument("--workers", type=int)
    given = parser.parse_args()
    print(make_library(given.into, given.statements, workers=given.workers))
