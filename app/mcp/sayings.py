"""`who_said_what`: a leader -> what he speaks of, with whom, when; a summit, series or period -> topics by leaders, new, dropped, silent."""

from __future__ import annotations

from typing import Any, Final

from pydantic_core import from_json

from app.api.dependencies import Service
from app.errors import InvalidInput
from app.mcp.answers import MOST_CHARACTERS, Answer, Record, Shown, rendered
from app.mcp.arguments import SayingArguments
from app.mcp.names import resolve
from app.mcp.search import EMPTY
from app.queries.agenda import get_agenda
from app.queries.agenda_params import AgendaParams, ProfileParams
from app.queries.profile import get_profile

COLUMNS: Final = 20
VALUES: Final = 15
"""Values of each field of a profile."""

_FIELDS: Final = ("metrics", "summits", "addresses", "addressed_by", "languages", "attributions")


async def who_said_what(service: Service, asked: SayingArguments, shown: Shown) -> Answer:
    """A profile where people alone are named, else an agenda. Raises `InvalidInput`, `Contradiction`, `TooSlow`."""
    names = {name: getattr(asked, name) for name in ("leader", "summit", "series", "country", "topic")}
    ids = await resolve(service, asked.lang, names, asked.date_to or asked.date_from)
    if answer := ids.asks_back():
        return answer
    days: dict[str, Any] = {"date_from": asked.date_from, "date_to": asked.date_to}
    leaders = ids.ids.get("leader", [])
    if len(leaders) == 1 and not (asked.summit or asked.series or asked.country or asked.topic):
        params = ProfileParams(**days, lang=asked.lang)
        record = from_json(await service.read_aside(get_profile, service.vocabulary, leaders[0], params))
        return ids.told(_profile(shown, record))
    if asked.by == "country" and leaders:
        raise InvalidInput("by=country has no columns of leaders: leave leader out, or by.")
    columns = COLUMNS
    while True:
        params_ = AgendaParams(
            summit=ids.one("summit"),
            series=ids.one("series"),
            leader=leaders,
            country=ids.ids.get("country", []),
            topic=ids.ids.get("topic", []),
            by=asked.by,
            lang=asked.lang,
            limit=columns,
            **days,
        )
        record = from_json(await service.read_aside(get_agenda, service.vocabulary, params_))
        answer = _agenda(shown, record)
        if len(rendered(answer)) <= MOST_CHARACTERS or columns == 1:
            return ids.told(answer)
        columns = max(1, columns // 2)


def _profile(shown: Shown, record: Record) -> Answer:
    notes = list(record.pop("notes"))
    version = record.pop("data_version")
    latest = record.pop("proposals")
    for name in _FIELDS:
        values = record[name]["values"]
        record[name]["others"] += max(0, len(values) - VALUES)
        del values[VALUES:]
    counts = record["counts"]
    if not any(each["n"] for each in counts.values()):
        notes.append(
            "Nothing that he says is stored in these days. That says what these documents hold, not that he was silent."
        )
    head = {**shown.lean(record), "permalink": shown.permalink("leader", record["id"])}
    items = [shown.item("proposal", each) for each in latest]
    notes.append(
        "Items are his latest proposals; numbers count records. `search` with leader and topic gives the words behind a number."
    )
    answer = Answer(data_version=version, items=items, head=head, notes=notes)
    if len(rendered(answer)) > MOST_CHARACTERS:  # years of each topic are most of it
        for topic in head.get("topics", []):
            topic.pop("years", None)
        notes.append(
            f"Years of topics are left out, since an answer holds {MOST_CHARACTERS} characters; ask for fewer days."
        )
        answer = Answer(data_version=version, items=items, head=head, notes=notes)
    return answer


def _agenda(shown: Shown, record: Record) -> Answer:
    notes = list(record.pop("notes"))
    version = record.pop("data_version")
    if not record["documents"]["n"]:
        notes.append(
            EMPTY
            if not record["summit"] and not record["series"] and not record["date_from"]
            else "So nothing is known of who spoke of what."
        )
    if record["others"]:
        notes.append(
            f"{record['others']} further columns are left out, those with the fewest statements; name leaders or countries to see theirs."
        )
    notes.append("`search` with summit, leader and topic gives the words behind a number.")
    return Answer(data_version=version, head=shown.lean(record), notes=notes)
