"""Hard data for every registered kind: each gives a picture without a fault, or words that say what to do."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from charts.random_charts import RandomBrief, chart_of
from charts.test_random_charts import check
from properties import one_in

from report.charts import KINDS

#: The charts of each kind over each of the hard tables.
_CHARTS = 3
_LONG = "الوكالة الوطنية لتدبير المياه والغابات ومحاربة التصحر والمحافظة على التنوع البيولوجي وتنمية المناطق "
_SIZES = (0.001, 1e12, 1.0, 0.5, 1e6, 123456.789, 3e9, 0.02)
#: The number of categories and of series, the value of each by its place, and the label of a category.
HARD: dict[str, tuple[int, int, Callable[[int], Any], Callable[[int], str]]] = {
    "60 categories": (60, 2, lambda place: place % 17 + 1, lambda index: f"الفئة {index}"),
    "20 series": (4, 20, lambda place: place % 7 + 1, lambda index: f"الفئة {index}"),
    "from 0.001 to 10^12": (8, 1, lambda place: _SIZES[place % 8], lambda index: f"الفئة {index}"),
    "all negative": (6, 2, lambda place: -1.5 * (place + 1), lambda index: f"الفئة {index}"),
    "all equal": (6, 2, lambda place: 7, lambda index: f"الفئة {index}"),
    "one point": (1, 1, lambda place: 3, lambda index: "الوحيدة"),
    "all blank": (3, 2, lambda place: None, lambda index: f"الفئة {index}"),
    "all zero": (3, 2, lambda place: 0, lambda index: f"الفئة {index}"),
    "120 letters": (5, 2, lambda place: place + 2, lambda index: f"{index} {_LONG * 2}"[:120]),
    "one long word": (5, 2, lambda place: place + 2, lambda index: f"{'كهرومغناطيسية' * 4}{index}"),
    "mixed scripts": (
        4,
        2,
        lambda place: place + 2,
        lambda index: f"IMO 907472{index} ميناء A/B (٢٠١٠)",
    ),
}
_CASES = [(name, kind) for name in HARD for kind in KINDS]


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], RandomBrief]:
    written: dict[str, RandomBrief] = {}

    def brief_of(name: str) -> RandomBrief:
        if name not in written:
            written[name] = _brief(name, tmp_path_factory.mktemp("hard"))
        return written[name]

    return brief_of


@pytest.mark.parametrize("case", one_in(40, _CASES), ids=" in ".join)
def test_hard_data_give_a_picture_or_what_to_do(
    briefs: Callable[[str], RandomBrief], case: tuple[str, str]
) -> None:
    name, kind = case
    for seed in range(_CHARTS):
        check(f"{kind}/{seed}", chart_of(briefs(name), kind, seed))


def _brief(name: str, folder: Path) -> RandomBrief:
    count, width, value, label = HARD[name]
    members = {
        "name": [label(index) for index in range(count)],
        "group": [f"السلسلة {index}" for index in range(width)],
        "panel": ["الباب"],
    }
    rows = []
    for place in range(count * width):
        row, column = divmod(place, width)
        # A century from the first day to the last.
        day = date(1920, 3, 1) + timedelta(days=36_500 * place // max(count * width - 1, 1))
        texts = {"name": members["name"][row], "group": members["group"][column], "panel": "الباب"}
        dates = {"day": day, "last": day + timedelta(days=40 * place)}
        numbers = dict.fromkeys(("a", "b", "c"), value(place))
        places = {"place": "MA", "land": "سوس-ماسة", "north": 34.0, "east": -5.0}
        rows.append({**texts, **dates, **numbers, **places})
    return RandomBrief.of_rows(folder, members, rows, random.Random(name))
