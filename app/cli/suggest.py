"""`summitry vocabulary suggest`: people who were met and are in no list, ready to be completed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from app.cli.options import VocabularyExtra, read_settings, read_vocabulary
from app.errors import AppError

if TYPE_CHECKING:
    from app.domain.findings import Extraction
    from app.extraction import Toolkit
    from app.extraction.people.strangers import Portrait, Stranger

Told = list[tuple["Stranger", "Portrait"]]

_PATIENCE = 600.0  # seconds a SELECT may take here: nobody else waits for it


def suggest_people(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]…", help="Files, folders or - to be read; without them the database is asked."
        ),
    ] = None,
    min_count: Annotated[
        int, typer.Option("--min-count", min=1, help="Leave out who is named fewer times.")
    ] = 1,
    limit: Annotated[int, typer.Option(min=1, help="Most people.")] = 50,
    output: Annotated[
        Literal["text", "yaml", "json"] | None,
        typer.Option(
            "--format",
            help="yaml: entries for a file of your own (--vocabulary-extra); json: all that is known; text: for people.",
            show_default="text on a terminal, else yaml",
        ),
    ] = None,
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """List the people met who are in no list, most often met first: names, titles, days, an example.

    As YAML it is a vocabulary file: complete names and offices, take out who is nobody, and give it to --vocabulary-extra.
    Documents that are stored already know the new people when they are ingested again.
    """
    from app.extraction import build_toolkit
    from app.extraction.people.strangers import gather, portray
    from app.queries.strangers import find_strangers
    from app.store.database import open_database

    settings = read_settings(context, vocabulary_extra)
    vocabulary = read_vocabulary(settings)
    toolkit = build_toolkit(vocabulary)
    refused = 0
    if paths:
        extractions, refusals = _extractions(paths, toolkit)
        strangers = [found for found in gather(extractions, toolkit) if found.mentions >= min_count]
        strangers, whole, refused = strangers[:limit], len(strangers), len(refusals)
    else:
        with closing(open_database(settings.database_url)) as database, closing(database.reader()) as reader:
            reader.most_seconds = _PATIENCE
            strangers, whole = find_strangers(reader, vocabulary, min_count=min_count, limit=limit)
    told = [(stranger, portray(stranger, toolkit)) for stranger in strangers]
    shape = output or ("text" if sys.stdout.isatty() else "yaml")
    print({"text": as_text, "yaml": as_yaml, "json": as_json}[shape](told))
    if whole > len(told):
        print(f"summitry: {whole - len(told)} more; ask with a higher --limit", file=sys.stderr)
    if refused:
        raise typer.Exit(1)


def _extractions(paths: list[str], toolkit: Toolkit) -> tuple[Iterator[Extraction], list[str]]:
    """The extractions of all documents, and the refusals, which fill up (and are told) while the documents are read."""
    from app.domain.document import SourceDocument
    from app.extraction import extract
    from app.ingestion import find_inputs

    inputs, refusals = find_inputs(paths), list[str]()

    def refuse(name: str, reason: str) -> None:
        refusals.append(name)
        print(f"summitry: {name}: {reason}", file=sys.stderr)

    def read() -> Iterator[Extraction]:
        for source in inputs:
            for item in source.read():
                if not isinstance(item.found, SourceDocument):
                    refuse(item.name, item.found.reason)
                    continue
                try:
                    yield extract(item.found, toolkit)
                except AppError as error:
                    refuse(item.name, error.detail)

    return read(), refusals


def as_yaml(told: Told) -> str:
    """A vocabulary file: the entries, what is known of each in comments."""
    import yaml

    if not told:
        return "# Nobody was met who is in no list.\nleaders: []"
    lines = [
        "# People met in texts who are in no list. Complete names and offices, take out who is nobody, then:",
        "#   summitry vocabulary check FILE",
        "#   summitry --vocabulary-extra FILE ingest …",
        "leaders:",
    ]
    for stranger, portrait in told:
        lines += [f"# {line}" for line in _evidence(stranger, portrait)]
        entry = yaml.safe_dump(
            [_entry(stranger, portrait)],
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=None,
            width=200,
        )
        lines.append(entry.rstrip("\n"))
    return "\n".join(lines)


def _entry(stranger: Stranger, portrait: Portrait) -> dict[str, Any]:
    offices = dict.fromkeys((title.office, title.place) for title, _ in portrait.titles if title.held)
    return {
        "id": stranger.id,
        "names": {
            language: [name for name, _ in met.most_common()] for language, met in stranger.names.items()
        },
        **({"gender": portrait.gender} if portrait.gender else {}),
        **(
            {"offices": [{"office": office, "country": place} for office, place in offices]}
            if offices
            else {}
        ),
    }


def _evidence(stranger: Stranger, portrait: Portrait) -> list[str]:
    """What is known of a person, a line each, without characters that would end a comment."""
    days = ""
    if stranger.first:
        days = f", {stranger.first}" + (f" to {stranger.last}" if stranger.last != stranger.first else "")
    said = (
        f"speaks in {_number(stranger.statements, 'statement')}" if stranger.statements else "only mentioned"
    )
    often = f"named {_number(stranger.mentions, 'time')} in {_number(stranger.documents, 'document')}"
    found = [f"{often}{days}; {said}"]
    if portrait.perhaps:
        known = "; ".join(f"{match.leader} ({', '.join(match.reasons)})" for match in portrait.perhaps)
        found.append(f"perhaps: {known}")
    if portrait.titles:
        titles = ", ".join(
            f"{title.words} ({title.office}{f', {title.place}' if title.place else ''}; {times})"
            for title, times in portrait.titles[:5]
        )
        found.append(f"titles: {titles}")
    found.append(f"example: {portrait.example}")
    return ["".join(char if char.isprintable() else " " for char in line) for line in found]


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def as_text(told: Told) -> str:
    """For people: a paragraph each."""
    if not told:
        return "Nobody was met who is in no list."
    paragraphs = []
    for stranger, portrait in told:
        names = "; ".join(
            f"{name} ({language}, {times})"
            for language, met in stranger.names.items()
            for name, times in met.most_common()
        )
        paragraphs.append("\n  ".join([f"{stranger.id}: {names}", *_evidence(stranger, portrait)]))
    return "\n".join(paragraphs)


def as_json(told: Told) -> str:
    """One array, a person an object."""
    return json.dumps([_object(*one) for one in told], ensure_ascii=False, indent=1)


def _object(stranger: Stranger, portrait: Portrait) -> dict[str, Any]:
    return {
        "id": stranger.id,
        "names": {language: dict(met.most_common()) for language, met in stranger.names.items()},
        "gender": portrait.gender,
        "mentions": stranger.mentions,
        "documents": stranger.documents,
        "statements": stranger.statements,
        "first_seen": stranger.first.isoformat() if stranger.first else None,
        "last_seen": stranger.last.isoformat() if stranger.last else None,
        "titles": [
            {"title": title.words, "office": title.office, "country": title.place, "count": times}
            for title, times in portrait.titles
        ],
        "example": portrait.example,
        "perhaps": [
            {
                "id": match.leader,
                "score": match.score,
                "reasons": list(match.reasons),
                "matched": match.matched,
            }
            for match in portrait.perhaps
        ],
    }
