"""The page of the benches: claims and worst cases, and the sections that stay unchanged."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from benches.claimed import claimed

from benchmarks import performance
from benchmarks.claims import Claim, Figure, Section
from benchmarks.measuring import better
from benchmarks.performance import (
    PAGE,
    SECTIONS,
    claims,
    figures_of,
    page_of,
    read_output,
    section,
    sections_of,
)

FLOOR = "mujaz build\n#bar floor 1.146\n  ratio 1.15\n#bar nothing nan\n"
LARGE = "| rows |\n|---|\n| 1 |\n#bar growth-1000000-zipf-csv 1.010\n"
SLOWER = "#better Typst | 20 rows | time (s) | 0.30 | 1.80\n"


def test_figures_and_better_programs_are_taken_out() -> None:
    output = read_output(f"a\n#bar one-1,000 1.5\n\n{SLOWER}  b\n#bar two -0.25\n")
    assert output.body == "a\n\n  b"
    assert output.figures == {"one-1,000": 1.5, "two": -0.25}
    assert output.better == ["Typst | 20 rows | time (s) | 0.30 | 1.80"]


def test_only_a_program_that_takes_less_is_better(capsys: pytest.CaptureFixture[str]) -> None:
    better("Typst", "20 rows", "time (s)", 0.3, 1.8)
    better("Typst", "20,000 rows", "time (s)", 16.1, 5.4)
    assert capsys.readouterr().out == SLOWER


def test_a_goal_is_met_up_to_its_limit() -> None:
    most, least = Figure("", "", 4, " s"), Figure("", "", 5, " times", most=False)
    assert most.met(4.0) and not most.met(4.01)
    assert least.met(5.0) and not least.met(4.99)


def test_a_figure_says_what_was_measured_and_whether_its_goal_is_met() -> None:
    figure = Figure("A thing", "", 1000, " MB", digits=0)
    assert figure.cells(1234.4) == "A thing | at most 1000 MB | 1,234 MB | **no**"
    assert figure.cells(999.0) == "A thing | at most 1000 MB | 999 MB | yes"
    missing = "A thing | at most 1000 MB | not measured | "
    assert figure.cells(None) == figure.cells(float("nan")) == missing


def test_a_claim_has_a_line_for_each_worst_case() -> None:
    claim, worst, second = (Figure(text, text, 1) for text in ("claim", "worst", "second"))
    pairs = list(Claim(claim, worst, (second,)).pairs())
    assert pairs == [(claim, worst), (None, second)]


def test_the_page_begins_with_every_claim_and_its_worst_cases() -> None:
    page = page_of({"floor": section("floor", FLOOR, 0)})
    line = (
        "| The first brief, as a multiple of its floor | at most 1.1 times | 1.15 times | **no** |"
    )
    assert line in page
    assert "| A build after no change | at most 0.3 s | not measured |" in page
    assert page.count("not measured") == len(claimed()) - 1
    assert "#bar" not in page
    assert {row.count("|") for row in claims({})} == {9}


def test_where_another_program_is_better_is_shown_at_the_head() -> None:
    page = page_of({"floor": section("floor", FLOOR + SLOWER, 0), "large": "## Large\n"})
    head, end = page.split("## Where another program is better\n", 1)
    assert (
        head.startswith("# Performance") and "| Typst | 20 rows | time (s) | 0.30 | 1.80 |" in end
    )
    assert "Where another" not in page_of({"floor": section("floor", FLOOR, 0)})
    assert page_of(sections_of(page)) == page.replace("\n## Large\n", "")


def test_the_sections_of_a_page_stay_as_they_are() -> None:
    sections_by_name = {"floor": section("floor", FLOOR, 0), "large": section("large", LARGE, 0)}
    page = page_of(sections_by_name)
    assert sections_of(page) == sections_by_name
    assert page_of(sections_of(page)) == page
    figures = figures_of("large", sections_of(page)["large"])
    assert figures == {"growth-1000000-zipf-csv": 1.01}
    reordered = page_of(dict(reversed(sections_by_name.items())))
    assert list(sections_of(reordered)) == ["floor", "large"]


def test_the_page_is_written_from_its_own_figures() -> None:
    page = PAGE.read_text("utf-8")
    assert page_of(sections_of(page)) == page


def test_only_the_sections_that_are_named_are_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = tmp_path / "performance.md"
    page.write_text(page_of({"floor": section("floor", FLOOR, 0)}), "utf-8")
    called: list[str] = []

    def answered(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        called.append(Path(command[1]).name)
        return subprocess.CompletedProcess(command, 0, LARGE)

    monkeypatch.setattr(performance.subprocess, "run", answered)
    performance.main(["large"], page)
    assert called == ["registers.py"]
    text = page.read_text("utf-8")
    assert "1.15 times | **no**" in text and "| 1.010 | yes |" in text


def test_a_section_that_fails_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = tmp_path / "performance.md"

    def answered(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        fails = Path(command[1]).name == "intake.py"
        return subprocess.CompletedProcess(command, int(fails), "" if fails else FLOOR)

    monkeypatch.setattr(performance.subprocess, "run", answered)
    old = section("intake", "as it was\n", 0)
    page.write_text(page_of({"intake": old}), "utf-8")
    assert performance.main(["floor", "intake", "batch"], page) == ["intake"]
    sections_by_name = sections_of(page.read_text("utf-8"))
    assert list(sections_by_name) == ["floor", "intake", "batch"]
    assert sections_by_name["intake"] == old


def test_every_figure_is_of_a_section_that_exists() -> None:
    assert {name for name, _ in claimed()} <= set(SECTIONS)
    assert all(isinstance(bench, Section) for bench in SECTIONS.values())


def test_a_claim_is_made_once() -> None:
    keys = []
    for name, bench in SECTIONS.items():
        keys += [(claim.figure.section or name, claim.figure.name) for claim in bench.claims]
    assert len(set(keys)) == len(keys)


def test_the_machine_is_named_by_its_cores_its_memory_and_its_load_alone() -> None:
    line = r"Measured on \d+ cores, \d+ GiB of memory; load of other work before: 1\.3"
    assert re.fullmatch(line, performance.machine(1.26))


def test_an_unknown_section_is_reported() -> None:
    done = subprocess.run(
        [sys.executable, performance.__file__, "flor"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2 and "no such section: flor" in done.stderr
