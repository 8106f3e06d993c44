"""The parts of a document that begin on a page of their own, and what decides how each of them is laid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

#: A place to go on from, as WeasyPrint has it: the child of each level, ``None`` at the start of the last.
Resume = dict[int, Any] | None
#: The same as plain data: pairs in the place of dictionaries.
Rest = list[list[Any]] | None

_FORCED = frozenset(["page", "left", "right", "recto", "verso"])
#: What a box is told by whoever builds it, besides its style and its text.
_TOLD = (
    "bookmark_label", "colspan", "is_column", "is_flex_item", "is_footer", "is_for_root_element", "is_grid_item",
    "is_header", "is_leader", "is_outside_marker", "is_table_wrapper", "link", "rowspan", "string_set",
    "leading_collapsible_space", "trailing_collapsible_space",
)  # fmt: skip


class Unknowable(Exception):
    """What decides how boxes are laid out cannot be told from them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Parts between two forced page breaks: the first and the last of them, by their places in the document."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: how many parts into its unit, how many levels lead there, and where in the part."""

    unit: Unit
    part: int
    levels: int
    rest: Rest


@dataclass(frozen=True, slots=True)
class Around:
    """What the boxes of a unit may name: its elements and those around it, and the boxes before layout whose content is
    made of page numbers, each as the boxes made of it name it; both in an order that is theirs alone."""

    elements: list[Any]
    sources: list[Any]
    element_places: dict[int, int]
    source_places: dict[int, int]

    @classmethod
    def of(cls, elements: list[Any], sources: list[Any]) -> Around:
        """Return both, with the place of each by its ``id``."""
        places = ({id(one): at for at, one in enumerate(some)} for some in (elements, sources))
        return cls(elements, sources, *places)


