"""A file of sources to watch -> what is looked at, and how often. `summitry watch --help` shows one; every error names entry and key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from app.errors import AppError, Fault, InvalidInput
from app.fetching import checked_url, without_user
from app.vocabulary.load import parse_yaml

LEAST: Final = 60
MOST: Final = 30 * 86_400
MOST_BYTES: Final = 2**20
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_TIME: Final = re.compile(r"([1-9][0-9]{0,6})([smhd])")


def _time(told: object) -> float:
    found = _TIME.fullmatch(told) if isinstance(told, str) else None
    if found is None:
        raise ValueError("is no time: write 90s, 15m, 6h or 1d")
    seconds = int(found[1]) * _SECONDS[found[2]]
    if not LEAST <= seconds <= MOST:
        raise ValueError("must be from 1m to 30d")
    return float(seconds)


def _address(told: str) -> str:
    try:
        return str(checked_url(told))
    except AppError as error:
        raise ValueError(error.detail) from None


class Watched(BaseModel):
    """One entry."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    url: Annotated[str, AfterValidator(_address)]
    name: Annotated[
        str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")
    ] = ""
    every: Annotated[float, BeforeValidator(_time)] = 3600.0
    """Seconds."""
    limit: Annotated[int, Field(ge=1, le=50_000)] = 100

    @property
    def called(self) -> str:
        """As messages call it."""
        return self.name or self.url


def read_sources(path: Path) -> tuple[Watched, ...]:
    """The entries of a file. Raises `InvalidInput` for one that cannot be read, naming each entry and key that is wrong."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InvalidInput(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(raw) > MOST_BYTES:
        raise InvalidInput(f"{path}: longer than {MOST_BYTES // 2**20} MB, which no list of sources is")
    told = parse_yaml(path, raw)
    if not isinstance(told, dict) or not isinstance(told.get("sources"), list) or not told["sources"]:
        raise InvalidInput(
            f"{path}: expected `sources:` with a list of entries under it; `summitry watch --help` shows one"
        )
    if strange := [str(key) for key in told if key != "sources"]:
        raise InvalidInput(
            f"{path}: there is no key {strange[0]!r}; all that stands in this file is `sources:`"
        )
    found: list[Watched] = []
    faults: list[Fault] = []
    for number, entry in enumerate(told["sources"], 1):
        where = _called(number, entry)
        try:
            found.append(Watched.model_validate(entry))
        except ValidationError as error:
            faults += [Fault(loc=f"{where}{key}", message=message) for key, message in _told(error)]
        else:
            faults += [
                Fault(
                    loc=f"{where}: {key}",
                    message=f"{getattr(found[-1], key)!r} stands in an entry before it, too",
                )
                for key in ("url", "name")
                if getattr(found[-1], key)
                and any(getattr(found[-1], key) == getattr(one, key) for one in found[:-1])
            ]
    if faults:
        raise InvalidInput(f"{path}: {faults[0].loc}: {faults[0].message}", tuple(faults))
    return tuple(found)


def _called(number: int, entry: Any) -> str:
    told = (entry.get("name") or entry.get("url")) if isinstance(entry, dict) else None
    return (
        f"entry {number} ({without_user(told)[:80]})"
        if isinstance(told, str) and told.isprintable()
        else f"entry {number}"
    )


def _told(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Keys and what is wrong with them, as people say it."""
    keys = ", ".join(Watched.model_fields)
    for fault in error.errors(include_url=False):
        key = f": {fault['loc'][0]}" if fault["loc"] else ""
        match fault["type"]:
            case "extra_forbidden":
                yield key, f"there is no such key; there are {keys}"
            case "missing":
                yield key, "is missing: the address of a feed, a sitemap or a page"
            case "model_type":
                yield key, f"must be keys and values: {keys}"
            case "value_error":
                yield key, f"{without_user(str(fault['input']))[:80]!r}: {fault['ctx']['error']}"
            case "string_pattern_mismatch":
                yield key, "must be one line"
            case _:
                yield key, f"{fault['msg'][:1].lower()}{fault['msg'][1:]}"
