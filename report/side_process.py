"""A child process that works while its parent continues."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from report.processes import die_with_parent, processors

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess
    from types import TracebackType

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


class SideProcess:
    """A child process that calls a function at a time, and sends back what it returns.

    It is forked at once, so that it costs milliseconds and imports nothing twice. Fork it before
    this process starts a thread: locks that a thread holds stay closed in the child. Where the
    system cannot fork, or has one processor, or the child ends, the functions are called in this
    process.

    :param prepare: what the child does first, such as importing what it will need.
    """

    def __init__(self, prepare: Callable[[], object]) -> None:
        self._child: ForkProcess | None = None
        self._pipe: Connection | None = None
        if not hasattr(os, "fork") or processors() < 2:
            return
        from multiprocessing import get_context

        context = get_context("fork")
        self._pipe, end = context.Pipe()
        self._child = context.Process(
            target=_work, args=(end, self._pipe, os.getpid(), prepare), daemon=True
        )
        self._child.start()
        end.close()

    @property
    def has_child(self) -> bool:
        """Whether a child process works, as far as is known."""
        return self._pipe is not None

    def wait(self, seconds: float) -> bool:
        """Wait for a result, no longer than some seconds; return whether it can be taken."""
        try:
            return self._pipe is None or self._pipe.poll(seconds)
        except OSError:
            return True

    def begin(
        self,
        function: Callable[_Arguments, _Result],
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> Callable[[], _Result]:
        """Begin a call, and return a function that waits for its end and returns its result.

        The function, its arguments and its result must be picklable. What it raises, the returned
        function raises. Take each result before the next call begins.
        """
        pipe = self._pipe
        try:
            if pipe is not None:
                pipe.send((function, args, kwargs))
        except OSError:
            pipe = None

        def result() -> _Result:
            try:
                if pipe is not None:
                    value, error = pipe.recv()
                    if error is not None:
                        raise error
                    return cast("_Result", value)
            except (EOFError, ConnectionError):
                # The child has ended, for example for want of memory.
                self._pipe = None
            return function(*args, **kwargs)

        return result

    def __enter__(self) -> SideProcess:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.kill()
            self._child.join()


def _work(
    pipe: Connection, other_end: Connection, parent: int, prepare: Callable[[], object]
) -> None:
    """Call functions until the parent ends this process."""
    # The signal handlers are those of the parent, which ends this process itself.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    die_with_parent(parent)
    other_end.close()
    # The end of the pipe is the end of the parent, which says itself why.
    with suppress(EOFError, OSError, MemoryError):
        prepare()
        while True:
            function, args, kwargs = pipe.recv()
            try:
                pipe.send((function(*args, **kwargs), None))
            except Exception as error:
                pipe.send((None, error))
    os._exit(0)
