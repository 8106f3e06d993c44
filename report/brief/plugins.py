"""The plug-ins that a brief uses, by the kinds that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.brief.blocks import BLOCKS, CHARTS, Chart
from report.brief.column_types import COLUMNS
from report.brief.kinds import name_of
from report.brief.measures import MEASURES
from report.brief.model import Brief
from report.brief.printed import all_blocks
from report.expressions import FUNCTIONS
from report.registry import Plugin, Registry


def plugins_in(model: Brief) -> frozenset[Plugin]:
    """Return the plug-ins whose blocks, charts, columns, measures and functions a brief has."""
    used = (registry.plugin(name) for registry, name in _kinds_in(model))
    return frozenset(plugin for plugin in used if plugin is not None)


def _kinds_in(model: Brief) -> Iterator[tuple[Registry[object], str]]:
    for block in all_blocks(model):
        yield BLOCKS, name_of(BLOCKS, block)
        if isinstance(block, Chart):
            yield CHARTS, block.chart
    for table in model.tables.values():
        for column in table.columns.values():
            yield COLUMNS, column.type
    for measure in model.measures.values():
        yield MEASURES, measure.function
    for name in _functions_in(model):
        yield FUNCTIONS, name


def _functions_in(model: Brief) -> Iterator[str]:
    """Yield the functions of other packages that are called anywhere in the brief."""
    names = [name for name in FUNCTIONS.names() if name not in FUNCTIONS.builtin]
    if not names:
        return
    text = str(model.model_dump())
    yield from (name for name in names if re.search(rf"(?<!\w){re.escape(name)}\s*\(", text))
