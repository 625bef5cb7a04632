"""The examples in the published shapes: what the API really answers on data/samples, kept in examples.json.

tests/docs/test_examples.py holds them true, and writes them anew after a change that is meant. A shape inside another takes its
example out of the whole one; a new shape is put into the file by hand first, then by that test.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

PATH: Final = Path(__file__).with_name("examples.json")
_EXAMPLES: Final[dict[str, dict[str, Any]]] = json.loads(PATH.read_text(encoding="utf-8"))


def example(shape: str) -> dict[str, Any]:
    """The example of a shape by its name. Not to be changed: it is shared. Raises `KeyError` where there is none."""
    return _EXAMPLES[shape]
