"""Charts that are painted otherwise, as somebody would who knows how a PDF is made; the PDF is then sealed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from itertools import chain, groupby
from typing import Any

import pikepdf
from archive.tamper import sealed_again
from pikepdf import Array, Dictionary, Name, Operator

from report.archive.charts import MARKS, RecordedChart, read_charts
from report.archive.inside import read_inside
from report.charts.model import InkMark

Operation = tuple[list[Any], Any]
_PAINTING = frozenset(["f", "f*", "S", "B", "B*", "s", "b", "b*", "n"])


@dataclass(slots=True)
class Drawn:
    """A shape of a chart in the content of a page.

    :param steps: the places of the operators of its points.
    :param first: the place of the operator that begins its path; ``painted`` of the one that paints it.
    """

    steps: list[int]
    first: int
    painted: int = -1


@dataclass(slots=True)
class Figure:
    """A chart in the content of a page: the places of the operators that begin and end its picture, its shapes."""

    begin: int
    end: int = -1
    shapes: list[Drawn] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """A page: its operations, which may be changed, and its charts."""

    page: Any
    operations: list[Operation]
    figures: list[Figure]


def pages_of(pdf: pikepdf.Pdf) -> Iterator[Page]:
    """Yield the pages with charts."""
    for page in pdf.pages:
        operations: list[Operation] = [
            (list(operands), operator) for operands, operator in pikepdf.parse_content_stream(page)
        ]
        if figures := list(_figures(operations)):
            yield Page(page, operations, figures)


def _figures(operations: Sequence[Operation]) -> Iterator[Figure]:
    depth, figure, first = 0, None, -1
    for index, (operands, operator) in enumerate(operations):
        name = str(operator)
        if figure is None:
            if name == "BDC" and str(operands[0]) == "/Figure":
                figure, depth = Figure(index), 0
            continue
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
        if depth < 0:
            figure.end = index
            yield figure
            figure = None
        elif name == "m" and str(operations[index + 1][1]) != "m":
            first = first if first >= 0 else index
            figure.shapes.append(Drawn([index], first))
        elif name == "l":
            figure.shapes[-1].steps.append(index)
        elif name in _PAINTING:
            for shape in figure.shapes:
                if shape.painted < 0:
                    shape.painted = index
            first = -1


def charts_of(pdf: pikepdf.Pdf) -> tuple[RecordedChart, ...]:
    """Return what is recorded of the charts of a PDF."""
    return read_charts(next(file.data for file in read_inside(pdf) if file.path == MARKS))


def drawings_of(data: bytes) -> list[RecordedChart]:
    """Return what is recorded of the charts of a PDF, from its bytes."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return list(charts_of(pdf))


def repaint(pdf: pikepdf.Pdf, change: Callable[[pikepdf.Pdf, list[Page]], object]) -> None:
    """Apply a change to the pages with charts."""
    pages = list(pages_of(pdf))
    change(pdf, pages)
    for page in pages:
        page.page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(page.operations))


def painted_otherwise(data: bytes, change: Callable[[pikepdf.Pdf, list[Page]], None]) -> bytes:
    """Apply a change to the pages with charts, and seal the PDF again."""
    return sealed_again(data, lambda pdf: repaint(pdf, change))


def figures_by_chart(
    pages: Sequence[Page], charts: Sequence[RecordedChart]
) -> list[tuple[RecordedChart, Page, Figure]]:
    """Return each chart that has shapes with its page and its picture."""
    figures = []
    for page in pages:
        figures += [(page, figure) for figure in page.figures if figure.shapes]
    painted = [chart for chart in charts if chart.shapes]
    assert [len(chart.shapes) for chart in painted] == [len(item.shapes) for _, item in figures]
    return [(chart, *figure) for chart, figure in zip(painted, figures, strict=True)]


def own_marks(chart: RecordedChart) -> list[InkMark]:
    """Return the marks of a chart that have shapes; of those with the same shapes the last."""
    return list(
        {mark.shapes: mark for mark in chart.marks if mark.shapes[0] < mark.shapes[1]}.values()
    )


