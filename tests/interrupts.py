"""Processes of tests that are waited for and interrupted."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable


def obey_signals() -> None:
    """Let a new process be interrupted, whoever started the tests; for ``preexec_fn``.

    A shell makes the processes that it starts in the background ignore SIGINT, and ``nohup`` makes all ignore SIGHUP.
    """
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def wait_for(met: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until another process has done something; fail after ``seconds``."""
    until = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.02)
