"""A brief with every kind of block and of chart, once: each is there, at its position, and can be set."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from document.small import SmallBrief, bare
from report.brief import load_brief
from report.brief.blocks import BLOCKS, Chart
from report.brief.kinds import name_of
from report.brief.printed import all_blocks
from report.building import compose
from report.charts import KINDS
from report.document.blocks.note import Note

EVERY = Path(__file__).parent / "every"


@pytest.fixture(scope="module")
def html() -> str:
    return bare(compose(EVERY).html)


@pytest.fixture(scope="module")
def text(every_pdf: bytes) -> str:
    """The words of the PDF, as pdfium reads them, without what separates them."""
    with pypdfium2.PdfDocument(every_pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"[\s\u200e\u200f]+", "", "".join(pages))


def test_the_brief_has_every_kind() -> None:
    every = list(all_blocks(load_brief(EVERY).model))
    assert {name_of(BLOCKS, block) for block in every} == set(BLOCKS.builtin)
    assert {block.chart for block in every if isinstance(block, Chart)} == set(KINDS)
    assert {block.kind for block in every if isinstance(block, Note)} == {"note", "warning"}


@pytest.mark.parametrize(
    "piece",
    [
        '<p class="lead" data-key="summary.lead">سُجل 7 حوادث في 5 مدن.</p>',
        '<p class="figure-value">42,9%</p>',
        '<p class="figure-label">مصابون</p>',
        '<p class="figure-detail">من 7 حوادث</p>',
        '<p class="finding">الحوادث موزعة على خمس مدن</p>',
        '<aside class="note warning" data-key="sections[1].blocks[2]">\n<p class="note-title">تنبيه</p>',
        "<p>وصلت <strong>ثلاثة</strong> تقارير بعد موعدها.</p>",
        'alt="الحوادث موزعة على خمس مدن. رسم أعمدة أفقية (العدد): 5 فئات. أعلى قيمة 3 (فاس)، وأدنى قيمة 1 (4 فئات). ',
        'alt="رسم أعمدة أفقية متجاورة (العدد): 3 فئات؛ سلسلتان: مواطن، دورية. ',
        'alt="رسم أعمدة أفقية متراكمة (العدد): 5 فئات؛ 3 سلاسل: حادث سير، حريق، فيضان. ',
        'alt="مصفوفة: 5 صفوف و3 أعمدة، أعمدتها: حادث سير، حريق، فيضان.',
        'alt="رسم بالمربعات، مربع لكل وحدة (حادث): مجموعتان: الحرائق 3، غير الحرائق 4 (مربعات فارغة)؛ المجموع 7."',
        'alt="خط زمني من 4 يناير إلى 20 يناير: 7 أحداث: فاس: 4 يناير؛ طنجة: من 9 يناير إلى 10 يناير (قيد المعاينة)؛',
        '<figure class="chart half"',
        '<p class="under">قد يبلغ عن الحادث أكثر من جهة.</p>',
        '<p class="under"><span class="label">المصدر:</span> النشرة المذكورة. '
        '<span class="label">معطيات الرسم:</span> الملف المرفق <a href="#table-4-3">charts-3.csv</a></p>',
        '<tr class="group"><th scope="rowgroup" colspan="6">فيضان</th></tr>',
        '<span class="unit">الوحدة: مصاب، درهم</span>',
        (
            '<tr class="total"><th scope="row">المجموع</th><td class="number">4</td><td class="number">3</td>'
            '<td class="number">7</td></tr>'
        ),
        (
            '<tr id="row-incidents-6" class="odd"><td class="number">1</td>'
            '<th scope="row"><span id="appendix-1-ix0"></span>أكادير</th>'
        ),
        '<th scope="row">غير الحرائق</th><td class="number">4</td><td>«جميع الحوادث» ناقص «الحرائق»</td>',
        "<li>النشرة الشهرية للوقاية المدنية. العدد 12، يناير 2026</li>",
        '<th scope="row">الحوادث</th><td>incidents.csv</td><td class="number">7</td>',
        '<span class="term">أكادير</span>',
        '<section class="run-on section" id="section-3">',
    ],
)
def test_each_block_says_what_it_has_to(html: str, piece: str) -> None:
    assert piece in html


def test_every_link_inside_leads_somewhere_and_every_anchor_is_one(html: str) -> None:
    anchors = re.findall(r' id="([^"]*)"', html)
    assert len(anchors) == len(set(anchors))
    targets = set(re.findall(r'(?:href|data-to)="#([^"]*)"', html))
    assert targets - set(anchors) == set()
    assert len(targets) > 20


@pytest.mark.parametrize(
    "words",
    [
        "حوادث يناير",
        "مصلحة الإحصاء",
        "قيد المعاينة",
        "لم يذكر يومه",
        "غير الحرائق",
        "ناقص",
        "incidents.csv",
        "أكادير",
    ],
)
def test_its_words_are_found_in_the_pdf(text: str, words: str) -> None:
    assert words.replace(" ", "") in text


def test_every_page_is_numbered_to_the_last(every_pdf: bytes, text: str) -> None:
    with pypdfium2.PdfDocument(every_pdf) as document:
        count = len(document)
    assert count > 2
    assert [number for number in range(2, count + 1) if f"{number}من{count}" not in text] == []


def test_a_source_of_a_block_that_is_not_declared(brief: SmallBrief) -> None:
    finding = brief.edit("brief.toml", 'source = "bulletin"', 'source = "buletin"').finding()
    assert (finding.rule, finding.where.key) == ("unknown-source", "sections[1].blocks[2].source")


@pytest.mark.parametrize(
    ("block", "rule", "key"),
    [
        ('chart = "bars"\ntable = "incident"\nby = "kind"', "unknown-table", "table"),
        ('chart = "bars"\ntable = "incidents"\nby = "knd"', "no-such-name", "by"),
        (
            'chart = "matrix"\ntable = "incidents"\nby = "place"\nseries = "knd"',
            "no-such-name",
            "series",
        ),
        ('table = "incidents"\nby = "kind"\nseries = "knd"', "no-such-name", "series"),
        (
            'chart = "timeline"\ntable = "incidents"\nlabel = "place"\ndate = "kind"',
            "not-dates",
            "date",
        ),
        (
            'chart = "timeline"\ntable = "incidents"\nlabel = "plase"\ndate = "date"',
            "unknown-column",
            "label",
        ),
        ('chart = "units"\ngroups = [{ measure = "al" }]', "unknown-measure", "groups[1].measure"),
        ('chart = "units"\ngroups = [{ measure = "part" }]', "not-a-count", "groups[1].measure"),
        (
            'chart = "bars"\ntable = "incidents"\nby = "kind"\nwhere = { plase = "سلا" }',
            "unknown-column",
            "where",
        ),
        ('table = "incident"\nby = "kind"', "unknown-table", "table"),
        ('table = "incidents"\ncolumns = ["plase"]', "unknown-column", "columns"),
        ('register = "incident"\ncolumns = ["place"]', "unknown-table", "register"),
    ],
)
def test_a_block_that_cannot_be_made_names_its_key(
    brief: SmallBrief, block: str, rule: str, key: str
) -> None:
    finding = brief.add(f'\n[[appendices.blocks]]\n{block}\ncaption = "س"\n').finding()
    assert (finding.rule, finding.where.key) == (rule, f"appendices[1].blocks[2].{key}")


def test_every_block_that_fails_is_reported(brief: SmallBrief) -> None:
    brief.edit("brief.toml", 'source = "bulletin"', 'source = "buletin"').prose("{{ measures.al }}")
    findings = brief.edit("brief.toml", '"place", "kind", "date", "injured"', '"plase"').findings()
    assert [finding.rule for finding in findings] == [
        "unknown-measure",
        "unknown-source",
        "unknown-column",
    ]
