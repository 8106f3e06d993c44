"""A child process packs the files of a long edition: whoever packs them, the bytes are the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from render.long_tables.registers import write_brief

from report.processes import processors

#: Builds of a brief: by one process, with a child, with a child that ends, and with one that takes too long. The script
#: runs on its own, as a child that is forked here has the locks of the threads of the test run. It prints who packed.
SCRIPT = """
import os, signal, sys, time
from pathlib import Path
import report.render
from report.archive import files_ahead, packed as packing
from report.building import build

folder, temporary = map(Path, sys.argv[1:])
parent, packed = os.getpid(), files_ahead._packed
files_ahead.MANY_ROWS = 40
packing._IN_MEMORY, packing._REMEMBERED = 1000, -1

def noted(task):
    if os.getpid() == parent:
        print(name, "here")
    elif name == "ended":
        os.kill(os.getpid(), signal.SIGKILL)
    elif name == "late":
        time.sleep(600)
    return packed(task)

files_ahead._packed = noted
for name in ("one", "two", "ended", "late"):
    if name == "late":
        files_ahead._PATIENCE = 0.1
    build(folder, folder / f"{name}.pdf", side_process=name != "one")

def fail(*args, **kwargs):
    while not any(temporary.glob("mujaz-*/mujaz-*")):
        time.sleep(0.01)
    raise KeyboardInterrupt

name, report.render.render_pdf = "failing", fail
try:
    build(folder, folder / "failing.pdf", side_process=True)
except KeyboardInterrupt:
    print(name)
"""


@pytest.mark.skipif(processors() < 2, reason="one processor")
def test_equal_bytes_whoever_packs_the_files(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    folder = write_brief(tmp_path / "brief", 320, careful=True)
    command = [sys.executable, "-c", SCRIPT, folder, temporary]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.split("\n") == ["one here", "ended here", "late here", "failing", ""]
    expected = (folder / "one.pdf").read_bytes()
    for name in ("two", "ended", "late"):
        assert (folder / f"{name}.pdf").read_bytes() == expected, name
    assert list(temporary.iterdir()) == []
