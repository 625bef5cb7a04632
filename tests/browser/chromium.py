"""Debian's chromium, steered by playwright: without a window, without a word to anybody but the server that is tested.

Where it is missing the tests are skipped by name, and fail under CI=true, unless `.ci/run` has found that it cannot be had and has set
SUMMITRY_TEST_BROWSER=absent.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

ABSENT = "THE EXPLORER IS NOT TESTED IN A BROWSER: no chromium in PATH (Debian: apt-get install chromium)"

OPTIONS = [
    "--no-sandbox",  # which it refuses to do without as root; it sees our own pages only
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # what is not seen as a request is not found either
    "--disable-dev-shm-usage",  # 64 MB in a container
    "--disable-gpu",
    "--font-render-hinting=none",
    "--lang=en-US",
]


def program() -> str:
    """Where it is."""
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("CI") == "true" and os.environ.get("SUMMITRY_TEST_BROWSER") != "absent":
            pytest.fail(ABSENT)
        pytest.skip(ABSENT)
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser of this block's own."""
    path = program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()
