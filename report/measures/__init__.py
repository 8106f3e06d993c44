"""Named numbers, counted from tables, each with the rule it follows and the rows it comes from.

A function of measures is its own object (:mod:`report.measures.functions`), also that of
another package (:mod:`report.registry`).
"""

from report.measures.counting import CountedMeasures, count_measures
from report.measures.formulas import DEEPEST
from report.measures.model import UNDEFINED, Measure, Provenance, TableRows
from report.measures.selection import (
    MISSING,
    asked_values,
    coded_values,
    grouped,
    numbers_in,
    part_name,
    require_column,
    require_measure,
    require_numbers,
    rows_with,
    select,
    unknown_measure,
    values_in_order,
)
from report.measures.spellings import spelling_groups

__all__ = [
    "DEEPEST",
    "MISSING",
    "UNDEFINED",
    "CountedMeasures",
    "Measure",
    "Provenance",
    "TableRows",
    "asked_values",
    "coded_values",
    "count_measures",
    "grouped",
    "numbers_in",
    "part_name",
    "require_column",
    "require_measure",
    "require_numbers",
    "rows_with",
    "select",
    "spelling_groups",
    "unknown_measure",
    "values_in_order",
]
