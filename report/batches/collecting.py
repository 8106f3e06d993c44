"""The garbage of a worker, which is collected for several briefs at once.

Most of what a brief leaves is for the next one, which replaces it: fonts, styles, lines, pages. A
collection after each brief would go through all of it to find the few objects that refer to each
other.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from report.batches.model import Job, Outcome, Work
from report.bounds import MIB

#: The most briefs whose garbage waits, and by how many bytes the worker may grow meanwhile.
MOST_BRIEFS, MOST_GROWTH = 8, 64 * MIB
#: How many collections go through new objects alone before one goes through all.
_NEW_ALONE = 15
#: ``ru_maxrss`` is in bytes on macOS and in kibibytes elsewhere.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def peak_memory() -> int:
    """Return the largest resident size that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT


@dataclass(slots=True)
class GarbageOfBriefs:
    """The garbage of the briefs since the last collection, in a process that collects hardly any
    by itself (:func:`report.processes.fewer_collections`)."""

    _briefs: int = 0
    _collections: int = 0
    _size: int = 0

    def collect(self) -> None:
        """Collect the garbage after a brief, if it is time."""
        self._briefs += 1
        if self._briefs < MOST_BRIEFS and peak_memory() < self._size + MOST_GROWTH:
            return
        self._collections += 1
        gc.collect(1 if self._collections % (_NEW_ALONE + 1) else 2)
        self._briefs, self._size = 0, peak_memory()

    def after(self, work: Work, job: Job, target: Path) -> Outcome:
        """Do a job, and count the collection after it to its time."""
        outcome = work(job, target)
        start, used = time.perf_counter(), time.process_time()
        self.collect()
        return replace(
            outcome,
            seconds=outcome.seconds + time.perf_counter() - start,
            processor=outcome.processor + time.process_time() - used,
        )
