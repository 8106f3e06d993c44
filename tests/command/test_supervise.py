"""The command as a process: its bounds, its signals, and what it leaves behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from interrupts import obey_signals

from document.small import SmallBrief
from report.bounds import Bounds, size_of
from report.command.scratch import Scratch, sweep

#: A command whose work is replaced by the body of a function.
_SCRIPT = """
import os, sys, time
import report.checking
def work(folder):
    print("begun", flush=True)
{body}
report.checking.examine = work
sys.argv = ["mujaz", *sys.argv[1:]]
from report.command import main
main()
"""


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return the folder that takes the temporary files of the processes of a test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def start(scratch: Path, tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """Return a function that starts ``mujaz check`` with other work than its own."""

    def start_it(body: str, *options: str) -> subprocess.Popen[str]:
        script = _SCRIPT.format(body="\n".join(f"    {line}" for line in body.splitlines()))
        process = subprocess.Popen(
            [sys.executable, "-c", script, "check", str(tmp_path), *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment(scratch),
            preexec_fn=obey_signals,
        )  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        return process

    return start_it


def _environment(scratch: Path) -> dict[str, str]:
    return {
        **os.environ,
        "TMPDIR": str(scratch),
        "LC_ALL": "C.UTF-8",
        "MUJAZ_CACHE": str(scratch.parent / "cache"),
    }


def _mujaz(scratch: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "report", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=_environment(scratch), timeout=120
    )
    assert "Traceback" not in done.stderr
    return done


BOUNDS = [
    ("--max-seconds=1", "longer than 1 seconds", "--max-seconds"),
    ("--max-memory=40", "more than 40 MiB of memory", "--max-memory"),
    ("--max-pages=3", "more than 3 pages", "--max-pages"),
]


@pytest.mark.parametrize(("option", "what", "do"), BOUNDS)
def test_a_build_ends_at_its_bounds_and_says_which(
    option: str, what: str, do: str, brief: SmallBrief, scratch: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "a.pdf"
    target.parent.mkdir()
    target.write_text("what stood there")
    brief.prose("كلمة تتلو كلمة في فقرة طويلة.\n\n" * 600)  # no machine lays this out in a second
    done = _mujaz(scratch, "build", brief.folder, "-o", target, "--no-cache", option)
    assert (done.returncode, done.stdout) == (1, "")
    assert what in done.stderr and do in done.stderr
    assert target.read_text() == "what stood there"
    assert [*target.parent.iterdir()] == [target]
    assert [*scratch.iterdir()] == []


def test_a_bound_is_reported_in_arabic(start: Callable[..., subprocess.Popen[str]]) -> None:
    process = start("time.sleep(60)", "--lang", "ar")
    os.kill(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert re.search("[\u0621-\u064a]", err)
    assert not re.search("[A-Za-z]", err)


ENDED = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.mark.parametrize(("number", "code"), ENDED)
@pytest.mark.parametrize(
    "body", ["time.sleep(60)", "open(os.environ['TMPDIR'] + '/a', 'w')\ntime.sleep(60)"]
)
def test_a_command_that_is_asked_to_end_leaves_nothing(
    number: signal.Signals,
    code: int,
    body: str,
    start: Callable[..., subprocess.Popen[str]],
    scratch: Path,
) -> None:
    process = start(body)
    (folder,) = scratch.iterdir()
    os.kill(process.pid, number)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (code, "")
    assert err == ("Interrupted. What stood there before is untouched; run the command again to do the work.\n"
                   if number == signal.SIGINT else "")  # fmt: skip
    assert not folder.exists()


def test_work_that_does_not_listen_is_killed(
    start: Callable[..., subprocess.Popen[str]], scratch: Path
) -> None:
    process = start("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)")
    os.kill(process.pid, signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 143
    assert [*scratch.iterdir()] == []


def test_what_the_work_started_ends_with_it(start: Callable[..., subprocess.Popen[str]]) -> None:
    body = "import subprocess\nprint(subprocess.Popen(['sleep', '60']).pid, flush=True)\ntime.sleep(60)"
    process = start(body)
    assert process.stdout is not None
    grandchild = int(process.stdout.readline())
    os.kill(process.pid, signal.SIGTERM)
    process.communicate(timeout=20)
    assert _ends(grandchild)


def test_the_work_ends_when_the_command_is_killed_and_the_next_run_cleans_up(
    start: Callable[..., subprocess.Popen[str]], scratch: Path
) -> None:
    process = start("print(os.getpid(), flush=True)\ntime.sleep(60)")
    assert process.stdout is not None
    child = int(process.stdout.readline())
    process.kill()
    process.communicate(timeout=20)
    assert _ends(child)
    (left,) = scratch.iterdir()
    _mujaz(scratch, "check", scratch)
    assert not left.exists()


def _ends(pid: int) -> bool:
    """Tell whether a process ends within five seconds; a zombie has ended."""
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


DEATHS = [
    ("os.kill(os.getpid(), 9)", "ended before its time (SIGKILL)"),
    ("os.abort()", "ended before its time (SIGABRT)"),
    ("[0] * 10**13", "of memory"),
    ("held = []\nwhile True: held.append(bytes(10**6) * 10)", "more than 300 MiB of memory"),
    ("raise ValueError('what\\nnobody foresaw')", "fault of Mujaz (ValueError: what"),
]


@pytest.mark.parametrize(("body", "said"), DEATHS)
def test_a_death_is_reported_in_words(
    body: str, said: str, start: Callable[..., subprocess.Popen[str]]
) -> None:
    process = start(body, "--max-memory=300")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert said in err
    assert "Traceback" not in err


def test_a_sweep_removes_only_what_no_run_holds(
    scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    held, left = Scratch.make(), Scratch.make()
    (left.folder / "deep" / "er").mkdir(parents=True)
    os.close(left.lock)
    (scratch / "mujaz-without-lock").mkdir()
    (scratch / "somebody").mkdir()
    (scratch / "mujaz-link").symlink_to(held.folder)
    sweep(scratch)
    expected = {held.folder.name, "mujaz-without-lock", "somebody", "mujaz-link"}
    assert {path.name for path in scratch.iterdir()} == expected
    held.remove()
    assert not held.folder.exists()


def test_larger_inputs_have_more_time(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a").write_bytes(bytes(3 * 1024 * 1024))
    with (tmp_path / "hole").open("wb") as file:
        file.truncate(10**12)
    (tmp_path / "link").symlink_to("/proc/kcore")
    small, large = Bounds().most_seconds(0), Bounds().most_seconds(size_of([tmp_path]))
    assert 30 <= large - small < 31
    assert Bounds().most_seconds(10**12) == 3600
    assert Bounds(seconds=7).most_seconds(10**12) == 7
    assert size_of([tmp_path / "nowhere", Path("\0")]) == 0
