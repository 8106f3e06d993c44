"""The rules that an element has from its own attributes, and the attributes that no selector tells
apart.

The rows of a table have an id each, and what is placed over a chart has its place in a ``style``:
the next document of a batch has other ones, but the same rules of sheets for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from weasyprint.css import declaration_precedence, find_style_attributes
from weasyprint.css.validation import preprocess_declarations

if TYPE_CHECKING:
    from report.render.engine.sheets import Source

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
#: An attribute whose value a selector compares, and a name that may be the id of an element.
_COMPARED, _NAME = re.compile(r"([\w-]+)\s*[~|^$*]?="), re.compile(r"#([\w-]+)")
#: The attributes whose values say nothing unless a selector compares them: those for data, which
#: begin with a prefix, and the content of an element.
_DATA, _CONTENT = "data-", frozenset(("alt", "href", "src", "title"))
#: The rules that WeasyPrint makes of an id have this name.
_ANCHOR = "weasy-anchor"

#: The value of each rule by its name, and its weight.
Rules = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Selectors:
    """What the selectors of sheets may read of elements.

    ``compared`` are the attributes whose values they compare, ``names`` holds the ids that they may
    name, ``by_id`` says whether a rule may weigh as much as one in a ``style``, and ``anchors``
    whether a sheet sets anchors, as an id does.
    """

    compared: frozenset[str]
    names: frozenset[str]
    by_id: bool
    anchors: bool

    @classmethod
    def of(cls, sources: Iterable[Source], matchers: Iterable[Any]) -> Selectors:
        """Return what selectors read, by the texts of the sheets and by the matchers that hold
        their selectors."""
        texts = [_COMMENT.sub("", css) for css, _ in sources]
        compared = chain.from_iterable(map(_COMPARED.findall, texts))
        return cls(
            frozenset(map(str.lower, compared)),
            frozenset(chain.from_iterable(map(_NAME.findall, texts))),
            any(weight[0] for matcher in matchers for weight in _weights(matcher)),
            any(_ANCHOR in text for text in texts),
        )

    def attributes(self, element: Element) -> tuple[object, ...]:
        """Return the attributes of an element, without the values that no selector tells apart."""
        return tuple(
            [
                name if self._is_ignored(name, value) else (name, value)
                for name, value in element.attrib.items()
            ]
        )

    def _is_ignored(self, name: str, value: str) -> bool:
        if name in self.compared:
            return False
        if name == "style":
            return not self.by_id
        if name == "id":
            return not self.anchors and value not in self.names
        return name in _CONTENT or name.startswith(_DATA)


def own_attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element that its own rules may be made from; none if its rules
    are those of sheets alone."""
    attributes = element.attrib
    if "id" not in attributes and "style" not in attributes:
        return {}
    return {name: value for name, value in attributes.items() if name not in _CONTENT}


def with_own_rules(
    rules: Rules, attributes: Mapping[str, str], element: Element, base: str | None
) -> Rules | None:
    """Return the rules of an element that had these ``rules`` with other ``attributes``.

    :returns: ``None`` if the attributes do not make rules of the same names and weights.
    """
    earlier = _made(Element(element.tag, dict(attributes)), base)
    later = _made(element, base)
    if [(name, weight) for name, (_, weight) in earlier.items()] != [
        (name, weight) for name, (_, weight) in later.items()
    ]:
        return None
    own = {name: rule for name, rule in later.items() if rules[name][1] == rule[1]}
    return {**rules, **own}


def _made(element: Element, base: str | None) -> Rules:
    """Return the rules that WeasyPrint makes of the attributes of an element."""
    rules: Rules = {}
    for specificity, _, declarations, _ in find_style_attributes(_Alone(element), base_url=base):
        for name, value, is_important in preprocess_declarations(base, declarations):
            weight = declaration_precedence("author", is_important), inf, specificity
            if name not in rules or rules[name][1] <= weight:
                rules[name] = value, weight
    return rules


@dataclass(frozen=True, slots=True)
class _Alone:
    """A tree that has one element."""

    element: Element

    def iter(self) -> Iterator[Element]:
        """Yield the element."""
        yield self.element


def _weights(matcher: Any) -> Iterator[tuple[int, int, int]]:
    """Yield the weights of the selectors of a matcher."""
    by_key = (
        matcher.id_selectors, matcher.class_selectors, matcher.lower_local_name_selectors,
        matcher.namespace_selectors,
    )  # fmt: skip
    groups = chain.from_iterable(selectors.values() for selectors in by_key)
    for _, weight, *_ in chain(*groups, matcher.lang_attr_selectors, matcher.other_selectors):
        yield weight
