"""Pages of long registers that a child process reads ahead: they are those that one process reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive.long_files import written_again
from hypothesis import given
from hypothesis import strategies as st
from render.long_tables.registers import write_brief

from report.archive.registers import pages_ahead
from report.archive.registers.page_content import Replaced
from report.archive.registers.pages_ahead import PagesAhead, ReadPage
from report.archive.registers.table import OtherForm
from report.archive.verify import Verification
from report.building import build, verify

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report.side_process.processors", lambda: 2)
    monkeypatch.setattr(pages_ahead, "_MANY", 1)


def read(number: int) -> ReadPage:
    """Return a page that says which process read it."""
    return ReadPage({0: str(number)}, [str(os.getpid())], [Replaced("a", "b")], number, False)


@given(st.permutations(range(5)), st.integers(1, 400), st.booleans(), st.data())
def test_each_page_is_read_once_in_any_order(
    head: list[int], count: int, is_early: bool, data: st.DataObject
) -> None:
    order = list(range(count))
    asked = [number for number in head if number < count] + order[5:]
    swapped = data.draw(st.integers(0, count - 1))
    asked[swapped], asked[-1] = asked[-1], asked[swapped]
    ahead = PagesAhead(read, order, side_process=True, is_early=is_early)
    try:
        pages = [ahead.page(number) for number in asked]
    finally:
        ahead.close()
    assert [page.painted for page in pages] == asked
    assert [page.marked for page in pages] == [{0: str(number)} for number in asked]


@pytest.mark.parametrize("is_early", [False, True])
def test_both_processes_read(is_early: bool) -> None:
    ahead = PagesAhead(read, range(400), side_process=True, is_early=is_early)
    try:
        owners = [ahead.page(number).apart[0] for number in range(400)]
    finally:
        ahead.close()
    assert len(set(owners)) == 2 and str(os.getpid()) in owners


def test_a_child_that_ends_is_replaced() -> None:
    parent = os.getpid()

    def reading(number: int) -> ReadPage:
        if os.getpid() != parent and number > 20:
            os._exit(1)
        return read(number)

    ahead = PagesAhead(reading, range(100), side_process=True)
    try:
        assert [ahead.page(number).painted for number in range(100)] == list(range(100))
    finally:
        ahead.close()


def test_a_page_that_the_child_cannot_read_is_an_error() -> None:
    def reading(number: int) -> ReadPage:
        if number == 60:
            raise OtherForm("content")
        return read(number)

    ahead = PagesAhead(reading, range(100), side_process=True)
    try:
        with pytest.raises(OtherForm, match="content"):
            for number in range(100):
                ahead.page(number)
    finally:
        ahead.close()


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("ahead")
    brief = write_brief(folder / "b", 900, careful=True)
    yield build(brief, folder / "e.pdf").path


def outcome(path: Path, *, side_process: bool) -> Verification:
    return verify(path, judge=False, rebuild=False, side_process=side_process)


@pytest.mark.usefixtures("memory")
def test_a_verification_finds_the_same_in_two_processes(edition: Path, tmp_path: Path) -> None:
    whole = outcome(edition, side_process=False)
    assert whole.sound and whole == outcome(edition, side_process=True)
    forged = tmp_path / "forged.pdf"
    white = b"/Artifact BMC\n1 1 1 rg\n5000 20000 45000 40000 re f\nEMC\n"

    def covered(_number: int, content: bytes) -> bytes:
        return content + white if b"/TD <</MCID 0>>BDC" in content else content

    forged.write_bytes(written_again(edition.read_bytes(), streams=covered))
    result = outcome(forged, side_process=True)
    assert not result.sound and result == outcome(forged, side_process=False)
