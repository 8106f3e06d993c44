"""The pieces that :mod:`report.arabic.bidi` joins to left-to-right runs: words, numbers, codes,
addresses and telephone numbers, as one regular expression."""

from __future__ import annotations

import re

#: Letters that are strong left to right in UAX #9, in the scripts that a brief can meet.
LEFT = (
    "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u02bb-\u02c1"
    "\u02d0\u02d1\u02e0-\u02e4\u02ee\u0300-\u0373\u0376-\u058f\u0900-\u1fff"
    "\u2c00-\u2dff\u3041-\ua7ff\uac00-\ud7ff\uff21-\uff3a\uff41-\uff5a"
)
#: Strong right-to-left letters: Hebrew, Arabic and its presentation forms, but no Arabic digits or
#: stops.
RIGHT = (
    "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d5\u06fa-\u07ff\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
)
FIGURES = "0-9\u06f0-\u06f9"
#: Raised and lowered figures and letters, as in «km²» and «10⁶», and the soft hyphen: they never
#: end a word. Nor does the sign that replaces a character without a font: «10□³».
RAISED = "\u00b2\u00b3\u00b9\u2070-\u209c\u25a1"
_SOFT_HYPHEN = "\u00ad"
_W = f"{LEFT}{FIGURES}{RAISED}{_SOFT_HYPHEN}"
#: Where a sign belongs to what follows: at the start of a word, or after the «و» or the «بـ»
#: written against it.
_FREE = rf"(?:(?<![\w%‰°)$€£])|(?<=[^{RIGHT}\u0640\u064b-\u0652]و)|(?<=^و)|(?<=ـ))"
_INNER = "-_./\\\\:@&+='’*|%‑"

