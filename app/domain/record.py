"""Values that nobody changes once they are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def record(cls: type[T], /) -> type[T]: ...
@overload
def record(*, kw_only: bool = False, order: bool = False) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True)
def record(
    cls: type[T] | None = None, /, *, kw_only: bool = False, order: bool = False
) -> type[T] | Callable[[type[T]], type[T]]:
    """A dataclass with slots that compares and hashes by its fields, and that type checks hold to be frozen.

    At run time it is not: a frozen dataclass sets each field by a call, which takes six times as long, and an article is read in
    hundreds of such values.
    """
    make = dataclass(slots=True, unsafe_hash=True, kw_only=kw_only, order=order)
    return make if cls is None else make(cls)
