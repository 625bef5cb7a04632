"""A machine without PostgreSQL says so where it is seen, in the last line; one that tests every change refuses to go on."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.settings import ROOT
from tests.stores import ABSENT

RUN = """
import sys, pytest, tests.postgres
tests.postgres.programs = lambda: None
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""
TEST = "tests/store/test_schema.py::test_migrations_build_what_the_tables_say"


@pytest.mark.parametrize("ci", ["", "true"])
def test_it_is_told_at_the_end(ci: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "SUMMITRY_TEST_POSTGRES"}
    ran = subprocess.run(
        [sys.executable, "-c", RUN, TEST],
        cwd=ROOT,
        env=environment | {"CI": ci},
        capture_output=True,
        text=True,
    )
    told = ran.stdout.splitlines()
    if ci:
        assert ran.returncode == 1 and any(ABSENT in line for line in told[-2:]), ran.stdout
    else:
        assert ran.returncode == 0 and told[-1] == f"{ABSENT}; left out: 1", ran.stdout
