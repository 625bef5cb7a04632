"""A page of a list, walked over the page index: (tag, day, record) newest first.

Every filter is a tag. The rarest one drives, the others are probed by their primary key; several values of the driving
field are walked side by side, each no further than the page needs. No page costs more for lying deep: only keysets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.domain.kinds import Review
from app.queries.absent import absent
from app.queries.cursor import Position, record_position, seal
from app.queries.hits import FIRST_DAY, Search, kind_of_hits
from app.queries.names import names_of
from app.queries.params import EXCLUDE, ListParams
from app.queries.terms import check_known
from app.queries.wording import Question, read_question
from app.schemas.ids import Kind, parse
from app.store.database import Reader
from app.store.fulltext.read import check_index
from app.store.tags import tag_kind
from app.vocabulary import Vocabulary

Bound = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of record that has lists: its table, the name of its tags, pairs of fields that have tags of their own."""

    kind: Kind
    table: str
    pairs: tuple[tuple[str, str], ...] = ()
    ranges: Mapping[str, str] = field(default_factory=dict)
    """Ends of ranges -> what a row `r` must be beside them, in SQL."""

    rejected: bool = False
    """Whether its records are those that somebody rejected, which have tags of their own."""

    @property
    def tagged(self) -> str:
        """The kind that its tags are of."""
        return tag_kind(self.kind, Review.REJECTED if self.rejected else Review.AUTO)

    @property
    def has_lines(self) -> bool:
        """Whether its records are stored as lines of CSV, too."""
        return self.kind not in ("document", "claim", "thread")


@dataclass(frozen=True, slots=True)
class Tag:
    """A value of a filter; `field` is the filter's name, `all` where there is none."""

    id: int
    n: int
    field: str


_ALL: Final = Tag(0, 1, "all")
"""Of a list that words alone narrow: there the tag itself is asked for nothing."""


