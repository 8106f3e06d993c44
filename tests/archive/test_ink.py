"""The ink of charts: what is altered on the page, in the record or in the data is found, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import chain, islice
from pathlib import Path

import pikepdf
import pytest
from archive.repainted import Drawn, Page, charts_of, places, put, repaint

from document.small import EVERY
from report.archive.charts import MARKS, RecordedChart, recorded_chart
from report.archive.inside import read_inside
from report.archive.model import Attachment
from report.archive.packed import pack
from report.archive.verify import ink
from report.archive.verify.inked import unlike
from report.archive.verify.marks_again import differing
from report.archive.verify.painted import painted_charts
from report.building import build
from report.composing import Composed, read_and_compose
from report.errors import Finding, Location

WHERE = Location(file="a.pdf")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the brief with every block, its bars as a chart whose marks are recorded."""
    folder = tmp_path_factory.mktemp("ink") / "brief"
    shutil.copytree(EVERY, folder)
    brief = folder / "brief.toml"
    text = brief.read_text("utf-8")
    assert 'chart = "bars"' in text
    brief.write_text(text.replace('chart = "bars"', 'chart = "lollipop"'), "utf-8")
    return folder


@pytest.fixture(scope="module")
def composed(folder: Path) -> Composed:
    return read_and_compose(folder)


@pytest.fixture(scope="module")
def every_pdf(folder: Path) -> bytes:
    return build(folder, folder.parent / "a.pdf", text_gate=False).path.read_bytes()


def altered(data: bytes, every: int, first: int, by: float) -> tuple[bytes, list[int]]:
    """Return a PDF in which one shape of `every` has a place moved by a share of the shape's extent, and the numbers
    of these shapes among all."""
    moved, number = [], -1

    def change(page: Page) -> None:
        nonlocal number
        for shape in (shape for shape in shapes_on(page) if len(shape.steps) > 1):
            number += 1
            if number % every == first and _move(page, shape, by):
                moved.append(number)

    return painted_otherwise(data, change), moved


def shapes_on(page: Page) -> list[Drawn]:
    """Return the shapes of the charts of a page."""
    return list(chain.from_iterable(figure.shapes for figure in page.figures))


def painted_otherwise(data: bytes, change: Callable[[Page], None]) -> bytes:
    """Return a PDF in which each page with charts is changed."""
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        repaint(pdf, lambda _pdf, pages: [change(page) for page in pages])
        pdf.save(target)
    return target.getvalue()


def owners(charts: Sequence[RecordedChart]) -> list[object]:
    """Return what each shape of all charts is of: its mark, or nothing but itself."""
    every: list[object] = []
    for chart in charts:
        of_chart: list[object] = [object() for _ in chart.shapes]
        for mark in chart.marks:
            for index in range(*mark.shapes):
                of_chart[index] = mark
        every += of_chart
    return every


def _move(page: Page, shape: Drawn, by: float) -> bool:
    points = places(page, shape)
    extents = [max(side) - min(side) for side in zip(*points, strict=True)]
    axis = 0 if extents[0] >= extents[1] else 1
    shift = extents[axis] * by
    if shift < 0.002:
        return False
    last = list(points[-1])
    last[axis] += shift
    put(page, shape, [*points[:-1], (last[0], last[1])])
    return True


def painted_findings(data: bytes) -> list[Finding]:
    with pikepdf.open(BytesIO(data)) as pdf:
        charts = charts_of(pdf)
        painted = painted_charts(pdf, data, {chart.key: () for chart in charts})
        findings: list[Finding] = []
        for chart in charts:
            findings += unlike(chart, painted.get(chart.key), WHERE)
    return findings


def check(
    data: bytes,
    composed: Composed,
    files: Sequence[Attachment] | None = None,
    *,
    is_same: bool = True,
) -> tuple[Finding, ...]:
    with pikepdf.open(BytesIO(data)) as pdf:
        inside = read_inside(pdf) if files is None else files
        checked = ink.check_ink(pdf, data, inside, composed, WHERE, is_same_software=is_same)
        return checked.findings


@pytest.mark.parametrize("is_same", [True, False])
def test_an_edition_has_its_ink(every_pdf: bytes, composed: Composed, is_same: bool) -> None:
    assert check(every_pdf, composed, is_same=is_same) == ()


@pytest.mark.parametrize("first", range(3))
def test_each_shape_that_is_a_hundredth_off_is_found(every_pdf: bytes, first: int) -> None:
    assert found_of_altered(every_pdf, first) > 20


def check_places(chart: RecordedChart) -> None:
    """Check that each mark is at its places, and that one with a point of its shapes elsewhere is found."""
    assert list(ink.off_places(chart, WHERE)) == []
    for mark in chart.marks:
        filled = [index for index in range(*mark.shapes) if chart.shapes[index].fill is not None]
        for index in (filled or range(*mark.shapes))[:1]:
            shape = chart.shapes[index]
            beyond = max(shape.points[::2]) + 0.05
            shapes = list(chart.shapes)
            shapes[index] = replace(shape, points=(beyond, *shape.points[1:]))
            # A dot of a scatter has a record for each of its scales.
            findings = list(ink.off_places(replace(chart, shapes=tuple(shapes)), WHERE))
            assert {finding.rule for finding in findings} == {"mark-altered"}


