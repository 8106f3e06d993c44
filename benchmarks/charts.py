"""What charts cost: ``python benchmarks/charts.py [ROWS] [RUNS]``.

The table is read once by the intake. Then pandas groups its rows as a chart does, and Mujaz makes
the chart from them: the measures, the data, the drawing; A B A B. What is compared is the time of
the processors in user mode, which other work on the machine hardly changes. Every run of Mujaz
begins without anything that an earlier one computed. At the end, the charts of a brief that has
every kind are drawn.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.measures import CATEGORIES, FIRST_YEAR, YEARS, brief_of, user_time  # noqa: E402
from benchmarks.measuring import bar  # noqa: E402
from report.arabic import parse_edtf  # noqa: E402
from report.brief.base import as_tuples  # noqa: E402
from report.brief.load import LoadedBrief, load_brief, loaded_from_model  # noqa: E402
from report.charts import draw  # noqa: E402
from report.charts.kind import ChartContext, chart_kind  # noqa: E402
from report.gallery import entries, write_gallery  # noqa: E402
from report.intake import read_tables  # noqa: E402
from report.intake.model import EventTable  # noqa: E402
from report.measures import count_measures  # noqa: E402
from report.measures.engine import Engine  # noqa: E402
from report.processes import COLLECTIONS  # noqa: E402

#: The width of a chart on a page, in points.
WIDTH = 459.0
COUNTRIES = ("MA", "DZ", "TN", "LY", "EG", "SD", "SA", "YE", "OM", "IQ", "SY", "JO", "MR")
MEASURES = {"rows": "count()", "persons": "sum(persons)", "mean": "mean(amount)"}
TYPES = {
    **dict.fromkeys(("category", "office", "town", "country"), "text"),
    "date": "date",
    "persons": "integer",
    **dict.fromkeys(("amount", "latitude", "longitude"), "number"),
}
TENTHS = np.array([0.1, 0.25, 0.5, 0.75, 0.9])

Group = Callable[[pd.DataFrame], object]


@dataclass(frozen=True, slots=True)
class Case:
    """A chart and the same groups in pandas."""

    keys: Mapping[str, Any]
    group: Group


def _year(frame: pd.DataFrame) -> pd.Series[Any]:
    year: pd.Series[Any] = frame["date"].dt.year
    return year


CASES = {
    "bars": Case(
        {"measures": ("persons",), "by": "category"},
        lambda frame: frame.groupby("category")["persons"].sum(),
    ),
    "columns": Case(
        {"measures": ("rows",), "by": "year(date)"},
        lambda frame: frame.groupby(_year(frame)).size(),
    ),
    "line": Case(
        {"measures": ("mean",), "by": "year(date)", "series": "category", "top": 4},
        lambda frame: frame.groupby([_year(frame), "category"])["amount"].mean(),
    ),
    "stacked": Case(
        {"measures": ("rows",), "by": "category", "series": "office"},
        lambda frame: frame.groupby(["category", "office"]).size(),
    ),
    "heat": Case(
        {"measures": ("persons",), "by": "year(date)", "series": "category"},
        lambda frame: frame.groupby(["category", _year(frame)])["persons"].sum(),
    ),
    "matrix": Case(
        {"table": "events", "by": "category", "series": "office"},
        lambda frame: frame.groupby(["category", "office"]).size(),
    ),
    "calendar": Case(
        {"measures": ("rows",), "by": "date", "where": f"year(date) >= {FIRST_YEAR + YEARS - 2}"},
        lambda frame: (
            frame[_year(frame) >= FIRST_YEAR + YEARS - 2].groupby("date", sort=True).size()
        ),
    ),
    "histogram": Case(
        {"measures": ("rows",), "by": "bin(amount, 2500)"},
        lambda frame: frame.groupby(np.floor(frame["amount"] / 2500)).size(),
    ),
    "scatter": Case(
        {"measures": ("persons", "mean"), "by": "town", "top": 300},
        lambda frame: frame.groupby("town").agg(
            persons=("persons", "sum"), mean=("amount", "mean")
        ),
    ),
    "box": Case(
        {"table": "events", "value": "persons", "by": "category", "whiskers": "tenths"},
        lambda frame: frame.groupby("category")["persons"].quantile(TENTHS),
    ),
    "map": Case(
        {"measures": ("rows",), "by": "country", "area": "arab-states", "worldview": "MA"},
        lambda frame: frame.groupby("country").size(),
    ),
    "points": Case(
        {
            "table": "events",
            "latitude": "latitude",
            "longitude": "longitude",
            "area": "world",
            "worldview": "MA",
        },
        lambda frame: frame.groupby(
            [np.floor(frame["latitude"] / 10), np.floor(frame["longitude"] / 10)]
        ).agg(rows=("latitude", "size"), y=("latitude", "mean"), x=("longitude", "mean")),
    ),
}  # fmt: skip


def frame_of(rows: int) -> pd.DataFrame:
    """Return rows of events: texts, a day, persons (a tenth of them blank), an amount, a place."""
    random = np.random.default_rng(18)
    days = random.integers(0, YEARS * 365, rows)
    persons = pd.array(random.integers(0, 5_000, rows), dtype="Int64")
    persons[random.random(rows) < 0.1] = pd.NA
    towns = [f"بلدة {number}" for number in range(1500)]

    def text(values: object) -> pd.Series[Any]:
        return pd.Series(random.choice(np.array(values), rows), dtype="string")

    return pd.DataFrame(
        {
            "category": text(CATEGORIES),
            "office": text(("أ", "ب", "ج", "د")),
            "town": text(towns),
            "country": text(COUNTRIES),
            "date": pd.Timestamp(FIRST_YEAR, 1, 1) + pd.to_timedelta(days, unit="D"),
            "persons": persons,
            "amount": random.integers(0, 10_000_000, rows) / 100,
            "latitude": random.integers(-6_000, 7_500, rows) / 100,
            "longitude": random.integers(-18_000, 18_000, rows) / 100,
        }
    )


def context_of(loaded: LoadedBrief, tables: Mapping[str, EventTable]) -> ChartContext:
    """Return what charts are made from, without anything computed."""
    return ChartContext(
        tables,
        {},
        "ar-MA",
        parse_edtf(loaded.model.brief.period),
        loaded.where,
        Engine(loaded, tables),
        lambda *findings: None,
    )


def made(kind: str, keys: Mapping[str, Any], context: ChartContext) -> None:
    """Make a chart: its data, and its drawing."""
    chosen = chart_kind(kind)
    chart = chosen.model.model_validate(as_tuples({"chart": kind, "caption": "رسم", **keys}))
    draw(kind, chosen.data(chart, context), width=WIDTH)


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians in seconds: of pandas, of Mujaz, of what Mujaz takes more."""

    pandas: float
    mujaz: float
    more: float


