"""The rules of the elements of a document, for a next document with the same elements.

To find the rules of an element, WeasyPrint tries the selectors of all sheets. Which ones match
depends on the names, the attributes and the places of the elements, and on whether they have any
text, but not on what the text is: after a changed word, the rules of all elements are those of the
document before. In a batch, so they are for most briefs, except for the rules that an element has
from its own attributes (:mod:`report.render.engine.own_rules`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from weasyprint.css import ComputedStyle
from weasyprint.css import StyleFor as _StyleFor
from weasyprint.css.targets import TargetCollector
from weasyprint.images import get_image_from_uri
from weasyprint.layout import LayoutContext

from report.render.engine.own_rules import Selectors, own_attributes, with_own_rules
from report.render.engine.sheets import sources_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from weasyprint import HTML
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration

    from report.render.engine.own_rules import Rules
    from report.render.engine.sheets import Source

#: The most elements of a document whose rules are stored, about 1 KB each.
MOST_ELEMENTS = 20_000
#: The elements that add a style sheet to a document.
_SHEETS = frozenset(("style", "link"))
#: What may load another file, and the escape that may disguise it or an attribute.
_UNKNOWN = re.compile(r"@import|@color-profile|\\", re.IGNORECASE)

#: What selectors read of an element.
Seen = tuple[object, ...]
#: The style of an element or a pseudo-element: the place of the element, the pseudo-element, the
#: place of the first element with the same style (or its own), that of its parent, and its rules.
Entry = tuple[int, str | None, int, int | None, "Rules"]


@dataclass(frozen=True, slots=True)
class _Stored:
    """The elements of a document in the order of the tree, with their styles.

    ``read`` is what these depend on besides the elements: the texts of the sheets, the base of
    URLs, and options. ``selectors`` are those of the sheets. ``own`` has the elements, by place,
    that have rules of their own, with the attributes of these rules and all rules. ``sheets`` are
    WeasyPrint's and those of the document; ``counters`` the styles of counters that WeasyPrint
    adds. ``waiting`` are the rules of pseudo-elements by the place of the element: hardly any has a
    box, so that its style is made when it is asked for.
    """

    read: tuple[object, ...]
    selectors: Selectors
    seen: list[Seen]
    own: dict[int, tuple[dict[str, str], Rules]]
    entries: list[Entry]
    waiting: dict[tuple[int, str], dict[str, Any]]
    sheets: list[Any]
    counters: dict[str, Any]


class _ComputedStyles(dict[tuple[Any, str | None], Any]):
    """The styles of a document, with those of pseudo-elements that nothing has asked for yet."""

    def __init__(self, html: HTML, elements: list[Element], stored: _Stored) -> None:
        super().__init__()
        self.sizes: dict[str, Any] = {"box": None, "area": None}
        self._root, self._base = html.etree_element, html.base_url
        self._places = {element: place for place, element in enumerate(elements)}
        self._waiting = stored.waiting

    def get(self, key: tuple[Any, str | None], default: Any = None) -> Any:
        """Return a style, made now if it is that of a pseudo-element that has waited."""
        style = super().get(key)
        if style is not None:
            return style
        element, pseudo = key
        rules = self._waiting.get((self._places.get(element, -1), pseudo or ""))
        if rules is None:
            return default
        parent, root = self[element, None], self[self._root, None]
        style = ComputedStyle(parent, rules, pseudo, root, self._base, root.font_config, self.sizes)
        _ = style["anchor"]  # a style without any value counts as none
        self[key] = style
        return style


class _Styles(_StyleFor):  # type: ignore[misc]
    """The styles of a document, without those of its elements."""

    def __init__(
        self, computed: _ComputedStyles, sheets: list[Any], fonts: FontConfiguration
    ) -> None:
        self._cascaded_styles: dict[tuple[Any, str | None], Any] = {}
        self._computed_styles = computed
        self.initial_page_sizes = computed.sizes
        self._sheets = sheets
        self.font_config = fonts


@dataclass(slots=True)
class ElementStyles:
    """The styles of the elements of the document before, if they are stored."""

    _stored: _Stored | None = None
    #: An object for the rules of all elements, if they are those of the document before.
    same_rules: object | None = None

    def context(
        self,
        html: HTML,
        fonts: FontConfiguration,
        counters: CounterStyle,
        options: Mapping[str, Any],
    ) -> LayoutContext | None:
        """Return what WeasyPrint needs to lay out a document, or ``None`` if its elements are not
        those of the document before."""
        stored, self.same_rules = self._stored, None
        if stored is None or stored.read != _read(
            html, sources_of(options["stylesheets"]), options
        ):
            return None
        elements = list(html.etree_element.iter())
        if _seen(elements, stored.selectors) != stored.seen:
            return None
        changed = _changed(stored, html, elements)
        if changed is None:
            return None
        self.same_rules = None if changed else stored
        counters.update(stored.counters)
        collector = TargetCollector()
        style_for = _styled(stored, changed, html, elements, fonts, collector)
        images = partial(
            get_image_from_uri,
            cache=options["cache"],
            url_fetcher=html.url_fetcher,
            options=options,
        )
        return LayoutContext(style_for, images, fonts, counters, collector)

    def note(
        self, html: HTML, counters: Mapping[str, Any], options: Mapping[str, Any], context: Any
    ) -> None:
        """Note the styles of the elements of a document.

        :param counters: the styles of counters that WeasyPrint added.
        """
        self._stored = None
        sources = sources_of(options["stylesheets"])
        if sources is None or any(_UNKNOWN.search(css) for css, _ in sources):
            return
        elements = list(html.etree_element.iter())
        if len(elements) > MOST_ELEMENTS or any(element.tag in _SHEETS for element in elements):
            return
        sheets = vars(context.style_for)["_sheets"]
        selectors = Selectors.of(sources, [sheet.matcher for sheet, *_ in sheets])
        entries = _entries(elements, context.style_for.get_computed_styles())
        waiting = [entry for entry in entries if _may_wait(entry)]
        self._stored = _Stored(
            _read(html, sources, options),
            selectors,
            _seen(elements, selectors),
            _own(elements, entries),
            [entry for entry in entries if not _may_wait(entry)],
            {(place, pseudo or ""): rules for place, pseudo, _, _, rules in waiting},
            sheets,
            dict(counters),
        )


def _read(
    html: HTML, sources: tuple[Source, ...] | None, options: Mapping[str, Any]
) -> tuple[object, ...]:
    """Return what styles are made from besides the elements."""
    return sources, html.base_url, options["presentational_hints"], options["pdf_forms"]


def _seen(elements: list[Element], selectors: Selectors) -> list[Seen]:
    """Return what selectors read of each element."""
    return [
        (element.tag, selectors.attributes(element), len(element), bool(element.text))
        for element in elements
    ]


def _own(elements: list[Element], entries: list[Entry]) -> dict[int, tuple[dict[str, str], Rules]]:
    """Return the elements that have rules of their own, by place: the attributes of these rules,
    and all rules."""
    own = {}
    for place, pseudo, _, _, rules in entries:
        attributes = {} if pseudo else own_attributes(elements[place])
        if attributes:
            own[place] = attributes, rules
    return own


def _changed(stored: _Stored, html: HTML, elements: list[Element]) -> dict[int, Rules] | None:
    """Return the rules, by place, of the elements whose own rules are not those of the document
    before; ``None`` if they do not have the same names."""
    changed = {}
    for place, (attributes, rules) in stored.own.items():
        element = elements[place]
        if own_attributes(element) != attributes:
            new_rules = with_own_rules(rules, attributes, element, html.base_url)
            if new_rules is None:
                return None
            changed[place] = new_rules
    return changed


def _may_wait(entry: Entry) -> bool:
    """Return whether a style may be made later: no link leads to it."""
    _, pseudo, _, _, rules = entry
    return pseudo is not None and "anchor" not in rules


def _entries(elements: list[Element], styles: Mapping[tuple[Any, str | None], Any]) -> list[Entry]:
    """Return the styles of elements in the order in which WeasyPrint made them."""
    places = {id(element): place for place, element in enumerate(elements)}
    parents: dict[int, int] = {}
    for place, element in enumerate(elements):
        parents.update(dict.fromkeys(map(id, element), place))
    firsts: dict[int, int] = {}
    entries: list[Entry] = []
    for (element, pseudo), style in styles.items():
        place = places[id(element)]
        first = place if pseudo else firsts.setdefault(id(style), place)
        parent = place if pseudo else parents.get(id(element))
        entries.append((place, pseudo, first, parent, style.cascaded))
    return entries


def _styled(
    stored: _Stored,
    changed: Mapping[int, Rules],
    html: HTML,
    elements: list[Element],
    fonts: FontConfiguration,
    collector: Any,
) -> _StyleFor:
    """Return the styles of elements that have these rules, or the ``changed`` ones at a place."""
    style_for = _Styles(_ComputedStyles(html, elements, stored), stored.sheets, fonts)
    cascaded, computed = style_for.get_cascaded_styles(), style_for.get_computed_styles()
    root = html.etree_element
    for place, pseudo, first, parent, rules in stored.entries:
        element = elements[place]
        if first != place:
            computed[element, None] = computed[elements[first], None]
            continue
        cascaded[element, pseudo] = rules if pseudo else changed.get(place, rules)
        style_for.set_computed_styles(
            element,
            parent=None if parent is None else elements[parent],
            root=root,
            pseudo_type=pseudo,
            base_url=html.base_url,
            target_collector=collector,
        )
    cascaded.clear()
    return style_for
