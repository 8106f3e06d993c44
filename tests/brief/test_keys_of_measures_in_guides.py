"""The guides list every key that a measure may have, with the rules that take it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report.brief.measures import MEASURES

DOCS = Path(__file__).resolve().parents[2] / "docs"
HEADINGS = {"guide.md": "## Measures", "guide.ar.md": "## المؤشرات"}


def keys_by_rule() -> dict[str, set[str]]:
    """Return the rules that take each key of a measure."""
    rules: dict[str, set[str]] = {}
    for rule in MEASURES.names():
        for name, field in MEASURES[rule].model.model_fields.items():
            rules.setdefault(field.alias or name, set()).add(rule)
    return rules


def tables_of(page: str) -> list[list[str]]:
    """Return the cells of the lines of all tables in the section about measures."""
    text = (DOCS / page).read_text("utf-8")
    section = text.split(f"{HEADINGS[page]}\n", 1)[1].split("\n## ", 1)[0]
    return [line.split("|")[1:-1] for line in section.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("page", HEADINGS)
def test_every_key_of_a_measure_is_in_a_table_with_its_rules(page: str) -> None:
    rows = tables_of(page)
    rules = {re.match(r" `(\w+) = ", row[0])[1] for row in rows if re.match(r" `\w+ = ", row[0])}  # type: ignore[index]
    assert {*MEASURES.names()} <= rules
    listed = {row[0].strip(" `"): row[1] for row in rows if len(row) == 3}
    every = {*MEASURES.names()}
    for key, taking in keys_by_rule().items():
        if key in every:
            continue
        named = set(re.findall(r"`(\w+)`", listed[key])) & every
        assert (named or every) == taking, key
    assert listed.keys() == keys_by_rule().keys() - every
