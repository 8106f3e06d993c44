"""Words for a blank cell."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.brief.tables import Column

#: Common placeholders for missing values, in lower case.
_WORDS = (
    *("n/a", "na", "n.a.", "n.a", "<na>", "null", "none", "nan", "nat", "nil"),
    *(
        "not available",
        "not applicable",
        "unknown",
        "non disponible",
        "non applicable",
        "néant",
        "inconnu",
    ),
    *("-", "--", "---", "–", "—", "―", "ـ", ".", "..", "...", "…", "?", "؟", "/", "//"),
    *(
        "غير متوفر",
        "غير متوفرة",
        "غير متاح",
        "غير متاحة",
        "غير معروف",
        "غير معروفة",
        "غير محدد",
        "غير محددة",
    ),
    *(
        "غير مذكور",
        "غير مذكورة",
        "غير مسجل",
        "غير مسجلة",
        "لا يوجد",
        "لا توجد",
        "لا ينطبق",
        "لا تنطبق",
        "مجهول",
    ),
    *("بدون بيانات", "لا بيانات", "لا معلومات", "فارغ"),
)


def missing_words(
    column: Column, table_words: tuple[str, ...], *, usual: bool, codes: bool = False
) -> frozenset[str]:
    """Return the cells of ``column`` that are blank: the words of the brief and of its table, and
    usual ones.

    A usual word matches as listed, in capitals, and capitalised. It never matches a value of the
    column or an alias of one. With ``codes``, for a column of two-letter country codes, «NA» is
    Namibia.
    """
    declared = frozenset((*table_words, *column.missing))
    if not usual:
        return declared
    words = {"NaN", "NaT", "<NA>"}
    for word in _WORDS:
        words |= {word, word.upper(), word.capitalize(), word.title()}
    spellings = chain.from_iterable(column.aliases.values())
    words -= {*column.values, *column.aliases, *spellings}
    if codes:
        words -= {"NA"}
    return declared | words
