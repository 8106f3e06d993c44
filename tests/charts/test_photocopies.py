"""What a photocopier leaves of charts: each series is apart from the others, and each letter has its dots."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from charts.photocopier import copied, cut, pieces, printed

from report.charts.grammar.look import SERIES_PENS
from report.charts.overlay import Sheet
from report.charts.palette import house_palette
from report.charts.style import (
    LABEL_SIZE,
    MISSING_FILL,
    OTHERS_SERIES_FILL,
    SERIES_FILLS,
    SMALL_SIZE,
)

if TYPE_CHECKING:
    from charts.photocopier import Picture

    from report.charts.palette import Color

pytestmark = pytest.mark.slow
#: The share of words in which a dot may touch its letter, by where they are between the dots of the printer.
_FUSED = 0.03
FILLS = (*SERIES_FILLS, OTHERS_SERIES_FILL, MISSING_FILL)
#: The height of a bar, the distance from one to the next, and what is left out at its edges, in points.
_TALL, _PITCH, _EDGE = 9.5, 16.0, 1.4
#: Words with each dotted letter at their begin, inside and at their end, the dots of two letters not beside each
#: other; below, the same letters without dots.
WORDS = (
    "بحر", "صبر", "كلب", "تمر", "كتم", "سمت", "ثمر", "مثل", "حرث", "نمر", "سنم", "ركن", "يوم", "سير", "جمل", "حجر", "درج", "خمر",
    "سخر", "صرخ", "ذهل", "كذا", "زهر", "رمز", "شمس", "حشو", "عطش", "ضوء", "حضر", "مرض", "ظلم", "مظهر", "حظ", "غلام", "صغر",
    "صمغ", "فهد", "سفر", "صدف", "قمر", "سقر", "طرق", "سمرة",
)  # fmt: skip
BARE = str.maketrans("بتثنيجخذزشضظغفقة", "ٮٮٮںىححدرسصطعڡٯه")
_INSIDE = {"ن": "ٮ", "ي": "ٮ"}


def test_fills_of_series_are_apart_in_grey_and_in_a_copy(tmp_path: Path) -> None:
    sheet = Sheet(120, house_palette())
    for index, fill in enumerate(FILLS):
        sheet.box(5, 5 + index * _PITCH, 110, _TALL, fill)
    (picture,) = printed([sheet.drawing(10 + len(FILLS) * _PITCH, "")], tmp_path)
    for page in (picture, copied(picture)):
        looks = []
        for index in range(len(FILLS)):
            top = 5 + index * _PITCH
            looks.append(_look(cut(page, 5 + _EDGE, top + _EDGE, 115 - _EDGE, top + _TALL - _EDGE)))
            outer = cut(page, 4, top - 1, 116, top + _TALL + 1)
            assert outer.min() < 0.5, "a fill is gone"
        for first, second in combinations(range(len(FILLS)), 2):
            far = np.abs(looks[first] - looks[second]).max()
            assert far >= 0.25, (FILLS[first], FILLS[second], looks[first], looks[second])


def test_pens_of_series_are_apart_in_a_copy(tmp_path: Path) -> None:
    sheet = Sheet(260, house_palette())
    for index, pen in enumerate(SERIES_PENS):
        sheet.line(5, 10 + index * _PITCH, 255, 10 + index * _PITCH, pen)
    (picture,) = printed([sheet.drawing(10 + len(SERIES_PENS) * _PITCH, "")], tmp_path)
    page = copied(picture)
    looks = [
        _strokes(cut(page, 5, 4 + index * _PITCH, 255, 16 + index * _PITCH))
        for index in range(len(SERIES_PENS))
    ]
    for first, second in combinations(range(len(SERIES_PENS)), 2):
        assert _are_apart(looks[first], looks[second]), (SERIES_PENS[first], SERIES_PENS[second])


@pytest.mark.parametrize("size", [SMALL_SIZE, LABEL_SIZE])
@pytest.mark.parametrize("color", ["ink", "grey"])
def test_each_letter_has_its_dots_in_a_copy(tmp_path: Path, size: float, color: Color) -> None:
    sheet = Sheet(200, house_palette())
    for index, word in enumerate(WORDS):
        y = 10 + index * _PITCH
        sheet.write(word, 95, y, size=size, color=color)
        sheet.write(_bare(word), 195, y, size=size, color=color)
    (picture,) = printed([sheet.drawing(10 + len(WORDS) * _PITCH, "")], tmp_path)
    page = copied(picture)
    without = []
    for index, word in enumerate(WORDS):
        top = 2 + index * _PITCH
        dotted, bare = (pieces(cut(page, left, top, left + 100, top + _PITCH)) for left in (0, 100))
        dots = sum(letter in "بتثنيجخذزشضظغفقة" for letter in word)
        if dotted - bare < dots:
            without.append((word, dotted, bare))
    assert len(without) <= _FUSED * len(WORDS), without


def _bare(word: str) -> str:
    """Return a word without its dots, its letters of the same shape."""
    inner = "".join(_INSIDE.get(letter, letter) for letter in word[:-1])
    return (inner + word[-1]).translate(BARE)


def _look(picture: Picture) -> Picture:
    """Return how black a fill is, and how like itself a little further along, down and aslant."""
    step = 2
    features = [picture.mean()]
    for across, down in ((step, 0), (0, step), (step, -step), (step, step)):
        moved = np.roll(np.roll(picture, across, axis=1), down, axis=0)[step:-step, step:-step]
        own = picture[step:-step, step:-step]
        spread = own.std() * moved.std()
        alike = (
            1.0 if spread < 1e-6 else ((own - own.mean()) * (moved - moved.mean())).mean() / spread
        )
        features.append(alike)
    return np.array(features)


def _strokes(picture: Picture) -> tuple[float, float, float]:
    """Return the thickness of a line in dots, the share of it that is drawn, and the number of its gaps."""
    across = (picture < 0.5).sum(axis=0)
    drawn = across > 0
    return (
        float(np.median(across[drawn])),
        float(drawn.mean()),
        float((np.diff(drawn.astype(int)) == -1).sum()),
    )


def _are_apart(first: tuple[float, float, float], second: tuple[float, float, float]) -> bool:
    thick, thin = max(first[0], second[0]), min(first[0], second[0])
    if max(first[2], second[2]) < 3:
        return thick / thin >= 1.5
    many, few = max(first[2], second[2]), min(first[2], second[2])
    return many / max(few, 1) >= 1.3 or abs(first[1] - second[1]) >= 0.15
