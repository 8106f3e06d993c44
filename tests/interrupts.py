"""Processes of tests that are to be interrupted."""

from __future__ import annotations

import signal


def obey_signals() -> None:
    """Let a new process be interrupted, whoever started the tests; for ``preexec_fn``.

    A shell makes the processes that it starts in the background ignore SIGINT, and ``nohup`` makes all ignore SIGHUP.
    """
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
