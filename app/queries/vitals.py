"""What whoever runs the service watches of its database."""

from __future__ import annotations

from dataclasses import dataclass

from app.queries.consistent import consistent
from app.queries.tallies import tallies
from app.store.database import Reader

STATES = ("waiting", "running", "done", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """How much is stored and waits, at one moment."""

    data_version: int
    records: dict[str, int]
    """By kind: document, statement, proposal, figure."""
    jobs: dict[str, int]
    """By state, of the last seven days."""
    bytes: dict[str, int]
    """Of the database, and of its log of writes where that is a file of its own."""


@consistent
def vitals(reader: Reader) -> Vitals:
    """Milliseconds, however much is stored."""
    stored = tallies(reader, "all", [""])[""]
    jobs = dict(reader.rows("SELECT state, count(*) FROM job GROUP BY state"))
    return Vitals(
        data_version=reader.data_version(),
        records={kind: getattr(stored, kind) for kind in ("document", "statement", "proposal", "figure")},
        jobs={state: int(jobs.get(state, 0)) for state in STATES},
        bytes=reader.sizes(),
    )
