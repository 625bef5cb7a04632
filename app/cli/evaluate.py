"""`summitry evaluate`: the engine against annotated documents."""

from __future__ import annotations

import typer

from app.cli.options import read_settings


def evaluate_gold(context: typer.Context) -> None:
    """Score the engine against the annotated documents in SUMMITRY_SHARED. Status 1 where a score is below its floor."""
    from app.evaluation import evaluate
    from app.settings import ROOT

    settings = read_settings(context)
    evaluation = evaluate(settings.shared, settings.vocabulary_dir, ROOT / "tests" / "baseline.json")
    for row in evaluation.rows:
        value = "    –" if row.value is None else f"{row.value:.3f}"
        floor = "" if row.floor is None else f"floor {row.floor:.3f}{'  MISSED' if row.missed else ''}"
        print(f"{row.set:6} {row.language:4} {row.measure:24} {value}  {row.counts:>14}  {floor}".rstrip())
    if evaluation.missed:
        raise typer.Exit(1)