def places(page: Page, shape: Drawn) -> list[tuple[float, float]]:
    """Return the points of a shape."""
    points = (page.operations[step][0] for step in shape.steps)
    return [(float(x), float(y)) for x, y in points]


def put(page: Page, shape: Drawn, points: Sequence[tuple[float, float]]) -> None:
    """Put a shape at other points."""
    for step, (x, y) in zip(shape.steps, points, strict=True):
        page.operations[step] = ([number(x), number(y)], page.operations[step][1])


def number(value: float) -> Decimal:
    return Decimal(f"{value:.4f}")


# A hundredth of the length or the place of a mark ----------------------------------------------


def longer(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a shape that is a hundredth longer along its longer side: from its least place on."""
    axis = _longer_axis(points)
    least = min(point[axis] for point in points)
    return [_moved(point, axis, (point[axis] - least) / 100) for point in points]


def elsewhere(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a shape whose place along its longer side is a hundredth of it further."""
    axis = _longer_axis(points)
    by = max(abs(point[axis]) for point in points) / 100
    return [_moved(point, axis, by) for point in points]


def one_point(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a shape with its last point a hundredth of its length further."""
    axis = _longer_axis(points)
    by = (max(point[axis] for point in points) - min(point[axis] for point in points)) / 100
    return [*points[:-1], _moved(points[-1], axis, by)]


def _longer_axis(points: Sequence[tuple[float, float]]) -> int:
    across, up = (max(side) - min(side) for side in zip(*points, strict=True))
    return 0 if across >= up else 1


def _moved(point: tuple[float, float], axis: int, by: float) -> tuple[float, float]:
    return (point[0] + by, point[1]) if axis == 0 else (point[0], point[1] + by)


def a_hundredth_off(page: Page, shapes: Sequence[Drawn], way: int) -> float:
    """Change the first shape of a mark by a hundredth; return by how many points."""
    old = places(page, shapes[0])
    ways = (longer, elsewhere, one_point)
    for step in range(len(ways)):
        new = ways[(way + step) % len(ways)](old)
        put(page, shapes[0], new)
        flat = [list(chain.from_iterable(points)) for points in (old, places(page, shapes[0]))]
        by = max(abs(second - first) for first, second in zip(*flat, strict=True))
        if by >= 0.002:  # a shape without a length is only moved
            return by
    raise AssertionError("a shape at the corner of its drawing, without a length")


# Other forgeries of a chart --------------------------------------------------------------------

Forgery = Callable[[pikepdf.Pdf, Page, Figure, RecordedChart], None]
FORGERIES: dict[str, Forgery] = {}


def forgery(function: Forgery) -> Forgery:
    FORGERIES[function.__name__.strip("_").replace("_", " ")] = function
    return function


def _bars(page: Page, figure: Figure, chart: RecordedChart) -> list[Drawn]:
    """Return the shapes of the bars of a chart that are longer than 20 points, in painting order."""
    marks = sorted(own_marks(chart), key=lambda mark: mark.shapes)
    shapes = [figure.shapes[mark.shapes[0]] for mark in marks if mark.kind == "bar"]
    return [shape for shape in shapes if max(_sides(places(page, shape))) > 20]


def _sides(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    left, right, bottom, top = _bounds(points)
    return right - left, top - bottom


def _bounds(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    across, up = zip(*points, strict=True)
    return min(across), max(across), min(up), max(up)


def operation(name: str, *operands: Any) -> Operation:
    numbers = [number(item) if isinstance(item, float) else item for item in operands]
    return numbers, Operator(name)


def _insert(page: Page, index: int, *operations: Operation) -> None:
    page.operations[index:index] = operations


def _end_of_bar(points: Sequence[tuple[float, float]]) -> list[float]:
    """Return the left, the bottom, the width and the height of the last tenth of a bar."""
    left, right, bottom, top = _bounds(points)
    if right - left > top - bottom:
        return [left, bottom, (right - left) / 10, top - bottom]
    return [left, top - (top - bottom) / 10, right - left, (top - bottom) / 10]


@forgery
def a_mark_is_moved(pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart) -> None:
    shape = _bars(page, figure, chart)[0]
    put(page, shape, [(x + 0.5, y) for x, y in places(page, shape)])


@forgery
def a_mark_is_removed(pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart) -> None:
    shape = _bars(page, figure, chart)[1]
    _remove(page, shape)


def _remove(page: Page, shape: Drawn) -> None:
    end = shape.steps[-1] + (str(page.operations[shape.steps[-1] + 1][1]) == "h")
    for index in range(shape.steps[0], end + 1):
        page.operations[index] = operation("j", 0)


@forgery
def a_mark_is_added(pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart) -> None:
    shape = _bars(page, figure, chart)[0]
    left, _, bottom, top = _bounds(places(page, shape))
    _insert(page, shape.steps[0], operation("re", left, bottom, 4.0, top - bottom))


@forgery
def two_marks_are_exchanged(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    first, second = _bars(page, figure, chart)[:2]
    points = [places(page, shape) for shape in (first, second)]
    put(page, first, points[1])
    put(page, second, points[0])


@forgery
def two_bars_have_the_length_of_each_other(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    bars = _bars(page, figure, chart)
    points = [places(page, shape) for shape in bars]
    axis = max((0, 1), key=lambda way: _sides(points[0])[way])
    first = 0
    second = next(
        index for index, each in enumerate(points)
        if abs(_sides(each)[axis] - _sides(points[0])[axis]) > 1
    )  # fmt: skip
    for target, source in ((first, second), (second, first)):
        values = zip(points[target], points[source], strict=True)
        new = [(b[0], a[1]) if axis == 0 else (a[0], b[1]) for a, b in values]
        put(page, bars[target], new)


@forgery
def the_colours_of_two_series_are_exchanged(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    places_of = [
        index for index in range(figure.begin, figure.end) if str(page.operations[index][1]) == "rg"
    ]
    colours = [list(map(float, page.operations[index][0])) for index in places_of]
    distinct = [colour for colour, _ in groupby(sorted(colours))][:2]
    exchanged = {tuple(distinct[0]): distinct[1], tuple(distinct[1]): distinct[0]}
    for index, colour in zip(places_of, colours, strict=True):
        page.operations[index] = operation("rg", *exchanged.get(tuple(colour), colour))


@forgery
def a_clip_path_cuts_off_the_end_of_a_bar(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    shape = _bars(page, figure, chart)[0]
    left, bottom, width, height = _end_of_bar(places(page, shape))
    is_level = width < height or width == max(_sides(places(page, shape))) / 10
    rest = (
        [left + width, -5000.0, 10_000.0, 10_000.0]
        if is_level
        else [-5000.0, -5000.0, 10_000.0, 5000.0 + bottom]
    )
    _insert(page, shape.first, operation("re", *rest), operation("W"), operation("n"))


@forgery
def a_slanted_clip_path_cuts_off_a_bar(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    shape = _bars(page, figure, chart)[0]
    left, right, bottom, top = _bounds(places(page, shape))
    corners = [(left, bottom), (right, bottom), (right, top)]
    steps = [operation("lm"[not index], *corner) for index, corner in enumerate(corners)]
    _insert(page, shape.first, *steps, operation("h"), operation("W"), operation("n"))


@forgery
def a_white_shape_of_the_chart_is_over_the_end_of_a_bar(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    shape = _bars(page, figure, chart)[0]
    _insert(page, shape.painted + 1, *_white(page, shape))


def _white(page: Page, shape: Drawn) -> list[Operation]:
    return [
        operation("rg", 1.0, 1.0, 1.0),
        operation("re", *_end_of_bar(places(page, shape))),
        operation("f"),
    ]


@forgery
def a_white_shape_beside_the_chart_is_over_the_end_of_a_bar(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    _over(page, figure, _white(page, _bars(page, figure, chart)[0]))


def _over(page: Page, figure: Figure, painted: Sequence[Operation]) -> None:
    """Paint after a chart, in its coordinates, outside of its marked content."""
    scaled = [
        page.operations[index]
        for index in range(figure.begin, figure.shapes[0].first)
        if str(page.operations[index][1]) == "cm"
    ]
    begin, end = operation("BMC", Name.Artifact), operation("EMC")
    _insert(page, figure.end + 1, begin, operation("q"), *scaled, *painted, operation("Q"), end)


@forgery
def a_white_picture_is_over_the_end_of_a_bar(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    image = pdf.make_stream(b"\xff" * 12)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 2, 2, 8, Name.DeviceRGB
    name = page.page.add_resource(image, Name.XObject)
    left, bottom, width, height = _end_of_bar(places(page, _bars(page, figure, chart)[0]))
    scaled = operation("cm", width, 0.0, 0.0, height, left, bottom)
    _over(page, figure, [scaled, operation("Do", name)])


@forgery
def the_chart_is_scaled(pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart) -> None:
    _insert(page, figure.begin + 2, operation("cm", 1.01, 0.0, 0.0, 1.0, 0.0, 0.0))


@forgery
def the_chart_is_moved_under_its_labels(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    _insert(page, figure.begin + 2, operation("cm", 1.0, 0.0, 0.0, 1.0, 4.6, 0.0))


@forgery
def two_labels_are_exchanged(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    _exchange(page, *_two_labels(page, figure, "Tm"))


def _exchange(page: Page, first: int, second: int) -> None:
    operations = page.operations
    operations[first], operations[second] = operations[second], operations[first]


def _two_labels(page: Page, figure: Figure, name: str) -> tuple[int, int]:
    """Return the places of an operator in two labels that have it once and are not the same."""
    texts: list[list[int]] = []
    for index in range(figure.end, min(figure.end + 400, len(page.operations))):
        if str(page.operations[index][1]) == "BT":
            texts.append([])
        elif str(page.operations[index][1]) == name and texts:
            texts[-1].append(index)
    single = [places[0] for places in texts if len(places) == 1]
    codes = [pikepdf.unparse_content_stream([page.operations[index]]) for index in single]
    return single[0], next(single[index] for index, code in enumerate(codes) if code != codes[0])


@forgery
def a_label_is_large_and_over_the_bars(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    index, _ = _two_labels(page, figure, "Tf")
    font, size = page.operations[index][0]
    page.operations[index] = operation("Tf", font, float(size) * 3)


@forgery
def the_words_of_two_labels_are_exchanged(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    _exchange(page, *_two_labels(page, figure, "TJ"))


@forgery
def a_mark_is_in_a_form(pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart) -> None:
    shape = _bars(page, figure, chart)[0]
    left, right, bottom, top = _bounds(places(page, shape))
    content = b"0.043137 0.364706 0.231373 rg %f %f %f %f re f" % (
        left, bottom, (right - left) * 1.01, top - bottom,
    )  # fmt: skip
    form = pdf.make_stream(content)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([-5000, -5000, 5000, 5000])
    form.Resources = Dictionary()
    name = page.page.add_resource(form, Name.XObject)
    _remove(page, shape)
    _insert(page, shape.painted + 1, operation("Do", name))


@forgery
def a_bar_is_a_curve_with_the_same_points(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    shape = _bars(page, figure, chart)[0]
    points = places(page, shape)
    curve = operation("c", *chain.from_iterable(points[1:]))
    page.operations[shape.steps[1] : shape.steps[-1] + 1] = [curve]


@forgery
def the_chart_is_blended_with_its_ground(
    pdf: pikepdf.Pdf, page: Page, figure: Figure, chart: RecordedChart
) -> None:
    state = Dictionary(Type=Name.ExtGState, BM=Name.Screen)
    name = page.page.add_resource(state, Name.ExtGState)
    _insert(page, _bars(page, figure, chart)[0].first, operation("gs", name))
