"""A finding as it was: at a time, or in a version of the data. Never what it is now in the place of what it was."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from app.errors import AppError, Contradiction, Fault, Gone, NotFound, NotKept
from app.queries.absent import absent
from app.queries.choices import FindingView
from app.queries.consistent import consistent
from app.queries.cut import cut_rendered
from app.queries.page import Noun
from app.queries.records import find_record
from app.queries.verdicts import withhold
from app.schemas.ids import parse
from app.store.database import Reader
from app.store.jsontext import moment


class _Time(NamedTuple):
    """A stretch of versions in which a finding was stored in one rendering; `until` None: it still is."""

    since: int
    until: int | None
    added: bool
    record: str

    def holds(self, version: int) -> bool:
        return self.since <= version and (self.until is None or version < self.until)


@consistent
def find_record_as_of(reader: Reader, noun: Noun, shown: str, view: FindingView) -> bytes:
    """One finding by its shown id, rendered as it is asked for: as it was `view.as_of`, where that is given.

    Raises `Contradiction` where more than it is asked for, `NotFound` for a time that lies ahead, and where it was not stored yet, `Gone` where it was no more, `NotKept` where it was
    changed before renderings were kept; and what `one_record` raises.
    """
    if view.as_of is None:
        return find_record(reader, noun, shown, view)
    if view.include:
        fault = Fault(loc="query/include", message="shows what is stored now; leave it out beside as_of")
        raise Contradiction(f"{fault.loc} {fault.message}.", (fault,))
    return cut_rendered(find_state(reader, noun, shown, view.as_of).record, view.fields, view.lang)


class State(NamedTuple):
    """A finding as it was rendered, since which version of the data, and whether it still is so."""

    record: bytes
    since: int
    still: bool


def find_state(reader: Reader, noun: Noun, shown: str, as_of: int | datetime) -> State:
    """A whole finding as it was then; raises what `find_record_as_of` raises but `Contradiction`."""
    version = _version(reader, as_of)
    number = parse(shown, noun.kind)
    times = _times(reader, noun, number)
    found = next((each for each in times if each.holds(version)), None)
    if found is None:
        raise _not_there(reader, noun, shown, version, times)
    record = found.record if found.until is None else _by_todays_rule(reader, noun, number, found.record)
    return State(record.encode(), found.since, found.until is None)


def _version(reader: Reader, as_of: int | datetime) -> int:
    """The version that the data had then; -1 before the first that is known."""
    newest = reader.data_version()
    if isinstance(as_of, int):
        if as_of > newest:
            raise _ahead(f"the data is at version {newest}", str(as_of))
        return as_of
    now = datetime.now(UTC)
    if as_of > now and as_of != datetime.combine(
        now.date(), time.max, UTC
    ):  # today is not over, and asked for as it is
        raise _ahead(f"it is {moment(now)}", moment(as_of))
    found = reader.row(
        "SELECT version FROM data_version WHERE at <= :at ORDER BY version DESC LIMIT 1",
        {"at": moment(as_of)},
    )
    return found[0] if found else -1


def _ahead(now: str, told: str) -> NotFound:
    fault = Fault(loc="query/as_of", message=f"lies ahead: {now}", value=told)
    return NotFound(f"{fault.loc} {fault.message}.", (fault,))


def _times(reader: Reader, noun: Noun, number: int) -> list[_Time]:
    """All times in which it was stored, as far as is kept, oldest first."""
    asked = {"id": number, "kind": noun.kind}
    times = [
        _Time(since, until, bool(added), record)
        for since, until, added, record in reader.rows(
            "SELECT since_version, until_version, added, record FROM past WHERE record_id = :id AND kind = :kind ORDER BY until_version",
            asked,
        )
    ]
    now = reader.row(
        f"SELECT c.version, c.what, r.record FROM {noun.table} r JOIN change c ON c.record_id = r.id AND c.kind = :kind WHERE r.id = :id",  # noqa: S608
        asked,
    )
    if now is not None:
        since, what, record = now
        times.append(_Time(since, None, what == "added", record))
    return times


def _not_there(reader: Reader, noun: Noun, shown: str, version: int, times: list[_Time]) -> AppError:
    """Why nothing is known of it in that version."""
    if not times:
        return absent(reader, noun.kind, shown)
    first, later = times[0], next((each for each in times if each.since > version), None)
    if later is None:
        return absent(reader, noun.kind, shown)
    since = f"{_moment(reader, later.since)} (data version {later.since})"
    if later is not first:
        return Gone(f"The {noun.kind} {shown} was not stored then: it came back at {since}.")
    if first.added:
        return NotFound(f"The {noun.kind} {shown} was not stored then: it is known since {since}.")
    return NotKept(
        f"What the {noun.kind} {shown} was before {since} was not kept: it was changed then, by a release that kept no renderings. What people changed "
        f"is told at /api/v1/{noun.kind}s/{shown}/history."
    )


def _moment(reader: Reader, version: int) -> str:
    found = reader.row("SELECT at FROM data_version WHERE version = :version", {"version": version})
    return str(found[0]) if found else "an unknown time"


def _by_todays_rule(reader: Reader, noun: Noun, number: int, record: str) -> str:
    """What was rendered when more of its document might be shown than may be now, without its words; those of what was withdrawn are shown nowhere."""
    judged: dict[str, Any] = from_json(record)
    document = reader.row(
        "SELECT withheld, record FROM document WHERE id = :id",
        {"id": parse(judged["document"]["id"], "document")},
    )
    if document is not None and not document[0]:
        return record
    now = reader.row(f"SELECT record FROM {noun.table} WHERE id = :id", {"id": number})  # noqa: S608
    limit = from_json(document[1])["excerpt"] if document else 0
    withhold(judged, limit, None if now is None else from_json(now[0]))
    return to_json(judged).decode()
