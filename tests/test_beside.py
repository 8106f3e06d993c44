"""Files and folders that replace others: nothing half is left, however the writer ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from report.beside import beside
from report.errors import OutputError
from report.writing import replace_file

#: Writes half of a file, or of a folder, and waits.
_HALF = """
import sys, time
from pathlib import Path
from report.beside import beside
with beside(Path(sys.argv[1]), folder=sys.argv[2] == "folder") as made:
    (made / "half" if made.is_dir() else made).write_text("half")
    print(made, flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_a_killed_writer_left_goes_with_the_next_and_what_another_holds_stays(
    kind: str, tmp_path: Path
) -> None:
    def start() -> tuple[subprocess.Popen[str], Path]:
        command = [sys.executable, "-c", _HALF, str(tmp_path / "out"), kind]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        return process, Path(process.stdout.readline().strip())

    (killed, left), (writing, held) = start(), start()
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert left.exists()
    leftovers = [
        tmp_path / ".out-1.part",
        tmp_path / ".other-1.mujaz-part",
        tmp_path / ".out-link.mujaz-part",
    ]
    for leftover in leftovers[:2]:
        leftover.write_text("somebody's")
    leftovers[2].symlink_to(leftovers[0])
    with beside(tmp_path / "out", folder=kind == "folder") as temporary:
        assert temporary.exists() and not left.exists() and held.exists()
    writing.kill()
    writing.communicate()
    assert {*tmp_path.iterdir()} == {held, *leftovers}


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, MemoryError, OSError])
def test_a_writer_that_is_interrupted_leaves_nothing(
    end: type[BaseException], tmp_path: Path
) -> None:
    for folder in (False, True):
        with pytest.raises(end), beside(tmp_path / "out", folder=folder) as temporary:
            (temporary / "half" if folder else temporary).write_text("half")
            raise end
    assert [*tmp_path.iterdir()] == []


def test_what_was_renamed_stays(tmp_path: Path) -> None:
    with beside(tmp_path / "out", folder=True) as temporary:
        (temporary / "a").write_text("whole")
        temporary.rename(tmp_path / "out")
    assert (tmp_path / "out" / "a").read_text() == "whole"
    assert [*tmp_path.iterdir()] == [tmp_path / "out"]


def test_a_full_disk_is_reported_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    script = (
        "import resource, signal, sys; from pathlib import Path; from report.writing import replace_file;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY));"
        "replace_file(Path(sys.argv[1]), bytes(5000))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False
    )
    assert "OutputError" in done.stderr and "cannot be written" in done.stderr
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_a_file_is_replaced_from_another_file(tmp_path: Path) -> None:
    with closing((tmp_path / "from").open("wb+")) as source:
        source.write(b"new")
        replace_file(tmp_path / "deep" / "a.pdf", source)
    assert (tmp_path / "deep" / "a.pdf").read_bytes() == b"new"
    with pytest.raises(OutputError):
        replace_file(tmp_path / "deep", b"")
