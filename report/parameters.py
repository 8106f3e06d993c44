"""Checks of the parameters of the public functions."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from report.composing import Given
from report.errors import Finding, Location, MujazError
from report.lazy import imported

if TYPE_CHECKING:
    from report.brief import Brief
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
        words = get_args(imported(_CHOICES[name]))
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


def given_inputs(
    brief: str | os.PathLike[str] | Brief,
    folder: str | os.PathLike[str] | None,
    tables: Mapping[str, object] | None,
    prose: Mapping[str, str] | None,
) -> Given:
    """Return the inputs of a brief, as the public functions take them.

    :raises TypeError: if there are two folders, or ``tables`` or ``prose`` maps something else.
    """
    _need_mapping(tables, "tables maps names of tables to data frames")
    _need_mapping(prose, "prose maps paths to texts")
    frames, texts = dict(tables or {}), dict(prose or {})
    for content in texts.values():
        if not isinstance(content, str):
            raise TypeError(f"prose maps paths to texts, not {type(content).__name__}")
    if isinstance(brief, str | os.PathLike):
        if folder is not None:
            raise TypeError("folder goes with a Brief; the folder of the brief is given already")
        return Given(Path(brief), frames=frames, prose=texts)
    from report.brief import Brief

    if not isinstance(brief, Brief):
        raise TypeError(f"a folder or a Brief is wanted, not {type(brief).__name__}")
    return Given(None if folder is None else Path(folder), brief, frames, texts)


def _need_mapping(value: object, use: str) -> None:
    """Check a parameter that maps names to values, or is ``None``.

    :param use: the sentence that says what it maps.
    :raises TypeError: if it is no mapping, or a name is no ``str``.
    """
    if value is None:
        return
    wrong = [value]
    if isinstance(value, Mapping):
        wrong = [key for key in value if not isinstance(key, str)]
    if wrong:
        raise TypeError(f"{use}, not {type(wrong[0]).__name__}")
