"""Query strings, read by Pydantic alone: those of requests, and those that a command is given in the same form."""

from __future__ import annotations

from collections import Counter
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError

from app.api.faults import LONGEST_VALUE, invalid
from app.errors import Fault, InvalidInput

Model = TypeVar("Model", bound=BaseModel)


def read_query(model: type[Model], lists: frozenset[str], query: str) -> Model:
    """The parameters that a query string gives. Raises `InvalidInput`, whose faults stand at query/NAME."""
    values: dict[str, Any] = {}
    for name, value in once(query, lists):
        if name in lists:
            values.setdefault(name, []).append(value)
        else:
            values[name] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = [{**each, "loc": ("query", *each["loc"])} for each in error.errors(include_url=False)]
        raise invalid(found, lambda _: list(model.model_fields)) from None


def once(query: str, lists: frozenset[str]) -> list[tuple[str, str]]:
    """The names and values of a query. Raises `InvalidInput` where one that is no list has several: to go by one is to guess."""
    pairs = parse_qsl(query, keep_blank_values=True)
    counted = Counter(name for name, _ in pairs if name not in lists)
    if twice := [name for name, times in counted.items() if times > 1]:
        faults = tuple(
            Fault(loc=f"query/{name[:LONGEST_VALUE]}", message="stands several times; give it once")
            for name in twice
        )
        raise InvalidInput(f"{faults[0].loc} {faults[0].message}.", faults)
    return pairs


def list_names(model: type[BaseModel]) -> frozenset[str]:
    """The names of parameters that are lists."""
    return frozenset(
        field.alias or name for name, field in model.model_fields.items() if _is_list(field.annotation)
    )


def _is_list(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin in {Union, UnionType}:
        return any(_is_list(each) for each in get_args(annotation))
    if origin is Annotated:
        return _is_list(get_args(annotation)[0])
    return annotation is list or origin is list
