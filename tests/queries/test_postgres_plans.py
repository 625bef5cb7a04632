"""How PostgreSQL reads a page of 20,000 statements: by keys of the page index, whatever is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg.sql import Literal
from sqlalchemy import text

from app.queries.params import StatementParams
from app.queries.statements import find_statements
from app.store.database import Reader, open_database
from app.store.postgres import _translated
from app.vocabulary import Vocabulary
from tests.queries.test_page import Planner
from tests.stores import Store, only_postgres

pytestmark = only_postgres

STATEMENTS = 20_000
TAGS = {
    ("all", ""): 1,
    ("language", "ru"): 2,
    ("topic", "trade"): 3,
    ("topic", "energy"): 5,
    ("act", "claim"): 4,
    ("leader", "ardan-temur"): 20,
    ("leader+topic", "ardan-temur|trade"): 60,
    ("summit", "sco-heads-of-state-25"): 50,
}
"""Tag -> every how many statements have it."""

FILL = """
INSERT INTO document (id, key, language, retrieved_at, sha256, complete, extractor_version, vocabulary_version, revision, tags, record, text)
 SELECT n, 'k' || n, 'ru', '', '', true, '1', '1', 1, '[]', '{}', '' FROM generate_series(1, 1000) AS n;
INSERT INTO statement (id, document_id, start_offset, end_offset, chain, topics, said_on, rule, extractor_version, vocabulary_version,
  revision, tags, record, kind, act, cue, segments, addressees)
 SELECT n, n % 1000 + 1, 0, 1, '[]', '[]', CAST(date '2015-01-01' + CAST(n / 7 AS integer) AS text), '', '1', '1', 1, '[]',
  '{"id":"' || n || '","words":"' || repeat('слово ', 100) || '"}', 'direct', 'claim', true, '[]', '[]' FROM generate_series(1, :most) AS n
"""


@pytest.fixture(scope="module")
def crowded(store: Store) -> Iterator[Reader]:
    url = store.migrated()
    database = open_database(url)
    with database.session() as session:
        for command in FILL.split(";"):
            session.execute(text(command), {"most": STATEMENTS} if ":most" in command else {})
        for number, ((field, value), every) in enumerate(TAGS.items(), 1):
            session.execute(
                text("INSERT INTO tag VALUES (:id, 'statement', :field, :value, :n)"),
                {"id": number, "field": field, "value": value, "n": STATEMENTS // every},
            )
            session.execute(
                text(
                    "INSERT INTO posting SELECT :id, said_on, id FROM statement WHERE id % CAST(:every AS bigint) = 0"
                ),
                {"id": number, "every": every},
            )
        session.execute(text("ANALYZE"))
    reader = database.reader()
    yield reader
    reader.close()
    database.close()
    store.drop(url)


class PostgresPlanner(Planner):
    """A reader that keeps PostgreSQL's plan of every query, as it is made for one that is prepared."""

    def rows(self, sql: str, params: Any = None) -> list[tuple[Any, ...]]:
        translated, names = _translated(sql)
        values = ", ".join(Literal(params[name]).as_string() for name in names) if names else ""
        self.reader._say(f"PREPARE asked AS {translated}")
        self.steps += [
            row[0] for row in self.reader.rows(f"EXPLAIN EXECUTE asked{f'({values})' if values else ''}")
        ]
        self.reader._say("DEALLOCATE asked")
        return self.reader.rows(sql, params)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"leader": ["ardan-temur"], "topic": ["trade"]},
        {"topic": ["trade"], "act": ["claim"], "language": ["ru"]},
        {"topic": ["trade", "energy"], "language": ["ru"], "date_from": "2016-02-01", "date_to": "2020-09-01"},
        {"exclude_leader": ["ardan-temur"], "exclude_topic": ["trade"]},
        {"summit": ["sco-heads-of-state-25"], "act": ["claim"], "date_to": "2019-12-01", "sort": "date"},
    ],
)  # fmt: skip
def test_no_page_reads_a_table_whole(crowded: Reader, vocabulary: Vocabulary, asked: dict[str, Any]) -> None:
    planner: Any = PostgresPlanner(crowded)
    params = StatementParams.model_validate(asked)
    first = find_statements(planner, vocabulary, params)
    assert len(first.records) == 50
    second = find_statements(planner, vocabulary, params.model_copy(update={"cursor": first.next}))
    assert len(second.records) == 50 and second.records != first.records
    plan = "\n".join(planner.steps)
    assert "using pk_posting" in plan, plan
    for table in ("posting", "statement"):
        assert f"Seq Scan on {table}" not in plan, plan
