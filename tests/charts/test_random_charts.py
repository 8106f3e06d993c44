"""Random charts of every registered kind: what is drawn is clear of faults, or refused in the project's own words.

What is drawn is measured from the SVG and the letters: :mod:`charts.ink`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from charts.ink import faults_of
from charts.random_charts import RandomBrief, RandomChart, chart_of
from properties import one_in, slow

from report.charts import KINDS, draw

#: How many charts of each kind are made of one random brief.
_OF_A_BRIEF = 3
#: Enough for more than 2,000 charts of all kinds in the slow run.
_BRIEFS = 25
SCRIPT = """
import hashlib, sys
from pathlib import Path
from charts.random_charts import RandomBrief, chart_of
from report.charts import KINDS
brief = RandomBrief.written(Path(sys.argv[1]), 3)
for kind in KINDS:
    for seed in range(4):
        chart = chart_of(brief, kind, seed)
        shown = repr(chart.drawing) if chart.drawing else chart.refusal.text("ar")
        print(kind, hashlib.sha256(shown.encode()).hexdigest())
"""


def charts_of(folder: Path, seed: int, kinds: Iterator[str]) -> Iterator[tuple[str, RandomChart]]:
    """Yield random charts of some kinds over the random brief of a seed, with what finds each again."""
    brief = RandomBrief.written(folder, seed)
    for kind in kinds:
        for number in range(_OF_A_BRIEF):
            yield f"{kind}/{seed}/{number}", chart_of(brief, kind, seed * 100 + number)


@pytest.mark.parametrize("seed", [slow(seed) for seed in range(_BRIEFS)])
def test_no_random_chart_has_a_fault(tmp_path: Path, seed: int) -> None:
    for name, chart in charts_of(tmp_path, seed, iter(KINDS)):
        check(name, chart)


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> RandomBrief:
    return RandomBrief.written(tmp_path_factory.mktemp("random"), 1000)


@pytest.mark.parametrize("kind", one_in(2, KINDS))
def test_a_random_chart_has_no_fault(brief: RandomBrief, kind: str) -> None:
    for seed in range(2):
        check(f"{kind}/{seed}", chart_of(brief, kind, seed))


def check(name: str, chart: RandomChart) -> None:
    """Check a chart that is drawn, or the words of its refusal."""
    if chart.drawing is None:
        assert chart.refusal is not None
        assert chart.refusal.text("ar") and chart.refusal.text("en"), name
        return
    assert faults_of(chart.drawing) == [], (name, chart.block)
    again = draw(chart.block["chart"], chart.data, width=chart.width)
    assert again == chart.drawing, name


@pytest.mark.slow
def test_most_random_charts_of_each_kind_are_drawn(tmp_path: Path) -> None:
    drawn: Counter[str] = Counter()
    for seed in range(6):
        folder = tmp_path / str(seed)
        folder.mkdir()
        for _, chart in charts_of(folder, seed, iter(KINDS)):
            drawn[chart.block["chart"]] += chart.drawing is not None
    assert [kind for kind in KINDS if not drawn[kind]] == []
    assert sum(drawn.values()) > 0.5 * 6 * _OF_A_BRIEF * len(KINDS)


@pytest.mark.slow
def test_random_charts_are_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    outputs = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        done = subprocess.run(
            # A refusal names the file of the brief: both processes are in their own folder.
            [sys.executable, "-c", SCRIPT, "."],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert len(outputs[0].splitlines()) == 4 * len(KINDS)
