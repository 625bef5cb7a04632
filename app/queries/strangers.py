"""People of stored documents whom the vocabulary does not hold: parameters -> strangers, most often met first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.span import Span
from app.extraction.people.strangers import AROUND, MOST_PASSAGES, Passage, Stranger
from app.queries.consistent import consistent
from app.store.database import Reader
from app.vocabulary import Vocabulary


@consistent
def find_strangers(
    reader: Reader, vocabulary: Vocabulary, *, min_count: int, limit: int
) -> tuple[list[Stranger], int]:
    """At most `limit` people named at least `min_count` times, and how many such people there are.

    Only names and counts are read for all of them; passages of text for those who are given.
    """
    found: dict[str, Stranger] = {}
    for leader, name, language, times in reader.rows(
        "SELECT m.leader, m.name, d.language, count(*) FROM mention m JOIN document d ON d.id = m.document_id"
        " GROUP BY m.leader, m.name, d.language ORDER BY count(*) DESC, m.name"
    ):
        if leader not in vocabulary.leaders:
            found.setdefault(leader, Stranger(id=leader)).met(language, name, times)
    frequent = [stranger for stranger in found.values() if stranger.mentions >= min_count]
    _count(reader, {stranger.id: stranger for stranger in frequent})
    frequent.sort(key=lambda stranger: stranger.rank)
    for stranger in frequent[:limit]:
        stranger.passages = _passages(reader, stranger.id)
    return frequent[:limit], len(frequent)


def _count(reader: Reader, strangers: dict[str, Stranger]) -> None:
    rows: Sequence[tuple[str, int, str | None, str | None]] = reader.rows(
        "SELECT m.leader, count(DISTINCT m.document_id), min(d.published_on), max(d.published_on)"
        " FROM mention m JOIN document d ON d.id = m.document_id GROUP BY m.leader"
    )
    for leader, documents, first, last in rows:
        if (stranger := strangers.get(leader)) is not None:
            stranger.documents = documents
            for day in (first, last):
                stranger.seen(date.fromisoformat(day) if day else None)
    for leader, statements in reader.rows(
        "SELECT value, n FROM tag WHERE kind = 'statement' AND field = 'leader'"
    ):
        if (stranger := strangers.get(leader)) is not None:
            stranger.statements = statements


def _passages(reader: Reader, leader: str) -> list[Passage]:
    """Where a person is named, newest documents first."""
    return [
        Passage(text, Span(start - begin, end - begin), language, begins=begin == 0)
        for text, begin, start, end, language in reader.rows(
            # substr counts from 1, and in characters, as the offsets do
            "SELECT substr(d.text, m.head + 1, CAST(m.end_offset + :around - m.head AS INTEGER)),"
            " m.head, m.start_offset, m.end_offset, d.language"
            " FROM (SELECT leader, document_id, start_offset, end_offset,"
            " CAST(CASE WHEN start_offset > :around THEN start_offset - :around ELSE 0 END AS INTEGER) AS head FROM mention) m"
            " JOIN document d ON d.id = m.document_id WHERE m.leader = :leader"
            " ORDER BY d.published_on DESC NULLS LAST, d.id, m.start_offset LIMIT :most",
            {"leader": leader, "around": AROUND, "most": MOST_PASSAGES},
        )
    ]
