"""The tiers of the tests: what the fast one leaves out, what it leaves to the next, and how much each test takes."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from multiprocessing import forkserver
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest

#: Why the fast tier leaves a test out.
SETS_PAGES = "composes a document, sets pages or draws a chart: the fast tier leaves it out"
STARTS_PYTHON = "starts another Python: the fast tier leaves it out"
#: Tests of more than half a second of processor time, a name a line. The lighter tests of their files are not slow.
HEAVY = Path(__file__).parent / "heavy.txt"


@cache
def _heavy() -> frozenset[str]:
    return frozenset(HEAVY.read_text("utf-8").splitlines())


def mark_heavy(item: pytest.Item) -> None:
    """Mark a test of :data:`HEAVY` as slow."""
    if item.nodeid in _heavy():
        item.add_marker(pytest.mark.slow)


class NoPages(MetaPathFinder):
    """Skips each test that asks for WeasyPrint, Matplotlib or Jinja: all that sets pages, draws a chart or composes a
    document loads them, and nothing else does."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find nothing; for one of the three, skip the test or the module of tests that imports it."""
        if name in ("weasyprint", "matplotlib", "jinja2"):
            pytest.skip(SETS_PAGES, allow_module_level=True)
        return None


def skip_another_python(event: str, values: tuple[Any, ...]) -> None:
    """Skip a test that starts Python, also the process that reads workbooks: it loads everything again.

    An audit hook: :func:`sys.addaudithook`.
    """
    if event == "subprocess.Popen" and "PYTEST_CURRENT_TEST" in os.environ:
        program, arguments, *_ = values
        if sys.executable in [str(program), *map(str, arguments)]:
            pytest.skip(STARTS_PYTHON)


def is_fast() -> bool:
    """Return whether this process leaves out the tests that set pages or start another Python."""
    return any(isinstance(finder, NoPages) for finder in sys.meta_path)


def run_fast() -> None:
    """Leave out the tests that set pages or start another Python, in this process from now on."""
    sys.meta_path.insert(0, NoPages())
    sys.addaudithook(skip_another_python)
    # This start has no audit event: the process that workers are forked from loads everything.
    forkserver.ensure_running = _skip_start
    forkserver.connect_to_new_process = _skip_start


def _skip_start(*_arguments: object) -> NoReturn:
    pytest.skip(STARTS_PYTHON)


ROOT = Path(__file__).parents[1]
#: What a test may read: all folders of the project except what is made in them.
_READ = ("assets", "benchmarks", "data", "docs", "report", "requirements", "templates", "tests")
_MADE = ("__pycache__", "node_modules", "failed")


def state_of(root: Path) -> str:
    """Return a digest of the names, sizes and times of change of the project's files."""
    digest = sha256(sys.version.encode())
    for path, status in sorted(_files(root)):
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files at the top of the project, and those in its folders, with what the system says of them."""
    yield from ((str(path), path.stat()) for path in root.iterdir() if path.is_file())
    for name in _READ:
        for folder, inside, files in os.walk(root / name):
            inside[:] = [entry for entry in inside if entry not in _MADE]
            for file in files:
                path = Path(folder, file)
                yield str(path), path.lstat()


class FastRun:
    """Remembers which tests passed in the fast tier, so that the run after it need not repeat them.

    What is remembered holds while no file of the project changes.

    :param config: of the run; what is remembered is in its cache.
    """

    _KEY = "mujaz/fast"

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._outcomes: dict[str, bool] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note whether all of a test passed so far: what comes before it, itself, and what comes after."""
        passed = report.passed and not hasattr(report, "wasxfail")
        self._outcomes[report.nodeid] = self._outcomes.get(report.nodeid, True) and passed

    def pytest_sessionfinish(self) -> None:
        """Remember the tests that passed; a worker of a spread run leaves that to the process that leads it."""
        if not hasattr(self._config, "workerinput"):
            passed = sorted(name for name, whole in self._outcomes.items() if whole)
            self._cache.set(self._KEY, {"state": state_of(ROOT), "passed": passed})

    def passed(self) -> frozenset[str]:
        """Return the identifiers of the tests that passed; none when a file has changed since."""
        remembered = self._cache.get(self._KEY, {})
        if remembered.get("state") != state_of(ROOT):
            return frozenset()
        return frozenset(remembered["passed"])

    @property
    def _cache(self) -> pytest.Cache:
        cache = self._config.cache
        assert cache is not None, "the cache of pytest is off"
        return cache


def leave_out(names: frozenset[str], config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests of these identifiers."""
    left = [item for item in items if item.nodeid in names]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item.nodeid not in names]


def processor_time() -> float:
    """Return the seconds of processor time of this process and of those that it started and that ended."""
    return sum(os.times()[:4])


class ProcessorTimes:
    """Measures each test with its fixtures; the terminal lists those that take most.

    Unlike the durations of pytest, these times do not depend on what else the machine does.

    :param count: how many tests are listed.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._start = 0.0
        self._times: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        self._start = processor_time()
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        if call.when == "teardown":
            item.user_properties.append(("processor", processor_time() - self._start))
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "teardown":
            self._times[report.nodeid] = float(str(dict(report.user_properties)["processor"]))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section(f"processor time: {sum(self._times.values()):.0f} s")
        longest = sorted(self._times.items(), key=lambda item: -item[1])[: self._count]
        for name, seconds in longest:
            terminalreporter.write_line(f"{seconds:7.2f} s  {name}")
