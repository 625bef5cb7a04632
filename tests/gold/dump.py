"""`python -m tests.gold.dump OUT.jsonl [ru] [en]`: the gold documents as JSON lines in the guide's format."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.gold.load import load_gold


def main(out: str, *languages: str) -> None:
    documents = load_gold(*languages)
    lines = [json.dumps(document, ensure_ascii=False) for document in documents]
    Path(out).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    print(f"{len(documents)} documents to {out}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
