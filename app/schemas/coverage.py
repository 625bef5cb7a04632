"""What each sentence of a document became, as it is published; and the sums of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pydantic import Field

from app.domain.findings import Extraction
from app.domain.kinds import FATES, SentenceFate
from app.schemas.common import (
    Count,
    DecimalText,
    DocumentId,
    FigureId,
    Out,
    ProposalId,
    SpanOut,
    StatementId,
    Withheld,
    shaped,
)
from app.schemas.examples import example

_COVERAGE = example("CoverageOut")
_SENTENCE = max(_COVERAGE["sentences"], key=lambda item: bool(item["statements"]) + bool(item["figures"]))
_SUMMARY = _COVERAGE["summary"]
_MEANINGS = "; ".join(f"`{fate.value}`: {meaning}" for fate, meaning in FATES.items())


class CoveredOut(Out):
    """One sentence of a document, and what it became or why it was skipped.

    What belongs together is one sentence here: a list with the words that announce it, a quotation over several paragraphs with
    its attribution, a turn of a transcript with its label.
    """

    model_config = shaped(**_SENTENCE)

    span: SpanOut
    withheld: Withheld = False
    fate: SentenceFate = Field(description=f"{_MEANINGS}.", examples=[_SENTENCE["fate"]])
    reason: str = Field(
        description="Name of the rule: the one that made its first statement, else the one that found none (`no-cue`: no word "
        "tells that somebody speaks; `cue-without-speaker`: one does, but not who; `layout`: by its place or beginning).",
        examples=[_SENTENCE["reason"]],
    )
    statements: list[StatementId] = Field(description="Ids of the statements in it, in the text's order.")
    proposals: list[ProposalId] = Field(description="Ids of the proposals in it.")
    figures: list[FigureId] = Field(description="Ids of the figures in it.")


class FateCount(Out):
    """How much of a document had one fate."""

    model_config = shaped(**_SUMMARY["fates"][0])

    fate: SentenceFate = Field(
        description="What the sentences became.", examples=[_SUMMARY["fates"][0]["fate"]]
    )
    sentences: Count = Field(description="Sentences.")
    characters: Count = Field(description="Characters (code points) of these sentences.")


class CoverageSummary(Out):
    """How much of a document became what."""

    model_config = shaped(**_SUMMARY)

    sentences: Count = Field(description="Sentences of the document.")
    characters: Count = Field(
        description="Characters (code points) of the sentences: all of the text but the white space between them."
    )
    characters_in_statements: Count = Field(
        description="Characters that lie inside a statement; of a sentence with a quotation only the quotation."
    )
    share_in_statements: DecimalText = Field(
        description="The part of all characters that lies inside statements, between 0 and 1.",
        examples=[_SUMMARY["share_in_statements"]],
    )
    fates: list[FateCount] = Field(description="Every fate, in a fixed order, also those that none had.")


class CoverageOut(Out):
    """What each sentence of a document became, or why it was skipped: every sentence once, in the text's order."""

    model_config = shaped(**_COVERAGE)

    document: DocumentId
    summary: CoverageSummary
    sentences: list[CoveredOut] = Field(
        description="Every sentence once; between two of them stands nothing but white space."
    )
    extractor_version: str = Field(
        description="Version of the extraction that decided.", examples=[_COVERAGE["extractor_version"]]
    )


def summarise(
    sentences: Iterable[tuple[int, int, str]], statements: Iterable[tuple[int, int]]
) -> CoverageSummary:
    """The sums of a document's sentences (start, end, fate); where statements (start, end) overlap, their characters count once."""
    number: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for start, end, fate in sentences:
        number[fate] += 1
        size[fate] += end - start
    inside = at = 0
    for start, end in sorted(statements):
        inside += max(0, end - max(at, start))
        at = max(at, end)
    whole = size.total()
    return CoverageSummary(
        sentences=number.total(),
        characters=whole,
        characters_in_statements=inside,
        share_in_statements=str((Decimal(inside) / whole).quantize(Decimal("0.001"))) if whole else "0",
        fates=[FateCount(fate=fate, sentences=number[fate], characters=size[fate]) for fate in SentenceFate],
    )


def coverage_to_guide(extraction: Extraction) -> dict[str, Any]:
    """Beside the findings in the annotation guide's flat format: `coverage`, whose records are told by their places in the
    lists of findings, and its `summary`."""
    sentences = extraction.coverage
    summary = summarise(
        ((sentence.span.start, sentence.span.end, sentence.fate) for sentence in sentences),
        ((statement.span.start, statement.span.end) for statement in extraction.statements),
    )
    return {
        "coverage": [
            {
                "start": sentence.span.start,
                "end": sentence.span.end,
                "exact": sentence.span.of(extraction.document.text),
                "fate": sentence.fate.value,
                "reason": sentence.reason,
                "statements": list(sentence.statements),
                "proposals": list(sentence.proposals),
                "figures": list(sentence.figures),
            }
            for sentence in sentences
        ],
        "summary": summary.model_dump(mode="json"),
    }
