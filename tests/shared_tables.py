"""Tables that tests share: those of equal briefs over the same files are read once in a process."""

from __future__ import annotations

from collections.abc import Mapping

from report.brief.load import LoadedBrief
from report.intake import EventTable, read_tables

_READ: dict[tuple[str, str], Mapping[str, EventTable]] = {}


def tables_of(brief: LoadedBrief) -> Mapping[str, EventTable]:
    """Return the tables of a brief whose files do not change.

    The tables do not depend on the measures and the sections, which may differ.
    """
    key = str(brief.folder), brief.model.model_dump_json(exclude={"measures", "sections"})
    if key not in _READ:
        _READ[key] = read_tables(brief)
    return _READ[key]
