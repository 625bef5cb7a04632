"""What goes on in a browser beside what is shown: everything that a page of ours must never do is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    Response,
)

REPORTS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`POLICY ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
window.ran = (what) => console.error(`RAN ${what}`);
"""
"""Runs before anything of a page: tells of what the policy refused, and of a payload of tests/browser/payloads.py that is executed."""


class Watched:
    """A context of a browser in which nothing goes unnoticed: `faults` is what must be empty at the end."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.faults: list[str] = []
        self.expected: set[int] = set()
        """Statuses that pages are asked for on purpose: chromium tells of them as errors."""
        self.answers: list[Response] = []
        self._host = urlsplit(address).netloc
        context.set_default_timeout(15_000)
        context.add_init_script(REPORTS)
        context.on("console", self._heard)
        context.on("dialog", self._asked)
        context.on("weberror", lambda error: self._found(f"page error: {error.error}"))
        context.on("request", self._asked_for)
        context.on("response", self._answered)
        context.on("requestfailed", self._failed)

    def page(self, path: str = "") -> Page:
        """A new page; at `path` if one is given."""
        page = self.context.new_page()
        if path:
            self.visit(page, path)
        return page

    def visit(self, page: Page, path: str) -> Response:
        """Go to a path of the server; fails unless it is answered."""
        answer = page.goto(self.address + path)
        assert answer is not None, path
        return answer

    def _found(self, fault: str) -> None:
        self.faults.append(fault)

    def _asked_for(self, request: Request) -> None:
        # Not by a route, which would switch the browser's cache off; and what is let pass here finds no host (see chromium.py).
        if urlsplit(request.url).netloc != self._host:
            self._found(f"request to another host: {request.url}")

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not self._is_expected(message):
            self._found(f"console: {message.text} ({message.location.get('url')})")

    def _is_expected(self, message: ConsoleMessage) -> bool:
        return any(
            f"the server responded with a status of {status}" in message.text for status in self.expected
        )

    def _asked(self, dialog: Dialog) -> None:
        self._found(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _answered(self, response: Response) -> None:
        self.answers.append(response)
        if response.status >= 400 and response.status not in self.expected:
            self._found(f"{response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        # A download is a navigation that ends in no page.
        if urlsplit(request.url).netloc == self._host and request.failure != "net::ERR_ABORTED":
            self._found(f"failed: {request.url} {request.failure}")


@contextmanager
def watched(browser: Browser, address: str, **options: Any) -> Iterator[Watched]:
    """A fresh context, as playwright's `new_context` makes it from the options; fails at the end if anything was noticed."""
    # Without motion: nobody has to guess when a page has finished scrolling.
    context = browser.new_context(base_url=address, **{"reduced_motion": "reduce"} | options)
    seen = Watched(context, address)
    try:
        yield seen
    finally:
        context.close()
    assert seen.faults == []
