"""What is stored as a whole."""

from __future__ import annotations

from app.queries.consistent import consistent
from app.queries.tallies import tallies
from app.schemas.meta import LanguageCount, Limits, MetaCounts, MetaOut
from app.store.database import Reader
from app.vocabulary import Vocabulary


@consistent
def describe(
    reader: Reader, vocabulary: Vocabulary, *, limits: Limits, version: str, extractor_version: str
) -> MetaOut:
    """Counts, days, languages, versions and limits."""
    data_version = reader.data_version()
    all_of = tallies(reader, "all", [""], days=True)[""]
    met = {row[0] for row in reader.rows("SELECT id FROM leader")}
    languages = reader.rows(
        "SELECT value, n FROM tag WHERE kind = 'document' AND field = 'language' AND n > 0 ORDER BY n DESC, value"
    )
    return MetaOut(
        data_version=data_version,
        counts=MetaCounts(
            documents=all_of.document,
            statements=all_of.statement,
            proposals=all_of.proposal,
            figures=all_of.figure,
            leaders=len(met | vocabulary.leaders.keys()),
        ),
        first_day=all_of.first,
        last_day=all_of.last,
        languages=[LanguageCount(language=value, documents=n) for value, n in languages],
        version=version,
        extractor_version=extractor_version,
        vocabulary_version=vocabulary.version,
        limits=limits,
    )
