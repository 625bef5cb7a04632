"""Files of sources: what they say, and what is wrong with them by entry and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.watch import SAMPLE
from app.errors import AppError, InvalidInput
from app.ingestion.watched import Watched, read_sources


def read(tmp_path: Path, text: str | bytes) -> tuple[Watched, ...]:
    path = tmp_path / "sources.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_sources(path)


def test_the_file_in_the_help_is_one(tmp_path: Path) -> None:
    first, second = read(tmp_path, SAMPLE)
    assert (first.called, first.every, first.limit) == ("https://example.org/feed.xml", 3600, 100)
    assert (second.called, second.every, second.limit) == ("ministry", 6 * 3600, 50)
    assert all(len(line) <= 76 for line in SAMPLE.splitlines()), "help is not wrapped at 80 columns"


GOOD = "- url: https://example.org/feed"


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ("- https://example.org/", "entry 1: must be keys and values: url, name, every, limit"),
        ("- {}", "entry 1: url: is missing: the address of a feed"),
        (f"{GOOD}\n- name: second", "entry 2 (second): url: is missing"),
        (f"{GOOD}\n  evry: 1h", "entry 1 (https://example.org/feed): evry: there is no such key; there are url, name"),
        (f"{GOOD}\n  every: soon", "every: 'soon': is no time: write 90s, 15m, 6h or 1d"),
        (f"{GOOD}\n  every: 15", "every: '15': is no time"),
        (f"{GOOD}\n  every: -5m", "every: '-5m': is no time"),
        (f"{GOOD}\n  every: 5s", "every: '5s': must be from 1m to 30d"),
        (f"{GOOD}\n  every: 31d", "must be from 1m to 30d"),
        (f"{GOOD}\n  limit: 0", "limit: input should be greater than or equal to 1"),
        (f"{GOOD}\n  limit: many", "limit: input should be a valid integer"),
        (f"{GOOD}\n  limit: true", "limit: input should be a valid integer"),
        (f"{GOOD}\n  name: ''", "name: string should have at least 1 character"),
        (f'{GOOD}\n  name: "a\\nb"', "name: must be one line"),
        ("- url: ftp://example.org/", "fetched are http://… and https://… only"),
        ("- url: https://user:word@example.org/", "they are never sent"),
        ("- url: https://example.org:22/", "at port 22"),
        ("- url: news", "is no http address"),
        ("- url: 5", "url: input should be a valid string"),
        (f"{GOOD}\n{GOOD}", "entry 2 (https://example.org/feed): url: 'https://example.org/feed' stands in an entry before it, too"),
        ("- {name: a, url: 'http://a.example'}\n- {name: a, url: 'http://b.example'}", "entry 2 (a): name: 'a' stands in"),
        (f"{GOOD}\n  limit: 1\n  limit: 2", "the key 'limit' stands twice"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_by_entry_and_key(tmp_path: Path, entries: str, told: str) -> None:
    with pytest.raises(AppError) as refused:
        read(tmp_path, f"sources:\n{entries}\n")
    assert told in refused.value.detail
    assert "sources.yaml: " in refused.value.detail


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "expected `sources:` with a list of entries"),
        ("sources:", "expected `sources:`"),
        ("sources: []", "expected `sources:`"),
        (GOOD, "expected `sources:`"),
        (f"sources:\n{GOOD}\nsource: 5", "there is no key 'source'"),
        ("sources: [", "no valid YAML"),
        (b"\xff\xfe\xfd", "no valid YAML"),
        ("[" * 10_000, "nested too deep"),
        ("#" * 2**21, "longer than 1 MB"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str | bytes, told: str) -> None:
    with pytest.raises(AppError, match=r"sources\.yaml: ") as refused:
        read(tmp_path, text)
    assert told in refused.value.detail


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(tmp_path, f"sources:\n{GOOD}\n  limit: 0\n  every: soon\n- {{}}")
    assert [fault.loc for fault in refused.value.faults] == [
        "entry 1 (https://example.org/feed): every",
        "entry 1 (https://example.org/feed): limit",
        "entry 2: url",
    ]


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(tmp_path, "sources:\n- url: https://user:word@example.org/\n")
    assert "word@" not in refused.value.detail


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"none\.yaml: cannot be read: No such file"):
        read_sources(tmp_path / "none.yaml")
    with pytest.raises(InvalidInput, match="cannot be read: Is a directory"):
        read_sources(tmp_path)
