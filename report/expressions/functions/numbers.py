"""Functions of numbers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import cast

import numpy as np

from report.expressions import arithmetic
from report.expressions.functions.function import Context, Function, Help
from report.expressions.functions.texts import plain_text
from report.expressions.kinds import (
    NUMBER,
    WHOLE,
    Parameter,
    Signature,
    Type,
    common,
)
from report.expressions.vectors import (
    DateVector,
    NumberVector,
    TextVector,
    Value,
    Vector,
    text_pool,
)
from report.messages import page_text

_NUMBER = Parameter("number", ("number",))
#: The most decimals that numbers are rounded to.
_MOST_DECIMALS = 15


def _same(types: Sequence[Type]) -> Type:
    return Type("number", is_whole=types[0].is_whole)


def _abs(arguments: Sequence[Vector], _context: Context) -> Vector:
    return arithmetic.absolute(cast(NumberVector, arguments[0]))


ABS = Function(
    "abs",
    Signature((_NUMBER,), _same),
    _abs,
    Help("The number without its sign.", "العدد بلا إشارته."),
    ("abs(3 - 10)",),
)


def _rounding(way: str) -> Callable[[Sequence[Vector], Context], Vector]:
    def evaluate(arguments: Sequence[Vector], _context: Context) -> Vector:
        decimals = cast("tuple[Value, ...]", arguments[1])[0] if len(arguments) > 1 else 0
        places = max(-_MOST_DECIMALS, min(_MOST_DECIMALS, int(cast("Fraction", decimals or 0))))
        return arithmetic.rounded(cast(NumberVector, arguments[0]), places, way)

    return evaluate


_DECIMALS = Parameter("decimals", ("number",), is_constant=True)
ROUND = Function(
    "round",
    Signature((_NUMBER, _DECIMALS), NUMBER, required=1),
    _rounding("round"),
    Help(
        "The number rounded half away from zero, to a whole one, or to the given decimals; -3 "
        "rounds to thousands.",
        "العدد مقربا إلى صحيح أو إلى عدد من المنازل، والنصف يبتعد عن الصفر، و-3 للتقريب إلى "
        "الآلاف.",
    ),
    ("round(2.345, 2)", "round(-2.5)", "round(12500, -3)"),
)
FLOOR = Function(
    "floor",
    Signature((_NUMBER,), WHOLE),
    _rounding("floor"),
    Help("The largest whole number that is not larger.", "أكبر عدد صحيح لا يتجاوزه."),
    ("floor(-2.5)",),
)
CEIL = Function(
    "ceil",
    Signature((_NUMBER,), WHOLE),
    _rounding("ceil"),
    Help("The smallest whole number that is not smaller.", "أصغر عدد صحيح لا يقل عنه."),
    ("ceil(2.1)",),
)


def _extreme(sign: str) -> Callable[[Sequence[Vector], Context], Vector]:
    """Return the function of the least or greatest of values, which passes over blanks."""

    def two(left: Vector, right: Vector) -> Vector:
        if isinstance(left, DateVector) and isinstance(right, DateVector):
            is_left = _COMPARE[sign](left.firsts, right.firsts)
        elif isinstance(left, TextVector) and isinstance(right, TextVector):
            is_left = _COMPARE[sign](*_order_of_texts(left, right))
        else:
            left, right = cast(NumberVector, left), cast(NumberVector, right)
            is_left = arithmetic.compare(sign, left, right)
        from report.expressions.functions.choices import chosen

        return chosen((is_left | right.blank) & ~left.blank, left, right)

    def evaluate(arguments: Sequence[Vector], _context: Context) -> Vector:
        return reduce(two, arguments)

    return evaluate


def _order_of_texts(left: TextVector, right: TextVector) -> tuple[np.ndarray, np.ndarray]:
    """Return integers by row that are ordered as the texts of both vectors, by code points."""
    import pyarrow as pa

    shifted = np.where(right.codes < 0, -1, right.codes + len(left.pool))
    codes = np.concatenate([left.codes, shifted]).astype(np.int32)
    keys = TextVector(pa.concat_arrays([left.pool, right.pool]), codes).keys
    return keys[: len(left)], keys[len(left) :]


_COMPARE: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "<=": np.less_equal,
    ">=": np.greater_equal,
}


def _first_common(types: Sequence[Type]) -> Type:
    return common(types) or types[0]


_ANY = Parameter("value", ("number", "date", "text"))
MIN = Function(
    "min",
    Signature((_ANY, _ANY), _first_common, repeats=True, same=(0,)),
    _extreme("<="),
    Help(
        "The least of several numbers, dates (by their first day) or texts (by code points), "
        "blanks aside.",
        "أصغر القيم من أعداد أو تواريخ (بأول يوم منها) أو نصوص (بترتيب يونيكود)، دون الفارغ.",
    ),
    ("min(3, 1.5, missing)", "min('ب', 'ا')"),
)
MAX = Function(
    "max",
    Signature((_ANY, _ANY), _first_common, repeats=True, same=(0,)),
    _extreme(">="),
    Help(
        "The greatest of several numbers, dates (by their first day) or texts (by code points), "
        "blanks aside.",
        "أكبر القيم من أعداد أو تواريخ (بأول يوم منها) أو نصوص (بترتيب يونيكود)، دون الفارغ.",
    ),
    ("max(3, 1.5)",),
)


def _modulo(arguments: Sequence[Vector], context: Context) -> Vector:
    left, right = cast("Sequence[NumberVector]", arguments)
    note_zero_divisions(left, right, context)
    return arithmetic.modulo(left, right)


def note_zero_divisions(left: NumberVector, right: NumberVector, context: Context) -> None:
    """Note the rows whose divisor is zero."""
    is_zero = (right.numbers == 0).astype(bool) & ~right.blank
    if is_zero.any():
        rows = np.broadcast_to(is_zero & ~left.blank, context.length)
        earlier = context.zero_divisions
        context.zero_divisions = rows if earlier is None else rows | earlier


MOD = Function(
    "mod",
    Signature((_NUMBER, Parameter("divisor", ("number",))), NUMBER),
    _modulo,
    Help(
        "What remains of the division, with the sign of the divisor; the sign % says the same.",
        "باقي القسمة بإشارة المقسوم عليه، وهو ما تدل عليه العلامة %.",
    ),
    ("mod(7, 3)", "-7 % 3"),
)


def _bin(arguments: Sequence[Vector], _context: Context) -> Vector:
    width = cast("tuple[Value, ...]", arguments[1])[0]
    if not isinstance(width, int | Fraction) or width <= 0:
        number = cast(NumberVector, arguments[0])
        return NumberVector(np.zeros_like(number.numbers), 0, np.ones(len(number), dtype=bool))
    return arithmetic.binned(cast(NumberVector, arguments[0]), Fraction(width))


BIN = Function(
    "bin",
    Signature((_NUMBER, Parameter("width", ("number",), is_constant=True)), NUMBER),
    _bin,
    Help(
        "The lower bound of the number's class of a width: classes include their lower bound.",
        "الحد الأدنى لفئة العدد، والفئات متساوية السعة تتضمن حدها الأدنى.",
    ),
    ("bin(37, 10)", "bin(-0.5, 1)"),
)


def class_names(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the classes that bounds make: below the first … from the last on."""
    between = [
        page_text("class-between", first=first, last=last)
        for first, last in itertools.pairwise(texts)
    ]
    below = page_text("class-below", bound=texts[0])
    return (below, *between, page_text("class-from", bound=texts[-1]))


