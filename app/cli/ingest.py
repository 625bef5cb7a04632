"""`summitry ingest`: documents into the store."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.fetched import fetched, is_address
from app.cli.indexing import settling
from app.cli.options import Cluster, Contact, VocabularyExtra, Workers, read_settings, read_vocabulary
from app.cli.reports import end_with, tell

if TYPE_CHECKING:
    from app.ingestion.origin import Source


def ingest_documents(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Addresses (https://… of a page, a feed or a sitemap), files (.txt .md .jsonl .jsonl.gz .html .htm .xhtml .pdf .docx .warc .warc.gz), folders, or - for standard input.",
        ),
    ],
    report_file: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write the whole report as JSON, too.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1, help="Pages of each feed or sitemap, the newest first; all of them where it is not given."
        ),
    ] = None,
    contact: Contact = None,
    workers: Workers = 1,
    cluster: Cluster = None,
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """Read documents, extract and store them. Status 1 if any was refused; the rest is stored all the same.

    Pages are fetched from public hosts only, as their robots.txt wants it, one a second from each.
    The same command again goes on where it was stopped, however that was: what is stored and unchanged is not extracted again.
    """
    from app.extraction import EXTRACTOR_VERSION
    from app.ingestion import extract_with, find_inputs, ingest, progress_on, total_bytes
    from app.store.database import check_ready, open_database
    from app.store.visits import engine_of

    settings = read_settings(context, vocabulary_extra, contact=contact)
    left_out: Counter[str] = Counter()
    addresses = [path for path in paths if is_address(path)]
    files = find_inputs([path for path in paths if path not in addresses], left_out=left_out)
    vocabulary = read_vocabulary(settings)
    # A service manager's SIGTERM ends a run as Ctrl-C does: what is whole is committed, the report is written.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    database = open_database(settings.database_url, bulk=True)
    try:
        check_ready(database)  # before minutes of reading
        engine = engine_of(EXTRACTOR_VERSION, vocabulary.version)
        with fetched(
            addresses, database=database, engine=engine, contact=settings.contact, limit=limit
        ) as pages:
            inputs: list[Source] = [*files, *pages]
            with progress_on(total=total_bytes(inputs)) as progress:
                report = ingest(
                    inputs,
                    database=database,
                    extracting=extract_with(vocabulary, workers, cluster=cluster),
                    vocabulary=vocabulary,
                    progress=progress,
                )
        report.left_out += left_out
        tell(report, report_file)
    finally:
        with settling():
            database.close()
    end_with(report)
