"""How many records of a list have each value of a field."""

from __future__ import annotations

from pydantic import Field

from app.schemas.common import Labels, Out, shaped

_VALUE = {"value": "trade", "label": "trade", "labels": {"ru": "торговля", "en": "trade"}, "n": 25}


class FacetValueOut(Out):
    """A value that the list can be narrowed to, and how many of its records have it."""

    model_config = shaped(**_VALUE)

    value: str = Field(description="The value, as the filter of the same name takes it.", examples=["trade"])
    label: str = Field(
        description="Its name in the language of `lang`, else of Accept-Language, else in English; the value itself where it has none.",
        examples=["trade"],
    )
    labels: Labels
    n: int = Field(
        ge=1,
        description="Records of the list that have it: its `total` with this value added.",
        examples=[25],
    )


class FacetOut(Out):
    """The values of a field that most records of a list have."""

    model_config = shaped(values=[_VALUE], others=3)

    values: list[FacetValueOut] = Field(description="Most records first; of equal ones by the value.")
    others: int = Field(
        ge=0, description="How many further values there are, beyond `facet_limit`.", examples=[3]
    )