def test_the_shapes_of_a_record_are_those_of_its_marks(composed: Composed) -> None:
    for chart in composed.document.charts:
        check_places(recorded_chart(chart))


def test_a_record_that_frees_a_mark_of_its_scale_or_its_shapes_is_found(
    every_pdf: bytes, composed: Composed
) -> None:
    for key, value in (("scale", "none"), ("shapes", [0, 0])):

        def change(record: list[dict[str, object]], key: str = key, value: object = value) -> None:
            with_marks(record)[0][key] = value

        findings = check(every_pdf, composed, records(change, every_pdf))
        assert "mark-off-scale" in {finding.rule for finding in findings}


def found_of_altered(data: bytes, first: int) -> int:
    """Alter every third shape; check that just what they are of is found, and return how many they are."""
    changed, moved = altered(data, 3, first, 0.01)
    with pikepdf.open(BytesIO(data)) as pdf:
        of_shapes = owners(charts_of(pdf))
    findings = painted_findings(changed)
    assert {finding.rule for finding in findings} <= {"mark-altered", "shape-altered"}
    # The shapes of one mark follow each other, and are one finding.
    assert len(findings) == len({id(of_shapes[number]) for number in moved})
    return len(moved)


def test_unaltered_shapes_give_no_alarm(every_pdf: bytes) -> None:
    data, moved = altered(every_pdf, 1, 0, 0.0)
    assert moved == [] and painted_findings(data) == []


def test_a_chart_without_ink_is_found(every_pdf: bytes, composed: Composed) -> None:
    def change(page: Page) -> None:
        gone = set(chain.from_iterable(shape.steps for shape in shapes_on(page)))
        page.operations[:] = [
            operation for index, operation in enumerate(page.operations) if index not in gone
        ]

    painted = painted_otherwise(every_pdf, change)
    assert {finding.rule for finding in check(painted, composed)} & {
        "chart-not-painted", "shapes-differ",
    }  # fmt: skip


def records(change: Callable[[list[dict[str, object]]], None], data: bytes) -> list[Attachment]:
    """Return the files of an edition with its record of the charts changed."""
    with pikepdf.open(BytesIO(data)) as pdf:
        files = list(read_inside(pdf))
    for index, file in enumerate(files):
        if file.path == MARKS:
            record = json.loads(file.data)
            change(record)
            files[index] = replace(file, content=pack([json.dumps(record).encode()]))
    return files


def with_marks(record: list[dict[str, object]]) -> list[dict[str, object]]:
    return list(chain.from_iterable(chart["marks"] for chart in record))  # type: ignore[misc]


def test_each_mark_with_another_value_is_found(every_pdf: bytes, composed: Composed) -> None:
    def change(record: list[dict[str, object]]) -> None:
        mark = with_marks(record)[0]
        mark["values"] = [value * 1.01 + 0.01 for value in mark["values"]]  # type: ignore[attr-defined]

    changed = records(change, every_pdf)
    rules = {finding.rule for finding in check(every_pdf, composed, changed, is_same=False)}
    assert rules == {"mark-value", "mark-off-scale"}


def test_a_mark_that_its_scale_puts_elsewhere_is_found(
    every_pdf: bytes, composed: Composed
) -> None:
    def change(record: list[dict[str, object]]) -> None:
        for mark in with_marks(record):
            mark["geometry"] = [place * 1.01 for place in mark["geometry"]]  # type: ignore[attr-defined]

    changed = records(change, every_pdf)
    rules = {finding.rule for finding in check(every_pdf, composed, changed, is_same=False)}
    assert "mark-off-scale" in rules <= {"mark-off-scale", "mark-altered"}


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[1]", b'[{"key": 1}]', b"[" * 100_000, b'[{"key":"a","name":"b","scales":0}]'],
)
def test_a_damaged_record_is_a_finding(
    content: bytes, every_pdf: bytes, composed: Composed
) -> None:
    with pikepdf.open(BytesIO(every_pdf)) as pdf:
        files = [file for file in read_inside(pdf) if file.path != MARKS]
        marks = next(file for file in read_inside(pdf) if file.path == MARKS)
    damaged = replace(marks, content=pack([content]))
    findings = check(every_pdf, composed, [*files, damaged])
    assert findings and findings[0].rule in ("marks-damaged", "chart-not-recorded")


def test_marks_are_where_their_scales_say(composed: Composed) -> None:
    for chart in composed.document.charts:
        assert list(islice(ink.off_scale(recorded_chart(chart), WHERE), 3)) == []


# Tones --------------------------------------------------------------------------------------


