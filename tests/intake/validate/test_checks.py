"""What the checks find, and where: on grids made by hand, so that nothing but the checks is tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from report.arabic import Interval, parse_edtf
from report.brief.tables import Table
from report.errors import Finding, Location, Severity
from report.intake.grid import Grid
from report.intake.validate import Context, TableUnderTest, known_rules, validate
from report.messages import message


class Unread(NamedTuple):
    """A cell that normalisation could not read."""

    rule: str
    position: int
    text: str


DTYPES = {"text": "string[pyarrow]", "category": "string[pyarrow]", "country": "string[pyarrow]",
          "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "object"}  # fmt: skip


def frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(frozen, value))
    return (
        {key: frozen(inner) for key, inner in value.items()} if isinstance(value, dict) else value
    )


def series(cells: Sequence[object], kind: str) -> pd.Series:
    if kind == "date":
        once = {cell: parse_edtf(cell) for cell in cells if isinstance(cell, str)}
        return pd.Series([once.get(cell) for cell in cells], dtype=object)
    if any(isinstance(cell, Decimal) for cell in cells):
        return pd.Series(cells, dtype=object)
    return pd.Series(cells, dtype=DTYPES[kind])


def subject(
    columns: Mapping[str, Mapping[str, Any]],
    cells: Mapping[str, Sequence[object]],
    faults: Mapping[str, Sequence[Unread]] | None = None,
    files: int = 1,
    **keys: Any,
) -> TableUnderTest:
    """Return a table of these cells under a header in row 3, its first column being B, in one file or several."""
    declared = {name: {"label": name, **column} for name, column in columns.items()}
    spec = Table.model_validate(
        frozen({"source": "t*.csv", "label": "جدول", "columns": declared, **keys})
    )
    header, count = tuple(cells), len(next(iter(cells.values())))
    grids = []
    for number, block in enumerate(np.array_split(np.arange(count), files)):
        all_series = []
        for name in header:
            all_series.append(pd.Series([cells[name][index] for index in block], dtype=object))
        raw = tuple(all_series)
        letters = tuple(chr(ord("B") + index) for index in range(len(header)))
        grids.append(
            Grid(
                Path(f"t{number}.csv"),
                "0" * 64,
                None,
                header,
                raw,
                np.arange(len(block)) + 4,
                letters,
            )
        )
    normal = dict(cells)
    for name, unread in (faults or {}).items():
        all_items = []
        for index, cell in enumerate(cells[name]):
            all_items.append(None if index in {table.position for table in unread} else cell)
        normal[name] = all_items
    types = {name: spec.columns[name].type if name in spec.columns else "text" for name in header}
    frame = pd.DataFrame({name: series(normal[name], types[name]) for name in header})
    reported = {name: tuple(unread) for name, unread in (faults or {}).items()}
    return TableUnderTest("events", spec, tuple(grids), frame, dict(spec.columns), reported)


def context(
    table: TableUnderTest,
    *referenced: tuple[str, TableUnderTest],
    period: str = "2025-11-24/2025-11-27",
) -> Context:
    every = {"events": table, **dict(referenced)}
    tables = {name: second.spec for name, second in every.items()}
    frames = {name: second.frame for name, second in every.items()}
    return Context(
        parse_edtf(period),
        tables,
        frames,
        lambda *path: Location(file="brief.toml", key=".".join(map(str, path))),
    )


def found(
    table: TableUnderTest, *referenced: tuple[str, TableUnderTest]
) -> list[tuple[str, str | None]]:
    findings = validate(table, context(table, *referenced))
    for finding in findings:
        assert finding.text("en") and finding.text("ar")
    return [
        (finding.rule, finding.where.cell or finding.where.key or finding.where.column)
        for finding in findings
    ]


def test_a_clean_table_has_no_findings() -> None:
    table = subject(
        {
            "name": {"required": True, "unique": True, "pattern": "[ء-ي ]+"},
            "kind": {"type": "category", "values": ["ندوة", "لقاء"]},
            "seats": {"type": "integer", "minimum": 1, "maximum": 40},
            "day": {"type": "date", "within": "period"},
        },
        {
            "name": ["فاس", "الرباط", "بني ملال"],
            "kind": ["ندوة", None, "لقاء"],
            "seats": [1, 40, None],
            "day": ["2025-11-24", "2025-11-25/2025-11-27", None],
        },
        key=["name"],
        rules=[{"check": "seats is missing or seats < 41"}],
        expect=[{"rows": True, "equals": 3}, {"sum": "seats", "equals": 41}],
    )
    assert found(table) == []


@pytest.mark.parametrize(
    ("column", "cells", "expected"),
    [
        ({"required": True}, ["أ", None, "ب"], [("missing-cell", "B5")]),
        ({"unique": True}, ["أ", None, "أ", None, "أ"], [("repeated-cell", "B6"), ("repeated-cell", "B8")]),
        ({"values": ["أ", "ب"]}, ["أ", "ج", None], [("bad-category", "B5")]),
        ({"type": "category", "values": ["أ"]}, ["أ", "إ"], [("bad-category", "B5")]),
        ({"pattern": "[0-9]{3}"}, ["012", "12", "0123", None], [("no-match", "B5"), ("no-match", "B6")]),
        ({"pattern": "a|ab"}, ["ab", "abc"], [("no-match", "B5")]),
        ({"type": "country", "pattern": "M."}, ["MA", "FR"], [("no-match", "B5")]),
        ({"type": "integer", "minimum": 5}, [5, 4, None], [("below-minimum", "B5")]),
        ({"type": "number", "maximum": 0.3}, [0.3, 0.31], [("above-maximum", "B5")]),
        (
            {"type": "number", "maximum": 0.3},
            [Decimal("0.3"), Decimal("0.3000000000000000001"), None],
            [("above-maximum", "B5")],
        ),
        ({"type": "integer", "unique": True}, [7, 8, 7], [("repeated-cell", "B6")]),
        ({"type": "date", "unique": True}, ["2025-11-24", "2025-11", "2025-11-24"], [("repeated-cell", "B6")]),
        (
            {"type": "date", "within": "period"},
            ["2025-11-24/2025-11-28", "2025-11-23", "2025-11", "2025", "2025-10", "2025-11-26/.."],
            [("outside-period", "B4"), ("outside-period", "B5"), ("outside-period", "B8")],
        ),
    ],
)  # fmt: skip
def test_each_check_of_a_column(
    column: dict[str, Any], cells: list[object], expected: list[tuple[str, str]]
) -> None:
    assert found(subject({"الاسم": column}, {"الاسم": cells})) == expected


def test_bounds_of_dates() -> None:
    import datetime as dt

    column = {"type": "date", "minimum": dt.date(2025, 2, 10), "maximum": dt.date(2025, 3, 10)}
    cells = ["2025-02-10", "2025-02-09", "2025-03-11", "2025-02", "2025-01", "2025-04", None]
    rules = ["below-minimum", "above-maximum", "below-minimum", "above-maximum"]
    findings = found(subject({"d": column}, {"d": cells}))
    assert findings == list(zip(rules, ["B5", "B6", "B8", "B9"], strict=True))


def test_an_unreadable_cell_is_reported_once() -> None:
    """It is not also missing, nor does it break a rule of its row, a key or a total."""
    table = subject(
        {"n": {"type": "integer", "required": True, "minimum": 1}, "d": {"type": "date"}},
        {"n": [1, "كثير", 3], "d": ["2025-11-24", None, "2025-11-25"]},
        {"n": [Unread("bad-integer", 1, "كثير")]},
        key=["n"],
        rules=[{"check": "n is not missing or d is not missing"}],
        expect=[{"sum": "n", "equals": 99}],
    )
    assert found(table) == [("bad-integer", "B5")]


def test_rows_of_several_files_are_reported_in_their_files() -> None:
    table = subject({"c": {"unique": True}}, {"c": ["أ", "ب", "ج", "ب", "ج", "د"]}, files=2)
    findings = validate(table, context(table))
    assert [(f.where.file, f.where.row, f.where.cell) for f in findings] == [
        ("t1.csv", 4, "B4"),
        ("t1.csv", 5, "B5"),
    ]
    assert findings[0].what("en") == "«ب» is already in row 5 (t0.csv)."


def test_key_of_two_columns() -> None:
    table = subject(
        {"day": {"type": "date"}, "place": {}},
        {
            "day": ["2025-11-24", "2025-11-24", "2025-11-24", None],
            "place": ["فاس", "طنجة", "فاس", "فاس"],
        },
        key=["place", "day"],
    )
    assert found(table) == [("repeated-key", "C6"), ("missing-cell", "B7")]
    assert "«فاس, 2025-11-24» is already in row 4" in validate(table, context(table))[0].what("en")


def test_foreign_keys() -> None:
    places = subject({"code": {"type": "integer"}}, {"code": [1, 2], "town": ["فاس", "طنجة"]})
    table = subject(
        {"at": {"type": "number"}},
        {"at": [1.0, 3.0, None, 2.0], "town": ["فاس", "فاس", "وجدة", "طنجة"]},
        foreign_keys=[
            {"columns": ["at"], "table": "places", "references": ["code"]},
            {"columns": ["at", "town"], "table": "places", "references": ["code", "town"]},
            {"columns": ["town"], "table": "places", "references": ["town"]},
        ],
    )
    assert found(table, ("places", places)) == [
        ("no-such-row", "B5"),
        ("no-such-row", "B5"),
        ("no-such-row", "C6"),
    ]


def test_a_table_may_refer_to_itself() -> None:
    table = subject(
        {},
        {"id": ["1", "2"], "parent": [None, "3"]},
        foreign_keys=[{"columns": ["parent"], "table": "events", "references": ["id"]}],
    )
    assert found(table) == [("no-such-row", "C5")]


def test_totals() -> None:
    declared = subject({"n": {"type": "integer"}}, {"n": [2, 3]})
    cells = {"n": [0.1, 0.2, 0.3]}
    rules = [
        {"sum": "n", "equals": 0.6},
        {"sum": "n", "equals": 0.7},
        {"rows": True, "equals": 4},
        {"rows": True, "equals": "declared.n"},
        {"sum": "n", "equals": "declared.n"},
    ]
    table = subject({"n": {"type": "number"}}, cells, expect=rules)
    findings = validate(table, context(table, ("declared", declared)))
    assert [finding.rule for finding in findings] == [
        "wrong-sum",
        "wrong-row-count",
        "wrong-row-count",
        "wrong-sum",
    ]
    assert findings[0].what("en") == "The column adds up to 0.6; 0.7 is declared."
    assert findings[3].what("en") == "The column adds up to 0.6; 5 is declared."


def test_totals_of_long_numbers_are_exact() -> None:
    cells = {"n": [Decimal("90071992547409930.01"), Decimal("0.01")]}
    table = subject(
        {"n": {"type": "number"}}, cells, expect=[{"sum": "n", "equals": 90071992547409930}]
    )
    assert "90071992547409930.02" in validate(table, context(table))[0].what("en")


def test_severity_of_a_rule() -> None:
    columns = {"a": {"required": True, "unique": True}, "n": {"type": "integer"}}
    table = subject(
        columns,
        {"a": ["أ", None, "أ"], "n": [1, "س", 2]},
        {"n": [Unread("bad-integer", 1, "س")]},
        severity={"missing-cell": "warning", "repeated-cell": "off", "bad-integer": "warning"},
    )
    findings = validate(table, context(table))
    assert [(finding.rule, finding.severity) for finding in findings] == [
        ("missing-cell", Severity.WARNING),
        ("bad-integer", Severity.WARNING),
    ]


def test_every_rule_that_can_be_weighed_has_words() -> None:
    for rule in known_rules():
        assert message(rule, "ar").what and message(rule, "en").do


def test_many_findings_are_counted_not_listed() -> None:
    table = subject({"a": {"required": True}}, {"a": [None] * 1_500})
    findings = validate(table, context(table))
    assert len(findings) == 1_001
    assert findings[0].rule == "more-of-these" and "500 of them are not listed" in findings[0].what(
        "en"
    )
    faults = [Unread("bad-integer", index, "س") for index in range(1_200)]
    many = subject({"n": {"type": "integer"}}, {"n": ["س"] * 1_200}, {"n": faults})
    assert len(validate(many, context(many))) == 1_001


@pytest.mark.parametrize(
    ("keys", "column", "expected"),
    [
        ({}, {"pattern": "(?=x)"}, [("bad-pattern", "tables.events.columns.a.pattern")]),
        ({}, {"pattern": r"(a)\1"}, [("bad-pattern", "tables.events.columns.a.pattern")]),
        ({}, {"pattern": "(" * 150}, [("bad-pattern", "tables.events.columns.a.pattern")]),
        ({}, {"minimum": 3}, [("unfit-key", "tables.events.columns.a.minimum")]),
        ({}, {"within": "period"}, [("unfit-key", "tables.events.columns.a.within")]),
        ({"key": ["b"]}, {}, [("no-such-column", "tables.events.key.0")]),
        ({"severity": {"missing": "off"}}, {}, [("unknown-rule", "tables.events.severity.missing")]),
        ({"rules": [{"check": "b > 1"}]}, {}, [("no-such-name", "tables.events.rules.0.check")]),
        ({"rules": [{"check": "a > 1"}]}, {}, [("unfit-kinds", "tables.events.rules.0.check")]),
        ({"expect": [{"sum": "a", "equals": 1}]}, {}, [("unfit-key", "tables.events.expect.0.sum")]),
        ({"expect": [{"sum": "z", "equals": 1}]}, {}, [("no-such-column", "tables.events.expect.0.sum")]),
        ({"expect": [{"rows": True, "equals": "z.n"}]}, {}, [("unknown-table", "tables.events.expect.0.equals")]),
        (
            {"foreign_keys": [{"columns": ["a"], "table": "z", "references": ["a"]}]}, {},
            [("unknown-table", "tables.events.foreign_keys.0.table")],
        ),
        (
            {"foreign_keys": [{"columns": ["a"], "table": "events", "references": ["a", "a"]}]}, {},
            [("uneven-reference", "tables.events.foreign_keys.0")],
        ),
        (
            {"foreign_keys": [{"columns": ["a", "y"], "table": "events", "references": ["n", "x"]}]}, {},
            [("unfit-reference", "tables.events.foreign_keys.0"),
             ("no-such-column", "tables.events.foreign_keys.0.columns.1")],
        ),
    ],
)  # fmt: skip
def test_a_declaration_that_makes_no_sense(
    keys: dict[str, Any], column: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    table = subject({"a": column, "n": {"type": "integer"}}, {"a": ["أ"], "n": [1]}, **keys)
    assert found(table) == expected


def test_a_pattern_takes_time_that_grows_with_the_text_alone() -> None:
    """``(a+)+b`` takes Python's own matcher longer than anyone lives; this test would not end."""
    table = subject({"a": {"pattern": "(a+)+b"}}, {"a": ["a" * 5_000, "a" * 5_000 + "b"]})
    assert found(table) == [("no-match", "B4")]


def test_columns_that_the_file_lacks_are_passed_over() -> None:
    table = subject(
        {"a": {}, "gone": {"required": True, "type": "integer"}},
        {"a": ["أ"]},
        key=["a", "gone"],
        rules=[{"check": "gone > 1"}],
        expect=[{"sum": "gone", "equals": 1}],
        foreign_keys=[{"columns": ["gone"], "table": "events", "references": ["gone"]}],
    )
    assert found(table) == []


def test_an_empty_table() -> None:
    table = subject({"a": {"required": True, "unique": True, "pattern": "x"}, "d": {"type": "date", "within": "period"}},
                  {"a": [], "d": []}, key=["a"], rules=[{"check": 'a != "x" and d > "2025"'}])  # fmt: skip
    assert found(table) == []


def test_interval_is_shown_unchanged() -> None:
    table = subject({"d": {"type": "date", "within": "period"}}, {"d": ["2024-01-01"]})
    assert isinstance(table.frame["d"][0], Interval)
    finding: Finding = validate(table, context(table))[0]
    assert finding.what("en") == "The date «2024-01-01» lies outside the brief's period."
