"""What the rows of a long register draw where they must not is reported like that of WeasyPrint's own rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from properties import one_in
from render.long_tables.registers import write_brief
from render.long_tables.test_renderer import change

from report.building import build
from report.errors import RenderError

KEY = "appendices[1].blocks[1]"
KIND, NOTES = 3, 5
LABELS = {KIND: "النوع", NOTES: "ملاحظات"}
CROWDED = "text-over-text"
NARROW = "table.data col:nth-child(5) { width: 4% !important }"
ONE_LINE = "table.data td { white-space: nowrap; overflow-wrap: normal }" + NARROW
CASES = {
    "words": ("off-page", ONE_LINE, NOTES, "ب" * 90),
    "set by WeasyPrint": ("off-page", ONE_LINE, NOTES, f"سنوات 2019–2025 {'ب' * 90}"),
    "code": ("off-page", ONE_LINE, NOTES, "A" * 90),
    "words in the next cell": ("cell-overflow", ONE_LINE, KIND, "ب" * 12),
    "a code in the next cell": ("cell-overflow", ONE_LINE, KIND, "MA-123456"),
    "a range in the next cell": ("cell-overflow", ONE_LINE, KIND, "سنوات 2019–2025"),
    "lines": (
        CROWDED,
        "table.data td { line-height: 2pt; padding: 8pt 1.5mm }",
        NOTES,
        "كلمات من النص " * 12 + "هنا",
    ),
}

BuildOptions = set[tuple[str, str | None, int | None, str | None, int | None]]


def reported(
    folder: Path, css: str, texts: dict[tuple[int, int], str], rows: int, engine: str
) -> BuildOptions:
    """Return the rules and reported places of a register with a style sheet and texts in some of its cells.

    :param texts: the texts by row, as a spreadsheet counts it, and column.
    """
    write_brief(folder, rows, careful=False, keys=f'engine = "{engine}"')
    all_texts = {}
    for row in range(1, rows + 1):
        for position in (KIND, NOTES):
            all_texts[(row, position)] = "نص"
    change(folder, all_texts)
    change(folder, {(row - 1, column): text for (row, column), text in texts.items()})
    (folder / "templates/css").mkdir(parents=True)
    (folder / "templates/css/brief.css").write_text(css, "utf-8")
    with pytest.raises(RenderError) as caught:
        build(folder, folder.with_suffix(".pdf"), text_gate=False)
    places = [(finding.rule, finding.where) for finding in caught.value.findings]
    return {(rule, item.key, item.row, item.column, item.page) for rule, item in places}


#: How many rows there are, one of them that is not on the first page, and one of those that follow it.
ROWS = [(205, (161, 164)), pytest.param(230, (181, 184), marks=pytest.mark.slow)]


@pytest.mark.parametrize(("rows", "wrong"), ROWS, ids=["short", "long"])
@pytest.mark.parametrize("case", one_in(3, CASES))
def test_what_lies_wrong_is_reported_alike_in_both_lanes(
    case: str, rows: int, wrong: tuple[int, int], tmp_path: Path
) -> None:
    rule, css, column, text = CASES[case]
    texts = {(row, column): text for row in wrong}
    slow, quick = (
        reported(tmp_path / engine, css, texts, rows, engine) for engine in ("weasyprint", "fast")
    )
    assert quick == slow
    assert {result[:4] for result in quick if result[0] == rule} == {
        (rule, KEY, row, LABELS[column]) for row in wrong
    }
