"""`summitry extract`: documents in, findings out, nothing stored. A filter for pipes: one line out for one document in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import VocabularyExtra, read_settings, read_vocabulary
from app.errors import AppError, InvalidInput, describe_defect

if TYPE_CHECKING:
    from app.domain.findings import Extraction
    from app.extraction import Toolkit
    from app.sources import Item


def extract_documents(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="[FILE]",
            help="Plain text, JSON Lines, HTML, PDF or DOCX, told apart by suffix or first bytes; - is standard input.",
        ),
    ] = "-",
    all_quantities: Annotated[
        bool, typer.Option("--all-quantities", help="Every quantity of the text as a figure, and all dates.")
    ] = False,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Day of documents that tell none."
        ),
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of documents that tell none, such as ru.")
    ] = None,
    coverage: Annotated[
        bool,
        typer.Option(
            "--coverage",
            help="What each sentence became, or why it was skipped: `coverage` and `summary` beside the findings;"
            " a table where the output is a terminal.",
        ),
    ] = False,
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """Print the findings of each document as one line of JSON, in the order of the documents, as soon as they are found."""
    from app.extraction import build_toolkit
    from app.ingestion import find_inputs
    from app.sources import page_rules

    settings = read_settings(context, vocabulary_extra)
    if file != "-" and Path(file).is_dir():
        raise InvalidInput(f"{file} is a folder; extract takes one file (or a stream)")
    (source,) = find_inputs([file])
    vocabulary = read_vocabulary(settings)
    if lang is not None and lang not in vocabulary.words:
        raise InvalidInput(f"--lang {lang}: known are {', '.join(sorted(vocabulary.words))}")
    toolkit = build_toolkit(vocabulary)
    if file == "-" and sys.stdin.isatty():
        print("reading from the terminal; Ctrl-D ends the text", file=sys.stderr)
    clean = True
    readable = coverage and sys.stdout.isatty()
    for answer in answers(
        source.read(rules=page_rules(vocabulary)),
        toolkit,
        all_quantities=all_quantities,
        coverage=coverage,
        day=day.date() if day else None,
        lang=lang,
    ):
        clean = clean and "error" not in answer
        if readable:
            print(as_table(answer, width=get_terminal_size().columns))
            continue
        # UTF-8 whatever the locale: the lines are for programs. Flushed, so that a reader sees each at once.
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()
    if not clean:
        raise typer.Exit(1)


def answers(
    items: Iterator[Item],
    toolkit: Toolkit,
    *,
    all_quantities: bool,
    coverage: bool,
    day: date | None,
    lang: str | None,
) -> Iterator[dict[str, Any]]:
    """For each document the object that is printed: its findings, or {"id", "line", "error"}."""
    from app.schemas.coverage import coverage_to_guide
    from app.schemas.guide import to_guide
    from app.sources.source import Refused

    for item in items:
        for warning in () if isinstance(item.found, Refused) else item.found.warnings:
            print(f"{item.name}: {warning}", file=sys.stderr)  # lines of output are findings only
        known = item.id if item.line is not None else item.name
        try:
            extraction = _extraction(item, toolkit, day=day, lang=lang)
            found = to_guide(extraction, all_quantities=all_quantities)
            yield {"id": known, **found, **(coverage_to_guide(extraction) if coverage else {})}
        except AppError as error:
            yield {"id": known, "line": item.line or 1, "error": error.detail}
        except Exception as error:  # one text that brings out a defect must not cost the others
            yield {"id": known, "line": item.line or 1, "error": describe_defect(error)}


def as_table(answer: dict[str, Any], *, width: int) -> str:
    """The coverage of one document for readers: a line a sentence (place, fate, reason, its beginning), then the sums."""
    title = str(answer["id"] if answer["id"] is not None else "")
    if "error" in answer:
        return f"{title}: {answer['error']}\n"
    rows = [
        (f"{item['start']}-{item['end']}", item["fate"], item["reason"], " ".join(item["exact"].split()))
        for item in answer["coverage"]
    ]
    columns = [max(map(len, column)) for column in zip(*(row[:3] for row in rows), strict=True)]
    lines = [title]
    for *cells, words in rows:
        left = "  ".join(cell.ljust(size) for cell, size in zip(cells, columns, strict=True))
        room = max(20, width - len(left) - 3)
        lines.append(f"{left}  {words if len(words) <= room else words[: room - 1] + '…'}")
    summary = answer["summary"]
    fates = ", ".join(f"{item['sentences']} {item['fate']}" for item in summary["fates"] if item["sentences"])
    share = f"{summary['characters_in_statements']} of {summary['characters']} characters in statements"
    return "\n".join([*lines, f"{summary['sentences']} sentences: {fates}; {share}", ""])


def _extraction(item: Item, toolkit: Toolkit, *, day: date | None, lang: str | None) -> Extraction:
    from app.domain.document import SourceDocument
    from app.errors import UnreadableSource
    from app.extraction import extract

    if not isinstance(item.found, SourceDocument):
        raise UnreadableSource(item.found.reason)
    document = replace(
        item.found, published_on=item.found.published_on or day, language=item.found.language or lang
    )
    return extract(document, toolkit)
