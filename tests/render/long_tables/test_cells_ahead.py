"""Cells of large tables are laid out in two processes: with one or two, the bytes are the same."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render.long_tables.mixed_texts import mixed_text
from render.long_tables.registers import PLAIN, write_brief
from render.long_tables.test_cells import LETTERS, STOPS, typeface

from report.processes import processors
from report.render.long_tables import cells_ahead
from report.render.long_tables.cells import Cells
from report.render.long_tables.cells_ahead import CellsAhead
from report.render.long_tables.model import ColumnStyle
from report.render.runs import RunEncoder
from report.render.text_layer import TextLayer
from report.side_process import SideProcess

#: A build with one process and one with two, of which the second lays out cells of few rows at a
#: time, and is hurried after two or three times, however fast the machine is. It prints how many cells came from there. A child that is forked here has the locks of the
#: threads of the test run, so the script runs on its own.
SCRIPT = """
import os, signal, sys
from itertools import cycle
from pathlib import Path
from report.building import build
from report.errors import MujazError
from report.render.long_tables import cells_ahead, pages

cells_ahead.MANY_ROWS, pages._CHUNK, cells_ahead._STEP = 40, 30, 7
cells_ahead.is_hurried = cycle([False, False, True, False]).__next__
folder, ending = Path(sys.argv[1]), sys.argv[2]
parent, taken, laid_out = os.getpid(), [], cells_ahead.CellsAhead.take
reply, replies = cells_ahead._Worker.reply, []

def take(self):
    laid_out(self)
    taken.append(sum(len(cells.ahead) for cells in self._columns))

def ending_reply(self, *arguments):
    replies.append(arguments)
    if len(replies) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return reply(self, *arguments)

cells_ahead.CellsAhead.take = take
if ending:
    cells_ahead._Worker.reply = ending_reply
for name in ("one", "two"):
    try:
        edition = build(folder, folder / f"{name}.pdf", side_process=name == "two")
        (folder / f"{name}.txt").write_text("".join(map(str, edition.findings)))
    except MujazError as error:
        (folder / f"{name}.txt").write_text(str(error))
