"""The method: a measure of many scattered rows prints the first of them, and how many follow."""

from __future__ import annotations

from pathlib import Path

from brief.minimal import HEADING, TABLE, written
from report.building import compose
from report.document.blocks.method import MOST_RUNS

MEASURE = '[measures.some]\nlabel = "بعضها"\ncount = "meetings"\nwhere = { name = "فاس" }\n'
METHOD = (
    '[[sections]]\ntitle = "القسم"\n[[sections.blocks]]\nmethod = "measures"\ncaption = "المنهج"\n'
)


def html(folder: Path, scattered: int) -> str:
    return compose(
        written(folder, HEADING + TABLE + MEASURE + METHOD, "name\n" + "فاس\nطنجة\n" * scattered)
    ).html


def test_all_runs_are_printed_up_to_the_bound(tmp_path: Path) -> None:
    text = html(tmp_path / "b", MOST_RUNS)
    assert f"، {2 * MOST_RUNS}<" in text and "provenance.json" not in text


def test_beyond_the_bound_the_rest_is_counted(tmp_path: Path) -> None:
    text = html(tmp_path / "b", MOST_RUNS + 5)
    assert f"{2 * MOST_RUNS}، و5" in text.replace("\u00a0", " ") and "provenance.json" in text
