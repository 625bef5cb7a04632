"""Figures as observations of SDMX: the components of their data structure, and a rendered record's values in them (SDMX-CSV 2.0).

Each figure is an observation of its own, so that its id is a dimension: two people who tell the same thing differently are no conflict. Cells are
exact, whatever a spreadsheet would make of them; `csv` is for those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from pydantic_core import from_json

from app.domain.calendar import time_period
from app.domain.kinds import Modality
from app.schemas.lines import cells_line

Record = Mapping[str, Any]

AGENCY: Final = "SUMMITRY"
STRUCTURE: Final = "FIGURES"
VERSION: Final = "1.0"
"""Of two parts, as what may still grow has it: code lists grow with the vocabulary and with what is stored."""

NOT_TOLD: Final = "_X"
"""A dimension that the text leaves open, and SDMX does not."""
NO_UNIT: Final = "_Z"
SEVERAL: Final = "_M"
"""More counterparts than one, which a code cannot say; COUNTERPARTS names them."""
UNKNOWN: Final = "_U"
"""The frequency of a period that is not told. Its TIME_PERIOD is empty, since no time period of SDMX says so."""

Role = Literal["dimension", "time", "measure", "attribute"]


class Component(NamedTuple):
    """A column: its id, its part in the structure, what it is in English, and its code list, else the type of its text."""

    id: str
    role: Role
    name: str
    codes: str | None = None
    type: str = "String"
    required: bool = False


COMPONENTS: Final = (
    Component("FREQ", "dimension", "Frequency of the period", "CL_FREQ"),
    Component("REF_AREA", "dimension", "Country or bloc whose figure it is", "CL_AREA"),
    Component("COUNTERPART_AREA", "dimension", "Other country or bloc that it is about", "CL_AREA"),
    Component("INDICATOR", "dimension", "What is measured: an id of /metrics", "CL_INDICATOR"),
    Component(
        "MEASURE", "dimension", "Level, change, growth, share, or a price or rate", "CL_MEASURE"
    ),
    Component("UNIT_MEASURE", "dimension", "Unit of the value", "CL_UNIT_MEASURE"),
    Component("FIGURE", "dimension", "Id of the figure: an observation for each that is told"),
    Component("TIME_PERIOD", "time", "Days that it speaks of", type="ObservationalTimePeriod"),
    Component("OBS_VALUE", "measure", "Exact value; of a range its lower end", type="Decimal", required=True),
    Component("OBS_STATUS", "attribute", "Status of the observation", "CL_OBS_STATUS", required=True),
    Component("UNIT_MULT", "attribute", "Power of ten of the unit: always 0", "CL_UNIT_MULT", required=True),
    Component("DECIMALS", "attribute", "Decimals of the value", type="Integer", required=True),
    Component("VALUE_HIGH", "attribute", "Upper end of a range", type="Decimal"),
    Component("STEP", "attribute", "Value of the last written digit; half of it is rounding", type="Decimal"),
    Component("BOUND", "attribute", "How exactly it is told", "CL_BOUND", required=True),
    Component("MODALITY", "attribute", "A fact, a plan or a possibility", "CL_MODALITY", required=True),
    Component("DIRECTION", "attribute", "Direction of a change or growth", "CL_DIRECTION"),
    Component("BASE_PERIOD", "attribute", "Days that a change or growth is counted from", type="ObservationalTimePeriod"),
    Component("COUNTERPARTS", "attribute", "All counterparts, parted by blanks, where there are several"),
    Component("CLAIMANT", "attribute", "Who states it: an id of /leaders, or org: and the name of a body; empty for the source itself"),
    Component("SAID_ON", "attribute", "Day on which it was stated", type="GregorianDay"),
    Component("DOCUMENT", "attribute", "Id of the source", required=True),
    Component("DOCUMENT_TITLE", "attribute", "Headline of the source"),
    Component("DOCUMENT_URL", "attribute", "Address of the source"),
    Component("PUBLISHER", "attribute", "Who published the source"),
    Component("QUOTE", "attribute", "The words of the source; empty where they are withheld"),
    Component("QUOTE_START", "attribute", "Their first code point in the text of the source", type="Integer", required=True),
    Component("QUOTE_END", "attribute", "The code point after their last", type="Integer", required=True),
    Component("STATEMENT", "attribute", "Id of the statement that it is part of"),
    Component("COMPANION", "attribute", "Id of the level that a growth or change belongs to"),
    Component("FLAGS", "attribute", "What it lacks or how oddly it is told, parted by blanks"),
    Component("REVIEW", "attribute", "What people made of it", "CL_REVIEW", required=True),
    Component("REVISION", "attribute", "Revision of the record", type="Integer", required=True),
)  # fmt: skip
"""The columns of the data structure, in their order."""

HEAD: Final = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *(component.id for component in COMPONENTS))
_FIRST: Final = ("dataflow", f"{AGENCY}:{STRUCTURE}({VERSION})", "I")

_STATUS: Final = {Modality.ACTUAL: "A", Modality.TARGET: "F", Modality.POTENTIAL: "F"}


def code_of(id: str) -> str:
    """An id of the vocabulary as a code: ids of SDMX have no plus sign, and ours no dollar sign."""
    return id.replace("+", "$")


def sdmx_rows(batches: Iterable[list[bytes]]) -> Iterator[bytes]:
    """SDMX-CSV 2.0 in UTF-8, from rendered figures."""
    yield f"{cells_line(HEAD)}\r\n".encode()
    for batch in batches:
        yield "".join(f"{cells_line(sdmx_row(from_json(record)))}\r\n" for record in batch).encode()


def sdmx_row(record: Record) -> tuple[object, ...]:
    """The cells of a figure, in the order of `HEAD`."""
    return (*_FIRST, *(_CELLS[component.id](record) for component in COMPONENTS))


def _counterpart(record: Record) -> str:
    partners = record["partners"]
    if len(partners) > 1:
        return SEVERAL
    return code_of(partners[0]["id"]) if partners else NOT_TOLD


def _counterparts(record: Record) -> str | None:
    partners = record["partners"]
    return " ".join(code_of(each["id"]) for each in partners) if len(partners) > 1 else None


def _time(period: Record | None) -> tuple[str, str | None]:
    if period is None:
        return UNKNOWN, None
    return time_period(date.fromisoformat(period["start"]), date.fromisoformat(period["end"]))


def _of(record: Record | None) -> str | None:
    return record["id"] if record else None


_CELLS: Final[dict[str, Callable[[Record], object]]] = {
    "FREQ": lambda record: _time(record["period"])[0],
    "REF_AREA": lambda record: code_of(record["reporter"]["id"]) if record["reporter"] else NOT_TOLD,
    "COUNTERPART_AREA": _counterpart,
    "INDICATOR": lambda record: code_of(record["metric"]["id"]),
    "MEASURE": lambda record: record["measure"],
    "UNIT_MEASURE": lambda record: record["unit"] or NO_UNIT,
    "FIGURE": lambda record: record["id"],
    "TIME_PERIOD": lambda record: _time(record["period"])[1],
    "OBS_VALUE": lambda record: record["value"],
    "OBS_STATUS": lambda record: _STATUS[record["modality"]],
    "UNIT_MULT": lambda record: 0,
    "DECIMALS": lambda record: len(record["value"].partition(".")[2]),
    "VALUE_HIGH": lambda record: record["value_high"],
    "STEP": lambda record: record["step"],
    "BOUND": lambda record: record["bound"],
    "MODALITY": lambda record: record["modality"],
    "DIRECTION": lambda record: record["direction"],
    "BASE_PERIOD": lambda record: _time(record["base_period"])[1],
    "COUNTERPARTS": _counterparts,
    "CLAIMANT": lambda record: _of(record["claimant"]),
    "SAID_ON": lambda record: record["said_on"],
    "DOCUMENT": lambda record: record["document"]["id"],
    "DOCUMENT_TITLE": lambda record: record["document"]["title"],
    "DOCUMENT_URL": lambda record: record["document"]["url"],
    "PUBLISHER": lambda record: record["document"]["publisher"],
    "QUOTE": lambda record: record["span"]["exact"],
    "QUOTE_START": lambda record: record["span"]["start"],
    "QUOTE_END": lambda record: record["span"]["end"],
    "STATEMENT": lambda record: record["statement"],
    "COMPANION": lambda record: record["companion"],
    "FLAGS": lambda record: " ".join(record["flags"]),
    "REVIEW": lambda record: record["review"],
    "REVISION": lambda record: record["revision"],
}
"""Component -> a figure's cell in it."""