@dataclass(slots=True)
class Sql:
    """SQL that is being put together, and its parameters."""

    params: dict[str, Any] = field(default_factory=dict)

    def bind(self, value: Any) -> str:
        name = f"p{len(self.params)}"
        self.params[name] = value
        return f":{name}"

    def listed(self, values: Sequence[int] | Sequence[str]) -> str:
        marks = [self.bind(value) for value in values]
        return f"= {marks[0]}" if len(marks) == 1 else f"IN ({', '.join(marks)})"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a list is read: the tags of each filter, the rarest first, and where it begins. No groups: nothing can be found."""

    noun: Noun
    params: ListParams
    bound: bytes
    groups: list[list[Tag]]
    after: Position | None
    without: tuple[int, ...] = ()
    """Tags that no record of the list may have."""
    notes: tuple[str, ...] = ()
    search: Search | None = None
    """What is looked for by words; the groups are then part of it."""

    @property
    def but_days(self) -> Tag | None:
        """The one tag that makes the list, where nothing else narrows it but days."""
        narrowed = self.search or self.without or self.params.ranges()
        alone = len(self.groups) == 1 and len(self.groups[0]) == 1
        return self.groups[0][0] if alone and not narrowed else None

    @property
    def tag(self) -> Tag | None:
        """The one tag that makes the list, where nothing else narrows it: then what is counted of the tag holds of the list."""
        return None if self.params.date_from or self.params.date_to else self.but_days


def plan_list(
    reader: Reader,
    vocabulary: Vocabulary,
    noun: Noun,
    params: ListParams,
    question: Question | None = None,
) -> Plan:
    """How a list is read; raises what `find_records` of records.py raises. `question`: what `params.words()` means, where that is known."""
    filters, excluded, words = params.filters(), params.exclusions(), params.words()
    noun, notes = _reviewed(noun, params, filters, excluded)
    if (
        withheld := params.withheld()
    ) is not None:  # only records whose words are withheld have a tag that says so
        (filters if withheld else excluded)["text"] = ("withheld",)
    bound = seal(
        noun.tagged,
        params.sort,
        str(params.date_from),
        str(params.date_to),
        *((f"q={words}",) if words else ()),
        *(f"{name}={value}" for name, value in params.ranges().items()),
        *(part for name, values in filters.items() for part in (f"{name}=", *sorted(values))),
        *(part for name, values in excluded.items() for part in (f"{EXCLUDE}{name}=", *sorted(values))),
    )
    after = record_position(params.cursor, bound) if params.cursor else None
    if params.date_from and params.date_to and params.date_from > params.date_to:
        check_known(reader, vocabulary, filters)
        note = (
            f"date_from ({params.date_from}) lies after date_to ({params.date_to}), so nothing can be found."
        )
        return Plan(noun, params, bound, [], after, notes=(note,))
    if words is not None and not filters:
        groups = [[_ALL]]
    else:
        groups, complete = _groups(reader, noun, _paired(noun, filters))
        if not complete:
            check_known(reader, vocabulary, filters)
    without: tuple[int, ...] = ()
    if excluded:
        left_out, complete = _groups(reader, noun, excluded)
        without = tuple(tag.id for group in left_out for tag in group)
        if not complete:
            check_known(reader, vocabulary, excluded, EXCLUDE)
    both = [name for name, values in filters.items() if set(values) <= set(excluded.get(name, ()))]
    notes += tuple(f"{name} is asked for and left out, so nothing can be found." for name in both)
    notes += params.cautions()
    if not all(groups) or both:
        groups = []
    if words is None:
        if params.sort == "relevance":
            notes += ("sort=relevance needs q, so the newest stand first.",)
        return Plan(noun, params, bound, groups, after, without, notes)
    question = question or read_question(words, names_of(vocabulary))
    notes += question.notes
    if noun.rejected:
        groups = []
        notes += ("What somebody rejected is not searched by words; leave q out.",)
    if not question.wanted or not groups:
        return Plan(noun, params, bound, [], after, without, notes)
    check_index(reader)
    return Plan(
        noun, params, bound, groups, after, without, notes, _search(noun, params, question, groups, without)
    )


def _reviewed(
    noun: Noun,
    params: ListParams,
    filters: dict[str, tuple[str, ...]],
    excluded: dict[str, tuple[str, ...]],
) -> tuple[Noun, tuple[str, ...]]:
    """Turns `review` into filters: only findings that somebody looked at have a tag that says so. The noun, and notes."""
    asked = params.reviews()
    if asked == {Review.REJECTED}:
        return replace(noun, rejected=True), ()
    told = (
        ("Rejected records are listed alone: ask for review=rejected and nothing else.",)
        if Review.REJECTED in asked
        else ()
    )
    looked_at = (Review.CONFIRMED, Review.CORRECTED)
    if Review.AUTO not in asked:
        filters["review"] = tuple(review for review in looked_at if review in asked)
    elif left_out := tuple(review for review in looked_at if review not in asked):
        excluded["review"] = left_out
    return noun, told


def _search(
    noun: Noun, params: ListParams, question: Question, groups: list[list[Tag]], without: tuple[int, ...]
) -> Search:
    sql = Sql()
    condition = _within(sql, noun, params)
    hits = kind_of_hits(
        noun.kind,
        question,
        groups=[[tag.id for tag in group] for group in groups if _ALL not in group],
        without=without,
        days=(
            params.date_from.isoformat() if params.date_from else None,
            params.date_to.isoformat() if params.date_to else None,
        ),
        condition=f" AND {condition}" if condition else "",
        params=sql.params,
    )
    return Search(hits, question, params.sort == "relevance")


def _within(sql: Sql, noun: Noun, params: ListParams) -> str:
    """What a row `r` must be to lie in the ranges that are asked for; empty where none is."""
    return " AND ".join(f"{noun.ranges[name]} {sql.bind(_end(end))}" for name, end in params.ranges().items())


def _end(value: Decimal | date | int) -> float | str | int:
    """An end of a range as it is stored."""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def one_record(reader: Reader, noun: Noun, shown: str) -> bytes:
    """One rendered record by its shown id; `NotFound` if it never was stored, `Gone` if it is no more."""
    found = reader.row(
        f"SELECT CAST(record AS BLOB) FROM {noun.table} WHERE id = :id",  # noqa: S608
        {"id": parse(shown, noun.kind)},
    )
    if found is None:
        raise absent(reader, noun.kind, shown)
    record: bytes = found[0]
    return record


def _paired(noun: Noun, filters: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Two filters of one value each become the one of their pair, which is rarer and saves a probe."""
    found = dict(filters)
    for first, second in noun.pairs:
        if len(filters.get(first, ())) == 1 and len(filters.get(second, ())) == 1:
            found[f"{first}+{second}"] = (f"{filters[first][0]}|{filters[second][0]}",)
            found.pop(first, None)
            found.pop(second, None)
    return found


def _groups(
    reader: Reader, noun: Noun, filters: Mapping[str, tuple[str, ...]]
) -> tuple[list[list[Tag]], bool]:
    """The tags of each filter, the rarest filter first, and whether every value has one."""
    sql = Sql()
    kind = sql.bind(noun.tagged)
    parts: list[str] = []
    wanted = filters or {"all": ("",)}
    for number, (name, values) in enumerate(wanted.items()):
        marks = ", ".join(sql.bind(value) for value in values)
        parts.append(
            f"SELECT {number}, id, n FROM tag WHERE kind = {kind} AND field = {sql.bind(name)} AND value IN ({marks})"  # noqa: S608
        )
    groups: list[list[Tag]] = [[] for _ in wanted]
    names = list(wanted)
    for number, tag, n in reader.rows(" UNION ALL ".join(parts), sql.params):
        if n:
            groups[number].append(Tag(tag, n, names[number]))
    complete = all(len(group) == len(values) for group, values in zip(groups, wanted.values(), strict=True))
    return sorted(groups, key=lambda group: sum(tag.n for tag in group)), complete


