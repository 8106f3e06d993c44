"""Kashida: elongate words of a justified line before its spaces are widened.

A kashida is a tatweel that is drawn but never read: the text layer leaves it out
(:mod:`report.render.text_layer`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.arabic import kashida_places

if TYPE_CHECKING:
    from report.render.engine.boxes import LayoutContext, TextBox

TATWEEL = "\u0640"
#: The spaces of a line may grow by this fraction of the font size before a word is elongated.
_EASE = 0.06
#: The maximum length of a kashida in tatweels, and the maximum fraction of a line's words with one.
_LONGEST = 2
_SHARE = 0.34


@dataclass(slots=True)
class _Word:
    """A position for a kashida: its text box, the character after it, and its number of
    tatweels."""

    box: TextBox
    index: int
    count: int = 0


def elongate(
    context: LayoutContext, texts: list[TextBox], slack: float, spaces: int, size: float
) -> None:
    """Put kashidas into the text boxes of a line, given in logical order; the boxes grow wider.

    :param slack: the width of the column minus that of the line, in CSS pixels.
    :param spaces: the number of spaces in the line.
    :param size: the font size of the line, in CSS pixels.
    """
    from report.render.engine.boxes import lay_out

    boxes = [box for box in texts if not hasattr(box, "read_text")]
    words = _words(boxes)
    if not words or slack / spaces <= _EASE * size:
        return
    single, two = (lay_out(context, words[0].box, TATWEEL * count)[1] for count in (1, 2))
    step = two - single
    room = slack - _EASE * size * spaces
    if step <= 0:
        return
    words = words[: max(1, round(_SHARE * (spaces + 1)))]
    for turn in range(1, _LONGEST + 1):
        for word in words:
            if room >= step and word.count < turn:
                word.count += 1
                room -= step
    for box in boxes:
        chosen = [word for word in words if word.box is box and word.count]
        if chosen:
            _set(context, box, chosen)


def _words(boxes: list[TextBox]) -> list[_Word]:
    """Return the positions in a line, best first. Among equals, those nearer the end of the line
    come first, where the slack is most visible."""
    words = []
    for order, box in enumerate(boxes):
        for place in kashida_places(box.text):
            words.append((place.rank, -order, -place.index, box))
    words.sort(key=lambda word: word[:3])
    return [_Word(box, -index) for _, _, index, box in words]


def _set(context: LayoutContext, box: TextBox, words: list[_Word]) -> None:
    """Insert the kashidas into a box."""
    from report.render.engine.boxes import lay_out

    text = box.text
    places = sorted((word.index, word.count) for word in words)
    pieces, position, offsets, length = [], 0, [], 0
    for index, count in places:
        pieces += [text[position:index], TATWEEL * count]
        length += len(text[position:index].encode())
        offsets += [length + 2 * number for number in range(count)]
        length += 2 * count
        position = index
    box.read_text = text
    box.kashidas = frozenset(offsets)
    box.text = "".join([*pieces, text[position:]])
    box.pango_layout, box.width = lay_out(context, box, box.text)