@dataclass(slots=True)
class Parts:
    """The children of the body, those of ``main`` among them, with their boxes as they are before layout."""

    root: Any
    styles: Styles
    paths: list[tuple[int, ...]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    _digests: dict[Unit, str] = field(default_factory=dict)
    _around: dict[Unit, Around] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> Parts | None:
        """Return the parts of a document, ``None`` where it is no HTML with a body."""
        bodies = [at for at, child in enumerate(root.children) if child.element_tag == "body"]
        if root.element_tag != "html" or len(bodies) != 1 or len(root.children) != 1:
            return None
        found = cls(root, Styles())
        body = root.children[0]
        for at, child in enumerate(body.children):
            if child.element_tag == "main" and child.children:
                for inner, grandchild in enumerate(child.children):
                    found._add((0, at, inner), grandchild)
            else:
                found._add((0, at), child)
        found._unite()
        return found

    def unit_of(self, resume_at: Resume) -> Place | None:
        """Return the place that a page begins at, ``None`` where it is in no part alone."""
        if not self.paths:
            return None
        if resume_at is None:
            return Place(self.units[0], 0, 0, None)
        path: tuple[int, ...] = ()
        rest: Resume = resume_at
        while rest is not None and len(rest) == 1 and path not in self.paths:
            ((at, rest),) = rest.items()
            path += (at,)
        if path in self.paths:
            return self._place(self.paths.index(path), len(path), rest)
        if rest is None:
            first = path + (0,) * (3 - len(path))
            if first in self.paths:
                return self._place(self.paths.index(first), len(path), None)
        return None

    def resume(self, unit: Unit, part: int, levels: int, rest: Rest) -> Resume:
        """Return the place to go on from that is ``part`` parts into ``unit``: where there is none, ``None``."""
        at = unit.first + part
        if at >= len(self.paths):
            return None
        resume = _resume(rest)
        for index in reversed(self.paths[at][:levels]):
            resume = {index: resume}
        return resume

    def made_of(self, unit: Unit) -> str:
        """Return the SHA-256 of all that decides how the boxes of a unit are laid out, but for the page.

        :raises Unknowable: when that cannot be told.
        """
        if unit not in self._digests or self._changes(unit):
            self._digests[unit] = self._digest(unit)
        return self._digests[unit]

    def is_changed(self, unit: Unit) -> bool:
        """Say whether laying out changed the boxes of a unit: to lay them out once more would give something else."""
        return self._digests[unit] != self._digest(unit)

    def around(self, unit: Unit) -> Around:
        """Return what the boxes of a unit may name."""
        if unit not in self._around:
            self._around[unit] = Around.of(self._elements(unit), self._sources(unit))
        return self._around[unit]

    def _elements(self, unit: Unit) -> list[Any]:
        around = [self.root.element, self.root.children[0].element]
        last = self.paths[unit.last]
        around += [self.root.children[0].children[last[1]].element] if len(last) == 3 else []
        own = [
            one for at in range(unit.first, unit.last + 1) for one in self.boxes[at].element.iter()
        ]
        return [*around, *own]

    def _sources(self, unit: Unit) -> list[Any]:
        found: dict[int, Any] = {}
        for at in range(unit.first, unit.last + 1):
            for box in _every(self.boxes[at]):
                if box.missing_link is not None:
                    found.setdefault(id(box.missing_link), box.missing_link)
        return list(found.values())

    def _digest(self, unit: Unit) -> str:
        told = [
            self._edges(unit),
            [list(self._boxes(self.boxes[at])) for at in range(unit.first, unit.last + 1)],
            [_attributes(self.boxes[at].element) for at in range(unit.first, unit.last + 1)],
        ]
        return sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()

    def _add(self, path: tuple[int, ...], box: Any) -> None:
        self.paths.append(path)
        self.boxes.append(box)

    def _unite(self) -> None:
        first = 0
        for at in range(len(self.paths)):
            if at + 1 == len(self.paths) or self._break(at) is not None:
                self.units.append(Unit(first, at))
                first = at + 1

    def _break(self, at: int) -> tuple[str, str | None] | None:
        """Return the break that is forced after a part, with the name of the next page; ``None`` where none is."""
        from weasyprint.layout.block import block_level_page_break, block_level_page_name

        before, after = self.paths[at], self.paths[at + 1]
        level = next(
            level
            for level, (one, other) in enumerate(zip(before, after, strict=False))
            if one != other
        )
        siblings = [self._box(path[: level + 1]) for path in (before, after)]
        value, name = block_level_page_break(*siblings), block_level_page_name(*siblings)
        return (value, name) if value in _FORCED or name is not None else None

    def _box(self, path: tuple[int, ...]) -> Any:
        box = self.root
        for at in path:
            box = box.children[at]
        return box

    def _place(self, at: int, levels: int, rest: Resume) -> Place:
        unit = next(one for one in self.units if one.first <= at <= one.last)
        return Place(unit, at - unit.first, levels, _rest(rest))

    def _edges(self, unit: Unit) -> tuple[object, ...]:
        """Return what is around a unit: whether it is the first or the last of each level, what is forced after it."""
        first, last = self.paths[unit.first], self.paths[unit.last]
        ends = tuple(
            at == len(self._box(last[:level]).children) - 1 for level, at in enumerate(last)
        )
        after = None if unit.last + 1 == len(self.paths) else self._break(unit.last)
        around = [self._box(last[:level]) for level in range(len(last))]
        told = [(self.styles.of(box.style), sorted(box.element.attrib.items())) for box in around]
        return tuple(at == 0 for at in first), ends, after, told

    def _boxes(self, top: Any) -> Iterator[tuple[object, ...]]:
        for box in _every(top):
            if box.first_letter_style:
                raise Unknowable("WeasyPrint parts the box of a first letter while it lays it out")
            line = self.styles.of(box.first_line_style) if box.first_line_style else None
            yield (
                type(box).__name__, box.element_tag, self.styles.of(box.style), line, len(box.children),
                getattr(box, "text", None), [(name, value) for name in _TOLD if (value := getattr(box, name, None))],
            )  # fmt: skip

    def _changes(self, unit: Unit) -> bool:
        """Say whether a unit holds page numbers, which change while pages are laid out."""
        return any(box.missing_link is not None for at in range(unit.first, unit.last + 1)
                   for box in _every(self.boxes[at]))  # fmt: skip


@dataclass(slots=True)
class Styles:
    """What styles say, each worked out once; elements of equal styles share one."""

    _known: dict[int, tuple[Any, str]] = field(default_factory=dict)
    _values: dict[int, tuple[Any, str]] = field(default_factory=dict)

    def of(self, style: Any) -> str:
        """Return the SHA-256 of a computed style: what the rules say of its element, and of those around it.

        :raises Unknowable: when a value cannot be told.
        """
        known = self._known.get(id(style))
        if known is None:
            parent = None if style.parent_style is None else self.of(style.parent_style)
            rules = getattr(style, "cascaded", None) or {}
            told = (
                type(style).__name__, parent, getattr(style, "pseudo_type", None),
                [(name, self._value(value), weight) for name, (value, weight) in sorted(rules.items())],
            )  # fmt: skip
            known = (
                style,
                sha256(repr(told).encode()).hexdigest(),
            )  # with the style, so that its id stays its own
            self._known[id(style)] = known
        return known[1]

    def _value(self, value: Any) -> str:
        known = self._values.get(id(value))
        if known is None:
            known = self._values[id(value)] = value, _told(value)
        return known[1]


def _told(value: Any) -> str:
    """Return what a value of a style says.

    :raises Unknowable: when it prints as where it lies in memory.
    """
    from tinycss2.ast import Node  # type: ignore[import-untyped]
    from weasyprint.css.tokens import Pending

    if isinstance(value, Pending):
        return f"{type(value).__name__} {value.name} {[_told(token) for token in value.tokens]}"
    if isinstance(value, Node):
        return f"{type(value).__name__} {value.serialize()}"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {_told(one)}' for key, one in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__}({', '.join(_told(one) for one in value)})"
    text = repr(value)
    if " at 0x" in text:
        raise Unknowable(text)
    return text


def _every(box: Any) -> Iterator[Any]:
    """Yield a box and all in it: columns of tables and footnotes too."""
    yield box
    if box.footnote is not None:
        yield from _every(box.footnote)
    for child in box.all_children():
        yield from _every(child)


def _attributes(top: Any) -> list[tuple[object, ...]]:
    return [(str(one.tag), sorted(one.attrib.items()), len(one)) for one in top.iter()]


def _rest(resume: Resume) -> Rest:
    return None if resume is None else [[at, _rest(inner)] for at, inner in resume.items()]


def _resume(rest: Rest) -> Resume:
    return None if rest is None else {at: _resume(inner) for at, inner in rest}
