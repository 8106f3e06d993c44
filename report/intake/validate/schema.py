"""The declaration of a normalised table as a Frictionless Table Schema (v1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.intake.types.kind import type_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report.brief.tables import Column, Table

#: The property for declarations outside Table Schema; readers of the standard ignore it.
OWN = "mujaz"


def table_schema(spec: Table) -> dict[str, object]:
    """Return the Table Schema of a table: fields with constraints, primary key, foreign keys.

    Computed columns are not among the fields: the data do not have them.

    Dates are EDTF texts. Row rules, table rules, and the bounds of dates, which the standard cannot
    express, are under ``mujaz``.
    """
    schema: dict[str, object] = {
        "fields": [_field(name, column) for name, column in _of_file(spec).items()],
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


def _of_file(spec: Table) -> Mapping[str, Column]:
    """Return the columns that a file has; all those of a derived table, which has none."""
    return spec.columns if spec.is_derived else spec.of_file.columns


def _field(name: str, column: Column) -> dict[str, object]:
    kind = type_of(column)
    field: dict[str, object] = {"name": name, "title": column.label, "type": kind.schema}
    more, own = kind.schema_properties(column)
    field |= more
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    constraints |= kind.constraints(column)
    if constraints:
        field["constraints"] = constraints
    if own:
        field[OWN] = own
    return field
