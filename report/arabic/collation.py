"""The order of Arabic words: a sort key that agrees with CLDR's collation for Arabic, without ICU."""

from __future__ import annotations

import re
import unicodedata

from report.arabic.locales import check_locale

#: Letters that CLDR tells apart only when all else is equal: hamza and its seats, alif maqsura, ta marbuta.
_FOLD = str.maketrans(
    {"آ": "اا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "ا", "ئ": "ا", "ء": "ا", "ى": "ي", "ة": "ت", "\u0640": None}
)
_MARKS = re.compile("[\u064b-\u065f\u0670]")

SortKey = tuple[str, str, str]


def sort_key(text: str, locale: str = "ar-MA", *, ignore_article: bool = False) -> SortKey:
    """Return what ``text`` sorts by among other Arabic texts; for ``sorted(..., key=...)``.

    Vowel signs, tatweel and the seat of the hamza count only between words that are otherwise the same.
    ``ignore_article`` passes over a leading «ال», for indexes.

    :raises ExpressionError: ``unknown-locale``: the order is that of Arabic.
    """
    check_locale(locale)
    normal = unicodedata.normalize("NFKC", text)
    bare = _MARKS.sub("", normal).replace("\u0640", "").casefold()
    if ignore_article and bare.startswith("ال") and len(bare) > 3:
        bare = bare[2:]
    return bare.translate(_FOLD), bare, normal
