"""What FastAPI gives routes beside their parameters."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from app.api.dependencies import Service
from app.api.streams import Streams
from app.errors import Fault, InvalidInput


async def _service(request: Request) -> Service:
    found: Service = request.app.state.service
    return found


ServiceDep = Annotated[Service, Depends(_service)]


async def no_parameters(request: Request) -> None:
    """For routes that take none: an unknown parameter is refused everywhere, never ignored. Raises `InvalidInput`."""
    if request.query_params:
        faults = tuple(
            Fault(loc=f"query/{name}", message="is unknown: this address takes no parameters")
            for name in dict.fromkeys(request.query_params)
        )
        raise InvalidInput(f"{faults[0].loc} {faults[0].message}.", faults)


async def _streams(request: Request) -> Streams:
    found: Streams = request.app.state.streams
    return found


StreamsDep = Annotated[Streams, Depends(_streams)]
