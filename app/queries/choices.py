"""The closed lists that lists of records are cut and counted by: one of each for every kind, as they stand in the contract."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator

StatementFacet = Literal[
    "leader", "country", "topic", "metric", "summit", "series", "year", "kind", "act", "attribution", "addressee", "language",
]  # fmt: skip
ProposalFacet = Literal[
    "leader", "country", "topic", "summit", "series", "year", "attribution", "addressee", "language",
]  # fmt: skip
FigureFacet = Literal[
    "leader", "country", "topic", "metric", "summit", "series", "year", "attribution", "language", "unit", "measure", "modality",
    "flag", "reporter", "partner",
]  # fmt: skip
DocumentFacet = Literal[
    "leader", "country", "topic", "summit", "series", "year", "language", "publisher",
]  # fmt: skip

MOST_CHOICES: Final = 50
"""Values that a parameter of a closed list takes, repetitions included."""


def _parted(value: Any) -> Any:
    """`a,b` is as good as two parameters."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [part for each in value for part in each.split(",")]
    return value


COMMAS = BeforeValidator(_parted)
"""For a parameter that is an array: its values may stand in one, parted by commas."""

StatementFacets = Annotated[list[StatementFacet], COMMAS]
ProposalFacets = Annotated[list[ProposalFacet], COMMAS]
FigureFacets = Annotated[list[FigureFacet], COMMAS]
DocumentFacets = Annotated[list[DocumentFacet], COMMAS]
