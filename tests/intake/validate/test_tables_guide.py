"""The guide to tables names every rule that can be weighed, says what it weighs, and its example is a brief's."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from report.brief.tables import Table
from report.intake.validate.expression import RowCheck, kinds_of, understand
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
    types = {name: column.type for name, column in spec.columns.items()} | {"نهاية الزيارة": "date"}
    assert isinstance(understand(spec.rules[0].check, kinds_of(types, types)), RowCheck)
