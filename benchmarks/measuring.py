"""What the benches share: a process is run and measured, and figures are printed and reported
to the page.

A line ``#bar NAME VALUE`` is for ``performance.py``, which takes it out of what it prints and
judges by it; so is a line ``#better``, the row of a table (:func:`better`).

The memory of a process is reported by the system, which counts what its parent held when it was
started: so a bench that measures memory stays small, and lets other processes do what takes much
(:func:`apart`).
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import ParamSpec, TypeVar

ROOT = Path(__file__).resolve().parents[1]
#: ``ru_maxrss`` is in bytes on macOS and in kibibytes elsewhere.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
MIB = 1024 * 1024
#: The mark of a line that is a figure for the table of claims.
BAR = "#bar "
#: The mark of a line that is for the table of cases in which another program is better.
BETTER = "#better "

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall-clock seconds, the greatest resident memory in MiB, and the seconds of
    processor time of it and of all processes that it waited for."""

    seconds: float
    memory: float
    processor: float = 0.0


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end, in the environment of this process where none is given.

    :raises subprocess.CalledProcessError: when it fails.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Run(seconds, usage.ru_maxrss * RSS_UNIT / MIB, usage.ru_utime + usage.ru_stime)


def build_brief(
    folder: Path, output: Path, environment: Mapping[str, str] | None = None, profile: str = ""
) -> Run:
    """Build a brief without the cache, by the command, in its own profile or another one.

    :raises subprocess.CalledProcessError: when it fails.
    """
    options: list[str | Path] = [
        "-o",
        output,
        "--no-cache",
        "--quiet",
        *(["--profile", profile] if profile else []),
    ]
    return run((sys.executable, "-m", "report", "build", folder, *options), environment)


def apart(function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> _T:
    """Call a function in a new process, so that this one stays small."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments, **named).result()


def page_count(path: Path) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def growth(small: float, large: float, times: float) -> float:
    """Return the exponent of growth: 1 where ``times`` as many rows take ``times`` as long, 2 where
    that squared.

    It is ``nan`` if one of both is nothing, as the difference of two short runs can be.
    """
    return math.nan if min(small, large) <= 0 else math.log(large / small) / math.log(times)


def shown(exponent: float) -> str:
    """Return an exponent of growth for a table, an en dash if there is none."""
    return "–" if math.isnan(exponent) else f"{exponent:.2f}"


def spread(values: Sequence[float], unit: str, digits: int = 2) -> str:
    """Return the median, and the least and the greatest: ``2.31 s (2.27 to 2.40)``."""
    low, middle, high = (
        f"{value:.{digits}f}" for value in (min(values), median(values), max(values))
    )
    return f"{middle}{unit} ({low} to {high})"


def bar(name: str, value: float) -> None:
    """Print what was measured, for the claims of the page."""
    print(f"{BAR}{name} {value:.3f}", flush=True)


def better(program: str, case: str, what: str, theirs: float, ours: float) -> None:
    """Print a row for the table of cases in which another program is better, if it is: ``what``
    names what is compared and its unit, of which less is better."""
    if theirs < ours:
        cells = (program, case, what, *(f"{value:,.2f}" for value in (theirs, ours)))
        print(f"{BETTER}{' | '.join(cells)}", flush=True)
