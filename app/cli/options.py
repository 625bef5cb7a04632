"""What the commands share: the settings they read at the door, and options that stand before or after the command's name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.errors import InvalidInput

if TYPE_CHECKING:
    from app.settings import Settings
    from app.vocabulary import Vocabulary

EXTRA_HELP = (
    "A vocabulary file of your own, YAML or JSON; its entries replace those of the same id. May be repeated."
)
VocabularyExtra = Annotated[
    list[Path] | None, typer.Option("--vocabulary-extra", metavar="FILE", help=EXTRA_HELP, show_default=False)
]

Workers = Annotated[
    int,
    typer.Option(
        "--workers",
        min=1,
        max=64,
        help="Processes that extract; one that stores comes on top. More than there are processors are of no use. Each takes about 150 MB.",
    ),
]

Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Extract on the workers of a Dask scheduler, such as tcp://scheduler:8786, instead (needs the extra `cluster`; see deploy/README.md).",
        show_default=False,
    ),
]

Contact = Annotated[
    str | None,
    typer.Option(
        "--contact",
        help="Your address or mail, told to the hosts that are fetched from; else SUMMITRY_CONTACT.",
        show_default=False,
    ),
]


def read_settings(context: typer.Context, extra: list[Path] | None = None, **changes: object) -> Settings:
    """Settings of the environment, with what the command line says on top (None: it says nothing).

    Raises `InvalidInput` naming the variable that is wrong.
    """
    from pydantic import ValidationError

    from app.settings import Settings

    try:
        settings = Settings()
        said = {key: value for key, value in changes.items() if value is not None}
        files = (*settings.vocabulary_extra, *(context.find_root().obj or ()), *(extra or ()))
        return Settings.model_validate({**settings.model_dump(), **said, "vocabulary_extra": files})
    except ValidationError as error:
        first = error.errors()[0]
        name = "SUMMITRY_" + str(first["loc"][0]).upper() if first["loc"] else "settings"
        # of a switch pydantic does not say what it may be
        told = "Input should be true or false" if first["type"] == "bool_parsing" else first["msg"]
        raise InvalidInput(f"{name}: {told}") from None
    except UnicodeDecodeError:
        raise InvalidInput(f"{Settings.model_config.get('env_file')} is no UTF-8") from None


def read_vocabulary(settings: Settings) -> Vocabulary:
    """The vocabulary with the user's own files. Raises `VocabularyError`."""
    from app.vocabulary import load_vocabulary

    return load_vocabulary(settings.vocabulary_dir, settings.vocabulary_extra)
