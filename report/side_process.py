"""A child process that works while its parent continues."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from mmap import mmap
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from report.processes import die_with_parent, processors

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess
    from types import TracebackType

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")

#: In a child process, the byte that its parent sets to have it return what it has done so far.
_HURRY: list[mmap] = []


def is_hurried() -> bool:
    """Return whether the parent waits for the result of the call that this child process runs."""
    return bool(_HURRY and _HURRY[0][0])


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
        self._hurry: mmap | None = None
        if not hasattr(os, "fork") or processors() < 2:
            return
        from multiprocessing import get_context

        context = get_context("fork")
        self._pipe, end = context.Pipe()
        self._hurry = mmap(-1, 1)  # anonymous memory, which both processes share
        self._child = context.Process(
            target=_work, args=(end, self._pipe, self._hurry, os.getpid(), prepare), daemon=True
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

    def prepare(self, function: Callable[[], object]) -> None:
        """Have the child call a function before the next one, such as one that loads what that
        needs. What it returns or raises is lost. Without a child, nothing is called."""
        with suppress(OSError):
            if self._pipe is not None:
                self._pipe.send((function, (), {}, False))

    def hurry(self) -> None:
        """Tell the child that its result is waited for: a call that asks :func:`is_hurried` returns
        what it has done so far."""
        if self._hurry is not None:
            self._hurry[0] = 1

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
        if self._hurry is not None:
            self._hurry[0] = 0
        try:
            if pipe is not None:
                pipe.send((function, args, kwargs, True))
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
        if self._hurry is not None:
            self._hurry.close()
            self._hurry = None


def _work(
    pipe: Connection,
    other_end: Connection,
    hurry: mmap,
    parent: int,
    prepare: Callable[[], object],
) -> None:
    """Call functions until the parent ends this process."""
    _HURRY[:] = [hurry]
    # The signal handlers are those of the parent, which ends this process itself.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    die_with_parent(parent)
    other_end.close()
    # The end of the pipe is the end of the parent, which says itself why.
    with suppress(EOFError, OSError, MemoryError):
        prepare()
        while True:
            function, args, kwargs, is_answered = pipe.recv()
            answer: tuple[object, Exception | None]
            try:
                answer = function(*args, **kwargs), None
            except Exception as error:
                answer = None, error
            if is_answered:
                pipe.send(answer)
    os._exit(0)
