"""A leader's profile: what he speaks of over time, and with whom. Every number is that of a list, whose address stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.errors import Fault, NotFound
from app.queries.agenda_params import ProfileParams
from app.queries.consistent import consistent
from app.queries.cut import cut_rendered
from app.queries.facet_labels import labels_of
from app.queries.facets import Facet, count_facets
from app.queries.figures import FIGURES
from app.queries.page import Noun, Plan, Sql, count_records, days, plan_list, walk
from app.queries.params import FigureParams, ListParams, ProposalParams, StatementParams
from app.queries.proposals import PROPOSALS
from app.queries.scope import KINDS, list_address
from app.queries.statements import STATEMENTS
from app.queries.terms import unknown
from app.schemas.counted import CountedOut, RecordsOut, TalliedOut
from app.schemas.profile import ProfileOut, TopicYearsOut, ValuesOut, YearOut
from app.schemas.proposal import ProposalOut
from app.store.database import Reader
from app.vocabulary import Vocabulary

LATEST: Final = 5
"""Proposals that are shown whole."""

MOST: Final = 50
"""Values of a field that are told."""

_ALL: Final = 500
"""More than any closed list has: topics, years."""

_NOUNS: Final[dict[str, tuple[Noun, type[ListParams]]]] = {
    "statement": (STATEMENTS, StatementParams),
    "proposal": (PROPOSALS, ProposalParams),
    "figure": (FIGURES, FigureParams),
}
_FIELDS: Final = {
    "statement": ("topic", "year", "metric", "summit", "addressee", "language", "attribution"),
    "proposal": ("topic", "year", "summit", "addressee", "language", "attribution"),
    "figure": ("topic", "year", "metric", "summit", "language", "attribution"),
}
"""Kind -> fields that its records are counted by, which are filters of its list."""

Filters = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Records:
    """Records of one kind: how they are listed, how many they are, and their facets."""

    plan: Plan
    filters: Filters
    total: int
    facets: Mapping[str, Facet]

    def counted(self, n: int, *further: tuple[str, str]) -> CountedOut:
        return CountedOut(n=n, list=list_address(self.plan.noun.kind, *self.filters, *further))


Told = Mapping[str, _Records]
"""Kind -> its records."""


@consistent
def get_profile(reader: Reader, vocabulary: Vocabulary, shown: str, params: ProfileParams) -> bytes:
    """The profile as rendered JSON, with the labels that are asked for; see `find_profile`."""
    found = find_profile(reader, vocabulary, shown, params).model_dump_json().encode()
    return cut_rendered(found, lang=params.lang)


@consistent
def find_profile(reader: Reader, vocabulary: Vocabulary, shown: str, params: ProfileParams) -> ProfileOut:
    """The profile of a person by id. Raises `NotFound` for one that neither the vocabulary nor a stored text knows, and `TooSlow`."""
    version = reader.data_version()
    if unknown(reader, vocabulary, "leader", [shown]):
        told = "not known; the ids are listed at /api/v1/leaders"
        raise NotFound(
            f"{shown[:100]!r} is {told}.", (Fault(loc="path/id", message=told, value=shown[:100]),)
        )
    his = {
        kind: _records(reader, vocabulary, kind, params, _FIELDS[kind], {"leader": [shown]}) for kind in KINDS
    }
    to_him = {
        kind: _records(reader, vocabulary, kind, params, ("leader",), {"addressee": [shown]})
        for kind in ("statement", "proposal")
    }
    first, last = _ends(reader, his)
    latest = walk(reader, his["proposal"].plan, None, LATEST)

    def values(field: str, told: Told = his) -> ValuesOut:
        return _values(reader, vocabulary, field, told)

    return ProfileOut(
        id=shown,
        labels=labels_of(reader, vocabulary, "leader", [shown])[shown],
        known=shown in vocabulary.leaders,
        date_from=params.date_from,
        date_to=params.date_to,
        counts=RecordsOut(**{f"{kind}s": found.counted(found.total) for kind, found in his.items()}),
        first_seen=first,
        last_seen=last,
        years=_years(his),
        topics=_topics(reader, vocabulary, shown, his),
        metrics=values("metric"),
        summits=values("summit"),
        addresses=values("addressee"),
        addressed_by=values("leader", to_him),
        languages=values("language"),
        attributions=values("attribution"),
        proposals=[ProposalOut.model_validate_json(record) for *_, record in latest],
        data_version=version,
        notes=list(his["statement"].plan.notes),
    )


def _records(
    reader: Reader,
    vocabulary: Vocabulary,
    kind: str,
    params: ProfileParams,
    fields: Iterable[str],
    whose: Mapping[str, list[str]],
) -> _Records:
    noun, model = _NOUNS[kind]
    asked = model.model_validate({**whose, "date_from": params.date_from, "date_to": params.date_to})
    plan = plan_list(reader, vocabulary, noun, asked)
    filters = [(name, value) for name, values in whose.items() for value in values]
    window = (("date_from", params.date_from), ("date_to", params.date_to))
    filters += [(name, day.isoformat()) for name, day in window if day]
    total = count_records(reader, plan)
    return _Records(plan, tuple(filters), total, count_facets(reader, plan, fields, _ALL))


def _counts(told: Told, field: str, value: str) -> dict[str, CountedOut]:
    """Of each kind the records that have a value; none of kinds without the field."""
    found = {}
    for kind in KINDS:
        records = told.get(kind)
        if records is None or field not in records.facets:
            found[f"{kind}s"] = CountedOut(n=0, list=None)
        else:
            n = dict(records.facets[field].values).get(value, 0)
            found[f"{kind}s"] = records.counted(n, (field, value))
    return found


def _most_first(told: Told, field: str) -> list[str]:
    sums: Counter[str] = Counter()
    for records in told.values():
        if field in records.facets:
            sums.update(dict(records.facets[field].values))
    return sorted(sums, key=lambda value: (-sums[value], value))


def _values(reader: Reader, vocabulary: Vocabulary, field: str, told: Told) -> ValuesOut:
    ordered = _most_first(told, field)
    shown = ordered[:MOST]
    labels = labels_of(reader, vocabulary, field, shown)
    beyond = max(records.facets[field].others if field in records.facets else 0 for records in told.values())
    return ValuesOut(
        values=[TalliedOut(id=value, labels=labels[value], **_counts(told, field, value)) for value in shown],
        others=len(ordered) - len(shown) + beyond,
    )


def _years(his: Told) -> list[YearOut]:
    years = sorted(_most_first(his, "year"))
    found = [YearOut(year=year, **_counts(his, "year", year)) for year in years]
    return found + _undated(
        {
            kind: records.total - sum(n for _, n in records.facets["year"].values)
            for kind, records in his.items()
        }
    )


def _undated(counts: Mapping[str, int]) -> list[YearOut]:
    """Records without a day, which no filter finds."""
    if not any(counts.values()):
        return []
    found = {f"{kind}s": CountedOut(n=counts.get(kind, 0), list=None) for kind in KINDS}
    return [YearOut(year=None, **found)]


def _topics(reader: Reader, vocabulary: Vocabulary, leader: str, his: Told) -> list[TopicYearsOut]:
    """Topics by year: the postings of each `leader+topic` lie in the order of days."""
    years: dict[str, dict[str, dict[str, int]]] = {}
    for kind, records in his.items():
        sql = Sql()
        rows = reader.rows(
            "SELECT t.value, substr(p.day, 1, 4) AS year, count(*) FROM tag t CROSS JOIN posting p"  # noqa: S608
            f" WHERE t.kind = {sql.bind(kind)} AND t.field = 'leader+topic' AND t.value > {sql.bind(f'{leader}|')}"
            f" AND t.value < {sql.bind(f'{leader}}}')} AND p.tag_id = t.id{days(sql, records.plan.params)}"
            " GROUP BY t.value, year",
            sql.params,
        )
        for value, year, n in rows:
            topic = value.rpartition("|")[2]
            years.setdefault(topic, {}).setdefault(year, {})[kind] = n
    ordered = _most_first(his, "topic")
    labels = labels_of(reader, vocabulary, "topic", ordered)
    return [
        TopicYearsOut(
            id=topic,
            labels=labels[topic],
            **_counts(his, "topic", topic),
            years=[
                YearOut(
                    year=year,
                    **{
                        f"{kind}s": records.counted(counts.get(kind, 0), ("topic", topic), ("year", year))
                        for kind, records in his.items()
                    },
                )
                for year, counts in sorted(years[topic].items())
                if year
            ]
            + _undated(years[topic].get("", {})),
        )
        for topic in ordered
    ]


def _ends(reader: Reader, his: Told) -> tuple[date | None, date | None]:
    """The first and the last day of all these records."""
    found: list[str] = []
    for records in his.values():
        for group in records.plan.groups:
            sql = Sql()
            # min and max in SELECTs of their own: each is one probe of the index.
            which = f"FROM posting p WHERE p.tag_id = {sql.bind(group[0].id)} AND p.day > ''{days(sql, records.plan.params)}"
            [ends] = reader.rows(
                f"SELECT (SELECT min(p.day) {which}), (SELECT max(p.day) {which})", sql.params
            )
            found += [day for day in ends if day]
    return (date.fromisoformat(min(found)), date.fromisoformat(max(found))) if found else (None, None)
