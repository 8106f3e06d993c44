"""Dates in one text: a day, a month, a year, or a range of them, open or uncertain."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from report.intake.normalise.date_points import (
    Calendar,
    NotADate,
    Order,
    Point,
    ends,
    of_serial,
    read_point,
)
from report.intake.normalise.date_words import folded, with_numbered_months, without_fillers

#: The longest date text, in characters; longer texts are prose.
_LONGEST = 120
_L, _R = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_TIME = re.compile(
    r"(?<=[0-9])(?:t|\s+|,\s*)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"(?:\s*(?:am|pm|ص|م|z|utc|gmt|[+-][0-9]{2}:?[0-9]{2}))?$"
)
_APPROXIMATE = re.compile(
    rf"^(?:حوالي|نحو|زهاء|قرابه|circa|ca?\.|vers|environ|about|around|approx\.?|~){_R}\s*"
    rf"|\s*{_L}(?:تقريبا|approx\.?|env\.)$|\s*~$"
)
_UNCERTAIN = re.compile(r"\s*(?:\([?؟]\)|[?؟]|\(?غير موكد\)?|\(?uncertain\)?|\(?incertain\)?)$")
_HIJRI = re.compile(rf"(?<=[0-9\s])\s*(?:ه|هجريه|هجري|للهجره|a\.?h\.?){_R}\.?")
_GREGORIAN = re.compile(rf"(?<=[0-9])\s*(?:م|ميلاديه|ميلادي|للميلاد|a\.?d\.?|ce){_R}")
_SAME_DAY = re.compile(rf"{_L}(?:الموافق(?: ل)?|corresponding to|correspondant au){_R}[:\s]*")
_SINCE = re.compile(
    rf"^(?:ابتداء من|انطلاقا من|منذ|اعتبارا من|depuis(?: le)?|a partir "
    rf"d[ue]|since|starting|from){_R}\s*"
)
_UNTIL = re.compile(rf"^(?:الي غايه|حتي|الي|لغايه|until|till|up to|jusqu'?(?:au|a|en)?){_R}\s*")
_FROM = re.compile(rf"^(?:ما بين|بين|من|between|from|du|de|entre){_R}\s*")
_TO = re.compile(
    rf"\s*(?:–|—|\.\.|{_L}(?:الي غايه|الي|حتي|to|until|till|through|au|a){_R})\s*"
    r"|(?<=[^\s/\-])\s+-\s+(?=[^\s/\-])"
)
_AND = re.compile(rf"\s+(?:و\s*(?=[0-9])|{_L}(?:and|et){_R}|&)\s*")
#: A range of two days of a named month: «24/27 نونبر 2025», «November 24-27, 2025».
_DAYS = re.compile(
    rf"^([0-9]{{1,2}})\s*[-–—/]\s*([0-9]{{1,2}})(?=\s*(?:{_L}(?:من|de|of){_R}\s*)?\x01)"
    "|(?<=\x01[gh][0-9]{2} )([0-9]{1,2})\\s*[-–—/]\\s*([0-9]{1,2})(?=,? )"
)
#: Three days of a month or more, or two with a comma: «24، 25 و26 نونبر».
_LISTED = re.compile(
    r"[0-9]{1,2}(?:(?:\s*[،,]\s*(?:و\s*)?|\s+و\s*|\s+(?:et|and)\s+)[0-9]{1,2}){2,}\s*(?=\x01)"
    r"|[0-9]{1,2}\s*[،,]\s*[0-9]{1,2}\s*(?=\x01)"
)
_YEARS = re.compile(r"([0-9]{4})\s*[-/]\s*([0-9]{4})")
_MONTH = re.compile("\x01[gh][0-9]{2}")
_DAY_AND_YEAR = re.compile(r"\s*[0-9]{1,2}\s*,?\s+[0-9]{4}\s*")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]{1,12})?")


@dataclass(frozen=True, slots=True)
class Said:
    """The date that a text states, from ``first`` to ``last``; an open end is ``None``.

    ``consecutive`` is set when the text joins two days with «and».
    """

    first: Point | None
    last: Point | None
    qualifier: str = ""
    consecutive: bool = False
    serial: str | None = None

    @property
    def in_figures(self) -> bool:
        """Whether the order of the figures matters."""
        return any(
            point is not None and point.figures is not None for point in (self.first, self.last)
        )

    def edtf(self, order: Order) -> str:
        """Return the EDTF text, with figures read in ``order``.

        :raises NotADate: with the rule that it breaks.
        """
        if self.serial is not None:
            return self.serial
        first = self.first.ordered(order) if self.first else None
        last = self.last.ordered(order) if self.last else None
        if first is not None and last is not None and first != last:
            first, last = _shared(first, last)
        start = ends(first)[0] if first else ".."
        end = ends(last)[1] if last else ".."
        if first is not None and last is not None and end < start[: len(end)]:
            raise NotADate
        if self.consecutive and not _follows(start, end):
            raise NotADate
        if start == end:
            return start + self.qualifier
        return "/".join(side if side == ".." else side + self.qualifier for side in (start, end))


def in_year(said: Said, year: int) -> Said:
    """Return the statement with ``year`` added to each date without a year."""

    def dated(point: Point | None) -> Point | None:
        return point if point is None or point.year is not None else replace(point, year=year)

    return replace(said, first=dated(said.first), last=dated(said.last))


def _follows(start: str, end: str) -> bool:
    try:
        return date.fromisoformat(end) - date.fromisoformat(start) == timedelta(days=1)
    except ValueError:
        return len(start) == len(end) == 4 and int(end) - int(start) == 1


def _shared(first: Point, last: Point) -> tuple[Point, Point]:
    """Complete each end of a range with what only one end states: «24–27 نونبر 2025»."""
    hijri = first.hijri or last.hijri
    if first.day is not None and last.month is None and last.year is not None and last.day is None:
        raise NotADate
    year = first.year if first.year is not None else last.year
    month = first.month if first.month is not None or first.day is None else last.month
    start = replace(first, year=year, month=month, hijri=hijri)
    last_year = last.year if last.year is not None else first.year
    last_month = last.month if last.month is not None or last.day is None else first.month
    return start, replace(last, year=last_year, month=last_month, hijri=hijri)


def read_date_text(text: str, *, hijri: Calendar) -> Said:
    """Read a text; ``hijri`` is the calendar of figures when the text does not name one.

    :raises NotADate: with the rule that it breaks.
    """
    if len(text) > _LONGEST or "\x01" in text:
        raise NotADate
    if _SERIAL.fullmatch(text) and not hijri:
        day = of_serial(float(text))
        return Said(None, None, serial=day)
    plain = _TIME.sub("", folded(" ".join(text.split())))
    both = _SAME_DAY.split(plain)
    if len(both) == 2:  # a Hijri and a Gregorian date; the latter is certain
        marks = [
            bool(_HIJRI.search(side) or "\x01h" in with_numbered_months(side)) for side in both
        ]
        if marks[0] == marks[1]:
            raise NotADate
        plain, hijri = both[marks.index(False)].strip(" ,،()"), False
    plain, qualifier = _qualified(plain)
    marked = _HIJRI.sub(" ", plain)
    if marked != plain:
        hijri = True
    elif hijri is None and _GREGORIAN.search(plain):
        hijri = False
    return replace(_span(with_numbered_months(marked).strip(" ."), hijri), qualifier=qualifier)


def _qualified(text: str) -> tuple[str, str]:
    """Return a text without its words of uncertainty, and the corresponding EDTF qualifier."""
    sure = _UNCERTAIN.sub("", text)
    exact = _APPROXIMATE.sub("", sure)
    doubt, about = sure != text, exact != sure
    qualifiers = {(True, True): "%", (True, False): "?", (False, True): "~", (False, False): ""}
    return exact, qualifiers[doubt, about]


def _as_range(text: str) -> str:
    """Return a text with a list of consecutive days as a range: «24 و25 و26 نونبر» is 24 to 26.

    :raises NotADate: when the days are not consecutive.
    """
    text, whole = _FROM.sub("", text), text
    listed = _LISTED.match(text)
    if listed is None:
        return whole
    days = [int(day) for day in re.findall("[0-9]+", listed[0])]
    if days != list(range(days[0], days[0] + len(days))):
        raise NotADate
    return f"{days[0]} .. {days[-1]} {text[listed.end() :]}"


def _span(text: str, hijri: Calendar) -> Said:
    text = _as_range(text)
    text = _DAYS.sub(lambda match: " .. ".join(day for day in match.groups() if day), text)
    years = _YEARS.fullmatch(text)
    sides = [years[1], years[2]] if years else _TO.split(_FROM.sub("", text))
    if len(sides) == 2 and all(side.strip() for side in sides):
        month = _MONTH.search(sides[0])
        if month and _DAY_AND_YEAR.fullmatch(sides[1]):  # November 24-27, 2025
            sides[1] = f"{month[0]} {sides[1]}"
        return Said(_point(sides[0], hijri), _point(sides[1], hijri))
    pair = _AND.split(_FROM.sub("", text))
    if len(pair) == 2:
        between = bool(re.match(r"(?:ما بين|بين|between|entre)", text))
        return Said(_point(pair[0], hijri), _point(pair[1], hijri), consecutive=not between)
    for opening, since in ((_SINCE, True), (_UNTIL, False)):
        rest = opening.sub("", text)
        if rest != text:
            point = _point(rest, hijri)
            return Said(point, None) if since else Said(None, point)
    point = _point(text, hijri)
    return Said(point, point)


def _point(text: str, hijri: Calendar) -> Point:
    return read_point(without_fillers(text).strip(), hijri=hijri)
