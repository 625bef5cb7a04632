"""Series: which there are of a metric, and what is known of each; their points are in `points.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from app.analysis.claims import thing_of
from app.domain.kinds import Measure, Modality, UnitKind
from app.errors import Fault, NotFound
from app.queries.consistent import consistent
from app.queries.cursor import edge_key, key_cursor, seal
from app.queries.cut import cut_rendered
from app.queries.figures import FIGURES
from app.queries.page import Sql, one_record
from app.queries.records import RecordPage
from app.queries.series_params import SeriesParams
from app.queries.terms import check_known
from app.schemas.claim import DaysOut
from app.schemas.ids import parse
from app.schemas.labels import metric_label, place_label
from app.schemas.series import OfficialSetOut, SeriesOut
from app.store.database import Reader
from app.vocabulary import Vocabulary

_MOST_NAMED: Final = 20
"""Places that a note names."""


class SeriesKey(NamedTuple):
    """What a series is of: the parts of `claim.series`, and of its id."""

    metric: str
    measure: str
    kind: str
    modality: str
    places: tuple[str, ...]

    @property
    def stored(self) -> str:
        """As it stands in the tables."""
        return "|".join((*self[:4], ",".join(self.places)))

    @property
    def id(self) -> str:
        """As the world sees it."""
        return ".".join((*self[:4], *self.places))


def key_of(stored: str) -> SeriesKey:
    """The parts of `claim.series`."""
    metric, measure, kind, modality, places = stored.split("|")
    return SeriesKey(metric, measure, kind, modality, tuple(places.split(",")))


def key_of_id(shown: str, vocabulary: Vocabulary) -> SeriesKey:
    """The parts of an id that fits `SERIES_ID`; of a flow from whichever end, and of places in whatever order, those of the one series."""
    metric, measure, kind, modality, *places = shown.split(".")
    metric, ordered = thing_of(metric, places, _mirrors(vocabulary))
    return SeriesKey(metric, measure, kind, modality, ordered)


def _mirrors(vocabulary: Vocabulary) -> dict[str, str]:
    return {id: entry.mirror for id, entry in vocabulary.metrics.items() if entry.mirror}


@consistent
def find_series(reader: Reader, vocabulary: Vocabulary, params: SeriesParams) -> RecordPage:
    """A page of the series of a metric, those with the most points first. Raises `NotFound` for a filter's value that nothing goes by."""
    version = reader.data_version()
    places = {name: tuple(getattr(params, name)) for name in ("country", "partner")}
    check_known(
        reader,
        vocabulary,
        {"metric": (params.metric,), **{name: each for name, each in places.items() if each}},
    )
    counted = _counted(reader, vocabulary, params.metric)
    chosen = [key for key in counted if _fits(key, params)]
    chosen.sort(key=lambda key: (-counted[key], key.id))
    bound = seal(
        "series",
        params.metric,
        *(
            f"{name}={value}"
            for name in ("country", "partner", "measure", "modality")
            for value in sorted(getattr(params, name))
        ),
    )
    start, end = 0, params.limit
    if params.cursor:
        edge, back = edge_key(params.cursor, bound)
        place = next((number for number, key in enumerate(chosen) if key.id == edge), None)
        if place is None:
            fault = Fault(loc="query/cursor", message="its series is gone; begin again without a cursor")
            raise NotFound(
                "The series that this cursor points to is gone; begin again without a cursor.", (fault,)
            )
        start, end = (max(0, place - params.limit), place) if back else (place + 1, place + 1 + params.limit)
    shown = chosen[start:end]
    return RecordPage(
        records=[
            cut_rendered(record.model_dump_json().encode(), lang=params.lang)
            for record in series_heads(reader, vocabulary, shown)
        ],
        next=key_cursor(bound, shown[-1].id) if shown and len(chosen) > end else None,
        prev=key_cursor(bound, shown[0].id, back=True) if shown and start > 0 else None,
        data_version=version,
        notes=() if chosen else (_what_there_is(params.metric, counted),),
        total=len(chosen) if params.count == "exact" else None,
    )


@consistent
def get_series_of(reader: Reader, vocabulary: Vocabulary, shown: str) -> list[SeriesOut]:
    """The series in which a figure has points, told ones first; none, where it claims nothing. `NotFound` if it is not stored."""
    one_record(reader, FIGURES, shown)
    rows = reader.rows(
        "SELECT series, min(CASE WHEN formula IS NULL THEN 0 ELSE 1 END) FROM claim WHERE figure_id = :id GROUP BY series ORDER BY 2, 1",
        {"id": parse(shown, "figure")},
    )
    return series_heads(reader, vocabulary, [key_of(stored) for stored, _ in rows])


