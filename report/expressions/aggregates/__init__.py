"""The aggregates of Mujaz, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from report.expressions.aggregates import chosen, counting, extremes, quantiles, sums
from report.expressions.aggregates.aggregate import Aggregate
from report.expressions.aggregates.groups import Groups
from report.expressions.functions.function import Help
from report.expressions.kinds import NUMBER, WHOLE, Parameter, Signature, Type
from report.expressions.vectors import Vector

__all__ = ["AGGREGATES", "Aggregate", "Groups"]

_ANY = Parameter("value")
_NUMBER = Parameter("number", ("number",))
_ORDERED = Parameter("value", ("number", "date", "text"))
_ORDER = Parameter("order", ("number", "date"))


def _same(types: Sequence[Type]) -> Type:
    return types[0]


def _plain(types: Sequence[Type]) -> Type:
    return Type("number", is_whole=types[0].is_whole)


def _aggregate(
    name: str,
    signature: Signature,
    help_: Help,
    example: str,
    over: Callable[[Groups, Sequence[Vector]], Vector],
    is_count: bool = False,
) -> Aggregate:
    return Aggregate(name, signature, help_, f"aggregate.{name}", example, over, is_count)


_ALL = (
    _aggregate(
        "count",
        Signature((_ANY,), WHOLE, required=0),
        Help(
            "How many rows; with a table's name the rows of that table, with a value the rows "
            "in which it is not blank.",
            "عدد الصفوف، ومع اسم جدول عدد صفوفه، ومع قيمة عدد الصفوف التي ليست فيها فارغة.",
        ),
        "count(where killed > 0)",
        counting.count,
        is_count=True,
    ),
    _aggregate(
        "distinct",
        Signature((_ANY,), WHOLE),
        Help("How many different values, blanks aside.", "عدد القيم المختلفة دون الفارغ."),
        "distinct(region)",
        counting.count_distinct,
        is_count=True,
    ),
    _aggregate(
        "sum",
        Signature((_NUMBER,), _plain),
        Help("The sum, blanks aside; blank where all are.", "المجموع دون الفارغ."),
        "sum(killed)",
        sums.sum_,
    ),
    _aggregate(
        "mean",
        Signature((_NUMBER,), NUMBER),
        Help("The arithmetic mean, blanks aside.", "المتوسط الحسابي دون الفارغ."),
        "mean(killed)",
        sums.mean,
    ),
    _aggregate(
        "wmean",
        Signature((_NUMBER, Parameter("weight", ("number",))), NUMBER),
        Help(
            "The mean weighted by another number; rows where either is blank are left out.",
            "المتوسط المرجح بعدد آخر، دون الصفوف التي أحدهما فيها فارغ.",
        ),
        "wmean(killed, crew)",
        sums.weighted_mean,
    ),
    _aggregate(
        "median",
        Signature((_NUMBER,), NUMBER),
        Help(
            "The middle value, or the mean of the two in the middle.",
            "القيمة الوسطى، أو متوسط القيمتين الوسطيين.",
        ),
        "median(killed)",
        quantiles.median,
    ),
    _aggregate(
        "quantile",
        Signature(
            (_NUMBER, Parameter("share", ("number",), is_constant=True, bounds=(0, 1))), NUMBER
        ),
        Help(
            "The value below which a share of the values lies, 0.9 for nine tenths: at place "
            "1 + (n - 1) share of the sorted values, between two in proportion (PERCENTILE.INC).",
            "القيمة التي تقع دونها حصة من القيم، و0.9 لتسعة أعشارها: في الرتبة 1 + (ن - 1) × الحصة "
            "من القيم المرتبة، وبين قيمتين بالتناسب.",
        ),
        "quantile(killed, 0.9)",
        quantiles.quantile,
    ),
    _aggregate(
        "min",
        Signature((_ORDERED,), _same),
        Help(
            "The least number, the earliest date, the first text by code points.",
            "أصغر عدد أو أقدم تاريخ أو أول نص بترتيب الرموز.",
        ),
        "min(date)",
        extremes.least,
    ),
    _aggregate(
        "max",
        Signature((_ORDERED,), _same),
        Help(
            "The greatest number, the latest date, the last text by code points.",
            "أكبر عدد أو أحدث تاريخ أو آخر نص بترتيب الرموز.",
        ),
        "max(killed)",
        extremes.greatest,
    ),
    _aggregate(
        "range",
        Signature((_NUMBER,), _plain),
        Help("The greatest value less the least.", "الفرق بين أكبر قيمة وأصغرها."),
        "range(killed)",
        extremes.spread_of,
    ),
    _aggregate(
        "std",
        Signature((_NUMBER,), NUMBER),
        Help(
            "The standard deviation of a sample (n - 1); blank for fewer than two values.",
            "الانحراف المعياري للعينة (ن - 1)، فارغ لأقل من قيمتين.",
        ),
        "std(killed)",
        sums.deviation,
    ),
    _aggregate(
        "mode",
        Signature((_ANY,), _same),
        Help(
            "The most frequent value; of equally frequent ones the least.",
            "القيمة الأكثر تكرارا، وأصغر القيم إن تساوى تكرارها.",
        ),
        "mode(region)",
        chosen.mode,
    ),
    _aggregate(
        "first",
        Signature((_ANY, _ORDER), _same),
        Help(
            "The value of the row where the order is least; of equal rows that of the first.",
            "قيمة الصف الأول بحسب الترتيب، وأول الصفوف إن تساوت.",
        ),
        "first(region, date)",
        chosen.first,
    ),
    _aggregate(
        "last",
        Signature((_ANY, _ORDER), _same),
        Help(
            "The value of the row where the order is greatest; of equal rows that of the last.",
            "قيمة الصف الأخير بحسب الترتيب، وآخر الصفوف إن تساوت.",
        ),
        "last(region, date)",
        chosen.last,
    ),
    _aggregate(
        "share",
        Signature((Parameter("condition", ("boolean",)),), NUMBER),
        Help(
            "The share of the rows for which the condition is true among those for which it is "
            "known, from 0 to 1.",
            "حصة الصفوف التي يصح فيها الشرط من الصفوف المعلوم حالها، من 0 إلى 1.",
        ),
        "share(killed > 0)",
        counting.share,
    ),
    _aggregate(
        "only",
        Signature((_ANY,), _same),
        Help(
            "The single value of all rows, blanks aside; blank where there are several.",
            "القيمة الوحيدة في كل الصفوف دون الفارغ، وفارغ إن تعددت.",
        ),
        "only(region)",
        chosen.only,
    ),
)
#: The aggregates of Mujaz by name.
AGGREGATES = {aggregate.name: aggregate for aggregate in _ALL}
