"""The method: a measure of many scattered rows prints the first of them, and how many follow."""

from __future__ import annotations

import re
from pathlib import Path

from brief.minimal import HEADING, TABLE, written
from report.archive.charts import pack_charts
from report.archive.inside import flat_names
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


CHART = '[[sections.blocks]]\nchart = "bars"\ntable = "meetings"\nby = "name"\ncaption = "الرسم"\n'
#: A chart before the method, one without data, and one behind it.
CHARTS = MEASURE + METHOD.replace("[[sections.blocks]]", CHART + "[[sections.blocks]]")
CHARTS += CHART + "where = { name = 'لا أحد' }\n" + CHART


def test_each_chart_names_the_file_of_its_data_and_leads_to_the_method(tmp_path: Path) -> None:
    composed = compose(written(tmp_path / "b", HEADING + TABLE + CHARTS, "name\nفاس\nطنجة\n"))
    inside = [item.path for item in pack_charts(composed)]
    names = flat_names(inside)
    assert [chart.file for chart in composed.charts] == inside[1:]
    links = re.findall(r'<a href="#([^"]+)"><bdi[^>]*>(charts-\d+\.csv)</bdi></a>', composed.html)
    assert [file for _, file in links] == [names[chart.file] for chart in composed.charts]
    for (target, file), chart in zip(links, composed.charts, strict=True):
        row = re.search(f'<tr id="{target}"[^>]*>(.*?)</tr>', composed.html)
        assert row is not None and file in row[1] and chart.name in row[1].replace("\u00a0", " ")
        assert "صفان" in row[1]


def test_a_document_without_a_method_names_the_file_without_a_link(tmp_path: Path) -> None:
    section = '[[sections]]\ntitle = "القسم"\n' + CHART
    text = compose(written(tmp_path / "b", HEADING + TABLE + section)).html
    assert re.search(r"الملف المرفق <bdi[^>]*>charts-1\.csv</bdi></p>", text)
