"""What prose reads of measures: the number, and the questions that can be asked of it.

A view is a :class:`~report.measures.Measure`, so that filters print both. What an expression can
read of it is :data:`OF_MEASURES`; the rows that it was counted from are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from report.arabic import join
from report.errors import ExpressionError
from report.measures import Measure, unknown_measure
from report.sandbox import Function

if TYPE_CHECKING:
    from report.measures.model import Member
    from report.measures.questions import Question

#: What prose can read of a measure, and of its members by a dimension.
OF_MEASURES = frozenset(
    {"name", "label", "value", "rule", "noun", "parts", "member"}
    | {"at", "where", "by", "top", "bottom"}
)
OF_MEMBERS = frozenset({"highest", "lowest"})
#: The most members that ``top`` and ``bottom`` keep.
_MOST_MEMBERS = 1000


@dataclass(frozen=True, slots=True, eq=False)
class MeasureView(Measure):
    """A measure in prose, with the question that it answers.

    :param member: the printed value of the dimension that it is of; empty if it is of
        all. Members that share the first place are joined: «آسيا وإفريقيا».
    :param find_question: returns the question that it answers, from which others are asked.
    """

    member: str = ""
    find_question: Callable[[], Question] | None = None

    @classmethod
    def of(
        cls, measure: Measure, find_question: Callable[[], Question], member: str = ""
    ) -> MeasureView:
        """Return the view of a measure."""
        held = {field.name: getattr(measure, field.name) for field in fields(Measure)}
        held["parts"] = {
            name: cls.of(piece, partial(_part_of, find_question, name), name)
            for name, piece in measure.parts.items()
        }
        return cls(**held, member=member, find_question=find_question)

    @classmethod
    def answering(cls, question: Question, member: str = "") -> MeasureView:
        """Return the view of the answer to a question."""
        return cls.of(question.measure, lambda: question, member)

    @property
    def question(self) -> Question:
        """The question that it answers."""
        assert self.find_question is not None
        return self.find_question()

    def __getitem__(self, value: object) -> MeasureView:
        """Return the measure of a value: one of ``by``, a year, a month, a day, or a value that
        only one column has.

        :raises ExpressionError: ``no-part``, ``no-such-member``, ``part-of-several``.
        """
        piece = self.parts.get(str(value))
        if isinstance(piece, MeasureView):
            return piece
        return MeasureView.answering(self.question.part(value), str(value))

    # Questions: each is a function that prose calls.

    @property
    def at(self) -> Function:
        """``.at(year=2010, region="آسيا")``: of the rows of these members."""
        return Function(self._at)

    @property
    def where(self) -> Function:
        """``.where("killed > 0")``: of the rows that meet a condition."""
        return Function(self._where)

    @property
    def by(self) -> Function:
        """``.by("region")``: the measure for each member of a dimension."""
        return Function(self._by)

    @property
    def top(self) -> Function:
        """``.top(3, "region")``: of the members with the largest values."""
        return Function(self._top)

    @property
    def bottom(self) -> Function:
        """``.bottom(3, "region")``: of the members with the smallest values."""
        return Function(self._bottom)

    def _at(self, **members: object) -> MeasureView:
        if not members:
            return self
        names = [str(value) for value in members.values()]
        return MeasureView.answering(self.question.at(members), join(names))

    def _where(self, condition: str) -> MeasureView:
        return MeasureView.answering(self.question.where(_text(condition)))

    def _by(self, dimension: str | None = None) -> MembersView:
        text = None if dimension is None else _text(dimension)
        return MembersView(self._members(text))

    def _top(self, count: int, dimension: str | None = None) -> MembersView:
        text = None if dimension is None else _text(dimension)
        return MembersView(self._members(text, top=_count(count)))

    def _bottom(self, count: int, dimension: str | None = None) -> MembersView:
        text = None if dimension is None else _text(dimension)
        return MembersView(self._members(text, bottom=_count(count)))

    def _members(self, text: str | None, **chosen: int) -> tuple[tuple[Member, MeasureView], ...]:
        return tuple(
            (member, MeasureView.of(measure, partial(_same, question), member.label))
            for member, measure, question in self.question.by(text, **chosen)
        )

    # Comparisons: with numbers and with other measures, by the exact value.

    @property
    def exact(self) -> Fraction | None:
        """The exact value; ``None`` where it has none or is no number."""
        return self.exact_of(self)

    @staticmethod
    def exact_of(measure: Measure) -> Fraction | None:
        """Return the exact value of any measure."""
        value = measure.value if measure.cell is None else measure.cell.value
        if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal):
            return None
        return Fraction(value) if measure.is_defined else None

    def __bool__(self) -> bool:
        """Whether it has a value and is not zero."""
        return bool(self.is_defined and self.value)

    def __eq__(self, other: object) -> bool:
        ours, theirs = self.exact, _exact(other)
        return ours is not None and ours == theirs

    def __hash__(self) -> int:
        return hash(self.exact)

    def __lt__(self, other: object) -> bool:
        return _compared(self, other, lambda ours, theirs: ours < theirs)

    def __le__(self, other: object) -> bool:
        return _compared(self, other, lambda ours, theirs: ours <= theirs)

    def __gt__(self, other: object) -> bool:
        return _compared(self, other, lambda ours, theirs: ours > theirs)

    def __ge__(self, other: object) -> bool:
        return _compared(self, other, lambda ours, theirs: ours >= theirs)


class MembersView:
    """A measure for each member of a dimension, in order."""

    def __init__(self, members: tuple[tuple[Member, MeasureView], ...]) -> None:
        self._members = members

    def __len__(self) -> int:
        return len(self._members)

    def __iter__(self) -> Iterator[MeasureView]:
        return (view for _, view in self._members)

    def __getitem__(self, name: object) -> MeasureView:
        """Return the measure at a position from 0, or of a member.

        :raises ExpressionError: ``no-part``.
        """
        if isinstance(name, int) and not isinstance(name, bool) and -len(self) <= name < len(self):
            return self._members[name][1]
        for member, view in self._members:
            if member.is_called(name):
                return view
        names = tuple(self.names)
        measure = self._members[0][1].question.name if self._members else "—"
        raise ExpressionError.of("no-part", None, measure=measure, given=str(name), known=names)

    @property
    def names(self) -> tuple[str, ...]:
        """The printed members."""
        return tuple(member.label for member, _ in self._members)

    def joined(self) -> str:
        """Return the members as a list in words: «آسيا وإفريقيا وأوروبا».

        :raises ExpressionError: ``no-members``.
        """
        if not self._members:
            raise ExpressionError.of("no-members", None)
        return join(self.names)

    @cached_property
    def _known(self) -> tuple[MeasureView, ...]:
        """The members that have a number, without the rows that have no value of the dimension."""
        return tuple(
            view
            for member, view in self._members
            if member.kind == "value" and view.exact is not None
        )

    @property
    def highest(self) -> MeasureView:
        """The member with the largest number; members that share it are joined.

        :raises ExpressionError: ``no-members``.
        """
        return self._extreme(max)

    @property
    def lowest(self) -> MeasureView:
        """The member with the smallest number, likewise.

        :raises ExpressionError: ``no-members``.
        """
        return self._extreme(min)

    def _extreme(self, choose: Callable[..., MeasureView]) -> MeasureView:
        if not self._known:
            raise ExpressionError.of("no-members", None)
        chosen = choose(self._known, key=lambda view: view.exact)
        equal = [view for view in self._known if view.exact == chosen.exact]
        rows = tuple(chain.from_iterable(view.rows for view in equal))
        return replace(chosen, member=join([view.member for view in equal]), rows=rows)


class MeasureNames:
    """``measures`` in an expression: a name that is not there is an error that says which are."""

    def __init__(self, measures: Mapping[str, Measure], ask: Callable[[str], Question]) -> None:
        self._measures = measures
        self._ask = ask
        self._views: dict[str, MeasureView] = {}

    def __getitem__(self, name: str) -> MeasureView:
        """Return the view of a measure.

        :raises ExpressionError: ``unknown-measure``.
        """
        if name not in self._measures:
            raise ExpressionError(unknown_measure(name, self._measures))
        if name not in self._views:
            self._views[name] = MeasureView.of(self._measures[name], partial(self._ask, name))
        return self._views[name]


def _part_of(find_question: Callable[[], Question], name: str) -> Question:
    return find_question().part(name)


def _same(question: Question) -> Question:
    return question


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ExpressionError.of("text-wanted", None, given=str(value)[:80])
    return str(value)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST_MEMBERS:
        raise ExpressionError.of("not-a-number-of-members", None, given=str(value)[:80])
    return value


def _exact(value: object) -> Fraction | None:
    if isinstance(value, MeasureView):
        return value.exact
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        return None
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def _compared(
    view: MeasureView, other: object, holds: Callable[[Fraction, Fraction], bool]
) -> bool:
    """Return a comparison of exact values; with a blank nothing is true.

    :raises ExpressionError: ``number-wanted`` if the second value is no number.
    """
    if not isinstance(other, MeasureView | int | float | Decimal) or isinstance(other, bool):
        raise ExpressionError.of("number-wanted", None, given=str(other)[:80])
    ours, theirs = view.exact, _exact(other)
    return ours is not None and theirs is not None and holds(ours, theirs)
