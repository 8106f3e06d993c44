"""A text that a condition compares is read as a cell of the column, wherever the value comes from."""

from __future__ import annotations

import pandas as pd
import pytest
from measures.engines import cells_of, engine_of

from report.errors import ExpressionError
from report.measures.engine import Engine
from report.measures.query import Asked, Query
from report.measures.show import parse_show

FRAME = pd.DataFrame(
    {
        "region": pd.Series(["إفريقيا", "إفريقيا", "آسيا"], dtype="string"),
        "state": pd.Series(["MA", "MA", "CN"], dtype="string"),
    }
)
COLUMNS = {
    "region": {"label": "المنطقة"},
    "state": {"label": "الدولة", "type": "country"},
    "copied": {"label": "نسخة", "value": "region"},
    "joined": {"label": "ضم", "value": "if(state is missing, copied, region)"},
    "copied_state": {"label": "الدولة نفسها", "value": "state"},
}
MEASURES = {
    "rows": {"value": "count(t)"},
    "usual": {"value": "mode(region)", "from": "t"},
    "only_state": {"value": "only(state)", "from": "t"},
}
#: Dimensions, and conditions on their groups that «إفريقيا» alone meets.
CASES = [
    ("region", "region == 'إفـريقيا'"),
    ("region", "region in ['إفـريقيا', 'أوروبا']"),
    ("region", "region != ' آسيا '"),
    ("copied", "copied == 'إفـريقيا'"),
    ("copied", "count(where copied == 'إفـريقيا') > 0"),
    ("joined", "joined == 'إفـريقيا'"),
    ("state", "state == 'المغرب'"),
    ("state", "state == 'MAR'"),
    ("state", "only_state in ['المغرب']"),
    ("copied_state", "copied_state == 'MAR'"),
    ("copied_state", "usual == 'إفـريقيا'"),
    ("copied_state", "mode(copied) == 'إفـريقيا'"),
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return engine_of({"t": FRAME}, COLUMNS, MEASURES)


@pytest.mark.parametrize(("dimension", "text"), CASES)
def test_a_text_of_having_is_read_as_a_cell(engine: Engine, dimension: str, text: str) -> None:
    asked = tuple(Asked(measure=name) for name in MEASURES)
    result = engine.result(Query(measures=asked, rows=((dimension,),), having=text))
    assert [cells_of(result, row)[0].value for row in range(len(result.rows))] == [2]


@pytest.mark.parametrize(
    "text", ["copied == 'إفـريقيا'", "joined == 'إفـريقيا'", "copied_state == 'MAR'"]
)
def test_a_text_of_where_is_read_as_a_cell_of_a_computed_column(engine: Engine, text: str) -> None:
    result = engine.result(Query(measures=(Asked(measure="rows"),), where=text))
    assert result.cell(0, 0, 0).value == 2


def test_a_member_that_show_names_is_read_as_a_cell(engine: Engine) -> None:
    asked = Asked(measure="rows", show=(parse_show("difference from 'إفـريقيا'"),))
    result = engine.result(Query(measures=(asked,), rows=(("copied",),)))
    assert [cells_of(result, row)[0].value for row in range(2)] == [0, -1]


def test_a_text_that_no_cell_of_the_dimension_holds_is_an_error(engine: Engine) -> None:
    query = Query(
        measures=(Asked(measure="rows"),), rows=(("state",),), having="state == 'لا دولة'"
    )
    with pytest.raises(ExpressionError) as caught:
        engine.result(query)
    assert caught.value.findings[0].rule == "no-cell-holds"
