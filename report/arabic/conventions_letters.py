"""Characters that do not belong in an Arabic text: presentation forms, look-alikes, tatweel,
direction controls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from report.arabic.conventions_text import ARABIC, LETTER, MARK, WORDS, Violation, violation

#: Letters of other languages that look like Arabic ones, at least in some of their forms (UTS #39,
#: the Arabic script).
_ALIKE = {
    **dict.fromkeys("\u06a9\u06aa", "ك"),
    **dict.fromkeys("\u06cc\u06d2", "ي"),
    **dict.fromkeys("\u06be\u06c1\u06d5", "ه"),
    "\u06c3": "ة",
    "\u06ba": "ن",
    "\u06a7": "ق",
    "\u06a2": "ف",
    "\u0672": "أ",
    "\u0673": "إ",
    "\u0675": "أ",
    "\u0676": "ؤ",
    "\u0678": "ئ",
    "\u06d3": "ئ",
}
#: Letters for sounds that Arabic lacks, which Arabic prints use in foreign names.
_LENT = "\u067e\u0686\u0698\u06a4\u06a5\u06a8\u06ad\u06af\u0763\u0671"
_ALIKE_LETTERS = re.compile(f"[{''.join(_ALIKE)}]")
_ARABIC_WORD = re.compile(
    f"[\u0621-\u063a\u0641-\u0652\u0653-\u0655\u0670\u0640{_LENT}{''.join(_ALIKE)}\ufb50-\ufdff\ufe70-\ufefc]+"
)
#: Yeh without dots is at a word's end for ي and for ى; where only one of them makes a word, that
#: one.
_LAST_YEH = {
    "فی": "في",
    "التی": "التي",
    "الذی": "الذي",
    "هی": "هي",
    "إلی": "إلى",
    "حتی": "حتى",
    "أی": "أي",
}

#: Independent signs among the presentation forms: ornate brackets, honorifics and the rial are left
#: unchanged.
_FORMS = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc"
_FORM = re.compile(f"[{_FORMS}]+")
_SEAT = " \u0640"

_STRAY_TATWEEL = re.compile(
    rf"(?<!\dه)(?:(?<={LETTER})|(?<={MARK}))\u0640+(?={LETTER})|(?<={LETTER})\u0640{{2,}}(?!{MARK})"
)
#: A lam-alef whose two letters were exchanged, as texts drawn out of PDFs have them: «االنتخابي»,
#: «واألول», «اإلسلام». No Arabic word begins so; inside of words («سالم») the exchange cannot be
#: detected.
_LAM_ALEF = re.compile(rf"(?<!{LETTER})(?<!{MARK})[وف]?[بك]?(ا[اأإآ]ل)(?={LETTER})")
#: Strings that are no words once their letters are exchanged back.
_LAM_ALEF_WORDS = re.compile(rf"(?<!{LETTER})(?:و|ف)?(آالف|إال)(?!{LETTER})")
_WHOLE = {"آالف": "آلاف", "إال": "إلا"}
#: LRM, RLM, ALM, embeddings and overrides, isolates; zero-width spaces and joiners, soft hyphen,
#: byte order mark.
_CONTROLS = "\u200b\u200c\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\u00ad\ufeff"
_CONTROL = re.compile(
    f"[{_CONTROLS}]"
    "|(?<![ه\ufe0f\u2600-\u27bf\U0001f300-\U0001faff])\u200d"  # the joiner of هـ and emoji
)

#: One of these is in every violation of this module.
_SIGNS = re.compile(f"[{_FORMS}{''.join(_ALIKE)}\u0640{_CONTROLS}\u200d]")
#: It looks backwards from each lam: that is much faster than looking forward from each alef.
_EXCHANGED = re.compile("ل(?<=ا[اأإآ]ل)|ل(?<=[آإ]ال)")


#: A text with a violation of this module matches one of these, in Python and in RE2.
SEARCHED = (
    f"[{_FORMS}{''.join(_ALIKE)}{_CONTROLS}\u200d]",
    f"\u0640[\u0640{LETTER[1:]}",
    f"(?:^|[^{LETTER[1:-1]}{MARK[1:]})[وف]?[بك]?ا[اأإآ]ل{LETTER}",
    f"(?:^|[^{LETTER[1:]})[وف]?(?:آالف|إال)(?:$|[^{LETTER[1:]})",
)


def may_have_letter_violations(text: str, _locale: str) -> bool:
    """Return ``False`` only for a text without a violation of this module.

    It is ``True`` for a text of several lines if it is for one of them.
    """
    return bool(_SIGNS.search(text) or _EXCHANGED.search(text))


def letter_violations(text: str, _locale: str) -> Iterator[Violation]:
    """Yield presentation forms, look-alike letters, stray tatweel, broken lam-alefs and invisible
    controls.

    Presentation forms become letters by NFKC of their blocks alone (Unicode, FB50 to FDFF and FE70
    to FEFF). A word with any letter that neither Arabic nor a foreign name in Arabic has is left:
    it is of another language.
    """
    if _SIGNS.search(text):
        yield from _sign_violations(text)
    if _EXCHANGED.search(text):
        for match in _LAM_ALEF.finditer(text):
            yield violation("lam-alef", *match.span(1), f"ال{match[1][1]}")
        for match in _LAM_ALEF_WORDS.finditer(text):
            yield violation("lam-alef", *match.span(1), _WHOLE[match[1]])


def _sign_violations(text: str) -> Iterator[Violation]:
    for match in _FORM.finditer(text):
        # The form of a lone vowel sign decomposes to a space or a tatweel with the sign on it: the
        # sign alone is meant.
        letters = "".join(unicodedata.normalize("NFKC", form).lstrip(_SEAT) for form in match[0])
        yield violation("presentation-form", *match.span(), letters)
    if _ALIKE_LETTERS.search(text):
        yield from _alike(text)
    for match in _STRAY_TATWEEL.finditer(text):
        joins = bool(ARABIC.match(text, match.end()))
        yield violation("tatweel", *match.span(), "" if joins else "\u0640")
    for match in _CONTROL.finditer(text):
        yield violation("bidi-control", *match.span(), "")


def _alike(text: str) -> Iterator[Violation]:
    for word in WORDS.finditer(text):
        if not _ALIKE_LETTERS.search(word[0]) or not _ARABIC_WORD.fullmatch(word[0]):
            continue
        for match in _ALIKE_LETTERS.finditer(text, word.start(), word.end()):
            if match[0] != "\u06cc" or match.end() < word.end():
                yield violation("look-alike", *match.span(), _ALIKE[match[0]])
            elif word[0] in _LAST_YEH:
                yield violation("look-alike", *match.span(), _LAST_YEH[word[0]][-1])
            else:
                yield Violation("look-alike", *match.span(), "ي / ى")
