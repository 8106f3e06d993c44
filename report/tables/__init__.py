"""Event tables into tables ready to be set: grouping, sorting, totals."""

from report.tables.fitting import fitted
from report.tables.forms import value_text
from report.tables.listing import limited, listing
from report.tables.model import Cell, Group, HeadCell, Item, LongTable, Row, TableModel
from report.tables.registers import (
    BROUGHT_CLASS,
    CARRIED_CLASS,
    CARRIED_CLASSES,
    LONG_TABLE_ROWS,
    MIN_ROWS_FOR_LONG_TABLE,
    PROBE_CLASS,
    long_table,
    opening,
    rows_in_html,
    whole,
)

__all__ = [
    "BROUGHT_CLASS",
    "CARRIED_CLASS",
    "CARRIED_CLASSES",
    "LONG_TABLE_ROWS",
    "MIN_ROWS_FOR_LONG_TABLE",
    "PROBE_CLASS",
    "Cell",
    "Group",
    "HeadCell",
    "Item",
    "LongTable",
    "Row",
    "TableModel",
    "fitted",
    "limited",
    "listing",
    "long_table",
    "opening",
    "rows_in_html",
    "value_text",
    "whole",
]
