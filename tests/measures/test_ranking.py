"""Which members ``top`` keeps when what is shown cannot rank them, and which members are blank."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.intake import read_tables
from report.measures.engine import Engine
from report.measures.model import Result
from report.measures.query import Asked, Query
from report.measures.show import parse_show

COLUMNS = """\
[tables.meetings.columns]
country = { label = "البلد" }
city = { label = "المدينة" }
year = { type = "year", label = "السنة" }
killed = { type = "integer", label = "القتلى" }
[measures.n]
label = "العدد"
value = "count(meetings)"
[measures.killed]
label = "القتلى"
value = "sum(killed)"
[measures.growth]
label = "التغير"
value = "n"
show = "change from previous"
"""
ROWS = [
    ("مصر", "القاهرة", 2019, 1),
    ("مصر", "القاهرة", 2020, 2),
    ("مصر", "", 2020, 3),
    ("تونس", "صفاقس", 2020, None),
    ("اليمن", "عدن", 2019, 4),
    ("اليمن", "عدن", 2020, 5),
    ("اليمن", "صنعاء", 2020, 6),
    ("اليمن", "صنعاء", 2020, 6),
    ("", "", 2020, 7),
]
ALONG_COLUMNS = [
    "change from previous",
    "difference from previous",
    "value of previous",
    "running total",
    "index",
    "change from '2019'",
    "contribution",
    "share of row",
]


def _engine(rows: list[tuple[Any, ...]]) -> Engine:
    with tempfile.TemporaryDirectory() as folder:
        cells = []
        for row in rows:
            cells.append(",".join("" if cell is None else str(cell) for cell in row))
        csv = "\n".join(["country,city,year,killed", *cells]) + "\n"
        brief = loaded(Path(folder), HEADING + TABLE + COLUMNS + SECTION, csv)
        return Engine(brief, read_tables(brief))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return _engine(ROWS)


def _asked(measure: str, *show: str, of: str | None = None) -> Asked:
    return Asked(measure=measure, show=tuple(parse_show(words, of) for words in show))


def _labels(result: Result) -> list[str]:
    lines = []
    for members in result.rows:
        lines.append("/".join(member.label for member in members))
    return lines


def _notes(result: Result) -> list[tuple[str, object]]:
    return [(note.key, note.values.get("count")) for note in result.notes]


@pytest.mark.parametrize("show", ALONG_COLUMNS)
def test_rows_rank_by_the_measure_where_what_is_shown_compares_columns(
    engine: Engine, show: str
) -> None:
    keys: dict[str, Any] = {"rows": ("country",), "columns": ("year",), "missing": "hide"}
    of = "year" if show == "running total" else None
    asked = _asked("n", show) if of is None else Asked(measure="growth")
    first = engine.result(Query(measures=(asked,), top=2, **keys))
    assert _labels(first) == ["اليمن", "مصر"]
    assert ("note.not-shown", 1) in _notes(first)
    last = engine.result(Query(measures=(asked,), bottom=2, **keys))
    assert _labels(last) == ["تونس", "مصر"]
    by_sort = engine.result(Query(measures=(asked,), sort=("-n",), **keys))
    assert _labels(by_sort) == ["اليمن", "مصر", "تونس"]


def test_what_compares_the_rows_still_ranks_them(engine: Engine) -> None:
    result = engine.result(
        Query(measures=(_asked("n", "change from previous"),), rows=("year",), top=1)
    )
    assert _labels(result) == ["2020"]  # 2019 has no year before it


def test_columns_rank_by_the_measure_where_what_is_shown_compares_rows(engine: Engine) -> None:
    result = engine.result(
        Query(
            measures=(_asked("n", "change from previous"),),
            rows=("year",),
            columns=("country",),
            top=1,
            top_of="country",
            missing="hide",
        )
    )
    assert [members[0].label for members in result.columns] == ["اليمن"]


def test_members_without_a_value_are_last_and_those_not_shown_are_counted(engine: Engine) -> None:
    keys: dict[str, Any] = {"measures": (_asked("killed"),), "rows": ("country",)}
    result = engine.result(Query(missing="hide", top=3, **keys))
    assert _labels(result) == ["اليمن", "مصر", "تونس"]
    result = engine.result(Query(missing="hide", bottom=2, **keys))
    assert (_labels(result), ("note.not-shown", 1) in _notes(result)) == (["مصر", "اليمن"], True)


def test_a_member_of_several_columns_is_blank_only_if_all_are(engine: Engine) -> None:
    rows = (("country", "city"),)
    result = engine.result(Query(measures=(_asked("n"),), rows=rows, sort=("-killed",)))
    kinds = dict(zip(_labels(result), (line[0].kind for line in result.rows), strict=True))
    assert _labels(result)[-1] == "غير مذكور/غير مذكور" and kinds["مصر/غير مذكور"] == "value"
    assert _labels(result).index("مصر/غير مذكور") == 3
    hidden = engine.result(Query(measures=(_asked("n"),), rows=rows, missing="hide"))
    assert "مصر/غير مذكور" in _labels(hidden) and len(hidden.rows) == 5
    (note,) = hidden.notes
    assert (note.key, note.values) == (
        "note.hidden-missing",
        {"dimension": "البلد، المدينة", "count": 1},
    )


def test_a_member_with_one_blank_is_ranked_and_may_be_among_the_others(engine: Engine) -> None:
    rows = (("country", "city"),)
    keys: dict[str, Any] = {"rows": rows, "missing": "hide"}
    ranked = engine.result(Query(measures=(_asked("killed", "rank"),), **keys))
    ranks = [ranked.cell(row, 0, 0).value for row in range(len(ranked.rows))]
    assert dict(zip(_labels(ranked), ranks, strict=True)) == {
        "مصر/القاهرة": 3,
        "مصر/غير مذكور": 3,
        "تونس/صفاقس": None,
        "اليمن/عدن": 2,
        "اليمن/صنعاء": 1,
    }
    top = engine.result(Query(measures=(_asked("killed"),), top=2, others="غيرها", **keys))
    values = [top.cell(row, 0, 0).value for row in range(len(top.rows))]
    assert (_labels(top)[-1].strip("/"), values) == ("غيرها", [12, 9, 6])


def test_a_running_total_runs_over_all_members_of_several_columns(engine: Engine) -> None:
    result = engine.result(
        Query(measures=(_asked("n", "running total"),), rows=(("country", "city"),))
    )
    values = [result.cell(row, 0, 0).value for row in range(len(result.rows))]
    assert values == [2, 3, 4, 6, 8, None]


_cell = st.sampled_from(["أ", "ب", "ج", ""])
_rows = st.lists(
    st.tuples(_cell, _cell, st.sampled_from([2019, 2020]), st.integers(0, 5) | st.none()),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(_rows, st.integers(1, 4), st.sampled_from(["n", "killed"]), st.booleans())
def test_top_keeps_as_many_members_as_there_are(
    rows: list[tuple[Any, ...]], count: int, measure: str, is_pair: bool
) -> None:
    """Nothing is lost: the kept, the counted and the blank members are all members."""
    engine = _engine(rows)
    dimension: Any = ("country", "city") if is_pair else "country"
    width = 2 if is_pair else 1
    asked = _asked(measure, "change from previous")
    keys: dict[str, Any] = {"measures": (asked,), "rows": (dimension,), "columns": ("year",)}
    result = engine.result(Query(top=count, **keys))
    members = {row[:width] for row in rows}
    names = {member for member in members if any(member)}
    printed = []
    for line in result.rows:
        if not all(m.kind == "missing" for m in line):
            printed.append(line)
    assert len(printed) == min(count, len(names))
    assert dict(_notes(result)).get("note.not-shown", 0) == len(names) - len(printed)
    hidden = engine.result(Query(missing="hide", **keys))
    assert len(hidden.rows) == len(names)
