"""README's requests give README's answers (which are shortened there: what stands must come), and its tables name what there is.

After a change that is meant: `SUMMITRY_REWRITE_README=1 pytest tests/docs` puts today's answers in, cut to the same keys.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from app.settings import ROOT, Settings

README = ROOT / "README.md"
PAIR = re.compile(r"```sh\n(curl [^`]+?)\n```\n\n```json\n(.+?)\n```", re.DOTALL)


def pairs() -> list[tuple[str, Any]]:
    return [
        (command, json.loads(answer)) for command, answer in PAIR.findall(README.read_text(encoding="utf-8"))
    ]


def ask(client: TestClient, command: str) -> Any:
    """Send what a curl command of the README says."""
    words = shlex.split(command.replace("\\\n", " "))
    address = next(word for word in words if word.startswith("http://")).removeprefix("http://127.0.0.1:8000")
    if "-d" in words:
        answer = client.post(
            address,
            content=words[words.index("-d") + 1].encode(),
            headers={"Content-Type": "application/json"},
        )
    else:
        answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


def cut(real: Any, shown: Any) -> Any:
    """The real answer with the keys and as many items as the shown one has; both must be there, nothing shown may be empty."""
    if isinstance(shown, dict) and isinstance(real, dict):
        assert set(shown) <= set(real), f"gone: {set(shown) - set(real)}"
        return {key: cut(real[key], value) for key, value in shown.items()}
    if isinstance(shown, list) and isinstance(real, list):
        assert shown and len(real) >= len(shown), f"shown {shown}, answered {real}"
        return [cut(*pair) for pair in zip(real, shown, strict=False)]
    return real


def test_requests_give_the_answers_shown(client: TestClient) -> None:
    found = pairs()
    assert len(found) >= 5
    answers = [cut(ask(client, command), shown) for command, shown in found]
    if os.environ.get("SUMMITRY_REWRITE_README"):
        fresh = iter(answers)
        README.write_text(
            PAIR.sub(
                lambda match: (
                    f"```sh\n{match[1]}\n```\n\n```json\n{json.dumps(next(fresh), ensure_ascii=False, indent=1)}\n```"
                ),
                README.read_text(encoding="utf-8"),
            ),
            encoding="utf-8",
        )
    else:
        assert answers == [shown for _, shown in found]


def test_downloads_are_what_they_are_named(client: TestClient) -> None:
    commands = re.findall(r"^curl -o (\S+) (.+)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) >= 2
    for file, command in commands:
        words = shlex.split(command)
        headers = dict([words[words.index("-H") + 1].split(": ")]) if "-H" in words else {}
        answer = client.get(words[-1].removeprefix("http://127.0.0.1:8000"), headers=headers)
        kind = {
            "csv": "text/csv",
            "jsonl": "application/jsonl",
            "bib": "application/x-bibtex",
            "sdmx.csv": "application/vnd.sdmx.data+csv;version=2.0.0",
        }[file.partition(".")[2]]
        assert answer.status_code == 200 and answer.headers["content-type"].startswith(kind), command
        assert len(answer.text.splitlines()) > 1


def test_every_setting_is_told_with_its_description() -> None:
    text = README.read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"| `SUMMITRY_{name.upper()}` |" in text, name
        assert str(field.description) in text, name


def test_files_that_the_pages_link_to_are_there() -> None:
    for page in [
        README,
        ROOT / "app" / "README.md",
        ROOT / "app" / "language" / "README.md",
        ROOT / "data" / "README.md",
    ]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_number_of_samples_is_told_right() -> None:
    words = {"ten": 10, "twelve": 12, "fourteen": 14, "fifteen": 15, "sixteen": 16, "nineteen": 19}
    told = re.search(r"(\w+) sample documents", README.read_text(encoding="utf-8"))
    assert told is not None
    assert words[told[1].lower()] == len(list((ROOT / "data" / "samples").glob("*.txt")))


def test_make_targets_named_are_there() -> None:
    targets = set(
        re.findall(r"^([a-z]+):", Path(ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert named and named <= targets


def test_every_address_of_the_page_for_language_models_is_answered(client: TestClient) -> None:
    text = client.get("/llms.txt").text
    addresses = re.findall(r"\]\((/[^)]*)\)", text)
    assert len(addresses) > 25
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.text[:300]}"
        if "?" in address:
            found = answer.json()
            assert found.get("items") or found.get("candidates") or found.get("topics"), (
                f"{address} finds nothing"
            )
