"""The words of ``show``: what of a measure is printed, as a pivot table shows values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from report.errors import ExpressionError, Finding, Location
from report.nearest import nearest

ShowKind = Literal[
    "share",
    "running",
    "moving-total",
    "moving-mean",
    "difference",
    "change",
    "value",
    "rank",
    "index",
    "contribution",
]
#: What a value is compared with: the period before on the calendar, or the member before where
#: values are no time; the member that is listed before; the same period of the year before; a
#: member that is named; the first one.
Base = Literal["previous", "before", "last-year", "named", "first"]
ShareOf = Literal["total", "row", "column", "group"]

_PHRASES: dict[str, tuple[ShowKind, Base | None, ShareOf | None]] = {
    "share of total": ("share", None, "total"),
    "share of row": ("share", None, "row"),
    "share of column": ("share", None, "column"),
    "share of group": ("share", None, "group"),
    "running total": ("running", None, None),
    "difference from previous": ("difference", "previous", None),
    "difference from member before": ("difference", "before", None),
    "difference from last year": ("difference", "last-year", None),
    "change from previous": ("change", "previous", None),
    "change from member before": ("change", "before", None),
    "change from last year": ("change", "last-year", None),
    "value of previous": ("value", "previous", None),
    "value of member before": ("value", "before", None),
    "value of last year": ("value", "last-year", None),
    "rank": ("rank", None, None),
    "rank ascending": ("rank", None, None),
    "index": ("index", "first", None),
    "contribution": ("contribution", "previous", None),
    "contribution from member before": ("contribution", "before", None),
    "contribution from last year": ("contribution", "last-year", None),
}
_NAMED: dict[str, ShowKind] = {
    "difference from": "difference",
    "change from": "change",
    "value of": "value",
    "index from": "index",
    "contribution from": "contribution",
}
_MOVING: dict[str, ShowKind] = {"moving total of": "moving-total", "moving mean of": "moving-mean"}
_WITH_COUNT = re.compile(r"(?P<words>moving (?:total|mean) of) (?P<count>[1-9][0-9]{0,3})")
_WITH_NAME = re.compile(r"(?P<words>[a-z ]+?) *(?P<quote>['\"])(?P<name>.+)(?P=quote)")


#: What spreadsheets call it, and the words of this language.
_MEANT = {
    **dict.fromkeys(
        ("cumulative", "cumulative total", "cumulative sum", "running sum", "running"),
        "running total",
    ),
    **dict.fromkeys(
        ("share", "percent", "percentage", "percent of total", "% of total", "% of grand total"),
        "share of total",
    ),
    **dict.fromkeys(("% of row total", "percent of row"), "share of row"),
    **dict.fromkeys(("% of column total", "percent of column"), "share of column"),
    **dict.fromkeys(("% of parent total", "percent of parent"), "share of group"),
    **dict.fromkeys(
        ("change", "growth", "growth rate", "percent change", "% change", "% difference from"),
        "change from previous",
    ),
    **dict.fromkeys(("difference", "delta", "difference from"), "difference from previous"),
    **dict.fromkeys(("year over year", "yoy", "year on year"), "change from last year"),
    **dict.fromkeys(("moving average", "rolling average", "rolling mean"), "moving mean of 3"),
    **dict.fromkeys(("moving sum", "rolling sum", "rolling total"), "moving total of 3"),
    **dict.fromkeys(("ranking", "rank descending", "rank largest to smallest"), "rank"),
    "rank smallest to largest": "rank ascending",
}


@dataclass(frozen=True, slots=True)
class ShowAs:
    """What of a measure is printed.

    :param text: the words, as the brief writes them.
    :param base: what a value is compared with.
    :param share_of: the whole that a share is of.
    :param member: the label of the member that is named.
    :param of: the dimension that is meant, as the brief writes it: for a running total and a rank
        the one at whose members they begin again, for a share of a group the one whose members
        are the groups, else the one along which values are compared.
    :param ascending: whether rank 1 is the smallest.
    :param count: how many values a moving total or mean is of.
    :param place: where the brief writes it, for messages.
    """

    text: str
    kind: ShowKind
    base: Base | None = None
    share_of: ShareOf | None = None
    member: str = ""
    of: str | None = None
    ascending: bool = False
    count: int = 0
    place: Location = field(default_factory=Location, compare=False)

    @property
    def is_percent(self) -> bool:
        """Whether the values are in hundredths."""
        return self.kind in ("share", "change", "contribution")

    @property
    def is_comparison(self) -> bool:
        """Whether a positive value is a rise."""
        return self.kind in ("difference", "change", "contribution")

    @property
    def needs_numbers(self) -> bool:
        """Whether it computes with the values, so that they are numbers."""
        return self.kind not in ("rank", "value")

    @property
    def keeps_unit(self) -> bool:
        """Whether the values have the unit and the decimals of the measure."""
        return self.kind in ("running", "moving-total", "moving-mean", "difference", "value")


def show_words() -> tuple[str, ...]:
    """Return all words of ``show``, a named member as ``'…'`` and a number as ``3``."""
    moving = (f"{words} 3" for words in _MOVING)
    return (*_PHRASES, *moving, *(f"{words} '…'" for words in _NAMED))


def parse_show(text: str, of: str | None = None, place: Location | None = None) -> ShowAs:
    """Return what the words of ``show`` mean.

    :raises ExpressionError: ``bad-show``, with the words that were probably meant.
    """
    words, where = " ".join(text.split()), place or Location()
    if words in _PHRASES:
        kind, base, share_of = _PHRASES[words]
        return ShowAs(
            text, kind, base, share_of, of=of, ascending=words == "rank ascending", place=where
        )
    moving = _WITH_COUNT.fullmatch(words)
    if moving is not None:
        kind, count = _MOVING[moving["words"]], int(moving["count"])
        return ShowAs(text, kind, of=of, count=count, place=where)
    match = _WITH_NAME.fullmatch(words)
    if match is not None and match["words"] in _NAMED:
        return ShowAs(
            text, _NAMED[match["words"]], "named", member=match["name"], of=of, place=where
        )
    values = {
        "given": text,
        "nearest": _MEANT.get(words.lower()) or nearest(words, show_words()),
        "known": tuple(show_words()),
    }
    raise ExpressionError(Finding("bad-show", where, values))
