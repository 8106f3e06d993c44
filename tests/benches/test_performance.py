"""The page of the benches: its bars, and the parts that stay unchanged."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import performance
from benchmarks.performance import (
    BARS,
    BENCHES,
    Bar,
    bars_of,
    figures_of,
    page_of,
    section,
    sections_of,
)

FLOOR = "mujaz build\n#bar floor 1.146\n  ratio 1.15\n#bar nothing nan\n"
LARGE = "| rows |\n|---|\n| 1 |\n#bar growth-1000000-zipf-csv 1.010\n"


def test_lines_of_bars_are_taken_out() -> None:
    body, bars = bars_of("a\n#bar one-1,000 1.5\n\n  b\n#bar two -0.25\n")
    assert (body, bars) == ("a\n\n  b", {"one-1,000": 1.5, "two": -0.25})


def test_a_bar_is_met_up_to_its_limit() -> None:
    most, least = Bar("", "", "", 4, " s"), Bar("", "", "", 5, " times", most=False)
    assert most.met(4.0) and not most.met(4.01)
    assert least.met(5.0) and not least.met(4.99)


def test_a_bar_says_what_was_measured_and_whether_it_is_met() -> None:
    bar = Bar("A thing", "", "", 1000, " MB", digits=0)
    assert bar.line(1234.4) == "| A thing | at most 1000 MB | 1,234 MB | **no** |"
    assert bar.line(999.0) == "| A thing | at most 1000 MB | 999 MB | yes |"
    assert (
        bar.line(None) == bar.line(float("nan")) == "| A thing | at most 1000 MB | not measured | |"
    )


def test_the_page_begins_with_every_bar() -> None:
    page = page_of({"floor": section("floor", FLOOR)})
    assert (
        "| The first brief, as a multiple of its floor | at most 1.1 times | 1.15 times | **no** |"
        in page
    )
    assert "| Nothing changed | at most 0.3 s | not measured | |" in page
    assert page.count("not measured") == len(BARS) - 1
    assert "#bar" not in page


def test_the_parts_of_a_page_stay_as_they_are() -> None:
    sections_by_name = {"floor": section("floor", FLOOR), "large": section("large", LARGE)}
    page = page_of(sections_by_name)
    assert sections_of(page) == sections_by_name
    assert page_of(sections_of(page)) == page
    assert figures_of(sections_of(page)["large"]) == {"growth-1000000-zipf-csv": 1.01}
    assert list(sections_of(page_of(dict(reversed(sections_by_name.items()))))) == [
        "floor",
        "large",
    ]


def test_only_the_parts_that_are_named_are_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = tmp_path / "performance.md"
    page.write_text(page_of({"floor": section("floor", FLOOR)}), "utf-8")
    called: list[str] = []

    def answered(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        called.append(Path(command[1]).name)
        return subprocess.CompletedProcess(command, 0, LARGE)

    monkeypatch.setattr(performance.subprocess, "run", answered)
    performance.main(["large"], page)
    assert called == ["registers.py"]
    text = page.read_text("utf-8")
    assert "1.15 times | **no**" in text and "| 1.010 | yes |" in text


def test_a_part_that_fails_loses_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = tmp_path / "performance.md"

    def answered(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        fails = Path(command[1]).name == "intake.py"
        return subprocess.CompletedProcess(command, int(fails), "" if fails else FLOOR)

    monkeypatch.setattr(performance.subprocess, "run", answered)
    old = section("intake", "as it was\n")
    page.write_text(page_of({"intake": old}), "utf-8")
    assert performance.main(["floor", "intake", "batch"], page) == ["intake"]
    sections_by_name = sections_of(page.read_text("utf-8"))
    assert (
        list(sections_by_name) == ["floor", "intake", "batch"] and sections_by_name["intake"] == old
    )


def test_every_bar_has_a_part_and_a_name_of_its_own() -> None:
    assert {bar.part for bar in BARS} <= set(BENCHES)
    assert len({(bar.part, bar.name) for bar in BARS}) == len(BARS)


def test_the_machine_is_named_by_its_cores_and_its_memory_alone() -> None:
    assert re.fullmatch(r"Measured on \d+ cores, \d+ GiB of memory", performance.machine())


def test_a_part_that_there_is_not_is_reported() -> None:
    done = subprocess.run(
        [sys.executable, performance.__file__, "flor"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2 and "no such part: flor" in done.stderr