def compared(rows: int, runs: int) -> Iterator[tuple[str, Compared]]:
    """Yield each kind with what it costs."""
    frame = frame_of(rows)
    loaded = loaded_from_model(brief_of(TYPES, MEASURES), None, {"events": frame})
    tables = read_tables(loaded, {"events": frame})
    for kind, case in CASES.items():
        made(kind, case.keys, context_of(loaded, tables))
        pairs = []
        for _ in range(runs):
            context = context_of(loaded, tables)
            by_pandas = user_time(partial(case.group, frame))
            pairs.append((by_pandas, user_time(partial(made, kind, case.keys, context))))
        yield (
            kind,
            Compared(
                median(pandas for pandas, _ in pairs),
                median(mujaz for _, mujaz in pairs),
                median(mujaz - pandas for pandas, mujaz in pairs),
            ),
        )


def gallery_time(runs: int) -> tuple[int, float]:
    """Return how many charts the gallery has, and the seconds that all of them take."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "gallery"
        folder.mkdir()
        write_gallery(folder, entries())
        loaded = load_brief(folder)
        tables = read_tables(loaded)
    measures = count_measures(loaded, tables)
    blocks = [
        block
        for section in loaded.model.sections
        for block in section.blocks
        if hasattr(block, "chart")
    ]

    def all_charts() -> None:
        context = replace(context_of(loaded, tables), measures=measures)
        for block in blocks:
            draw(block.chart, chart_kind(block.chart).data(block, context), width=WIDTH)

    all_charts()
    return len(blocks), median(user_time(all_charts) for _ in range(runs))


def main() -> None:
    """Print the comparison."""
    # As the command does.
    gc.set_threshold(*COLLECTIONS)
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print(f"{rows:,} rows, user time in seconds: pandas groups them, Mujaz makes the chart")
    more: list[float] = []
    for kind, costs in compared(rows, runs):
        more.append(costs.more)
        print(
            f"{kind:<10} pandas {costs.pandas:6.3f}   Mujaz {costs.mujaz:6.3f}   "
            f"more {costs.more:+.3f}"
        )
    count, seconds = gallery_time(runs)
    print(f"the {count} charts of the gallery {seconds:.2f} s")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    bar("median", median(more))
    bar("slowest", max(more))
    bar("thirty", seconds / count * 30)


if __name__ == "__main__":
    main()
