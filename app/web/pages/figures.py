"""Figures: lists, and single ones with what others claim of the same."""

from __future__ import annotations

from typing import Final

from pydantic_core import from_json

from app.analysis import implied_of
from app.queries.choices import FigureView
from app.queries.claims import get_claims_of
from app.queries.figures import FIGURES, get_companions
from app.queries.params import FigureParams
from app.schemas.common import FigureId
from app.web.charts import intervals
from app.web.lists import Listed, show_list
from app.web.page import Page, PageParams, PageRouter, checked
from app.web.records import show_record
from app.web.view import View

router = PageRouter()

LISTED: Final = Listed(
    "figure",
    facets=("metric", "reporter", "leader", "unit", "summit", "year", "language"),
    fields=(
        "date_from", "date_to", "period_from", "period_to", "value_from", "value_to", "measure", "modality", "flag",
    ),
)  # fmt: skip


@router.page("/figures", FigureParams)
async def show_figures(view: View, params: FigureParams) -> Page:
    """A page of the list of figures."""
    return await show_list(view, params, LISTED)


@router.page("/figures/{id}")
async def show_figure(view: View, params: PageParams, id: str) -> Page:
    """One figure: what it measures, what it implies, and what others claim of the same, side by side."""
    id = checked(FigureId, id)
    growth, level = await view.service.read(get_companions, id)
    implied = implied_of(growth, level)
    claims = [from_json(record) for record in await view.service.read(get_claims_of, id)]
    return await show_record(
        view,
        FIGURES,
        FigureId,
        id,
        FigureView(include=["context", "companion", "statement"]),
        implied=implied.model_dump(mode="json") if implied else None,
        claims=[(claim, intervals(view, claim)) for claim in claims],
    )
