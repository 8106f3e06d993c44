"""Whether work grows with its input or faster, without a limit of seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

#: How often the input grows. The work of a line grows as often, that of a square by its square.
_TIMES = 4
#: Between the two, nearer to the square: memory and caches make large inputs a little slower.
_MOST = 9.0
#: A busy machine delays single runs: the least of several counts, and the whole is tried again.
_RUNS, _TRIES = 3, 5


def is_linear(work: Callable[[int], object], size: int) -> bool:
    """Return whether the processor time of ``work(size)`` grows about as its input does.

    :param work: does the same for an input of any size.
    :param size: of the smaller input; its work takes a tenth of a millisecond or more.
    """
    return any(_least(work, _TIMES * size) < _MOST * _least(work, size) for _ in range(_TRIES))


def _least(work: Callable[[int], object], size: int) -> float:
    """Return the least processor time of several runs, in seconds."""
    return min(_seconds(work, size) for _ in range(_RUNS))


def _seconds(work: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    work(size)
    return time.process_time() - start
