"""Stack space for pyHanko, which follows the objects of a file by recursion: one call for each
bookmark in a long list."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Lock, Thread, stack_size
from typing import TypeVar

T = TypeVar("T")

#: The recursion limit, and the stack size for it in bytes; only the used part is allocated.
_DEPTH = 50_000
_STACK = 512 * 1024 * 1024
#: Both limits are global to the process.
_ROOM = Lock()


def deep(work: Callable[[], T]) -> T:
    """Return the result of ``work``, called with a deep recursion limit; its exceptions are passed
    on.

    :raises RecursionError: if even that limit is exceeded.
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
