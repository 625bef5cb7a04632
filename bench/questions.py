"""What is asked: addresses of this service and of Datasette for the same questions, drawn from the plain database."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final
from urllib.parse import urlencode

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from library import SEED  # noqa: E402
from words import words  # noqa: E402

from app.store.sqlite import DRIVER  # noqa: E402

API: Final = "/api/v1"
_COLD: Final = 5
"""Times that a first question is asked that is cut off: what it needs may be on the disk only."""

MOST: Final = 200
"""Different addresses of one question."""


@dataclass(frozen=True)
class Question:
    """The same question to both."""

    ours: Sequence[str]
    datasette: Sequence[str] = ()


def _ours(noun: str, **params: Any) -> str:
    return f"{API}/{noun}?{urlencode(params, doseq=True)}"


def questions(plain: Path) -> dict[str, Question]:
    """By name; of things that are in that database in sufficient number."""
    rng = Random(SEED)
    connection = DRIVER.connect(f"file:{plain}?mode=ro", uri=True)

    def canned(query: str, **params: str) -> str:
        return f"/{plain.stem}/{query}.json?{urlencode({**params, '_shape': 'array'})}"

    def some(sql: str) -> list[Any]:
        found = connection.execute(sql).fetchall()
        return rng.sample(found, min(MOST, len(found)))

    least = min(100, connection.execute("SELECT count(*) FROM statement").fetchone()[0] // 500)
    pairs = some(
        f"SELECT leader_id, topic_id FROM statement_topic WHERE leader_id != '' AND leader_id NOT LIKE 'org:%' GROUP BY 1, 2 HAVING count(*) >= {least} ORDER BY 1, 2"
    )
    series = some(
        f"SELECT metric, reporter FROM figure WHERE reporter IS NOT NULL GROUP BY 1, 2 HAVING count(*) >= {least / 5} ORDER BY 1, 2"
    )
    topics = [row[0] for row in connection.execute("SELECT id FROM topic ORDER BY id")]
    acts = [row[0] for row in connection.execute("SELECT DISTINCT act FROM statement ORDER BY act")]
    found = {
        "page": Question(
            [_ours("statements", leader=leader, topic=topic) for leader, topic in pairs],
            [canned("page", leader=leader, topic=topic) for leader, topic in pairs],
        ),
        "figures": Question(
            [
                _ours("figures", metric=metric, reporter=place, sort="date", limit=200)
                for metric, place in series
            ],
            [canned("figures", metric=metric, reporter=place) for metric, place in series],
        ),
        "facets": Question(
            [_ours("statements", topic=topic, facets="leader", limit=1) for topic in topics],
            [canned("facets", topic=topic) for topic in topics],
        ),
        "facets_combined": Question(
            [
                _ours("statements", topic=topic, act=act, facets="leader", limit=1)
                for topic in topics
                for act in acts
            ],
            [canned("facets_combined", topic=topic, act=act) for topic in topics for act in acts],
        ),
    }
    for name, lexemes in frequencies(connection).items():
        found[name] = Question(
            [_ours("search", q=lexeme[0], limit=20) for lexeme in lexemes],
            [canned("search", words=" OR ".join(f'"{form}"' for form in lexeme)) for lexeme in lexemes],
        )
    connection.close()
    return found


def frequencies(connection: Any) -> dict[str, list[tuple[str, ...]]]:
    """Dictionary words by how often they stand in the statements: the most common one, some of about 1 %, and rare ones."""
    all_rows = connection.execute("SELECT count(*) FROM statement").fetchone()[0]
    lexemes = words(SEED).lexemes

    def hits(lexeme: tuple[str, ...]) -> int:
        asked = " OR ".join(f'"{form}"' for form in lexeme)
        found: int = connection.execute(
            "SELECT count(*) FROM statement_fts WHERE statement_fts MATCH ?", (asked,)
        ).fetchone()[0]
        return found

    near = sorted(lexemes[120:520:4], key=lambda lexeme: abs(hits(lexeme) / all_rows - 0.01))
    rare = [lexeme for lexeme in lexemes[-4000::40] if hits(lexeme)]
    return {"search_worst": [lexemes[0]], "search_1_percent": near[:10], "search_rare": rare[:60]}


def deep(target: Any, records: int) -> str:
    """The address of a page that lies so many records deep in the list of all statements, reached by walking there."""
    path = f"{API}/statements?limit=500"
    for _ in range(records // 500):
        _, _, body = target.get(path)
        path = json.loads(body)["next"]
        if path is None:
            raise SystemExit("the list ends before that depth")
    return path.replace("limit=500", "limit=50")


def headed(target: Any, paths: Sequence[str]) -> list[str]:
    """Addresses with the ETag that each has now."""
    return [f"{path}\t{target.get(path)[1]['etag']}" for path in paths]


def served(target: Any, question: Question, *, datasette: bool = False) -> str | None:
    """Why a question cannot be asked of a target, None if it can."""
    paths = question.datasette if datasette else question.ours
    if not paths:
        return "nothing to ask"
    for _ in range(_COLD):
        status, _, body = target.get(paths[0])
        if status != 503:
            break
    return None if status == 200 else f"{status}: {body[:200].decode(errors='replace')}"
