"""The computed values of styles, for the documents that follow with the same fonts.

WeasyPrint computes a value of a style when it is asked for: what the cascade says of an element,
resolved against the style of its parent. A style with the same rules and the same parent as one of
an earlier document begins with the values of that one; so do the style of the anonymous boxes in
its box, and the styles of pages and their margin boxes. Styles of pseudo-elements do not: each
element has several, and hardly any has a box; and WeasyPrint copies those values of a first line or
letter that were computed already.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tinycss2.ast import Node
from weasyprint.css import StyleFor as _StyleFor
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.css.tokens import Pending

if TYPE_CHECKING:
    from report.render.engine.boxes import ComputedStyle, Style, StyleFor

#: The most styles that are remembered after a document, about 5 KB each.
MOST_STYLES = 2_000
#: The values that WeasyPrint or Mujaz changes after they are computed, and those of ``display``,
#: which WeasyPrint stores twice.
CHANGED = frozenset(
    ("anchor", "display", "float", "overflow", "position", "visibility", "white_space")
)
#: Those of the changed values that no style has from its parent, unless a rule says so: what they
#: are before the boxes of a document are built depends on the rules alone.
SETTLED = ("position", "float", "display", "overflow")
#: The values of these, and of the anchor, in each style of anonymous boxes.
_OF_ANONYMOUS = {name: INITIAL_VALUES[name] for name in (*SETTLED, "anchor")}
#: The values that WeasyPrint also changes in the styles of pages, margin boxes and anonymous boxes.
COUNTERS = frozenset(("counter_increment", "counter_reset", "counter_set"))
#: The rule that each row of a table has another one of, and that no value is computed from.
_APART = "anchor"

#: What decides the values of a style: the number of its parent, and what the cascade says.
StyleKey = tuple[object, ...]


class PageSizes(dict[str, Any]):
    """The sizes of the first page, with a note whether a length in them was computed."""

    asked = False

    def __getitem__(self, name: str) -> Any:
        """Return a size, and note that a value depends on it."""
        self.asked = True
        return self.get(name)


@dataclass(slots=True)
class Values:
    """The computed values of a style, and how many it had when they were noted."""

    values: dict[str, Any] = field(default_factory=dict)
    _size: int = 0

    def note(self, style: Style, changed: frozenset[str]) -> None:
        """Note what was computed of a style except for values that are ``changed`` later."""
        if len(style) > self._size:
            self._size = len(style)
            self.values = {name: style[name] for name in style if name not in changed}


@dataclass(slots=True)
class Computed:
    """The computed values of a style, and those of its anonymous boxes. ``cascaded`` is stored so
    that the ids in its key stay unique."""

    number: int
    cascaded: dict[str, Any]
    own: Values = field(default_factory=Values)
    anonymous: Values = field(default_factory=Values)
    settled: dict[str, Any] | None = None
    specified: dict[str, Any] = field(default_factory=dict)

    def fill(self, style: ComputedStyle) -> None:
        """Fill a style with the values."""
        style.update(self.own.values)
        if self.anonymous.values:
            style.anonymous_style.update(self.anonymous.values)
            style.anonymous_style.update(_OF_ANONYMOUS)

    def settle(self, style: ComputedStyle) -> None:
        """Fill the style of an element with the values that are changed later."""
        if self.settled is not None:
            style.update(self.settled)
            style.specified.update(self.specified)
        elif all(_is_own(style.cascaded, name) for name in SETTLED):
            self.settled = {name: style[name] for name in reversed(SETTLED)}
            self.specified = dict(style.specified)

    def note(self, style: ComputedStyle, *, is_element: bool) -> None:
        """Note what was computed of a style of a document."""
        if "table" in style["display"]:
            return
        self.own.note(style, CHANGED if is_element else CHANGED | COUNTERS)
        if (anonymous := vars(style).get("anonymous_style")) is not None:
            self.anonymous.note(anonymous, CHANGED | COUNTERS)


class _Styles(_StyleFor):  # type: ignore[misc]
    """The styles of a document, to which WeasyPrint adds those of its pages."""

    memory: StyleMemory

    def set_computed_styles(self, element: object, *values: Any, **options: Any) -> None:
        """Add the style of an element, a page or a margin box, filled with what is known of it."""
        super().set_computed_styles(element, *values, **options)
        style = self.get_computed_styles()[element, options.get("pseudo_type")]
        self.memory.begin_page_style(style)


@dataclass(slots=True)
class StyleMemory:
    """The computed values of the styles of this document, and of those before it."""

    _computed: dict[StyleKey, Computed] = field(default_factory=dict)
    _earlier: dict[StyleKey, Computed] = field(default_factory=dict)
    _styles: list[tuple[ComputedStyle, Computed]] = field(default_factory=list)
    #: The styles of the pages of this document and of their margin boxes, and their numbers by
    #: identity.
    _page_styles: list[tuple[ComputedStyle, Computed]] = field(default_factory=list)
    _page_numbers: dict[int, int] = field(default_factory=dict)
    _sizes: PageSizes = field(default_factory=PageSizes)
    _count: int = 0
    #: The numbers of rules, with an object that has them.
    _rules: dict[tuple[object, ...], tuple[int, dict[str, Any]]] = field(default_factory=dict)
    #: Those of the elements of this document and of the one before, by the identity of the object:
    #: documents whose elements have the same rules share it.
    _numbered: dict[int, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    _earlier_numbered: dict[int, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    #: The numbers of the styles of elements of this document, by identity.
    numbers: dict[int, int] = field(default_factory=dict)

    def begin_document(self, style_for: StyleFor) -> None:
        """Fill the styles of a document with what is known of them, before its boxes are built.

        A document that is laid out for another one, off screen, adds nothing.
        """
        noted = not self._styles
        sizes = PageSizes(style_for.initial_page_sizes)
        style_for.initial_page_sizes = sizes
        if noted:
            self._sizes = sizes
            self.numbers = {}
        numbers: dict[int | None, int] = {None: 0}
        for (_, pseudo_element), style in style_for.get_computed_styles().items():
            if pseudo_element or id(style) in numbers:
                continue
            style.initial_page_sizes = sizes
            parent = None if style.parent_style is None else id(style.parent_style)
            computed = self._of(numbers[parent], style, self._number_again(style.cascaded))
            numbers[id(style)] = computed.number
            computed.fill(style)
            computed.settle(style)
            if noted:
                self._styles.append((style, computed))
                self.numbers[id(style)] = computed.number
        if noted:
            style_for.__class__ = _Styles
            vars(style_for)["memory"] = self

    def begin_page_style(self, style: ComputedStyle) -> None:
        """Fill the style of a page or of a margin box with what is known of it."""
        above = id(style.parent_style)
        parent = self.numbers.get(above, self._page_numbers.get(above))
        if parent is not None:
            computed = self._of(parent, style, self._rules_number(style.cascaded))
            computed.fill(style)
            self._page_styles.append((style, computed))
            self._page_numbers[id(style)] = computed.number

    def end_document(self) -> None:
        """Note what was computed, and forget what is too much."""
        if not self._sizes.asked:
            for style, computed in self._styles:
                computed.note(style, is_element=True)
            for style, computed in self._page_styles:
                computed.note(style, is_element=False)
        self._styles, self._page_styles = [], []
        self.numbers, self._page_numbers = {}, {}
        if len(self._computed) + len(self._earlier) > MOST_STYLES:
            self._earlier = {}
        self._earlier.update(self._computed)
        self._computed = {}
        if len(self._earlier) > MOST_STYLES or self._sizes.asked:
            self._earlier = {}
        self._earlier_numbered, self._numbered = self._numbered, {}
        if len(self._rules) > MOST_STYLES:
            self._rules, self._earlier_numbered = {}, {}

    def _of(self, parent: int, style: ComputedStyle, rules: int) -> Computed:
        """Return what is known of a style, whose parent and whose rules have numbers."""
        key = parent, style.pseudo_type, style.base_url, rules
        computed = self._computed.get(key) or self._earlier.get(key)
        if computed is None:
            self._count += 1
            computed = Computed(self._count, style.cascaded)
        self._computed[key] = computed
        return computed

    def _number_again(self, cascaded: dict[str, Any]) -> int:
        """Return the number of the rules of an element."""
        key = id(cascaded)
        numbered = self._numbered.get(key) or self._earlier_numbered.get(key)
        numbered = numbered or (self._rules_number(cascaded), cascaded)
        self._numbered[key] = numbered
        return numbered[0]

    def _rules_number(self, cascaded: dict[str, Any]) -> int:
        """Return the number of rules, which equal ones share; none is given twice."""
        rules = tuple(
            [
                (name, hashable(value), origin, layer, tuple(specificity))
                for name, (value, (origin, layer, specificity)) in cascaded.items()
                if name != _APART
            ]
        )
        stored = self._rules.get(rules)
        if stored is None:
            self._count += 1
            stored = self._rules[rules] = self._count, cascaded
        return stored[0]


def _is_own(cascaded: dict[str, Any], name: str) -> bool:
    """Return whether a value is not that of the parent, and is known without other values."""
    value = cascaded[name][0] if name in cascaded else None
    return value != "inherit" and not isinstance(value, Pending)


def hashable(value: Any) -> object:
    """Return a value of a rule, or what distinguishes it if it cannot be compared.

    A color is a token of the sheet or of the attribute that it is in.
    """
    if isinstance(value, Node):
        return type(value), value.serialize()
    try:
        hash(value)
    except TypeError:
        return tuple(map(hashable, value)) if isinstance(value, list | tuple) else id(value)
    return value
