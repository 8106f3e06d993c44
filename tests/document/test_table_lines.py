"""Small lines in tables of measures: the values of each row, their scales and words, what is refused."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
from charts.pictures import check

from document.small import SmallBrief
from report.document import Composition
from report.document.model import ShownChart
from report.messages import page_text

BLOCK = '\n[[sections.blocks]]\ntable = "events"\ncaption = "خطوط"\nwhere = "day is not missing"\n'
FORMS = [
    'measures = "events"\nrows = "region"\nmissing = "hide"',
    'measures = "events"\nrows = ["region", "city"]\ntotals = ["groups", "columns"]',
    'measures = "events"\nrows = "city"\ntop = 2\nothers = true\nsort = "-events"\ntotals = "columns"',
    'measures = "events"\nrows = "city"\nbottom = 1\nothers = "الباقي"\nmissing = "hide"',
    'by = "kind"\ntotal = true',
    'measures = "events"\nrows = "kind"\ncolumns = "region"\ntotals = ["rows", "columns"]\nhaving = "events > 1"',
]


def brief_with(folder: Path, keys: str, block: str = BLOCK) -> SmallBrief:
    return SmallBrief.copied(folder / "brief", of="pivots").add(f"{block}{keys}\n")


def lines_of(document: Composition) -> list[ShownChart]:
    """Return the lines of the tables of a document, each checked."""
    shown = [chart for chart in document.charts if ".line#" in chart.key]
    assert len({chart.key for chart in shown}) == len(shown)
    for chart in shown:
        check(chart.drawing)
        assert {scale.name for scale in chart.drawing.scales} == {"row.0"}
        assert chart.drawing.height == 15.0
    return shown


def counts_of(table: str, column: int) -> list[int]:
    """Return the numbers of a column of figures of a table."""
    rows = re.findall(r'<tr class="(?:odd|even|subtotal|total)[^"]*">.*?</tr>', table, re.DOTALL)
    cells = [re.findall(r'<td class="number">(.*?)</td>', row) for row in rows]
    return [int(re.sub(r"<[^>]*>", "", row[column])) for row in cells]


def test_the_line_of_a_row_adds_up_to_its_count(tmp_path: Path) -> None:
    blocks = BLOCK.join(f'{keys}\nline = "year(day)"\n' for keys in FORMS)
    document = brief_with(tmp_path, blocks).composed()
    every = lines_of(document)
    tables = document.html.split('<table class="data')[-len(FORMS) :]
    shown_tables = groupby(every, key=lambda chart: chart.key.partition("#")[0])
    for table, (_, lines) in zip(tables, shown_tables, strict=True):
        shown, counts = list(lines), counts_of(table, -1)
        assert counts and table.count('class="cell-line"') == len(shown) == len(counts)
        heads, *rows = shown[0].table
        place, name = heads.index("القيمة"), heads.index("السلسلة")
        sums: dict[str, float] = {}
        for row in rows:
            sums[row[name]] = sums.get(row[name], 0.0) + float(row[place])
        assert list(sums.values()) == list(map(float, counts))
        # The data are inside once, for all lines of the table.
        assert [chart.table for chart in shown[1:]] == [()] * (len(shown) - 1)
    numbers = [chart.number for chart in document.charts if chart.table]
    assert numbers == list(range(1, len(numbers) + 1))


def test_lines_have_one_scale_but_those_of_totals(tmp_path: Path) -> None:
    keys = 'measures = "events"\nrows = "region"\ntotals = "columns"\nmissing = "hide"\n'
    document = brief_with(tmp_path, keys + 'line = "year(day)"').composed()
    *rows, total = [chart.drawing.scales[0].domain for chart in lines_of(document)]
    assert len(set(rows)) == 1 and total[1] > rows[0][1]
    assert page_text("note.total-scales") in document.html
    own = brief_with(tmp_path / "own", keys + 'line = { by = "year(day)", scales = "own" }')
    document = own.composed()
    domains = [chart.drawing.scales[0].domain for chart in lines_of(document)]
    assert len(set(domains)) > 2
    assert page_text("note.own-scales") in document.html


def test_a_line_says_what_it_shows_and_its_column_when(tmp_path: Path) -> None:
    keys = 'measures = "events"\nrows = "region"\nmissing = "hide"\nsort = "label"\n'
    line = 'line = { by = "year(day)", measure = "injured", label = "الإصابات" }'
    brief = brief_with(tmp_path, keys + line)
    html = brief.html()
    alts = re.findall(
        r'<div class="cell-line" data-key="([^"]*)"><div [^>]*data-alt="([^"]*)"', html
    )
    assert [alt.partition("،")[0] for _, alt in alts] == ["الجنوب", "الشمال", "الوسط"]
    assert all(".line#" in key for key, _ in alts)
    assert "من 2024 إلى 2025" in html and "الإصابات" in html
    first, *_ = lines_of(brief.composed())
    assert ("2024", "الشمال", "المصابون", "3", "3") in first.table


def test_time_runs_from_the_right_unless_the_brief_says_otherwise(tmp_path: Path) -> None:
    keys = 'measures = "events"\nrows = "kind"\nline = { by = "year(day)", time = "'
    blocks = BLOCK.join(f'{keys}{order}" }}\n' for order in ("right-to-left", "left-to-right"))
    ends = []
    for chart in lines_of(brief_with(tmp_path, blocks).composed()):
        path = next(mark for mark in chart.drawing.marks if mark.kind == "path")
        ends.append(path.geometry[0] > path.geometry[-2])
    assert ends == [True, True, False, False]


def test_a_row_without_a_value_has_a_dash_and_what_has_no_time_is_said(tmp_path: Path) -> None:
    block = BLOCK.replace('where = "day is not missing"\n', "")
    keys = 'measures = "cost"\nrows = "city"\nline = "year(day)"'
    document = brief_with(tmp_path, keys, block).composed()
    dated = brief_with(tmp_path / "dated", keys).composed()
    assert len(lines_of(dated)) == len(lines_of(document))
    said = page_text("note.lines-off-axis", label="غير محدد")
    assert said in document.html and said not in dated.html


@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        ("idle-key", 'columns = ["city"]\nline = "year(day)"'),
        ("idle-key", 'measures = "events"\nline = "year(day)"'),
        ("chart-no-order", 'measures = "events"\nrows = "city"\nline = "kind"'),
        ("unknown-measure", 'measures = "events"\nrows = "city"\nline = { by = "year(day)", measure = "event" }'),
        ("no-such-name", 'measures = "events"\nrows = "city"\nline = "year(dat)"'),
        ("bad-value", 'measures = "events"\nrows = "city"\nline = 5'),
    ],
)  # fmt: skip
def test_what_a_table_cannot_show_is_refused_at_its_key(
    tmp_path: Path, rule: str, keys: str
) -> None:
    finding = brief_with(tmp_path, keys).finding()
    assert finding.rule == rule
    assert "line" in (str(finding.values.get("key")), (finding.where.key or "").rpartition(".")[2])


def test_a_table_of_too_many_rows_says_what_to_do(tmp_path: Path) -> None:
    brief = brief_with(tmp_path, 'measures = "events"\nrows = "cost"\nline = "year(day)"')
    rows = "".join(f"الشمال,طنجة,2024-02-03,حريق,2,{index}\n" for index in range(101))
    csv = (brief.folder / "fires.csv").read_text("utf-8")
    finding = brief.write("fires.csv", csv + rows).finding()
    assert finding.rule == "table-lines-too-many" and "top" in finding.text()
