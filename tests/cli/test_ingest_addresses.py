"""`summitry ingest https://…`: addresses beside files."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app import __version__
from app.fetching.network import PublicNetwork
from app.settings import Settings
from app.store.database import open_database
from tests.cli.conftest import Command
from tests.fetching.internet import answer, internet, one_after_another

WORDS = "President Tokayev proposed a fund for water. He spoke at the summit in Astana."


def test_addresses_and_files_are_ingested_together(
    summitry: Command, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    summitry("migrate")
    with internet() as net:
        net.pages["/news"] = answer(f"{WORDS} Twice.".encode())
        monkeypatch.setattr("app.fetching.Fetcher", lambda agent, sleep: net.fetcher())
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
    assert "not public (" in ran.out
    assert "save the page, and name the file" in ran.out


@pytest.mark.parametrize("address", ["ftp://example.org/a.txt", "file:///etc/passwd"])
def test_other_addresses_are_told_apart_from_paths(summitry: Command, url: str, address: str) -> None:
    summitry("migrate")
    ran = summitry("ingest", address)
    assert (ran.status, "fetched are http://… and https://… only" in ran.out) == (1, True)


def test_a_contact_that_no_header_can_hold_is_refused(summitry: Command, url: str) -> None:
    summitry("migrate")
    ran = summitry("ingest", "--contact", "a\nb", "http://127.0.0.1/")
    assert (ran.status, "--contact" in ran.err) == (1, True)


def test_who_asks_is_set_like_everything_else(
    summitry: Command, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the file `.env`, over it in the environment, over both on the command line; `summitry watch` reads it alike."""
    from app.fetching import Fetcher

    asked: list[str] = []

    def fetcher(agent: str, **options: Any) -> Fetcher:
        asked.append(agent.removeprefix(f"Summitry/{__version__}"))
        return Fetcher(agent=agent, **options)

    monkeypatch.setattr("app.fetching.Fetcher", fetcher)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    monkeypatch.delenv("SUMMITRY_CONTACT", raising=False)
    (tmp_path / "sources.yaml").write_text("sources:\n  - url: http://127.0.0.1/\n")
    summitry("migrate")
    summitry("ingest", "http://127.0.0.1/")
    (tmp_path / ".env").write_text("SUMMITRY_CONTACT=file@example.org\n")
    summitry("ingest", "http://127.0.0.1/")
    summitry("watch", "--once", tmp_path / "sources.yaml")
    monkeypatch.setenv("SUMMITRY_CONTACT", "environment@example.org")
    summitry("ingest", "http://127.0.0.1/")
    summitry("ingest", "--contact", "command@example.org", "http://127.0.0.1/")
    assert asked == ["", *(f" (+{name}@example.org)" for name in ("file", "file", "environment", "command"))]


def test_a_long_wait_is_told(summitry: Command, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.fetching import Fetcher

    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    summitry("migrate")
    with internet() as net:
        net.pages["/news"] = one_after_another(
            answer(status="429 Too Many Requests", Retry_After="37"), answer(WORDS.encode())
        )
        network = PublicNetwork(time.monotonic, resolve=net.resolve, dial=net.dial)
        monkeypatch.setattr("app.fetching.Fetcher", lambda **options: Fetcher(network=network, **options))
        ran = summitry("ingest", "http://news.example/news")
    assert (ran.status, "waiting 37 s until the host may be asked again\n" in ran.err) == (0, True)
    assert max(waited) == 37


def test_a_password_is_neither_shown_nor_kept(summitry: Command, url: str) -> None:
    summitry("migrate")
    ran = summitry("ingest", "http://user:secret-word@news.example/")
    assert (ran.status, "never sent" in ran.out) == (1, True)
    assert "secret-word" not in ran.out + ran.err
    with closing(open_database(url)) as database, closing(database.reader()) as reader:
        assert reader.rows("SELECT url FROM fetched") == []
