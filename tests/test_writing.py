"""A file is replaced whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from report.errors import OutputError
from report.writing import replace_file


def test_a_file_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "أ" / "ب" / "موجز.pdf"
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(path.parent) == ["موجز.pdf"]  # noqa: PTH208


def test_a_new_file_is_as_readable_as_any(tmp_path: Path) -> None:
    (tmp_path / "any").write_bytes(b"")
    replace_file(tmp_path / "new", b"")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("call", ["fsync", "open", "replace"])
def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os if call == "fsync" else Path, call, fail)
    with pytest.raises(OutputError) as caught:
        replace_file(path, b"new")
    monkeypatch.undo()
    assert caught.value.findings[0].rule == "cannot-write"
    assert "No space left" in caught.value.text("en")
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_or_a_file_in_the_way_is_reported(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    for path in (tmp_path / "folder", tmp_path / "file" / "a.pdf"):
        with pytest.raises(OutputError):
            replace_file(path, b"new")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["file", "folder"]


def test_a_read_only_folder_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(OutputError) as caught:
        replace_file(tmp_path / "a.pdf", b"new")
    assert "Permission denied" in caught.value.text("en")
    assert "لا إذن لك به" in caught.value.text("ar")


def test_a_pipe_is_refused_and_left_unchanged(tmp_path: Path) -> None:
    """As a device is, such as ``/dev/null``."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OutputError) as caught:
        replace_file(pipe, b"data")
    assert caught.value.findings[0].rule == "cannot-write"
    assert "not a file" in str(caught.value)
    assert pipe.is_fifo() and list(tmp_path.iterdir()) == [pipe]
