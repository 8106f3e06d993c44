"""A side process works for its parent; where it cannot, its parent does the work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from document.small import SmallBrief
from report import side_process
from report.building import build
from report.errors import RenderError
from report.processes import processors
from report.render import text_check

#: Where functions run is seen from the number of their process. A child that is forked here has the
#: locks of the threads of the test run, so the script runs on its own.
SCRIPT = """
import os, signal, sys, time
from report.errors import Finding, Location, RenderError
from report.side_process import SideProcess, is_hurried

memory = []

def number(): return os.getpid()
def fail(): raise RenderError(Finding("text-lost", Location(page=3), {"word": "و", "font": "f"}))
def end(): os.kill(os.getpid(), signal.SIGKILL) if os.getpid() != parent else None
def remember(): memory.append('called')
def remembered(): return memory
def count_until_hurried(most):
    count = 0
    while count < most and not is_hurried() and os.getpid() != parent: count += 1
    return count if os.getpid() != parent else most
parent = os.getpid()
with SideProcess(int) as side:
"""


def run(body: str) -> str:
    script = SCRIPT + "\n".join(f"    {line}" for line in body.splitlines())
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


def test_the_work_is_done_elsewhere() -> None:
    if processors() < 2:
        assert run("print(side.begin(number)() == parent)") == "True"
    else:
        assert run("print(side.begin(number)() == parent)") == "False"


def test_an_error_is_the_error_of_the_function() -> None:
    body = (
        "try: side.begin(fail)()\nexcept RenderError as error: print(error.findings[0].where.page)"
    )
    assert run(body) == "3"


def test_a_child_that_ends_is_replaced_by_the_parent() -> None:
    body = (
        "side.begin(end)()\nprint(side.begin(number)() == parent, side.begin(number)() == parent)"
    )
    assert run(body) == "True True"


def test_a_child_returns_what_it_has_done_when_it_is_hurried() -> None:
    """A call of a child that is not hurried goes on; the next call begins without hurry."""
    body = (
        "first = side.begin(count_until_hurried, 10 ** 9)\n"
        "time.sleep(0.2)\nside.hurry()\nprint(0 < first() < 10 ** 9 or not side.has_child)\n"
        "print(side.begin(count_until_hurried, 5)())"
    )
    assert run(body) == "True\n5"


def test_the_parent_is_never_hurried() -> None:
    assert run("side.hurry()\nprint(is_hurried())") == "False"


def test_a_child_prepares_before_its_next_call() -> None:
    """What it returns or raises is lost."""
    body = (
        "side.prepare(remember)\nside.prepare(fail)\n"
        "print(side.begin(remembered)() == [side.has_child and 'called'] or not side.has_child)\n"
        "print(memory)"
    )
    assert run(body) == "True\n[]"


def test_on_one_processor_there_is_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_process, "processors", lambda: 1)
    with side_process.SideProcess(lambda: pytest.fail("prepared")) as side:
        assert side.begin(os.getpid)() == os.getpid()


def test_a_build_waits_for_its_check(
    brief: SmallBrief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "a.pdf"
    output.write_bytes(b"old")
    monkeypatch.setattr(side_process, "processors", lambda: 1)
    monkeypatch.setattr(text_check, "_read", lambda document, page: "")
    with pytest.raises(RenderError) as caught:
        build(brief.folder, output, side_process=True)
    assert {finding.rule for finding in caught.value.findings} == {"text-lost"}
    assert output.read_bytes() == b"old"
