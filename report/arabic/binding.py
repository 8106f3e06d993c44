"""Which words of a line are not separated: no-break spaces, where an Arabic compositor would not
break.

A number stays with what it counts and with its unit, the groups of a number or of a telephone
number stay together, and so do the ends of a range. A label stays with its number, a word of one
letter («و» before a Latin name, «أ» of a list) with what follows; a paragraph does not end on a
short word alone. In headings the particles stay with the word that they govern, too.
"""

from __future__ import annotations

import re

from report.arabic.atoms import ARABIC_PHONE, PHONE

NO_BREAK = "\u00a0"
#: Forbids a break, without a width (U+2060).
WORD_JOINER = "\u2060"

_LETTER = "\u0621-\u063a\u0641-\u064a\u0671"
_MARK = "\u064b-\u0652\u0670"
_ARABIC = f"[{_LETTER}][{_LETTER}{_MARK}]*"
_FIGURE = "0-9\u0660-\u0669"
#: A word begins here: after a space, an opening bracket or the text's edge.
_START = r"(?<![^\s(«\[])"
#: What numbers are put after.
_LABELS = (
    "الأجل الباب البند الجدول الجزء الدورة الرقم السطر الشكل الصف الصفحة العدد الفصل الفقرة القسم "
    "اللائحة المادة المحور المرحلة الملحق النسخة النقطة بند جدول رقم سنة شكل صفحة عام عدد فصل فقرة "
    "قسم مادة ملحق"
)
#: What governs the word after it.
_PARTICLES = (
    "في من إلى على عن مع بين عند لدى منذ حتى أو ثم أم بل لا لم لن ما قد أن إن هل كل بلا دون غير "
    "حول خلال أثناء قبل بعد"
)


def _words(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


#: Each ends in one space, with what must stand before and after it.
_COUNTED = re.compile(
    rf"(?<![{_FIGURE}])([{_FIGURE}](?:[{_FIGURE}.,٫٬%٪/-]{{0,40}}[{_FIGURE}%٪])?) (?={_ARABIC})"
)
_NUMBERED = re.compile(
    rf"({_START}[وفبلك]{{0,2}}(?:{_words(_LABELS)})) "
    rf"(?=[{_FIGURE}]|[{_LETTER}](?![{_LETTER}{_MARK}]))"
)
_ONE_LETTER = re.compile(rf"((?<![^ \n(«\[])[{_LETTER}]) (?=\S)")
_PARTICLE = re.compile(rf"({_START}[وف]?(?:{_words(_PARTICLES)})) (?=\S)")
_YEAR = re.compile("(?:1[3-9]|20)[0-9]{2}|(?:١[٣-٩]|٢٠)[٠-٩]{2}")
_NOT_COUNTED = re.compile(
    f"و?(?:{_words(_PARTICLES)}|منه|منها|منهم|منهن|منهما)(?![{_LETTER}{_MARK}])|و[{_FIGURE}]"
)
#: The last word of a paragraph, when it is short: at most six letters and a stop.
_LAST = re.compile(rf" (?=[^\s{NO_BREAK}]{{1,6}}[.؟!؛:»)]{{0,2}}\s*$)")
#: A number with spaces between its groups of three; a telephone number.
_GROUPS = re.compile(
    f"(?<![{_FIGURE}])[{_FIGURE}]{{1,3}}(?: "
    f"[{_FIGURE}]{{3}})+(?![{_FIGURE}])|{PHONE}|{ARABIC_PHONE}"
)
#: A unit after a figure: a short word of Latin letters, «mm/h», «km²», or a symbol.
_UNIT = re.compile(
    f"(?<=[{_FIGURE}\u00b2\u00b3\u00b9\u2070-\u2079]) "
    "(?=(?:[A-Za-zµμΩ]{1,4}(?:[/·.][A-Za-z]{1,4})?[²³]?|°[A-Za-z]?|[%‰٪€$£])(?![A-Za-z0-9/-]))"
)
#: The ends of a range: «24 إلى 27», «24 – 27», «24–27».
_RANGE = re.compile(f"(?<=[{_FIGURE}%٪]) (?:(إلى)|([-–—])) (?=[{_FIGURE}])")
_FROM = re.compile(rf"({_START}و?من) (?=[{_FIGURE}][{_FIGURE}.,٫٬/:]*%?{NO_BREAK}إلى{NO_BREAK})")
_CLOSE_RANGE = re.compile(f"(?<=[{_FIGURE}%٪])([–—])(?=[{_FIGURE}])")
#: Without these there is nothing to bind: a figure or its sign before a space or a dash; two
#: figures with a space.
_TOUCHED = re.compile(f"[{_FIGURE}%٪\u00b2\u00b3\u00b9\u2070-\u2079][ –—]")
_TWO_FIGURES = re.compile(f"[{_FIGURE})] [({_FIGURE}]")
#: The soft hyphens of Arabic words, which are not hyphenated.
_SOFT_HYPHEN = re.compile(f"(?<=[{_LETTER}{_MARK}])\u00ad+|\u00ad+(?=[{_LETTER}])")


def bind_numbers(text: str) -> str:
    """Return ``text`` with each number bound to its groups, its unit and what it counts, and the
    ends of each range."""
    if not _TOUCHED.search(text):
        return text
    text = _COUNTED.sub(_count, text)
    if _TWO_FIGURES.search(text):
        text = _GROUPS.sub(lambda match: match[0].replace(" ", NO_BREAK), text)
    text = _UNIT.sub(NO_BREAK, text)
    text, ranges = _RANGE.subn(_bound_range, text)
    if ranges:
        text = _FROM.sub(rf"\1{NO_BREAK}", text)
    return _CLOSE_RANGE.sub(rf"\1{WORD_JOINER}", text)


def _bound_range(match: re.Match[str]) -> str:
    """Return what stands between the ends of a range, bound. A line may end between a dash and a
    no-break space (UAX #14, LB12a), but not at a word joiner."""
    if match[1]:
        return f"{NO_BREAK}{match[1]}{NO_BREAK}"
    return f"{NO_BREAK}{match[2]}{WORD_JOINER}{NO_BREAK}"


def drop_soft_hyphens(text: str) -> str:
    """Return ``text`` without the soft hyphens (U+00AD) of Arabic words; those of Latin words
    stay."""
    return _SOFT_HYPHEN.sub("", text) if "\u00ad" in text else text


def bind(text: str, *, last: bool = False, heading: bool = False) -> str:
    """Return ``text`` with no-break spaces (U+00A0) instead of the spaces at which a line must not
    end.

    After the dash of a range stands a word joiner (U+2060).

    :param last: whether the text ends its paragraph.
    :param heading: whether it is a heading, in which particles are bound too.
    """
    if " " not in text:
        return _CLOSE_RANGE.sub(rf"\1{WORD_JOINER}", text)
    # The label goes first: in «في المادة 3 من» the figure belongs to it, and nothing is counted.
    text = _NUMBERED.sub(rf"\1{NO_BREAK}", text)
    text = _ONE_LETTER.sub(rf"\1{NO_BREAK}", text)
    text = bind_numbers(text)
    if heading:
        text = _PARTICLE.sub(rf"\1{NO_BREAK}", text)
    return _LAST.sub(NO_BREAK, text) if last or heading else text


def _count(match: re.Match[str]) -> str:
    """Bind a figure to the word after it, unless a label holds it already, it is a year, or nothing
    is counted."""
    held = match.string[match.start() - 1 : match.start()] == NO_BREAK or _YEAR.fullmatch(match[1])
    free = held or _NOT_COUNTED.match(match.string, match.end())
    return match[1] + (" " if free else NO_BREAK)
