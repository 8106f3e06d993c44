"""What grouping a million rows costs, against pandas: ``python benchmarks/measures.py [ROWS]
[RUNS]``.

Five measures (a count, a sum of whole numbers, an exact sum of amounts, a mean, a greatest value)
by two dimensions (a category, and the year of a date), and by a code of which there is one for
every five rows: the case of most groups. The table is read once by the intake; then
pandas and the engine group the same rows in turn, A B A B, and each pair gives a ratio. Every run
of the engine begins without anything that an earlier one computed. What is compared is the time of
the processors in user mode, which other work on the machine hardly changes. The garbage collector
runs as seldom as in the command.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import sys
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import bar  # noqa: E402
from report.brief.load import loaded_from_model  # noqa: E402
from report.brief.model import Brief  # noqa: E402
from report.intake import read_tables  # noqa: E402
from report.measures.engine import Engine  # noqa: E402
from report.measures.model import Result  # noqa: E402
from report.measures.query import Asked, Query  # noqa: E402
from report.processes import fewer_collections  # noqa: E402

MEASURES = {
    "rows": "count()",
    "persons": "sum(persons)",
    "amount": "sum(amount)",
    "mean": "mean(persons)",
    "most": "max(persons)",
}
CATEGORIES = ("لقاء", "زيارة", "اتفاق", "مؤتمر", "بيان", "ندوة", "تكوين", "معرض")
FIRST_YEAR, YEARS = 1996, 30
TYPES = {
    "category": "text",
    "code": "text",
    "date": "date",
    "persons": "integer",
    "amount": "number",
}
#: The dimensions of the groups: few groups, and many.
FEW, MANY = ("category", "year(date)"), ("code",)
#: How many rows have one code.
ROWS_OF_A_CODE = 5


def frame_of(rows: int) -> pd.DataFrame:
    """Return rows of events: a category, a code, a day, persons and an amount.

    A tenth of the persons are blank, but none of the first row of a code.
    """
    random = np.random.default_rng(17)
    days = random.integers(0, YEARS * 365, rows)
    persons = pd.array(random.integers(0, 5_000, rows), dtype="Int64")
    places = random.permutation(rows)
    persons[(random.random(rows) < 0.1) & (places % ROWS_OF_A_CODE > 0)] = pd.NA
    codes = [f"رمز-{place // ROWS_OF_A_CODE:07}" for place in places]
    return pd.DataFrame(
        {
            "category": pd.Series(random.choice(CATEGORIES, rows), dtype="string"),
            "code": pd.Series(codes, dtype="string"),
            "date": pd.Timestamp(FIRST_YEAR, 1, 1) + pd.to_timedelta(days, unit="D"),
            "persons": persons,
            "amount": random.integers(0, 10_000_000, rows) / 100,
        }
    )


def brief_of(types: Mapping[str, str], measures: Mapping[str, str]) -> Brief:
    """Return a brief with a table of events, the types of its columns, and measures over it."""
    columns = {name: {"label": name, "type": type_name} for name, type_name in types.items()}
    return Brief(
        brief={
            "title": "events",
            "period": f"{FIRST_YEAR}/{FIRST_YEAR + YEARS}",
            "issued": dt.date(2026, 1, 1),
            "reference": "1",
            "issuer": "bench",
            "classification": "bench",
        },
        tables={"events": {"label": "events", "columns": columns}},
        measures={
            name: {"label": name, "value": text, "from": "events"}
            for name, text in measures.items()
        },
        sections=[{"title": "bench", "blocks": [{"note": "bench"}]}],
    )


def by_pandas(frame: pd.DataFrame, dimensions: tuple[str, ...] = FEW) -> pd.DataFrame:
    """Return the five measures as pandas computes them."""
    keys = ["category", frame["date"].dt.year] if dimensions == FEW else list(dimensions)
    groups = frame.groupby(keys)
    return groups.agg(
        rows=("category", "size"),
        persons=("persons", "sum"),
        amount=("amount", "sum"),
        mean=("persons", "mean"),
        most=("persons", "max"),
    )


def user_time(work: Callable[[], object]) -> float:
    """Return the seconds of the processors, in user mode, that some work takes."""
    start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    work()
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime - start


def compared(rows: int, runs: int, dimensions: tuple[str, ...] = FEW) -> dict[str, float]:
    """Return the medians of both ways and of their ratio, for the groups of some dimensions.

    :raises ValueError: when they do not give the same.
    """
    frame = frame_of(rows)
    loaded = loaded_from_model(brief_of(TYPES, MEASURES), None, {"events": frame})
    tables = read_tables(loaded, {"events": frame})
    query = Query(measures=tuple(Asked(measure=name) for name in MEASURES), rows=dimensions)

    def by_engine() -> Result:
        return Engine(loaded, tables).result(query)

    check(by_engine(), by_pandas(frame, dimensions))
    pairs = []
    with fewer_collections():
        for _ in range(runs):
            pandas_time = user_time(lambda: by_pandas(frame, dimensions))
            engine_time = user_time(by_engine)
            pairs.append((pandas_time, engine_time))
    ratios = [engine / pandas for pandas, engine in pairs]
    return {
        "rows": rows,
        "pandas": round(median(pandas for pandas, _ in pairs), 3),
        "engine": round(median(engine for _, engine in pairs), 3),
        "ratio": round(median(ratios), 2),
        "least": round(min(ratios), 2),
        "greatest": round(max(ratios), 2),
    }


def check(result: Result, expected: pd.DataFrame) -> None:
    """Compare the cells of the engine with those of pandas.

    :raises ValueError: when one differs by more than the rounding of doubles.
    """
    target: dict[tuple[object, ...], tuple[float, ...]] = {
        key if isinstance(key, tuple) else (key,): tuple(map(float, line))
        for key, line in zip(expected.index, expected.itertuples(index=False), strict=True)
    }
    for row, members in enumerate(result.rows):
        numbers = target[tuple(member.value for member in members)]
        for index, (name, number) in enumerate(zip(MEASURES, numbers, strict=True)):
            value = result.cell(row, 0, index).value
            if not isinstance(value, int | Fraction):
                raise ValueError(f"{name}: {value!r}")
            if abs(float(value) - number) > 1e-9 * abs(number):
                raise ValueError(f"{name}: {value} {number}")
    if len(result.rows) != len(expected):
        raise ValueError(f"{len(result.rows)} groups for {len(expected)}")


def main() -> None:
    """Print the comparison."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    print(f"{rows:,} rows, {len(MEASURES)} measures")
    for name, about, dimensions in (
        ("measures", "by a category and the year of a date", FEW),
        ("measures-many", f"by a code, one for every {ROWS_OF_A_CODE} rows", MANY),
    ):
        outcome = compared(rows, runs, dimensions)
        print(f"{about}:")
        print(f"  pandas  {outcome['pandas']:.2f} s user time")
        print(
            f"  Mujaz   {outcome['engine']:.2f} s user time, {outcome['ratio']:.2f} times pandas "
            f"({outcome['least']:.2f} to {outcome['greatest']:.2f})"
        )
        bar(name, outcome["ratio"])
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
