"""The content of pages that a document has in common with the one before it in the process.

A page that is taken of the document before (:mod:`report.render.engine.page_memory`) is painted
from equal boxes. What was painted of it is written again if what is around its content, such as its
margin boxes, is equal too, and its texts would be written with the same codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

from report.render.engine.boxes import MarginBox, TextBox, boxes_in
from report.render.engine.drawing import append_operators, operators_from
from report.render.engine.pdf import Dictionary

if TYPE_CHECKING:
    from report.render.engine.box_numbers import BoxNumbers

#: The most operators of a page that are remembered, about 50 bytes each.
MOST_OPERATORS = 8_000
#: The ends of operators that name something whose name depends on the rest of the document, or
#: that may draw a picture.
_NAMING = (b" Do", b" cs", b" CS", b" scn", b" SCN", b" sh")
#: The end of an operator that names a graphics state, and the only entries of one that is known by
#: its name: opacities.
_STATE, _OPACITIES = b" gs", ("CA", "ca")
#: The properties that may draw a picture without naming it.
_PICTURES, _NO_PICTURE = ("border_image_source", "mask_border_source"), ("none", None)


class PageTexts(Protocol):
    """Draws the texts of pages, and remembers what it has drawn of a page."""

    def begin_page(self) -> None:
        """Note what is drawn from here on."""

    def end_page(self) -> object | None:
        """Return what was noted, or ``None`` if it cannot be drawn again."""

    def draw_again(self, noted: Any, surface: Any) -> bool:
        """Draw what was noted of a page, without its operators, if they would be the same ones;
        return whether they are."""


@dataclass(frozen=True, slots=True)
class PaintedPage:
    """What was painted of a page: its operators, the graphics states that they name, and its marked
    content, each by the place of its box in the page.

    ``around`` is what it depends on besides the boxes of its content. ``rectangle`` is the object
    by which its lines know their page.
    """

    around: tuple[object, ...]
    rectangle: object
    operators: tuple[object, ...]
    states: tuple[tuple[str, dict[str, object]], ...]
    tags: tuple[tuple[int, dict[str, object]], ...]
    texts: object


@dataclass(slots=True)
class Painting:
    """What is remembered of the painting of a page, if anything; ``numbers`` are those of the boxes
    of the document that is being painted."""

    page: PaintedPage | None = None
    numbers: BoxNumbers | None = None


def paint(page: Any, stream: Any, texts: PageTexts, paint_now: Callable[[], None]) -> None:
    """Paint the box of a page, or write what was painted of it in the document before.

    :param paint_now: paints the page.
    """
    painting: Painting | None = vars(page).get("painting")
    if painting is None or painting.numbers is None:
        paint_now()
        return
    boxes = boxes_in(page)
    around = _around(page, boxes, painting.numbers)
    painted = painting.page
    if (
        painted is not None
        and painted.around == around
        and painted.rectangle == stream.page_rectangle
        and texts.draw_again(painted.texts, stream)
    ):
        _write(painted, stream, boxes)
        return
    start, tagged = len(stream.stream), len(stream._tags)
    texts.begin_page()
    paint_now()
    noted = texts.end_page()
    painting.page = None
    if noted is not None and not tagged:
        painting.page = _painted(stream, start, around, boxes, noted)


def _around(page: Any, boxes: list[Any], numbers: BoxNumbers) -> tuple[object, ...]:
    """Return what was made of a page after its layout: which boxes are shown, and its margin
    boxes."""
    shown = bytes([box.style["visibility"] == "visible" for box in boxes])
    margins = [child for child in page.children if isinstance(child, MarginBox)]
    edges = [_part(box, numbers) for box in chain.from_iterable(map(_descendants, margins))]
    return shown, tuple(edges)


def _descendants(box: Any) -> Iterator[Any]:
    return iter(box.descendants())


def _part(box: Any, numbers: BoxNumbers) -> tuple[object, ...]:
    """Return what a box of a margin is painted from. One that is neither a text nor around texts is
    like no other."""
    content: object = type(box)
    if isinstance(box, TextBox):
        content = box.text
    elif not box.children and not isinstance(box, MarginBox):
        content = object()
    place = box.position_x, box.position_y, box.width, box.height
    return content, numbers.style(box.style), place


def _painted(
    stream: Any, start: int, around: tuple[object, ...], boxes: list[Any], noted: object
) -> PaintedPage | None:
    """Return what was painted of a page, or ``None`` if it depends on anything else."""
    operators = operators_from(stream, start)
    if len(operators) > MOST_OPERATORS or any(
        type(operator) is bytes and operator.endswith(_NAMING) for operator in operators
    ):
        return None
    if any(map(_draws_picture, boxes)):
        return None
    names = dict.fromkeys(
        operator[1 : -len(_STATE)].decode()
        for operator in operators
        if type(operator) is bytes and operator.endswith(_STATE)
    )
    states = stream._resources["ExtGState"]
    if any(len(states[name]) > 1 or next(iter(states[name])) not in _OPACITIES for name in names):
        return None
    places = {id(box): place for place, box in enumerate(boxes)}
    if any(id(box) not in places for box in stream._tags):
        return None
    return PaintedPage(
        around,
        stream.page_rectangle,
        operators,
        tuple([(name, dict(states[name])) for name in names]),
        tuple([(places[id(box)], dict(tag)) for box, tag in stream._tags.items()]),
        noted,
    )


def _draws_picture(box: Any) -> bool:
    return any(box.style.get(name, _NO_PICTURE) != _NO_PICTURE for name in _PICTURES)


def _write(painted: PaintedPage, stream: Any, boxes: list[Any]) -> None:
    """Write what was painted of a page that has these boxes now."""
    states = stream._resources["ExtGState"]
    for name, state in painted.states:
        if name not in states:
            states[name] = Dictionary(state)
    stream.page_rectangle = painted.rectangle
    append_operators(stream, painted.operators, None)
    for place, tag in painted.tags:
        stream._tags[boxes[place]] = dict(tag)
