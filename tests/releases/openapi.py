"""What a release promises: `python -m tests.releases.openapi 0.4.0` writes tests/releases/openapi/0.4.0.json.

The contract as it is served, without its examples, which promise nothing; keys are sorted, so that two releases can be compared by eye.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from app.main import create_app
from app.settings import Settings
from tests.shelf import project

FOLDER: Final = Path(__file__).resolve().parent / "openapi"


def contract() -> dict[str, Any]:
    """Today's OpenAPI document, with the settings that ship."""
    app = create_app(Settings(database_url="sqlite:///no-database.db", _env_file=None), project()[0])
    return app.openapi()


def promised(found: Any) -> Any:
    """A contract, or a part of it, without examples. A property may be called so, too: then it is a schema, and stays."""
    if isinstance(found, dict):
        return {
            key: promised(value)
            for key, value in found.items()
            if key not in ("example", "examples") or isinstance(value, dict)
        }
    return [promised(value) for value in found] if isinstance(found, list) else found


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m tests.releases.openapi VERSION")
    target = FOLDER / f"{sys.argv[1]}.json"
    text = json.dumps(promised(contract()), ensure_ascii=False, indent=1, sort_keys=True)
    target.write_text(text + "\n", encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
