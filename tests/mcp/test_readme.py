"""What the README tells of the tools, done as it says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from app.settings import ROOT
from tests.mcp import conftest
from tests.shelf import ingested


def _shown(whole: Any, part: Any) -> Any:
    """Of an answer what the README shows of it."""
    if isinstance(whole, dict) and isinstance(part, dict):
        return {name: _shown(whole.get(name), each) for name, each in part.items()}
    if isinstance(whole, list) and isinstance(part, list):
        return [_shown(*pair) for pair in zip(whole, part, strict=True)]
    return whole


def test_the_configuration_and_the_example_hold(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("## Give it to a language model\n")[1].split("\n## ")[0]
    configuration, answer = (
        json.loads(block) for block in re.findall(r"```json\n(.*?)```", section, re.DOTALL)
    )
    [server] = configuration["mcpServers"].values()
    assert server["command"].endswith("/.venv/bin/summitry")
    command, *options = server["args"]
    assert command == "mcp"
    found = re.search(r"`(\w+)` with `(\{.*?\})` answers", section)
    assert found
    ingested(tmp_path / "samples.db", [ROOT / "data" / "samples"])
    with conftest.tools_of(conftest.speaking(tmp_path / "samples.db", *options)) as tools:
        assert all(f"`{tool.name}`" in section for tool in tools.listed)
        told = tools(found[1], **json.loads(found[2]))
    assert _shown(told.answer, answer) == answer
