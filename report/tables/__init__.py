"""Event tables into tables ready to be set: grouping, sorting, counting, totals."""

from report.tables.counts import counts, cross_counts
from report.tables.listing import listing, value_text
from report.tables.model import Cell, Group, HeadCell, Row, TableModel

__all__ = ["Cell", "Group", "HeadCell", "Row", "TableModel", "counts", "cross_counts", "listing", "value_text"]
