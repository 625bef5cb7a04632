"""What comes of an address that yields nothing."""

from __future__ import annotations

from app.errors import AppError, InvalidInput


class FetchRefused(InvalidInput):
    """An address that is not fetched, or whose answer is not taken: private, forbidden by robots.txt, too large, of no kind that is read. Asking
    again changes nothing."""

    code = "fetch-refused"
    title = "The address is not fetched"


class NotPublic(FetchRefused):
    """A host whose address is not one of the public Internet. Nothing is sent to it, not even the question for its robots.txt."""


class FetchFailed(AppError):
    """An address that cannot be had now: no answer, a broken one, a server in trouble. `retry_after`: seconds that the server asks to wait."""

    code = "fetch-failed"
    title = "The address could not be fetched"
    status = 502

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after
