"""Words in dates: months, weekdays and fillers, in Arabic, French and English."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

#: The CLDR locales whose Arabic month names differ, and English and French.
_LOCALES = (
    "en",
    "fr",
    "ar",
    "ar_MA",
    "ar_DZ",
    "ar_TN",
    "ar_MR",
    "ar_LY",
    "ar_SA",
    "ar_JO",
    "ar_IQ",
    "ar_SY",
    "ar_LB",
)
_HIJRI = (
    "محرم|محرم الحرام|muharram",
    "صفر|safar",
    "ربيع الأول|ربيع أول|ربيع الاول|rabi al awwal|rabi al awal|rabi i",
    "ربيع الآخر|ربيع الثاني|ربيع آخر|ربيع ثاني|rabi al thani|rabi al akhir|rabi ii",
    "جمادى الأولى|جمادى الأول|جمادى أولى|jumada al ula|jumada al awwal|jumada i",
    (
        "جمادى الآخرة|جمادى الثانية|جمادى الآخر|جمادى الثاني|jumada al akhirah|jumada al "
        "thani|jumada ii"
    ),
    "رجب|rajab",
    "شعبان|shaban",
    "رمضان|ramadan",
    "شوال|shawwal",
    "ذو القعدة|ذي القعدة|ذوالقعدة|ذيالقعدة|dhu al qadah|dhul qadah",
    "ذو الحجة|ذي الحجة|ذوالحجة|ذيالحجة|dhu al hijjah|dhul hijjah",
)
_ARABIC_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"})
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670\u0640]")
_LETTER = r"[^\W\d_]"


def folded(text: str) -> str:
    """Return a text without case, accents, vowel signs, hamza seats on alef, and final dots of
    words.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_ARABIC_ALIKE)).casefold())
    return unicodedata.normalize("NFC", bare)


@cache
def months() -> Mapping[str, tuple[str, int]]:
    """Return the calendar, ``g`` or ``h``, and the number of each known month name, folded.

    The names are the full and short ones of Unicode CLDR, those of ``months.csv``, and Hijri names
    in use.
    """
    from babel import Locale

    month_by_name: dict[str, tuple[str, int]] = {}
    for tag in _LOCALES:
        names = Locale.parse(tag).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                month_by_name |= {
                    folded(name).rstrip("."): ("g", month)
                    for month, name in names[form][width].items()
                }
    month_by_name["sept"] = ("g", 9)
    text = files("report.arabic").joinpath("months.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        month_by_name |= {
            folded(name): ("g", int(row["month"])) for name in row["names"].split("|")
        }
    for month, spellings in enumerate(_HIJRI, 1):
        month_by_name |= {folded(name): ("h", month) for name in spellings.split("|")}
    return {
        name: what for name, what in month_by_name.items() if len(name) > 1 and not name.isdigit()
    }


@cache
def _weekdays() -> re.Pattern[str]:
    from babel import Locale

    names = {
        "الاحد",
        "الاثنين",
        "الاتنين",
        "الثلاثاء",
        "الثلاتاء",
        "الاربعاء",
        "الخميس",
        "الجمعه",
        "السبت",
    }
    for tag in ("en", "fr", "ar"):
        for width in ("wide", "abbreviated"):
            names |= {
                folded(name).rstrip(".")
                for name in Locale.parse(tag).days["format"][width].values()
            }
    return re.compile(rf"(?:^|(?<=\s)|(?<=\())(?:يوم\s+)?(?:{_any(names)})(?!{_LETTER})\.?[,،]?\s*")


@cache
def _months_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!{_LETTER})(?:{_any(months())})(?!{_LETTER})\.?")


def _any(names: Mapping[str, object] | set[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


#: Filler words in dates.
_FILLERS = re.compile(
    rf"(?<!{_LETTER})(?:يوم|شهر|سنه|لسنه|عام|لعام|في|من|ميلاديه|ميلادي|م"
    rf"|of|the|le|on|in|en|du mois de|de|d'|a\.?d\.?|ce)"
    rf"(?!{_LETTER})\.?"
)
_TWICE = re.compile("(\x01[gh][0-9]{2})[ /()\\-]+\\1\\)?")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th|er|ere)(?![^\W\d_])")


def with_numbered_months(text: str) -> str:
    """Return a folded text with month names replaced by marks (calendar and number), without
    weekdays.

    A month with two names, «تشرين الثاني/نوفمبر» as in United Nations texts, becomes one mark.
    """
    month_by_name = months()

    def mark(match: re.Match[str]) -> str:
        calendar, month = month_by_name[
            match[0].rstrip(".") if match[0] not in month_by_name else match[0]
        ]
        return f"\x01{calendar}{month:02}"

    marked = _months_pattern().sub(mark, text)
    return _ORDINAL.sub("", _weekdays().sub("", _TWICE.sub(r"\1", marked)))


def without_fillers(text: str) -> str:
    """Return a text without filler words."""
    return _FILLERS.sub(" ", text)
