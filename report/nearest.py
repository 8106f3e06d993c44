"""The name that was probably meant: the known name whose spelling is nearly the same.

One threshold holds everywhere. Another word is no misspelling: a wrong suggestion is worse than
none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import takewhile

#: The share of letters that two spellings of one name have in common, after Ratcliff and Obershelp.
CLOSE = 0.7
_SEPARATORS = str.maketrans({"-": "_", " ": "_", "\u00a0": "_", "\u0640": None})


def nearest(name: str, known_names: Iterable[str]) -> str | None:
    """Return the known name that is spelt nearly as ``name``; otherwise ``None``.

    Case, marks (Arabic vowel signs and hamza seats too), tatweel and the kind of separator make no
    difference.
    """
    import difflib

    folded: dict[str, str] = {}
    for known_name in known_names:
        folded.setdefault(_folded(known_name), known_name)
    word = _folded(name)
    matches = difflib.get_close_matches(word, folded, n=1, cutoff=CLOSE)
    if matches:
        return folded[matches[0]]
    # difflib begins with the longest match and misses letters before it: abaaaa and aaaaaa.
    best = max(folded, key=lambda candidate: _ends_in_common(word, candidate), default=None)
    return folded[best] if best is not None and _ends_in_common(word, best) >= CLOSE else None


def _ends_in_common(first: str, second: str) -> float:
    """Return the share of letters that two words have in common at their beginnings and ends."""
    start = _alike(first, second)
    end = _alike(first[start:][::-1], second[start:][::-1])
    return 2 * (start + end) / max(len(first) + len(second), 1)


def _alike(first: str, second: str) -> int:
    """Return the number of letters that two words have in common at their beginnings."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _folded(name: str) -> str:
    bare = (sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return "".join(bare).casefold().translate(_SEPARATORS)
