"""A small library for the tests of queries, API and pages: documents that differ in everything that can be asked for.

The records are planted, so that the tests do not change with the rules of extraction; texts and speakers are invented. Where a
test is about real texts, `ingested` and `asking` fill a database from them, and ask it, with the project's own vocabulary.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import TypeVar

from starlette.testclient import TestClient

from app.domain.findings import Coverage, Extraction, SummitRef
from app.domain.kinds import Act, Attribution, FigureFlag, Measure, Modality, SentenceFate, StatementKind
from app.extraction import Toolkit, build_toolkit
from app.ingestion import Here, IngestReport, ingest
from app.main import create_app
from app.settings import ROOT, Settings
from app.store.database import open_database
from app.store.save import save_extraction
from app.store.schema import upgrade
from app.vocabulary import Vocabulary, load_vocabulary
from tests.builders import (
    NOW,
    SUMMIT,
    make_document,
    make_extraction,
    make_figure,
    make_mention,
    make_proposal,
    make_speaker,
    make_statement,
)
from tests.stores import address

DOCUMENTS = 12
PEOPLE = (
    ("ardan-temur", "Ардан Темур"),
    ("liana-verst", "Лиана Верст"),
    ("person-of-no-list", "Никто Извечный"),
    ("org:министерство погоды", "министерство погоды"),
    (None, ""),
)
TOPICS = (("trade",), ("trade", "energy"), ("water", "energy", "trade"), ("diplomacy",))
TIANJIN = SummitRef(
    series="sco-heads-of-state", edition=25, place="Tianjin", start=date(2025, 8, 31), end=date(2025, 9, 1)
)


def shelf(documents: int = DOCUMENTS) -> list[Extraction]:
    """The extractions that the library is filled with."""
    return [_extraction(number) for number in range(documents)]


def _extraction(number: int) -> Extraction:
    lines = [f"Никто Извечный высказал мысль {number}-{line} о деле № {line}." for line in range(8)]
    text = "\n\n".join(lines)
    day = None if number % 5 == 4 else date(2025, 1, 30) + timedelta(days=40 * (number // 2))
    document = make_document(
        text,
        key=f"note-{number}",
        title=f"Записка <№ {number}> & «прочее»",
        language="en" if number % 3 == 0 else "ru",
        published_on=day,
        publisher=f"Bureau {number % 2}",
        url=f"https://example.org/note/{number}" if number % 2 else None,
    )
    acts, attributions, measures = list(Act), list(Attribution), list(Measure)
    speakers = [
        make_speaker(key, name, attribution=attributions[(number + place) % len(attributions)])
        if key
        else None
        for place, (key, name) in enumerate(PEOPLE)
    ]
    statements = [
        make_statement(
            line,
            text=text,
            speaker=speakers[(number + place) % len(speakers)],
            topics=TOPICS[(number + place) % len(TOPICS)],
            act=acts[place % len(acts)],
            kind=StatementKind.DIRECT if place % 2 else StatementKind.REPORTED,
            addressees=("central-asia", "liana-verst") if place == 3 else (),
        )
        for place, line in enumerate(lines)
    ]
    proposals = [
        make_proposal(
            f"мысль {number}-{place}",
            text=text,
            statement=place,
            speaker=statements[place].speaker,
            topics=statements[place].topics[:1],
            addressees=("KG",) if place == 1 else (),
        )
        for place in (0, 1, 5)
    ]
    figures = [
        make_figure(
            f"№ {place}",
            text=text,
            value=Decimal(place) / 8,
            unit=("USD", "percent", None)[place % 3],
            measure=measures[(number + place) % len(measures)],
            modality=list(Modality)[place % 3],
            flags=tuple(FigureFlag)[: place % 3],
            metric=("fdi", "exports", "gdp")[(number + place) % 3],
            geo=(("KG", "UZ"), ("KZ", "central-asia"), ())[place % 3],
            claimant=statements[place].speaker,
            statement=place if place % 2 else None,
            topics=statements[place].topics,
        )
        for place in (1, 2, 3, 6)
    ]
    coverage = [
        Coverage(
            span=statement.span,
            fate=SentenceFate.QUOTED if statement.kind is StatementKind.DIRECT else SentenceFate.STATEMENT,
            reason=statement.rule,
            statements=(place,),
            proposals=tuple(number for number, item in enumerate(proposals) if item.statement == place),
            figures=tuple(number for number, item in enumerate(figures) if statement.span.holds(item.span)),
        )
        for place, statement in enumerate(statements)
    ]
    return make_extraction(
        document,
        coverage=tuple(coverage),
        people=(make_mention(text=text, words="Никто Извечный", leader="person-of-no-list", known=False),),
        statements=statements,
        proposals=proposals,
        figures=figures,
        summit=(SUMMIT, TIANJIN, None)[number % 3],
    )


Place = TypeVar("Place", Path, str)
"""A database: the path of a file, or an address (`Store.empty()` in tests/stores.py makes them)."""


FAMILIES = {"water": "water", "trade": "trade", "institutions": "diplomacy"}
"""Of tests/gold/threads/dev.jsonl, and the topic that their proposals have here."""

NAMES = {"ardan-temur": "Ардан Темур", "liana-verst": "Лиана Верст", "osan-merit": "Осан Мерит"}
SUMMITS: tuple[SummitRef | None, ...] = (SUMMIT, None, TIANJIN)


def ideas() -> list[Extraction]:
    """A document for each proposal of some families of the threads' gold: what the shelf proposes is no idea."""
    return list(_ideas())


