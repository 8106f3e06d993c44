"""The luminance and the contrast of colours (WCAG 2.2)."""

from __future__ import annotations

from collections.abc import Sequence


def relative_luminance(channels: Sequence[int]) -> float:
    """Return the relative luminance of a colour, from 0 to 1.

    :param channels: red, green and blue in sRGB, from 0 to 255.
    """
    red, green, blue = (_linear(channel / 255) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast_ratio(first: float, second: float) -> float:
    """Return the contrast ratio of two luminances, from 1 to 21."""
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
