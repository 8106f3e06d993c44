"""Measures as ``brief.toml`` declares them: formulas, short forms, units, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.minimal import HEADING, SECTION, TABLE, findings_of, line_of, loaded
from report.intake import read_tables
from report.measures import CountedMeasures, count_measures

COLUMNS = """\
[tables.meetings.columns]
name = { label = "الاسم" }
cost = { type = "number", label = "الكلفة", decimals = 2 }
done = { type = "number", label = "الإنجاز", percent = true }
"""
CSV = "name,cost,done\nفاس,1.5,50%\nطنجة,2.25,25%\nفاس,,75%\n"
DECLARED = '[measures.m]\nlabel = "المؤشر"\n'


def _counted(folder: Path, keys: str) -> CountedMeasures:
    brief = loaded(folder, HEADING + TABLE + COLUMNS + DECLARED + keys + SECTION, CSV)
    return count_measures(brief, read_tables(brief))


@pytest.mark.parametrize(
    ("keys", "printed"),
    [
        ('value = "count()"\n', "3"),
        ('value = "count(meetings)"\nwhere = "cost > 2"\n', "1"),
        ('value = "count()"\nwhere = { name = "فاس" }\n', "2"),
        ('value = "sum(cost)"\n', "3,75"),
        ('value = "sum(cost)"\ndecimals = 1\nunit = "كلم"\n', "3,8\u00a0كلم"),
        ('value = "1000000 * sum(cost)"\nscale = "million"\n', "3,75\u00a0مليون"),
        ('value = "sum(cost)"\ncurrency = "MAD"\n', "3,75\u00a0د.م."),
        ('value = "mean(done)"\n', "50,0%"),
        ('value = "share(cost > 2)"\n', "50,0%"),
        ('value = "100 * count(where cost > 2) / count()"\npercent = true\n', "33,3%"),
        ('value = "sum(cost) / count()"\n', "1,3"),
        ('value = "mode(name)"\n', "فاس"),
        ('value = "min(cost)"\nfrom = "meetings"\n', "1,50"),
        ('value = "mean(cost)"\nwhere = "cost > 9"\n', "—"),
        ('count = "meetings"\nwhere = "cost > 2"\n', "1"),
        ('sum = "meetings"\ncolumn = "cost"\nunit = "كلم"\n', "3,75\u00a0كلم"),
    ],
)
def test_a_measure_is_printed_as_it_is_declared(tmp_path: Path, keys: str, printed: str) -> None:
    cell = _counted(tmp_path, keys)["m"].cell
    assert cell is not None
    assert cell.text("ar-MA") == printed


@pytest.mark.parametrize(
    ("keys", "rule", "key"),
    [
        ('value = "count("\n', "unfinished-expression", "measures.m.value"),
        ('value = "sum(costs)"\n', "no-such-name", "measures.m.value"),
        ('value = "sum(name)"\n', "unfit-argument", "measures.m.value"),
        ('value = "cost"\n', "column-outside-aggregate", "measures.m.value"),
        ('value = "count()"\nfrom = "meeting"\n', "unknown-table", "measures.m.value"),
        ('value = "count()"\nwhere = "costs > 2"\n', "no-such-name", "measures.m.where"),
        ('value = "count()"\nshow = "shares of total"\n', "bad-show", "measures.m.show"),
        ('value = "m + 1"\n', "circle", "measures.m.value"),
    ],
)
def test_what_is_wrong_is_said_at_its_key(tmp_path: Path, keys: str, rule: str, key: str) -> None:
    (finding,) = findings_of(lambda: _counted(tmp_path, keys))
    assert (finding.rule, finding.where.key) == (rule, key)
    text = HEADING + TABLE + COLUMNS + DECLARED + keys + SECTION
    assert finding.where.line == line_of(text, keys.splitlines()[key.endswith(("where", "show"))])


def test_a_column_that_another_table_has_is_no_misspelling(tmp_path: Path) -> None:
    second = (
        '[tables.costs]\nfrom = "meetings"\nlabel = "الكلف"\nby = { town = "name" }\n'
        '[measures.o]\nlabel = "العدد"\nfrom = "costs"\nvalue = "count(where done > 2)"\n'
    )
    (finding,) = findings_of(lambda: _counted(tmp_path, f'value = "count(meetings)"\n{second}'))
    assert finding.rule == "column-of-other-table"
    assert {key: finding.values[key] for key in ("given", "table", "tables", "known")} == {
        "given": "done", "table": "costs", "tables": ("meetings",), "known": ("town",),
    }  # fmt: skip


def test_names_that_can_stand_for_a_group_are_those_of_measures(tmp_path: Path) -> None:
    (finding,) = findings_of(lambda: _counted(tmp_path, 'value = "n + 1"\n'))
    assert (finding.rule, finding.values["nearest"]) == ("no-such-name", None)
    assert "cost" not in str(finding.values["known"])


@pytest.mark.parametrize(
    ("keys", "rule"),
    [
        ('value = "count()"\ncurrency = "درهم"\n', "bad-currency"),
        ('value = "count()"\nscale = "dozen"\n', "bad-choice"),
        ('value = "count()"\ndecimals = 99\n', "bad-value"),
        ('value = "count()"\ncolumn = "cost"\n', "strange-key"),
    ],
)
def test_keys_of_a_measure_are_checked(tmp_path: Path, keys: str, rule: str) -> None:
    assert [finding.rule for finding in findings_of(lambda: _counted(tmp_path, keys))] == [rule]
