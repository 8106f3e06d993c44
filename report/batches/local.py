"""Workers on this machine: warm processes; one may die without harm to the rest."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING

from report.batches.collecting import GarbageOfBriefs
from report.batches.model import Job, Outcome, Work
from report.batches.work import build_job, failed
from report.bounds import MIB, Bounds, current_bounds, within
from report.errors import Finding, Location
from report.processes import die_with_parent, fewer_collections, limit_memory, resident

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

#: A worker is replaced after this many briefs, or above this size in bytes: leaks stay bounded.
MOST_JOBS = 1000
LARGEST = 1024**3
#: Seconds that a brief may take.
LONGEST = 600
#: A brief is handed out while the one before it is built, so that no worker waits for the next.
_AHEAD = 2
#: Seconds between two looks at the memory of the workers.
_EVERY = 0.5
#: How often a brief is begun whose worker dies.
_TRIES = 2

#: Bytes of the path of the folder for temporary files, beyond which no socket fits into it (sockets
#: have 104 or 108).
_LONGEST_TEMPORARY = 70


def _context() -> ForkServerContext | SpawnContext:
    """Return how workers are started.

    Forked from a process that has imported all, a worker starts in milliseconds. macOS cannot fork
    what has loaded Pango, and the process that forks wants a socket in the folder for temporary
    files.
    """
    fits = len(os.fsencode(tempfile.gettempdir())) <= _LONGEST_TEMPORARY
    if fits and sys.platform != "darwin":
        return multiprocessing.get_context("forkserver")
    return multiprocessing.get_context("spawn")


@dataclass(slots=True)
class _Worker:
    """A process, what it has been given and not yet done, in order, and when it began with the
    first of it."""

    process: BaseProcess
    pipe: connection.Connection
    given: deque[tuple[Job, Path]] = field(default_factory=deque)
    since: float = 0.0
    done: int = 0
    memory: int = 0


def _memory(process: BaseProcess) -> int:
    """Return the bytes of memory that a process takes; 0 before it has started."""
    return 0 if process.pid is None else resident(process.pid)


class LocalPool:
    """Warm processes of this machine.

    One that dies (killed, a fault in a library) is replaced; its brief is begun once more. The
    bounds that hold where the pool is made hold for each brief; one that needs more memory is given
    up.

    :param workers: how many.
    :param longest: seconds after which a brief is given up.
    """

    def __init__(
        self,
        workers: int,
        *,
        longest: float = LONGEST,
        most_jobs: int = MOST_JOBS,
        largest: int = LARGEST,
        work: Work = build_job,
    ) -> None:
        self._count = workers
        self._longest = longest
        self._most_jobs = most_jobs
        self._largest = largest
        self._work = work
        self._bounds = current_bounds()
        self._workers: list[_Worker] = []
        self._again: deque[Job] = deque()
        self._deaths: dict[str, int] = {}
        self._context = _context()
        if self._context.get_start_method() == "forkserver":
            # The imports continue while the batch is still being planned.
            from multiprocessing import forkserver

            forkserver.set_forkserver_preload(["report.batches.warmed"])
            forkserver.ensure_running()

    def run(self, jobs: Iterable[Job], folder: Path) -> Generator[Outcome]:
        """Yield what came of each job, as it comes; see :class:`report.batches.model.Pool`."""
        waiting = iter(jobs)
        names = count()
        try:
            self._workers = [self._start() for _ in range(self._count)]
            while True:
                self._workers = [self._kept(worker) for worker in self._workers]
                for worker in self._workers:
                    self._feed(worker, waiting, folder, names)
                busy = [worker for worker in self._workers if worker.given]
                if not busy:
                    return
                yield from self._next(busy)
        finally:
            for worker in self._workers:
                _end(worker)
            self._workers = []

    def _start(self) -> _Worker:
        mine, theirs = self._context.Pipe()
        process = self._context.Process(
            target=serve, args=(theirs, self._work, self._bounds), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, mine)

    def _feed(
        self, worker: _Worker, waiting: Iterator[Job], folder: Path, names: Iterator[int]
    ) -> None:
        """Give a worker the next jobs, unless it is to be replaced."""
        while len(worker.given) < _AHEAD and not self._is_spent(worker):
            if worker.done + len(worker.given) >= self._most_jobs:
                return
            job = self._again.popleft() if self._again else next(waiting, None)
            if job is None:
                return
            target = folder / f"{next(names)}.pdf"
            worker.since = worker.since if worker.given else time.monotonic()
            worker.given.append((job, target))
            with suppress(OSError):  # it has died: _next sees to that
                worker.pipe.send((job, target))

    def _is_spent(self, worker: _Worker) -> bool:
        return worker.done >= self._most_jobs or worker.memory > self._largest

    def _kept(self, worker: _Worker) -> _Worker:
        """Return a worker, or a new one when it is spent and has nothing left to do."""
        if worker.given or not self._is_spent(worker):
            return worker
        _end(worker)
        return self._start()

    def _next(self, busy: list[_Worker]) -> Iterator[Outcome]:
        """Yield the outcomes that have come; wait a while for one, a death, or a brief that passes
        its bounds."""
        until = min(worker.since for worker in busy) + self._longest
        wait = min(_EVERY, max(0.0, until - time.monotonic()))
        ready = connection.wait([worker.pipe for worker in busy], wait)
        for worker in busy:
            if worker.pipe in ready:
                try:
                    outcome: Outcome = worker.pipe.recv()
                except (EOFError, OSError):
                    yield from self._died(worker)
                    continue
                worker.given.popleft()
                worker.since = time.monotonic()
                worker.done += 1
                worker.memory = outcome.memory
                yield outcome
            elif time.monotonic() - worker.since >= self._longest:
                yield self._given_up(worker, "batch-too-long", seconds=round(self._longest))
            elif _memory(worker.process) > self._bounds.most_memory:
                yield self._given_up(worker, "bound-memory", limit=self._bounds.most_memory // MIB)

    def _given_up(self, worker: _Worker, rule: str, **values: object) -> Outcome:
        """End a worker, and give up the brief that it was at."""
        job, _ = worker.given.popleft()
        worker.process.kill()
        self._replace(worker)
        return self._failed(job, rule, worker.since, **values)

    def _died(self, worker: _Worker) -> Iterator[Outcome]:
        """Begin once more what a worker was at when it died, or give it up."""
        worker.process.join()
        job, _ = worker.given.popleft()
        deaths = self._deaths[job.name] = self._deaths.get(job.name, 0) + 1
        code = worker.process.exitcode
        self._replace(worker)
        if deaths < _TRIES:
            self._again.appendleft(job)
            return
        name = (
            signal.Signals(-code).name
            if code in {-number for number in signal.Signals}
            else f"exit {code}"
        )
        yield self._failed(job, "batch-died", worker.since, reason=name)

    def _replace(self, worker: _Worker) -> None:
        """Put a new worker instead of one that is no more; what it had not begun is given to
        others."""
        self._again.extendleft(job for job, _ in reversed(worker.given))
        worker.given.clear()
        _end(worker)
        self._workers[self._workers.index(worker)] = self._start()

    def _failed(self, job: Job, rule: str, since: float, **values: object) -> Outcome:
        lasted = time.monotonic() - since
        return failed(
            job,
            time.perf_counter() - lasted,
            (Finding(rule, Location(file=str(job.folder)), values),),
        )


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    if worker.given:
        worker.process.terminate()
    worker.process.join(5)
    if worker.process.exitcode is None:
        worker.process.kill()
        worker.process.join()
    worker.process.close()


def serve(pipe: connection.Connection, work: Work, bounds: Bounds) -> None:
    """Do the jobs in order within ``bounds`` until the pipe is closed: the life of a worker."""
    # An interruption at the keyboard reaches every process of the terminal: the one in front ends
    # the rest.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The parent, or the process that forks for it, ends with the batch in every case.
    die_with_parent(os.getppid())
    limit_memory(bounds.most_memory)
    with within(bounds), fewer_collections():
        _serve(pipe, work)


def _serve(pipe: connection.Connection, work: Work) -> None:
    garbage = GarbageOfBriefs()
    while True:
        try:
            job, target = pipe.recv()
        except (EOFError, OSError):
            return
        outcome = garbage.after(work, job, target)
        try:
            pipe.send(outcome)
        except OSError:  # no one is there any more
            return
