"""`summitry vocabulary`: check the entries, look one up, tell whom a name means."""

from __future__ import annotations

import sys
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.cli.options import VocabularyExtra, read_settings, read_vocabulary
from app.cli.suggest import suggest_people
from app.domain.kinds import NameReason
from app.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from app.vocabulary import LeaderEntry, Vocabulary

vocabulary_commands = typer.Typer(
    help="The words that Summitry knows: leaders, countries, topics, metrics, summits.", no_args_is_help=True
)


vocabulary_commands.command("suggest")(suggest_people)


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
        typer.Argument(metavar="LEADER", help="An id such as sadyr-japarov, or a name in any spelling."),
    ],
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """Print a leader's entry as YAML."""
    import yaml

    vocabulary = read_vocabulary(read_settings(context, vocabulary_extra))
    entry = _find(vocabulary, leader)
    told = {"id": entry.id, **entry.model_dump(mode="json", exclude_defaults=True)}
    print(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), end="")


@vocabulary_commands.command("resolve")
def resolve(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="In any spelling, case or script, or an office: 'президент Казахстана'."
        ),
    ],
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date",
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="Day on which the name was used: decides offices, and namesakes.",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="Most candidates.")] = 10,
    output: Annotated[
        Literal["text", "json"], typer.Option("--format", help="For people, or as the API answers.")
    ] = "text",
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """Tell whom a name may mean, likeliest first, and why. Status 1 where nobody fits."""
    from app.extraction import build_toolkit
    from app.extraction.people.resolve import resolve_name
    from app.queries.params import LONGEST_NAME
    from app.queries.resolve import resolve_listed
    from app.queries.term_params import ResolveParams

    vocabulary = read_vocabulary(read_settings(context, vocabulary_extra))
    if not name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
        raise InvalidInput(f"NAME: 1 to {LONGEST_NAME} printable characters, please")
    params = ResolveParams(name=name, date=day.date() if day else None, limit=limit)
    found = resolve_listed(vocabulary, params, resolve_name(build_toolkit(vocabulary), name, day=params.day))
    if output == "json":
        print(found.model_dump_json())
    else:
        for item in found.candidates:
            held = f"; {item.office.office}, {item.office.country.id}" if item.office else ""
            print(f"{item.score:6} {item.id:28} {item.matched}{held} ({', '.join(item.reasons)})")
        if found.candidates:
            for note in found.notes:
                print(note, file=sys.stderr)
    if not found.candidates:
        if output == "text":
            print(
                f"summitry: nobody is called {name!r}; `summitry vocabulary show` takes an id",
                file=sys.stderr,
            )
        raise typer.Exit(1)


def _find(vocabulary: Vocabulary, asked: str) -> LeaderEntry:
    """By id, else by a name in any spelling that fits one leader only.

    Raises `NotFound` with those that it fits, or those who are like it.
    """
    if entry := vocabulary.leaders.get(asked):
        return entry
    from app.extraction import build_toolkit
    from app.extraction.people.resolve import resolve_name

    matches = resolve_name(build_toolkit(vocabulary), asked)
    sure = [match.leader for match in matches if NameReason.SIMILAR not in match.reasons]
    if len(sure) == 1:
        return vocabulary.leaders[sure[0]]
    near = [match.leader for match in matches] or get_close_matches(
        "-".join(asked.casefold().split()), vocabulary.leaders, n=3, cutoff=0.5
    )
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise NotFound(f"{'several leaders are' if sure else 'no leader is'} called {asked!r}{hint}")