def _cut_type(types: Sequence[Type]) -> Type:
    names = types[2].values if len(types) > 2 else class_names(types[1].values)
    return Type("text", values=names)


def _cut(arguments: Sequence[Vector], context: Context) -> Vector:
    number = cast(NumberVector, arguments[0])
    bounds = cast("tuple[int | Fraction, ...]", arguments[1])
    names = (
        cast("tuple[str, ...]", arguments[2])
        if len(arguments) > 2
        else class_names([plain_text(bound) for bound in bounds])
    )
    place = np.zeros(len(number), dtype=np.int32)
    for bound in bounds:
        place += arithmetic.compare(">=", number, arithmetic.constant(bound))
    if len(names) < len(bounds):  # no names for what is below the first and above the last
        place -= 1
        place[place >= len(names)] = -1
    place[number.blank] = -1
    return TextVector(text_pool(names), place)


CUT = Function(
    "cut",
    Signature(
        (
            _NUMBER,
            Parameter("bounds", ("number",), is_list=True),
            Parameter("names", ("text",), is_list=True),
        ),
        _cut_type,
        required=2,
    ),
    _cut,
    Help(
        "The name of the number's class. Classes include their lower bound. There is one name more "
        "than bounds, or one less where what lies outside has no class. Without names they are "
        "named by their bounds.",
        "اسم فئة العدد، والفئة تتضمن حدها الأدنى. تزيد الأسماء على الحدود باسم، أو تنقص عنها باسم "
        "إن لم تكن لما خرج عن الحدود فئة، وتسمى الفئات بحدودها إن لم تذكر أسماء.",
    ),
    ("cut(15, [12, 24, 200])", "cut(5, [0, 10, 100], ['صغير', 'كبير'])"),
)
