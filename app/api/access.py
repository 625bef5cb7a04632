"""Who may write: the key that a request brings along."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.api.given import ServiceDep
from app.domain.access import Key, Scope
from app.errors import AppError
from app.store.keys import find_key

_KEYS: Final = "keys are made on the server, by `summitry keys create`"
_bearer: Final = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    bearerFormat="smy_ID_SECRET",
    description="A key, which writing needs; reading needs none. It is made on the server: `summitry keys create --name NAME --scope review`.",
)


class KeyNeeded(AppError):
    """Writing without a key, or with one that opens nothing."""

    code = "key-needed"
    title = "A key is needed"
    status = 401


class NotAllowed(AppError):
    """A key that is for something else."""

    code = "not-allowed"
    title = "The key does not allow it"
    status = 403


def needs(scope: Scope) -> Callable[..., Awaitable[Key]]:
    """A dependency: the key of a request that may do this. Raises `KeyNeeded` and `NotAllowed`."""

    async def key_of(
        request: Request,
        service: ServiceDep,
        _: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    ) -> Key:
        kind, blank, given = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not (blank and given.strip()):
            raise KeyNeeded(f"Send a key as `Authorization: Bearer KEY`; {_KEYS}.")
        key = await service.read_newest(find_key, given.strip())
        if key is None or not key.is_good(datetime.now(UTC)):
            raise KeyNeeded(
                f"This key opens nothing: it is none of ours, was revoked, or has expired; {_KEYS}."
            )
        if scope not in key.scopes:
            has = ", ".join(f"`{each}`" for each in key.scopes)
            raise NotAllowed(f"This needs a key with the scope `{scope}`; yours has {has}.")
        return key

    return key_of
