"""The agenda of a summit, a series or a period: which topics were raised by whom, against the time before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.analysis.agenda import silences, statuses
from app.errors import Contradiction, Fault
from app.queries.agenda_params import AgendaParams
from app.queries.before import Before, Raised, before_period, before_summit, seen_in_series
from app.queries.consistent import consistent
from app.queries.cut import cut_rendered
from app.queries.facet_labels import labels_of
from app.queries.matrix import Matrix, count_matrix
from app.queries.scope import KINDS, Scope
from app.queries.terms import check_known
from app.schemas.agenda import (
    AgendaOut,
    AgendaTopicOut,
    Attendance,
    CellOut,
    ColumnOut,
    DroppedTopicOut,
    ReadOut,
)
from app.schemas.common import LabelOut
from app.schemas.labels import series_label, summit_label
from app.store.database import Reader
from app.vocabulary import Vocabulary

PATIENCE = 5.0
"""Seconds that one SELECT may take: it runs beside the event loop, and counts exactly or not at all."""


@consistent
def get_agenda(reader: Reader, vocabulary: Vocabulary, params: AgendaParams) -> bytes:
    """The agenda as rendered JSON, with the labels that are asked for; see `find_agenda`."""
    found = find_agenda(reader, vocabulary, params).model_dump_json().encode()
    return cut_rendered(found, lang=params.lang)


@consistent
def find_agenda(
    reader: Reader, vocabulary: Vocabulary, params: AgendaParams, *, all_columns: bool = False
) -> AgendaOut:
    """The agenda. `all_columns`: not only as many as `limit` says.

    Raises `Contradiction` where more than one of summit, series and period is named, `NotFound` for what nothing goes by, `TooSlow`.
    """
    version = reader.data_version()
    scope = _scope(params)
    _check(reader, vocabulary, params)
    usual, reader.most_seconds = reader.most_seconds, PATIENCE
    try:
        return _agenda(reader, vocabulary, params, scope, version, all_columns=all_columns)
    finally:
        reader.most_seconds = usual


def _scope(params: AgendaParams) -> Scope:
    asked = [name for name in ("summit", "series", "date_from", "date_to") if getattr(params, name)]
    if len(asked) > 1 and asked != ["date_from", "date_to"]:
        faults = tuple(
            Fault(loc=f"query/{name}", message="name one of summit, series, and a period") for name in asked
        )
        raise Contradiction(
            f"An agenda is of one summit, of one series, or of a period: {', '.join(asked)} are named.",
            faults,
        )
    if params.summit:
        return Scope("summit", params.summit)
    if params.series:
        return Scope("series", params.series)
    return Scope("all", "", params.date_from, params.date_to)


def _check(reader: Reader, vocabulary: Vocabulary, params: AgendaParams) -> None:
    if params.by == "country" and params.leader:
        fault = Fault(loc="query/leader", message="names columns of by=leader, and these are countries")
        raise Contradiction(f"{fault.loc} {fault.message}.", (fault,))
    asked: dict[str, tuple[str, ...]] = {
        name: tuple(values) for name in ("leader", "country", "topic") if (values := getattr(params, name))
    }
    asked |= {name: (value,) for name in ("summit", "series") if (value := getattr(params, name))}
    check_known(reader, vocabulary, asked)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of the scope itself."""

    summit: LabelOut | None = None
    series: LabelOut | None = None
    first: date | None = None
    last: date | None = None
    invited: tuple[str, ...] = ()
    """Countries whose summit it is: members of its bloc, and the host."""


def _told(vocabulary: Vocabulary, scope: Scope) -> _Told:
    if scope.is_period:
        return _Told(first=scope.first, last=scope.last)
    if scope.name == "series":
        return _Told(series=series_label(scope.value, vocabulary))
    for ref, series, edition in vocabulary.summits():
        if ref.id == scope.value:
            bloc = vocabulary.blocs.get(series.bloc) if series.bloc else None
            members = bloc.members_on(edition.start) if bloc else ()
            host = (edition.country,) if edition.country else ()
            return _Told(
                summit_label(ref, vocabulary),
                series_label(series.id, vocabulary),
                edition.start,
                edition.end,
                tuple(dict.fromkeys((*host, *members))),
            )
    return _Told(summit=LabelOut(id=scope.value, labels={"en": scope.value}))  # of an older vocabulary


