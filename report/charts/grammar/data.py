"""What charts are drawn from: one frozen type for all kinds.

Values are by panel (a value of ``facet``), category (``by``), series and role (a measure).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from report.arabic.amounts import NumberFormat
from report.charts.grammar.scales import Spread
from report.charts.grammar.shared import Shared
from report.charts.grammar.stack import Piling

if TYPE_CHECKING:
    from report.measures import Provenance
    from report.measures.calendar import Calendar
    from report.measures.model import MemberKind

V = TypeVar("V")

#: What of the data differs between the panels of a chart.
_OF_PANEL = frozenset({"shown", "is_panel", "shared"})

#: What a measure is in a chart: what its marks show; the further axes of a scatter; the tick of a
#: target or a former value; the edges of a range; how far the numbers of a group reach.
Role = Literal["value", "second", "third", "target", "previous", "low", "high", "least", "greatest"]
#: What the axes of a chart show. Further roles accompany a value.
AXES: tuple[Role, ...] = ("value", "second", "third")


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """One value: its length on the scale, its printed form, the same for those who hear it.

    :param is_absent: whether there is no value, as it has no rows: it is no blank and no zero.
    """

    value: float | None
    text: str
    spoken: str = ""
    is_absent: bool = False
    provenance: Provenance | None = field(default=None, repr=False, compare=False)

    @property
    def words(self) -> str:
        """The value for those who hear it."""
        return self.spoken or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A category, a series or a panel: its label, what it is of, and what finds it.

    :param key: the value as the data write it: «2010-03», where the label is «مارس 2010».
    :param position: where a category is on the axis, in steps of the calendar or of its numbers;
        ``None`` for one that is no value of its dimension.
    :param provenance: the rows of a category, or of a series where the kind asks for them.
    """

    label: str
    kind: MemberKind = "value"
    key: str = ""
    position: int | None = None
    provenance: Provenance | None = field(default=None, repr=False, compare=False)

    def is_called(self, name: str) -> bool:
        """Return whether this is the member of a label, or of a value as the data write it."""
        return name in (self.label, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A measure: its label, its unit, how its numbers are printed."""

    label: str
    unit: str = ""
    style: NumberFormat = field(default_factory=NumberFormat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The values of one panel, ``cells[category][series]``, each by role.

    :param totals: the total of each category, where the kind prints it.
    :param whole: the total over all categories, where these are parts of a whole.
    """

    label: str
    cells: tuple[tuple[tuple[Datum, ...], ...], ...]
    totals: tuple[Datum, ...] = ()
    whole: Datum | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference line, or with ``end`` a band: at values of the measure, or at positions of the
    axis of categories."""

    label: str
    start: float
    end: float | None = None
    is_position: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What is written at the value of a category and a series."""

    text: str
    category: int
    series: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the author asks of the looks: the keys of :mod:`~report.charts.grammar.keys`.

    :param own: the keys of the kind itself that are part of its looks, by name.
    """

    highlight: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    scale: Spread = "linear"
    left_to_right: bool = False
    stack: Piling = "plain"
    own: tuple[tuple[str, object], ...] = ()

    def key(self, name: str) -> object:
        """Return what the author wrote for a key of the kind itself; ``None`` for nothing."""
        return dict(self.own).get(name)


@dataclass(frozen=True, kw_only=True)
class ChartData:
    """What a chart is drawn from.

    :param roles: what each value of a cell is, in order; ``heads`` has the measure of each.
    :param dimension: what the categories are of.
    :param axis_label: what the axis of values says: the unit.
    :param steps: how many positions are from one label of the axis to the next: the first that has
        room is taken. Empty where each category keeps its label.
    :param calendar: the calendar of the categories, where they are time.
    :param shown: the panel that is drawn; the scales are of all panels.
    :param is_panel: whether it is one of several, so that legend and unit are not repeated.
    :param shared: what the panels have in common, computed once; see :meth:`of_all`.
    :param notes: what is said under the chart.
    """

    categories: tuple[Member, ...]
    series: tuple[Member, ...]
    panels: tuple[Panel, ...]
    roles: tuple[Role, ...] = ("value",)
    heads: tuple[Head, ...] = (Head(label=""),)
    dimension: str = ""
    axis_label: str = ""
    steps: tuple[int, ...] = ()
    calendar: Calendar | None = None
    options: Options = Options()
    locale: str = "ar-MA"
    notes: tuple[str, ...] = ()
    shown: int = 0
    is_panel: bool = False
    shared: Shared = field(default_factory=Shared, repr=False, compare=False)

    # Cells of the shown panel ---------------------------------------------------------------

    @property
    def panel(self) -> Panel:
        """The panel that is drawn."""
        return self.panels[self.shown]

    def datum(self, category: int, series: int = 0, role: Role = "value") -> Datum:
        """Return a value of the shown panel.

        :raises ValueError: when the chart has no measure of the role.
        """
        return self.panel.cells[category][series][self.roles.index(role)]

    def value(self, category: int, series: int = 0, role: Role = "value") -> float | None:
        """Return the number of a value of the shown panel; ``None`` for a blank."""
        return self.datum(category, series, role).value

    def text(self, category: int, series: int = 0, role: Role = "value") -> str:
        """Return the printed form of a value of the shown panel."""
        return self.datum(category, series, role).text

    def has(self, role: Role) -> bool:
        """Return whether the chart has a measure of a role."""
        return role in self.roles

    def head(self, role: Role) -> Head:
        """Return the measure of a role.

        :raises ValueError: when the chart has no measure of the role.
        """
        return self.heads[self.roles.index(role)]

    def with_own(self, **keys: object) -> Self:
        """Return the data with further keys of the kind itself, for :meth:`Options.key`."""
        own = (*self.options.own, *keys.items())
        return replace(self, options=replace(self.options, own=own))

    def only_series(self, series: Sequence[int]) -> Self:
        """Return the data of some of the series, in order."""
        panels = []
        for panel in self.panels:
            cells = tuple(tuple(map(line.__getitem__, series)) for line in panel.cells)
            panels.append(replace(panel, cells=cells))
        shown = tuple(self.series[index] for index in series)
        return replace(self, series=shown, panels=tuple(panels))

    def mark(self, category: int, series: int | str = 0, role: Role = "value") -> str:
        """Return the name of a value, for its mark and its text; ``label`` and ``total`` of a
        category are series too."""
        place = f"{self.shown}.{category}.{series}"
        return place if role == "value" else f"{place}.{role}"

    def head_mark(self, series: int) -> str:
        """Return the name of the head of a series, for its text."""
        return f"{self.shown}.head.{series}"

    # All panels ------------------------------------------------------------------------------

    def each_panel(self) -> Iterator[ChartData]:
        """Yield the data with each panel as the shown one."""
        for index in range(len(self.panels)):
            yield replace(self, shown=index, is_panel=len(self.panels) > 1)

    def each_row(self) -> Iterator[tuple[ChartData, int]]:
        """Yield the data with each panel as the shown one, with each of its categories."""
        for panel in self.each_panel():
            for row in range(len(self.categories)):
                yield panel, row

    def of_all(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return what is the same in all panels: it is made for the first one that asks.

        :param key: what it depends on besides the data, with a name of its own.
        """
        names = (item.name for item in fields(self) if item.name not in _OF_PANEL)
        return self.shared.value(tuple([getattr(self, name) for name in names]), key, make)

    def numbers(self, *roles: Role) -> list[float]:
        """Return the values of some roles in all panels, without blanks; of all roles if none is
        named."""
        return list(self.of_all(("numbers", roles), lambda: self._numbers(roles)))

    def _numbers(self, roles: tuple[Role, ...]) -> list[float]:
        columns = [index for index, role in enumerate(self.roles) if not roles or role in roles]
        values = []
        for panel in self.panels:
            for line in panel.cells:
                for cell in line:
                    values += [cell[column].value for column in columns]
        return [value for value in values if value is not None]

    def each_datum(self, role: Role = "value") -> Iterator[Datum]:
        """Yield the values of a role in all panels, so that all have the same room for labels."""
        column = self.roles.index(role)
        for panel in self.panels:
            for line in panel.cells:
                yield from (cell[column] for cell in line)

    @cached_property
    def marks(self) -> Mapping[str, Provenance]:
        """Where each printed value comes from, by the name of its mark."""
        sources = {}
        for data in self.each_panel():
            for row, member in enumerate(self.categories):
                if member.provenance is not None:
                    sources[data.mark(row, "label")] = member.provenance
            for index, series in enumerate(self.series):
                if series.provenance is not None:
                    sources[data.head_mark(index)] = series.provenance
            for row, total in enumerate(data.panel.totals):
                if total.provenance is not None:
                    sources[data.mark(row, "total")] = total.provenance
            for row, line in enumerate(data.panel.cells):
                sources.update(_sources(data, row, line))
        return sources

    def is_bright(self, category: int, series: int = 0) -> bool:
        """Return whether a mark is in the accent: all are, unless some are highlighted."""
        names = self.options.highlight
        members = (self.categories[category], self.series[series])
        return not names or any(member.is_called(name) for member in members for name in names)


def reference_values(data: ChartData) -> Iterator[float]:
    """Yield the values of the measure at which reference lines and bands are."""
    for reference in data.options.references:
        if not reference.is_position:
            yield reference.start
            if reference.end is not None:
                yield reference.end


def _sources(
    data: ChartData, row: int, line: tuple[tuple[Datum, ...], ...]
) -> Iterator[tuple[str, Provenance]]:
    for column, cell in enumerate(line):
        for role, datum in zip(data.roles, cell, strict=True):
            if datum.provenance is not None:
                yield data.mark(row, column, role), datum.provenance
