"""Where the faults of charts are that are met while they are drawn: at the key that a limit is about."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from document.small import SmallBrief

BLOCK = '\n[[sections.blocks]]\ncaption = "رسم"\n'
ROWS = [
    f"جهة {index % 12},مدينة {index % 30},{date(2024, 1, 1) + timedelta(index)},حريق,1,1"
    for index in range(70)
]


@pytest.mark.parametrize(
    ("rule", "key", "keys"),
    [
        ("chart-panels-many", "facet", 'chart = "bars"\ntable = "events"\nby = "kind"\nfacet = "city"'),
        ("chart-panels-tall", "facet", 'chart = "calendar"\ntable = "events"\nby = "day"\nfacet = "region"'),
        ("chart-panels-many", "facet", 'chart = "gantt"\ntable = "events"\nlabel = "kind"\nstart = "day"\nfacet = "city"\nwhere = "day < \'2024-02\'"'),
        ("chart-rows-many", "table", 'chart = "timeline"\ntable = "events"\nlabel = "city"\ndate = "day"'),
        ("chart-too-tall", "by", 'chart = "bars"\nmeasures = "events"\nby = "day"\nwhere = "day < \'2024-02-28\'"'),
    ],
)  # fmt: skip
def test_a_limit_is_at_the_key_that_it_is_about(
    tmp_path: Path, rule: str, key: str, keys: str
) -> None:
    brief = SmallBrief.copied(tmp_path / "brief", of="pivots").add(f"{BLOCK}{keys}\n")
    text = "region,city,day,kind,injured,cost\n" + "".join(f"{row}\n" for row in ROWS)
    finding = brief.write("fires.csv", text).finding()
    assert (finding.rule, str(finding.where.key).rpartition(".")[2]) == (rule, key)
