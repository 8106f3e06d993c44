"""Where the words of a text stand among the texts of an edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from report.archive.printed import plain

if TYPE_CHECKING:
    from report.archive.edition_texts import EditionTexts

#: Marks beside a word that are no part of it.
_AROUND = "«»()[]{}.،؛:؟!,;\"'…"


def places(printed: EditionTexts, text: str) -> Iterator[int]:
    """Yield the places in the texts of an edition where ``text`` begins: its words follow each
    other in one block."""
    asked = words_of(text)
    if not asked:
        return
    words: list[tuple[str, int]] = []
    for place, text_on_page in enumerate(printed.texts):
        if place in printed.gaps:
            words.append(("", place))  # no word that is asked for
        words += [(word, place) for word in words_of(text_on_page.said)]
    for start, (first_word, first) in enumerate(words):
        if first_word != asked[0]:
            continue
        run = words[start : start + len(asked)]
        keys = {printed.texts[place].key for _, place in run}
        if [word for word, _ in run] == asked and len(keys) == 1:
            yield first


def words_of(text: str) -> list[str]:
    """Return the words of a text without the stops and brackets around them."""
    plainwords_of = (plain(word) for word in text.split())
    return [word.strip(_AROUND) or word for word in plainwords_of if word]


def holds(printed: str, text: str) -> bool:
    """Whether one of two texts has all words of the second."""
    short, long = sorted((words_of(printed), words_of(text)), key=len)
    starts = range(len(long) - len(short) + 1)
    return any(long[start : start + len(short)] == short for start in starts)
