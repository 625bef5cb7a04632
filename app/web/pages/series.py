"""Series: what is claimed of one thing over time. Those of a metric, and one with its chart and its points."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from markupsafe import Markup
from pydantic_core import from_json

from app.charts import Drawing
from app.queries.charts import draw_series, title_of
from app.queries.consistent import consistent
from app.queries.points import find_points
from app.queries.records import RecordPage
from app.queries.series import find_series
from app.queries.series_params import PointParams, SeriesParams
from app.schemas.common import LabelLanguage
from app.schemas.labels import metric_label
from app.schemas.series import SeriesId, SeriesOut
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.web.lists import USUAL, Filter, check_params, form_fields, hidden_pairs, set_filters, turned
from app.web.page import Data, Page, PageRouter, checked
from app.web.view import View

router = PageRouter()

MARKS: Final = 500
"""Marks of a chart inside a page, which is light enough with them; the chart says what is not drawn."""

_OF_ALL: Final = ("country", "partner", "measure", "modality")
_OF_ONE: Final = ("period_from", "period_to")


@router.page("/series", SeriesParams)
async def show_all(view: View, params: SeriesParams) -> Page:
    """A page of the series of a metric."""
    check_params(params, "series")
    limit = params.limit if "limit" in params.model_fields_set else USUAL
    asked = params.model_copy(update={"limit": limit, "lang": None, "count": "exact"})
    vocabulary = view.service.vocabulary
    found = await view.service.read_aside(find_series, vocabulary, asked)
    return Page(
        "series_list.html",
        {
            "metric": metric_label(params.metric, vocabulary).model_dump(mode="json"),
            "listed": [from_json(record) for record in found.records],
            "total": found.total,
            "notes": found.notes,
            "fields": form_fields(view, SeriesParams, _OF_ALL),
            "hidden": hidden_pairs(view, SeriesParams, _OF_ALL),
            "filters": [each for each in await set_filters(view) if each.name != "metric"],
            **turned(view, found),
        },
        Data(json=view.data(limit=str(limit))),
    )


@router.page("/series/{id}", PointParams)
async def show_series(view: View, params: PointParams, id: str) -> Page:
    """One series: its chart, and its points as a table, with official values beside them."""
    id = checked(SeriesId, id)
    check_params(params, f"series/{id}")
    limit = params.limit if "limit" in params.model_fields_set else USUAL
    asked = params.model_copy(update={"limit": limit, "lang": None, "count": "exact"})
    found, head, drawn = await view.service.read_aside(
        _read, view.service.vocabulary, id, asked, view.language, view.root, view.lang and f"lang={view.lang}"
    )
    whole = {"cursor": None, "limit": None}
    return Page(
        "series.html",
        {
            "series": from_json(head),
            "title": title_of(SeriesOut.model_validate_json(head), view.language),
            # Markup that ElementTree wrote, which escapes whatever stands in it.
            "chart": Markup(drawn.inline()),  # noqa: S704
            "points": [from_json(record) for record in found.records],
            "total": found.total,
            "notes": found.notes,
            "fields": form_fields(view, PointParams, _OF_ONE),
            "hidden": hidden_pairs(view, PointParams, _OF_ONE),
            "filters": await _filters(view, params),
            **turned(view, found),
        },
        Data(
            json=view.data(limit=str(limit)),
            csv=view.data(format="csv", **whole),
            svg=view.data(format="svg", **whole, lang=view.lang or None),
        ),
    )


@consistent
def _read(
    reader: Reader,
    vocabulary: Vocabulary,
    id: str,
    params: PointParams,
    language: LabelLanguage,
    root: str,
    kept: str,
) -> tuple[RecordPage, bytes, Drawing]:
    """A page of points, what is told of the series, and the chart of all its points, of one state of the data."""
    found, head = find_points(reader, vocabulary, id, params)
    whole = params.model_copy(update={"limit": MARKS, "cursor": None})
    return found, head, draw_series(reader, vocabulary, id, whole, language, root, kept)


async def _filters(view: View, params: PointParams) -> list[Filter]:
    """The filters that are set, in words."""
    derived = "true" if params.derived else "false"
    return [
        replace(each, label=view.words(f"only_derived.{derived}")) if each.name == "derived" else each
        for each in await set_filters(view)
    ]
