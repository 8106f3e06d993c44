"""Numbers that tell whether the boxes of two documents are equal before layout.

Boxes have the same number if their kind, their element, their style, their text and all that is
inside them are equal. What a page printed of another page, such as a page number of the contents,
is left out: it changes while pages are laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from tinycss2.color4 import Color
from weasyprint.css.properties import Dimension

from report.render.engine.boxes import BlockBox, LineBox, TableBox
from report.render.engine.style_memory import hashable

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, Style

    #: The numbers of boxes by identity: without the boxes inside, and with them if that is known.
    Known = dict[int, tuple[int, int | None] | None]
    #: Where a page begins: the index of a child, and where it begins in that child.
    Place = dict[int, Any] | None

#: What boxes are compared by in another way, and what layout does not read.
_APART = frozenset(
    (
        "cached_counter_values", "children", "column_groups", "element", "element_tag",
        "first_letter_style", "first_line_style", "footnote", "is_floated", "missing_link",
        "position_x", "position_y", "remove_decoration_sides", "replacement", "style", "text",
    )
)  # fmt: skip
#: The values that WeasyPrint changes in the style of a box while it builds boxes.
_CHANGED = (
    "anchor", "bottom", "break_after", "break_before", "clear", "display", "float", "left",
    "margin_bottom", "margin_left", "margin_right", "margin_top", "opacity", "overflow", "position",
    "right", "top", "visibility", "white_space", "z_index",
)  # fmt: skip
_changed_of = itemgetter(*_CHANGED)
#: The types of values that are compared as they are, if nothing in them cannot be compared.
_PLAIN = frozenset((str, int, float, tuple, type(None), Dimension))
#: The types of attributes that are compared as they are.
_ATOMS = frozenset((bool, str, int, float, type(None)))
#: The number of what cannot be compared.
_UNLIKE = object


class Numbers:
    """The numbers of all that was compared in the documents of a process."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self._next = 0
        #: What has an id in a key: it stays, so that its id is its own.
        self._stored: list[object] = []

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, key: object, *stored: object) -> int:
        """Return the number of a key; ``stored`` are the objects whose ids are in it."""
        number = self._numbers.get(key)
        if number is None:
            self._next += 1
            number = self._numbers[key] = self._next
            self._stored += stored
        return number

    def clear(self) -> None:
        """Forget all keys. No number is given twice."""
        self._numbers.clear()
        self._stored.clear()