def _ideas() -> Iterator[Extraction]:
    lines = (ROOT / "tests" / "gold" / "threads" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    for place, row in enumerate(map(json.loads, lines)):
        if row["family"] not in FAMILIES:
            continue
        speaker = make_speaker(row["proposer"], NAMES[row["proposer"]])
        words, topics = row["words"], (FAMILIES[row["family"]],)
        text = f"{NAMES[row['proposer']]}: {words}."
        document = make_document(
            text, key=row["id"], language=row["language"], published_on=date.fromisoformat(row["said_on"])
        )
        yield make_extraction(
            document,
            summit=SUMMITS[place % len(SUMMITS)],
            statements=[make_statement(words, text=text, act=Act.PROPOSAL, speaker=speaker, topics=topics)],
            proposals=[make_proposal(words, text=text, speaker=speaker, topics=topics)],
        )


def fill(place: Place, vocabulary: Vocabulary, extractions: list[Extraction] | None = None) -> Place:
    """A database of the newest schema with these extractions (the whole shelf if none are given)."""
    upgrade(address(place))
    add(place, vocabulary, shelf() if extractions is None else extractions)
    return place


def add(place: Path | str, vocabulary: Vocabulary, extractions: list[Extraction]) -> None:
    database = open_database(address(place))
    with database.session() as session:
        for extraction in extractions:
            save_extraction(session, extraction, vocabulary=vocabulary, extractor_version="1", now=NOW)
    database.close()


@cache
def project() -> tuple[Vocabulary, Toolkit]:
    """The project's vocabulary as it ships, without the invented leaders of the tests."""
    vocabulary = load_vocabulary(ROOT / "data" / "vocabulary")
    return vocabulary, build_toolkit(vocabulary)


def ingested(place: Path | str, inputs: Iterable[Path]) -> IngestReport:
    """What became of these files and folders in the database, which is made if it is a file that is missing."""
    url = address(place)
    upgrade(url)
    vocabulary, toolkit = project()
    database = open_database(url)
    try:
        return ingest(inputs, database=database, extracting=Here(toolkit), vocabulary=vocabulary)
    finally:
        database.close()


@contextmanager
def asking(place: Path | str) -> Iterator[TestClient]:
    """The application on a database, as it ships."""
    settings = Settings(database_url=address(place), _env_file=None)
    with TestClient(create_app(settings, project()[0])) as client:
        yield client


SERVE = [sys.executable, "-m", "app.cli", "serve"]


def environment(database: Path | str, **more: str) -> dict[str, str]:
    """That of a command of ours: on this database, with the invented people."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SUMMITRY_DATABASE_URL": address(database),
        "SUMMITRY_VOCABULARY_EXTRA": str(ROOT / "tests" / "invented.yaml"),
        **more,
    }


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(database: Path | str, *options: str, **more: str) -> Iterator[str]:
    """A real server in a process of its own, on a free port; gives its address without a slash at the end.

    Fails at the end if a request failed by a defect, even where the client got its answer.
    """
    with TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [*SERVE, *options],
            env=environment(database, **{"SUMMITRY_PORT": "0"} | more),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            found = re.search(r"(http://[^/\s]+)/", line)
            assert found, f"the server did not start: {line!r}"
            yield found[1]
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()
            log.seek(0)
            told = log.read()
            sys.stderr.write(told)
    assert "request failed" not in told and "Exception in ASGI" not in told, told
