"""What normalisation is reported, and what it yields for a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from report.arabic import Interval
    from report.brief.tables import Normalise


#: The steps in the order in which they are reported: those of characters, then blanks and meanings, then types.
STEPS = (
    *("presentation_forms", "bidi_controls", "look_alikes", "tatweel", "nfc", "spaces", "digits"),
    *("missing_words", "aliases", "near_misses", "country", "date", "number", "boolean"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """How cells are normalised: the steps that are on, the table's words for a blank, the locale, which decides what
    nothing in a column decides, and the brief's period, which dates without a year are of."""

    steps: Normalise
    missing: tuple[str, ...]
    locale: str
    period: Interval | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """The cells that one step changed, by their positions in the column in ascending order, and the first of them
    before and after; ``words`` has the first few different texts that it changed."""

    step: str
    positions: np.ndarray
    before: str
    after: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that holds no value of its column's type, as it was given."""

    rule: str
    position: int
    given: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What was worked out over the whole column: ``what`` is the key of the column that pins it to ``value``."""

    what: str
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class NormalColumn:
    """A column in its type: blank and unreadable cells are ``<NA>`` or ``None``.

    Texts, categories and countries (ISO 3166-1 alpha-2) are strings; integers ``Int64``; numbers ``Float64``, or
    ``Decimal`` objects where a cell has more than 15 significant digits; booleans ``boolean``; dates are objects of
    :class:`report.arabic.Interval`, cells that say the same sharing one.
    """

    values: pd.Series
    corrections: tuple[Correction, ...]
    faults: tuple[Fault, ...]
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the distinct cells of a column were read as.

    ``values`` has an item for each, ``None`` where it cannot be read; ``faults`` gives the rule that these break,
    ``steps`` the step that changed the rest, by their places among the distinct cells.
    """

    values: list[object]
    faults: Mapping[int, str] = field(default_factory=dict)
    steps: Mapping[int, str] = field(default_factory=dict)
    decided: tuple[Decided, ...] = ()
