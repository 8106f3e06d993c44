"""Tables of measures in a document: heads for those who hear, marks of figures, faults at their keys."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

import report
from document.small import SmallBrief, bare
from editions import Editions
from report.building import compose
from report.document.expected import Words
from report.errors import ExpressionError

PIVOTS = Path(__file__).parent / "pivots"
BRIEF = "brief.toml"
RULES_OF_HEADS = ("repeated-measure", "same-label", "ambiguous-name")


@pytest.fixture(scope="module")
def html() -> str:
    return bare(compose(PIVOTS).html)


def findings(brief: SmallBrief) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.where.key) for finding in brief.findings()]


@pytest.fixture
def pivots(tmp_path: Path) -> SmallBrief:
    return SmallBrief.copied(tmp_path / "brief", of="pivots")


@pytest.mark.parametrize(
    "rowset",
    [
        '<th scope="col" rowspan="2">الجهة والمدينة</th>',
        '<th scope="colgroup" colspan="2" class="spanning"><div>2024</div></th>',
        '<tr class="subtotal"><th scope="row">المجموع: الشمال</th><td class="number">3</td>',
        '<tr class="total"><th scope="row">المجموع</th><td class="number">6</td>',
        '<span class="head-unit">بالملايين، د.م.</span>',
        '<span class="unit">بالملايين، د.م.</span>',
        "بسبب التقريب.</p>",
        '<p class="under">لم تعرض بقية الفئات (عددها: 1).</p>',
        '<td class="number" data-spoken="دون تغيير">',
        '<tr class="group inner"><th scope="rowgroup" colspan="2" class="level-1" data-level="1">الشمال</th></tr>',
        '<th scope="row" class="level-1">حريق</th>',
    ],
)
def test_the_table_has(html: str, rowset: str) -> None:
    assert rowset in html


def test_each_figure_is_expected_on_the_page_with_its_rows() -> None:
    key = "sections[1].blocks[1]"
    figures = [
        item
        for item in compose(PIVOTS).expected
        if isinstance(item, Words) and item.place.key == key and item.provenance
    ]
    assert {item.provenance[0].measure for item in figures} == {"events"}
    total = figures[-2]
    assert (total.text, total.provenance[0].value) == ("13", "13")
    assert sum(len(rowset.rows) for rowset in total.provenance[0].rows) == 13


def test_the_heads_of_a_figure_are_those_over_it(editions: Editions, tmp_path: Path) -> None:
    with pikepdf.open(editions.write(PIVOTS, tmp_path / "edition.pdf")) as pdf:
        names, cells = {}, []
        waiting = [pdf.Root.StructTreeRoot.K[0]]
        while waiting:
            element = waiting.pop()
            kids = element.get("/K", [])
            waiting += [
                kid
                for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
            ]
            if element.get("/S") == "/TH" and "/ID" in element:
                names[str(element.ID)] = str(element.get("/ActualText", "")) or _text(element)
            elif element.get("/S") == "/TD" and "/Headers" in element.get("/A", {}):
                cells.append([str(name) for name in element.A.Headers])
    heads = []
    for cell in cells:
        heads.append([names[name].strip() for name in cell])
    assert ["طنجة", "الشمال", "2024", "الحوادث"] in heads
    assert ["المجموع", "2024", "الحوادث"] in heads
    assert ["سير", "2025", "الوسط", "العدد"] in heads
    assert ["المجموع: 2024", "2024", "العدد"] in heads


def _text(element: pikepdf.Dictionary) -> str:
    texts = [
        str(kid.get("/ActualText", "")) or _text(kid)
        for kid in element.K
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
    ]
    return "".join(texts)


@pytest.mark.parametrize(
    ("old", "new", "rule", "key"),
    [
        ('measures = "cost"', 'measures = "costs"', "unknown-measure", "measures"),
        ('rows = "kind"', 'rows = "kinds"', "no-such-name", "rows"),
        ('rows = "kind"', 'rows = "year(kind)"', "unfit-argument", "rows"),
        ('rows = "kind"', 'rows = "kind +"', "unfinished-expression", "rows"),
        (
            'measures = "cost"',
            'measures = { measure = "cost", show = "shares" }',
            "bad-show",
            "measures[1].show",
        ),
        ("top = 1", 'top = 1\nsort = "-price"', "bad-sort", "sort"),
        ("top = 1", 'top = 1\ntop_of = "city"', "no-dimension", "top_of"),
        ("top = 1", 'top = 1\nhaving = "cost >"', "unfinished-expression", "having"),
        ("top = 1", 'top = 1\nby = "kind"', "unknown-key", "by"),
        ("top = 1", 'ties = "keep"', "idle-key", ""),
        ('rows = "kind"\n', 'sort_columns = "label"\nrows = "kind"\n', "", ""),
    ],
)
def test_a_fault_is_reported_at_its_key(
    pivots: SmallBrief, old: str, new: str, rule: str, key: str
) -> None:
    pivots.edit(BRIEF, old, new)
    if not rule:
        compose(pivots.folder)
        return
    ((actual, where),) = findings(pivots)
    assert (actual, where) == (rule, f"sections[1].blocks[3]{key and '.'}{key}")


def test_a_table_has_a_measure_of_its_table(pivots: SmallBrief) -> None:
    text = (pivots.folder / BRIEF).read_text("utf-8")
    copy = '[tables.copy]\nsource = "fires.csv"\nlabel = "نسخة"\n[measures.events]'
    text = text.replace("[measures.events]", copy)
    text = re.sub(r'table = "events"\ncaption = "الكلفة', 'table = "copy"\ncaption = "الكلفة', text)
    pivots.write(BRIEF, text)
    assert findings(pivots) == [("no-measure-of-table", "sections[1].blocks[3].table")]


def test_a_table_of_too_many_columns_is_refused(pivots: SmallBrief) -> None:
    pivots.edit(
        BRIEF,
        'columns = "region"\nmeasures = "cost"\ntop = 1',
        'measures = "cost"\ncolumns = "injured"\ncomplete = { injured = [1, 300] }',
    )
    with pytest.raises(ExpressionError) as raised:
        compose(pivots.folder)
    (finding,) = raised.value.findings
    assert (finding.rule, finding.where.key) == ("table-too-wide", "sections[1].blocks[3].columns")


def test_a_table_of_too_many_rows_is_refused_before_it_is_laid_out(
    pivots: SmallBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose(pivots.folder)
    monkeypatch.setattr("report.document.blocks.table.MOST_CELLS_OF_MEASURES", 20)
    with pytest.raises(ExpressionError) as raised:
        compose(pivots.folder)
    rules = {(finding.rule, finding.where.key) for finding in raised.value.findings}
    assert ("table-of-measures-too-long", "sections[1].blocks[1].rows") in rules


def test_a_figure_is_traced_to_its_rows_and_counted_again(
    editions: Editions, tmp_path: Path
) -> None:
    pdf = editions.write(PIVOTS, tmp_path / "edition.pdf")
    origins = []
    for place in report.trace(pdf, "13"):
        for origin in place.origins:
            origins.append(origin)
    assert any(origin.measure == "events" and origin.value == "13" for origin in origins)
    assert report.verify(pdf, conformance=False).sound


def test_what_follows_a_landscape_table_is_on_portrait_pages(
    pivots: SmallBrief, editions: Editions, tmp_path: Path
) -> None:
    """A table that was measured for a portrait page neither begins nor continues beside a landscape one."""
    text = (pivots.folder / BRIEF).read_text("utf-8")
    first = text.index("[[sections.blocks]]\ntable")
    pivots.write(
        BRIEF, text[:first] + text[first:].replace("caption =", "landscape = true\ncaption =", 1)
    )
    with pikepdf.open(editions.write(pivots.folder, tmp_path / "edition.pdf")) as pdf:
        shapes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages]
    assert shapes.count(True) == 1 and shapes[-1] is False


EVENTS = '"events"'
SHARE = '{ measure = "events", show = "share of column" }'


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (f'rows = "region"\nmeasures = [{EVENTS}, "injured"]', []),
        (f'rows = "region"\nmeasures = [{EVENTS}, {SHARE}]', []),
        (f'rows = "region"\nmeasures = [{EVENTS}, {EVENTS}]', [("repeated-measure", "measures")]),
        (
            f'rows = "region"\ncolumns = "kind"\nmeasures = [{SHARE}, {SHARE}]',
            [("repeated-measure", "measures")],
        ),
        (f"measures = [{EVENTS}, {EVENTS}]", [("repeated-measure", "measures")]),
        (
            f'rows = "region"\nmeasures = [{EVENTS}, {{ measure = "events", show = "rank" }}]',
            [("same-label", "measures")],
        ),
        (
            f'rows = "region"\nmeasures = [{EVENTS}, {{ measure = "events", show = "rank", label = "الرتبة" }}]',
            [],
        ),
        (
            'rows = "region"\nmeasures = ["injured", { measure = "events", label = "المصابون" }]',
            [("same-label", "measures")],
        ),
        (
            'rows = "injured"\nlabels = { injured = "المصابون" }\nmeasures = "injured"\n',
            [("same-label", "measures")],
        ),
        (
            'rows = "injured"\nlabels = { injured = "العدد" }\nmeasures = "injured"\nsort = "-injured"',
            [("ambiguous-name", "sort")],
        ),
        (
            'rows = "injured"\nlabels = { injured = "العدد" }\nmeasures = "injured"\nhaving = "injured > 0"',
            [("ambiguous-name", "having")],
        ),
        (
            'rows = "injured"\nlabels = { injured = "العدد" }\nsort = "-sum"\n'
            'measures = { measure = "injured", name = "sum" }',
            [],
        ),
    ],
)
def test_columns_that_cannot_be_told_apart_are_warned_of(
    pivots: SmallBrief, keys: str, expected: list[tuple[str, str]]
) -> None:
    block = f'\n[[sections.blocks]]\ntable = "events"\ncaption = "جدول"\n{keys}\n'
    warnings = pivots.add(block).composed().warnings
    heads = [finding for finding in warnings if finding.rule in RULES_OF_HEADS]
    assert [(each.rule, (each.where.key or "").rpartition(".")[2]) for each in heads] == expected


def test_a_head_that_two_columns_have_names_both(pivots: SmallBrief) -> None:
    block = '\n[[sections.blocks]]\ntable = "events"\ncaption = "جدول"\nrows = "region"\n'
    block += 'measures = ["events", { measure = "events", show = "rank" }]\n'
    warnings = pivots.add(block).composed().warnings
    (finding,) = (finding for finding in warnings if finding.rule == "same-label")
    assert finding.values["first"] == "events"
    assert finding.values["second"] == "events: rank"
