"""`summitry reextract`: what is stored, read again by today's rules."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Annotated

import typer

from app.cli.indexing import settling
from app.cli.options import Cluster, VocabularyExtra, Workers, read_settings, read_vocabulary
from app.cli.reports import end_with, tell
from app.errors import InvalidInput


def reextract_documents(
    context: typer.Context,
    stale: Annotated[
        bool,
        typer.Option(
            "--stale",
            help="The documents that were read by other rules or another vocabulary than today's. Nothing else is ever read again.",
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell how many there are; nothing is changed.")
    ] = False,
    report_file: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write the whole report as JSON, too.")
    ] = None,
    workers: Workers = 1,
    cluster: Cluster = None,
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """Extract stored documents again from their stored texts, after an update of Summitry or a change of the vocabulary.

    Ids, corrections and verdicts stay. Stopped at any moment, the same command goes on from there. Servers may run meanwhile: each document
    changes whole. Status 1 if any could not be read.
    """
    from app.ingestion import count_stale, extract_with, progress_on, reextract
    from app.store.database import open_database

    if not stale:
        raise InvalidInput("say which documents are to be read again: --stale")
    settings = read_settings(context, vocabulary_extra)
    vocabulary = read_vocabulary(settings)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: what is whole is committed
    database = open_database(settings.database_url, bulk=True)
    try:
        number = count_stale(database, vocabulary)
        print(f"{number} stale document{'' if number == 1 else 's'}")
        if dry_run or number == 0:
            return
        with progress_on(total=number, doing="extracting again") as progress:
            report = reextract(
                database=database,
                extracting=extract_with(vocabulary, workers, cluster=cluster, again=True),
                vocabulary=vocabulary,
                progress=progress,
            )
        tell(report, report_file)
    finally:
        with settling():
            database.close()
    end_with(report)