class BoxNumbers:
    """The numbers of the boxes of a document, read before its first page is laid out.

    :param styles: the numbers of the styles of its elements, by identity.
    :param copied: the numbers of boxes that are copies of numbered ones, by identity.
    """

    def __init__(
        self, numbers: Numbers, styles: dict[int, int], root: Box, copied: Known | None = None
    ) -> None:
        self._numbers = numbers
        self._copied = copied or {}
        self._elements = styles
        self._styles: dict[int, tuple[Style, int]] = {}
        self._alone: dict[int, int] = {}
        self._whole: dict[int, int] = {}
        #: What is inside each box, and its text, before layout.
        self._inside: dict[int, tuple[tuple[Any, ...], str | None]] = {}
        self._number(root)

    def of(self, key: object) -> int:
        """Return the number of a key."""
        return self._numbers.of(key)

    def style(self, style: Style | None) -> int:
        """Return the number of a style, with what was changed in it."""
        if style is None:
            return 0
        stored = self._styles.get(id(style))
        if stored is None:
            values = _comparable(_changed_of(style))
            number = self._numbers.of((*self._cascade(style), values), style)
            stored = self._styles[id(style)] = style, number
        return stored[1]

    def between(self, root: Box, begin: Place, end: Place) -> tuple[object, ...]:
        """Return the numbers of the boxes between two places; equal ones are laid out alike.

        A box that is not a plain block, such as a table, counts as a whole: each part of it depends
        on all others.
        """
        result: list[object] = []
        for box, whole in self._parts(root, begin, end):
            numbers = self._whole if whole else self._alone
            result.append((whole, numbers[id(box)]))
        return (*result, *self._edge(root, end))

    def walk(self, root: Box, begin: Place, end: Place) -> list[Any]:
        """Return all boxes between two places, in an order that is the same for equal boxes."""
        result: list[Any] = []
        for box, whole in self._parts(root, begin, end):
            if whole:
                self._append(box, result)
            else:
                result.append(box)
        return result

    def are_unchanged(self, boxes: list[Any]) -> bool:
        """Return whether layout has changed none of these boxes: it divides a text after its first
        letter if that has a style."""
        return all(
            self._inside[id(box)] == (tuple(_inside(box)), vars(box).get("text")) for box in boxes
        )

    def _append(self, box: Any, boxes: list[Any]) -> None:
        boxes.append(box)
        for child in self._children(box):
            self._append(child, boxes)

    def _children(self, box: Any) -> tuple[Any, ...]:
        return self._inside[id(box)][0]

    def _parts(self, box: Any, begin: Place, end: Place) -> Iterator[tuple[Any, bool]]:
        """Yield the boxes between two places, and whether each counts with all that is inside."""
        if (begin is None and end is None) or not _is_plain(box):
            yield box, True
            return
        yield box, False
        children = self._children(box)
        ((first, first_begin),) = begin.items() if begin else ((0, None),)
        ((last, last_end),) = end.items() if end else ((len(children), None),)
        for index in range(first, min(last + (last_end is not None), len(children))):
            child_begin = first_begin if index == first else None
            child_end = last_end if index == last else None
            yield from self._parts(children[index], child_begin, child_end)

    def _edge(self, box: Any, place: Place) -> Iterator[object]:
        """Yield the numbers of the boxes that begin at a place: their styles may break a page."""
        while place is not None and (children := self._children(box)):
            ((index, place),) = place.items()
            if index >= len(children):
                return
            box = children[index]
        yield self._alone[id(box)]
        while children := self._children(box):
            box = children[0]
            yield self._alone[id(box)]

    def _number(self, box: Any) -> int:
        """Return the number of a box, and note those of the boxes inside it."""
        alone, whole = self._copied.get(id(box)) or (None, None)
        if alone is None:
            alone = self._own(box)
        self._alone[id(box)] = alone
        children = tuple(_inside(box))
        self._inside[id(box)] = children, vars(box).get("text")
        numbers = tuple([self._number(child) for child in children])
        if whole is None:
            whole = self._numbers.of((alone, numbers))
        self._whole[id(box)] = whole
        return whole

    def of_box(self, box: Any) -> tuple[int, int] | None:
        """Return the numbers of a box without those inside it and with them, if it has any."""
        key = id(box)
        return (self._alone[key], self._whole[key]) if key in self._alone else None

    def _own(self, box: Any) -> int:
        """Return the number of a box without the boxes inside it."""
        values = vars(box)
        attributes = [(name, _value(values[name])) for name in _compared(tuple(values))]
        element = box.element
        source = None if element is None else (element.tag, *element.attrib.items())
        key = (
            type(box), box.element_tag, source, self.style(box.style), values.get("text"),
            self.style(box.first_letter_style), self.style(box.first_line_style),
            box.missing_link is None, _picture(box), tuple(attributes),
        )  # fmt: skip
        return self._numbers.of(key)

    def _cascade(self, style: Any) -> tuple[object, ...]:
        """Return what decides the values of a style, without what was changed in it."""
        number = self._elements.get(id(style))
        if number is not None:
            return ("element", number)
        parent = self.style(style.parent_style)
        cascaded = getattr(style, "cascaded", None)
        if cascaded is None:
            return ("anonymous", parent)
        rules = tuple([(name, *map(hashable, rule)) for name, rule in cascaded.items()])
        return (style.pseudo_type, style.base_url, parent, rules)


def _inside(box: Any) -> Iterator[Any]:
    """Yield the boxes directly inside a box, also those that are printed elsewhere.

    Those that print something of another page are left out.
    """
    if box.missing_link is not None:
        return
    yield from box.children
    if isinstance(box, TableBox):
        yield from box.column_groups
    if box.footnote is not None:
        yield box.footnote


def _is_plain(box: Any) -> bool:
    """Return whether a box is a block whose children are laid out one after another."""
    return (
        type(box) is BlockBox
        and box.style["column_count"] == box.style["column_width"] == "auto"
        and not any(isinstance(child, LineBox) or child.is_floated() for child in box.children)
    )


@lru_cache(maxsize=500)
def _compared(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the attributes of a box that it is compared by."""
    return tuple(sorted(frozenset(names) - _APART))


def _picture(box: Any) -> object:
    """Return what distinguishes the picture of a box from others."""
    picture = getattr(box, "replacement", None)
    if picture is None:
        return None
    if hasattr(picture, "image_data"):
        return picture.id
    source = box.element.get("src", "") if box.element.tag == "img" else ""
    return None if source.startswith("data:") else _UNLIKE()


def _comparable(values: tuple[Any, ...]) -> tuple[object, ...]:
    """Return values of a style for a comparison."""
    if _PLAIN.issuperset(map(type, values)):
        with suppress(TypeError):
            hash(values)
            return values
    return tuple(map(hashable, values))


def _value(value: Any) -> object:
    """Return an attribute of a box for a comparison; what is not known is like nothing else."""
    if type(value) in _ATOMS:
        return value
    if isinstance(value, list | tuple):
        return tuple([_value(item) for item in value])
    if isinstance(value, Color):
        return value.space, value.coordinates, value.alpha
    return _UNLIKE()