def conditions(sql: Sql, plan: Plan, after: Position | None = None) -> str:
    """What a posting `p` of the driving tag must fulfil besides."""
    found = days(sql, plan.params, after)
    probes = [("EXISTS", [tag.id for tag in group]) for group in plan.groups[1:]]
    if plan.without:
        probes.append(("NOT EXISTS", list(plan.without)))
    if within := _within(sql, plan.noun, plan.params):
        found += f" AND EXISTS (SELECT 1 FROM {plan.noun.table} r WHERE r.id = p.finding_id AND {within})"  # noqa: S608
    for how, tags in probes:
        found += (
            f" AND {how} (SELECT 1 FROM posting x WHERE x.tag_id {sql.listed(tags)}"  # noqa: S608
            " AND x.day = p.day AND x.finding_id = p.finding_id)"
        )
    return found


def days(sql: Sql, params: ListParams, after: Position | None = None) -> str:
    """Between which days a posting `p` must lie, and on which side of a position."""
    low, high = _bounds(params, after)
    found = ""
    # Both ends as pairs: with a plain comparison of days beside the cursor's pair, SQLite walks from the day's beginning.
    if low:
        found += f" AND (p.day, p.finding_id) > ({sql.bind(low[0])}, {sql.bind(low[1])})"
    if high:
        found += f" AND (p.day, p.finding_id) < ({sql.bind(high[0])}, {sql.bind(high[1])})"
    return found


def _bounds(params: ListParams, after: Position | None) -> tuple[Bound | None, Bound | None]:
    """The keys that the page lies between, both excluded."""
    low: Bound | None = None
    high: Bound | None = None
    if params.date_from or params.date_to:
        low = (params.date_from.isoformat() if params.date_from else FIRST_DAY, -1)
    if params.date_to:
        high = (f"{params.date_to.isoformat()}~", -1)  # after every record of the day, before the next day
    if after:
        key = (after.day, after.id)
        if _ascending(params, after):
            low = max(low or key, key)
        else:
            high = min(high or key, key)
    return low, high


def _ascending(params: ListParams, after: Position | None) -> bool:
    """Whether the walk goes from older days to newer ones: what lies before a position is walked the other way."""
    return bool(params.sort == "date") != (after is not None and after.back)


def walk(
    reader: Reader, plan: Plan, after: Position | None, most: int, *, lines: bool = False
) -> list[tuple[str, int, bytes]]:
    """The records next to a position, in the list's order: day, number and rendered JSON of at most `most`. `lines`: a line of CSV instead,
    for each that has one."""
    if not plan.groups:
        return []
    if plan.search:
        return plan.search.walk(reader, after, most, ascending=_ascending(plan.params, after))
    sql = Sql()
    way = "ASC" if _ascending(plan.params, after) else "DESC"
    order = f"ORDER BY day {way}, finding_id {way}"
    limit = int(most)  # in the text: with a limit that is a parameter SQLite plans the query anew each time
    probes = conditions(sql, plan, after)
    walks = [
        f"SELECT p.day AS day, p.finding_id AS finding_id FROM posting p WHERE p.tag_id = {sql.bind(tag.id)}{probes}"  # noqa: S608
        f" {order} LIMIT {limit}"
        for tag in plan.groups[0]
    ]
    keys = walks[0]
    if len(walks) > 1:
        keys = " UNION ".join(f"SELECT * FROM ({each}) AS one" for each in walks) + f" {order} LIMIT {limit}"  # noqa: S608
    shape = "CAST(r.record AS BLOB)"
    if lines and plan.noun.has_lines:
        shape = f"coalesce(CAST(r.line AS BLOB), {shape})"
    # CROSS JOIN keeps SQLite from turning the order of the two round.
    found: list[Any] = reader.rows(
        f"SELECT w.day, w.finding_id, {shape} FROM ({keys}) w CROSS JOIN {plan.noun.table} r"  # noqa: S608
        f" WHERE r.id = w.finding_id ORDER BY w.day {way}, w.finding_id {way}",
        sql.params,
    )
    return found[::-1] if after and after.back else found


def count_records(reader: Reader, plan: Plan) -> int:
    """How many records the whole list has, whatever the cursor."""
    groups = plan.groups
    if not groups:
        return 0
    if plan.tag:
        return plan.tag.n
    if plan.search:
        return plan.search.hits.count(reader)
    sql = Sql()
    driving = sql.listed([tag.id for tag in groups[0]])
    what = "*" if len(groups[0]) == 1 else "DISTINCT p.finding_id"
    found = reader.row(
        f"SELECT count({what}) FROM posting p WHERE p.tag_id {driving}{conditions(sql, plan)}",  # noqa: S608
        sql.params,
    )
    return int(found[0]) if found else 0
