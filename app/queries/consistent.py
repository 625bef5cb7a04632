"""One answer, one state of the data: a query of several SELECTs sees none of what is committed between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from app.store.database import Reader

Params = ParamSpec("Params")
Answer = TypeVar("Answer")


def consistent(
    query: Callable[Concatenate[Reader, Params], Answer],
) -> Callable[Concatenate[Reader, Params], Answer]:
    """Run a query, whose first parameter is the reader, in one snapshot."""

    @wraps(query)
    def run(reader: Reader, /, *args: Params.args, **kwargs: Params.kwargs) -> Answer:
        with reader.snapshot():
            return query(reader, *args, **kwargs)

    return run
