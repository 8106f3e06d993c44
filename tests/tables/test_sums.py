"""Sums of listings are those of exact fractions for any numbers and groups."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st
from properties import examples

from brief.minimal import HEADING, findings_of, written
from report.arabic import number
from report.arabic.amounts import round_exact
from report.building import compose
from report.composing import read
from report.design import house_geometry
from report.errors import Location
from report.tables.forms import NumberForm
from report.tables.listing import listing
from report.tables.model import SumRow
from report.tables.registers import long_table
from report.tables.sums import Sums

TOML = """
[tables.meetings]
source = "meetings.csv"
label = "الاجتماعات"
[tables.meetings.columns]
name = {{ label = "الاسم" }}
kind = {{ label = "النوع" }}
cost = {{ label = "الكلفة", type = "number"{style} }}
third = {{ label = "الثلث", value = "cost / 3", decimals = 2 }}
[[sections]]
title = "القسم"
[[sections.blocks]]
{block}
"""
NOTE = 'note = "ملاحظة"'
CELL = st.one_of(
    st.none(),
    st.integers(-(10**15), 10**15).map(str),
    st.decimals(-(10**6), 10**6, places=2).map(str),
)


@examples(20, 400, cells=st.lists(st.tuples(st.sampled_from("أبج"), CELL), min_size=1, max_size=20))
def test_sums_are_exact(tmp_path: Path, cells: list[tuple[str, str | None]]) -> None:
    rows = "".join(f"ل,{kind},{cell or ''}\n" for kind, cell in cells)
    toml = HEADING + TOML.format(style=", decimals = 2", block=NOTE)
    table = read(written(tmp_path / "b", toml, f"name,kind,cost\n{rows}")).tables["meetings"]
    kinds = list(dict.fromkeys(kind for kind, _ in cells))
    groups = [(kind, table.frame[table.frame["kind"] == kind]) for kind in kinds]
    form = NumberForm.of(table.columns["cost"])
    sums = Sums.of(
        table, groups, ["name", "cost"], [form, form], ["cost"], ["groups", "pages", "end"],
        "ar-MA", heading=1,
    )  # fmt: skip
    ordered = []
    for kind in kinds:
        for cell_kind, cell in cells:
            if cell_kind == kind:
                ordered.append(cell)

    def printed(numbers: list[str | None]) -> str:
        filled = [Fraction(text) for text in numbers if text is not None]
        return number(round_exact(sum(filled), 2), "ar-MA", 2) if filled else "—"

    for rows_before in range(len(ordered) + 1):
        expected = printed(ordered[:rows_before])
        assert sums.carried(rows_before) == (expected,)
        assert len(expected) <= len(sums.longest(2)) or expected == "—"
    split = len(ordered) // 2
    added = sums.added(sums.added((), range(split)), range(split, len(ordered)))
    assert sums.texts(added) == sums.carried(len(ordered))
    below = []
    for index in range(len(kinds)):
        for row in sums.after_group(index):
            below.append(row)
    own = []
    for kind in kinds:
        own.append([cell for cell_kind, cell in cells if cell_kind == kind])
    assert [row.texts[2] for row in below] == [*map(printed, own), printed(ordered)]
    rows_behind = [row.provenance[2].rows[0].rows for row in below if row.provenance[2]]
    totals = []
    for group in (*own, ordered):
        totals.append(sum(cell is not None for cell in group))
    assert [len(numbers) for numbers in rows_behind] == totals


def test_quotients_are_summed_before_they_are_rounded(tmp_path: Path) -> None:
    """Three times a third is 1, not 0.99."""
    toml = HEADING + TOML.format(style="", block=NOTE)
    rows = "".join("ل,أ,1\n" for _ in range(3))
    table = read(written(tmp_path, toml, f"name,kind,cost\n{rows}")).tables["meetings"]
    shown = listing(
        table, table.frame, ["name", "third"], locale="ar-MA", group=None, sort=(), numbered=False,
        where=Location(), sums=["third"], totals=["end"],
    )  # fmt: skip
    assert [cell.text for cell in shown.groups[0].rows[0].cells] == ["ل", "0,33"]
    assert shown.total is not None
    assert [cell.text for cell in shown.total.cells] == ["المجموع", "1,00"]


def test_each_part_of_a_register_has_the_rows_of_sums(tmp_path: Path) -> None:
    """A part without the summed column has their names alone."""
    names = [f"c{index}" for index in range(24)]
    labels = "".join(f'{name} = {{ label = "عمود" }}\n' for name in names)
    toml = HEADING + TOML.format(style="", block=NOTE).replace("kind =", f"{labels}kind =", 1)
    cells = "كلمة طويلة جدا,".replace(" ", "") * len(names)
    rows = "".join(f"ل,{kind},1,{cells[:-1]}\n" for kind in "أأب")
    table = read(written(tmp_path, toml, f"name,kind,cost,{','.join(names)}\n{rows}"))
    table = table.tables["meetings"]
    sheets = long_table(
        table, table.frame, ["name", "cost", *names], locale="ar-MA", group="kind", sort=(),
        pages=house_geometry(), where=Location(), sums=["cost"],
        totals=["groups", "pages", "end"],
    )  # fmt: skip
    assert len(sheets) > 1
    for sheet in sheets:
        assert sheet.sums is not None
        printed = [item for item in sheet.items() if isinstance(item, SumRow)]
        assert {row.kind for row in printed} == sheet.sums.printed_kinds == {"subtotal", "total"}
        assert list(sheet.sums.kinds()).count("sum") == len(printed) == 3


def test_sums_beyond_64_bits_are_exact() -> None:
    from report.expressions.vectors import NumberVector
    from report.tables.sums import _Column

    most = 2**63 - 1
    vector = NumberVector(np.array([most, most, -5]), 2, np.zeros(3, dtype=bool))
    column = _Column(1, "", vector, NumberForm(decimals=2))
    assert column.value(0, 3) == Fraction(2 * most - 5, 100)
    assert column.added([0, 1]) == Fraction(2 * most, 100)


@pytest.mark.parametrize("kind", ["table", "register"])
@pytest.mark.parametrize(
    ("keys", "rule"),
    [
        ('sums = ["name"]', "not-summed"),
        ('sums = ["other"]', "not-summed"),
        ('totals = ["end"]', "idle-key"),
        ('sums = ["cost"]\ntotals = ["groups"]', "idle-key"),
        ('sums = ["kind"]', "not-numbers"),
    ],
)
def test_keys_that_cannot_work_are_errors(kind: str, keys: str, rule: str, tmp_path: Path) -> None:
    block = f'{kind} = "meetings"\ncolumns = ["name", "kind", "cost"]\ncaption = "ع"\n{keys}'
    toml = HEADING + TOML.format(style="", block=block)
    folder = written(tmp_path, toml, "name,kind,cost\nل,أ,1\n")
    findings = findings_of(lambda: compose(folder))
    assert {finding.rule for finding in findings} == {rule}
    if rule == "not-numbers":
        assert {str(finding.where.key).rpartition(".")[2] for finding in findings} == {"sums"}
