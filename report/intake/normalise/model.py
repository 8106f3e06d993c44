"""The input and output of the normalisation of a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from report.arabic import Interval
    from report.brief.tables import Column, Normalise


#: The steps in report order: characters, then blanks and meanings, then types.
STEPS = (
    *("presentation_forms", "bidi_controls", "look_alikes", "tatweel", "nfc", "spaces", "digits"),
    *("missing_words", "aliases", "near_misses", "country", "date", "number", "boolean"),
)


def alias_pairs(column: Column) -> Iterator[tuple[str, str]]:
    """Yield each alias of a column's values with that value."""
    for value, spellings in column.aliases.items():
        for spelling in spellings:
            yield spelling, value


@dataclass(frozen=True, slots=True)
class Policy:
    """Settings of normalisation.

    ``steps`` are the enabled steps, ``missing`` the table's words for a blank. The locale decides
    what a column leaves open; the brief's period supplies the year of dates without one.
    """

    steps: Normalise
    missing: tuple[str, ...]
    locale: str
    period: Interval | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """The cells that one step changed, by ascending position in the column.

    ``before`` and ``after`` show the first of them; ``words`` has the first few distinct texts that
    changed.
    """

    step: str
    positions: np.ndarray
    before: str
    after: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A raw cell that is no value of its column's type."""

    rule: str
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A property that was decided over the whole column: ``what`` is the key that pins it to
    ``value``.
    """

    what: str
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class NormalColumn:
    """A column in its type; blank and unreadable cells are ``<NA>`` or ``None``.

    Texts, categories and countries (ISO 3166-1 alpha-2) are strings; integers ``Int64``; numbers
    ``Float64``, or ``Decimal`` objects when a cell has more than 15 significant digits; booleans
    ``boolean``; dates are objects of :class:`report.arabic.Interval`, shared by cells with equal
    text.
    """

    values: pd.Series
    corrections: tuple[Correction, ...]
    faults: tuple[Fault, ...]
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The values read from the distinct cells of a column.

    ``values`` has one item per cell, ``None`` for an unreadable one. ``faults`` gives the rule that
    an unreadable cell breaks, ``steps`` the step that changed a readable one, both by index of the
    distinct cell.
    """

    values: list[object]
    faults: Mapping[int, str] = field(default_factory=dict)
    steps: Mapping[int, str] = field(default_factory=dict)
    decided: tuple[Decided, ...] = ()
