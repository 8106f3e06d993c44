"""The rows that a section is about: all, or those of one value if it is repeated for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from report.intake.model import EventTable
from report.measures import CountedMeasures, Measure


class SectionValue(str):
    """The value that a repeated section is of, as its texts print it.

    ``measure`` says where it comes from, in case that it is a number.
    """

    __slots__ = ("measure",)

    measure: Measure

    @classmethod
    def of(cls, label: str, measure: Measure) -> SectionValue:
        """Return a value with its origin."""
        value = cls(label)
        value.measure = measure
        return value


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What the blocks and the prose of a section read.

    :param value: the printed value that the section is of; ``None`` for all rows.
    """

    tables: Mapping[str, EventTable]
    measures: CountedMeasures
    value: SectionValue | None = None
