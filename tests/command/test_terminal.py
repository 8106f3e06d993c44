"""The command at a terminal: Ctrl-C ends it, Ctrl-Z stops it with its work, and what continues ends well."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

#: ``mujaz check`` whose work says its process, waits for a file, and ends; it has three seconds for that.
_SCRIPT = """
import os, sys, time
import report.checking
from pathlib import Path
def work(folder):
    print("begun", os.getpid(), flush=True)
    while not (Path(folder) / "go").exists():
        time.sleep(0.05)
    return report.checking.Examination(())
report.checking.examine = work
sys.argv = ["mujaz", *sys.argv[1:]]
from report.command import main
main()
"""
#: Opens the terminal as its own, in its own session, and heeds all signals, as a shell lets it: where the tests run under
#: ``nohup`` or in the background, some are ignored.
_ATTACHED = """
import fcntl, signal, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
for number in (signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
"""


class Terminal:
    """A command at its own terminal: what is typed reaches it, and what it prints is read."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._master, slave = pty.openpty()
        self.scratch = folder / "temporary"
        self.scratch.mkdir()
        environment = {**os.environ, "TMPDIR": str(self.scratch), "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _ATTACHED + _SCRIPT, "check", str(folder), *options],
            stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.printed = ""
        self.read(lambda: "begun" in self.printed and "\n" in self.printed)
        self.worker = int(self.printed.split()[1])

    def type(self, keys: bytes) -> None:
        """Type keys; Ctrl-C is 03, Ctrl-Z is 1a."""
        os.write(self._master, keys)

    def read(self, enough: Callable[[], bool]) -> None:
        """Read what is printed until it is enough, or until no one prints any more."""
        end = time.monotonic() + 60
        while not enough() and time.monotonic() < end:
            if select.select([self._master], [], [], 0.1)[0]:
                try:
                    self.printed += os.read(self._master, 4096).decode()
                except OSError:  # the far side is closed
                    return

    def wait(self) -> int:
        """Return the exit code."""
        self.read(lambda: self.process.poll() is not None)
        code = self.process.wait(timeout=30)
        self.read(lambda: not select.select([self._master], [], [], 0.2)[0])
        return code

    def close(self) -> None:
        """Kill what is left, and give the terminal back."""
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGCONT)
            self.process.kill()
            self.process.wait()
        os.close(self._master)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Return a function that starts the command at a terminal."""
    started: list[Terminal] = []

    def start(*options: str) -> Terminal:
        started.append(Terminal(tmp_path, *options))
        return started[-1]

    yield start
    for session in started:
        session.close()


def _state(pid: int) -> str:
    """Return the state of a process: ``T`` if it is stopped, empty if it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _becomes(pid: int, states: str) -> bool:
    """Wait until a process is in one of the states."""
    for _ in range(200):
        state = _state(pid)
        if (state and state in states) or (not state and "-" in states):
            return True
        time.sleep(0.05)
    return False


def test_ctrl_c_ends_the_command_and_its_work(terminal: Callable[..., Terminal]) -> None:
    session = terminal()
    session.type(b"\x03")
    assert session.wait() == 130
    assert "Interrupted. What stood there before is untouched" in session.printed
    assert "Traceback" not in session.printed
    assert _becomes(session.worker, "-Z") and [*session.scratch.iterdir()] == []


def test_ctrl_z_stops_the_work_too_and_the_time_does_not_count(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    session = terminal("--max-seconds=4")
    session.type(b"\x1a")
    assert _becomes(session.process.pid, "T") and _becomes(session.worker, "T")
    time.sleep(4)
    os.kill(session.process.pid, signal.SIGCONT)
    assert _becomes(session.worker, "SRD")
    (tmp_path / "go").touch()
    assert session.wait() == 0
    assert "longer than" not in session.printed and [*session.scratch.iterdir()] == []


def test_a_stopped_command_that_is_killed_takes_its_work_along(
    terminal: Callable[..., Terminal],
) -> None:
    session = terminal()
    session.type(b"\x1a")
    assert _becomes(session.process.pid, "T") and _becomes(session.worker, "T")
    session.process.kill()
    session.process.wait(timeout=20)
    assert _becomes(session.worker, "-Z")


def test_a_terminal_that_is_closed_ends_the_command(terminal: Callable[..., Terminal]) -> None:
    session = terminal()
    master, second = session._master, os.open(os.devnull, os.O_RDONLY)
    os.dup2(second, master)  # the terminal hangs up
    os.close(second)
    assert session.process.wait(timeout=30) == 129
    assert _becomes(session.worker, "-Z") and [*session.scratch.iterdir()] == []
