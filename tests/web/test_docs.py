"""The contract and the page of text made from it: once, off the loop, and true."""

from __future__ import annotations

import asyncio
import re
import threading
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.vocabulary import Vocabulary
from tests.stores import only_sqlite


def test_two_first_requests_make_the_contract_once_and_the_loop_goes_on(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(database_url="sqlite:///none.db", _env_file=None), vocabulary)
    made = []
    made_by = type(app.framework())
    make, began, go = made_by.openapi, threading.Event(), threading.Event()

    def slowly(self: Any) -> dict[str, Any]:
        made.append(threading.current_thread())
        began.set()
        assert go.wait(20)
        return make(self)

    monkeypatch.setattr(made_by, "openapi", slowly)

    async def ask() -> list[httpx2.Response]:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            first = [asyncio.ensure_future(client.get(path)) for path in ("/openapi.json", "/llms.txt")]
            while not began.is_set():
                await asyncio.sleep(0.01)
            assert (await client.get("/healthz")).status_code == 200  # while it is being made
            go.set()
            return await asyncio.gather(*first, client.get("/openapi.json"))

    answers = asyncio.run(ask())
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[0].content == answers[2].content
    assert len(made) == 1 and made[0] is not threading.main_thread()


@only_sqlite
def test_the_page_of_text_names_every_operation_filter_and_error(client: TestClient) -> None:
    page = client.get("/llms.txt")
    assert page.status_code == 200 and page.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(page.text) < 20_000
    contract = client.get("/openapi.json").json()
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            if method == "get" and "security" not in operation:
                address = re.escape(path).replace(r"\{id\}", r"[\w.+-]+")
                named = re.search(rf"^- \[{operation['summary']}\]\({address}[?)]", page.text, re.MULTILINE)
            else:
                named = re.search(rf"`{method.upper()} {re.escape(path)}`", page.text)
            assert named, operation["operationId"]
    for status, response in contract["paths"]["/api/v1/statements"]["get"]["responses"].items():
        assert status < "400" or f"- {status}: {response['description']}" in page.text


@only_sqlite
def test_its_addresses_hold_below_another_path(client: TestClient) -> None:
    below = TestClient(client.app, root_path="/summitry")
    addresses = re.findall(r"\]\((/[^)]*)\)", below.get("/summitry/llms.txt").text)
    assert addresses and all(address.startswith("/summitry/") for address in addresses)
