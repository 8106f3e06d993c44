"""Room for pyHanko, which follows every path of a file by calling itself: one call for each bookmark of a long row."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Lock, Thread, stack_size
from typing import TypeVar

T = TypeVar("T")

#: How deep calls may go, and the stack for them in bytes, of which only what is used is taken.
_DEPTH = 50_000
_STACK = 512 * 1024 * 1024
#: Both limits belong to the whole process.
_ROOM = Lock()


def deep(work: Callable[[], T]) -> T:
    """Return what ``work`` returns, called where calls may go deep; what it raises is raised.

    :raises RecursionError: when that is not deep enough.
    """
    results: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            raised.append(error)

    with _ROOM:
        depth, size = sys.getrecursionlimit(), stack_size(_STACK)
        sys.setrecursionlimit(max(depth, _DEPTH))
        try:
            thread = Thread(target=run, name="mujaz-signatures")
            thread.start()
            stack_size(size)
            thread.join()
        finally:
            stack_size(size)
            sys.setrecursionlimit(depth)
    if raised:
        raise raised[0]
    return results[0]
