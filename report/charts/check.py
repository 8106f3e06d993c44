"""The limits that kinds of chart share, checked before layout."""

from __future__ import annotations

import math
from collections.abc import Iterable

from report.errors import ExpressionError

MOST_CATEGORIES = 60
MOST_LETTERS = 160
#: The panels of one chart at most.
MOST_PANELS = 24
#: The keys of a chart that its limits are about, by rule: the fault is at the first that a brief
#: has, else at the chart.
KEYS_OF_LIMITS = {
    "chart-panels-many": ("facet",),
    "chart-panels-tall": ("facet",),
    "chart-panel-narrow": ("facet",),
    "chart-rows-many": ("table",),
    "chart-too-tall": ("by", "table"),
}
#: The largest value of a measure, and with a minus the least.
LARGEST_SIZE = 1e18


def check_height(height: float, count: int, tallest: float, panels: int = 1) -> None:
    """Check that a drawing of ``height`` points is no taller than ``tallest``.

    :param count: how many rows it has; ``panels`` how many panels.
    :raises ExpressionError: ``chart-too-tall``, ``chart-panels-tall``.
    """
    if height > tallest:
        raise ExpressionError.of(
            "chart-too-tall" if panels == 1 else "chart-panels-tall",
            count=count if panels == 1 else panels,
            height=round(height * 25.4 / 72),
            most=round(tallest * 25.4 / 72),
        )


def check_count(count: int, most: int = MOST_CATEGORIES, rule: str = "chart-too-many") -> None:
    """Check that there is something to draw, and not too much.

    :param rule: the rule for too much.
    :raises ExpressionError: ``chart-empty`` or ``rule``.
    """
    if count == 0:
        raise ExpressionError.of("chart-empty")
    if count > most:
        raise ExpressionError.of(rule, count=count, most=most)


def check_panels(count: int) -> None:
    """Check that the panels of a chart are at most :data:`MOST_PANELS`.

    :raises ExpressionError: ``chart-empty`` or ``chart-panels-many``.
    """
    check_count(count, MOST_PANELS, "chart-panels-many")


def check_value(label: str, value: float) -> None:
    """Check that a value is at most :data:`LARGEST_SIZE`, and with a minus at least its negative.

    :raises ExpressionError: ``chart-size``.
    """
    if not (math.isfinite(value) and abs(value) <= LARGEST_SIZE):
        raise ExpressionError.of("chart-size", label=label, value=value)


def check_labels(labels: Iterable[str]) -> None:
    """Check that no label is longer than :data:`MOST_LETTERS`.

    :raises ExpressionError: ``chart-label-long``.
    """
    for label in labels:
        if len(label) > MOST_LETTERS:
            raise ExpressionError.of(
                "chart-label-long", label=f"{label[:40]}…", count=len(label), most=MOST_LETTERS
            )
