"""`summitry mcp` as a process: its standard output, its end, its database coming, going and changing, and many calls at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp_types import LATEST_PROTOCOL_VERSION

from app.settings import ROOT
from app.store.schema import upgrade
from app.vocabulary import Vocabulary
from tests.mcp.conftest import COMMAND, Told, environment, speaking, told, tools_of
from tests.shelf import add, fill, shelf
from tests.stores import Store, only_sqlite, path_of

SECONDS = 60


def message(method: str, number: int | None = None, **params: Any) -> str:
    found = {"jsonrpc": "2.0", "method": method, "params": params}
    return json.dumps(found if number is None else {**found, "id": number}, ensure_ascii=False) + "\n"


HANDSHAKE = (
    message(
        "initialize",
        0,
        protocolVersion=LATEST_PROTOCOL_VERSION,
        capabilities={},
        clientInfo={"name": "test", "version": "1"},
    ),
    message("notifications/initialized"),
)


def started(database: Path | str, *options: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *options],
        env=environment(database) | more,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_standard_output_has_the_protocol_alone_and_the_end_of_input_ends_it(library: str) -> None:
    process = started(library, SUMMITRY_LOG_LEVEL="debug")
    assert process.stdin and process.stdout and process.stderr
    calls = [
        message("tools/list", 1),
        "this is no message\n",
        message("tools/call", 2, name="search", arguments={"leader": "Лиана Верст", "limit": 1}),
        message("tools/call", 3, name="search", arguments={"leader": "Zzyx"}),
        message("no/such/method", 4),
    ]
    for line in (*HANDSHAKE, *calls):
        process.stdin.write(line)
    process.stdin.flush()
    answers: dict[int, Any] = {}
    while len(answers) < 5:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        found = json.loads(line)
        assert found["jsonrpc"] == "2.0"
        if "id" in found and found["id"] is not None:
            answers[found["id"]] = found
    process.stdin.close()
    assert process.wait(SECONDS) == 0
    assert process.stdout.read() == ""
    logged = process.stderr.read()
    assert "Traceback" not in logged and len(logged) > 0
    assert answers[0]["result"]["serverInfo"]["name"] == "summitry"
    assert answers[2]["result"]["structuredContent"]["items"][0]["record"]["speaker"]["id"] == "liana-verst"
    assert answers[3]["result"]["isError"] is True
    assert "error" in answers[4]


@only_sqlite
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
def test_told_to_stop_it_ends_while_it_waits_for_input(library: str, number: signal.Signals) -> None:
    process = started(library)
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(HANDSHAKE[0])
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 0
    process.send_signal(number)
    assert process.wait(SECONDS) == 0  # its input is open still
    assert process.stdout.read() == "" and "Traceback" not in process.stderr.read()


def test_a_database_that_is_missing_says_what_to_do(store: Store, tmp_path: Path) -> None:
    missing = tmp_path / "none.db" if store.is_sqlite else store.empty()
    with tools_of(speaking(missing)) as tools:
        for tool, arguments in (
            ("search", {}),
            ("search", {"leader": "Ardan Temur"}),
            ("get_record", {"id": "st-0000000000000"}),
            ("who_said_what", {}),
        ):
            found = tools(tool, **arguments)
            assert found.error and "summitry migrate" in found.text and "summitry ingest" in found.text
        upgrade(f"sqlite:///{missing}" if store.is_sqlite else str(missing))
        until = time.monotonic() + SECONDS  # a server that was not there is asked again after a second
        while tools("search").error and time.monotonic() < until:
            time.sleep(0.1)
        for tool in ("search", "who_said_what", "compare_claims", "follow_proposal"):
            empty = tools(tool)
            assert not empty.error and "The library is empty: `summitry ingest PATH`" in empty.notes, tool


def test_what_is_written_while_it_serves_is_found(store: Store, vocabulary: Vocabulary) -> None:
    first, *others = shelf(3)
    url = fill(store.empty(), vocabulary, [first])
    with tools_of(speaking(url)) as tools:
        before = tools("search", kind="document", limit=50)
        add(url, vocabulary, others)
        after = tools("search", kind="document", limit=50)
    assert (len(before.items), len(after.items)) == (1, 3)
    assert after.answer["data_version"] > before.answer["data_version"]


@only_sqlite
def test_a_database_that_is_replaced_is_read_anew(store: Store, vocabulary: Vocabulary) -> None:
    one, two = (fill(store.empty(), vocabulary, shelf(4)[slice_]) for slice_ in (slice(1), slice(1, 4)))
    with tools_of(speaking(one)) as tools:
        assert len(tools("search", kind="document").items) == 1
        for end in ("-wal", "-shm"):
            Path(path_of(one) + end).unlink(missing_ok=True)
        os.replace(path_of(two), path_of(one))
        assert len(tools("search", kind="document").items) == 3


def test_many_calls_at_once_are_answered_as_each_alone(library: str) -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        ("search", {"words": "мысль", "limit": 5}),
        ("search", {"leader": "Лиане Верст", "limit": 3}),
        ("who_said_what", {}),
        ("who_said_what", {"leader": "ardan-temur"}),
        ("follow_proposal", {"topic": "water"}),
        ("get_series", {"metric": "экспорт"}),
        ("compare_claims", {}),
        ("search", {"topic": "cookery"}),
    ] * 4
    found: dict[int, Told] = {}

    async def run() -> list[Told]:
        async with speaking(library) as (session, _):

            async def call(number: int) -> None:
                found[number] = told(await session.call_tool(*asked[number]))

            async with anyio.create_task_group() as together:
                for number in range(len(asked)):
                    together.start_soon(call, number)
            return [told(await session.call_tool(*each)) for each in asked[:8]]

    alone = anyio.run(run)
    for number in range(len(asked)):
        assert found[number] == alone[number % 8]


def ended(*arguments: str, code: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    program = f"import sys; {code}; sys.argv = ['summitry', *{arguments!r}]; from app.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT), **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


@pytest.mark.parametrize("options", [(), ("--http", "--port", "0")], ids=["streams", "http"])
def test_without_the_extra_it_says_which(options: tuple[str, ...]) -> None:
    found = ended("mcp", *options, code="sys.modules['mcp'] = None")
    assert (found.returncode, found.stdout) == (1, "")
    assert (
        found.stderr
        == "summitry: tools for language models need the extra `mcp`: pip install 'summitry[mcp]'\n"
    )


def test_other_commands_load_nothing_of_it() -> None:
    found = ended("--version", code="sys.modules['mcp'] = sys.modules['app.mcp'] = None")
    assert found.returncode == 0 and found.stdout.startswith("summitry ")


@pytest.mark.parametrize("options", [(), ("--http", "--port", "0")], ids=["streams", "http"])
def test_a_wrong_vocabulary_ends_it_with_a_sentence(tmp_path: Path, options: tuple[str, ...]) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("topics: [{id: x}]\n")
    process = started(tmp_path / "none.db", *options, SUMMITRY_VOCABULARY_EXTRA=str(wrong))
    try:
        assert process.wait(SECONDS) == 1  # its input is open still
        assert process.stdout and process.stderr
        told_of = process.stderr.read()
        assert process.stdout.read() == "" and "wrong.yaml" in told_of and "Traceback" not in told_of
    finally:
        process.kill()


@pytest.mark.parametrize(
    ("option", "value"),
    [("--base-url", "summitry.example.org"), ("--base-url", "ftp://x"), ("--allow-host", "https://x")],
)
def test_an_address_that_is_none_is_refused(option: str, value: str) -> None:
    found = ended("mcp", option, value)
    assert found.returncode == 1 and value in found.stderr and found.stdout == ""
