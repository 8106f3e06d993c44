"""The bench of commands: what it reports, and that its claims are figures that it prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from benches.claimed import asked

from benchmarks.commands import Size, report, write
from benchmarks.measuring import Run
from benchmarks.performance import read_output
from report.building import compose

NAMES = ("build", "check", "verify", "verify --no-rebuild", "trace", "rebuild", "sign", "bag")


def size(rows: int) -> Size:
    runs = {name: Run(1, 100, rows / 1000 * place) for place, name in enumerate(NAMES, 1)}
    return Size(rows, runs)


def test_a_brief_has_its_rows_and_composes(tmp_path: Path) -> None:
    write(30, tmp_path)
    assert len((tmp_path / "events.csv").read_text("utf-8").splitlines()) == 31
    assert compose(tmp_path).html


def test_each_figure_of_a_claim_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    report([size(1_000), size(20_000), size(100_000)])
    output = read_output(capsys.readouterr().out)
    assert "| `verify` | 20,000 | 60.00 | 3.00 | 100 |" in output.body
    assert asked("commands") <= set(output.figures)
    assert output.figures["growth-verify"] == pytest.approx(1)
