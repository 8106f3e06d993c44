"""Random queries of nested groups, completed members and periods, with the SQL that answers each."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from measures.sql_cases import (
    ADDABLE,
    COUNTS,
    DIMENSIONS,
    MEASURES,
    STACKED,
    Case,
    Grid,
    percentage,
    random_condition,
)

from report.measures.query import Asked, Query
from report.measures.show import parse_show

#: Measures that both sides compute without rounding, so that equal values are equal.
EXACT = (*ADDABLE, "most", "least", "kinds", "sum_z", "most_z", "commonest", "latest", "sum_b")
#: Dimensions of time that have a year before, with the SQL of a number of steps back and of a year.
STEPS = {
    "year(d)": ("{0} - {1}", "{0} - 1"),
    "year_quarter(d)": ("({0} - {1} * INTERVAL 3 MONTH)::DATE", "({0} - INTERVAL 1 YEAR)::DATE"),
    "year_month(d)": ("({0} - {1} * INTERVAL 1 MONTH)::DATE", "({0} - INTERVAL 1 YEAR)::DATE"),
}
#: Dimensions that can be completed: the members, from the least to the greatest, and a range.
COMPLETE = {
    "half(d)": ("SELECT unnest(generate_series(1, 2)) AS member", None),
    "quarter(d)": ("SELECT unnest(generate_series(1, 4)) AS member", None),
    "month(d)": ("SELECT unnest(generate_series(1, 12)) AS member", None),
    "weekday(d)": ("SELECT unnest(generate_series(1, 7)) AS member", None),
    "year(d)": (
        "SELECT unnest(generate_series(min(r0), max(r0))) AS member FROM f",
        ((2018, 2024), "SELECT unnest(generate_series(2018, 2024)) AS member"),
    ),
    "year_month(d)": (
        "SELECT unnest(generate_series(min(r0), max(r0), INTERVAL 1 MONTH))::DATE AS member FROM f",
        (
            ("2020-11", "2023-02"),
            "SELECT unnest(generate_series(DATE '2020-11-01', DATE '2023-02-01',"
            " INTERVAL 1 MONTH))::DATE AS member",
        ),
    ),
}


def further_case(source: random.Random) -> Case:
    """Return a random query of one of the kinds of this module."""
    condition = random_condition(source) if source.random() < 0.4 else None
    kinds = (
        _nested_case,
        _group_case,
        _completed_case,
        _compared_case,
        _rounded_case,
        _stacked_case,
    )
    return source.choice(kinds)(source, condition, source.random() < 0.5)


def _query(condition: tuple[str, str] | None, hides: bool, **keys: object) -> Query:
    where = None if condition is None else condition[0]
    return Query(where=where, missing="hide" if hides else "show", **keys)  # type: ignore[arg-type]


# Nested groups ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Nested:
    """What of nested groups is printed.

    :param count: how many inner members of each group are kept; ``None`` for all.
    :param at_least: how many rows a group has that ``having`` keeps.
    :param place: the window function that says which members ``count`` keeps.
    """

    grid: Grid
    count: int | None
    is_top: bool
    has_others: bool
    at_least: int
    totals: Sequence[str]
    place: str = "row_number()"

    def sql(self) -> str:
        """Return the query: each line with its kind, in order."""
        measure = MEASURES[self.grid.measures[0]][1]
        direction = "DESC" if self.is_top else "ASC"
        chosen = "TRUE" if self.count is None else f"standing <= {self.count}"
        rest = "FALSE"
        if self.has_others:
            rest = "f.r1 IS NOT NULL AND k.n IS NULL AND s.shown"
        lines = [
            "SELECT 'value' AS kind, r0, r1, m0, 1 AS part, place FROM kept WHERE r1 IS NOT NULL",
            f"SELECT 'others', r0, NULL, {measure}, 2, 0 FROM marked WHERE is_other GROUP BY r0",
            "SELECT 'missing', r0, NULL, m0, 3, 0 FROM kept WHERE r1 IS NULL",
        ]
        if "groups" in self.totals:
            lines.append(
                f"SELECT 'subtotal', r0, NULL, {measure}, 4, 0 FROM marked"
                " WHERE is_kept OR is_other GROUP BY r0"
            )
        ordered = " UNION ALL ".join(
            f"SELECT kind, r0, r1, m0, 1 AS whole, part, place FROM ({line}) AS x(kind, r0, r1, m0,"
            " part, place)"
            for line in lines
        )
        if "columns" in self.totals:
            ordered += (
                f" UNION ALL SELECT 'total', NULL, NULL, {measure}, 2, 0, 0 FROM marked"
                " WHERE is_kept OR is_other"
            )
        tie = "" if self.place == "rank()" else ", r1"
        same = "k.r0 IS NOT DISTINCT FROM f.r0"
        return (
            f"WITH f AS ({self.grid.filtered()}), v AS (SELECT r0, r1, {measure} AS m0,"
            " count(*) AS n FROM f GROUP BY r0, r1), placed AS (SELECT *, row_number() OVER"
            f" (PARTITION BY r0, r1 IS NULL ORDER BY m0 {direction} NULLS LAST, r1) AS place,"
            f" {self.place} OVER (PARTITION BY r0, r1 IS NULL ORDER BY m0 {direction} NULLS LAST"
            f"{tie}) AS standing FROM v"
            f" WHERE n >= {self.at_least}),"
            f" kept AS (SELECT * FROM placed WHERE r1 IS NULL OR ({chosen})),"
            " shown AS (SELECT DISTINCT r0, TRUE AS shown FROM kept),"
            f" marked AS (SELECT f.*, k.n IS NOT NULL AS is_kept, coalesce({rest}, FALSE) AS"
            f" is_other FROM f LEFT JOIN kept AS k ON {same} AND k.r1 IS NOT DISTINCT FROM f.r1"
            " LEFT JOIN shown AS s ON s.r0 IS NOT DISTINCT FROM f.r0)"
            f" SELECT kind, r0, r1, m0 FROM ({ordered})"
            " ORDER BY whole, r0 IS NULL, r0, part, place"
        )


def _nested_case(source: random.Random, condition: tuple[str, str] | None, hides: bool) -> Case:
    """Return a query of two dimensions, the inner one in each member of the outer one."""
    rows = tuple(source.sample(list(DIMENSIONS), 2))
    measure = source.choice(EXACT)
    count = source.choice([None, 1, 2, 3])
    at_least = source.choice([0, 0, 2, 3])
    is_top = source.random() < 0.7
    has_others = (count is not None or at_least > 0) and source.random() < 0.6
    totals = tuple(name for name in ("groups", "columns") if source.random() < 0.6)
    ties = source.choice(["label", "keep"])
    query = _query(
        condition,
        hides,
        measures=(Asked(measure=measure),),
        rows=rows,
        having=f"n >= {at_least}" if at_least else None,
        top=count if is_top else None,
        bottom=None if is_top else count,
        ties=ties,
        others="others" if has_others else None,
        sort=(rows[0], f"-{measure}" if is_top else measure),
        totals=frozenset(totals),
    )
    grid = Grid(rows, (), condition and condition[1], hides, (measure,))
    nested = Nested(grid, count, is_top, has_others, at_least, totals, _PLACES[ties])
    return Case(query, nested.sql(), is_ordered=True)


_PLACES = {"label": "row_number()", "keep": "rank()"}


def _group_case(source: random.Random, condition: tuple[str, str] | None, hides: bool) -> Case:
    """Return a query of what begins again in each member of the outer dimension."""
    outer = source.choice(["g", "k", "b"])
    inner = source.choice([text for text in DIMENSIONS if text != outer])
    measure = source.choice([*ADDABLE, "sum_z"])
    show = source.choice(["running total", "rank", "rank ascending"])
    query = _query(
        condition,
        hides,
        measures=(Asked(measure=measure, show=(parse_show(show, outer),)),),
        rows=(outer, inner),
        sort=(outer, inner),
    )
    grid = Grid((outer, inner), (), condition and condition[1], hides, (measure,))
    blank = "r0 IS NULL OR r1 IS NULL"
    value = (
        "CASE WHEN r1 IS NOT NULL THEN sum(m0) OVER (PARTITION BY r0 ORDER BY r1 NULLS LAST) END"
    )
    if show.startswith("rank"):
        direction = "ASC" if show.endswith("ascending") else "DESC"
        piece = f"PARTITION BY r0, m0 IS NULL, {blank}"
        value = (
            f"CASE WHEN m0 IS NOT NULL AND NOT ({blank}) THEN rank() OVER ({piece} ORDER BY m0"
            f" {direction}) END"
        )
    kind = "CASE WHEN r1 IS NULL THEN 'missing' ELSE 'value' END"
    sql = (
        f"SELECT {kind}, r0, r1, {value} FROM ({grid.cells()}) ORDER BY r0 IS NULL, r0,"
        " r1 IS NULL, r1"
    )
    return Case(query, sql, is_ordered=True)


# Members without rows -----------------------------------------------------------------------


def _completed_case(source: random.Random, condition: tuple[str, str] | None, hides: bool) -> Case:
    """Return a query of a dimension of time with members that no row has."""
    dimension = source.choice(list(COMPLETE))
    measure = source.choice([*EXACT, "mean_y", "median_x", "share", "ratio"])
    members, bounds = COMPLETE[dimension]
    complete: object = True
    if bounds is not None and source.random() < 0.5:
        complete, members = bounds
    query = _query(
        condition,
        hides,
        measures=(Asked(measure=measure),),
        rows=(dimension,),
        complete=complete,
    )
    grid = Grid((dimension,), (), condition and condition[1], hides, (measure,))
    own = MEASURES[measure][1]
    sql = (
        f"WITH f AS (SELECT *, 1 AS present FROM ({grid.filtered()})), every AS (SELECT member FROM"
        f" ({members}) UNION SELECT r0 FROM f WHERE r0 IS NOT NULL)"
        f" SELECT kind, member, m0 FROM (SELECT 'value' AS kind, member,"
        f" {grid.aggregate(measure)} AS m0, 1 AS part FROM every LEFT JOIN f ON r0 = member"
        f" WHERE member IS NOT NULL GROUP BY member"
        f" UNION ALL SELECT 'missing', NULL, {own}, 2 FROM f WHERE r0 IS NULL HAVING count(*) > 0)"
        " ORDER BY part, member"
    )
    return Case(query, sql, is_ordered=True)


# Along time ---------------------------------------------------------------------------------


def _compared_case(source: random.Random, condition: tuple[str, str] | None, hides: bool) -> Case:
    """Return a query of values beside those of the year before, or of several periods together."""
    time, measure = source.choice(list(STEPS)), source.choice([*ADDABLE, "sum_z"])
    rest = tuple(source.sample(["g", "k", "b"], source.choice([0, 1])))
    sides = ((time,), rest) if source.random() < 0.6 or not rest else (rest, (time,))
    count = source.choice([2, 3, 4])
    show = source.choice(
        ["value of last year", "difference from last year", "change from last year",
         "contribution", "contribution from last year", f"moving total of {count}", f"moving mean of {count}"]
    )  # fmt: skip
    of = time if show.startswith("contribution") else None
    query = _query(
        condition,
        hides,
        measures=(Asked(measure=measure, show=(parse_show(show, of),)),),
        rows=sides[0],
        columns=sides[1],
    )
    rows, columns = sides
    grid = Grid(rows, columns, condition and condition[1], hides, (measure,))
    return Case(query, _compared(grid, show, count, time))


def _compared(grid: Grid, show: str, count: int, text: str) -> str:
    names = [*grid.row_names, *grid.column_names]
    time = names[(*grid.rows, *grid.columns).index(text)]
    rest = [name for name in names if name != time]
    keys = "".join(f"v.{name}, " for name in names)
    same = "".join(f" AND p.{name} IS NOT DISTINCT FROM v.{name}" for name in rest)
    back, year = STEPS[text]
    expected = f"WITH cells AS ({grid.cells()}), v AS (SELECT * FROM cells)"
    first = f"(SELECT min({time}) FROM cells)"
    is_count = grid.measures[0] in COUNTS
    if show.startswith("moving"):
        begin = back.format(f"v.{time}", count - 1)
        within = f"FROM cells AS p WHERE p.{time} BETWEEN {begin} AND v.{time}{same}"
        value = f"(SELECT sum(p.m0) {within})"
        if "mean" in show:
            number = str(count) if is_count else f"(SELECT count(p.m0) {within})"
            value = f"{value}::DOUBLE / nullif({number}, 0)"
        return f"{expected} SELECT {keys}CASE WHEN {begin} >= {first} THEN {value} END FROM v"
    step = back.format(f"v.{time}", 1) if show == "contribution" else year.format(f"v.{time}")
    base = (
        f"CASE WHEN p.hit THEN p.m0 WHEN {step} >= {first} AND {step} <= "
        f"(SELECT max({time}) FROM cells) THEN {0 if is_count else 'NULL'} END"
    )
    whole = (
        f"(SELECT {time}, {MEASURES[grid.measures[0]][1]} AS w FROM ({grid.filtered()}) GROUP BY 1)"
    )
    value = {
        "value of last year": base,
        "difference from last year": f"v.m0 - ({base})",
        "change from last year": percentage(f"v.m0 - ({base})", "v.m0", f"({base})"),
        "contribution": percentage(f"v.m0 - ({base})", "wv.w", "w.w"),
    }[show.removesuffix(" from last year") if show.startswith("contribution") else show]
    return (
        f"{expected} SELECT {keys}{value} FROM v LEFT JOIN (SELECT *, TRUE AS hit FROM cells) AS p"
        f" ON p.{time} = {step}{same} LEFT JOIN {whole} AS w ON w.{time} = {step}"
        f" LEFT JOIN {whole} AS wv ON wv.{time} IS NOT DISTINCT FROM v.{time}"
    )


# Shares that add up -------------------------------------------------------------------------


def _rounded_case(source: random.Random, condition: tuple[str, str] | None, hides: bool) -> Case:
    """Return a query of shares that are rounded by the largest remainders."""
    dimension, decimals = source.choice(list(DIMENSIONS)), source.choice([0, 1, 2])
    asked = Asked(measure="n", show=(parse_show("share of total"),), decimals=decimals)
    query = _query(
        condition,
        hides,
        measures=(asked,),
        rows=(dimension,),
        sort=("label",),
        round_to_total=True,
    )
    grid = Grid((dimension,), (), condition and condition[1], hides, ("n",))
    units = 100 * 10**decimals
    sql = (
        f"WITH f AS ({grid.filtered()}), v AS (SELECT r0, count(*) AS n, (SELECT count(*) FROM f)"
        f" AS whole FROM f GROUP BY r0), cut AS (SELECT r0, n * {units} // whole AS units,"
        f" row_number() OVER (ORDER BY n * {units} % whole DESC, r0 IS NULL, r0) AS place,"
        f" {units} - sum(n * {units} // whole) OVER () AS lacking FROM v)"
        " SELECT CASE WHEN r0 IS NULL THEN 'missing' ELSE 'value' END, r0,"
        f" (units + CASE WHEN place <= lacking THEN 1 ELSE 0 END)::DECIMAL(18, 0)"
        f" / {10**decimals} FROM cut ORDER BY r0 IS NULL, r0"
    )
    return Case(query, sql, is_ordered=True)


# Columns of several values ------------------------------------------------------------------


def _stacked_case(source: random.Random, condition: tuple[str, str] | None, hides: bool) -> Case:
    """Return a query of a derived table: each row once for each of its texts, with its weight."""
    rows = ("who",) if source.random() < 0.5 else ("who", source.choice(list(DIMENSIONS)))
    measures = tuple(source.sample(["stacked", "weights", "stacked_z"], source.choice([1, 2])))
    query = _query(
        condition, hides, measures=tuple(Asked(measure=name) for name in measures), rows=rows
    )
    names = ["r0", "r1"][: len(rows)]
    texts = ["who", *(DIMENSIONS[text] for text in rows[1:])]
    pairs = list(zip(texts, names, strict=True))
    where = [f"({condition[1]})"] if condition else []
    if hides:
        where += [f"({text}) IS NOT NULL" for text in texts]
    listed = ", ".join(f"{text} AS {name}" for text, name in pairs)
    aggregates = ", ".join(STACKED[name][1] for name in measures)
    clause = f" WHERE {' AND '.join(where)}" if where else ""
    sql = (
        f"SELECT {', '.join(names)}, {aggregates} FROM (SELECT *, {listed} FROM u{clause})"
        f" GROUP BY {', '.join(names)}"
    )
    return Case(query, sql)
