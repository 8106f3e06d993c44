"""A value that is too long is reported where its expression stands, whatever key that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.minimal import HEADING
from report.checking import check
from report.expressions.functions import texts

TABLES = """\
[tables.meetings]
source = "meetings.csv"
label = "الاجتماعات"
encoding = "utf-8"
delimiter = ","
{table}
[tables.meetings.columns]
name = {{ label = "الاسم" }}
seats = {{ type = "integer", label = "المقاعد" }}
{column}
{derived}
[measures.n]
label = "العدد"
value = "{value}"
{where}
[[sections]]
title = "القسم"
[[sections.blocks]]
table = "meetings"
caption = "جدول"
{block}
"""
LONG = "concat(name, name)"
#: What is too long where, and the end of the key that says so.
CASES = {
    "measure": ({"value": f"count(where len({LONG}) > 0)"}, "measures.n.value"),
    "formula": ({"value": f"distinct({LONG})"}, "measures.n.value"),
    "condition-of-a-measure": ({"where": f"where = \"{LONG} == 'x'\""}, "measures.n.where"),
    "rows": ({"block": f'rows = "{LONG}"\nmeasures = "n"'}, "blocks[1].rows"),
    "columns": (
        {"block": f'rows = "name"\ncolumns = "{LONG}"\nmeasures = "n"'},
        "blocks[1].columns",
    ),
    "having": (
        {"block": f'rows = "name"\nmeasures = "n"\nhaving = "{LONG} != \'x\'"'},
        "blocks[1].having",
    ),
    "where": ({"block": f'columns = ["name"]\nwhere = "{LONG} == \'x\'"'}, "blocks[1].where"),
    "where-of-measures": (
        {"block": f'rows = "name"\nmeasures = "n"\nwhere = "{LONG} == \'x\'"'},
        "blocks[1].where",
    ),
    "sort": ({"block": f'columns = ["name"]\nsort = "{LONG}"'}, "blocks[1].sort"),
    "computed": (
        {"column": f'twice = {{ label = "مرتين", value = "{LONG}" }}'},
        "columns.twice.value",
    ),
    "row-rule": (
        {"derived": f"[[tables.meetings.rules]]\ncheck = \"{LONG} != 'x'\""},
        "rules[1].check",
    ),
    "derived-where": (
        {"derived": f'[tables.d]\nfrom = "meetings"\nlabel = "د"\nwhere = "{LONG} != \'x\'"'},
        "tables.d.where",
    ),
    "derived-by": (
        {"derived": f'[tables.d]\nfrom = "meetings"\nlabel = "د"\nby = {{ x = "{LONG}" }}'},
        "tables.d.by.x",
    ),
    "derived-stack": (
        {"derived": f'[tables.d]\nfrom = "meetings"\nlabel = "د"\nstack = [{{ x = "{LONG}" }}]'},
        "tables.d.stack[1].x",
    ),
    "derived-order": (
        {"derived": f'[tables.d]\nfrom = "meetings"\nlabel = "د"\norder = ["{LONG}"]'},
        "tables.d.order[1]",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_value_that_is_too_long_is_reported_at_its_key(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes, key = CASES[case]
    pieces = dict.fromkeys(("table", "column", "derived", "where"), "")
    pieces |= {"value": "count(meetings)", "block": 'columns = ["name"]', **changes}
    (tmp_path / "brief.toml").write_text(HEADING + TABLES.format(**pieces), "utf-8")
    (tmp_path / "meetings.csv").write_text("name,seats\nفاس,3\nمكناس,4\n", "utf-8")
    monkeypatch.setattr(texts, "_LONGEST", 8)
    findings = check(tmp_path)
    places = [finding.where for finding in findings if finding.rule == "too-long-value"]
    assert places, [finding.rule for finding in findings]
    assert {place.key and place.key.endswith(key) for place in places} == {True}, places
    assert all(place.line is not None for place in places)
