"""A brief with next to nothing in it, to be written, broken and read by the tests of what reads and counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from report.brief import LoadedBrief, load_brief
from report.errors import Finding, MujazError

HEADING = """\
[brief]
title = "حصيلة"
period = "2025-11-24"
issued = 2026-11-23
reference = "م 1"
issuer = "الجهة"
classification = "عام"
"""
TABLE = """\
[tables.meetings]
source = "meetings.csv"
label = "الاجتماعات"
encoding = "utf-8"
delimiter = ","
"""
SECTION = """\
[[sections]]
title = "القسم"
[[sections.blocks]]
note = "ملاحظة"
"""
TOML = HEADING + TABLE + SECTION


def heading_of(period: str) -> str:
    """Return the heading of a brief of a period."""
    return HEADING.replace("2025-11-24", period)


def written(folder: Path, toml: str = TOML, csv: str | bytes = "name\nفاس\n") -> Path:
    """Write a brief of one table into ``folder``, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "brief.toml").write_text(toml, "utf-8", newline="")
    (folder / "meetings.csv").write_bytes(csv.encode() if isinstance(csv, str) else csv)
    return folder


def loaded(folder: Path, toml: str = TOML, csv: str | bytes = "name\nفاس\n") -> LoadedBrief:
    """Write a brief and load it."""
    return load_brief(written(folder, toml, csv))


def merged(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return two tables of TOML as one; a value of ``own`` replaces the shared one."""
    both = dict(shared)
    for key, value in own.items():
        are_tables = isinstance(value, Mapping) and isinstance(both.get(key), Mapping)
        both[key] = merged(both[key], value) if are_tables else value
    return both


def findings_of(work: Callable[[], object]) -> tuple[Finding, ...]:
    """Return what ``work`` finds wrong; nothing wrong is an error of the test."""
    try:
        work()
    except MujazError as error:
        return error.findings
    raise AssertionError("nothing was found wrong")


def line_of(text: str, fragment: str) -> int:
    """Return the line (from 1) on which ``fragment`` is, once, in ``text``."""
    (line,) = [number for number, line in enumerate(text.split("\n"), start=1) if fragment in line]
    return line
