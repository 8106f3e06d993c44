"""A `table` block with too many rows for its template: the error leads to `register`, and the advice works."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.minimal import HEADING, TABLE, written
from report.building import compose
from report.document.blocks import table
from report.errors import MujazError

BLOCK = """\
[[sections]]
title = "القسم"
[[sections.blocks]]
{block} = "meetings"
columns = ["name", "place"]
caption = "الاجتماعات"
"""


def _brief(folder: Path, block: str, rows: int) -> Path:
    lines = "".join(f"اجتماع,فاس {number}\n" for number in range(rows))
    return written(folder, HEADING + TABLE + BLOCK.format(block=block), f"name,place\n{lines}")


def test_a_table_that_is_too_long_leads_to_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_CELLS", 1_200)
    compose(_brief(tmp_path / "limit", "table", 400))
    with pytest.raises(MujazError) as caught:
        compose(_brief(tmp_path / "long", "table", 401))
    (finding,) = caught.value.findings
    assert finding.rule == "table-too-long"
    assert finding.where.key == "sections[1].blocks[1].table"
    assert finding.values == {"count": 401, "limit": 400}
    assert all("register" in finding.do(language) for language in ("en", "ar"))
    compose(_brief(tmp_path / "register", "register", 401))


def test_the_bound_lies_within_that_of_the_sandbox(tmp_path: Path) -> None:
    """The steps of a row grow with its columns no faster than the bound allows."""
    from report.sandbox.limits import STEPS, Meter

    spent: list[int] = []
    spend = Meter.spend

    def counting(meter: Meter, steps: int, text: int = 0) -> None:
        spend(meter, steps, text)
        spent.append(meter.steps)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Meter, "spend", counting)
        compose(_brief(tmp_path / "none", "table", 0))
        rest = spent[-1]
        spent.clear()
        compose(_brief(tmp_path / "some", "table", 200))
    steps_per_row = (spent[-1] - rest) / 200
    assert steps_per_row * (table.MOST_CELLS // 3) < STEPS
