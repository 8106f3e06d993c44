"""The tiers of the tests: what the fast one leaves out, and how much processor time each test takes."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import pytest

#: Why the fast tier leaves a test out.
SETS_PAGES = "sets pages: the fast tier leaves it out"
STARTS_PYTHON = "starts another Python: the fast tier leaves it out"


class NoPages(MetaPathFinder):
    """Skips whatever test asks for WeasyPrint: all that sets pages loads it, and nothing else does."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find nothing; for ``weasyprint``, skip the test or the module of tests that imports it."""
        if name == "weasyprint":
            pytest.skip(SETS_PAGES, allow_module_level=True)
        return None


def skip_another_python(event: str, values: tuple[Any, ...]) -> None:
    """Skip a test that starts Python, which loads everything again; the process that reads workbooks is small.

    An audit hook: :func:`sys.addaudithook`.
    """
    if event == "subprocess.Popen" and "PYTEST_CURRENT_TEST" in os.environ:
        program, arguments, *_ = values
        started = [str(program), *map(str, arguments)]
        if sys.executable in started and not any("/report/workbooks/" in part for part in started):
            pytest.skip(STARTS_PYTHON)


def run_fast() -> None:
    """Leave out the tests that set pages or start another Python, in this process from now on."""
    sys.meta_path.insert(0, NoPages())
    sys.addaudithook(skip_another_python)


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
