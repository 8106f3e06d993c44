"""The engine over frames of pandas, and the cells of what it answers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import pandas as pd

from brief.minimal import SECTION, heading_of
from report.brief import Brief
from report.brief.load import loaded_from_model
from report.intake import read_tables
from report.measures.engine import Engine
from report.measures.model import Cell, Result

Keys = Mapping[str, Mapping[str, Any]]


def engine_of(
    frames: Mapping[str, pd.DataFrame],
    columns: Keys,
    measures: Keys,
    *,
    period: str = "2025",
    derived: Keys | None = None,
) -> Engine:
    """Return the engine of tables that all have the same columns.

    A measure without a label has its name as label.

    :param derived: derived tables by name.
    """
    model = Brief(
        **tomllib.loads(heading_of(period) + SECTION),
        tables={
            **{name: {"label": name, "columns": columns} for name in frames},
            **(derived or {}),
        },
        measures={name: {"label": name, **keys} for name, keys in measures.items()},
    )
    brief = loaded_from_model(model, None, frames)
    return Engine(brief, read_tables(brief, frames))


def cells_of(result: Result, row: int) -> list[Cell]:
    """Return the cells of a row, column after column."""
    cells = []
    for column in range(len(result.columns)):
        for measure in range(len(result.measures)):
            cells.append(result.cell(row, column, measure))
    return cells
