"""`summitry keys`: who may write over HTTP."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from app.cli.options import read_settings
from app.domain.access import Key, Scope
from app.errors import InvalidInput

key_commands = typer.Typer(no_args_is_help=True, help="Keys for writing over HTTP; reading needs none.")


@key_commands.command("create")
def create(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Option(help="Whose key it is: a person or a program. Corrections tell it.", show_default=False),
    ],
    scope: Annotated[
        list[Scope],
        typer.Option(
            help="What it lets its holder do: `documents` sends and withdraws documents, `review` confirms, corrects and rejects findings. May be repeated.",
            show_default=False,
        ),
    ],
    expires: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Its last day, in UTC.", show_default="never ends"),
    ] = None,
) -> None:
    """Make a key and print it. It is shown this once: what is stored is a hash of it."""
    from app.store.database import open_database
    from app.store.keys import create_key

    called = " ".join(name.split())
    if not called or len(called) > 200 or not called.isprintable():
        raise InvalidInput("--name must be a short line of text")
    now = datetime.now(UTC)
    database = open_database(read_settings(context).database_url)
    try:
        with database.session() as session:
            made = create_key(session, name=called, scopes=scope, now=now, expires_at=_end(expires, now))
    finally:
        database.close()
    print(made)
    typer.echo("Keep it now, it is not shown again. Send it as: Authorization: Bearer KEY", err=True)


def _end(day: str | None, now: datetime) -> datetime | None:
    if day is None:
        return None
    try:
        end = datetime.combine(date.fromisoformat(day), time.max, UTC)
    except ValueError:
        raise InvalidInput(f"--expires is {day!r}, not a day such as 2027-01-31") from None
    if end < now:
        raise InvalidInput(f"--expires is {day}, which is over")
    return end


@key_commands.command("list")
def show(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON Lines.")] = False,
) -> None:
    """All keys, the newest first, without their secrets."""
    from app.store.database import open_database
    from app.store.keys import list_keys

    reader = open_database(read_settings(context).database_url).reader()
    try:
        keys = list_keys(reader)
    finally:
        reader.close()
    now = datetime.now(UTC)
    for key in keys:
        print(_as_json(key, now) if as_json else _as_line(key, now))
    if not keys:
        typer.echo("there are no keys yet: summitry keys create --name NAME --scope review", err=True)


def _state(key: Key, now: datetime) -> str:
    if key.revoked_at is not None:
        return f"revoked {key.revoked_at:%Y-%m-%d}"
    if not key.is_good(now):
        return f"expired {key.expires_at:%Y-%m-%d}"
    return "good" if key.expires_at is None else f"good until {key.expires_at:%Y-%m-%d}"


def _as_line(key: Key, now: datetime) -> str:
    return (
        f"{key.id}  {key.created_at:%Y-%m-%d}  {', '.join(key.scopes):20}  {_state(key, now):24}  {key.name}"
    )


def _as_json(key: Key, now: datetime) -> str:
    told = {
        "id": key.id,
        "name": key.name,
        "scopes": list(key.scopes),
        "created_at": key.created_at.isoformat(),
        "expires_at": key.expires_at.isoformat() if key.expires_at else None,
        "revoked_at": key.revoked_at.isoformat() if key.revoked_at else None,
        "good": key.is_good(now),
    }
    return json.dumps(told, ensure_ascii=False)


@key_commands.command("revoke")
def revoke(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="ID", help="The key's id, or the whole key.")],
) -> None:
    """End a key at once. What was done with it stays."""
    from app.store.database import open_database
    from app.store.keys import revoke_key

    number = key.split("_")[1] if key.count("_") >= 2 else key
    database = open_database(read_settings(context).database_url)
    try:
        with database.session() as session:
            known = revoke_key(session, number, datetime.now(UTC))
    finally:
        database.close()
    if not known:
        raise InvalidInput(f"there is no key {number!r}; see: summitry keys list")
    print(f"key {number} is revoked")
