"""Workers on many machines, by Dask: files of briefs travel by their content, each once to a
worker; PDFs come back.

What a worker that dies had is begun again by Dask elsewhere. The files are separate tasks and not
scattered data, which would be lost with the worker that holds them: a task is done again wherever
it is wanted.
"""

from __future__ import annotations

import logging
import shutil
import warnings
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from report.batches.model import Job, Outcome
from report.batches.plan import Content, content_of
from report.batches.work import build_job, failed
from report.errors import Finding, Location, MujazError

if TYPE_CHECKING:
    from dask.typing import Key
    from distributed import Client, Future

#: Seconds to wait for the scheduler, and for the first worker.
_PATIENCE = 30
#: Folders of briefs that a worker keeps laid out, the last of its disk to grow.
_KEPT = 4

#: Building belongs to the whole process: a worker with more threads than one builds one brief at a
#: time all the same.
_BUILDING = Lock()


class DaskPool:
    """The workers of a Dask scheduler.

    :param scheduler: its address, ``tcp://HOST:PORT``; ``None`` starts one here with ``workers``
        processes.
    :param shared: whether the folder of PDFs is on storage that every worker sees under the same
        path: a worker then writes there, and only digests come back.
    """

    def __init__(self, scheduler: str | None, workers: int, *, shared: bool = False) -> None:
        self._scheduler = scheduler
        self._workers = workers
        self._shared = shared

    def run(self, jobs: Iterable[Job], folder: Path) -> Generator[Outcome]:
        """Yield what came of each job, as it comes; see :class:`report.batches.model.Pool`.

        :raises MujazError: ``no-dask``, ``no-scheduler``, ``scheduler-lost``.
        """
        with self._client() as client:
            try:
                yield from _Flight(client, folder.resolve() if self._shared else None).outcomes(
                    iter(jobs)
                )
            except OSError as error:
                raise MujazError.of("scheduler-lost") from error

    @contextmanager
    def _client(self) -> Iterator[Client]:
        try:
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise MujazError.of("no-dask") from error
        # What goes wrong with the connection becomes one error of Mujaz instead of lines of a log.
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        with ExitStack() as stack:
            address: Any = self._scheduler
            try:
                if address is None:
                    cluster = LocalCluster(
                        n_workers=self._workers,
                        threads_per_worker=1,
                        dashboard_address=None,
                        silence_logs=50,
                    )
                    address = stack.enter_context(cluster)
                client = stack.enter_context(
                    Client(address, timeout=_PATIENCE, set_as_default=False)
                )
                client.wait_for_workers(1, timeout=_PATIENCE)
            except (OSError, ValueError, TimeoutError) as error:
                raise MujazError.of(
                    "no-scheduler", given=self._scheduler or "local", reason=str(error)
                ) from error
            yield client


