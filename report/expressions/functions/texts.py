"""Functions of texts, each computed once for a distinct text."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import numpy as np

from report.errors import ExpressionError
from report.expressions.functions.function import Context, Function, Help
from report.expressions.kinds import BOOLEAN, NUMBER, TEXT, WHOLE, Parameter, Signature
from report.expressions.vectors import (
    BooleanVector,
    NumberVector,
    TextVector,
    Vector,
    spread,
    text_pool,
)

if TYPE_CHECKING:
    from report.expressions.vectors import Value

_TEXT = Parameter("text", ("text",))
_COUNT = Parameter("count", ("number",))
_NUMBER_TEXT = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")
#: The most characters of a text: texts of texts would grow without bound.
_LONGEST = 1_000_000
#: Letters of one sound that writers interchange: seats of hamza, final ya, ta marbuta.
_LETTERS = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None,
    "ک": "ك", "ی": "ي",
})  # fmt: skip
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return a text without what spellings of one word differ by.

    Case, vowel signs, tatweel, accents, seats of hamza, final ya, ta marbuta and the number of
    spaces make no difference.
    """
    bare = unicodedata.normalize("NFKC", text).translate(_LETTERS)
    marks = unicodedata.normalize("NFKD", bare)
    letters = "".join(sign for sign in marks if not unicodedata.combining(sign))
    return _SPACES.sub(" ", letters.translate(_LETTERS)).strip().casefold()


def text_function(
    name: str, work: Callable[[str], str], help_: Help, examples: tuple[str, ...]
) -> Function:
    """Return a function of a text that gives a text, computed once for each distinct text."""

    def evaluate(arguments: Sequence[Vector], _context: Context) -> Vector:
        return cast(TextVector, arguments[0]).mapped(work)

    return Function(name, Signature((_TEXT,), TEXT), evaluate, help_, examples)


FOLD = text_function(
    "fold",
    fold,
    Help(
        "The text without case, vowel signs, tatweel, accents, seats of hamza, final ya and ta "
        "marbuta: two spellings of one name are equal when folded.",
        "النص بلا حركات ولا تطويل، مع توحيد الهمزات والياء والتاء المربوطة وحالة الأحرف "
        "اللاتينية، فتتساوى صور كتابة الاسم الواحد.",
    ),
    ("fold('إدارةُ  المــدن')",),
)
LOWER = text_function(
    "lower",
    str.lower,
    Help("The text in small letters.", "النص بأحرف لاتينية صغيرة."),
    ("lower('Boarded')",),
)
UPPER = text_function(
    "upper",
    str.upper,
    Help("The text in capital letters.", "النص بأحرف لاتينية كبيرة."),
    ("upper('imb')",),
)
TRIM = text_function(
    "trim",
    str.strip,
    Help("The text without spaces at its ends.", "النص بلا مسافات في طرفيه."),
    ("trim('  فاس ')",),
)


def rows_of_texts(texts: Sequence[TextVector]) -> tuple[list[list[str | None]], np.ndarray]:
    """Return the texts of each distinct combination of rows, and which one each row has.

    A blank is ``None``.
    """
    import pandas as pd

    vectors = [vector.unified() for vector in texts]
    key: np.ndarray = np.zeros(1, dtype=np.int64)
    for vector in vectors:
        width = len(vector.pool) + 1
        joined = key * width + (vector.codes.astype(np.int64) + 1)
        key = pd.factorize(joined)[0].astype(np.int64)
    firsts = np.flatnonzero(~pd.Series(key).duplicated().to_numpy())
    columns = [
        vector.take(firsts if len(vector) == len(key) else np.zeros(len(firsts), dtype=np.int64))
        for vector in vectors
    ]
    return [cast("list[str | None]", column.objects()) for column in columns], key


def _of_texts(
    texts: Sequence[Vector], work: Callable[..., object]
) -> tuple[list[object], np.ndarray]:
    """Return a function of each distinct combination of texts; ``None`` where one is blank."""
    columns, codes = rows_of_texts(cast("Sequence[TextVector]", texts))
    results = [None if None in row else work(*row) for row in zip(*columns, strict=True)]
    return results, codes


def text_vector(results: Sequence[object], codes: np.ndarray) -> TextVector:
    """Return the texts ``results[codes]``; ``None`` is a blank.

    :raises ExpressionError: ``too-long-value``.
    """
    if any(len(str(result or "")) > _LONGEST for result in results):
        raise ExpressionError.of("too-long-value", None, limit=_LONGEST)
    is_blank = np.array([result is None for result in results], dtype=bool)
    numbers = np.where(is_blank, -1, np.arange(len(results))).astype(np.int32)
    pool = text_pool(cast("Sequence[str | None]", results))
    return TextVector(pool, spread(numbers, codes, -1))


def _boolean(name: str, work: Callable[[str, str], bool], help_: Help, example: str) -> Function:
    def evaluate(arguments: Sequence[Vector], _context: Context) -> Vector:
        results, codes = _of_texts(arguments, work)
        blank = np.array([result is None for result in results], dtype=bool)
        truths = np.array([bool(result) for result in results], dtype=bool)
        return BooleanVector.of(truths[codes], blank[codes])

    parameters = (_TEXT, Parameter("piece", ("text",)))
    return Function(name, Signature(parameters, BOOLEAN), evaluate, help_, (example,))


