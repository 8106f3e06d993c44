"""Random tables and queries, with the SQL that answers each, written from the words of the query."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from report.measures.query import Asked, Query
from report.measures.show import parse_show

#: Expressions that rows are grouped by, with the SQL of each. A date is the days d1 to d2.
DIMENSIONS = {
    "g": "g",
    "k": "k",
    "b": "b",
    "x": "x",
    "year(d)": "CASE WHEN year(d1) = year(d2) THEN year(d1) END",
    "half(d)": "CASE WHEN year(d1) = year(d2) AND (quarter(d1) + 1) // 2 = (quarter(d2) + 1) // 2"
    " THEN (quarter(d1) + 1) // 2 END",
    "quarter(d)": "CASE WHEN date_trunc('quarter', d1) = date_trunc('quarter', d2)"
    " THEN quarter(d1) END",
    "month(d)": "CASE WHEN date_trunc('month', d1) = date_trunc('month', d2) THEN month(d1) END",
    "weekday(d)": "CASE WHEN d1 = d2 THEN isodow(d1) END",
    "week(d)": "CASE WHEN date_trunc('week', d1) = date_trunc('week', d2) THEN week(d1) END",
    "decade(d)": "CASE WHEN year(d1) // 10 = year(d2) // 10 THEN year(d1) // 10 * 10 END",
    "year_month(d)": "CASE WHEN date_trunc('month', d1) = date_trunc('month', d2)"
    " THEN date_trunc('month', d1)::DATE END",
    "year_quarter(d)": "CASE WHEN date_trunc('quarter', d1) = date_trunc('quarter', d2)"
    " THEN date_trunc('quarter', d1)::DATE END",
    "bin(x, 3)": "CAST(floor(x / 3.0) * 3 AS BIGINT)",
    "cut(x, [0, 4], ['low', 'middle', 'high'])": "CASE WHEN x < 0 THEN 'low' WHEN x < 4 THEN"
    " 'middle' WHEN x >= 4 THEN 'high' END",
    "if(x > 2, 'many', 'few')": "CASE WHEN x > 2 THEN 'many' ELSE 'few' END",
}


def _spans(is_true: str, is_false: str) -> str:
    """Return the SQL of a condition on the days d1 to d2 that may be unknown."""
    return f"CASE WHEN {is_true} THEN TRUE WHEN {is_false} THEN FALSE END"


_IN_2019 = "d1 >= '2019-01-01' AND d2 <= '2019-12-31'"
_NOT_IN_2019 = "d2 < '2019-01-01' OR d1 > '2019-12-31'"
_IN_2021 = "d1 >= '2021-01-01' AND d2 <= '2021-12-31'"
_NOT_IN_2021 = "d2 < '2021-01-01' OR d1 > '2021-12-31'"
#: Conditions on rows, and their SQL, of three values as well.
CONDITIONS = {
    "x > 2": "x > 2",
    "not (x > 2)": "NOT (x > 2)",
    "x + 1 <= y": "x + 1 <= y",
    "g == 'ا'": "g = 'ا'",
    "g != 'ا'": "g <> 'ا'",
    "g in ['ا', 'ب']": "g IN ('ا', 'ب')",
    "g not in ['ا', 'ب']": "g NOT IN ('ا', 'ب')",
    "g is missing": "g IS NULL",
    "x is not missing": "x IS NOT NULL",
    "b": "b",
    "not b": "NOT b",
    "0 < x <= 4": "0 < x AND x <= 4",
    "d == '2021'": _spans(_IN_2021, _NOT_IN_2021),
    "d != '2021'": _spans(_NOT_IN_2021, _IN_2021),
    "d in ['2019', '2021']": f"({_spans(_IN_2019, _NOT_IN_2019)}) OR ({_spans(_IN_2021, _NOT_IN_2021)})",
    "d >= '2021'": _spans("d1 >= '2021-01-01'", "d2 < '2021-01-01'"),
    "'2021' <= d": _spans("d1 >= '2021-01-01'", "d2 < '2021-01-01'"),
    "not (d >= '2021')": _spans("d2 < '2021-01-01'", "d1 >= '2021-01-01'"),
    "d < '2021-06'": _spans("d2 < '2021-06-01'", "d1 >= '2021-06-01'"),
    "d < '2021'": _spans("d2 < '2021-01-01'", "d1 >= '2021-01-01'"),
    "not (d < '2021')": _spans("d1 >= '2021-01-01'", "d2 < '2021-01-01'"),
    "d > '2020'": _spans("d1 > '2020-12-31'", "d2 <= '2020-12-31'"),
    "not (d > '2020')": _spans("d2 <= '2020-12-31'", "d1 > '2020-12-31'"),
    "not ('2020' < d)": _spans("d2 <= '2020-12-31'", "d1 > '2020-12-31'"),
    "d <= '2020'": _spans("d2 <= '2020-12-31'", "d1 > '2020-12-31'"),
}
#: Measures by name: the expression, and its SQL.
MEASURES = {
    "n": ("count()", "count(*)"),
    "filled": ("count(x)", "count(x)"),
    "many": ("count(where x > 2)", "count(*) FILTER (x > 2)"),
    "sum_x": ("sum(x)", "sum(x)"),
    "sum_y": ("sum(y)", "sum(y)"),
    "sum_b": ("sum(y where b)", "sum(y) FILTER (b)"),
    "mean_y": ("mean(y)", "sum(y)::DOUBLE / count(y)"),
    "weighted": (
        "wmean(y, x)",
        "sum(y * x)::DOUBLE / nullif(sum(x) FILTER (y IS NOT NULL), 0)",
    ),
    "median_x": ("median(x)", "median(x)"),
    "ninth": ("quantile(x, 0.9)", "quantile_cont(x, 0.9)"),
    "least": ("min(y)", "min(y)"),
    "most": ("max(x)", "max(x)"),
    "span": ("range(x)", "max(x) - min(x)"),
    "spread": ("std(x)", "stddev_samp(x)"),
    "kinds": ("distinct(g)", "count(DISTINCT g)"),
    "share": ("share(x > 2)", "(count(*) FILTER (x > 2))::DOUBLE / nullif(count(x), 0)"),
    "ratio": ("sum(x) / count()", "sum(x)::DOUBLE / nullif(count(*), 0)"),
    "either": ("coalesce(sum(x), 0) - count(where b)", "coalesce(sum(x), 0) - count(*) FILTER (b)"),
    "twice": ("2 * n + filled", "2 * count(*) + count(x)"),
    "first_text": ("min(g)", "min(g)"),
    "earliest": (
        "first(k, x)",
        "arg_min(k, x * 1000000 + rn) FILTER (k IS NOT NULL AND x IS NOT NULL)",
    ),
    "latest": (
        "last(k, x)",
        "arg_max(k, x * 1000000 + rn) FILTER (k IS NOT NULL AND x IS NOT NULL)",
    ),
    "commonest": (
        "mode(g)",
        "list_sort(list_transform(map_entries(histogram(g) FILTER (g IS NOT NULL)), "
        "lambda e: {'n': -e.value::BIGINT, 'k': e.key}))[1].k",
    ),
    "sum_z": ("sum(z)", "sum(z)"),
    "most_z": ("max(z)", "max(z)"),
    "span_z": ("range(z)", "max(z) - min(z)"),
    "single": ("only(g)", "CASE WHEN count(DISTINCT g) = 1 THEN min(g) END"),
    "big_rows": ("count()", "count(*)"),
}
#: Measures of the derived table of two texts of each row, with half of the row's weight each.
STACKED = {
    "stacked": ("count(u)", "count(*)"),
    "weights": ("sum(half)", "sum(half)"),
    "stacked_z": ("sum(z)", "sum(z)"),
}
#: A measure with a condition of its own: it also says which groups appear.
OWN_CONDITION = {"big_rows": ("x > 1", "x > 1")}
#: Measures that can be shown as shares, running totals and so on.
ADDABLE = ("n", "filled", "many", "sum_x", "sum_y", "twice")
COUNTS = ("n", "filled", "many", "twice")
SHOWS = (
    "share of total",
    "share of row",
    "share of column",
    "share of group",
    "running total",
    "difference from previous",
    "change from previous",
    "value of previous",
    "index",
    "rank",
)
TIMES = {"year(d)": "{0} - 1", "year_month(d)": "({0} - INTERVAL 1 MONTH)::DATE"}


@dataclass(frozen=True)
class Case:
    """A query, and the same as SQL.

    :param is_ordered: whether the lines of the answer are in order, each with its kind before its
        member.
    """

    query: Query
    sql: str
    is_ordered: bool = False


def random_rows(source: random.Random) -> pd.DataFrame:
    """Return a table of up to 60 rows: texts, dates of different precision, numbers, truths."""
    count = source.choice([0, 1, 3, 10, 30, 60])
    rows = []
    for number in range(count):
        start, end, text = random_date(source)
        rows.append(
            {
                "rn": number,
                "g": source.choice(["ا", "ب", "ت", "é", "a", None]),
                "k": source.choice(["أول", "ثان", "ثالث", None]),
                "d": text,
                "d1": start,
                "d2": end,
                "x": source.choice([None, *range(-2, 8), 10**12]),
                "y": source.choice([None, *(source.randint(-500, 500) for _ in range(5))]),
                "z": source.choice([None, *(_wide_number(source) for _ in range(5))]),
                "b": source.choice([True, False, None]),
            }
        )
    names = ["rn", "g", "k", "d", "d1", "d2", "x", "y", "z", "b"]
    return pd.DataFrame(rows, columns=names, dtype=object)


def _wide_number(source: random.Random) -> int:
    """Return a number of up to 15 digits and 12 decimals, in units of its last decimal."""
    return source.choice([1, -1]) * source.randrange(10 ** source.choice([1, 6, 13, 27]))


def random_date(source: random.Random) -> tuple[date | None, date | None, str | None]:
    """Return the first and last day of a date, and the date as EDTF."""
    precision = source.choice(["day", "day", "day", "month", "year", "span", "none"])
    day = date(2019, 1, 1) + timedelta(days=source.randrange(4 * 365))
    if precision == "none":
        return None, None, None
    if precision == "day":
        return day, day, day.isoformat()
    if precision == "span":
        end = day + timedelta(days=source.choice([1, 20, 200]))
        return day, end, f"{day}/{end}"
    if precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31), f"{day.year}"
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1), first.isoformat()[:7]


def random_case(source: random.Random) -> Case:
    """Return a random query with its SQL."""
    count = source.choice([0, 1, 1, 1, 2])
    shows_nothing = source.random() < 0.5
    names = list(DIMENSIONS)
    if not shows_nothing and source.random() < 0.6:
        names = [*TIMES, *names]
    chosen = list(dict.fromkeys(source.choice(names) for _ in range(count + 1)))
    rows, columns = tuple(chosen[:count]), tuple(chosen[count:] if source.random() < 0.4 else ())
    condition = random_condition(source) if source.random() < 0.5 else None
    hides = source.random() < 0.5
    if source.random() < 0.2:
        return _ranked_case(source, source.choice(names), condition, hides)
    if shows_nothing:
        measures = tuple(source.sample(list(MEASURES), source.choice([1, 2, 4])))
        asked = tuple(Asked(measure=name) for name in measures)
        query = Query(
            measures=asked,
            rows=rows,
            columns=columns,
            where=None if condition is None else condition[0],
            missing="hide" if hides else "show",
        )
        grid = Grid(rows, columns, condition and condition[1], hides, measures)
        return Case(query, grid.cells())
    return _shown_case(source, rows, columns, condition, hides)


def percentage(amount: str, value: str, base: str) -> str:
    """Return the SQL of an amount in percent of a base, which is compared with a value: none unless
    the base is above zero and the value is not below it."""
    return f"CASE WHEN {base} > 0 AND {value} >= 0 THEN 100.0 * ({amount})::DOUBLE / {base} END"


def random_condition(source: random.Random) -> tuple[str, str]:
    """Return a condition and its SQL: one, or two that are joined."""
    text, sql = source.choice(list(CONDITIONS.items()))
    if source.random() < 0.5:
        return text, sql
    other_text, other_sql = source.choice(list(CONDITIONS.items()))
    word = source.choice(["and", "or"])
    return f"({text}) {word} ({other_text})", f"({sql}) {word} ({other_sql})"


def _shown_case(
    source: random.Random,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    condition: tuple[str, str] | None,
    hides: bool,
) -> Case:
    """Return a query that shows a measure as something, over rows of at least one dimension."""
    rows = rows or ("year(d)",)
    columns = tuple(column for column in columns if column not in rows)
    show = source.choice(SHOWS)
    names = ADDABLE if show != "share of total" else (*ADDABLE, "ratio", "mean_y")
    measure = source.choice(names)
    along = [*rows, *columns]
    timed = [text for text in along if text in TIMES]
    other_dimensions = [text for text in along if text not in TIMES and text.endswith("(d)")]
    if show not in SHOWS[:4] and show != "rank" and (len(timed) != 1 or other_dimensions):
        rows, columns = ("g", "year(d)"), ()
        if source.random() < 0.5:
            rows, columns = ("k",), ("year_month(d)",)
    query = Query(
        measures=(Asked(measure=measure, show=(parse_show(show),)),),
        rows=rows,
        columns=columns,
        where=None if condition is None else condition[0],
        missing="hide" if hides else "show",
    )
    grid = Grid(rows, columns, condition and condition[1], hides, (measure,))
    return Case(query, grid.shown(show))


def _ranked_case(
    source: random.Random, dimension: str, condition: tuple[str, str] | None, hides: bool
) -> Case:
    """Return a query of the first or last members of a dimension, with others and a total."""
    measure = source.choice([*ADDABLE, "mean_y", "most", "kinds", "ratio"])
    count, is_top = source.choice([1, 2, 3, 10]), source.random() < 0.7
    others_label = "others" if source.random() < 0.6 else None
    has_total, at_least = source.random() < 0.6, source.choice([None, None, 2])
    query = Query(
        measures=(Asked(measure=measure),),
        rows=(dimension,),
        where=None if condition is None else condition[0],
        missing="hide" if hides else "show",
        having=None if at_least is None else f"n >= {at_least}",
        top=count if is_top else None,
        bottom=None if is_top else count,
        others=others_label,
        totals=frozenset(["columns"] if has_total else []),
    )
    grid = Grid((dimension,), (), condition and condition[1], hides, (measure, "n"))
    sql = grid.ranked(count, is_top, others_label is not None, has_total, at_least or 0)
    return Case(query, sql, is_ordered=True)


@dataclass(frozen=True)
class Grid:
    """The SQL of measures by dimensions, with a cell for each row and column that occur."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    condition: str | None
    hides: bool
    measures: tuple[str, ...]

    @property
    def row_names(self) -> list[str]:
        return [f"r{index}" for index in range(len(self.rows))]

    @property
    def column_names(self) -> list[str]:
        return [f"c{index}" for index in range(len(self.columns))]

    def filtered(self) -> str:
        """Return the rows with their dimensions, those that the conditions keep."""
        names = [*self.row_names, *self.column_names]
        dimensions = [DIMENSIONS[text] for text in (*self.rows, *self.columns)]
        listed = ", ".join(f"{sql} AS {name}" for sql, name in zip(dimensions, names, strict=True))
        where = [f"({self.condition})"] if self.condition else []
        if self.hides:
            where += [f"({sql}) IS NOT NULL" for sql in dimensions]
        clause = f" WHERE {' AND '.join(where)}" if where else ""
        return f"SELECT *{', ' if listed else ''}{listed} FROM t{clause}"

    def appearing(self) -> str:
        """Return the condition of the rows that make a group appear."""
        own = [OWN_CONDITION[name][1] for name in self.measures if name in OWN_CONDITION]
        return own[0] if len(own) == len(self.measures) else "TRUE"

    def cells(self) -> str:
        """Return every cell with its measures: m0, m1 and so on."""
        rows, columns = self.row_names, self.column_names
        names = [*rows, *columns]
        aggregates = ", ".join(
            f"{self.aggregate(name)} AS m{index}" for index, name in enumerate(self.measures)
        )
        listed = "".join(f"{name}, " for name in names)
        joined = " AND ".join(f"f.{name} IS NOT DISTINCT FROM grid.{name}" for name in names)
        keys = "".join(f"grid.{name}, " for name in names)
        shown = f"SELECT * FROM f WHERE {self.appearing()}"
        row_part = (
            f"(SELECT DISTINCT {', '.join(rows)} FROM ({shown}))" if rows else "(SELECT 1 AS one)"
        )
        across = ", ".join(columns)
        column_part = (
            f"(SELECT DISTINCT {across} FROM ({shown}))" if columns else "(SELECT 1 AS other)"
        )
        if not names:
            return f"WITH f AS ({self.filtered()}) SELECT {aggregates} FROM f"
        return (
            f"WITH f AS ({self.filtered()}), grid AS (SELECT * FROM {row_part} AS a "
            f"CROSS JOIN {column_part} AS b) "
            f"SELECT {keys}{aggregates} FROM grid LEFT JOIN "
            f"(SELECT *, 1 AS present FROM f) AS f ON {joined} "
            f"GROUP BY {listed.replace('r', 'grid.r').replace('c', 'grid.c').rstrip(', ')}"
        )

    def aggregate(self, name: str) -> str:
        """Return the SQL of a measure over joined rows, in which a cell without rows has one."""
        sql = MEASURES[name][1]
        own = OWN_CONDITION.get(name)
        if own is not None:
            sql = sql.replace("count(*)", f"count(*) FILTER ({own[1]})")
        if not (self.rows or self.columns):
            return sql
        return sql.replace("count(*)", "count(present)")

    def over(self, stored: Sequence[str]) -> str:
        """Return the measure by some of the dimensions, as a table ``w``."""
        listed = "".join(f"{name}, " for name in stored)
        group = f" GROUP BY {', '.join(stored)}" if stored else ""
        return (
            f"SELECT {listed}{MEASURES[self.measures[0]][1]} AS w FROM ({self.filtered()}){group}"
        )

    def shown(self, show: str) -> str:
        """Return the query of what is shown of the one measure."""
        names = [*self.row_names, *self.column_names]
        keys = "".join(f"v.{name}, " for name in names)
        if show.startswith("share"):
            stored = {
                "share of total": [],
                "share of row": self.row_names,
                "share of column": self.column_names,
                "share of group": [*self.row_names[:-1], *self.column_names],
            }[show]
            on = (
                " AND ".join(f"v.{name} IS NOT DISTINCT FROM w.{name}" for name in stored) or "TRUE"
            )
            return (
                f"SELECT {keys}{percentage('v.m0', 'v.m0', 'w.w')} FROM ({self.cells()}) v "
                f"LEFT JOIN ({self.over(stored)}) w ON {on}"
            )
        if show == "rank":
            text = ", ".join(self.column_names) or "1"
            blank = " OR ".join(f"{name} IS NULL" for name in self.row_names)
            return (
                f"SELECT {keys}CASE WHEN m0 IS NOT NULL AND NOT ({blank}) THEN rank() OVER "
                f"(PARTITION BY {text}, m0 IS NULL OR {blank} ORDER BY m0 DESC) END "
                f"FROM ({self.cells()}) v"
            )
        return self._along(show, keys, names)

    def _along(self, show: str, keys: str, names: Sequence[str]) -> str:
        """Return what is shown along the one dimension of time."""
        texts = dict(zip(names, (*self.rows, *self.columns), strict=True))
        time = next(name for name in names if texts[name] in TIMES)
        rest = [name for name in names if name != time]
        piece = f"PARTITION BY {', '.join(rest)} " if rest else ""
        cells = f"({self.cells()})"
        if show == "running total":
            running = f"sum(m0) OVER ({piece}ORDER BY {time} ROWS UNBOUNDED PRECEDING)"
            return (
                f"SELECT {keys}{running} FROM {cells} v WHERE {time} IS NOT NULL "
                f"UNION ALL SELECT {keys}NULL FROM {cells} v WHERE {time} IS NULL"
            )
        if show == "index":
            first = f"first_value(m0) OVER ({piece}ORDER BY {time})"
            return (
                f"SELECT {keys}{percentage('m0', 'm0', first)} FROM {cells} v "
                f"WHERE {time} IS NOT NULL UNION ALL SELECT {keys}NULL FROM {cells} v "
                f"WHERE {time} IS NULL"
            )
        previous = TIMES[texts[time]].format(f"v.{time}")
        on = [f"p.{name} IS NOT DISTINCT FROM v.{name}" for name in rest]
        empty = "0" if self.measures[0] in COUNTS else "NULL"
        inside = f"{previous} >= (SELECT min({time}) FROM {cells})"
        base = (
            f"CASE WHEN v.{time} IS NULL THEN NULL WHEN p.hit THEN p.m0 "
            f"WHEN {inside} THEN {empty} END"
        )
        value = {
            "value of previous": base,
            "difference from previous": f"v.m0 - ({base})",
            "change from previous": percentage(f"v.m0 - ({base})", "v.m0", f"({base})"),
        }[show]
        joined = " AND ".join([f"p.{time} = {previous}", *on])
        return (
            f"SELECT {keys}{value} FROM {cells} v LEFT JOIN "
            f"(SELECT *, TRUE AS hit FROM {cells}) p ON {joined}"
        )

    def ranked(
        self, count: int, is_top: bool, has_others: bool, has_total: bool, at_least: int
    ) -> str:
        """Return the query of the first members: each line with its kind, in order."""
        direction = "DESC" if is_top else "ASC"
        sql = MEASURES[self.measures[0]][1]
        lines = [
            "SELECT 1 AS part, place, 'value', r0, m0 FROM kept",
            "SELECT 3, 0, 'missing', NULL, m0 FROM v WHERE r0 IS NULL AND m1 >= "
            f"{max(at_least, 1)}",
        ]
        printed = "r0 IN (SELECT r0 FROM kept) OR (r0 IS NULL AND (SELECT count(*) FROM f "
        printed += f"WHERE r0 IS NULL) >= {max(at_least, 1)})"
        if has_others:
            rest = "r0 IS NOT NULL AND r0 NOT IN (SELECT r0 FROM kept)"
            lines.append(
                f"SELECT 2, 0, 'others', NULL, {sql} FROM f WHERE {rest} HAVING count(*) > 0"
            )
            printed = f"({printed}) OR ({rest})"
        if has_total:
            lines.append(f"SELECT 4, 0, 'total', NULL, {sql} FROM f WHERE {printed}")
        union = " UNION ALL ".join(lines)
        return (
            f"WITH f AS ({self.filtered()}), v AS ({self.cells()}), kept AS (SELECT *, "
            f"row_number() OVER (ORDER BY m0 {direction} NULLS LAST, r0) AS place FROM v "
            f"WHERE r0 IS NOT NULL AND m1 >= {at_least} "
            f"QUALIFY place <= {count}) SELECT * EXCLUDE (part, place) FROM ({union}) "
            "ORDER BY part, place"
        )
