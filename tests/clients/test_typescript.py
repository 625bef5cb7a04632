"""The TypeScript client: its types are those of today's contract, it compiles as strictly as can be, and it works against a server.

It needs node, npm and npm's registry (or its cache). Where they are missing the test is skipped by name, and fails under CI=true, unless
`.ci/run` has found that they cannot be had and has set SUMMITRY_TEST_NODE=absent.

After a change of the contract that is meant: `SUMMITRY_REWRITE_CLIENT=1 pytest tests/clients` generates the types anew.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from http.client import HTTPConnection
from pathlib import Path
from typing import NoReturn

import pytest

from app import __version__
from app.settings import ROOT
from app.vocabulary import Vocabulary
from tests.releases.openapi import contract, promised
from tests.shelf import fill, served

CLIENT = ROOT / "clients" / "typescript"
TYPES = Path("src") / "schema.ts"
INSTALL = ["npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"]


def absent(why: str) -> NoReturn:
    message = f"THE TYPESCRIPT CLIENT IS NOT TESTED: {why} (Debian: apt-get install nodejs npm)"
    if os.environ.get("CI") == "true" and os.environ.get("SUMMITRY_TEST_NODE") != "absent":
        pytest.fail(message)
    pytest.skip(message)


def installed(folder: Path) -> Path:
    """A copy of the client with what its lock names."""
    if os.environ.get("SUMMITRY_TEST_NODE") == "absent" or not (shutil.which("node") and shutil.which("npm")):
        absent("node or npm is missing")
    shutil.copytree(CLIENT, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    run = subprocess.run(INSTALL, cwd=folder, capture_output=True, text=True)
    if run.returncode:
        absent(f"npm ci failed:\n{run.stderr[-2_000:]}")
    return folder


def done(folder: Path, *command: str, **environment: str) -> None:
    run = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True
    )
    assert run.returncode == 0, f"{' '.join(command)}\n{run.stdout[-8_000:]}\n{run.stderr[-4_000:]}"


@pytest.mark.timeout(600)
def test_it_is_generated_compiles_and_works(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """One test, because all of it needs one installation."""
    folder = installed(tmp_path / "typescript")
    binaries = folder / "node_modules" / ".bin"

    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(promised(contract()), ensure_ascii=False, sort_keys=True))
    done(folder, str(binaries / "openapi-typescript"), str(document), "-o", "today.ts")
    today = (folder / "today.ts").read_text(encoding="utf-8")
    if os.environ.get("SUMMITRY_REWRITE_CLIENT"):
        (CLIENT / TYPES).write_text(today, encoding="utf-8")
    else:
        told = "the contract has changed: SUMMITRY_REWRITE_CLIENT=1 pytest tests/clients"
        assert (CLIENT / TYPES).read_text(encoding="utf-8") == today, told
    shutil.move(folder / "today.ts", folder / TYPES)

    (folder / "test" / "readme.ts").write_text(told_in_the_readme(), encoding="utf-8")
    done(folder, "npm", "run", "build")

    page = folder / "example" / "index.html"
    for file in re.findall(r'"(\.\./[^"]+)"', page.read_text(encoding="utf-8")):
        assert (page.parent / file).is_file(), f"the example asks for {file}"

    with served(fill(tmp_path / "summitry.db", vocabulary)) as address:
        done(folder, "node", "--test", "dist/test/client.test.js", SUMMITRY_URL=address)
        browser_asks(address)


def told_in_the_readme() -> str:
    """The README's code as one module."""
    blocks = re.findall(r"```ts\n(.+?)```", (CLIENT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    return "".join(blocks).replace('"summitry-client"', '"../src/index.js"')


def browser_asks(address: str) -> None:
    """What a browser sends for a page of another origin, and what it must be answered to hand it on."""
    origin = {"Origin": "http://localhost:3000"}
    preflight = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    connection = HTTPConnection(address.removeprefix("http://"), timeout=20)
    connection.request("OPTIONS", "/api/v1/statements", headers=origin | preflight)
    allowed = connection.getresponse()
    allowed.read()
    assert allowed.status == 204 and allowed.headers["access-control-allow-origin"] == "*"
    assert "GET" in allowed.headers["access-control-allow-methods"]
    assert "if-none-match" in allowed.headers["access-control-allow-headers"].lower()
    for path, status in (("/api/v1/statements?limit=1", 200), ("/api/v1/statements/st-0000000000000", 404)):
        connection.request("GET", path, headers=origin)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status and answer.headers["access-control-allow-origin"] == "*"
        assert {"link", "etag"} <= set(answer.headers["access-control-expose-headers"].lower().split(", "))
    connection.close()


def test_its_version_is_that_of_the_release() -> None:
    package, lock = (
        json.loads((CLIENT / name).read_text(encoding="utf-8"))
        for name in ("package.json", "package-lock.json")
    )
    assert package["version"] == lock["version"] == lock["packages"][""]["version"] == __version__


def test_the_lock_is_exact_and_names_no_registry() -> None:
    lock = json.loads((CLIENT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert len(packages) > 10
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not any("resolved" in entry for entry in packages.values())
    assert "registry" not in (CLIENT / ".npmrc").read_text(encoding="utf-8").replace(
        "omit-lockfile-registry-resolved", ""
    )
    named = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))
    wanted = named["dependencies"] | named["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_the_example_asks_no_other_host() -> None:
    for file in (CLIENT / "example").iterdir():
        hosts = set(re.findall(r"https?://([\w.-]*)", file.read_text(encoding="utf-8")))
        assert hosts <= {"127.0.0.1", ""}, f"{file.name}: {hosts}"
