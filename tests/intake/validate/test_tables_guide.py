"""The guide to tables names every rule that can be weighed, says what it weighs, and its example is a brief's."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from report.brief.tables import Column, Table
from report.expressions import Schema, Scope, check_condition
from report.intake.table_frames import schema_column
from report.intake.validate.severity import CHECKS

GUIDE = Path(__file__).parents[3] / "docs" / "tables.md"


def frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(frozen, value))
    return (
        {key: frozen(inner) for key, inner in value.items()} if isinstance(value, dict) else value
    )


def test_every_rule_stands_in_the_guide_with_its_weight() -> None:
    listed: dict[str, str] = {}
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        weight = cells[-1].split(";")[0]
        if len(cells) == 3 and weight in ("error", "warning"):
            listed.update(dict.fromkeys(re.findall(r"`([a-z-]+)`", cells[0]), weight))
    assert {rule: listed.get(rule) for rule in CHECKS} == {
        rule: weight.value for rule, weight in CHECKS.items()
    }


def test_the_example_of_the_guide_is_a_table() -> None:
    example = re.search(r"```toml\n(\[tables.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    spec = Table.model_validate(frozen(tomllib.loads(example[1])["tables"]["meetings"]))
    visit = Column(label="نهاية الزيارة", type="date")
    columns = spec.columns | {"نهاية الزيارة": visit}
    names = {name: schema_column(column, "ar-MA", "meetings") for name, column in columns.items()}
    assert check_condition(spec.rules[0].check, Scope(Schema("meetings", names))).columns
