"""Threads of proposals: parameters -> a page of rendered records, one thread by any of its ids, and its proposals piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pydantic_core import from_json, to_json

from app.analysis.threads import UNKNOWN_DAY
from app.errors import NotFound
from app.queries.absent import absent
from app.queries.consistent import consistent
from app.queries.cursor import Position, record_cursor, record_position, seal
from app.queries.cut import View, cut_records
from app.queries.page import Noun, one_record
from app.queries.proposals import PROPOSALS
from app.queries.records import RecordPage, find_records
from app.queries.thread_params import ThreadParams, VoicedParams
from app.schemas.common import LabelLanguage
from app.schemas.ids import parse, show, thread_id
from app.store.database import Reader
from app.store.voiced import ranked, relation_of, voiced_record
from app.vocabulary import Vocabulary

THREADS: Final = Noun(
    "thread",
    "thread",
    ranges={
        "min_leaders": "r.leaders >=",
        "min_summits": "r.summits >=",
        "min_occasions": "r.occasions >=",
    },
)

# A thread by the id that is made from any of its proposals: the first one's is its own.
_LED: Final = (
    "SELECT t.id, CAST(t.record AS BLOB), t.head_id FROM voicing v JOIN idea i ON i.id = v.idea_id"
    " JOIN thread t ON t.head_id = i.head_id WHERE v.thread_id = :id"
)


def find_threads(
    reader: Reader, vocabulary: Vocabulary, params: ThreadParams, language: LabelLanguage = "en"
) -> RecordPage:
    """A page of threads; see `find_records` for what it raises."""
    return find_records(reader, vocabulary, THREADS, params, language)


@consistent
def find_thread(reader: Reader, shown: str, view: View) -> bytes:
    """A thread by its id, or by one that led to it; `NotFound` where neither is stored."""
    _, record, _ = _thread(reader, shown)
    [found] = cut_records(reader, THREADS, view, [record])
    return found


@consistent
def get_thread_of(reader: Reader, shown: str) -> bytes:
    """The thread of a proposal; `NotFound` where it is not stored, or no other document proposes the same."""
    one_record(reader, PROPOSALS, shown)
    found = reader.row(_LED, {"id": thread_id(parse(shown, "proposal"))})
    if found is None:
        raise NotFound(f"No other document is known to propose what {shown} does, so it is in no thread.")
    record: bytes = found[1]
    return record


def _thread(reader: Reader, shown: str) -> tuple[int, bytes, int]:
    found = reader.row(_LED, {"id": parse(shown, "thread")})
    if found is None:
        raise absent(reader, "thread", shown)
    number, record, head = found
    return number, record, head


@dataclass(frozen=True, slots=True)
class Voiced:
    """A piece of a thread's proposals, rendered, the thread's id, and the cursor of the next piece."""

    thread: str
    proposals: list[bytes]
    next: str | None
    data_version: int


@consistent
def get_proposals_of(reader: Reader, shown: str, params: VoicedParams) -> Voiced:
    """A piece of the proposals of a thread, in the order of their days. Raises `NotFound` for a thread that is not stored, and for a cursor of
    another one."""
    version = reader.data_version()
    number, _, head = _thread(reader, shown)
    bound = seal("thread", str(number))
    after = record_position(params.cursor, bound) if params.cursor else None
    wanted: dict[str, Any] = {"head": head}
    later = ""
    if after is not None:
        later = " AND (v.day, v.record_id) > (:day, :record)"
        wanted |= {"day": after.day or UNKNOWN_DAY, "record": after.id}
    rows = reader.rows(
        "SELECT v.speaker, v.summit, v.place, v.of_speaker, v.on_day, v.at_summit, v.likeness, CAST(p.record AS BLOB), v.day, v.record_id"  # noqa: S608
        f" FROM ({ranked('= :head')}) v JOIN proposal p ON p.id = v.record_id WHERE 1 = 1{later}"
        f" ORDER BY v.day, v.record_id LIMIT {params.limit + 1}",
        wanted,
    )
    page = rows[: params.limit]
    following = None
    if len(rows) > params.limit:
        *_, day, last = page[-1]
        following = record_cursor(bound, Position("" if day == UNKNOWN_DAY else day, last))
    return Voiced(
        show("thread", number),
        [
            to_json(voiced_record(from_json(record), relation_of(*ranked), likeness))
            for *ranked, likeness, record, _, _ in page
        ],
        following,
        version,
    )
