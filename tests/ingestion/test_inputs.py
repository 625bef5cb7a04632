"""What the user names becomes a fixed list of documents, and a file that cannot be read is one of them."""

from __future__ import annotations

import io
import os
from collections import Counter
from pathlib import Path

import pytest

from app.errors import InvalidInput
from app.ingestion import find_inputs, total_bytes
from app.sources import Refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a/c.md", "a/d.jsonl", "a/e.xls", ".hidden/f.txt", "a/.g.txt", "H.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("12345")
    return tmp_path


def test_a_folder_gives_its_readable_files_in_a_fixed_order_named_from_the_folder(folder: Path) -> None:
    assert [item.name for item in find_inputs([folder])] == ["H.TXT", "b.txt", "a/c.md", "a/d.jsonl"]


def test_a_file_is_named_by_itself_and_taken_once(folder: Path) -> None:
    assert [item.name for item in find_inputs([folder / "a/c.md", folder / "a/../a/c.md"])] == ["c.md"]


def test_links_in_a_circle_do_no_harm(folder: Path) -> None:
    (folder / "a" / "up").symlink_to(folder)
    assert len(find_inputs([folder])) == 4


def test_what_is_not_there_is_said_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(InvalidInput, match=r"missing\.txt: there is no such file"):
        find_inputs([folder, folder / "missing.txt"])


def test_the_size_of_a_stream_is_unknown(folder: Path) -> None:
    assert total_bytes(find_inputs([folder])) == 20
    assert total_bytes(find_inputs([folder, "-"])) is None


def test_standard_input_is_read_in_whatever_format_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for raw, names in (
        (b'{"text": "A"}\n{"text": "B"}\n', ["stdin, line 1", "stdin, line 2"]),
        (b"A\nB\n", ["stdin"]),
    ):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw))))
        assert [item.name for item in find_inputs(["-"])[0].read()] == names


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_leave_to_read_is_a_refused_document(folder: Path) -> None:
    (folder / "b.txt").chmod(0)
    (item,) = find_inputs([folder / "b.txt"])[0].read()
    assert isinstance(item.found, Refused)
    assert item.found.reason == "cannot be read: Permission denied"


def test_a_file_that_vanishes_is_a_refused_document(folder: Path) -> None:
    (source,) = find_inputs([folder / "b.txt"])
    (folder / "b.txt").unlink()
    (item,) = source.read()
    assert isinstance(item.found, Refused)
    assert item.found.reason == "cannot be read: No such file or directory"


def test_files_that_nobody_reads_are_counted_by_suffix(folder: Path) -> None:
    (folder / "a" / "f.XLS").touch()
    (folder / "Makefile").touch()
    left_out: Counter[str] = Counter()
    find_inputs([folder, folder / "a" / "e.xls"], left_out=left_out)
    assert left_out == {".xls": 2, "": 1}, (
        "hidden files are nobody's business, and a file that is named is read"
    )


def test_a_pipe_is_a_stream_whatever_its_number(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "63")
    (found,) = find_inputs([tmp_path / "63"])
    assert (found.name, found.size) == ("stdin", None)


def test_a_pipe_in_a_folder_is_passed_over_and_a_link_to_itself_is_refused(folder: Path) -> None:
    os.mkfifo(folder / "a" / "pipe.txt")  # reading it would wait for a writer for ever
    (folder / "a" / "self.txt").symlink_to(folder / "a" / "self.txt")
    inputs = find_inputs([folder])
    assert [item.name for item in inputs] == ["H.TXT", "b.txt", "a/c.md", "a/d.jsonl", "a/self.txt"]
    (refused,) = inputs[-1].read()
    assert isinstance(refused.found, Refused)
