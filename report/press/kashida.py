"""Justification with kashida: a line's slack goes to elongated words first, and what is left to its spaces.

Stands in for one function of WeasyPrint 70.0, ``weasyprint.layout.inline.justify_line``. A kashida is a tatweel that
is set and drawn, and never read: the text layer leaves it out (:mod:`report.press.text_layer`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from report.arabic import kashida_places

TATWEEL = "\u0640"
#: A line's spaces may grow by this part of the font size before a word is drawn out.
_EASE = 0.06
#: The longest kashida, in tatweels, and the part of a line's words that may have one.
_LONGEST = 2
_SHARE = 0.34


@dataclass(slots=True)
class _Word:
    """A place for a kashida: its text box, the character before which it stands, how many tatweels it has."""

    box: Any
    index: int
    count: int = 0


@contextmanager
def stretched() -> Iterator[None]:
    """Justify with kashida while the context lasts. The caller has checked WeasyPrint's release.

    :raises AttributeError: when WeasyPrint has no such function.
    """
    from weasyprint.layout import inline

    stock = inline.justify_line
    inline.justify_line = _justify_line
    try:
        yield
    finally:
        inline.justify_line = stock


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Justify a line; the signature and the meaning are those of the function of WeasyPrint replaced."""
    from weasyprint.layout.inline import add_word_spacing, count_expandable_spaces

    spaces = count_expandable_spaces(line)
    if not spaces:
        return
    taken = _elongate(context, line, extra_width, spaces)
    _move(line, taken)
    left = extra_width - sum(taken.values())
    add_word_spacing(context, line, left / spaces, 0)


def _elongate(context: Any, line: Any, extra: float, spaces: int) -> dict[int, float]:
    """Set kashidas in the boxes of a line; return by how much each box grew, by its ``id``."""
    boxes = [box for box in _text_boxes(line) if not hasattr(box, "read_text")]
    words = _words(boxes)
    size = line.style["font_size"]
    if not words or extra / spaces <= _EASE * size:
        return {}
    one, two = (_laid_out(context, words[0].box, TATWEEL * count)[1] for count in (1, 2))
    step = two - one
    room = extra - _EASE * size * spaces
    if step <= 0:
        return {}
    words = words[: max(1, round(_SHARE * (spaces + 1)))]
    for turn in range(1, _LONGEST + 1):
        for word in words:
            if room >= step and word.count < turn:
                word.count += 1
                room -= step
    grown: dict[int, float] = {}
    for box in boxes:
        chosen = [word for word in words if word.box is box and word.count]
        if chosen:
            grown[id(box)] = _set(context, box, chosen)
    return grown


def _words(boxes: list[Any]) -> list[_Word]:
    """Return the places of a line, the best first; of equal ones those nearer the line's end, where slack is seen."""
    found = [
        (place.rank, -order, -place.index, box) for order, box in enumerate(boxes) for place in kashida_places(box.text)
    ]
    found.sort(key=lambda one: one[:3])
    return [_Word(box, -index) for _, _, index, box in found]


def _set(context: Any, box: Any, words: list[_Word]) -> float:
    """Put the kashidas into a box; return by how much it grew."""
    text = box.text
    places = sorted((word.index, word.count) for word in words)
    pieces, at, offsets, length = [], 0, [], 0
    for index, count in places:
        pieces += [text[at:index], TATWEEL * count]
        length += len(text[at:index].encode())
        offsets += [length + 2 * one for one in range(count)]
        length += 2 * count
        at = index
    box.read_text = text
    box.kashidas = frozenset(offsets)
    box.text = "".join([*pieces, text[at:]])
    box.pango_layout, width = _laid_out(context, box, box.text)
    box.pango_layout.deactivate()
    growth: float = width - box.width
    box.width = width
    return growth


def _laid_out(context: Any, box: Any, text: str) -> tuple[Any, float]:
    """Return the Pango layout of a text in the style of a box, and its width in CSS pixels."""
    from weasyprint.text.line_break import create_layout, line_size

    layout = create_layout(text, box.style, context, max_width=None, justification_spacing=0)
    first_line, _ = layout.get_first_line()
    return layout, line_size(first_line, box.style)[0]


def _text_boxes(box: Any) -> Iterator[Any]:
    """Yield the text boxes of a line in logical order."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _text_boxes(child)


def _move(box: Any, grown: dict[int, float], advance: float = 0) -> float:
    """Move what stands left of boxes that grew, and widen what holds them; return the new advance."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        return advance + grown.get(id(box), 0)
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += advance
        end = advance
        children = box.children[::-1] if box.style["direction"] == "rtl" else box.children
        for child in children:
            if child.is_in_normal_flow():
                end = _move(child, grown, end)
        box.width += end - advance
        return end
    box.translate(advance, 0)
    return advance
