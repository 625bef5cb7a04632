"""A page of a list: the same envelope for every kind of record."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from pydantic import ConfigDict, Field

from app.schemas.common import Out
from app.schemas.facet import FacetOut

Item = TypeVar("Item")

# What every list tells of itself, whatever it is a list of.
NextPage = Annotated[str | None, Field(description="Address of the next page, null on the last one.")]
PageBefore = Annotated[
    str | None, Field(description="Address of the page before, null on the first one.", examples=[None])
]
DataVersion = Annotated[
    int,
    Field(ge=0, description="Version of the stored data that the answer was made from.", examples=[42]),
]
Notes = Annotated[
    list[str],
    Field(description="What a reader should know about this answer, in sentences.", examples=[[]]),
]


class Page(Out, Generic[Item]):
    """Some records of a list, and where those next to them are."""

    # said again, because Pydantic forgets the docstring of a generic class that is given its type
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={"description": "Some records of a list, and where those next to them are."},
    )

    items: list[Item] = Field(description="The records, in the order asked for.")
    next: NextPage = Field(examples=["/api/v1/statements?limit=50&cursor=eyJkIjoi"])
    prev: PageBefore
    data_version: DataVersion
    notes: Notes
    total: int | None = Field(
        default=None,
        ge=0,
        description="Number of records on all pages; only with `count=exact`, else left out.",
        examples=[120],
    )
    facets: dict[str, FacetOut] | None = Field(
        default=None,
        description="Field -> how many records of the whole list have each of its values; only with `facets=`, else left out.",
        examples=[{"topic": FacetOut.model_config["json_schema_extra"]["examples"][0]}],  # type: ignore[index]
    )
