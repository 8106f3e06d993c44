"""The widths of a table's columns, measured from what is in them.

Lengths are ems of the table's type, so that they hold at every size. A column of short values
(numbers, dates, categories, codes) first gets its longest value on one line; what is left goes to
the columns of longer texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from report.arabic import bind_numbers
from report.arabic.binding import NO_BREAK
from report.lettering import REGULAR, SEMIBOLD, ems
from report.tables.model import HeadCell, SpanningHead

#: A word that is wider than this may be broken inside, in ems, unless it is a code.
_WORD = 9.0
#: A column of words is no narrower than this however many there are, in ems.
_FEW_LETTERS = 2.5
#: A code is kept on one line (:data:`report.arabic.bidi`).
_CODE = re.compile(r"[\w.,/٫٬-]{1,24}")
#: What is bound to a number is no longer than this, in characters.
_BOUND = 40
#: A column is one of short values when the widest of them is no wider than this, in ems.
_SHORT = 14.0
#: The share of a text column's cells that are to be on one line, and the most that this may ask
#: for, in ems.
_SHARE, _MOST = 0.8, 50.0
#: Rounding in layout takes no more than this of a column, in ems.
_SLACK = 0.06
#: A text longer than this, in characters, is measured by its length: it is broken into lines in any
#: case.
_LONG = 120
_EM_LETTER = 0.5


@dataclass(frozen=True, slots=True)
class Need:
    """What a column asks for, in ems without padding.

    ``firm`` is the widest number or code, which is never broken; ``least`` is the widest part that
    is not to be broken; ``wanted`` is the width at which most cells are one line, of a ``short``
    column all cells.
    """

    firm: float
    least: float
    wanted: float
    short: bool


def need_of(head: HeadCell, texts: Iterable[str]) -> Need:
    """Return what a column of ``texts`` asks for."""
    distinct = [_bound(text) for text in dict.fromkeys(texts) if text]
    label = max(_longest_word(head.label), _longest_word(head.unit))
    whole = sorted(_ems(text) for text in distinct)
    widest = whole[-1] if whole else 0.0
    if head.numeric:
        whole_ = max(widest, label) + _SLACK
        return Need(widest + _SLACK, whole_, whole_, short=True)
    words = set(chain.from_iterable(text.split(" ") for text in distinct))
    codes = set(filter(_is_code, words))
    unbroken = chain(map(_code, codes), map(_word, words - codes))
    least = max(label, max(unbroken, default=0.0)) + _SLACK
    firm = max(map(ems, codes), default=min(least, _FEW_LETTERS)) + _SLACK
    if widest <= _SHORT:
        return Need(firm, least, max(widest, label) + _SLACK, short=True)
    most = whole[min(int(len(whole) * _SHARE), len(whole) - 1)]
    return Need(firm, least, max(min(most, _MOST) + _SLACK, least), short=False)


def _longest_word(label: str) -> float:
    """Return the width of the longest word of a head."""
    words = _bound(label).split(" ")
    return max((_code if _is_code(word) else _word)(word, SEMIBOLD) for word in words)


def under_spans(heads: Sequence[HeadCell], needs: Sequence[Need], padding: float) -> list[Need]:
    """Return what columns ask for, so that the longest word of each head above them has room.

    :param padding: what stands right and left of a cell's text, in ems.
    """
    widened = list(needs)
    spans: dict[tuple[SpanningHead, ...], list[int]] = {}
    for index, head in enumerate(heads):
        for level in range(len(head.over)):
            spans.setdefault(head.over[: level + 1], []).append(index)
    for over, indexes in spans.items():
        room = sum(widened[index].least + padding for index in indexes) - padding
        lacking = (_longest_word(over[-1].label) + _SLACK - room) / len(indexes)
        for index in indexes if lacking > 0 else ():
            need = widened[index]
            least = need.least + lacking
            widened[index] = replace(need, least=least, wanted=max(need.wanted, least))
    return widened


def with_label(need: Need, label: str) -> Need:
    """Return what a column asks for if a label in it is not to be broken."""
    width = ems(label, SEMIBOLD) + _SLACK
    return replace(need, least=max(need.least, width), wanted=max(need.wanted, width))


def with_room(need: Need, room: float) -> Need:
    """Return what a column asks for if a picture in it is ``room`` ems wide at least."""
    if not room:
        return need
    return Need(max(need.firm, room), max(need.least, room), max(need.wanted, room), short=True)


def shared(
    heads: Sequence[HeadCell], needs: Sequence[Need], room: float, padding: float
) -> list[float]:
    """Return the widths of columns that share ``room``, all in ems without the ``padding`` of each.

    Widths that the brief gives stand as far as they can; no column is narrower than its ``least``
    as long as all fit, and the widths always sum to ``room``.
    """
    least = [need.least for need in needs]
    if sum(least) >= room:
        firm = [min(need.firm, need.least) for need in needs]
        if sum(firm) < room:
            return _grown(
                firm,
                [
                    least_width - firm_width
                    for least_width, firm_width in zip(least, firm, strict=True)
                ],
                room,
            )
        return [least_width * room / sum(firm) for least_width in firm]
    fixed = [head.width is not None for head in heads]
    whole = room + padding * len(heads)
    wishes = [
        max(0.0, head.width / 100 * whole - padding - need.least) if head.width is not None else 0.0
        for head, need in zip(heads, needs, strict=True)
    ]
    shares = least
    for index in sorted(range(len(needs)), key=lambda index: needs[index].wanted):
        if (
            needs[index].short
            and not fixed[index]
            and needs[index].wanted - shares[index] <= room - sum(shares)
        ):
            shares[index] = max(shares[index], needs[index].wanted)
    shares = _grown(shares, wishes, room)
    wishes = [
        0.0 if own else max(0.0, need.wanted - share)
        for need, share, own in zip(needs, shares, fixed, strict=True)
    ]
    shares = _grown(shares, wishes, room)
    rest = room - sum(shares)
    takers = _takers(heads, needs)
    weight = sum(shares[index] for index in takers)
    return [
        share + rest * share / weight if index in takers else share
        for index, share in enumerate(shares)
    ]


def _grown(shares: Sequence[float], wishes: Sequence[float], room: float) -> list[float]:
    """Return shares grown by what is wished for, or by one part of each wish where there is no room
    for all."""
    left, asked = room - sum(shares), sum(wishes)
    fraction = 0.0 if asked <= 0 else min(1.0, max(0.0, left) / asked)
    return [share + wish * fraction for share, wish in zip(shares, wishes, strict=True)]


def _takers(heads: Sequence[HeadCell], needs: Sequence[Need]) -> list[int]:
    """Return the columns that take what no column asks for: of longer texts, else of words, else
    all."""
    free = [index for index, head in enumerate(heads) if head.width is None]
    texts = [index for index in free if not needs[index].short]
    words = [index for index in free if not heads[index].numeric and not heads[index].room]
    return texts or words or free or list(range(len(heads)))


def breaks_code(text: str, room: float) -> bool:
    """Say whether a code in ``text`` is wider than its column, so that it is to be broken; ``room``
    is in ems."""
    return "-" in text and any(
        "-" in word and len(word) <= _LONG and ems(word) > room for word in text.split(" ")
    )


def _code(word: str, weight: int = REGULAR) -> float:
    """Return the room that a code needs: all that it is wide."""
    return _WORD if len(word) > _LONG else ems(word, weight)


def _word(word: str, weight: int = REGULAR) -> float:
    """Return the room that another word needs: as much as is not to be broken."""
    if len(word) > _LONG:
        return _WORD
    most = 2 * _WORD if NO_BREAK in word else _WORD  # words that are bound to each other
    return min(ems(word, weight), most)


def _is_code(word: str) -> bool:
    """Say whether a word is a code, or a number with what it is bound to."""
    if word.isalpha() or not any(map(str.isdigit, word)):
        return False
    return bool(_CODE.fullmatch(word)) or (NO_BREAK in word and len(word) <= _BOUND)


def _bound(text: str) -> str:
    """Return a text as cells print it, numbers bound to their units and the parts of dates to each
    other."""
    return (
        bind_numbers(text)
        if " " in text and len(text) <= _LONG and any(map(str.isdigit, text))
        else text
    )


def _ems(text: str) -> float:
    if len(text) > _LONG:
        return len(text) * _EM_LETTER
    return sum(ems(word) for word in text.split(" ")) + text.count(" ") * ems(" ")


def estimated(text: str) -> float:
    """Return about how wide a text is, in ems, on the safe side and without measuring it."""
    return len(text) * _EM_LETTER
