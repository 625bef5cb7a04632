"""Threads cost as much for each proposal more, however many share its words: one document of many like proposals, or a library of them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import count, islice, product

import pytest

from app.domain.findings import Extraction
from app.store.database import Database
from app.store.save import delete_document, save_extraction
from app.vocabulary import Vocabulary
from tests.builders import NOW
from tests.store.test_threads import DAY, proposed, vocabulary
from tests.stores import only_sqlite

__all__ = ["vocabulary"]

GROWTH = 2.4  # the project's reliability figure
LEAST = 0.04  # seconds; what is shorter is noise
SIZES = (200, 400, 800, 1_600)

_NAMES = ["".join(each) for each in product("бгджзклмн", "аоу", "кмнпрст", "аоу", "вдлнр")]
_NUMBERS = count()


def like(number: int) -> str:
    """One idea, each time with another word."""
    return f"создать центр изучения ледников {_NAMES[number]}"


def unlike(number: int) -> str:
    """Ideas of their own, which share some words."""
    names = (_NAMES[(number * step + step) % len(_NAMES)] for step in (1, 7, 11))
    return f"создать центр ледников {' '.join(name.capitalize() for name in names)}"


def cost(database: Database, vocabulary: Vocabulary, documents: Sequence[Extraction]) -> float:
    """Process time of saving documents in one transaction."""
    gc.collect()
    gc.disable()
    started = time.process_time()
    with database.session() as session:
        for each in documents:
            save_extraction(session, each, vocabulary=vocabulary, extractor_version="1", now=NOW)
    took = time.process_time() - started
    gc.enable()
    return took


def document(words: Callable[[int], str], numbers: Sequence[int], day: date = DAY) -> Extraction:
    return proposed(f"growth-{next(_NUMBERS)}", *map(words, numbers), day=day)


def assert_linear(costs: Sequence[float]) -> None:
    """Time that grows with the square shows in all steps; a machine that is busy elsewhere in some."""
    steps = [large / max(small, LEAST) for small, large in zip(costs, islice(costs, 1, None), strict=False)]
    assert min(steps) <= GROWTH and costs[-1] <= max(costs[0], LEAST) * GROWTH ** len(steps), costs


def clear(database: Database) -> None:
    with database.session() as session, closing(database.reader()) as reader:
        for (number,) in reader.rows("SELECT id FROM document"):
            delete_document(session, number)


@only_sqlite
@pytest.mark.parametrize("words", [like, unlike])
def test_a_document_of_many_proposals(
    database: Database, vocabulary: Vocabulary, words: Callable[[int], str]
) -> None:
    cost(database, vocabulary, [document(words, range(9))])
    costs = []
    for size in SIZES:
        clear(database)
        costs.append(cost(database, vocabulary, [document(words, range(size))]))
    assert_linear(costs)


@only_sqlite
@pytest.mark.parametrize("words", [like, unlike])
def test_a_library_of_many_proposals_and_some_documents_more(
    database: Database, vocabulary: Vocabulary, words: Callable[[int], str]
) -> None:
    cost(database, vocabulary, [document(words, range(9))])
    costs = []
    for size in SIZES:
        clear(database)
        cost(database, vocabulary, [document(words, range(size))])
        later = DAY + timedelta(days=1)
        further = [document(words, range(start, start + 4), later) for start in range(1_600, 1_680, 4)]
        costs.append(cost(database, vocabulary, further))
    assert_linear(costs)
