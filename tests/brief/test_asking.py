"""What blocks ask of the measures: the forms that keys may have, their faults, and their query."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from report.brief.asking import Asking, Dimensions
from report.brief.base import as_tuples
from report.brief.blocks import Captioned
from report.brief.faults import findings_of
from report.brief.kinds import words_in
from report.errors import Location
from report.measures.asking import query_of
from report.measures.query import Query


class Asks(Captioned, Asking):
    """A block that asks."""

    rows: Dimensions = ()


def asks(**keys: Any) -> Asks:
    return Asks.model_validate(as_tuples({"caption": "عنوان", **keys}))


def query(**keys: Any) -> Query:
    block = asks(**keys)
    return query_of(
        block, block.rows, (), lambda *path: Location(key=".".join(map(str, path))), table="events"
    )


def faults(**keys: Any) -> list[tuple[str, str | None]]:
    with pytest.raises(ValidationError) as raised:
        asks(**keys)
    result = findings_of(raised.value, lambda *path: Location(key=".".join(map(str, path))))
    return [(finding.rule, finding.where.key) for finding in result]


def test_one_item_is_written_as_itself_or_as_a_list() -> None:
    short = query(rows="region", measures="attacks", sort="-attacks", totals="columns")
    assert short == query(
        rows=["region"], measures=["attacks"], sort=["-attacks"], totals=["columns"]
    )
    assert short.rows == ("region",)


def test_a_dimension_of_several_expressions_is_a_list_inside_the_list() -> None:
    assert query(rows=["team", ["date", "place"]]).rows == ("team", ("date", "place"))


def test_a_measure_is_a_name_or_says_what_of_it_is_shown() -> None:
    name, share = query(
        measures=["a", {"measure": "a", "show": ["share of total", "running total"]}]
    ).measures
    assert (name.measure, name.show) == ("a", ())
    assert [show.kind for show in share.show] == ["share", "running"]


def test_without_measures_the_rows_of_the_table_are_counted() -> None:
    assert [asked.measure for asked in query(rows="region").measures] == ["count(events)"]


def test_the_rest_has_a_name_of_its_own_or_the_usual_one() -> None:
    assert query(top=3).others is None
    assert query(top=3, others=True).others == "أخرى"
    assert query(top=3, others="غيرها").others == "غيرها"
    assert "غيرها" in list(words_in(asks(top=3, others="غيرها")))


def test_members_are_completed_for_all_dimensions_or_for_each() -> None:
    assert query(complete=["2005-01", "2008-12"]).complete == ("2005-01", "2008-12")
    each = query(complete={"year(date)": [2010, 2015], "half(date)": True})
    assert each.complete_of("year(date)") == (2010, 2015)
    assert each.complete_of("half(date)") is True
    assert each.complete_of("region") is False


@pytest.mark.parametrize(
    ("keys", "rule", "key"),
    [
        ({"measure": "a"}, "unknown-key", "measure"),
        ({"measures": [{"measure": "a", "shwo": "rank"}]}, "unknown-key", "measures.0.shwo"),
        ({"measures": [{"measure": "a", "of": "region"}]}, "idle-key", "measures.0"),
        ({"measures": ["ا"]}, "bad-name", "measures.0.measure"),
        ({"top": 3, "bottom": 3}, "one-of", ""),
        ({"top": 0}, "bad-value", "top"),
        ({"top": "3"}, "bad-value", "top"),
        ({"others": True}, "idle-key", ""),
        ({"ties": "keep"}, "idle-key", ""),
        ({"top_of": "region"}, "idle-key", ""),
        ({"complete": [2010]}, "bad-value", "complete"),
        ({"complete": {"year(date)": [2010]}}, "bad-value", "complete.year(date)"),
        ({"complete": "yes"}, "bad-value", "complete"),
        ({"totals": "all"}, "bad-choice", "totals.0"),
        ({"others": 3, "top": 2}, "bad-value", "others"),
        ({"missing": "no"}, "bad-choice", "missing"),
    ],
)
def test_a_fault_is_reported_at_its_key(keys: dict[str, Any], rule: str, key: str) -> None:
    assert faults(**keys) == [(rule, key)]


@pytest.mark.parametrize(
    ("keys", "expected", "wanted_ar"),
    [
        ({"top": -5}, "1 or more", "لا يقل عن 1"),
        ({"bottom": 100_001}, "100000 or less", "لا يزيد على 100000"),
        ({"complete": [2010]}, "of length 2 or more", "لا تقل عناصرها عن 2"),
        ({"complete": [1, 2, 3]}, "of length 2 or less", "لا تزيد عناصرها على 2"),
        (
            {"measures": [{"measure": "a", "decimals": 16}]}, "15 or less", "لا يزيد على 15",
        ),
    ],
)  # fmt: skip
def test_a_value_beyond_a_bound_is_answered_with_the_bound(
    keys: dict[str, Any], expected: str, wanted_ar: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        asks(**keys)
    (finding,) = findings_of(raised.value, lambda *_: Location())
    assert expected in finding.text() and wanted_ar in finding.text("ar")


def test_the_columns_that_dimensions_name_are_read() -> None:
    block = asks(rows=["year(date)", ["region", "countries.income"]], where={"kind": "حريق"})
    read = block.row_query("events", block.rows)
    assert (read.table, read.columns, read.where) == (
        "events",
        ("date", "region"),
        {"kind": "حريق"},
    )
    assert asks(rows="year(").row_query("events", asks(rows="year(").rows).columns == ()


def test_the_schema_has_both_forms_of_a_key() -> None:
    properties = Asks.model_json_schema()["properties"]
    assert properties["sort"]["anyOf"][0]["type"] == "string"
    assert properties["sort"]["anyOf"][1]["type"] == "array"
    assert all("description" in properties[name] for name in Asking.model_fields)