def _agenda(
    reader: Reader,
    vocabulary: Vocabulary,
    params: AgendaParams,
    scope: Scope,
    version: int,
    *,
    all_columns: bool,
) -> AgendaOut:
    told = _told(vocabulary, scope)
    counted = count_matrix(reader, scope, params.by)
    before: Before | None = None
    if scope.is_period:
        before = before_period(reader, scope)
    elif told.summit and told.series:
        before = before_summit(reader, vocabulary, scope.value)
    seen = seen_in_series(reader, vocabulary, scope.value) if scope.name == "series" else {}
    documents = scope.documents(reader)
    columns = _columns(vocabulary, params, told, counted)
    shown = columns if all_columns else dict(list(columns.items())[: params.limit])
    topics = _ordered(_of("topics", counted))
    wanted = frozenset(params.topic)
    raised = {topic: _raised(counted, topic, KINDS) for topic in topics}
    new = statuses(topics, before.last, before.earlier) if before else {}
    speaking = [column for column, basis in shown.items() if basis != "figures"]
    # A figure is of a country whoever tells it.
    own = KINDS if params.by == "leader" else ("statement", "proposal")
    silent = silences({topic: _raised(counted, topic, own) for topic in topics}, speaking)
    names = labels_of(reader, vocabulary, params.by, shown)
    dropped = _dropped(before, topics) if before else {}
    labels = labels_of(reader, vocabulary, "topic", [*topics, *dropped])
    when: Mapping[str, Raised] = before.seen if before else seen
    return AgendaOut(
        summit=told.summit,
        series=told.series,
        date_from=told.first,
        date_to=told.last,
        by=params.by,
        documents=documents,
        counts=scope.records(_counts(counted, "total", None)),
        before=before.told if before else None,
        columns=[
            ColumnOut(
                id=column,
                labels=names[column],
                basis=basis,
                counts=scope.records(_counts(counted, "columns", column), (params.by, column)),
            )
            for column, basis in shown.items()
        ],
        others=len(columns) - len(shown),
        topics=[
            AgendaTopicOut(
                id=topic,
                labels=labels[topic],
                status=new.get(topic),
                first_raised=when[topic].first if topic in when else None,
                last_raised=when[topic].last if topic in when else None,
                counts=scope.records(_counts(counted, "topics", topic), ("topic", topic)),
                cells=[_cell(scope, params, counted, topic, each) for each in shown if each in raised[topic]],
                silent=silent[topic],
            )
            for topic in topics
            if not wanted or topic in wanted
        ],
        dropped=[
            DroppedTopicOut(
                id=topic,
                labels=labels[topic],
                first_raised=when[topic].first,
                last_raised=when[topic].last,
                counts=before.scope.records(counts, ("topic", topic)),
            )
            for topic, counts in dropped.items()
            if before and (not wanted or topic in wanted)
        ],
        data_version=version,
        notes=_notes(scope, documents, before, silent, gone="returning" in new.values() or bool(dropped)),
    )


def _raised(counted: Mapping[str, Matrix], topic: str, kinds: Sequence[str]) -> set[str]:
    """Columns that have records of these kinds on a topic."""
    return {column for kind in kinds for each, column in counted[kind].cells if each == topic}


def _cell(
    scope: Scope, params: AgendaParams, counted: Mapping[str, Matrix], topic: str, column: str
) -> CellOut:
    counts = _counts(counted, "cells", (topic, column))
    found = scope.records(counts, (params.by, column), ("topic", topic))
    return CellOut(id=column, statements=found.statements, proposals=found.proposals, figures=found.figures)


def _counts(counted: Mapping[str, Matrix], what: str, key: object) -> tuple[int, int, int]:
    """Of statements, proposals and figures."""
    found = [getattr(counted[kind], what) for kind in KINDS]
    statements, proposals, figures = found if key is None else (each[key] for each in found)
    return statements, proposals, figures


def _of(what: str, counted: Mapping[str, Matrix]) -> dict[str, tuple[int, int, int]]:
    keys = dict.fromkeys(key for kind in KINDS for key, n in getattr(counted[kind], what).items() if n)
    return {key: _counts(counted, what, key) for key in keys}


def _ordered(counts: Mapping[str, tuple[int, int, int]]) -> dict[str, tuple[int, int, int]]:
    """Most statements first, then proposals, then figures; of equal ones by id."""
    return dict(sorted(counts.items(), key=lambda item: (*(-n for n in item[1]), item[0])))


def _columns(
    vocabulary: Vocabulary, params: AgendaParams, told: _Told, counted: Mapping[str, Matrix]
) -> dict[str, Attendance]:
    """Column -> why it is one: whoever speaks, then whoever might have, then whoever is asked for."""
    found: dict[str, Attendance] = {
        column: "speaks" if params.by == "leader" or statements or proposals else "figures"
        for column, (statements, proposals, _) in _ordered(_of("columns", counted)).items()
    }
    for place in told.invited:
        if params.by == "country":
            found.setdefault(place, "office")
        else:
            for leader in vocabulary.heads_of(place, told.first):
                found.setdefault(leader, "office")
    asked: Sequence[str] = params.leader if params.by == "leader" else params.country
    for column in asked:
        found.setdefault(column, "asked")
    wanted = set(asked)
    if params.by == "leader" and params.country:
        of_places = {leader.id for place in params.country for leader in vocabulary.leaders_of(place)}
        wanted = wanted & of_places if wanted else of_places
    elif not wanted:
        return found
    return {column: basis for column, basis in found.items() if column in wanted}


def _dropped(before: Before, now: Mapping[str, object]) -> dict[str, tuple[int, int, int]]:
    return _ordered({topic: counts for topic, counts in before.counts.items() if topic not in now})


def _notes(
    scope: Scope,
    documents: ReadOut,
    before: Before | None,
    silent: Mapping[str, Sequence[str]],
    *,
    gone: bool,
) -> list[str]:
    """`gone`: whether anything is told to have been missing the last time, or now."""
    notes: list[str] = []
    if scope.first and scope.last and scope.first > scope.last:
        notes.append(f"date_from ({scope.first}) lies after date_to ({scope.last}), so nothing can be found.")
    elif not documents.n:
        notes.append("No document of it is stored.")
    if any(silent.values()):
        notes.append(
            f"`silent` names those of whom no statement, proposal or figure on a topic was found in {_read(documents)}; it does not say that they said nothing."
        )
    if before and before.told.documents.n and documents.n and gone:
        notes.append(
            f"`returning` and `dropped` go by {_read(before.told.documents)} from the time before and {_read(documents)} from now; other documents may tell of more topics."
        )
    return notes + (list(before.notes) if before else [])


def _read(documents: ReadOut) -> str:
    partial = f", {documents.partial} of them only in part" if documents.partial else ""
    return (
        "the only document read" + (", in part" if partial else "")
        if documents.n == 1
        else f"the {documents.n} documents read{partial}"
    )
