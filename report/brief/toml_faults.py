"""What Python's parser says is wrong with TOML, in plain words of both languages."""

from __future__ import annotations

import re
from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong with a line, and what should be there, in English and in Arabic."""

    reason: str
    reason_ar: str
    advice: str
    advice_ar: str

    def values(self) -> dict[str, object]:
        """Return the fault as the values of the message ``not-toml``."""
        return dict(self._asdict())


_UNREADABLE = Fault(
    "the value behind «=» cannot be read",
    "القيمة بعد «=» غير مقروءة",
    'text stands in quotes ("…"), a decimal number has a point, yes and no are true and false',
    'النص بين علامتي اقتباس ("…")، والعدد الكسري بنقطة، ونعم ولا هما true وfalse',
)
#: By what the parser says (CPython 3.11 to 3.14), the first that fits.
_FAULTS: tuple[tuple[str, Fault], ...] = (
    (
        "Cannot overwrite|Cannot declare|Cannot mutate|Cannot redefine|Duplicate",
        Fault(
            "a key or a section stands there a second time",
            "تكرر مفتاح أو قسم",
            "keep one of the two; what comes again and again is written [[…]], as [[sections]]",
            "أبق أحدهما، وما يتكرر كالأقسام يكتب [[…]] مثل [[sections]]",
        ),
    ),
    (
        "Unterminated string|Illegal character|Expected [\"']{3,}",
        Fault(
            "a text is not closed",
            "نص غير مغلق",
            "put the missing quotation mark; a text of several lines stands between three of them",
            "أضف علامة الاقتباس الناقصة، والنص المتعدد الأسطر يوضع بين ثلاث علامات",
        ),
    ),
    (
        "Unclosed|Expected '\\]|Expected ']|Expected '}",
        Fault(
            "a bracket is not closed, in this line or above it",
            "قوس غير مغلق في هذا السطر أو فوقه",
            "close it; the items of a list are parted by commas",
            "أغلقه، وافصل بين عناصر القائمة بفواصل",
        ),
    ),
    (
        "Expected newline|Expected '\\\\n'",
        Fault(
            "something stands behind the value",
            "في السطر شيء زائد بعد القيمة",
            'write one key = value a line, and a quotation mark inside of a text as \\"',
            'اكتب في كل سطر مفتاحا واحدا وقيمته، وعلامة الاقتباس داخل النص هكذا \\"',
        ),
    ),
    (
        "Unescaped|Invalid hex|Unicode scalar",
        Fault(
            "a backslash in a text means something else",
            "للشرطة المائلة العكسية داخل النص معنى آخر",
            "write two of them, or put the text between single quotes",
            "اكتبها مرتين أو ضع النص بين علامتين مفردتين",
        ),
    ),
    (
        "Invalid initial character for a key|Found invalid character",
        Fault(
            "a key is missing, or has signs that a key without quotes cannot have",
            "مفتاح ناقص أو فيه علامات لا تجوز في مفتاح بلا اقتباس",
            "put a key with Arabic letters or spaces in quotes",
            "ضع المفتاح الذي فيه حروف عربية أو مسافات بين علامتي اقتباس",
        ),
    ),
    (
        "Expected '='|Invalid statement",
        Fault(
            "the line is neither key = value nor a section in brackets",
            "ليس السطر مفتاحا وقيمته ولا اسم قسم بين معقوفين",
            "write key = value; a key with Arabic letters or spaces stands in quotes; a remark "
            "begins with #",
            "اكتب المفتاح ثم = ثم القيمة، والمفتاح الذي فيه حروف عربية أو مسافات بين علامتي "
            "اقتباس، والتعليق بعد #",
        ),
    ),
    (
        "Invalid date",
        Fault(
            "a date stands there that the calendar does not have",
            "تاريخ لا وجود له في التقويم",
            "write it as 2025-11-27, without quotes",
            "اكتبه على شكل 2025-11-27 بلا علامتي اقتباس",
        ),
    ),
    (
        "more than [0-9]+ parts|recursion",
        Fault(
            "brackets or dotted keys are nested deeper than in any brief",
            "تداخل الأقواس أو المفاتيح أعمق مما في أي موجز",
            "take the inner ones out",
            "احذف ما تداخل منها",
        ),
    ),
    (
        "integer string conversion",
        Fault(
            "a number has too many figures",
            "عدد أرقامه كثيرة جدا",
            "write a shorter one",
            "اكتب عددا أقصر",
        ),
    ),
    ("Invalid value", _UNREADABLE),
)


def fault_of(said: str) -> Fault:
    """Return the fault that the parser's message is about; what it has no words for is a value that
    cannot be read."""
    return next((fault for pattern, fault in _FAULTS if re.search(pattern, said)), _UNREADABLE)
