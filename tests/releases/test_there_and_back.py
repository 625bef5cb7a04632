"""A filled database goes back to the schema of every release and comes up again: what is served is the same, on either kind of database.

No release has stored anything on PostgreSQL, so that there is no dump of one; this is how its migrations are tried on records.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import text

from app.store.database import SCHEMA_REVISION, open_database
from app.store.schema import downgrade, upgrade
from app.vocabulary import Vocabulary
from tests.shelf import asking, fill
from tests.stores import Store

REVISIONS = sorted(
    {
        re.findall(r'INTO "alembic_version" .*\n\(\'(\w+)\'\)', dump.read_text(encoding="utf-8"))[0]
        for dump in Path(__file__).parent.glob("*.sql")
    }
)
ASKED: Final = (
    "documents?limit=500&count=exact&facets=language&facets=year&facets=publisher&facets=summit",
    "statements?limit=500&count=exact&facets=leader&facets=topic&facets=act&facets=country&facets=year&facets=addressee",
    "statements?limit=500&count=exact&facets=leader&facets=year&topic=trade&topic=water&exclude_act=claim",
    "statements?limit=500&count=exact&q=мысль&sort=relevance",
    "proposals?limit=500&count=exact&facets=leader&facets=topic&facets=addressee",
    "figures?limit=500&count=exact&facets=metric&facets=unit&facets=measure&facets=modality&facets=country",
    "figures?limit=500&count=exact&metric=fdi&reporter=KG",
    "search?limit=100&count=exact&q=деле&kind=document&kind=statement",
    "figures?limit=100&q=мысль&metric=fdi&reporter=KG",
    "leaders?limit=100",
    "topics?limit=100",
)


def answers(url: str, revision: str) -> dict[str, Any]:
    """What is asked and answered, without what the schema of that revision has no place for."""
    with asking(url) as client:
        found = {}
        for path in ASKED:
            answer = client.get(f"/api/v1/{path}")
            assert answer.status_code == 200, answer.text
            found[path] = answer.json()
            del found[path]["data_version"]  # a migration is a write
            assert found[path]["items"]
    if revision < "2026_11_25_flags":
        for path, answer in found.items():
            if path.startswith("figures"):
                for item in answer["items"]:
                    del item["flags"]
    return found


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_is_served_survives_the_way_there_and_back(
    store: Store, vocabulary: Vocabulary, revision: str
) -> None:
    url = store.filled("shelf", lambda url: fill(url, vocabulary))
    before = answers(url, revision)
    downgrade(url, revision)
    assert stored_revision(url) == revision
    upgrade(url)
    assert stored_revision(url) == SCHEMA_REVISION
    assert answers(url, revision) == before
    store.drop(url)


def stored_revision(url: str) -> str:
    with open_database(url).looking() as connection:
        found: str = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        return found
