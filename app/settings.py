"""Settings from the environment (prefix `SUMMITRY_`). Read at the door only (main, cli, migrations/env.py), then handed on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What can be set, with defaults that are safe on one machine."""

    model_config = SettingsConfigDict(
        env_prefix="SUMMITRY_", env_file=ROOT / ".env", extra="ignore", frozen=True
    )

    database_url: str = Field(
        repr=False,  # it may hold a password
        default=f"sqlite:///{ROOT / 'data' / 'summitry.db'}",
        description="Where records are stored: sqlite:///FILE, or postgresql://USER:PASSWORD@HOST:PORT/NAME.",
    )
    read_url: str = Field(
        repr=False,
        default="",
        description="A copy of a PostgreSQL database that its server keeps up to date, which answers reads while it does: postgresql://…",
    )
    vocabulary_dir: Path = Field(
        default=ROOT / "data" / "vocabulary", description="Folder of the vocabulary's YAML files."
    )
    vocabulary_extra: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), description="Further vocabulary files, YAML or JSON, parted by ':'."
    )
    shared: Path = Field(
        default=ROOT.parent / "shared", description="Folder with gold annotations, for tests and evaluation."
    )
    host: str = Field(default="127.0.0.1", description="Address that the server listens on.")
    port: int = Field(
        default=8000, ge=0, le=65535, description="Port that the server listens on; 0 takes a free one."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="debug, info, warning or error."
    )
    log_json: bool = Field(default=False, description="Logs as JSON lines instead of text for a terminal.")
    metrics_host: str = Field(default="127.0.0.1", description="Address that metrics are served on.")
    metrics_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Port of metrics for Prometheus, which need the extra `metrics`; 0 serves none.",
    )
    cache_bytes: int = Field(
        default=64 * 2**20, ge=0, description="Memory for whole answers kept in the process; 0 turns it off."
    )
    jobs: bool = Field(
        default=True,
        description="Whether this server reads the documents that were sent with POST /documents.",
    )
    max_text: int = Field(
        default=200_000, ge=1, description="Longest text that POST /extract takes, in characters."
    )
    contact: str = Field(
        default="", description="Your address or mail, told to the hosts that pages are fetched from."
    )

    @field_validator("vocabulary_extra", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(Path(part) for part in value.split(":") if part) if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value
