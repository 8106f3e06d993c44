"""The command in processes that are forked from a warm one: everything is imported before they begin.

A test of what the command does runs here. A test of how Python starts (imports, options, signals,
terminals) starts its own Python.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing import forkserver
from pathlib import Path

import pytest

from tiers import STARTS_PYTHON, is_fast

ROOT = Path(__file__).parents[1]


def run_command(
    *arguments: str | Path,
    cwd: Path,
    packages: Sequence[Path] = (),
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``mujaz`` in its own process, and return its exit code and what it prints.

    :param packages: folders that the process imports from too, as if packages were installed there.
    :param environment: the variables of the process; by default those of this one.
    """
    if is_fast():
        pytest.skip(STARTS_PYTHON)
    words = [str(argument) for argument in arguments]
    variables = dict(os.environ if environment is None else environment)
    paths = [str(path) for path in packages]
    # The same modules as those of the workers of a batch: both are forked from one process.
    forkserver.set_forkserver_preload(["report.batches.warmed"])
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder, "out"), Path(folder, "err")
        process = multiprocessing.get_context("forkserver").Process(
            target=_run, args=(words, str(cwd), variables, paths, *map(str, printed))
        )
        process.start()
        process.join()
        stdout, stderr = (path.read_text("utf-8") for path in printed)
        return subprocess.CompletedProcess(["mujaz", *words], process.exitcode or 0, stdout, stderr)


def _run(
    words: list[str],
    cwd: str,
    variables: dict[str, str],
    paths: list[str],
    stdout: str,
    stderr: str,
) -> None:
    """Become the command, in the process that was forked."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(variables)
    sys.path[1:1] = paths
    sys.argv = ["mujaz", *words]
    for number, path in ((1, stdout), (2, stderr)):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(descriptor, number)
        os.close(descriptor)
    from report.command import main

    main()
