"""The rows that a section is about: all, or those of one value if it is repeated for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from report.intake.model import EventTable
from report.measures import CountedMeasures


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What the blocks and the prose of a section read.

    :param value: the printed value that the section is of; ``None`` for all rows.
    """

    tables: Mapping[str, EventTable]
    measures: CountedMeasures
    value: str | None = None
