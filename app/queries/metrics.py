"""Metrics of the closed list, with how much is stored of each."""

from __future__ import annotations

from functools import partial

from app.queries.consistent import consistent
from app.queries.records import RecordPage
from app.queries.tallies import find_terms, one_term, tallies
from app.queries.term_params import MetricParams
from app.queries.terms import check_known
from app.schemas.common import Out
from app.schemas.labels import metric_label, topic_label
from app.schemas.vocabulary import MetricCodes, MetricCounts, MetricOut
from app.store.database import Reader
from app.vocabulary import Vocabulary


@consistent
def find_metrics(reader: Reader, vocabulary: Vocabulary, params: MetricParams) -> RecordPage:
    """A page of metrics in the order of the vocabulary. Raises `NotFound` for a topic that is none."""
    check_known(reader, vocabulary, {"topic": tuple(params.topic)} if params.topic else {})
    ids = [
        metric.id
        for metric in vocabulary.metrics.values()
        if not params.topic or metric.topic in params.topic
    ]
    return find_terms(
        reader,
        "metric",
        ids,
        params,
        partial(_shape, reader, vocabulary),
        lambda key: vocabulary.metrics[key].spellings(),
        *sorted(params.topic),
    )


@consistent
def get_metric(reader: Reader, vocabulary: Vocabulary, shown: str) -> bytes:
    """One metric by id; `NotFound` if there is none."""
    return one_term(shown in vocabulary.metrics, shown, "metrics", partial(_shape, reader, vocabulary))


def _shape(reader: Reader, vocabulary: Vocabulary, ids: list[str]) -> list[Out]:
    counts = tallies(reader, "metric", ids)
    return [_metric(key, vocabulary, counts[key].statement, counts[key].figure) for key in ids]


def _metric(key: str, vocabulary: Vocabulary, statements: int, figures: int) -> MetricOut:
    entry = vocabulary.metrics[key]
    return MetricOut(
        id=key,
        labels=metric_label(key, vocabulary).labels,
        unit_kinds=list(entry.unit_kinds),
        codes=MetricCodes(worldbank=_code(entry.codes.worldbank), sdmx=_code(entry.codes.sdmx)),
        topic=topic_label(entry.topic, vocabulary) if entry.topic else None,
        counts=MetricCounts(statements=statements, figures=figures),
    )


def _code(code: str) -> str | None:
    return None if code == "none" else code
