"""Words for totals in Arabic, French and English, in any spelling, vocalised or elongated."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from report.intake.normalise.date_words import folded

#: ``exact``: the label can only mean a total. ``named``: it begins or ends with the word, and may
#: be a total or a name such as «Total Energies». ``weak``: the word has further meanings.
Label = Literal["exact", "named", "weak"]

_CORE = (
    r"(?:(?:grand[ -]?|sub[ -]?|sous[ -]?|s ?[/.] ?)?(?:total(?:e|s|es)?|totaux)"
    r"|(?:ال)?(?:مجموع|مجاميع|اجمالي|اجماليات)|حاصل الجمع)"
)
_QUALIFIER = (
    r"(?: (?:general|generale|partiel|global|cumule|annuel|final|overall"
    r"|(?:ال)?(?:عام|كلي|فرعي|جزيي|نهايي|اجمالي|وطني|جهوي|سنوي|شهري|فصلي|اسبوعي|يومي|تراكمي)))?"
)
_EXACT = re.compile(_CORE + _QUALIFIER)
_NAMED = re.compile(rf"{_CORE}(?![^\W\d_])(.*)")
_LAST = re.compile(rf".*[^\w]{_CORE}{_QUALIFIER}")
_WEAK = re.compile(
    r"(?:(?:ال)?جمله(?: .+)?|ensemble(?: .+)?|cumul(?: .+)?|somme|sum|all|الكل|الجميع"
    r"|(?:ال)?حاصل|(?:ال)?محصله)"
)
_ABBREVIATED = frozenset({"مج", "tot"})
_SUMMARY = re.compile(
    r"(?:(?:ال)?معدل|(?:ال)?متوسط|(?:ال)?وسيط|(?:ال)?وسط الحسابي|moyenne|average|mean"
    r"|mediane?|(?:الحد )?(?:الاقصي|الادني)|(?:اعلي|ادني|اكبر|اصغر) قيمه|max(?:imum)?|min(?:imum)?"
    r"|ecart[ -]type)"
    r"(?: (?:general|generale|annuel|annuelle|(?:ال)?(?:عام|وطني|سنوي|شهري|حسابي)))?"
)
#: «الجملة والتقسيط»: two things of equal rank, no total of the second.
_AND = re.compile(r"\s*(?:و(?=ال)|و\s|and\s|et\s|&)")
_EDGES = re.compile(r"^[\W\d_]+|[\W_]+$")
_ASIDE = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\])\s*$|(?<=\w)\s*[:：=].*$")
#: Letters set apart for show: «م ج م و ع».
_SPREAD = re.compile(r"\w(?: \w){3,}")
#: What parts a label from the same in another language: «المجموع / Total».
_OR = re.compile(r"\s*[/|–—\n]\s*|\s+-\s+")
_LONGEST = 80


def label_of(text: str) -> Label | None:
    """Return how certainly a text is the label of a total; ``None`` when it is not.

    Tatweel, vowel signs, hamza seats, ى for ي, accents, case, leading numbers («14- الإجمالي»),
    units in brackets, text after a colon and spaces between letters are ignored. A label in two
    languages is one label («المجموع / Total»).
    """
    bare = _bare(text)
    if not bare:
        return None
    if _EXACT.fullmatch(bare) or all(map(_EXACT.fullmatch, _OR.split(bare))):
        return "exact"
    named = _NAMED.fullmatch(bare)
    if named is not None:
        return None if _AND.match(named[1]) else "named"
    if _LAST.fullmatch(bare):
        return "named"
    weak = _WEAK.fullmatch(bare) or bare in _ABBREVIATED
    return "weak" if weak and not _AND.match(bare.partition(" ")[2]) else None


def is_summary(text: str) -> bool:
    """Return whether a text is the label of a mean, a median or an extreme, which is no total."""
    bare = _bare(text)
    return bool(bare) and all(map(_SUMMARY.fullmatch, _OR.split(bare)))


def mentions_total(text: str) -> bool:
    """Return whether a text begins with a word for totals but is no label: «الجملة والتقسيط»."""
    if len(text) > 2 * _LONGEST:
        return False
    bare = _EDGES.sub("", " ".join(folded(text).split()))
    return label_of(text) is None and bool(_NAMED.match(bare) or _WEAK.match(bare))


def _bare(text: str) -> str:
    """Return what decides whether a text is a label; an empty text if it is too long for one."""
    if len(text) > 2 * _LONGEST:
        return ""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf"
    )
    bare = _EDGES.sub("", _ASIDE.sub("", " ".join(folded(plain).split())))
    if len(bare) > _LONGEST:
        return ""
    return bare.replace(" ", "") if _SPREAD.fullmatch(bare) else bare
