"""A batch from its plan to its manifest: valid PDFs are kept, the rest is built, each failure is a
line."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from report.batches.manifest import Line, Manifest, line_of
from report.batches.model import Job, Outcome, Plan, Pool
from report.errors import Location, OutputError
from report.writing import replace_file

#: The folder, beside the PDFs, of those that are being written; it is gone when the batch has
#: ended.
WORK = ".mujaz-batch"
#: Bytes of the disk that are left free.
RESERVE = 64 * 1024**2
#: After this many PDFs the size of the rest can be estimated.
_SAMPLE = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a batch is: ``kept`` stood already, ``left`` are still to come."""

    done: int
    failed: int
    kept: int
    left: int


@dataclass(frozen=True, slots=True)
class Done:
    """A batch that ended.

    :param failures: the lines of the manifest of what failed.
    :param size: the bytes of all PDFs.
    :param seconds: how long it took.
    :param warned: the lines of the manifest of the PDFs with warnings, those of earlier runs
        included.
    """

    tally: Tally
    failures: tuple[Line, ...]
    size: int
    seconds: float
    warned: tuple[Line, ...] = ()


def run_batch(
    plan: Plan,
    output: Path,
    pool: Pool,
    progress: Callable[[Tally], None] = lambda _: None,
    *,
    fresh: bool = False,
) -> Done:
    """Build the briefs of a plan into the folder ``output``, and write its manifest.

    What an earlier run has built of the same inputs is kept, except for ``fresh``. What it has
    built and this plan does not hold is removed, unless somebody changed it.

    :raises BriefError: ``not-a-manifest``, ``other-batch``.
    :raises OutputError: ``batch-running``, ``batch-no-room``, ``cannot-write``; the manifest holds
        all that is done.
    """
    start = time.monotonic()
    with _working(output) as work:
        manifest = Manifest(output, plan.batch, fresh=fresh)
        run = _Run(plan, output, manifest, {} if fresh else manifest.standing(plan.jobs))
        manifest.forget(() if fresh else (job.file for job in plan.jobs))
        with closing(manifest):
            manifest.begin(run.lines.values())
            run.build(pool, work, progress)
            ordered = [run.lines[job.name] for job in plan.jobs]
            tally, size = run.tally(), run.size
            summary = {
                "ok": tally.kept + tally.done,
                "failed": tally.failed,
                "bytes": size,
                "memory": run.memory,
            }
            manifest.end(ordered, summary)
    failures = tuple(line for line in ordered if line["status"] == "failed")
    warned = tuple(line for line in ordered if line.get("warnings"))
    return Done(tally, failures, size, time.monotonic() - start, warned)


class _Run:
    """A batch while it runs: the lines there are, and what they come to."""

    def __init__(
        self, plan: Plan, output: Path, manifest: Manifest, lines: dict[str, Line]
    ) -> None:
        self._plan = plan
        self._output = output
        self._manifest = manifest
        self.lines = lines
        self._kept = len(lines)
        self._failed = 0
        self.memory = 0
        self.size = sum(line["bytes"] for line in lines.values())

    def tally(self) -> Tally:
        """Return how far it is."""
        done = len(self.lines) - self._kept - self._failed
        return Tally(done, self._failed, self._kept, len(self._plan.jobs) - len(self.lines))

    def build(self, pool: Pool, work: Path, progress: Callable[[Tally], None]) -> None:
        """Build what is missing; write each PDF and its line of the manifest."""
        jobs = {job.name: job for job in self._plan.jobs if job.name not in self.lines}
        progress(self.tally())
        self._check_room()
        with closing(pool.run(jobs.values(), work)) as outcomes:
            for outcome in outcomes:
                job = jobs[outcome.name]
                if not outcome.findings:
                    self._put(job, outcome)
                self.lines[job.name] = line_of(job, outcome)
                self.size += outcome.size
                self.memory = max(self.memory, outcome.memory)
                self._failed += bool(outcome.findings)
                self._manifest.add(self.lines[job.name])
                progress(self.tally())
                self._check_room()

    def _put(self, job: Job, outcome: Outcome) -> None:
        target = self._output / job.file
        if outcome.data is not None:
            replace_file(target, outcome.data)
            return
        try:
            if outcome.path is None or outcome.path.stat().st_size != outcome.size:
                raise FileNotFoundError(0, "the worker's file is not here", str(outcome.path))
            outcome.path.replace(target)
        except OSError as error:
            raise OutputError.of(
                "cannot-write", Location(file=str(target)), reason=error.strerror or str(error)
            ) from error

    def _check_room(self) -> None:
        """Stop before the disk is full: by what the PDFs so far have taken, for those that are
        still to come."""
        tally = self.tally()
        built = tally.kept + tally.done
        needed = self.size // built * tally.left if built >= _SAMPLE else 0
        free = shutil.disk_usage(self._output).free
        if tally.left and free < RESERVE + needed:
            where = Location(file=str(self._output))
            mib = 1024**2
            raise OutputError.of(
                "batch-no-room", where, free=free // mib, wanted=(RESERVE + needed) // mib + 1
            )


@contextmanager
def _working(output: Path) -> Iterator[Path]:
    """Yield the empty folder for PDFs that are being written, which no other batch has at the same
    time.

    :raises OutputError: ``batch-running``, ``cannot-write``.
    """
    base = output / WORK
    try:
        base.mkdir(parents=True, exist_ok=True)
        lock = (base / "lock").open("w")
    except OSError as error:
        raise OutputError.of(
            "cannot-write", Location(file=str(base)), reason=error.strerror or str(error)
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OutputError.of("batch-running", Location(file=str(output))) from error
        # What a run that was killed has left, whose workers may still be at their last brief.
        for left in base.glob("run-*"):
            shutil.rmtree(left, ignore_errors=True)
        work = base / f"run-{os.getpid()}"
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(base, ignore_errors=True)
