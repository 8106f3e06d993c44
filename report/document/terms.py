"""Find terms in texts: the words of a text, and each two that follow each other, say which terms
can be in it, so that a text costs its own length and not the number of terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from report.arabic.article import PROCLITICS, after_lam
from report.document.passages import TURN

#: What separates two words of a term: spaces of any kind, a change of direction.
_BETWEEN = rf"[\s{TURN}]+"
_MARKS = "\u064b-\u0652\u0670"
#: What may not stand beside a term, and what a word of a text is made of.
_LETTER = rf"[\w{_MARKS}]"
_WORD = re.compile(f"{_LETTER}+")
_PROCLITICS = re.compile(PROCLITICS)


class Terms:
    """Terms that are looked up in texts, the longest first; ``numbers`` says their order."""

    def __init__(self, terms: Iterable[str]) -> None:
        ordered = sorted(dict.fromkeys(terms), key=lambda term: (-len(term), term))
        self.numbers = {term: number for number, term in enumerate(ordered)}
        self._patterns: dict[str, re.Pattern[str]] = {}
        #: By the rarest unit of each form of a term: the term, and the units of the form.
        self._by_unit: dict[str, list[tuple[str, frozenset[str]]]] = {}
        #: Terms without a letter or figure, which each text is searched for.
        self._signs: list[str] = []
        forms = list(chain.from_iterable(map(_units_of_forms, ordered)))
        frequency = Counter(chain.from_iterable(units for _, units in forms))
        for term, units in forms:
            if units:
                rarest = min(units, key=lambda unit: (frequency[unit], unit))
                self._by_unit.setdefault(rarest, []).append((term, units))
            else:
                self._signs.append(term)

    def in_text(self, text: str) -> list[str]:
        """Return the terms that can be in a text, in their order: those all of whose units are.
        :meth:`places` says whether they are."""
        units = _units_of_text(_WORD.findall(text))
        terms = set(self._signs)
        for unit in units & self._by_unit.keys():
            terms.update(term for term, needed in self._by_unit[unit] if needed <= units)
        return sorted(terms, key=self.numbers.__getitem__)

    def places(self, term: str, text: str) -> Iterator[re.Match[str]]:
        """Yield where a term stands in a text as whole words."""
        if term not in self._patterns:
            self._patterns[term] = _pattern(term)
        return self._patterns[term].finditer(text)


def _forms(term: str) -> Iterator[str]:
    """Yield the forms of a term: its own, and what is left of it after the preposition ل."""
    yield term
    if (fused := after_lam(term)) is not None:
        yield fused[0] + fused[1].lstrip()


def _units_of_forms(term: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield a term with the units of each of its forms: each two words that follow each other, or
    its only word."""
    for form in _forms(term):
        words = _WORD.findall(form)
        yield term, frozenset(map(" ".join, pairwise(words)) if len(words) > 1 else words)


def _units_of_text(words: Sequence[str]) -> set[str]:
    """Return the words of a text, and each two that follow each other; the first also without its
    particles."""
    starts = {word: tuple(_without_proclitics(word)) for word in set(words)}
    units = set(chain.from_iterable(starts.values()))
    for first, second in set(pairwise(words)):
        units.update(f"{start} {second}" for start in starts[first])
    return units


def _without_proclitics(word: str) -> Iterator[str]:
    """Yield a word of a text as it is, and without each particle that it can begin with: the first
    word of a term may have one, the rest of its words are whole words of the text."""
    yield word
    for end in range(1, len(word)):
        if not _PROCLITICS.fullmatch(word, 0, end):
            return
        yield word[end:]


def _pattern(term: str) -> re.Pattern[str]:
    """Find a term as whole words of a text."""
    forms = "|".join(map(_spaced, _forms(term)))
    return re.compile(rf"(?<!{_LETTER}){PROCLITICS}(?:{forms})(?!{_LETTER})")


def _spaced(form: str) -> str:
    """Return a pattern of a form of a term, with any separator between its words."""
    return _BETWEEN.join(re.escape(word) for word in form.split())
