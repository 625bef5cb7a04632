"""What figures measure: the list of metrics, and the figures of one."""

from __future__ import annotations

from app.queries.metrics import find_metrics, get_metric
from app.queries.params import ClaimParams, FigureParams, StatementParams, TermId
from app.queries.term_params import MetricParams
from app.web.entries import Fact, Told, entry_told, section, show_entries, show_entry
from app.web.page import Page, PageParams, PageRouter, checked
from app.web.view import Record, View

router = PageRouter()


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
    return await show_entry(view, "metrics", id, get_metric, sections, _facts, csv="figure")


def _facts(view: View, metric: Record) -> list[Fact]:
    kinds = [Told(view.words(f"unit_kind.{kind}")) for kind in metric["unit_kinds"]]
    facts = [Fact("unit_kinds", kinds)]
    if topic := metric["topic"]:
        facts.append(Fact("topic", [entry_told(view, topic, view.to("topics", topic["id"]))]))
    facts += [Fact(f"code_{name}", [Told(code)]) for name, code in metric["codes"].items() if code]
    return facts
