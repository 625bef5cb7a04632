"""Schemathesis against a real server: every check, over a socket, on a library in which lists have several pages, on each kind of database.

`CONTRACT_EXAMPLES` raises the number of cases an operation gets (12 here, half as many without a key; 400 before a release, a hundred thousand in all), `CONTRACT_SEED`
repeats a run. No failure is waived; see `CONDITIONAL` for what is none.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from app.domain.access import Scope
from app.vocabulary import Vocabulary
from tests.api.test_review import keyed
from tests.shelf import fill, served
from tests.stores import Store

CASES = {True: 3_000, False: 1_500}
"""With and without a key. A run with fewer has not tested what it says, for example because examples were no longer understood."""

CONDITIONAL = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "410", "412", "429", "5xx"]

[checks.missing_required_header]
expected-statuses = ["400", "401", "403", "406", "415", "422", "428"]
"""
"""What Schemathesis takes for a refusal, and beside it what RFC 9110 and RFC 6585 want where a record was withdrawn (410), has another
revision than the one that was read (412), or the request does not tell which (428). It withdraws documents itself, and guesses revisions."""

EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "12"))


def wake(address: str) -> None:
    """Have the rules and the dictionaries of both languages loaded, which takes the first texts seconds; each case may take ten, on
    any machine."""
    for text, language in (("Президент сказал слово.", "ru"), ("The president said a word.", "en")):
        body = json.dumps({"text": text, "language": language}).encode()
        request = Request(
            f"{address}/api/v1/extract", body, {"Content-Type": "application/json"}, method="POST"
        )
        with urlopen(request, timeout=120) as answer:
            assert answer.status == 200


@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("with_key", [False, True], ids=["without a key", "with a key"])
def test_the_service_keeps_its_contract(
    store: Store, tmp_path: Path, vocabulary: Vocabulary, with_key: bool
) -> None:
    # Without a key they are the same operations, of which those that write refuse.
    examples = EXAMPLES if with_key else max(1, EXAMPLES // 2)
    seed = os.environ.get("CONTRACT_SEED") or str(random.randrange(2**32))
    url = fill(store.migrated(), vocabulary)
    # The settings are given here and read nowhere else, so that a stray schemathesis.toml cannot soften them.
    (tmp_path / "schemathesis.toml").write_text(CONDITIONAL if with_key else "")
    key = [f"--header=Authorization: {keyed(url, *Scope)['authorization']}"] if with_key else []
    with served(url) as address:
        wake(address)
        run = subprocess.run(
            # One worker: Hypothesis reads sources from several threads, which CPython 3.11's parser does not take.
            [
                str(Path(sys.executable).with_name("schemathesis")),
                "run",
                f"{address}/openapi.json",
                "--checks=all",
                f"--max-examples={examples}",
                f"--seed={seed}",
                "--request-timeout=20",
                "--no-color",
                *key,
            ],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "120"},
            capture_output=True,
            text=True,
        )
    told = f"repeat with CONTRACT_SEED={seed} CONTRACT_EXAMPLES={EXAMPLES}\n{run.stdout[-12_000:]}\n{run.stderr[-2_000:]}"
    print(told)
    found = re.search(r"^\s*(\d+) generated", run.stdout, re.MULTILINE)
    assert found, told
    assert run.returncode == 0, told
    assert int(found[1]) >= CASES[with_key], told