def series_heads(reader: Reader, vocabulary: Vocabulary, keys: Sequence[SeriesKey]) -> list[SeriesOut]:
    """What is told of these series, of those that have points."""
    if not keys:
        return []
    sql = Sql()
    within = sql.listed([key.stored for key in keys])
    rows = reader.rows(
        "SELECT series, count(*), sum(CASE WHEN formula IS NULL THEN 0 ELSE 1 END), count(DISTINCT teller), min(days), max(days)"  # noqa: S608
        f" FROM claim WHERE series {within} GROUP BY series",
        sql.params,
    )
    found = {row[0]: row[1:] for row in rows}
    official = official_sets(reader, (key.stored for key in keys))
    mirrors = _mirrors(vocabulary)
    heads = []
    for key in keys:
        if key.stored not in found:
            continue
        points, derived, claimants, first, last = found[key.stored]
        is_flow = key.metric in mirrors and len(key.places) == 2
        heads.append(
            SeriesOut(
                id=key.id,
                metric=metric_label(key.metric, vocabulary),
                mirror=metric_label(mirrors[key.metric], vocabulary) if is_flow else None,
                measure=key.measure,
                unit_kind=key.kind or None,
                modality=key.modality,
                places=[place_label(place, vocabulary) for place in key.places],
                told=points - derived,
                derived=derived,
                claimants=claimants,
                first_period=period_of(first),
                last_period=period_of(last),
                official=official[key.stored],
            )
        )
    return heads


def official_sets(reader: Reader, series: Iterable[str]) -> dict[str, list[OfficialSetOut]]:
    """Series -> the sources and vintages of its official values, the newest first."""
    sql = Sql()
    found: dict[str, list[OfficialSetOut]] = defaultdict(list)
    for stored, source, vintage, n, first, last in reader.rows(
        "SELECT series, source, vintage, count(*), min(days), max(days) FROM reference_value"  # noqa: S608
        f" WHERE series {sql.listed(list(series))} GROUP BY series, source, vintage ORDER BY series, source, vintage DESC",
        sql.params,
    ):
        found[stored].append(
            OfficialSetOut(
                source=source,
                vintage=vintage,
                values=n,
                first_period=period_of(first),
                last_period=period_of(last),
            )
        )
    return found


def period_of(days: str) -> DaysOut:
    """The period of `claim.days`."""
    start, end, *_ = days.split("|")
    return DaysOut(start=start, end=end)


def base_of(days: str) -> DaysOut | None:
    """The base period of `claim.days`."""
    *_, start, end = days.split("|")
    return DaysOut(start=start, end=end) if start else None


def _counted(reader: Reader, vocabulary: Vocabulary, metric: str) -> dict[SeriesKey, int]:
    """The series of a metric and how many points each has; flows of a mirrored metric are kept under one of its two names."""
    own = _of_metric(reader, metric)
    kept, _ = thing_of(metric, ("a", "b"), _mirrors(vocabulary))
    if kept == metric:
        return own
    return own | {key: n for key, n in _of_metric(reader, kept).items() if len(key.places) == 2}


def _of_metric(reader: Reader, metric: str) -> dict[SeriesKey, int]:
    rows = reader.rows(
        "SELECT series, count(*) FROM claim WHERE series > :low AND series < :high GROUP BY series",
        {"low": f"{metric}|", "high": f"{metric}}}"},  # the brace comes right after the bar
    )
    return {key_of(stored): n for stored, n in rows}


def _fits(key: SeriesKey, params: SeriesParams) -> bool:
    country, partner = set(params.country), set(params.partner)
    places = set(key.places)
    if country and partner:
        # One place cannot be both.
        is_about = any(
            one in places and other in places and one != other for one in country for other in partner
        )
    else:
        is_about = not (country or partner) or bool(places & (country | partner))
    return (
        is_about
        and (not params.measure or key.measure in params.measure)
        and (not params.modality or key.modality in params.modality)
    )


def _what_there_is(metric: str, counted: dict[SeriesKey, int]) -> str:
    """What a reader can ask for who has found nothing."""
    if not counted:
        return f"Nothing that is stored claims anything of {metric} with a period and a place; /api/v1/figures?metric={metric} lists its figures."
    about: dict[str, int] = defaultdict(int)
    for key, n in counted.items():
        for place in key.places:
            about[place] += n
    ranked = sorted(about, key=lambda place: (-about[place], place))
    more = f" and {len(ranked) - _MOST_NAMED} more" if len(ranked) > _MOST_NAMED else ""
    return f"No series of {metric} fits all of these filters. There are {len(counted)} of it, about {', '.join(ranked[:_MOST_NAMED])}{more}."


def unknown_series(shown: str, key: SeriesKey, vocabulary: Vocabulary) -> NotFound:
    """The error for a series in which nothing is claimed: the first part of its id that is none, or where to look for others."""
    parts = (
        ("measure", key.measure, [each.value for each in Measure]),
        ("kind of unit", key.kind, ["", *(each.value for each in UnitKind)]),
        ("modality", key.modality, [each.value for each in Modality]),
    )
    told: str | None = None
    if key.metric not in vocabulary.metrics:
        told = f"there is no metric {key.metric[:80]!r}; the ids are listed at /api/v1/metrics"
    else:
        for name, value, known in parts:
            if value not in known:
                told = f"there is no {name} {value!r}; there are {', '.join(filter(None, known))}"
                break
    unknown = [
        each for each in key.places if each not in vocabulary.countries and each not in vocabulary.blocs
    ]
    if told is None and unknown:
        told = f"there is no country or bloc {unknown[0]!r}; they are listed at /api/v1/countries"
    if told is None:
        told = f"nothing is claimed of it; those there are stand at /api/v1/series?metric={key.metric}"
    fault = Fault(loc="path/id", message=told, value=shown[:100])
    return NotFound(f"There is no series {shown[:100]!r}: {told}.", (fault,))
