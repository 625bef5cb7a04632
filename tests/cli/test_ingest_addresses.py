"""`summitry ingest https://…`: addresses beside files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.fetching.internet import answer, internet

WORDS = "President Tokayev proposed a fund for water. He spoke at the summit in Astana."


def test_addresses_and_files_are_ingested_together(
    summitry: Command, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    summitry("migrate")
    with internet() as net:
        net.pages["/news"] = answer(f"{WORDS} Twice.".encode())
        monkeypatch.setattr("app.fetching.Fetcher", lambda agent: net.fetcher())
        for told in ("2 new", "2 unchanged"):
            ran = summitry("ingest", tmp_path / "a.txt", "http://news.example/news")
            assert (ran.status, told in ran.out) == (0, True), ran
        assert net.private_visitors == 0


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "HTTP://[::1]/", "http://169.254.169.254/latest/", "http://2130706433/"]
)
def test_no_option_leads_to_this_machine(summitry: Command, url: str, address: str) -> None:
    summitry("migrate")
    ran = summitry("ingest", address)
    assert ran.status == 1
    assert "which is not public" in ran.out


@pytest.mark.parametrize("address", ["ftp://example.org/a.txt", "file:///etc/passwd"])
def test_other_addresses_are_told_apart_from_paths(summitry: Command, url: str, address: str) -> None:
    summitry("migrate")
    ran = summitry("ingest", address)
    assert (ran.status, "fetched are http://… and https://… only" in ran.out) == (1, True)


def test_a_contact_that_no_header_can_hold_is_refused(summitry: Command, url: str) -> None:
    summitry("migrate")
    ran = summitry("ingest", "--contact", "a\nb", "http://127.0.0.1/")
    assert (ran.status, "--contact" in ran.err) == (1, True)
