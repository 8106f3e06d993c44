"""What is drawn is on the paper: tables made up by chance, judged by pdfium; what lies wrong is reported with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from properties import slow
from render.conftest import Set
from render.ink import outside, overlaps, sheets
from render.wide import write_wide

from report.building import build
from report.errors import RenderError


def _judge(path: Path) -> None:
    for sheet in sheets(path):
        assert [
            (piece.text, round(piece.left), round(piece.right)) for piece in outside(sheet)
        ] == [], sheet.number
        assert [(first.text, second.text) for first, second in overlaps(sheet)] == [], sheet.number


@pytest.mark.parametrize("seed", [1, *(slow(seed) for seed in range(2, 14))])
def test_no_table_leaves_the_text_block(seed: int, tmp_path: Path) -> None:
    folder = write_wide(tmp_path / "brief", seed)
    _judge(build(folder, tmp_path / "out.pdf").path)


@pytest.mark.parametrize("seed", [1, *(slow(seed) for seed in range(2, 6))])
def test_no_long_register_leaves_the_text_block(seed: int, tmp_path: Path) -> None:
    folder = write_wide(tmp_path / "brief", seed, tables=1, rows=220, keys='engine = "fast"')
    _judge(build(folder, tmp_path / "out.pdf").path)


WIDE = "ب" * 200
COLUMNS = '<table style="table-layout:fixed;width:100%"><thead><tr><th>الرمز</th><th>المبلغ</th></tr></thead><tbody>'


@pytest.mark.parametrize(
    ("rule", "body", "where"),
    [
        (
            "off-page",
            f'<p data-key="sections[1]" style="white-space:nowrap">{WIDE}</p>',
            {"key": "sections[1]"},
        ),
        ("off-page", '<p style="position:relative;right:-30mm">خارج</p>', {}),
        ("off-page", '<p style="position:absolute;top:300mm">تحت</p>', {}),
        ("off-page", "<style>@page{margin:0}body{margin:0}</style><li>عند حافة الورق</li>", {}),
        (
            "off-page",
            '<table style="width:120%;table-layout:fixed"><tr><td style="width:99%">أ</td></tr></table>',
            {},
        ),
        (
            "cell-overflow",
            (
                f'<div data-key="sections[2].blocks[1]">{COLUMNS}<tr data-source-row="7"><td>{"1" * 60}</td><td>2</td></tr>'
                "</tbody></table></div>"
            ),
            {"key": "sections[2].blocks[1]", "row": 7, "column": "الرمز"},
        ),
        ("text-over-text", '<p>سطر أول</p><p style="margin-top:-3em">سطر ثان فوقه</p>', {}),
        (
            "text-over-text",
            '<p>سطر أول</p><p style="position:absolute;top:1mm">سطر ثان فوقه</p>',
            {},
        ),
    ],
)
def test_what_lies_wrong_is_reported_with_its_place(
    rule: str, body: str, where: dict[str, object], set_body: Set
) -> None:
    with pytest.raises(RenderError) as caught:
        set_body(body, text_gate=False)
    by_name = {finding.rule: finding.where.as_dict() for finding in caught.value.findings}
    assert rule in by_name
    assert by_name[rule] == {"page": 1, **where}


@pytest.mark.parametrize(
    "body",
    [
        "<p>سطر</p><p>آخر</p>",
        '<p style="visibility:hidden;position:relative;right:-30mm">خفي</p><p>ظاهر</p>',
        '<p style="position:fixed;top:-10mm">في الهامش</p><p>نص</p>',
        f'<p style="overflow-wrap:anywhere">{WIDE}</p>',
        "<li>علامته في الهامش</li>",
        '<ol style="padding:0"><li>رقمه في الهامش</li></ol>',
    ],
)
def test_what_lies_right_is_not_reported(body: str, set_body: Set) -> None:
    assert set_body(body, text_gate=False).pages == 1
