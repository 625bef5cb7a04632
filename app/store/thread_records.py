"""The proposals of a thread -> its record: who voiced it first, who repeated it or took it up, who backed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app.domain.kinds import Backing
from app.schemas.ids import show, thread_id
from app.schemas.thread import MOST_VOICED
from app.store.index import change_postings, tag_ids
from app.store.jsontext import to_json
from app.store.lookups import find_among
from app.store.postings import Posting
from app.store.prepared import insert_rows, run_many
from app.store.tables import table_of
from app.store.tags import Tag, TagKey
from app.store.thread_tables import ThreadRow
from app.store.transactions import mark_changed
from app.store.voiced import Record, Values, ranked, relation_of, voiced_record

_thread = table_of(ThreadRow)

Found = Row[Any]

_ENDS: Final = MOST_VOICED // 2
"""Proposals that a long record has from either end."""

_COUNTED: Final = (
    "SELECT i.head_id, count(DISTINCT v.document_id) AS documents, max(nullif(v.day, '~')) AS day FROM idea i JOIN voicing v ON v.idea_id = i.id"
    " WHERE i.kind = 'proposal' AND i.head_id IN :keys GROUP BY i.head_id"
)
_TOLD: Final = (
    "SELECT DISTINCT i.head_id, v.speaker, v.country, v.summit, v.series, v.language, v.topics FROM idea i JOIN voicing v ON v.idea_id = i.id"
    " WHERE i.kind = 'proposal' AND i.head_id IN :keys ORDER BY 1, 2, 3, 4, 5, 6, 7"
)
_SHOWN: Final = (
    "SELECT * FROM (SELECT r.*, count(*) OVER (PARTITION BY head_id) AS times,"  # noqa: S608
    " sum(CASE WHEN on_day = 1 AND (summit = '' OR at_summit = 1) THEN 1 ELSE 0 END) OVER (PARTITION BY head_id) AS occasions"
    f" FROM ({ranked('IN :keys')}) r) t WHERE times <= {MOST_VOICED} OR place <= {_ENDS} OR place > times - {_ENDS} ORDER BY head_id, place"
)
# Who voiced it first backs nothing by saying that he does, and nobody before that.
_BACKED: Final = (
    "SELECT * FROM (SELECT b.*, row_number() OVER (PARTITION BY head_id ORDER BY day, record_id) AS place,"  # noqa: S608
    " count(*) OVER (PARTITION BY head_id) AS n FROM ("
    "SELECT head_id, record_id, day, min(how) AS how, max(likeness) AS likeness FROM ("
    "SELECT i.head_id, v.record_id, v.day, v.speaker, 'named' AS how, i.likeness FROM voicing v JOIN idea i ON i.id = v.idea_id"
    " WHERE v.kind = 'support' AND i.head_id IN :keys UNION ALL "
    "SELECT i.head_id, v.record_id, v.day, v.speaker, 'beside', v.likeness FROM voicing v JOIN voicing p ON p.record_id = v.beside_id"
    " JOIN idea i ON i.id = p.idea_id WHERE i.head_id IN :keys) u"
    " WHERE EXISTS (SELECT 1 FROM idea h JOIN voicing f ON f.record_id = h.first_id WHERE h.id = u.head_id AND u.day >= h.day"
    " AND (f.speaker <> u.speaker OR u.speaker = ''))"
    f" GROUP BY head_id, record_id, day) b) t WHERE place <= {MOST_VOICED} ORDER BY head_id, place"
)
_STORED: Final = "SELECT head_id, id, day, tags, record FROM thread WHERE head_id IN :keys"
_RECORDS: Final = {
    "proposal": "SELECT id, record FROM proposal WHERE id IN :keys",
    "statement": "SELECT id, record FROM statement WHERE id IN :keys",
}

_RANKS: Final = ("speaker", "summit", "place", "of_speaker", "on_day", "at_summit")
_DELETE: Final = text("DELETE FROM thread WHERE id = :id")

_AT_A_TIME: Final = 200
"""Threads that are rendered together."""


def render_threads(session: Session, heads: Sequence[int]) -> None:
    """Bring the records of the threads with these heads to what is stored; one of a single document has none."""
    for start in range(0, len(heads), _AT_A_TIME):
        _render(session, heads[start : start + _AT_A_TIME])


def _render(session: Session, heads: Sequence[int]) -> None:
    counted = {row.head_id: row for row in find_among(session, _COUNTED, heads) if row.documents > 1}
    stored = {row.head_id: row for row in find_among(session, _STORED, heads)}
    several = sorted(counted)
    shown, told, backed = (
        _by_head(find_among(session, query, several)) for query in (_SHOWN, _TOLD, _BACKED)
    )
    proposals = _records(session, "proposal", shown)
    supports = _records(session, "statement", backed)
    fresh: list[Values] = []
    tags: dict[int, list[TagKey]] = {}
    for head in several:
        record = _thread_record(
            shown[head], told[head], backed[head], counted[head], proposals=proposals, supports=supports
        )
        rendered = to_json(record)
        number = thread_id(shown[head][0].record_id)
        if head in stored and (stored[head].id, stored[head].record) == (number, rendered):
            continue
        tags[number] = [TagKey("thread", *tag) for tag in _tags(record, told[head])]
        fresh.append(
            {
                "id": number,
                "head_id": head,
                **{name: record[name] for name in ("leaders", "summits", "occasions")},
                "day": record["said_on"] or "",
                "record": rendered,
            }
        )
    replaced = {row["head_id"] for row in fresh}
    _put(session, [stored[head] for head in stored if head in replaced or head not in counted], fresh, tags)


def _put(
    session: Session,
    gone: Sequence[Found],
    fresh: Sequence[Values],
    tags: Mapping[int, Sequence[TagKey]],
) -> None:
    """Take away the records that are no more, or other ones now, write those that are new, and move their tags."""
    if not fresh and not gone:
        return
    ids = tag_ids(session, (tag for found in tags.values() for tag in found))
    for row in fresh:
        row["tags"] = [ids[tag] for tag in tags[row["id"]]]
    change_postings(
        session,
        old={Posting(tag, row.day, row.id) for row in gone for tag in _tags_of(row)},
        new={Posting(tag, row["day"], row["id"]) for row in fresh for tag in row["tags"]},
    )
    run_many(session, _DELETE, [(row.id,) for row in gone])
    insert_rows(session, _thread, fresh)
    mark_changed(session)


def _tags_of(row: Found) -> list[int]:
    tags: list[int] = from_json(row.tags) if isinstance(row.tags, str) else row.tags
    return tags


def _by_head(rows: Iterable[Found]) -> defaultdict[int, list[Found]]:
    found: defaultdict[int, list[Found]] = defaultdict(list)
    for row in rows:
        found[row.head_id].append(row)
    return found


def _records(session: Session, kind: str, shown: Mapping[int, Sequence[Found]]) -> dict[int, Record]:
    """Findings that are shown, as they are published, by id."""
    wanted = sorted({row.record_id for rows in shown.values() for row in rows})
    return {number: from_json(record) for number, record in find_among(session, _RECORDS[kind], wanted)}


def _thread_record(
    shown: Sequence[Found],
    told: Sequence[Found],
    backed: Sequence[Found],
    counted: Found,
    *,
    proposals: Mapping[int, Record],
    supports: Mapping[int, Record],
) -> Values:
    voiced = [
        voiced_record(
            proposals[row.record_id], relation_of(*(getattr(row, name) for name in _RANKS)), row.likeness
        )
        for row in shown
    ]
    titled = next((each for each in voiced if not each.get("withheld")), None)
    backing = backed[0].n if backed else 0
    first = voiced[0]
    return {
        "id": show("thread", thread_id(shown[0].record_id)),
        "title": titled["span"]["exact"] if titled else None,
        "language": (titled or first)["language"],
        "topics": list(
            {topic["id"]: topic for row in shown for topic in proposals[row.record_id]["topics"]}.values()
        ),
        "first_voiced": first,
        "proposals": voiced,
        "left_out": shown[0].times - len(voiced),
        "backed_by": [_backing(row, supports[row.record_id]) for row in backed],
        "backed_left_out": backing - len(backed),
        "times": shown[0].times,
        "occasions": shown[0].occasions,
        "documents": counted.documents,
        "leaders": len({row.speaker for row in told} - {""}),
        "summits": len({row.summit for row in told} - {""}),
        "languages": len({row.language for row in told}),
        "first_said_on": first["said_on"],
        "said_on": counted.day,
    }


def _backing(row: Found, statement: Record) -> Values:
    return {
        "statement": statement["id"],
        **{
            name: statement[name] for name in ("document", "span", "speaker", "said_on", "summit", "language")
        },
        "how": Backing(row.how).value,
        "likeness": round(row.likeness, 2),
        **({"withheld": True} if statement.get("withheld") else {}),
    }


def _tags(record: Record, told: Iterable[Found]) -> dict[Tag, None]:
    """What a thread can be filtered by: what holds of any of its proposals."""
    found: dict[Tag, None] = {("all", ""): None}
    for row in told:
        named = {
            name: value
            for name in ("country", "summit", "series", "language")
            if (value := getattr(row, name))
        }
        if row.speaker and ":" not in row.speaker:
            named["leader"] = row.speaker
        found |= dict.fromkeys(named.items())
        found |= dict.fromkeys(("topic", topic) for topic in row.topics.split())
    if record["said_on"]:
        found["year", record["said_on"][:4]] = None
    return found
