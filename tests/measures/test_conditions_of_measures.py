"""The condition of a measure is on the rows of all that it is made from, or it is refused."""

from __future__ import annotations

import pandas as pd
import pytest
from measures.engines import engine_of

from report.errors import ExpressionError
from report.measures.engine import Engine
from report.measures.query import Asked, Query

FRAME = pd.DataFrame(
    {
        "kind": pd.Series(["حريق", "حريق", "سرقة", "سرقة", "سرقة"], dtype="string"),
        "town": pd.Series(["فاس", "طنجة", "فاس", "فاس", "طنجة"], dtype="string"),
        "cost": pd.Series([1, 2, 4, 8, 16], dtype="Int64"),
    }
)
MEASURES = {
    "rows": {"value": "count(t)"},
    "cost": {"from": "t", "value": "sum(cost)"},
    "fires": {"from": "t", "value": "count()", "where": "kind == 'حريق'"},
    "mean": {"value": "cost / rows", "decimals": 2},
    "mean_in_fez": {"value": "mean", "where": "town == 'فاس'"},
    "fires_in_fez": {"value": "fires", "where": "town == 'فاس'"},
    "share_in_fez": {"from": "t", "value": "fires / count()", "where": "town == 'فاس'"},
    "ranked": {"value": "rows", "show": "rank"},
    "short": {"count": "t", "where": {"kind": "سرقة"}},
    "of_other": {"from": "u", "value": "count()"},
}
#: Measures whose rows the condition of another one cannot be on.
REFUSED = {"ranked": "ranked", "short": "short", "of_other": "of_other", "total(rows)": "rows"}


def _engine(measures: dict[str, dict[str, object]]) -> Engine:
    columns = {
        "kind": {"label": "الصنف"},
        "town": {"label": "المدينة"},
        "cost": {"label": "الكلفة", "type": "integer"},
    }
    return engine_of({"t": FRAME, "u": FRAME}, columns, measures)


def test_a_condition_is_on_the_measures_that_are_named() -> None:
    names = ("mean", "mean_in_fez", "fires_in_fez", "share_in_fez")
    result = _engine(MEASURES).result(Query(measures=tuple(Asked(measure=name) for name in names)))
    cells = [result.cell(0, 0, index) for index in range(len(names))]
    assert [cell.text("ar-MA") for cell in cells[:3]] == ["6,20", "4,33", "1"]
    assert cells[3].value * 3 == 1  # type: ignore[operator]
    (rows,) = cells[2].provenance.rows
    assert (rows.table, list(rows.rows)) == ("t", [2])


@pytest.mark.parametrize(("value", "parent"), REFUSED.items())
def test_a_condition_that_would_do_nothing_is_refused(value: str, parent: str) -> None:
    measure = {"from": "t", "value": f"{value} + count()", "where": "town == 'فاس'"}
    engine = _engine({**MEASURES, "wrong": measure})
    with pytest.raises(ExpressionError) as caught:
        engine.result(Query(measures=(Asked(measure="wrong"),)))
    (finding,) = caught.value.findings
    assert finding.rule == "where-of-measures" and finding.where.key == "measures.wrong.where"
    assert finding.values["parent"] == parent
