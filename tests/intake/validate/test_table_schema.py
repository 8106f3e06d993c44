"""The published Table Schema: frictionless takes it, and finds with it what the checks find."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from frictionless import Resource, Schema

from report.brief.tables import Table
from report.intake.validate import table_schema

SPEC = Table.model_validate(
    {
        "source": "t.csv",
        "label": "جدول",
        "columns": {
            "id": {"label": "المعرف", "required": True, "unique": True, "pattern": "E[0-9]|F[0-9]"},
            "kind": {"label": "النوع", "type": "category", "values": ("ندوة", "لقاء")},
            "n": {"label": "العدد", "type": "integer", "minimum": 1, "maximum": 9},
            "x": {"label": "القيمة", "type": "number"},
            "ok": {"label": "تم", "type": "boolean"},
            "day": {
                "label": "اليوم",
                "type": "date",
                "within": "period",
                "minimum": dt.date(2025, 1, 1),
            },
            "land": {"label": "الدولة", "type": "country"},
        },
        "key": ("id",),
        "foreign_keys": ({"columns": ("land",), "table": "lands", "references": ("code",)},),
        "rules": ({"check": "n > 0 or x is missing"},),
        "expect": ({"rows": True, "equals": 1},),
    }
)
CLEAN = {
    "id": "E1",
    "kind": "ندوة",
    "n": 3,
    "x": 2.5,
    "ok": True,
    "day": "2025-11-24/..",
    "land": "MA",
}


def found(**cells: Any) -> list[str]:
    descriptor = {
        name: value for name, value in table_schema(SPEC).items() if name != "foreignKeys"
    }
    resource = Resource(
        data=[list(CLEAN), list((CLEAN | cells).values())],
        schema=Schema.from_descriptor(descriptor),
    )
    texts = []
    for task in resource.validate().tasks:
        for error in task.errors:
            texts.append(str(error.type))
    return texts


def test_frictionless_takes_the_schema() -> None:
    descriptor = table_schema(SPEC)
    assert not list(Schema.metadata_validate(descriptor))
    schema = Schema.from_descriptor(descriptor)
    assert schema.field_names == list(SPEC.columns) and schema.primary_key == ["id"]
    assert schema.foreign_keys[0]["reference"] == {"resource": "lands", "fields": ["code"]}
    assert descriptor["mujaz"] == {
        "rules": [{"check": "n > 0 or x is missing"}],
        "expect": [{"rows": True, "equals": 1}],
    }
    fields: Any = descriptor["fields"]
    assert fields[5]["mujaz"] == {"minimum": "2025-01-01", "within": "period"}


def test_a_clean_row_is_valid() -> None:
    assert found() == []
    assert found(x=None, kind=None, day="2025-11?") == []


@pytest.mark.parametrize(
    "cells",
    [{"id": None}, {"id": "E12"}, {"id": "xF1"}, {"kind": "حفلة"}, {"n": 0}, {"n": 10}, {"n": "كثير"}, {"x": "س"},
     {"ok": "ربما"}, {"day": "غدا"}, {"day": "24/11/2025"}, {"land": "المغرب"}],
    ids=str,
)  # fmt: skip
def test_a_faulty_row_is_not(cells: dict[str, Any]) -> None:
    assert found(**cells)


def test_a_plain_table_says_nothing_more_than_its_fields() -> None:
    plain = Table.model_validate(
        {"source": "t.csv", "label": "جدول", "columns": {"a": {"label": "أ"}}}
    )
    assert table_schema(plain) == {
        "fields": [{"name": "a", "title": "أ", "type": "string"}],
        "missingValues": [""],
    }
