"""``docs/security.md`` names a test for each line, and each test is there."""

from __future__ import annotations

import re
from pathlib import Path

DOC = Path("docs/security.md").read_text("utf-8")


def test_each_named_test_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", DOC)
    assert len(named) > 30
    missing = [f"{file}::{name}" for file, name in named if f"def {name}(" not in _text(file)]
    assert missing == []


def test_each_line_names_a_test() -> None:
    rows = [
        line for line in DOC.splitlines() if line.startswith("|") and not line.startswith("|---")
    ]
    heads = [line for line in rows if line.endswith("| test |")]
    proved = [line for line in rows if "::" in line]
    bounds = [line for line in rows if "bound | of | value" in line]
    assert len(heads) >= 6 and len(bounds) == 1
    tables = re.split(r"\n\n", DOC)
    for table in (table for table in tables if "| test |" in table):
        assert all("::" in line for line in table.splitlines()[2:] if line.startswith("|")), table[
            :80
        ]
    assert len(proved) > 25


def _text(file: str) -> str:
    path = Path(file)
    return path.read_text("utf-8") if path.is_file() else ""
