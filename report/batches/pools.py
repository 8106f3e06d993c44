"""Who works on a batch: processes of this machine, or workers of Dask."""

from __future__ import annotations

from report.batches.model import Pool
from report.errors import MujazError
from report.processes import processors


def make_pool(
    workers: int | None = None,
    timeout: int | None = None,
    scheduler: str | None = None,
    *,
    shared: bool = False,
) -> Pool:
    """Return the workers of a batch.

    :param workers: how many; one for each processor if not given.
    :param timeout: seconds after which a brief is given up; 600 if not given.
    :param scheduler: the address of a Dask scheduler, ``tcp://HOST:PORT``; ``local`` starts one
        here.
    :param shared: whether Dask's workers see the folders of briefs under the same paths.
    :raises MujazError: ``shared-without-scheduler``; ``not-with-scheduler`` for what is the
        scheduler's own matter.
    """
    cores = processors()
    if scheduler is None:
        from report.batches.local import LONGEST, LocalPool

        if shared:
            raise MujazError.of("shared-without-scheduler")
        return LocalPool(workers or cores, longest=timeout or LONGEST)
    from report.batches.dask_pool import DaskPool

    is_local = scheduler == "local"
    for option, value in (("--timeout", timeout), ("--workers", None if is_local else workers)):
        if value is not None:
            raise MujazError.of("not-with-scheduler", option=option)
    return DaskPool(None if is_local else scheduler, workers or cores, shared=shared)
