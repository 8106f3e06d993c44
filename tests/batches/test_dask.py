"""Batches by Dask: a real scheduler and two workers in separate processes, one of them killed in the middle."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from batches.folders import manifest, towns
from interrupts import wait_for

from report.batches import BuildOptions, Tally, dask_pool, plan_by, run_batch
from report.batches.dask_pool import DaskPool
from report.batches.local import LocalPool
from report.command.app import run
from report.errors import MujazError

ROOT = Path(__file__).parents[2]
#: What a batch by Dask must not take longer than, in seconds.
LONGEST = 120


class Cluster(NamedTuple):
    """A scheduler, by its address, and its workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


def start(stack: ExitStack, folder: Path, *arguments: str | Path) -> subprocess.Popen[bytes]:
    """Start a process of Dask, which is ended with the stack."""
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD": "spawn"}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *map(str, arguments)],
            cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip

    def end() -> None:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait(10)

    stack.callback(end)
    return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "dask"
    folder.mkdir()
    file = folder / "scheduler.json"
    with ExitStack() as stack:
        scheduler = start(
            stack, folder, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", file,
        )  # fmt: skip
        wait_for(file.exists)
        workers = [
            start(
                stack, folder, "distributed.cli.dask_worker", "--scheduler-file", file, "--nthreads", "1",
                "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", folder,
            )
            for _ in range(2)
        ]  # fmt: skip
        yield Cluster(json.loads(file.read_text())["address"], scheduler, workers)


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    cluster: Cluster, tmp_path: Path
) -> None:
    names = [f"مدينة {index}" for index in range(10)]
    folder, output = towns(tmp_path / "brief", *names), tmp_path / "out"
    plan = plan_by(folder, "place", BuildOptions(), output)
    begun = time.monotonic()

    def kill(tally: Tally) -> None:
        assert time.monotonic() - begun < LONGEST
        if tally.done == 3:
            cluster.workers[0].kill()

    done = run_batch(plan, output, DaskPool(cluster.address, 2), kill)
    assert done.tally == Tally(done=10, failed=0, kept=0, left=0)
    assert cluster.workers[0].wait(5) != 0
    assert [json.loads(line)["name"] for line in manifest(output)[1:-1]] == names
    # Not one byte is other than what one process of this machine builds.
    count = plan.jobs[7]
    local = run_batch(
        plan_by(folder, "place", BuildOptions(), tmp_path / "here"), tmp_path / "here", LocalPool(2)
    )
    assert local.tally.failed == 0
    assert (output / count.file).read_bytes() == (tmp_path / "here" / count.file).read_bytes()
    assert {path.name for path in output.glob("*.pdf")} == {job.file for job in plan.jobs}


@pytest.mark.slow
def test_a_scheduler_that_is_lost_is_reported_and_the_batch_continues_elsewhere(
    cluster: Cluster, tmp_path: Path
) -> None:
    folder, output = (
        towns(tmp_path / "brief", *(f"مدينة {index}" for index in range(8))),
        tmp_path / "out",
    )
    plan = plan_by(folder, "place", BuildOptions(), output)

    def kill(tally: Tally) -> None:
        if tally.done == 3:
            cluster.scheduler.kill()

    with pytest.raises(MujazError) as caught:
        run_batch(plan, output, DaskPool(cluster.address, 2), kill)
    assert caught.value.findings[0].rule == "scheduler-lost"
    stood = len(manifest(output)) - 1
    assert 3 <= stood < 8
    assert run_batch(plan, output, LocalPool(2)).tally == Tally(
        done=8 - stood, failed=0, kept=stood, left=0
    )


@pytest.mark.slow
def test_outputs_stay_on_shared_storage(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, output = towns(tmp_path / "brief", "فاس", "طنجة"), tmp_path / "out"
    arguments = [
        "batch",
        str(folder),
        "--by",
        "place",
        "-o",
        str(output),
        "--scheduler",
        cluster.address,
        "--shared",
    ]
    assert run(["--lang", "en", *arguments]) == 0
    assert "2 built" in capsys.readouterr().out
    assert len(manifest(output)) == 4 and len(list(output.glob("*.pdf"))) == 2
    assert not (output / ".mujaz-batch").exists()


def test_a_scheduler_that_is_not_there_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("report.batches.dask_pool._PATIENCE", 2)
    folder = towns(tmp_path / "brief", "فاس")
    arguments = ["batch", str(folder), "--by", "place", "-o", str(tmp_path / "out")]
    assert run(["--lang", "en", *arguments, "--scheduler", "tcp://127.0.0.1:1"]) == 1
    assert "does not answer" in capsys.readouterr().err


def test_without_dask_it_is_reported_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = towns(tmp_path / "brief", "فاس")
    arguments = [
        "batch",
        str(folder),
        "--by",
        "place",
        "-o",
        str(tmp_path / "out"),
        "--scheduler",
        "local",
    ]
    assert run(["--lang", "en", *arguments]) == 1
    assert "pip install 'mujaz[dask]'" in capsys.readouterr().err


def test_files_are_laid_out_once_and_the_oldest_folders_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_pool, "_base", lambda: tmp_path)
    first = dask_pool._lay_out("0", ("brief.toml", "text/a.md"), (b"x", b"y"))
    assert (first / "text/a.md").read_bytes() == b"y"
    earlier = (first / "text/a.md").stat().st_mtime_ns
    assert dask_pool._lay_out("0", ("brief.toml", "text/a.md"), (b"x", b"y")) == first
    assert (first / "text/a.md").stat().st_mtime_ns == earlier
    for index in range(1, 10):
        dask_pool._lay_out(str(index), ("brief.toml",), (b"x",))
    assert (tmp_path / "9").is_dir() and len(list(tmp_path.iterdir())) == 4


@pytest.mark.slow
def test_a_cluster_of_its_own(tmp_path: Path) -> None:
    folder, output = towns(tmp_path / "brief", "فاس", "طنجة", "وجدة"), tmp_path / "out"
    process = subprocess.run(
        [
            sys.executable, "-m", "report", "--lang", "en", "batch", folder, "--by", "place", "-o", output,
            "--scheduler", "local", "--workers", "2",
        ],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=LONGEST,
    )  # fmt: skip
    assert (process.returncode, process.stderr) == (0, "")
    assert "3 built" in process.stdout
