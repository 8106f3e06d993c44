"""The bench of commands: what it reports, and that its claims are figures that it prints."""

from __future__ import annotations

import math
import re
from functools import partial
from pathlib import Path

import pytest
from benches.claimed import asked

from benchmarks.claims import Figure
from benchmarks.commands import (
    NO_EXPONENT,
    Size,
    exponents,
    middle_runs,
    report,
    report_real,
    write,
)
from benchmarks.measuring import Run
from benchmarks.performance import read_output
from report.building import compose

NAMES = ("build", "check", "verify", "verify --no-rebuild", "trace", "rebuild", "sign", "bag")


def size(rows: int) -> Size:
    runs = {name: Run(1, 100, 2 + rows / 1000 * place) for place, name in enumerate(NAMES, 1)}
    return Size(rows, runs)


def test_a_brief_has_its_rows_and_composes(tmp_path: Path) -> None:
    write(30, tmp_path)
    assert len((tmp_path / "events.csv").read_text("utf-8").splitlines()) == 31
    assert compose(tmp_path).html


def test_each_figure_of_a_claim_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    report(size(0), [size(1_000), size(20_000), size(100_000)])
    report_real(size(20_000))
    output = read_output(capsys.readouterr().out)
    assert "| `verify` | 20,000 | 1.00 | 62.00 | 2.82 | 100 |" in output.body
    assert asked("commands") <= set(output.figures)
    assert output.figures["growth-beyond-verify"] == pytest.approx(1)
    assert output.figures["growth-later-verify"] == pytest.approx(1)


def test_what_every_command_costs_does_not_hide_its_growth() -> None:
    sizes = [size(rows) for rows in (1_000, 20_000, 100_000)]
    whole, beyond, later = exponents(size(0), sizes, "trace")
    assert whole < 0.95 and beyond == pytest.approx(1) and later == pytest.approx(1)
    whole, beyond, later = exponents(size(1_000), sizes, "trace")
    assert whole < 0.95 and math.isnan(beyond) and later > 1


def test_short_commands_run_several_times_and_long_ones_once() -> None:
    """In turns."""
    order: list[str] = []
    times = {"short": iter((3.0, 1.0, 2.0, 9.0, 4.0)), "long": iter((60.0,))}

    def run_once(name: str) -> Run:
        order.append(name)
        return Run(seconds := next(times[name]), 100.0, seconds)

    short, long = middle_runs([partial(run_once, name) for name in times])
    assert (short.processor, long.processor) == (3.0, 60.0)
    assert order == ["short", "long", *["short"] * 4]


def test_commands_are_measured_with_real_texts_too(capsys: pytest.CaptureFixture[str]) -> None:
    taken = {
        "build": Run(4, 100, 5),
        "verify": Run(5, 100, 6),
        "verify --no-rebuild": Run(6, 90, 7),
    }
    report_real(Size(20_000, taken))
    output = read_output(capsys.readouterr().out)
    assert "| `verify` | 20,000 | 5.00 | 6.00 | 1.20 | 100 |" in output.body
    assert output.figures["verify-real"] == pytest.approx(1.2)
    assert output.figures["verify-no-rebuild-real"] == pytest.approx(1.4)


def test_growth_less_than_the_noise_is_no_growth(capsys: pytest.CaptureFixture[str]) -> None:
    noisy = {rows: dict(size(rows).runs) for rows in (1, 1_000, 20_000, 100_000)}
    noisy[20_000]["check"], noisy[1_000]["sign"] = Run(1, 100, 900), Run(1, 100, 1)
    base, *sizes = (Size(rows, runs) for rows, runs in noisy.items())
    report(base, sizes)
    output = read_output(capsys.readouterr().out)
    assert output.body.endswith(NO_EXPONENT)
    assert re.search(r"^\| `check` \| 0\.\d\d \| 1\.00 \| – \|$", output.body, re.MULTILINE)
    assert re.search(r"^\| `sign` \| 1\.\d\d \| – \| 1\.00 \|$", output.body, re.MULTILINE)
    goal = Figure("Growth", "growth-later-check", 1.05)
    assert goal.cells(output.figures[goal.name]).endswith("| not measured | ")
    assert not goal.met(output.figures[goal.name])
