"""Topics of the closed list, with how much is stored of each."""

from __future__ import annotations

from functools import partial

from app.queries.consistent import consistent
from app.queries.records import RecordPage
from app.queries.tallies import find_terms, one_term, tallies
from app.queries.term_params import TopicParams
from app.schemas.common import Out
from app.schemas.labels import topic_label
from app.schemas.vocabulary import Counts, TopicOut
from app.store.database import Reader
from app.vocabulary import Vocabulary


@consistent
def find_topics(reader: Reader, vocabulary: Vocabulary, params: TopicParams) -> RecordPage:
    """A page of topics in the order of the vocabulary."""
    return find_terms(
        reader,
        "topic",
        list(vocabulary.topics),
        params,
        partial(_shape, reader, vocabulary),
        lambda key: vocabulary.topics[key].spellings(),
    )


@consistent
def get_topic(reader: Reader, vocabulary: Vocabulary, shown: str) -> bytes:
    """One topic by id; `NotFound` if there is none."""
    return one_term(shown in vocabulary.topics, shown, "topics", partial(_shape, reader, vocabulary))


def _shape(reader: Reader, vocabulary: Vocabulary, ids: list[str]) -> list[Out]:
    counts = tallies(reader, "topic", ids)
    return [
        TopicOut(
            id=key,
            labels=topic_label(key, vocabulary).labels,
            counts=Counts(
                statements=counts[key].statement, proposals=counts[key].proposal, figures=counts[key].figure
            ),
        )
        for key in ids
    ]
