"""Numerals that their own shape shows to be a date, a time, a reference or a code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from report.arabic.conventions_text import LETTER, Span
from report.arabic.numerals.names import DIGIT, known_names
from report.arabic.numerals.words import fold, number_word

_D = DIGIT
_MONTHS = (
    "يناير|فبراير|مارس|أبريل|إبريل|ماي|مايو|يونيو|يونيه|يوليوز|يوليو|يوليه|غشت|أغسطس|شتنبر|سبتمبر"
    "|أكتوبر|نونبر|نوفمبر|دجنبر|ديسمبر|جانفي|فيفري|أفريل|جوان|جويلية|أوت|كانون الثاني|كانون الأول"
    "|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني"
    "|محرم|صفر|ربيع الأول|ربيع الآخر|ربيع الثاني|جمادى الأولى|جمادى الآخرة|جمادى الثانية|رجب|شعبان"
    "|رمضان|شوال|ذو القعدة|ذي القعدة|ذو الحجة|ذي الحجة"
)
_LATIN_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|janvier"
    "|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|Jan|Feb|Mar|Apr"
    "|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
#: Bodies and names whose documents are numbered behind a space: «ISO 3166-1».
_STANDARDS = (
    "ISO|IEC|EN|NM|NF|DIN|RFC|IEEE|ITU-T|ITU|ICAO|NIST|ANSI|ASTM|BS|UTF|EDTF|PDF|XML|HTML|CSS"
    "|Unicode|Level|WCAG|No|no|N°|n°|Art|art|p|pp|vol"
)
_JOINED = rf"\s*(?:[-–—/،,]|{fold('إلى')}|{fold('حتى')}|{fold('إلى غاية')}|و|من)\s*"
_YEAR = rf"{_D}{{3,4}}\s?(?:م|هـ|ه|ق م)?(?!{LETTER}|{_D})"
_DAYS = rf"{_D}{{1,2}}(?:{_JOINED}{_D}{{1,2}}){{0,9}}"


@lru_cache(maxsize=1)
def _dates() -> re.Pattern[str]:
    month = f"(?:{'|'.join(map(fold, _MONTHS.split('|')))}|{_LATIN_MONTHS})"
    several = rf"[وبلف]{{0,2}}{month}(?:\s*(?:[/(،-]|و)\s*{month}\)?){{0,9}}(?![A-Za-z]|{LETTER})"
    year = rf"(?:\s*[،,]?\s*(?:من\s+)?(?:لسنة\s+|سنة\s+|عام\s+|لعام\s+)?(?P<year>{_YEAR}))?"
    return re.compile(
        rf"(?<!{_D})(?<![.,/:٫٬-])(?:(?P<days>{_DAYS})\s*(?:من\s+)?(?:شهر\s+)?)?"
        rf"(?<![A-Za-z]){several}{year}",
        re.IGNORECASE,
    )


_ISO = re.compile(
    rf"(?<![\w/-]){_D}{{4}}-(?P<month>{_D}{{2}})(?:-(?P<day>{_D}{{2}}))?[?~%]?"
    rf"(?:/(?:\.\.|{_D}{{4}}(?:-{_D}{{2}}){{0,2}}[?~%]?))?(?![\w-])"
)
_NUMERIC_DATE = re.compile(
    rf"(?<![\w./-])(?:(?P<first>{_D}{{1,2}})(?P<sign>[/.-])(?P<second>{_D}{{1,2}})(?P=sign){_D}{{4}}"
    rf"|{_D}{{4}}(?P<sign2>[/.])(?P<third>{_D}{{1,2}})(?P=sign2)(?P<fourth>{_D}{{1,2}}))(?![\w/-])"
)
#: A number of a file in its year, a season: «12/2025», «2024-2025», «2024/25».
_OF_YEAR = re.compile(
    rf"(?<![\w./-])(?:{_D}{{1,5}}/(?P<last>{_D}{{4}})|(?P<first>{_D}{{4}})[-–—/]{_D}{{1,5}})"
    r"(?![\w/-])"
)
_TIME = re.compile(
    rf"(?<![\w:])(?P<hour>{_D}{{1,2}}):(?P<minute>{_D}{{2}})(?::{_D}{{2}})?(?![\w:])"
)
_DOTTED = re.compile(rf"(?<![\w.]){_D}+(?:\.{_D}+){{2,}}(?![\w])")
_GROUPED = re.compile(rf"{_D}{{1,3}}(?:\.{_D}{{3}})+")
#: A code begins with a Latin letter, or mixes letters and digits.
_CODE = re.compile(
    rf"(?<![A-Za-z0-9_])(?:[A-Za-z][A-Za-z_./+-]{{0,40}}{_D}[{_D[1:-1]}A-Za-z_./+-]{{0,60}}"
    rf"|{_D}{{1,20}}[A-Z](?![A-Za-z])|{_D}{{1,20}}[A-Za-z]{{1,20}}{_D}[A-Za-z0-9]{{0,60}})"
    rf"(?:[-–]{_D}{{1,20}}){{0,9}}"
)
_STANDARD = re.compile(
    rf"(?<![A-Za-z])(?:{_STANDARDS})(?:/[A-Z]+)?[.:]?[ \u00a0-]{_D}+(?:[-.:/]{_D}+)*(?!{_D})"
)
_PHONE = re.compile(rf"[+]{_D}[{_D[1:-1]}\s().-]{{6,}}{_D}|(?<![\w,.٫])00?[1-9]{_D}{{7,}}")
#: «كوفيد-19», «أبولو-11»: a name, a hyphen and a number.
_HYPHENED = re.compile(rf"(?P<name>{LETTER}{{3,}})-{_D}+(?![\w])")
#: «أ7», «ب 12»: the name of a road, a room or a part. «و», «ف», «ب», «ل» and «ك» that stand against
#: digits are conjunctions and prepositions.
_LETTERED = re.compile(rf"(?<!{LETTER})[^\W\d_وفبلكA-Za-z]{_D}{{1,4}}(?![\w.,٫])")
_EXPONENT = re.compile(rf"(?<={LETTER})(?<=م)[23٢٣²³](?!{_D})")


@lru_cache(maxsize=1)
def first_words_of_months() -> frozenset[str]:
    """Return the folded first words of the names of months."""
    return frozenset(fold(name).split()[0] for name in _MONTHS.split("|"))


def excused_spans(text: str) -> Iterator[Span]:
    """Yield the spans of a folded text that are dates, times, references, codes and known names."""
    if not re.search(_D, text):
        yield from (match.span() for match in known_names().finditer(text))
        return
    for pattern in (known_names(), _DOTTED, _CODE, _STANDARD, _PHONE, _EXPONENT, _LETTERED):
        for match in pattern.finditer(text):
            if not (pattern is _DOTTED and _GROUPED.fullmatch(match[0])):
                yield match.span()
    yield from _named_days(text)
    yield from _iso_dates(text)
    for match in _NUMERIC_DATE.finditer(text):
        named = match.group("first", "second", "third", "fourth")
        numbers = [int(digits) for digits in named if digits]
        if _is_day(*numbers) or _is_day(*reversed(numbers)):
            yield match.span()
    for match in _OF_YEAR.finditer(text):
        if is_recent_year(int(match["last"] or match["first"])):
            yield match.span()
    for match in _TIME.finditer(text):
        if int(match["hour"]) < 24 and int(match["minute"]) < 60:
            yield match.span()
    for match in _HYPHENED.finditer(text):
        if number_word(match["name"]) is None:
            yield match.span()


def _named_days(text: str) -> Iterator[Span]:
    for match in _dates().finditer(text):
        days = [int(day) for day in re.findall(f"{_D}+", match["days"] or "")]
        if days and not all(1 <= day <= 31 for day in days):
            continue
        if days or match["year"]:
            yield match.span()


def _iso_dates(text: str) -> Iterator[Span]:
    for match in _ISO.finditer(text):
        if _is_day(int(match["day"] or 1), int(match["month"])):
            yield match.span()


def _is_day(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def is_recent_year(number: int) -> bool:
    """Say whether a number of four digits is a year that official texts speak of."""
    return 1900 <= number <= 2100
