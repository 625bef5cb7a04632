"""How a run over many documents ends: what is printed and written, and its status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from app.ingestion import IngestReport


def tell(report: IngestReport, file: Path | None) -> None:
    """Print the report, and write all of it to the file that is named. Raises `InvalidInput` where that cannot be."""
    print(report.as_text())
    if file is not None:
        report.write(file)


def end_with(report: IngestReport) -> None:
    """Status 130 where it was stopped, 1 where anything was refused or failed."""
    if report.interrupted:
        raise typer.Exit(130)
    if not report.clean:
        raise typer.Exit(1)
