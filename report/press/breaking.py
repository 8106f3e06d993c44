"""Words that are broken because they are wider than their line.

WeasyPrint breaks such a word where its letters joined still fit, and then sets the line anew without what follows: the
last letter of an Arabic line takes its final form, which may be wider, and the line leaves its box. Here such a line is
broken earlier. A line that ends inside a word is marked (``ends_inside``), so that its text is read as one word with
the next line's.

Stands around one function of WeasyPrint 70.0, ``weasyprint.layout.inline.split_text_box``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: A line is broken earlier at most so many times, each time by what it is too wide, or by this many CSS pixels.
_TIMES, _STEP = 8, 1.0
#: Rounding of Pango's units.
_NEAR = 0.01


@contextmanager
def broken_words() -> Iterator[None]:
    """Break words as this module does while the context lasts. The caller has checked WeasyPrint's release."""
    from weasyprint.layout import inline

    stock = inline.split_text_box

    def split(
        context: Any,
        box: Any,
        available_width: float | None,
        skip: int | None,
        is_line_start: bool = True,
    ) -> Any:
        found = stock(context, box, available_width, skip, is_line_start)
        if available_width is None or not _ends_inside(box, found[0], found[1], skip):
            return found
        room = available_width
        for _ in range(_TIMES):
            over = found[0].width - available_width
            if over <= _NEAR or len(found[0].text) < 2 or room <= 0:
                break
            room -= max(over, _STEP)
            narrower = stock(context, box, room, skip, is_line_start)
            if not _ends_inside(box, narrower[0], narrower[1], skip):
                break
            found = narrower
        found[0].ends_inside = True
        return found

    inline.split_text_box = split
    try:
        yield
    finally:
        inline.split_text_box = stock


def _ends_inside(box: Any, line: Any, resume_at: int | None, skip: int | None) -> bool:
    """Say whether ``line`` ends where no white space is: inside a word, or at a sign that lines are broken after."""
    if line is None or resume_at is None:
        return False
    before = box.text.encode()[(skip or 0) : resume_at].decode()
    return bool(before) and before == line.text and not before[-1].isspace()