_N = f"[{FIGURES}]+(?:[.,:/'’\u00a0][{FIGURES}]+)*[{RAISED}]*"
#: No figures follow a telephone number behind a sign, and no sign of a quantity: «+900,0 %» and
#: «+1 234 567,8» are quantities.
_NO_QUANTITY = rf"(?![.,٫٬]?[{FIGURES}]|[ \u00a0\u202f]?[%‰٪$€£°])"
#: A telephone number, with Western figures and with Arabic ones. After «+» or «00» it has 7 to 15
#: figures (ITU-T E.164).
PHONE = (
    rf"{_FREE}(?:\+|00)(?=(?:[ .\u00a0()-]{{0,2}}[{FIGURES}]){{7}})(?>[{FIGURES}]{{1,3}}"
    rf"(?:[ .\u00a0-]?\(?[{FIGURES}]{{1,4}}\)?){{2,8}}){_NO_QUANTITY}"
    rf"|\((?:\+|00)(?=(?:[ .\u00a0()-]{{0,2}}[{FIGURES}]){{7}})(?>[{FIGURES}]{{1,3}})\)"
    rf"(?>(?:[ .\u00a0-]?[{FIGURES}]{{1,4}}){{2,8}}){_NO_QUANTITY}"
    rf"|(?<![\w.,])0[{FIGURES}]{{1,3}}(?:[ .\u00a0-][{FIGURES}]{{2,4}}){{2,5}}"
)
ARABIC_PHONE = (
    rf"{_FREE}(?:\+[\u0660-\u0669]|\u0660)[\u0660-\u0669]*(?:[ \u00a0-][\u0660-\u0669]+){{2,6}}"
)
#: Words that are shortened by a stop and end names. The stop is a part of the name, also at the end
#: of an Arabic sentence. Words that are not short forms without the stop, as «No», are not here.
_COMPANY_FORMS = ("Inc", "Ltd", "Corp", "Bros", "Ltda", "Pty", "Pvt")
_SHORT_WORDS = (
    *_COMPANY_FORMS, *map(str.upper, _COMPANY_FORMS),
    "Co", "Cie", "Sté", "Ets", "Intl", "Assn", "Dept", "Univ", "Jr", "Sr", "et al",
)  # fmt: skip
#: What precedes such a stop: one of these words, or a letter of an abbreviation, as in «S.A.».
_SHORTENED = "|".join(
    [rf"(?<=\.[{LEFT}])", *(rf"(?<=\b{re.escape(word)})" for word in _SHORT_WORDS)]
)
#: The end of a text with an abbreviation and its stop: letters with stops between them, such as
#: «د.م.» and «S.A.»; a letter alone, such as «د.»; one of the words above.
_ABBREVIATED = re.compile(
    rf"(?<![{LEFT}{RIGHT}\u0640-\u0652])(?:[{LEFT}{RIGHT}\u0640]{{1,3}}\.)+[{LEFT}{RIGHT}\u0640]{{1,3}}\.$"
    rf"|(?<![{LEFT}{RIGHT}\u0640-\u0652.])(?:[{LEFT}{RIGHT}]|هـ)\.$"
    rf"|\b(?:{'|'.join(map(re.escape, _SHORT_WORDS))})\.$"
)
#: The signs between the two sides of a calculation or a comparison, which is read from left to
#: right.
OPERATORS = "=+×÷*^<>≤≥≠≈"
#: The rest of an address, and whether it has Arabic letters.
_REST = "[^\\s«»<>،؛؟]+"
_HAS_R = rf"(?=[^\s«»<>،؛؟]*[{RIGHT}])"
#: The start of an address without a scheme. It begins where its characters begin, since a search
#: from each of them takes quadratic time.
_HOST = r"(?<![A-Za-z0-9-])(?<![A-Za-z0-9-]\.)(?:[A-Za-z0-9-]++\.)+[A-Za-z]{2,24}"
_MAILBOX = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++"
ATOM = re.compile(
    rf"""
    (?P<url>(?:https?|ftp|mailto):{_REST}|www\.{_REST}
        |(?:{_HOST}/|{_MAILBOX}@|{_FREE}~?/(?=[A-Za-z])){_HAS_R}{_REST})
  | (?P<angle>(?:{_FREE}[+\-−])?[{FIGURES}]{{1,3}}°\s?[{FIGURES}]{{1,2}}[′'’]
        (?:\s?[{FIGURES}]{{1,2}}(?:[.,][{FIGURES}]+)?[″"”])?(?:\s?[NSEWO](?!\w))?)
  | (?P<clock>(?<![\w.:-])[{FIGURES}]{{1,2}}h(?:[{FIGURES}]{{2}})?(?!\w))
  | (?P<word>
        (?:{_FREE}(?:--|[$€£]/|[@#$€£~&./\\]))?
        (?=[{FIGURES}{_INNER}{RAISED}]{{0,40}}[{LEFT}])
        [{_W}]+(?:(?:[{_INNER}]{{1,2}}|(?<=[{FIGURES}]),(?=[{FIGURES}]))[{_W}]+)*
        (?:(?:\+{{1,2}}|[#®™©°$€£]|(?=\.)(?:{_SHORTENED})\.)(?!\w)|\.(?=[،؛:؟!]))?
    )
  | (?P<phone>{PHONE})
  | (?P<arabphone>{ARABIC_PHONE})
  | (?P<number>
        (?:{_FREE}(?:[+\-−±#§%$€£]|[≈~<>≤≥]\s?|=))?
        (?:[{FIGURES}]+(?:[-/.:][{FIGURES}]+)*(?:_[{FIGURES}]+)+(?:[-/.:_][{FIGURES}]+)*
          |[{FIGURES}]+(?:[-/.:][{FIGURES}]+){{2,}}(?:,[{FIGURES}]+)?
          |[{FIGURES}]{{1,3}}(?:[ \u202f][{FIGURES}]{{3}})+(?![{FIGURES}])(?:[.,][{FIGURES}]+)?
          |{_N})
        (?:\s?(?:[{OPERATORS}]|[-−](?=\s?{_N}\s?[{OPERATORS}]))\s?{_N})*
        (?:[ \u00a0\u202f]?(?:[%‰$€£]|°(?:[CFNSEWO](?!\w))?)|[{RAISED}]+)?
    )
    """,
    re.VERBOSE,
)


def ends_in_abbreviation(text: str) -> bool:
    """Return whether a text ends in the stop of an abbreviation."""
    return bool(_ABBREVIATED.search(text))
