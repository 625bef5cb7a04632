"""What a release stores, as plain SQL: `python -m tests.releases.dump 0.1.0` writes tests/releases/0.1.0.sql.

The same program makes the same text on any day and machine.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.extraction import EXTRACTOR_VERSION, extract
from app.ingestion import find_inputs
from app.settings import ROOT
from app.sources import Refused
from app.store.database import open_database
from app.store.jsontext import moment
from app.store.save import save_extraction
from app.store.schema import upgrade
from app.store.sqlite import DRIVER
from tests.builders import NOW
from tests.shelf import project

FOLDER = Path(__file__).resolve().parent
SAMPLES = (
    "01-tashkent-2025-kyrgyzstan.txt",
    "03-tashkent-2025-kazakhstan-azerbaijan.txt",
    "12-tashkent-2019-consultative.txt",
)


INDEX = ("fts_", "search_")
"""Tables of the full-text index, whose rows are left out: `summitry migrate` fills it where it finds none."""


def fill(path: Path) -> None:
    """A new database with the three samples, read at a moment that stays the same."""
    upgrade(f"sqlite:///{path}")
    vocabulary, toolkit = project()
    database = open_database(f"sqlite:///{path}")
    with database.session() as session:
        for source in find_inputs(ROOT / "data" / "samples" / name for name in SAMPLES):
            for item in source.read():
                assert not isinstance(item.found, Refused), item.found
                save_extraction(
                    session,
                    extract(item.found, toolkit),
                    vocabulary=vocabulary,
                    extractor_version=EXTRACTOR_VERSION,
                    now=NOW,
                )
    database.close()
    connection = DRIVER.connect(str(path))
    connection.execute("UPDATE data_version SET at = ?", (moment(NOW),))
    connection.commit()
    connection.close()


def dump(path: Path) -> Iterator[str]:
    """The statements that build the database anew: tables by name, rows by key, then indexes."""
    # Not `iterdump`: pysqlite3 has none, and the standard library's reads in the order of the file and differs between Pythons.
    connection = DRIVER.connect(str(path))
    try:
        yield "PRAGMA foreign_keys=OFF;"
        yield "BEGIN;"
        for name, sql in _made(connection, "table"):
            yield f"{sql};"
            if not name.startswith(INDEX):
                yield from _rows(connection, name)
        for _, sql in _made(connection, "index"):
            yield f"{sql};"
        yield "COMMIT;"
    finally:
        connection.close()


def _made(connection: Any, kind: str) -> list[tuple[str, str]]:
    """Name and definition; SQLite's own tables, those inside full-text tables and the indexes of constraints have none to tell."""
    found: list[tuple[str, str]] = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        " AND name NOT LIKE 'fts!_%!_%' ESCAPE '!' ORDER BY name",
        (kind,),
    ).fetchall()
    return found


def _rows(connection: Any, table: str) -> Iterator[str]:
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    names = ", ".join(f'"{column[1]}"' for column in columns)
    values = " || ', ' || ".join(f'quote("{column[1]}")' for column in columns)
    key = ", ".join(f'"{column[1]}"' for column in sorted(columns, key=lambda column: column[5]) if column[5])
    rows = [row for (row,) in connection.execute(f'SELECT {values} FROM "{table}" ORDER BY {key or names}')]
    if rows:
        yield f'INSERT INTO "{table}" ({names}) VALUES\n' + ",\n".join(f"({row})" for row in rows) + ";"


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m tests.releases.dump VERSION")
    target = FOLDER / f"{sys.argv[1]}.sql"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "release.db"
        fill(path)
        target.write_text("\n".join(dump(path)) + "\n", encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
