"""A record, to be cited: with the version of the data that it was read from."""

from __future__ import annotations

from datetime import date

from pydantic_core import from_json

from app.analysis.citation import Where, cite
from app.queries.consistent import consistent
from app.queries.page import Noun, one_record
from app.schemas.citation import CitationOut
from app.store.database import Reader


@consistent
def get_citation(reader: Reader, noun: Noun, shown: str, host: str, day: date) -> CitationOut:
    """The citation of a record by its shown id; raises what `one_record` raises."""
    where = Where(host, reader.data_version(), day)
    return cite(noun.kind, from_json(one_record(reader, noun, shown)), where)
