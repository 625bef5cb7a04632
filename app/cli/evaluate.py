"""`summitry evaluate`: the engine against annotated documents."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import read_settings
from app.errors import InvalidInput

if TYPE_CHECKING:
    from app.evaluation import Evaluation


def evaluate_sets(
    context: typer.Context,
    sets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SET]...",
            help="seed, dev, quotes_ru, polnear, factrueval, bsnlp, nerel, newsquant, peer_suites; all where none is named.",
        ),
    ] = None,
    gold: Annotated[
        list[Path] | None,
        typer.Option(
            "--gold", metavar="FILE", help="Annotations of your own in the guide's format. May be repeated."
        ),
    ] = None,
    errors: Annotated[int, typer.Option("--errors", min=0, help="How many errors of each kind to list.")] = 0,
    pinned: Annotated[bool, typer.Option("--pinned", help="Only the figures that have a floor.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    lift: Annotated[
        bool,
        typer.Option("--raise-floors", help="Lift the pinned floors to what is measured; none is lowered."),
    ] = False,
) -> None:
    """Score the engine against the annotated documents in SUMMITRY_SHARED. Status 1 where a score is below its floor."""
    from app.evaluation import evaluate, raise_floors
    from app.settings import ROOT

    settings = read_settings(context)
    floors = ROOT / "tests" / "baseline.json"
    cases = ROOT / "tests" / "cases"
    shows = sys.stderr.isatty()
    evaluation = evaluate(
        settings.shared,
        settings.vocabulary_dir,
        floors,
        sets=sets or (),
        files=gold or (),
        cases=cases if not sets and not gold and cases.is_dir() else None,
        errors=errors,
        told=_progress if shows else None,
    )
    if shows:
        print("\r\x1b[K", end="", file=sys.stderr)
    print(_json(evaluation) if as_json else _table(evaluation, pinned=pinned))
    if lift:
        if not floors.exists():
            raise InvalidInput(f"{floors} is not there: floors are kept in the project's own tree")
        print(f"{len(raise_floors(floors, evaluation.rows))} floors lifted in {floors}", file=sys.stderr)
    if evaluation.missed:
        print(f"{len(evaluation.missed)} figures below their floor", file=sys.stderr)
        raise typer.Exit(1)


def _progress(name: str, count: int) -> None:
    print(f"\r\x1b[K{name}: {count} documents read", end="", file=sys.stderr, flush=True)


def _table(evaluation: Evaluation, *, pinned: bool) -> str:
    lines: list[str] = []
    heading: tuple[str, str] | None = None
    for row in evaluation.rows:
        if pinned and row.floor is None:
            continue
        if heading != (row.set, row.group):
            heading = (row.set, row.group)
            lines += ["", f"{row.set} {row.group}".rstrip()]
        value = "    –" if row.value is None else f"{row.value:.3f}"
        floor = "" if row.floor is None else f"floor {row.floor:.3f}{'  MISSED' if row.missed else ''}"
        lines.append(f"  {row.measure:42} {value}  {floor:20}  {row.counts}".rstrip())
    for name, told in evaluation.errors.items():
        lines += ["", f"{name}, worst errors", *(f"  {line}" for line in told)]
    return "\n".join(lines[1:])


def _json(evaluation: Evaluation) -> str:
    rows = [
        {
            "set": row.set,
            "group": row.group,
            "measure": row.measure,
            "value": row.value,
            "floor": row.floor,
            "counts": row.counts,
        }
        for row in evaluation.rows
    ]
    return json.dumps({"rows": rows, "errors": evaluation.errors}, ensure_ascii=False, indent=1)
