"""`summitry vocabulary`: check the entries, look one up."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import VocabularyExtra, read_settings, read_vocabulary
from app.errors import NotFound

if TYPE_CHECKING:
    from app.vocabulary import LeaderEntry, Vocabulary

vocabulary_commands = typer.Typer(
    help="The words that Summitry knows: leaders, countries, topics, metrics, summits.", no_args_is_help=True
)


@vocabulary_commands.command("check")
def check(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]…", help="Files of your own, checked on top.")
    ] = None,
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """Check every entry and print their counts. Status 1, with file, entry and key, at the first that is wrong."""
    settings = read_settings(context, [*(vocabulary_extra or ()), *(files or ())])
    vocabulary = read_vocabulary(settings)
    counts = {
        "leaders": len(vocabulary.leaders),
        "countries": len(vocabulary.countries),
        "blocs": len(vocabulary.blocs),
        "topics": len(vocabulary.topics),
        "metrics": len(vocabulary.metrics),
        "units": len(vocabulary.units),
        "series": len(vocabulary.series),
        "summits": sum(len(series.editions) for series in vocabulary.series.values()),
        "languages": len(vocabulary.words),
    }
    for name, count in counts.items():
        print(f"{count:6} {name}")
    print(f"version {vocabulary.version}: valid")


@vocabulary_commands.command("show")
def show(
    context: typer.Context,
    leader: Annotated[
        str,
        typer.Argument(
            metavar="LEADER", help="An id such as sadyr-japarov, or a name in any spelling listed."
        ),
    ],
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """Print a leader's entry as YAML."""
    import yaml

    vocabulary = read_vocabulary(read_settings(context, vocabulary_extra))
    entry = _find(vocabulary, leader)
    told = {"id": entry.id, **entry.model_dump(mode="json", exclude_defaults=True)}
    print(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), end="")


def _find(vocabulary: Vocabulary, asked: str) -> LeaderEntry:
    """By id, else by a name or one word of it in any language, whatever the case, if that fits one leader only.

    Raises `NotFound` with those that it fits, or the nearest ids.
    """
    if entry := vocabulary.leaders.get(asked):
        return entry
    wanted = " ".join(asked.casefold().split())
    fitting = []
    for entry in vocabulary.leaders.values():
        names = [name.casefold() for listed in entry.names.values() for name in listed]
        if wanted in names or any(wanted in name.split() for name in names):
            fitting.append(entry)
    if len(fitting) == 1:
        return fitting[0]
    near = [entry.id for entry in fitting] or get_close_matches(
        wanted.replace(" ", "-"), vocabulary.leaders, n=3, cutoff=0.5
    )
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise NotFound(f"{'several leaders are' if fitting else 'no leader is'} called {asked!r}{hint}")
