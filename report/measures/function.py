"""What a measure function is: one object with the keys of its measures, its calculation and its
rule."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from report.arabic.figures import decimals_of
from report.brief.kinds import ModelKind
from report.brief.measures import Measure as Spec
from report.brief.measures import TableMeasure
from report.errors import Location
from report.expressions.syntax import Node, text_of
from report.intake.model import EventTable
from report.measures.model import Measure

if TYPE_CHECKING:
    import pandas as pd

    from report.measures.show import ShowAs

S = TypeVar("S", bound=Spec)
T = TypeVar("T", bound=TableMeasure)


@dataclass(frozen=True, slots=True)
class Result:
    """A number, and how it is printed.

    :param decimals: how many decimals; ``None`` for as many as the number has.
    :param is_percent: whether the number is in hundredths, 25 for 25%.
    :param is_share: whether the number is a ratio, 0.25 for 25%.
    """

    value: int | Decimal
    decimals: int | None = None
    is_percent: bool = False
    is_share: bool = False

    @property
    def printed_decimals(self) -> int | None:
        """The number of decimals that the measure is printed with; none are fixed for a share."""
        if self.is_share:
            return None
        return decimals_of(self.value) if self.decimals is None else self.decimals


class MeasureFunction(ModelKind, ABC, Generic[S]):
    """A function of measures; ``model`` has the keys of ``[measures.NAME]`` for it.

    One of these keys is the function's name.
    """


class TableFunction(MeasureFunction[T]):
    """A function of the rows of a table."""

    def check(self, spec: T, table: EventTable, place: Callable[[str], Location]) -> None:
        """Check that the measure can be calculated; ``place`` returns the place of one of its keys.

        :raises ExpressionError: when it names a column that is not there, or not of the right type.
        """

    @abstractmethod
    def result(self, spec: T, table: EventTable, frame: pd.DataFrame) -> Result:
        """Return the number for these rows of the table."""

    @abstractmethod
    def rule(self, spec: T, table: EventTable) -> str:
        """Return, in Arabic, how the number is calculated, without the conditions on rows."""


class FormulaFunction(MeasureFunction[S]):
    """A function that is an expression over aggregates and measures, so that it can be grouped.

    :cvar is_ratio: whether its values are printed as percentages, 0.25 as 25%.
    """

    is_ratio: ClassVar[bool] = False

    @abstractmethod
    def node(self, spec: S) -> Node:
        """Return the expression.

        :raises ExpressionFault: when a text of the brief is none.
        """

    def text(self, spec: S) -> str:
        """Return the text that the positions of the expression are in, for messages.

        :raises ExpressionFault: as :meth:`node`.
        """
        return text_of(self.node(spec))

    def table(self, spec: S) -> str | None:
        """Return the table whose rows are meant; ``None`` where the expression says it."""
        return None

    def parents(self, spec: S) -> Sequence[str]:
        """Return the names of the measures that the brief lists for it."""
        return ()

    def check(self, spec: S, table: EventTable, place: Callable[[str], Location]) -> None:
        """Check that the measure can be calculated; ``place`` returns the place of one of its keys.

        :raises ExpressionError: when it names a column that is not there, or not of the right type.
        """

    def show(self, spec: S, place: Callable[[str], Location]) -> tuple[ShowAs, ...]:
        """Return what of the measure is shown.

        :raises ExpressionError: ``bad-show``.
        """
        return ()


class DerivedFunction(MeasureFunction[S]):
    """A function of other measures."""

    @abstractmethod
    def parents(self, spec: S) -> Sequence[str]:
        """Return the names of the measures that it is calculated from."""

    @abstractmethod
    def result(self, spec: S, parents: Sequence[Measure]) -> Result:
        """Return the number, of the measures in the order of :meth:`parents`."""

    @abstractmethod
    def rule(self, spec: S, parents: Sequence[Measure]) -> str:
        """Return, in Arabic, how the number is calculated."""
