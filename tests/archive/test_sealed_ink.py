"""The ink of charts in PDFs that are sealed again: ``verify`` names each mark that is a hundredth off, and by how much."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pikepdf
import pytest
from archive import repainted
from archive.repainted import FORGERIES, Page, drawings_of, figures_by_chart, own_marks

from document.small import SmallBrief
from editions import Editions
from report import verify
from report.archive.charts import RecordedChart
from report.archive.verify.model import Verification
from report.errors import Finding
from report.gallery import entries, write_gallery

CHART = """chart = "bars"
table = "incidents"
by = "kind"
"""

#: The chart and the mark as a finding names them, and by how many points it is altered.
Named = tuple[str, str, float]

pytestmark = pytest.mark.usefixtures("memory")


@pytest.fixture
def grouped_pdf(editions: Editions, brief: SmallBrief) -> bytes:
    """The edition of a brief with one chart, of two series."""
    grouped = CHART.replace("bars", "grouped") + 'series = "place"\n'
    brief.edit("brief.toml", CHART, grouped)
    return editions.pdf(brief.folder, text_gate=False)


def verified(data: bytes, folder: Path, *, rebuild: bool = False) -> Verification:
    path = folder / "a.pdf"
    path.write_bytes(data)
    return verify(path, rebuild=rebuild, conformance=False)


@pytest.mark.parametrize("labels", [
    ("Casablanca Finance City (CFC)", "S.A. «Société Générale Marocaine» (Rabat)"),
    ("انظر https://www.example.org/a/path/180/index.html#s-18", "المُدِيرِيَّةُ (DGCT) وَافَقَتْ"),
])  # fmt: skip
def test_labels_of_several_pieces_and_vowelled_ones_are_at_their_places(
    editions: Editions, brief: SmallBrief, tmp_path: Path, labels: tuple[str, str]
) -> None:
    table = (brief.folder / "incidents.csv").read_text("utf-8")
    for place, label in zip(("فاس", "طنجة"), labels, strict=True):
        table = table.replace(place, label)
    brief.write("incidents.csv", table).edit("brief.toml", CHART, CHART.replace("kind", "place"))
    assert of_ink(verified(editions.pdf(brief.folder, text_gate=False), tmp_path)) == ()


def failed(verification: Verification) -> set[str]:
    return {check.name for check in verification.checks if check.findings}


def of_ink(verification: Verification) -> tuple[Finding, ...]:
    return next(check for check in verification.checks if check.name == "ink").findings


def altered_by_a_hundredth(data: bytes, every: int, first: int) -> tuple[bytes, list[Named]]:
    """Return a PDF with one mark of ``every`` altered, and what verify has to say of these."""
    charts = drawings_of(data)
    expected: list[Named] = []

    def change(_pdf: pikepdf.Pdf, pages: list[Page]) -> None:
        for chart, page, figure in figures_by_chart(pages, charts):
            for index, mark in enumerate(own_marks(chart)):
                if index % every == first:
                    shapes = figure.shapes[slice(*mark.shapes)]
                    by = repainted.a_hundredth_off(page, shapes, index // every)
                    expected.append((chart.name, chart.labels.get(mark.id) or mark.id, by))

    return repainted.painted_otherwise(data, change), expected


def check_named(verification: Verification, expected: list[Named]) -> None:
    """Check that the ink of the charts, and nothing else, gives the alterations away, each by its name."""
    assert failed(verification) - {"rebuild"} == {"ink"}
    named = []
    for finding in of_ink(verification):
        assert finding.rule == "mark-altered"
        chart, mark, by = (str(finding.values[name]) for name in ("chart", "mark", "points"))
        named.append((chart, mark, float(by)))
    assert [names for *names, _ in sorted(named)] == [names for *names, _ in sorted(expected)]
    points = [points for *_, points in sorted(named)]
    assert points == pytest.approx([points for *_, points in sorted(expected)], rel=0.01, abs=0.001)


@pytest.mark.slow
def test_each_of_a_thousand_marks_of_every_kind_is_named(
    editions: Editions, tmp_path: Path
) -> None:
    gallery = tmp_path / "gallery"
    gallery.mkdir()
    write_gallery(gallery, entries())
    data = editions.pdf(gallery, text_gate=False)
    count = 0
    for first in range(4):
        changed, expected = altered_by_a_hundredth(data, 4, first)
        check_named(verified(changed, tmp_path), expected)
        count += len(expected)
    charts = [chart for chart in drawings_of(data) if chart.marks]
    assert count == sum(len(own_marks(chart)) for chart in charts) > 1000
    # Sealed again without an alteration, nothing is found.
    unaltered, _ = altered_by_a_hundredth(data, 4, 4)
    assert unaltered != data and failed(verified(unaltered, tmp_path)) == set()


@pytest.mark.slow
@pytest.mark.parametrize("chosen", range(4))
def test_one_mark_of_a_brief_is_named(every_pdf: bytes, tmp_path: Path, chosen: int) -> None:
    charts = [chart for chart in drawings_of(every_pdf) if own_marks(chart)]
    chart = charts[chosen * 7 % len(charts)]
    check_one(every_pdf, tmp_path, chart, chosen % len(own_marks(chart)), chosen)


@pytest.mark.parametrize("chosen", range(3))
def test_one_mark_is_named(grouped_pdf: bytes, tmp_path: Path, chosen: int) -> None:
    (chart,) = drawings_of(grouped_pdf)
    check_one(grouped_pdf, tmp_path, chart, chosen % len(own_marks(chart)), chosen)


def check_one(data: bytes, folder: Path, chart: RecordedChart, index: int, way: int) -> None:
    """Alter one mark of one chart; check that it is named, and by how much it is altered."""
    mark = own_marks(chart)[index]
    moved: list[float] = []

    def change(_pdf: pikepdf.Pdf, pages: list[Page]) -> None:
        for each, page, figure in figures_by_chart(pages, drawings_of(data)):
            if each.key == chart.key:
                shapes = figure.shapes[slice(*mark.shapes)]
                moved.append(repainted.a_hundredth_off(page, shapes, way))

    name = chart.labels.get(mark.id) or mark.id
    verification = verified(repainted.painted_otherwise(data, change), folder)
    check_named(verification, [(chart.name, name, moved[0])])


@pytest.mark.slow
def test_a_rebuild_names_the_marks_too(every_pdf: bytes, tmp_path: Path) -> None:
    changed, expected = altered_by_a_hundredth(every_pdf, 4, 1)
    verification = verified(changed, tmp_path, rebuild=True)
    assert "rebuild" in failed(verification)
    check_named(verification, expected)


def test_sealed_again_without_an_alteration_nothing_is_found(
    grouped_pdf: bytes, tmp_path: Path
) -> None:
    data = repainted.painted_otherwise(grouped_pdf, lambda pdf, pages: None)
    assert data != grouped_pdf and failed(verified(data, tmp_path)) == set()


#: What is found of each forgery, among others; those that are tested in every run.
RULES = {
    "a mark is moved": "mark-altered",
    "a mark is removed": "mark-missing",
    "a mark is added": "mark-covered",
    "two marks are exchanged": "mark-altered",
    "two bars have the length of each other": "mark-altered",
    "the colours of two series are exchanged": "mark-recolored",
    "a clip path cuts off the end of a bar": "mark-clipped",
    "a slanted clip path cuts off a bar": "mark-clipped",
    "a white shape of the chart is over the end of a bar": "mark-covered",
    "a white shape beside the chart is over the end of a bar": "mark-covered",
    "a white picture is over the end of a bar": "mark-covered",
    "the chart is scaled": "mark-altered",
    "the chart is moved under its labels": "labels-apart",
    "two labels are exchanged": "label-moved",
    "a label is large and over the bars": "label-altered",
    "the words of two labels are exchanged": "text-differs",
    "a mark is in a form": "mark-missing",
    "a bar is a curve with the same points": "mark-altered",
    "the chart is blended with its ground": "mark-recolored",
}
FIRST = (
    "a mark is removed",
    "a white picture is over the end of a bar",
    "two labels are exchanged",
)


@pytest.mark.parametrize(
    "name",
    [name if name in FIRST else pytest.param(name, marks=pytest.mark.slow) for name in FORGERIES],
)
def test_each_forgery_of_a_chart_is_found(grouped_pdf: bytes, tmp_path: Path, name: str) -> None:
    (chart,) = drawings_of(grouped_pdf)

    def change(pdf: pikepdf.Pdf, pages: list[Page]) -> None:
        for _, page, figure in figures_by_chart(pages, [chart]):
            FORGERIES[name](pdf, page, figure, chart)

    verification = verified(repainted.painted_otherwise(grouped_pdf, change), tmp_path)
    findings = chain.from_iterable(check.findings for check in verification.checks)
    assert RULES[name] in {finding.rule for finding in findings}
    assert all(
        finding.values["chart"] == chart.name and finding.what("ar") and finding.what("en")
        for finding in of_ink(verification)
    )
