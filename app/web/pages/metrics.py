"""What figures measure: the list of metrics, and the figures and series of one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pydantic_core import from_json

from app.queries.metrics import find_metrics, get_metric
from app.queries.params import ClaimParams, FigureParams, StatementParams, TermId
from app.queries.series import find_series
from app.queries.series_params import SeriesParams
from app.queries.term_params import MetricParams
from app.web.entries import Fact, Told, entry_told, section, show_entries, show_entry
from app.web.page import Page, PageParams, PageRouter, checked
from app.web.view import Record, View

router = PageRouter()

SERIES: Final = 12
"""Series that stand on the page of a metric; all of them have a list."""


@router.page("/metrics", MetricParams)
async def show_metrics(view: View, params: MetricParams) -> Page:
    """The list of metrics."""
    return await show_entries(view, params, "metrics", find_metrics, ("topic",))


@router.page("/metrics/{id}")
async def show_metric(view: View, params: PageParams, id: str) -> Page:
    """One metric: its figures, who tells them of whom, and where claims lie side by side."""
    id = checked(TermId, id)
    sections = (
        section("figure", FigureParams, "reporter", "leader", "year", "unit", metric=id),
        section("claim", ClaimParams, "country", metric=id),
        section("statement", StatementParams, "topic", metric=id),
    )
    page = await show_entry(view, "metrics", id, get_metric, sections, _facts, csv="figure")
    found = await view.service.read_aside(
        find_series, view.service.vocabulary, SeriesParams(metric=id, limit=SERIES, count="exact")
    )
    series = [from_json(record) for record in found.records]
    return replace(
        page, template="metric.html", values={**page.values, "series": series, "series_total": found.total}
    )


def _facts(view: View, metric: Record) -> list[Fact]:
    kinds = [Told(view.words(f"unit_kind.{kind}")) for kind in metric["unit_kinds"]]
    facts = [Fact("unit_kinds", kinds)]
    if topic := metric["topic"]:
        facts.append(Fact("topic", [entry_told(view, topic, view.to("topics", topic["id"]))]))
    facts += [Fact(f"code_{name}", [Told(code)]) for name, code in metric["codes"].items() if code]
    return facts
