"""The boxes of a document before layout, for a next document with the same elements.

Which boxes a document has depends on the names, the attributes and the styles of its elements, and
on its texts. Where a next document has the same elements with the same rules
(:mod:`report.render.engine.element_styles`), and few other texts, its boxes are copies of those
(:mod:`report.render.engine.box_tree`), with these texts. The numbers that tell whether boxes are
equal (:mod:`report.render.engine.box_numbers`) are copied too.

WeasyPrint builds the boxes where it cannot be told what another text changes: one that begins or
ends with a space where the other does not, one that a bookmark or a running head repeats, one that
is joined with its neighbour.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint.html import parse_url

from report.render.engine.box_texts import ReadElements
from report.render.engine.box_tree import (
    Copier,
    StyleOrigin,
    Styles,
    UnknownTreeError,
    all_boxes,
    inside,
    new_styles,
    without_document,
)
from report.render.engine.patches import Patch, Replacement
from report.render.engine.tree_targets import TreeTargets, link_targets, targets_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from report.render.engine.box_numbers import BoxNumbers, Known

#: The most boxes of a document that are remembered, about 1 KB each.
MOST_BOXES = 20_000
#: How many documents in a row may have other boxes than the one before, and for how many none are
#: remembered then.
MOST_UNLIKE, PAUSE = 2, 8


@dataclass(slots=True)
class _Tree:
    """The boxes of a document.

    ``rules`` are those of its elements, and ``read`` is what was read of these. ``around`` has the
    places of the box around each, ``pictures`` those of the elements of pictures. ``numbers`` are
    those of the boxes by place, once they are known.
    """

    rules: object
    read: ReadElements
    around: list[int]
    pictures: list[int]
    root: Any
    origins: list[StyleOrigin]
    footnotes: list[int]
    targets: TreeTargets
    numbers: list[tuple[int, int] | None] | None = None


class BuildArguments(NamedTuple):
    """What WeasyPrint builds boxes from."""

    root: Element
    style_for: Any
    get_image: Callable[..., Any]
    base_url: str | None
    collector: Any
    counter_style: Any
    footnotes: list[Any]


@dataclass(slots=True)
class BoxMemory:
    """The boxes of the document before, and those of this one by place until they are numbered."""

    _tree: _Tree | None = None
    _boxes: list[Any] = field(default_factory=list)
    #: The places of those that differ from the ones of the document before.
    _changed: frozenset[int] = frozenset()
    _unlike: int = 0
    _pause: int = 0

    def build(self, rules: object, stock: Callable[..., Any], arguments: BuildArguments) -> Any:
        """Return the boxes of a document whose elements have these rules, as the one before, or
        from ``stock``."""
        self._boxes, self._changed = [], frozenset()
        tree = self._tree
        if tree is not None and tree.rules is rules:
            try:
                return self._again(tree, arguments)
            except UnknownTreeError:
                self._unlike += 1
        root = stock(*arguments)
        self._tree = None
        if self._unlike == MOST_UNLIKE:
            self._unlike, self._pause = 0, PAUSE
        if self._pause:
            self._pause -= 1
        else:
            self._note(rules, root, arguments)
        return root

    def known(self) -> Known:
        """Return the numbers of the boxes of this document that are known, by identity; the second
        is unknown where a box inside differs."""
        tree = self._tree
        if tree is None or tree.numbers is None or not self._boxes:
            return {}
        pairs = zip(self._boxes, tree.numbers, strict=True)
        by_box: Known = {id(box): numbers for box, numbers in pairs if numbers is not None}
        for place in _with_all_around(tree, self._changed):
            numbers = tree.numbers[place]
            if numbers is not None:
                by_box[id(self._boxes[place])] = (numbers[0], None)
        for place in self._changed:
            by_box[id(self._boxes[place])] = None
        return by_box

    def note_numbers(self, numbers: BoxNumbers) -> None:
        """Note the numbers of the boxes of this document, if they are the first ones."""
        if self._tree is not None and self._tree.numbers is None and not self._changed:
            self._tree.numbers = [numbers.of_box(box) for box in self._boxes]

    def end_document(self) -> None:
        """Forget what is of this document alone."""
        self._boxes = []

    def _note(self, rules: object, root: Any, arguments: BuildArguments) -> None:
        """Note the boxes that WeasyPrint has built, if they can be copied."""
        elements = list(arguments.root.iter())
        places = {element: place for place, element in enumerate(elements)}
        boxes = list(all_boxes(root))
        if len(boxes) > MOST_BOXES or arguments.style_for.initial_page_sizes.asked:
            return
        of_boxes = {id(box): place for place, box in enumerate(boxes)}
        styles = Styles.of(arguments.style_for, places)
        try:
            copy = without_document(root, places, styles, of_boxes)
            targets = targets_of(arguments.collector, boxes, of_boxes)
            footnotes = [of_boxes[id(note)] for note in arguments.footnotes]
        except (UnknownTreeError, KeyError):
            return
        around = [0] * len(boxes)
        for place, box in enumerate(boxes):
            for child in inside(box):
                around[of_boxes[id(child)]] = place
        pictures = [places[box.element] for box in boxes if hasattr(box, "replacement")]
        self._boxes = boxes
        self._tree = _Tree(
            rules, ReadElements.of(elements, places, boxes), around, pictures, copy,
            styles.origins, footnotes, targets,
        )  # fmt: skip

    def _again(self, tree: _Tree, arguments: BuildArguments) -> Any:
        """Return copies of the boxes of the document before.

        :raises UnknownTreeError: if those of this document may be others; nothing is changed then.
        """
        elements = list(arguments.root.iter())
        edits = tree.read.edits(elements, arguments.style_for)
        if not tree.targets.anchors.keys() <= arguments.collector.target_lookup_items.keys():
            raise UnknownTreeError
        pictures = [_picture(elements[place], arguments) for place in tree.pictures]
        styles = new_styles(tree.origins, arguments.style_for, elements)
        copier = Copier(elements, styles, iter(pictures))
        root, boxes = copier.copied(tree.root), copier.boxes
        copier.link()
        changed = edits.apply(boxes, elements, arguments)
        link_targets(tree.targets, boxes, arguments)
        arguments.footnotes.extend(boxes[place] for place in tree.footnotes)
        self._boxes, self._changed = boxes, changed
        self._unlike = 0
        return root


def remembered_boxes() -> Replacement:
    """Return what lets a document have copies of the boxes of the document before."""

    def make(stock: Callable[..., Any]) -> Callable[..., Any]:
        def build(*values: Any) -> Any:
            arguments = BuildArguments(*values)
            fonts = arguments.style_for.font_config
            rules = fonts.elements and fonts.elements.same_rules
            # A document that is laid out for another one, off screen, has boxes of its own.
            if rules is None or len(fonts.layouts) > 1:
                return stock(*values)
            return fonts.boxes.build(rules, stock, arguments)

        return build

    return Replacement(Patch.BOXES, make)


def _with_all_around(tree: _Tree, places: frozenset[int]) -> frozenset[int]:
    """Return the places of boxes, and of all boxes around them."""
    places_around: set[int] = set()
    for inner in places:
        place = inner
        while place not in places_around:
            places_around.add(place)
            place = tree.around[place]
    return frozenset(places_around)


def _picture(element: Element, arguments: BuildArguments) -> Any:
    """Return the picture of an element.

    :raises UnknownTreeError: if it cannot be loaded: the boxes are others then.
    """
    url = parse_url(element.get("src"), arguments.base_url)
    orientation = arguments.style_for(element)["image_orientation"]
    picture = url and arguments.get_image(url=url, orientation=orientation)
    if not picture:
        raise UnknownTreeError
    return picture
