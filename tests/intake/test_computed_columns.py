"""Computed columns of a brief: types, look-ups, checks, findings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from intake.reading import cells

from brief.minimal import heading_of
from report.brief.load import load_brief
from report.errors import Finding, Severity
from report.intake import EventTable, examine_tables

HEAD = """
[[sections]]
title = "الحصيلة"
[[sections.blocks]]
table = "attacks"
caption = "القتلى"
columns = ["killed"]
[tables.attacks]
source = "attacks.csv"
label = "الهجمات"
"""
ATTACKS = """date,killed,crew,country,port
2025-11-24,2,8,MA,A
2025-11,0,0,FR,B
2025,3,9,,A
2024-02-29,,6,MA,C
"""
COUNTRIES = """
[tables.countries]
source = "countries.csv"
label = "البلدان"
[tables.countries.columns]
code = { label = "الرمز", type = "country" }
income = { label = "الدخل" }
[tables.ports]
source = "ports.csv"
label = "الموانئ"
[tables.ports.columns]
port = { label = "الميناء" }
country = { label = "البلد", type = "country" }
[[tables.ports.foreign_keys]]
columns = ["country"]
table = "countries"
references = ["code"]
"""
DECLARED = """
[[tables.attacks.foreign_keys]]
columns = ["country"]
table = "countries"
references = ["code"]
[[tables.attacks.foreign_keys]]
columns = ["port"]
table = "ports"
references = ["port"]
[tables.attacks.columns]
date = { label = "التاريخ", type = "date" }
killed = { label = "القتلى", type = "integer" }
crew = { label = "الطاقم", type = "integer" }
country = { label = "البلد", type = "country" }
port = { label = "الميناء" }
"""

Reading = Callable[..., tuple[EventTable, tuple[Finding, ...]]]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Return the function that reads the table of attacks with further columns."""

    def read(
        columns: str, keys: str = "", declared: str = DECLARED
    ) -> tuple[EventTable, tuple[Finding, ...]]:
        text = f"{heading_of('2025-11')}{HEAD}{keys}{COUNTRIES}{declared}{columns}"
        (tmp_path / "brief.toml").write_text(text, "utf-8")
        (tmp_path / "attacks.csv").write_text(ATTACKS, "utf-8")
        (tmp_path / "countries.csv").write_text("code,income\nMA,متوسط\nFR,مرتفع\n", "utf-8")
        (tmp_path / "ports.csv").write_text("port,country\nA,MA\nB,FR\nC,MA\n", "utf-8")
        tables, findings = examine_tables(load_brief(tmp_path))
        return tables["attacks"], findings

    return read


@pytest.mark.parametrize(
    ("value", "type_name", "expected"),
    [
        ("killed > 0", "boolean", [True, False, True, None]),
        ("killed * 2", "integer", [4, 0, 6, None]),
        ("killed / 8", "number", [Decimal("0.25"), 0, Decimal("0.375"), None]),
        ("year(date)", "year", [2025, 2025, 2025, 2024]),
        ("year_month(date)", "date", ["2025-11", "2025-11", None, "2024-02"]),
        ("concat(port, '-', killed)", "text", ["A-2", "B-0", "A-3", None]),
        ("cut(crew, [1, 9], ['لا أحد', 'قليل', 'كثير'])", "category", ["قليل", "لا أحد", "كثير", "قليل"]),
        ("countries.income", "text", ["متوسط", "مرتفع", None, "متوسط"]),
        ("ports.country.income", "text", ["متوسط", "مرتفع", "متوسط", "متوسط"]),
        ("port.country == 'المغرب'", "boolean", [True, False, True, True]),
        ("country == 'MA'", "boolean", [True, False, None, True]),
        ("date in period", "boolean", [True, True, None, False]),
        ("country in countries.code", "boolean", [True, True, None, True]),
    ],
)  # fmt: skip
def test_a_computed_column_has_the_type_of_its_expression(
    reading: Reading, value: str, type_name: str, expected: list[Any]
) -> None:
    table, findings = reading(f'c = {{ label = "ج", value = "{value}" }}')
    assert [finding.text() for finding in findings if finding.severity is Severity.ERROR] == []
    assert (table.columns["c"].type, cells(table, "c")) == (type_name, expected)


def test_computed_columns_use_each_other_in_any_order(reading: Reading) -> None:
    table, _ = reading(
        'x = { label = "س", value = "y + 1" }\ny = { label = "ص", value = "killed * 10" }'
    )
    assert cells(table, "x") == [21, 1, 31, None]
    assert list(table.frame.columns)[-2:] == ["x", "y"]


