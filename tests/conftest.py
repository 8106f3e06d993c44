"""What all tests share: the tiers, the rule about skips, built editions, the comparison with the golden pages."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from properties import load_profiles

from editions import Editions
from pages.compare import compare_pages, write_pages
from tiers import (
    SETS_PAGES,
    STARTS_PYTHON,
    FastRun,
    ProcessorTimes,
    leave_out,
    mark_heavy,
    run_fast,
)

if TYPE_CHECKING:
    from document.small import SmallBrief

load_profiles()

PAGES = Path(__file__).parent / "pages"
FIRST = PAGES.parents[1] / "data/marrakech-2025"
#: The reasons for which a test may be left out in CI: the folder beside the project is not everywhere,
#: and what the fast tier leaves out runs in the next one.
PERMITTED = ("../shared", SETS_PAGES, STARTS_PYTHON)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden-write",
        action="store_true",
        help="make the golden pages anew instead of comparing with them",
    )
    parser.addoption("--fast", action="store_true", help="leave out what sets pages")
    parser.addoption(
        "--after-fast",
        action="store_true",
        help="leave out what passed in the run with --fast before, if no file has changed since",
    )
    parser.addoption(
        "--processor",
        type=int,
        metavar="N",
        help="list the N tests that take most processor time, whatever else the machine does",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--fast"):
        run_fast()
        config.pluginmanager.register(FastRun(config))
    if (count := config.getoption("--processor")) is not None:
        config.pluginmanager.register(ProcessorTimes(count))


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a heavy test as slow, before the tests are selected by their marks."""
    mark_heavy(item)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--after-fast"):
        leave_out(FastRun(config).passed(), config, items)
    # The longest tests come first: then no processor is idle at the end of the run.
    items.sort(key=lambda item: [not item.get_closest_marker(name) for name in ("verapdf", "slow")])


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect no garbage while modules are imported and tests are made: nearly all of it lives on."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what lives as long as the run: modules and tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def _cache_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Give each test an empty cache: none is answered by what another built, and that of the user is left alone."""
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path_factory.getbasetemp() / "caches" / uuid4().hex))


@pytest.fixture(autouse=True)
def _verapdf_where_it_is_the_judge(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hide veraPDF from the tests that are not marked by it: they have the same results with and without it."""
    if request.node.get_closest_marker("verapdf") is None:
        monkeypatch.delenv("MUJAZ_VERAPDF", raising=False)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[bytes | Path, str], None]:
    """Return a function ``(pdf, name)`` that compares each page of the PDF with ``tests/pages/golden/name-NN.png``."""
    work = write_pages if request.config.getoption("--golden-write") else compare_pages

    def compare(pdf: bytes | Path, name: str) -> None:
        work(pdf, name, PAGES)

    return compare


@pytest.fixture
def second_document() -> Iterator[None]:
    """Begin as a process that has made one document, and leave no fonts."""
    from report.render.engine import shared_fonts

    shared_fonts.drop_shared_fonts()
    shared_fonts._PROCESS.documents = 1
    yield
    shared_fonts.drop_shared_fonts()


@pytest.fixture
def brief(tmp_path: Path) -> SmallBrief:
    """A brief of one section and one appendix over six rows, in its own folder, to be changed and broken."""
    from document.small import SmallBrief

    return SmallBrief.copied(tmp_path / "brief")


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Editions that all tests of the run share; each is built once, regardless of the worker that asks for it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    (folder / "editions").mkdir(exist_ok=True)
    return Editions(folder / "editions")


@pytest.fixture(scope="session")
def small_pdf(editions: Editions) -> bytes:
    """The edition of the small brief."""
    from document.small import SMALL

    return editions.pdf(SMALL)


@pytest.fixture(scope="session")
def every_pdf(editions: Editions) -> bytes:
    """The edition of the brief that has every kind of block."""
    from document.small import EVERY

    return editions.pdf(EVERY)


@pytest.fixture(scope="session")
def first_brief_pdf(editions: Editions) -> bytes:
    """The edition of the first brief."""
    return editions.pdf(FIRST)


@pytest.fixture(scope="session")
def second_brief_pdf(editions: Editions) -> bytes:
    """The edition of the second brief."""
    return editions.pdf(FIRST.parent / "piracy-1993-2020")


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI, turn a skip into a failure: a tool that is missing there must not pass for a test that ran."""
    if not (os.environ.get("CI") and report.skipped) or hasattr(report, "wasxfail"):
        return
    reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
    reason = reason.removeprefix("Skipped: ")
    if not reason.startswith(PERMITTED):
        report.outcome = "failed"
        report.longrepr = (
            f"skipped in CI, where the only reasons are {' and '.join(PERMITTED)}: {reason}"
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_if_skipped(report)
    return report
