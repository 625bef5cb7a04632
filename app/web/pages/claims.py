"""Claims side by side: lists, and what is claimed of one thing."""

from __future__ import annotations

from typing import Final

from pydantic_core import from_json

from app.queries.choices import ClaimView
from app.queries.claims import CLAIMS
from app.queries.params import ClaimParams
from app.queries.records import find_record
from app.queries.series import get_series_of
from app.schemas.common import ClaimId
from app.web.charts import intervals
from app.web.citing import cited
from app.web.lists import Listed, show_list
from app.web.page import Data, Page, PageParams, PageRouter, checked
from app.web.view import Record, View

router = PageRouter()

LISTED: Final = Listed(
    "claim",
    facets=("metric", "country", "leader", "unit", "year"),
    fields=("disagreeing", "derived", "period_from", "period_to", "date_from", "date_to", "measure", "cause"),
    feed=False,
)


@router.page("/claims", ClaimParams)
async def show_claims(view: View, params: ClaimParams) -> Page:
    """A page of the list of claims."""
    return await show_list(view, params, LISTED)


@router.page("/claims/{id}")
async def show_claim(view: View, params: PageParams, id: str) -> Page:
    """What is claimed of one thing: everybody's value side by side, as a table and drawn."""
    record = await view.service.read(find_record, CLAIMS, checked(ClaimId, id), ClaimView())
    claim = from_json(record)
    metric = claim["metric"]["id"]
    found = await view.service.read(get_series_of, view.service.vocabulary, claim["claims"][0]["figure"])
    series = [each.model_dump(mode="json") for each in found]
    return Page(
        "claim.html",
        {
            "claim": claim,
            "chart": intervals(view, claim),
            "series": [each for each in series if _is_of(claim, each)],
            "cited": cited(view, "claim", claim),
        },
        Data(
            json=view.data(),
            csv=view.data("/claims", metric=metric, format="csv"),
            feed=view.data("/figures", metric=metric, format="atom"),
            csv_of="metric_claims",
            feed_of="metric_figures",
        ),
    )


def _is_of(claim: Record, series: Record) -> bool:
    """Whether a series, one of those that a figure of the claim stands in, is what is claimed over time; a flow has two names."""
    return (
        {place["id"] for place in series["places"]} == {place["id"] for place in claim["places"]}
        and claim["metric"] in (series["metric"], series["mirror"])
        and (series["measure"], series["modality"]) == (claim["measure"], claim["modality"])
    )
