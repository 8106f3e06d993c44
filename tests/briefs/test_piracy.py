"""The second brief: its numbers are those of its table, counted another way, and its PDF verifies."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest

from report.brief.asking import Asking
from report.brief.load import load_brief
from report.building import build, verify
from report.errors import Location
from report.intake import read_tables
from report.measures.asking import query_of
from report.measures.engine import Engine

if TYPE_CHECKING:
    from report.measures.results import Result

BRIEF = Path(__file__).parents[2] / "data" / "piracy-1993-2020"


@pytest.fixture(scope="module")
def engine() -> Engine:
    brief = load_brief(BRIEF)
    return Engine(brief, read_tables(brief))


@pytest.fixture(scope="module")
def attacks() -> list[dict[str, str]]:
    with (BRIEF / "attacks.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _asked(engine: Engine, rows: str, measure: str, **keys: object) -> Result:
    asking = Asking.model_validate({"measures": (measure,), **keys})
    return engine.result(query_of(asking, [[rows]], [], lambda *_: Location()))


def test_attacks_of_each_year_are_those_of_the_file(
    engine: Engine, attacks: list[dict[str, str]]
) -> None:
    result = _asked(engine, "year(date)", "attacks")
    years = {
        line[0].value: result.cell(index, 0, 0).value for index, line in enumerate(result.rows)
    }
    assert years == Counter(int(attack["date"][:4]) for attack in attacks)


def test_the_countries_with_most_attacks_and_their_medians(
    engine: Engine, attacks: list[dict[str, str]]
) -> None:
    result = _asked(engine, "nearest_country", "median_distance", top=3, sort=("-attacks",))
    distances = [float(attack["shore_distance"]) for attack in attacks]
    codes = [attack["nearest_country"] for attack in attacks]
    most = []
    for code, _ in Counter(code for code in codes if code != "NA").most_common(3):
        most.append(code)
    medians = []
    for wished in most:
        medians.append(
            median(
                distance for distance, code in zip(distances, codes, strict=True) if code == wished
            )
        )
    shown = [float(result.cell(index, 0, 0).value) for index in range(3)]
    assert shown == pytest.approx(medians)


@pytest.mark.slow
def test_it_has_some_25_pages_and_verifies(tmp_path: Path) -> None:
    edition = build(BRIEF, tmp_path / "piracy.pdf")
    assert 22 <= edition.pages <= 32
    report = verify(edition.path)
    assert report.level == "rebuilt"
