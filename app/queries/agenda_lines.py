"""Agenda and profile in the long form: a flat row for each number that a matrix has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from app.queries.formats import csv_rows
from app.schemas.agenda import AgendaOut
from app.schemas.common import LabelLanguage
from app.schemas.counted import RecordsOut
from app.schemas.flat import Flat
from app.schemas.profile import ProfileOut
from app.store.jsontext import to_json

_AGENDA: Final = ("topic", "topic_label", "status", "by", "column", "column_label", "kind", "count", "list")
_PROFILE: Final = ("leader", "topic", "topic_label", "year", "kind", "count", "list")
_KINDS: Final = ("statements", "proposals", "figures")


def agenda_csv(agenda: AgendaOut, lang: LabelLanguage, *, bom: bool) -> bytes:
    """A line for each topic, column and kind of record, also where there are none."""
    return _csv(_AGENDA, _of_agenda(agenda, lang), bom=bom)


def profile_csv(profile: ProfileOut, lang: LabelLanguage, *, bom: bool) -> bytes:
    """A line for each topic, year and kind of record; `topic` is empty for the records of any, `list` where no filter finds them."""
    return _csv(_PROFILE, _of_profile(profile, lang), bom=bom)


def _csv(columns: tuple[str, ...], rows: Iterator[dict[str, Any]], *, bom: bool) -> bytes:
    flat = Flat(columns, lambda row: tuple(row[column] for column in columns))
    return b"".join(csv_rows([[to_json(row).encode() for row in rows]], flat, bom=bom))


def _of_agenda(agenda: AgendaOut, lang: LabelLanguage) -> Iterator[dict[str, Any]]:
    for topic in agenda.topics:
        cells = {cell.id: cell for cell in topic.cells}
        for column in agenda.columns:
            told = {
                "topic": topic.id,
                "topic_label": _label(topic.labels, lang),
                "status": topic.status,
                "by": agenda.by,
                "column": column.id,
                "column_label": _label(column.labels, lang),
            }
            yield from _kinds(told, cells.get(column.id))


def _of_profile(profile: ProfileOut, lang: LabelLanguage) -> Iterator[dict[str, Any]]:
    for year in profile.years:
        yield from _kinds({"leader": profile.id, "topic": None, "topic_label": None, "year": year.year}, year)
    for topic in profile.topics:
        label = _label(topic.labels, lang)
        for year in topic.years:
            told = {"leader": profile.id, "topic": topic.id, "topic_label": label, "year": year.year}
            yield from _kinds(told, year)


def _kinds(told: dict[str, Any], records: RecordsOut | None) -> Iterator[dict[str, Any]]:
    for kind in _KINDS:
        found = getattr(records, kind) if records else None
        yield {
            **told,
            "kind": kind,
            "count": found.n if found else 0,
            "list": found.list if found else None,
        }


def _label(labels: dict[str, str], lang: LabelLanguage) -> str:
    return labels.get(lang) or next(iter(labels.values()))
