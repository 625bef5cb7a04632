"""Claims side by side: parameters -> a page of rendered records."""

from __future__ import annotations

from typing import Final

from app.queries.consistent import consistent
from app.queries.figures import FIGURES
from app.queries.page import Noun, one_record
from app.queries.params import ClaimParams
from app.queries.records import RecordPage, find_records
from app.schemas.common import LabelLanguage
from app.schemas.ids import parse
from app.store.database import Reader
from app.vocabulary import Vocabulary

CLAIMS: Final = Noun(
    "claim",
    "claim_group",
    ranges={"period_from": "r.period_end >=", "period_to": "r.period_start <="},
)


def find_claims(
    reader: Reader, vocabulary: Vocabulary, params: ClaimParams, language: LabelLanguage = "en"
) -> RecordPage:
    """A page of claims; see `find_records` for what it raises."""
    return find_records(reader, vocabulary, CLAIMS, params, language)


@consistent
def get_claims_of(reader: Reader, shown: str) -> list[bytes]:
    """What a figure claims, or helps to imply, beside what others claim of the same; `NotFound` if it is not stored."""
    one_record(reader, FIGURES, shown)
    rows = reader.rows(
        "SELECT CAST(g.record AS BLOB) FROM claim c JOIN claim_group g ON g.id = c.group_id WHERE c.figure_id = :id ORDER BY g.id",
        {"id": parse(shown, "figure")},
    )
    return [record for (record,) in rows]
