"""The bench of documents of many pages: the briefs it writes, and how their growth is reported."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from benches.claimed import asked

from benchmarks import documents, long_briefs
from benchmarks.documents import SCALES, Case, Scale, exponents, grown
from benchmarks.long_briefs import KINDS_OF_GROWTH
from benchmarks.measuring import Run
from benchmarks.performance import read_output
from report.building import compose

PAGES = Scale("pages", "pages", (10, 100, 300))


def case(size: int, ours: float, theirs: float) -> Case:
    return Case(PAGES, size, size, [Run(9, 300, ours)], [Run(9, 200, theirs)])


@pytest.mark.parametrize("kind", KINDS_OF_GROWTH)
def test_a_brief_of_each_kind_is_read_and_composes(kind: str, tmp_path: Path) -> None:
    long_briefs.write(kind, 2, tmp_path)
    assert compose(tmp_path).html


@pytest.mark.parametrize("kind", KINDS_OF_GROWTH)
def test_a_brief_is_the_same_each_time_and_grows_with_its_size(kind: str, tmp_path: Path) -> None:
    def files(name: str, size: int) -> dict[str, bytes]:
        long_briefs.write(kind, size, tmp_path / name)
        paths = (path for path in (tmp_path / name).rglob("*") if path.is_file())
        return {str(path.relative_to(tmp_path / name)): path.read_bytes() for path in paths}

    small, again, large = files("small", 12), files("again", 12), files("large", 48)
    assert small == again
    assert sum(map(len, small.values())) < sum(map(len, large.values()))
    assert tomllib.loads(large["brief.toml"].decode())["brief"]["reference"] == "BENCH-2"


def test_each_measured_kind_can_be_written() -> None:
    assert {scale.kind for scale in SCALES} <= set(KINDS_OF_GROWTH)
    for scale in SCALES:
        assert list(scale.sizes) == sorted(set(scale.sizes))
        assert scale.smaller().sizes < scale.sizes


def test_the_growth_is_that_beyond_the_smallest_brief() -> None:
    ours, theirs = exponents(case(1, 2, 1), case(100, 12, 11), case(300, 32, 91))
    assert ours == pytest.approx(1) and theirs == pytest.approx(2)


def test_the_figures_are_those_that_the_page_asks_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(scale: Scale, size: int, rounds: int, _: Path) -> Case:
        runs = [Run(9, 300, 2 + size / 100)] * rounds
        return Case(scale, size, size, runs, runs)

    monkeypatch.setattr(documents, "measure", measured)
    documents.main(SCALES, 2)
    output = read_output(capsys.readouterr().out)
    assert asked("documents") <= set(output.figures)
    assert output.figures["growth-worst"] == pytest.approx(1, abs=0.03)
    assert {line.count("|") for line in output.body.splitlines() if "peak" in line} == {8}


def test_the_worst_kind_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    linear = (case(1, 2, 2), case(100, 12, 12), case(300, 32, 32))
    square = (case(1, 2, 2), case(100, 12, 12), case(300, 92, 46))
    assert len(list(grown([linear, square]))) == 4
    figures = read_output(capsys.readouterr().out).figures
    assert figures["growth-worst"] == pytest.approx(2) and figures["ratio-worst"] == 2
