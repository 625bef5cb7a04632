"""`get_series`: a metric and places -> what was told of it over time, what figures imply, and official values."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from pydantic_core import from_json

from app.api.dependencies import Service
from app.errors import InvalidInput, NotFound
from app.mcp.answers import Answer, Item, Record, Shown, cut_note, page_answer, sized
from app.mcp.arguments import SeriesArguments
from app.mcp.names import Ids, resolve
from app.queries.consistent import consistent
from app.queries.points import find_points
from app.queries.records import RecordPage
from app.queries.series import find_series
from app.queries.series_params import PointParams, SeriesParams
from app.schemas.series import SERIES_ID
from app.store.database import Reader
from app.vocabulary import Vocabulary

_OTHERS = 10
"""Further series that are named."""

_ID = re.compile(SERIES_ID)


async def get_series(service: Service, asked: SeriesArguments, shown: Shown) -> Answer:
    """The points of a series, in the order of periods. Raises `InvalidInput` and `NotFound`."""
    given = asked.series and asked.series.strip().rstrip("/").rpartition("/")[2]
    if given and (asked.metric or asked.country or asked.partner or asked.measure):
        raise InvalidInput(
            "A series has its metric, places and measure in its id: leave metric, country, partner and measure out beside it."
        )
    if not given and not asked.metric:
        raise InvalidInput("Name a metric, such as 'trade turnover' or 'gdp', or the id of a series.")
    if given and not _ID.fullmatch(given):
        raise InvalidInput(
            f"{given[:60]!r} is not the id of a series, such as trade_turnover.level.money.actual.KG.KZ. Name a metric instead."
        )
    ids = await resolve(
        service, asked.lang, {"metric": asked.metric, "country": asked.country, "partner": asked.partner}
    )
    if answer := ids.asks_back():
        return answer

    @consistent
    def ask(reader: Reader) -> Answer:
        series, others = (given, []) if given else _chosen(reader, service.vocabulary, asked, ids)
        if series is None:
            page = _list(reader, service.vocabulary, asked, ids)
            notes = [
                re.sub(
                    r"; /api/v1/figures\?metric=\S+ lists its figures",
                    "; `search` with kind=figure lists its figures",
                    each,
                )
                for each in page.notes
            ]
            return Answer(data_version=page.data_version, notes=notes)
        return cut_note(
            shown,
            sized(partial(_points, reader, service.vocabulary, asked, shown, series, others), asked.limit),
        )

    return ids.told(await service.read_aside(ask))


def _list(reader: Reader, vocabulary: Vocabulary, asked: SeriesArguments, ids: Ids) -> RecordPage:
    filters: dict[str, Any] = {name: found for name in ("country", "partner") if (found := ids.ids.get(name))}
    if asked.measure:
        filters["measure"] = [asked.measure]
    return find_series(
        reader, vocabulary, SeriesParams(metric=ids.one("metric") or "", limit=_OTHERS + 1, **filters)
    )


def _chosen(
    reader: Reader, vocabulary: Vocabulary, asked: SeriesArguments, ids: Ids
) -> tuple[str | None, list[Record]]:
    """The id of the series with the most points, and the heads of others."""
    first, *others = [from_json(record) for record in _list(reader, vocabulary, asked, ids).records] or [None]
    return (first["id"], others) if first else (None, [])


def _points(
    reader: Reader,
    vocabulary: Vocabulary,
    asked: SeriesArguments,
    shown: Shown,
    series: str,
    others: list[Record],
    limit: int,
) -> Answer:
    params = PointParams(
        limit=limit,
        cursor=asked.cursor,
        period_from=asked.period_from,
        period_to=asked.period_to,
        lang=asked.lang,
    )
    try:
        page, rendered = find_points(reader, vocabulary, series, params)
    except NotFound as error:
        if "cursor" in error.detail:
            raise
        raise NotFound(
            f"Nothing is claimed in the series {series!r}. Name a metric to learn which series there are."
        ) from None
    head: Record = from_json(rendered)
    id = str(head["id"])
    items = [_point(shown, id, from_json(record)) for record in page.records]
    answer = page_answer(shown, page, items)
    answer.head = {"series": shown.lean(head), "permalink": shown.permalink("series", id)}
    if others:
        answer.head["others"] = [
            {"id": each["id"], "told": each["told"], "derived": each["derived"]} for each in others[:_OTHERS]
        ]
        answer.notes.append(
            f"Several series fit; this is the one with the most points. Ask with series=id for {'these' if len(others) <= _OTHERS else 'one of these'} `others`,"
            " or narrow by country, partner and measure."
        )
    return answer


def _point(shown: Shown, series: str, record: Record) -> Item:
    """A point leads to the figure that tells it, an official or implied one to its series."""
    figure = record.get("figure")
    item = shown.item("point", record, id=figure or series)
    return item.model_copy(
        update={
            "permalink": shown.permalink("figure", figure) if figure else shown.permalink("series", series)
        }
    )