print(len([count for count in taken if count]), sum(taken))
"""


def built_twice(folder: Path, *, ending: bool = False) -> tuple[int, int]:
    """Build a brief with one and with two processes, and return how many times cells were laid out ahead, and how
    many."""
    command = [sys.executable, "-c", SCRIPT, folder, "yes" if ending else ""]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    times, cells = map(int, done.stdout.split())
    assert (folder / "one.txt").read_text("utf-8") == (folder / "two.txt").read_text("utf-8")
    if (folder / "one.pdf").exists():
        assert (folder / "one.pdf").read_bytes() == (folder / "two.pdf").read_bytes()
    return times, cells


needs_two = pytest.mark.skipif(processors() < 2, reason="one processor")


def words(chance: random.Random) -> str:
    """Return words that hardly recur."""
    letters = "ابتجحدرسعفقلمنهوي"
    return " ".join("".join(chance.choices(letters, k=6)) for _ in range(chance.randint(2, 20)))


def plain(chance: random.Random) -> str:
    return " ".join(chance.choices(PLAIN, k=12))


@needs_two
@pytest.mark.parametrize(
    "note_of",
    [
        pytest.param(words, marks=pytest.mark.slow, id="unique"),
        pytest.param(mixed_text, id="mixed"),
        pytest.param(plain, marks=pytest.mark.slow, id="plain"),
    ],
)
def test_equal_bytes_with_one_and_two_processes(
    tmp_path: Path, note_of: Callable[[random.Random], str]
) -> None:
    folder = write_brief(tmp_path / "brief", 320, careful=True, note_of=note_of)
    times, cells = built_twice(folder)
    assert times >= 8 and cells >= 120


@needs_two
@pytest.mark.slow
def test_equal_bytes_with_groups_and_sums(tmp_path: Path) -> None:
    keys = 'group = "kind"\nsums = ["amount"]\ntotals = ["groups", "pages", "end"]\nengine = "fast"'
    folder = write_brief(tmp_path / "brief", 240, careful=True, keys=keys)
    times, _ = built_twice(folder)
    assert times >= 4


@needs_two
def test_a_child_that_ends_leaves_the_rest_to_its_parent(tmp_path: Path) -> None:
    folder = write_brief(tmp_path / "brief", 320, careful=True)
    assert built_twice(folder, ending=True)[0] == 2


@needs_two
@pytest.mark.slow
def test_what_is_wrong_is_reported_alike(tmp_path: Path) -> None:
    """A sign that no font draws, in a text of the side process."""
    folder = write_brief(
        tmp_path / "brief", 200, careful=False, keys='engine = "fast"',
        note_of=lambda chance: "كلمة أخرى " + chance.choice(("هنا", "هناك", "\u3042 هنا")),
    )  # fmt: skip
    built_twice(folder)
    assert "\u3042" in (folder / "two.txt").read_text("utf-8")


@given(
    st.lists(st.builds(str.__add__, LETTERS, STOPS), min_size=1, max_size=40, unique=True),
    st.data(),
)
def test_codes_are_given_out_in_the_order_of_the_words(
    words: list[str], data: st.DataObject
) -> None:
    """Whichever of the words are shaped together."""
    whole, divided = typeface("IBMPlexSansArabic-Regular"), typeface("IBMPlexSansArabic-Regular")
    whole.shape(words)
    cut = data.draw(st.integers(0, len(words)))
    divided.shape(words[:cut])
    divided.shape(words[cut:])
    assert whole.codes.entries == divided.codes.entries


class _Side:
    """A side process that does the work of a call when its result is taken, up to a number of steps."""

    def __init__(self, steps: list[int]) -> None:
        self._steps = steps
        self.hurried = 0

    def begin(self, function: Callable[..., object], *arguments: object) -> Callable[[], object]:
        return lambda: function(*arguments)

    def hurry(self) -> None:
        self.hurried += 1
        left = iter([False] * self._steps.pop(0))
        cells_ahead.is_hurried = lambda: next(left, True)  # type: ignore[assignment]


def test_cells_are_taken_as_far_as_they_are_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not laid out when it is needed is left to this process."""
    monkeypatch.setattr(cells_ahead, "is_hurried", lambda: False)
    monkeypatch.setattr(cells_ahead, "_STEP", 10)
    face = typeface("IBMPlexSansArabic-Regular")
    column = ColumnStyle(0, 200, True, False, False, "ar", "", "", 0)
    cells = Cells(column, face, TextLayer(RunEncoder(True)))
    rows = [(f"{PLAIN[0]} {PLAIN[1]}{number}",) for number in range(100)]
    for (text,) in rows:
        cells.new_cell(text)  # gives out all glyph codes
    side = _Side([3, 0, 100])
    ahead = CellsAhead(cast("SideProcess", side), [cells])
    laid_out = []
    for _ in range(3):
        ahead.begin(rows, rows[:5])
        ahead.take()
        assert set(cells.ahead) <= {text for (text,) in rows[5:]}
        assert all(cells.ahead[text] == cells.new_cell(text) for text in cells.ahead)
        laid_out.append(len(cells.ahead))
    assert laid_out == [25, 0, 95]
    assert side.hurried == 3


def test_a_text_is_sent_once() -> None:
    face = typeface("IBMPlexSansArabic-Regular")
    column = ColumnStyle(0, 200, True, False, False, "ar", "", "", 0)
    cells = Cells(column, face, TextLayer(RunEncoder(True)))
    rows = [(f"{PLAIN[0]}{number % 7}",) for number in range(200)]
    steps = cells_ahead._new_texts(cells, rows, [rows[0], rows[3]], 0)
    assert [len(step) for step in steps] == [5, 0, 0, 0]
    assert not {rows[0][0], rows[3][0]} & set(steps[0])
