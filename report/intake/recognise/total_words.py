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
    r"|(?:ال)?(?:عام|كلي|فرعي|جزئي|نهائي|اجمالي|وطني|سنوي|شهري|تراكمي)))?"
)
_EXACT = re.compile(_CORE + _QUALIFIER)
_NAMED = re.compile(rf"{_CORE}(?![^\W\d_])(.*)")
_LAST = re.compile(rf".*[^\w]{_CORE}{_QUALIFIER}")
_WEAK = re.compile(
    r"(?:(?:ال)?جمله(?: .+)?|ensemble(?: .+)?|cumul(?: .+)?|somme|sum|all|الكل|الجميع)"
)
#: «الجملة والتقسيط»: two things of equal rank, no total of the second.
_AND = re.compile(r"\s*(?:و(?=ال)|و\s|and\s|et\s|&)")
_EDGES = re.compile(r"^[\W\d_]+|[\W_]+$")
_ASIDE = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\])\s*$|\s*[:：=].*$")
_LONGEST = 80


def label_of(text: str) -> Label | None:
    """Return how certainly a text is the label of a total; ``None`` when it is not.

    Tatweel, vowel signs, hamza seats, ى for ي, accents, case, leading numbers («14- الإجمالي»),
    units in brackets and text after a colon are ignored.
    """
    if len(text) > 2 * _LONGEST:
        return None
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf"
    )
    bare = _EDGES.sub("", _ASIDE.sub("", " ".join(folded(plain).split())))
    if not bare or len(bare) > _LONGEST:
        return None
    if _EXACT.fullmatch(bare):
        return "exact"
    named = _NAMED.fullmatch(bare)
    if named is not None:
        return None if _AND.match(named[1]) else "named"
    if _LAST.fullmatch(bare):
        return "named"
    weak = _WEAK.fullmatch(bare)
    return "weak" if weak and not _AND.match(bare.partition(" ")[2]) else None


def mentions_total(text: str) -> bool:
    """Return whether a text begins with a word for totals but is no label: «الجملة والتقسيط»."""
    if len(text) > 2 * _LONGEST:
        return False
    bare = _EDGES.sub("", " ".join(folded(text).split()))
    return label_of(text) is None and bool(_NAMED.match(bare) or _WEAK.match(bare))
