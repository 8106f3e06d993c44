"""A command does its work in a child process, and this one watches it: time, memory, signals, what
is left behind.

The fork comes before anything heavy is imported, and costs some milliseconds. Output, terminal and
exit codes are the child's own. Without ``fork`` the work is done in this process, with the bounds
that it can hold itself.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from report.bounds import MIB, Bounds, size_of
from report.command.scratch import Scratch, sweep
from report.errors import Finding, Location
from report.messages import Language
from report.processes import die_with_parent, limit_memory, resident

#: Seconds between two looks at the child, and seconds that it has to clean up once it was asked to
#: end.
_EVERY = 0.1
_GRACE = 3.0
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: What the child writes to its parent when its own bounds hold from there on.
_NO_DEADLINE = b"-"

#: The end of the pipe to the parent, in a child.
_mouth: int | None = None


def supervised(bounds: Bounds, paths: Sequence[Path], language: Language) -> int | None:
    """Fork. In the child return ``None``; in the parent wait for its end, and return the exit code.

    :param paths: what the command reads: the more there is, the more time it has.
    :raises OSError: when there is no place for temporary files.
    """
    if not hasattr(os, "fork"):
        return None
    scratch = Scratch.make()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    ears, mouth = os.pipe()
    watch = _Watch(bounds, language, scratch, ears)
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        os.close(ears)
        _begin_child(mouth, parent, bounds, scratch)
        return None
    os.close(mouth)
    return watch.until_end(child, paths)


def lift_deadline() -> None:
    """Tell the parent that this child bounds the time of its work itself from here on."""
    if _mouth is not None:
        os.write(_mouth, _NO_DEADLINE)


def _begin_child(mouth: int, parent: int, bounds: Bounds, scratch: Scratch) -> None:
    global _mouth
    _mouth = mouth
    os.setpgid(0, 0)
    for number in _heeded():
        signal.signal(
            number, signal.default_int_handler if number == signal.SIGINT else _end_quietly
        )
    # A process beside the terminal's own may write to it all the same.
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    sys.unraisablehook = _unraised
    die_with_parent(parent)
    limit_memory(bounds.most_memory)
    scratch.use()


def _heeded() -> list[signal.Signals]:
    """Return the signals that end the command: one that was ignored from the start, as by
    ``nohup``, stays ignored."""
    return [number for number in _ENDING if signal.getsignal(number) != signal.SIG_IGN]


def _end_quietly(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _unraised(reported: sys.UnraisableHookArgs) -> None:
    """Say nothing of an interruption that came while a library called back; the parent ends the
    process."""
    if not isinstance(reported.exc_value, KeyboardInterrupt | SystemExit):
        sys.__unraisablehook__(reported)


class _Watch:
    """Waits for a child, and ends it when it passes a bound or when this process is asked to
    end."""

    def __init__(self, bounds: Bounds, language: Language, scratch: Scratch, ears: int) -> None:
        self._bounds = bounds
        self._language = language
        self._scratch = scratch
        self._ears = ears
        self._child = 0
        self._deadline: float | None = None
        self._kill_at: float | None = None
        self._passed: Finding | None = None
        self._signal: int | None = None

    def until_end(self, child: int, paths: Sequence[Path]) -> int:
        """Return the exit code: the child's own, 1 when a bound was passed, 128 and the number of a
        signal."""
        start = time.monotonic()
        self._child = child
        with suppress(OSError):  # the child does it too: whoever is first
            os.setpgid(child, child)
        for number in _heeded():
            signal.signal(number, self._asked_to_end)
        signal.signal(signal.SIGTSTP, self._stopped)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        try:
            seconds = self._bounds.most_seconds(size_of(paths))
            self._deadline = start + seconds
            sweep(self._scratch.folder.parent)
            while self._is_alive():
                self._look(seconds)
            _, status = os.waitpid(child, 0)
        finally:
            self._kill()
            self._scratch.remove()
        return self._exit_code(os.waitstatus_to_exitcode(status))

    def _is_alive(self) -> bool:
        """Wait a moment for a word of the child; its end closes the pipe."""
        ready, _, _ = select.select([self._ears], [], [], _EVERY)
        if not ready:
            return True
        received = os.read(self._ears, 64)
        if received == _NO_DEADLINE:
            self._deadline = None
        return bool(received)

    def _look(self, seconds: float) -> None:
        now = time.monotonic()
        if self._kill_at is not None:
            if now >= self._kill_at:
                self._kill()
        elif self._deadline is not None and now >= self._deadline:
            self._pass("bound-time", seconds=round(seconds))
        elif resident(self._child) > self._bounds.most_memory:
            self._pass("bound-memory", limit=self._bounds.most_memory // MIB)

    def _pass(self, rule: str, **values: object) -> None:
        self._passed = Finding(rule, Location(), values)
        self._end(signal.SIGTERM)

    def _end(self, number: int) -> None:
        """Ask the child to end; after a while it is killed."""
        self._kill_at = time.monotonic() + _GRACE
        with suppress(ProcessLookupError):
            os.kill(self._child, number)

    def _kill(self) -> None:
        """Kill the child and all that it started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._child, signal.SIGKILL)

    def _asked_to_end(self, number: int, _frame: FrameType | None) -> None:
        if self._signal is not None:  # asked twice: now
            self._kill()
        self._signal = number
        self._end(number)

    def _stopped(self, _number: int, _frame: FrameType | None) -> None:
        """Stop with the child, and continue with it; the time between does not count."""
        start = time.monotonic()
        with suppress(ProcessLookupError):
            os.killpg(self._child, signal.SIGSTOP)
        os.kill(os.getpid(), signal.SIGSTOP)
        with suppress(ProcessLookupError):
            os.killpg(self._child, signal.SIGCONT)
        if self._deadline is not None:
            self._deadline += time.monotonic() - start

    def _exit_code(self, code: int) -> int:
        """Say why the child ended, where it did not say so itself, and return the exit code."""
        if self._passed is not None:
            return self._say(self._passed)
        if self._signal is not None:
            return 128 + self._signal
        if code < 0:
            return self._say(
                Finding("process-ended", Location(), {"reason": signal.Signals(-code).name})
            )
        return code

    def _say(self, finding: Finding) -> int:
        print(finding.text(self._language), file=sys.stderr)
        return 1
