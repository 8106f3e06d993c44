"""Words that represent a blank cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.brief.tables import Column

#: As people and programs write that there is nothing to write; in lower case where they have case.
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
    """Return the cells of ``column`` that are blank: the words of the brief, of its table and the usual ones.

    A usual word counts as listed, in capitals, and with a capital first; never where it is a value of the column or
    another spelling of one. With ``codes``, for a column of countries by codes of two letters, «NA» is Namibia.
    """
    declared = frozenset((*table_words, *column.missing))
    if not usual:
        return declared
    words = {
        form for word in _WORDS for form in (word, word.upper(), word.capitalize(), word.title())
    }
    words |= {"NaN", "NaT", "<NA>"}
    spellings = {spelling for group in column.aliases.values() for spelling in group}
    words -= {*column.values, *column.aliases, *spellings}
    if codes:
        words -= {"NA"}
    return declared | words