def test_a_quotient_without_end_is_printed_with_two_decimals_and_stays_exact(
    reading: Reading,
) -> None:
    table, _ = reading(
        'x = { label = "س", value = "killed / crew" }\ny = { label = "ص", value = "x * 9 == 3" }'
    )
    assert table.columns["x"].decimals == 2
    assert round(table.frame["x"].tolist()[2], 10) == Decimal("0.3333333333")
    assert cells(table, "y") == [False, None, True, None]


@pytest.mark.parametrize(
    ("columns", "rule", "where"),
    [
        ('x = { label = "س", value = "x + 1" }', "circular-column", "x.value"),
        (
            'x = { label = "س", value = "y" }\ny = { label = "ص", value = "x" }',
            "circular-column",
            "x.value",
        ),
        ('x = { label = "س", value = "killed = 1" }', "wrong-sign", "x.value"),
        ('x = { label = "س", value = "kiled" }', "no-such-name", "x.value"),
        ('x = { label = "س", value = "income" }', "column-of-linked-table", "x.value"),
        ('x = { label = "س", value = "countries.port" }', "column-of-other-table", "x.value"),
        ('x = { label = "س", value = "sum(killed)" }', "aggregate-in-row", "x.value"),
        ('x = { label = "س", value = "missing" }', "only-missing", "x.value"),
        ('x = { label = "س", value = "killed", type = "text" }', "unfit-computed", "x.type"),
        ('x = { label = "س", value = "killed / 8", type = "integer" }', "unfit-computed", "x.type"),
        ('x = { label = "س", value = "country == \'Atlantis\'" }', "no-cell-holds", "x.value"),
    ],
)
def test_a_wrong_value_has_one_finding(
    reading: Reading, columns: str, rule: str, where: str
) -> None:
    table, findings = reading(columns)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert [finding.rule for finding in errors] == [rule]
    assert errors[0].where.key == f"tables.attacks.columns.{where}"
    assert "x" not in table.frame.columns


def test_a_column_of_another_table_is_named_with_its_keys(reading: Reading) -> None:
    _, findings = reading('x = { label = "س", value = "income" }')
    (finding,) = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert finding.values["tables"] == ("countries",)
    assert finding.values["paths"] == ("countries.income", "country.income")
    for path in ("countries.income", "country.income"):
        table, findings = reading(f'x = {{ label = "س", value = "{path}" }}')
        assert findings == () and "x" in table.frame.columns


def test_a_text_that_no_cell_holds_is_answered_with_what_cells_hold(reading: Reading) -> None:
    declared = DECLARED.replace(
        'port = { label = "الميناء" }',
        'port = { label = "الميناء", type = "category", values = ["A", "B", "C"] }',
    )
    _, findings = reading('x = { label = "س", value = "port == \'D\'" }', declared=declared)
    (finding,) = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert finding.rule == "no-cell-holds"
    assert "A, B, C" in finding.do("en") and "A، B، C" in finding.do("ar")


def test_a_division_by_zero_is_a_warning(reading: Reading) -> None:
    _, findings = reading('x = { label = "س", value = "killed / crew" }')
    (finding,) = [finding for finding in findings if finding.rule == "zero-divisor"]
    assert (finding.severity, finding.values["count"]) == (Severity.WARNING, 1)
    _, findings = reading(
        'x = { label = "س", value = "killed / crew" }', 'severity = { zero-divisor = "off" }\n'
    )
    assert not [finding for finding in findings if finding.rule == "zero-divisor"]


def test_computed_cells_are_checked_as_others(reading: Reading) -> None:
    rules = '[[tables.attacks.rules]]\ncheck = "x < 10"\n'
    _, findings = reading(
        'x = { label = "س", value = "killed * 4", maximum = 9, required = true }', rules
    )
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert sorted((finding.rule, finding.where.row) for finding in errors) == [
        ("above-maximum", 4),
        ("missing-cell", 5),
        ("row-rule", 4),
    ]
    (broken,) = [finding for finding in errors if finding.rule == "row-rule"]
    assert broken.values["cells"] == ("x = 12",)


def test_a_column_of_the_file_is_not_computed_again(reading: Reading) -> None:
    columns = 'crew = { label = "الطاقم", type = "integer" }'
    computed = DECLARED.replace(columns, 'crew = { label = "الطاقم", value = "killed" }')
    assert computed != DECLARED
    _, findings = reading("", declared=computed)
    assert [finding.rule for finding in findings] == ["computed-twice"]
