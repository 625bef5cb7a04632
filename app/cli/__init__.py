"""The command line. Each command is a thin door: it reads settings, calls one room, and prints what came of it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app import __version__
from app.cli.backup import back_up_store, check_database, restore_store
from app.cli.evaluate import evaluate_sets
from app.cli.export import export_records
from app.cli.extract import extract_documents
from app.cli.ingest import ingest_documents
from app.cli.keys import key_commands
from app.cli.mcp import serve_tools
from app.cli.migrate import migrate_store
from app.cli.options import VocabularyExtra
from app.cli.reextract import reextract_documents
from app.cli.reference import reference_commands
from app.cli.serve import serve_api
from app.cli.vocabulary import vocabulary_commands
from app.cli.watch import HELP as WATCH_HELP
from app.cli.watch import watch_sources
from app.errors import AppError

application = typer.Typer(
    name="summitry",
    help="Statements, proposals and economic figures of summits: read, stored, served.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,  # they would print keys and addresses
    context_settings={"help_option_names": ["-h", "--help"]},
)
application.command("serve")(serve_api)
application.command("mcp")(serve_tools)
application.command("ingest")(ingest_documents)
application.command("watch", help=WATCH_HELP)(watch_sources)
application.command("reextract")(reextract_documents)
application.command("extract")(extract_documents)
application.command("export")(export_records)
application.command("evaluate")(evaluate_sets)
application.command("migrate")(migrate_store)
application.command("backup")(back_up_store)
application.command("restore")(restore_store)
application.command("check")(check_database)
application.add_typer(vocabulary_commands, name="vocabulary")
application.add_typer(key_commands, name="keys")
application.add_typer(reference_commands, name="reference")


def _print_version(asked: bool) -> None:
    if asked:
        print(f"summitry {__version__}")
        raise typer.Exit


@application.callback()
def _before(
    context: typer.Context,
    vocabulary_extra: VocabularyExtra = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    context.obj = tuple(vocabulary_extra or ())


def main() -> None:
    """The entry point `summitry`: errors of use become one line on standard error and status 1 (usage: 2)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(
            stream, "reconfigure"
        ):  # names in Cyrillic must not end a run in a terminal of another encoding
            stream.reconfigure(errors="backslashreplace")
    try:
        application()
    except AppError as error:
        print(f"summitry: {error.detail}", file=sys.stderr)
        for fault in error.faults[1:]:  # the first is in the sentence above
            print(f"summitry: {fault.loc}: {fault.message}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