CONTAINS = _boolean(
    "contains",
    lambda text, piece: piece in text,
    Help(
        "Whether the text contains the piece, letter for letter.",
        "هل يتضمن النص القطعة حرفا بحرف.",
    ),
    "contains('ميناء طنجة', 'طنجة')",
)
STARTS = _boolean(
    "starts",
    lambda text, piece: text.startswith(piece),
    Help("Whether the text starts with the piece.", "هل يبدأ النص بالقطعة."),
    "starts('MV Alpha', 'MV')",
)
ENDS = _boolean(
    "ends",
    lambda text, piece: text.endswith(piece),
    Help("Whether the text ends with the piece.", "هل ينتهي النص بالقطعة."),
    "ends('table.csv', '.xls')",
)


def _replace(arguments: Sequence[Vector], _context: Context) -> Vector:
    def work(text: str, piece: str, new: str) -> str:
        return text.replace(piece, new) if piece else text

    return text_vector(*_of_texts(arguments, work))


REPLACE = Function(
    "replace",
    Signature((_TEXT, Parameter("piece", ("text",)), Parameter("new", ("text",))), TEXT),
    _replace,
    Help(
        "The text with each occurrence of the piece replaced by the new one.",
        "النص وقد أبدلت القطعة فيه بالجديدة حيثما وردت.",
    ),
    ("replace('2020/21', '/', '-')",),
)


def _concat(arguments: Sequence[Vector], context: Context) -> Vector:
    texts = [as_text(argument) for argument in arguments]
    return text_vector(*_of_texts(texts, lambda *pieces: "".join(pieces)))


CONCAT = Function(
    "concat",
    Signature((Parameter("value"),), TEXT, repeats=True),
    _concat,
    Help(
        "The values joined to a text, in order; blank if one is blank.",
        "القيم متتابعة في نص واحد، فارغ إن كانت إحداها فارغة.",
    ),
    ("concat('Q', 3, ' ', 2020)",),
)


def _length(arguments: Sequence[Vector], _context: Context) -> Vector:
    vector = cast(TextVector, arguments[0])
    lengths = np.array([len(text or "") for text in vector.texts], dtype=np.int64)
    return NumberVector(spread(lengths, vector.codes, 0), 0, vector.blank)


LEN = Function(
    "len",
    Signature((_TEXT,), WHOLE),
    _length,
    Help("The number of characters.", "عدد الحروف."),
    ("len('تطوان')",),
)


def _cut_text(name: str, work: Callable[[str, int], str], help_: Help, example: str) -> Function:
    def evaluate(arguments: Sequence[Vector], _context: Context) -> Vector:
        counts = as_text(arguments[1])

        def piece(text: str, count: str) -> str | None:
            number = Fraction(count)
            is_count = number.denominator == 1 and number >= 0
            return work(text, int(number)) if is_count else None

        return text_vector(*_of_texts([arguments[0], counts], piece))

    return Function(name, Signature((_TEXT, _COUNT), TEXT), evaluate, help_, (example,))


LEFT = _cut_text(
    "left",
    lambda text, count: text[:count],
    Help("The first characters, as many as count says.", "أول الحروف بالعدد المذكور."),
    "left('2020-Q3', 4)",
)
RIGHT = _cut_text(
    "right",
    lambda text, count: text[len(text) - count :] if count < len(text) else text,
    Help("The last characters, as many as count says.", "آخر الحروف بالعدد المذكور."),
    "right('2020-Q3', 2)",
)


def plain_text(value: Value) -> str:
    """Return a value as a text: a decimal point, EDTF for dates, ``true`` and ``false``.

    A fraction without an exact decimal form has 15 decimals.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return _decimal_text(value) if isinstance(value, Fraction) else str(value)


def _decimal_text(number: Fraction) -> str:
    decimals = next((count for count in range(1, 60) if 10**count % number.denominator == 0), 15)
    scaled = abs(number) * 10**decimals
    digits = str(math.floor(scaled + Fraction(1, 2))).rjust(decimals + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def as_text(vector: Vector) -> TextVector:
    """Return the values as texts."""
    if isinstance(vector, TextVector):
        return vector
    from report.expressions.distinct import distinct

    values, codes = distinct(vector)
    return text_vector([plain_text(value) for value in values], np.asarray(codes))


def _text(arguments: Sequence[Vector], _context: Context) -> Vector:
    return as_text(arguments[0])


TEXT_OF = Function(
    "text",
    Signature((Parameter("value"),), TEXT),
    _text,
    Help(
        "The value as a text: numbers with a decimal point, dates as 2025-11-24.",
        "القيمة نصا: الأعداد بفاصلة عشرية نقطة، والتواريخ على هيئة 2025-11-24.",
    ),
    ("text(12.50)",),
)


def _parsed(text: str | None) -> Fraction | None:
    if text is None:
        return None
    plain = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text.strip()
    ).replace("٫", ".")
    return Fraction(plain) if _NUMBER_TEXT.fullmatch(plain) else None


def _number(arguments: Sequence[Vector], _context: Context) -> Vector:
    vector = cast(TextVector, arguments[0])
    numbers = [_parsed(text) for text in vector.texts]
    is_blank = np.array([number is None for number in numbers], dtype=bool)
    values = [number or Fraction(0) for number in numbers]
    codes = np.where(vector.codes < 0, len(values), vector.codes)
    blank = spread(is_blank, vector.codes, True)
    result: Vector = NumberVector.of_fractions([*values, Fraction(0)], codes, blank)
    return result


NUMBER_OF = Function(
    "number",
    Signature((_TEXT,), NUMBER),
    _number,
    Help(
        "The number that the text is, in digits of either kind; blank if it is not a number.",
        "العدد الذي يمثله النص بأي من نوعي الأرقام، فارغ إن لم يكن عددا.",
    ),
    ("number('٣٫٥')",),
)
