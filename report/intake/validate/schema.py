"""A table's declaration as a Frictionless Table Schema (v1), of the table as it is after normalisation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.brief.tables import Column, Table

_TYPES = {
    "text": "string", "category": "string", "country": "string", "date": "string",
    "integer": "integer", "number": "number", "year": "year", "boolean": "boolean",
}  # fmt: skip
#: What Table Schema has no word for stands under this property, which its readers pass over.
OWN = "mujaz"
#: The dates and intervals that :func:`report.arabic.parse_edtf` reads; Table Schema's own dates are single days.
_EDTF = r"\.\.|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?"
_EDTF_TYPE = "http://id.loc.gov/datatypes/edtf"


def table_schema(spec: Table) -> dict[str, object]:
    """Return the Table Schema of a table: fields with their constraints, its key, its foreign keys.

    Dates are EDTF texts. Row rules, table rules, and the bounds of dates, which the standard cannot say, stand under
    ``mujaz``.
    """
    schema: dict[str, object] = {
        "fields": [_field(name, column) for name, column in spec.columns.items()],
        "missingValues": [""],
    }
    if spec.key:
        schema["primaryKey"] = list(spec.key)
    if spec.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": list(foreign.columns),
                "reference": {"resource": foreign.table, "fields": list(foreign.references)},
            }
            for foreign in spec.foreign_keys
        ]
    own: dict[str, object] = {}
    if spec.rules:
        own["rules"] = [rule.model_dump(exclude_none=True) for rule in spec.rules]
    if spec.expect:
        own["expect"] = [rule.model_dump(exclude_defaults=True) for rule in spec.expect]
    if own:
        schema[OWN] = own
    return schema


def _field(name: str, column: Column) -> dict[str, object]:
    field: dict[str, object] = {"name": name, "title": column.label, "type": _TYPES[column.type]}
    if column.type == "date":
        field["rdfType"] = _EDTF_TYPE
    constraints = _constraints(column)
    if constraints:
        field["constraints"] = constraints
    own: dict[str, object] = {}
    if column.type == "date":
        own = {
            key: _plain(getattr(column, key))
            for key in ("minimum", "maximum", "within")
            if getattr(column, key)
        }
    if own:
        field[OWN] = own
    return field


def _constraints(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if column.type == "date":
        constraints["pattern"] = f"^({_EDTF})(/({_EDTF}))?$"
    elif column.type == "country":
        constraints["pattern"] = "^[A-Z]{2}$"
    elif column.pattern is not None:
        constraints["pattern"] = f"^(?:{column.pattern})$"
    if column.is_number:
        for key in ("minimum", "maximum"):
            if getattr(column, key) is not None:
                constraints[key] = getattr(column, key)
    return constraints


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