def test_each_mark_in_the_tone_of_another_class_is_found(composed: Composed) -> None:
    count = 0
    for chart in map(recorded_chart, composed.document.charts):
        for scale in (scale for scale in chart.scales if scale.axis == "tone"):
            assert list(ink.off_scale(chart, WHERE)) == []
            colors = {color for _, color in scale.classes}
            for mark in (mark for mark in chart.marks if mark.scale == scale.name):
                own = scale.color(mark.values[-1])
                for color in colors - {own}:
                    recolored = list(chart.shapes)
                    for index in range(*mark.shapes):
                        if recolored[index].fill == own:
                            recolored[index] = replace(recolored[index], fill=color)
                    findings = list(ink.off_scale(replace(chart, shapes=tuple(recolored)), WHERE))
                    assert [finding.rule for finding in findings] == ["mark-tone"]
                    count += 1
    assert count > 10


@pytest.mark.parametrize("is_same", [True, False])
def test_areas_painted_in_another_tone_are_found_with_the_record_changed(
    every_pdf: bytes, composed: Composed, is_same: bool
) -> None:
    """The lowest tone and the highest are exchanged on the pages and in the record, but not in its scales."""
    scales = [
        scale
        for chart in map(recorded_chart, composed.document.charts)
        for scale in chart.scales
        if len(scale.classes) > 1
    ]
    first, last = scales[0].classes[0][1], scales[0].classes[-1][1]
    exchanged = {first: last, last: first}

    def change(record: list[dict[str, object]]) -> None:
        for chart in record:
            for shape in chart["shapes"]:  # type: ignore[attr-defined]
                shape["fill"] = exchanged.get(shape["fill"], shape["fill"])

    painted = with_colors(every_pdf, exchanged)
    assert painted_findings(painted) != []
    findings = check(painted, composed, records(change, every_pdf), is_same=is_same)
    rules = {finding.rule for finding in findings}
    # Texts of these two colours are repainted too.
    rest = rules - {"label-altered"}
    assert "mark-altered" in rest if is_same else rest == {"mark-tone"}


def with_colors(data: bytes, exchanged: dict[str, str]) -> bytes:
    """Return a PDF in which colours of fills are exchanged."""
    tones = {_rgb(color): _rgb(second) for color, second in exchanged.items()}

    def change(page: Page) -> None:
        for index, (operands, operator) in enumerate(page.operations):
            if str(operator) == "rg":
                color = tuple(round(float(item) * 255) for item in operands)
                if color in tones:
                    page.operations[index] = ([item / 255 for item in tones[color]], operator)

    return painted_otherwise(data, change)


def _rgb(color: str) -> tuple[int, ...]:
    return tuple(int(color[place : place + 2], 16) for place in (1, 3, 5))


@pytest.mark.parametrize("is_same", [True, False])
def test_a_record_whose_classes_are_moved_is_found(
    every_pdf: bytes, composed: Composed, is_same: bool
) -> None:
    def change(record: list[dict[str, object]]) -> None:
        for chart in record:
            for scale in chart["scales"]:  # type: ignore[attr-defined]
                if len(scale["classes"]) > 1:
                    scale["classes"][-1][0] -= 0.001

    findings = check(every_pdf, composed, records(change, every_pdf), is_same=is_same)
    assert "scales-differ" in {finding.rule for finding in findings}


@pytest.mark.parametrize("is_same", [True, False])
def test_squares_cells_and_areas_elsewhere_are_found_with_the_record_changed(
    composed: Composed, is_same: bool
) -> None:
    count = 0
    for shown in composed.document.charts:
        chart = recorded_chart(shown)
        placed = {scale.name for scale in chart.scales if scale.axis in ("x", "y")}
        sizes = Counter(mark.scale for mark in chart.marks)
        for mark in chart.marks:
            if not is_same and (mark.scale in placed or sizes[mark.scale] < 5):
                continue
            by = 0.06 if is_same else 1.0
            shapes = list(chart.shapes)
            for index in range(*mark.shapes):
                points = shapes[index].points
                moved = tuple(place + by * (1 - axis % 2) for axis, place in enumerate(points))
                shapes[index] = replace(shapes[index], points=moved)
            places = len(mark.geometry) if mark.kind != "dot" else 2
            geometry = tuple(
                place + by if axis < places and axis % 2 == 0 else place
                for axis, place in enumerate(mark.geometry)
            )
            marks = tuple(
                replace(item, geometry=geometry) if item is mark else item for item in chart.marks
            )
            record = replace(chart, marks=marks, shapes=tuple(shapes))
            findings = list(differing([record], [shown], WHERE, is_same=is_same))
            assert "mark-altered" in {finding.rule for finding in findings}
            count += 1
    assert count > 40


def test_a_mark_that_is_not_recorded_is_found(every_pdf: bytes, composed: Composed) -> None:
    def change(record: list[dict[str, object]]) -> None:
        for chart in record:
            del chart["marks"][-1:]  # type: ignore[attr-defined]

    findings = check(every_pdf, composed, records(change, every_pdf), is_same=False)
    assert "mark-value" in {finding.rule for finding in findings}
