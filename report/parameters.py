"""Checks of the parameters of the public functions."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, get_args

from report.errors import Finding, Location, MujazError

if TYPE_CHECKING:
    from report.limiting import RowFilter

#: The words that a parameter takes, as a ``Literal``, by the parameter's name.
_CHOICES = {
    "attach": "report.archive.profiles:Attach",
    "digits": "report.arabic.locales:Digits",
    "layout": "report.archive.bag.make:Layout",
    "level": "report.archive.signing.model:Level",
    "profile": "report.archive.profiles:Profile",
}


def need_choices(**chosen: str | None) -> None:
    """Check the parameters that take one of several words; ``None`` is the default of each.

    :raises MujazError: ``bad-choice`` for each value that is not one of them.
    """
    findings = []
    for name, value in chosen.items():
        module, _, choices = _CHOICES[name].partition(":")
        words = get_args(getattr(import_module(module), choices))
        if value is not None and value not in words:
            values = {"given": value, "wanted": words}
            findings.append(Finding("bad-choice", Location(key=name), values))
    if findings:
        raise MujazError(*findings)


def need_epoch(epoch: int | None) -> None:
    """Check the seconds since 1970 of the dates in a PDF.

    :raises MujazError: ``epoch-range`` for a year that a PDF cannot write.
    """
    from report.archive.profiles import LAST_SECOND

    if epoch is not None and not 0 <= epoch <= LAST_SECOND:
        raise MujazError.of(
            "epoch-range", Location(key="epoch"), given=str(epoch), last=str(LAST_SECOND)
        )


def row_filter_of(names: object) -> RowFilter:
    """Return a row filter.

    :raises TypeError: if it is anything else than three texts.
    """
    from report.limiting import RowFilter

    match names:
        case str(table), str(column), str(value):
            return RowFilter(table, column, value)
    raise TypeError("row_filter is a table, a column and a value, each a str")
