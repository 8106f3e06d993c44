"""Event tables into tables ready to be set: grouping, sorting, counting, totals."""

from report.tables.counts import counts, cross_counts
from report.tables.fitting import fitted
from report.tables.forms import value_text
from report.tables.listing import listing
from report.tables.model import Cell, Group, HeadCell, Item, LongTable, Row, TableModel
from report.tables.registers import (
    LONG_TABLE_ROWS,
    MIN_ROWS_FOR_LONG_TABLE,
    PROBE_CLASS,
    ROWS_IN_HTML,
    long_table,
    opening,
    whole,
)

__all__ = [
    "LONG_TABLE_ROWS",
    "MIN_ROWS_FOR_LONG_TABLE",
    "PROBE_CLASS",
    "ROWS_IN_HTML",
    "Cell",
    "Group",
    "HeadCell",
    "Item",
    "LongTable",
    "Row",
    "TableModel",
    "counts",
    "cross_counts",
    "fitted",
    "listing",
    "long_table",
    "opening",
    "value_text",
    "whole",
]