class _Flight:
    """The jobs that are with the workers, and the files that these want."""

    def __init__(self, client: Client, shared: Path | None) -> None:
        from report.archive.versions import versions

        self._client = client
        self._shared = shared
        self._version = versions()["mujaz"]
        self._run = uuid4().hex
        self._jobs: dict[Key, tuple[Job, float]] = {}
        self._folder: tuple[str, Content, list[Future[bytes]]] | None = None

    def outcomes(self, jobs: Iterator[Job]) -> Iterator[Outcome]:
        """Yield what came of each job; never more than two a worker are on their way."""
        from distributed import as_completed

        flying = as_completed(loop=self._client.loop)
        while True:
            most = 2 * max(1, len(self._client.nthreads()))
            while len(self._jobs) < most and (job := next(jobs, None)) is not None:
                try:
                    future = self._send(job)
                except MujazError as error:
                    yield failed(job, perf_counter(), error.findings)
                    continue
                self._jobs[future.key] = job, perf_counter()
                flying.add(future)
            if not self._jobs:
                return
            future = next(flying)
            job, start = self._jobs.pop(future.key)
            yield self._outcome(future, job, start)
            del future

    def _send(self, job: Job) -> Future[Outcome]:
        content, files = self._files(job)
        target = None if self._shared is None else str(self._shared / f"{uuid4().hex}.pdf")
        names = tuple(name for name, _ in content.files)
        key = f"mujaz-{self._run}-{uuid4().hex}"
        return self._client.submit(
            build_away, job, self._version, target, names, *files, key=key, pure=False
        )

    def _files(self, job: Job) -> tuple[Content, list[Future[bytes]]]:
        """Return the files of a job's folder, each as a task that is named by its content.

        Those of the folder before are let go: Dask forgets them with the last job that wants them.

        :raises BriefError: ``batch-changed``, ``unreadable``.
        """
        if self._folder is None or self._folder[0] != job.content:
            content = content_of(job.folder)
            if content.digest != job.content:
                raise MujazError.of("batch-changed", Location(file=str(job.folder)))
            with warnings.catch_warnings():
                # Dask would have large data scattered; why it is not stands above.
                warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
                files = [
                    self._client.submit(
                        _same, (job.folder / name).read_bytes(), key=f"mujaz-file-{digest}"
                    )
                    for name, digest in content.files
                ]
            self._folder = job.content, content, files
        return self._folder[1], self._folder[2]

    def _outcome(self, future: Future[Outcome], job: Job, start: float) -> Outcome:
        from distributed import KilledWorker

        where = Location(file=str(job.folder))
        if future.status in ("cancelled", "lost"):
            raise MujazError.of("scheduler-lost")
        try:
            outcome: Outcome = future.result()
        except KilledWorker:
            return failed(job, start, (Finding("batch-died", where, {"reason": "KilledWorker"}),))
        except (
            Exception
        ) as error:  # the worker cannot take the task: another Python, no Mujaz there
            reason = f"{type(error).__name__}: {error}"
            return failed(job, start, (Finding("batch-crashed", where, {"reason": reason}),))
        finally:
            future.release()
        return outcome


def _same(data: bytes) -> bytes:
    return data


def build_away(
    job: Job, version: str, target: str | None, names: tuple[str, ...], *files: bytes
) -> Outcome:
    """Build a job where its folder is not: on a worker, from the files that came with it.

    :param version: of the Mujaz that asks; another one would make other bytes.
    :param target: where the PDF is written, on shared storage; without it the PDF comes back in the
        outcome.
    """
    from report.archive.versions import versions

    start = perf_counter()
    if versions()["mujaz"] != version:
        values = {"here": versions()["mujaz"], "wanted": version}
        return failed(job, start, (Finding("batch-other-version", Location(), values),))
    with _BUILDING:
        laid = _lay_out(job.content, names, files)
        outcome = build_job(
            replace(job, folder=laid), Path(target) if target else _base() / "made.pdf"
        )
        if target or outcome.path is None:
            return outcome
        data = outcome.path.read_bytes()
        outcome.path.unlink()
        return replace(outcome, path=None, data=data)


def _base() -> Path:
    """Return the folder of this worker, which goes with it."""
    from distributed import get_worker

    base = Path(get_worker().local_directory) / "mujaz"
    base.mkdir(exist_ok=True)
    return base


def _lay_out(content: str, names: tuple[str, ...], files: tuple[bytes, ...]) -> Path:
    """Return the folder that holds the files of a brief, laid out once; the oldest of the rest
    goes."""
    folder = _base() / content
    if not folder.is_dir():
        rest = sorted(
            (item for item in _base().iterdir() if item.is_dir()),
            key=lambda item: item.stat().st_mtime,
        )
        for item in rest[: -_KEPT + 1]:
            shutil.rmtree(item, ignore_errors=True)
        piece = Path(mkdtemp(dir=_base(), prefix=".part-"))
        for name, data in zip(names, files, strict=True):
            path = piece / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        piece.rename(folder)
    return folder
