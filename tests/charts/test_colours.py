"""Colours of series and of classes are apart: by CIEDE2000 for each kind of sight, and by their lightness in grey."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import pytest

from report.charts.grammar.look import SERIES_PENS
from report.charts.mapping.look import TONES
from report.charts.palette import Color, house_palette, luminance
from report.charts.style import MISSING_FILL, OTHERS_SERIES_FILL, SERIES_FILLS
from report.design.contrast import contrast_ratio

Triple = tuple[float, float, float]
#: L, a and b of two colours and their difference: table 1 of Sharma, Wu and Dalal, The CIEDE2000 Color-Difference
#: Formula (2005).
PUBLISHED = (
    (50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425), (50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615),
    (50, 2.8361, -74.02, 50, 0, -82.7485, 3.4412), (50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0),
    (50, -1.1848, -84.8006, 50, 0, -82.7485, 1.0), (50, -0.9009, -85.5211, 50, 0, -82.7485, 1.0),
    (50, 0, 0, 50, -1, 2, 2.3669), (50, -1, 2, 50, 0, 0, 2.3669), (50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792),
    (50, 2.49, -0.001, 50, -2.49, 0.001, 7.1792), (50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195),
    (50, 2.49, -0.001, 50, -2.49, 0.0012, 7.2195), (50, -0.001, 2.49, 50, 0.0009, -2.49, 4.8045),
    (50, -0.001, 2.49, 50, 0.001, -2.49, 4.8045), (50, -0.001, 2.49, 50, 0.0011, -2.49, 4.7461),
    (50, 2.5, 0, 50, 0, -2.5, 4.3065), (50, 2.5, 0, 73, 25, -18, 27.1492), (50, 2.5, 0, 61, -5, 29, 22.8977),
    (50, 2.5, 0, 56, -27, -3, 31.9030), (50, 2.5, 0, 58, 24, 15, 19.4535), (50, 2.5, 0, 50, 3.1736, 0.5854, 1.0),
    (50, 2.5, 0, 50, 3.2972, 0, 1.0), (50, 2.5, 0, 50, 1.8634, 0.5757, 1.0), (50, 2.5, 0, 50, 3.2592, 0.335, 1.0),
    (60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644),
    (63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630),
    (61.2901, 3.7196, -5.3901, 61.4292, 2.248, -4.962, 1.8731),
    (35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645),
    (22.7233, 20.0904, -46.694, 23.0331, 14.973, -42.5619, 2.0373),
    (36.4612, 47.858, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146),
    (90.8027, -2.0831, 1.441, 91.1528, -1.6435, 0.0447, 1.4441),
    (90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381),
    (6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377),
    (2.0776, 0.0795, -1.135, 0.9033, -0.0636, -0.5514, 0.9082),
)  # fmt: skip
#: What full colour blindness makes of linear red, green and blue: Machado, Oliveira and Fernandes (2009).
SIGHTS: dict[str, tuple[Triple, Triple, Triple]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
_WHITE = (0.95047, 1.0, 1.08883)
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
#: The least difference of two plain fills, and that of the lines of a hatch from their ground; the least step of
#: lightness between two plain fills, and between two classes.
_APART, _SEEN, _LIGHTER, _STEP = 20.0, 40.0, 20.0, 10.0
#: The least difference of the two sides of a diverging scale: in the colours of the house, and with another accent.
_SIDES, _OWN_SIDES = 10.0, 6.0


@pytest.mark.parametrize("row", PUBLISHED)
def test_the_difference_is_that_of_the_published_data(row: tuple[float, ...]) -> None:
    assert difference(row[:3], row[3:6]) == pytest.approx(row[6], abs=1e-4)  # type: ignore[arg-type]


@pytest.mark.parametrize("sight", SIGHTS)
def test_fills_of_series_are_apart_by_their_tone_or_by_lines_that_are_seen(sight: str) -> None:
    fills = (*SERIES_FILLS, OTHERS_SERIES_FILL, MISSING_FILL)
    assert len(SERIES_FILLS) == 6
    for first, second in combinations(fills, 2):
        if first.hatch == second.hatch:
            tones = lab(first.tone, sight), lab(second.tone, sight)
            assert difference(*tones) >= _APART, (first, second)
            assert abs(tones[0][0] - tones[1][0]) >= _LIGHTER, (first, second)
    for fill in fills:
        if fill.hatch != "none":
            assert difference(lab(fill.tone, sight), lab(fill.hatch_color, sight)) >= _SEEN, fill


def test_pens_of_series_are_apart_without_their_colours() -> None:
    looks = {(pen.dash, pen.width if pen.dash is None else 0.0) for pen in SERIES_PENS}
    assert len(looks) == len(SERIES_PENS) == 6
    for pen in SERIES_PENS:
        assert lab("paper", "normal")[0] - lab(pen.color, "normal")[0] >= 60


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("tones", [TONES, ("below1", "below2", "below3")])
def test_classes_get_darker_by_steps_that_are_seen(sight: str, tones: tuple[str, ...]) -> None:
    lights = [lab(tone, sight)[0] for tone in tones]
    assert all(first - second >= _STEP for first, second in pairwise(lights)), lights


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(
    "accent",
    ["", "#8a1c1c", "#7f3b08", "#54278f", "#1f3a93", "#202060", "#005f73", "#5b1a5e", "#333333"],
)
def test_the_two_sides_of_a_diverging_scale_have_a_hue_of_their_own(
    accent: str, sight: str
) -> None:
    house = house_palette()
    palette = replace(house, accent=accent or house.accent)
    for above, below in (("tone1", "below1"), ("tone3", "below2"), ("tone5", "below3")):
        sides = [lab_of(palette.color(name), sight) for name in (above, below)]  # type: ignore[arg-type]
        assert difference(*sides) >= (_SIDES if not accent else _OWN_SIDES), (above, sides)


@pytest.mark.parametrize("accent", ["#0b5d3b", "#1f3a93"])
@pytest.mark.parametrize("tone", [*TONES, "below1", "below2", "below3"])
def test_figures_on_each_tone_can_be_read(accent: str, tone: Color) -> None:
    palette = replace(house_palette(), accent=accent)
    ground, text = (luminance(palette.color(name)) for name in (tone, palette.on(tone)))
    assert contrast_ratio(ground, text) >= (4.5 if accent == house_palette().accent else 3.9)


def lab(name: str, sight: str) -> Triple:
    """Return L, a and b of a colour of charts as a kind of sight has it."""
    return lab_of(house_palette().color(name), sight)  # type: ignore[arg-type]


def lab_of(color: str, sight: str = "normal") -> Triple:
    """Return L, a and b of a colour of sRGB (CIE 1976, white D65) as a kind of sight has it."""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    ]
    seen = [min(1.0, max(0.0, each)) for each in _times(SIGHTS[sight], linear)]
    places = zip(_times(_TO_XYZ, seen), _WHITE, strict=True)
    x, y, z = (_bent(place / white) for place, white in places)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _bent(share: float) -> float:
    return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def _times(rows: tuple[Triple, Triple, Triple], place: list[float]) -> list[float]:
    return [row[0] * place[0] + row[1] * place[1] + row[2] * place[2] for row in rows]


def difference(first: Triple, second: Triple) -> float:
    """Return the difference of two colours by CIEDE2000, from L, a and b of each."""
    chroma = (hypot(*first[1:]) + hypot(*second[1:])) / 2
    more = 1 + 0.5 * (1 - sqrt(chroma**7 / (chroma**7 + 25**7)))
    c1, c2 = hypot(first[1] * more, first[2]), hypot(second[1] * more, second[2])
    h1, h2 = _hue(first, more), _hue(second, more)
    turn = h2 - h1
    if c1 * c2 == 0:
        turn = 0.0
    elif abs(turn) > 180:
        turn -= 360 if turn > 0 else -360
    far = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    light, full = (first[0] + second[0]) / 2, (c1 + c2) / 2
    hue = h1 + h2
    if c1 * c2:
        hue = hue / 2 if abs(h1 - h2) <= 180 else (hue + (360 if hue < 360 else -360)) / 2
    weight = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    lightness = (second[0] - first[0]) / (
        1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2)
    )
    chromas, hues = (c2 - c1) / (1 + 0.045 * full), far / (1 + 0.015 * full * weight)
    bend = (
        -2 * sqrt(full**7 / (full**7 + 25**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    )
    return sqrt(lightness**2 + chromas**2 + hues**2 + bend * chromas * hues)


def _hue(color: Triple, more: float) -> float:
    across, down = color[1] * more, color[2]
    return degrees(atan2(down, across)) % 360 if across or down else 0.0
