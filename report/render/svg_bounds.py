"""The limits on SVG pictures: a few lines of nested ``<use>`` can draw a billion shapes.

The drawn elements are counted before drawing: every element as often as ``<use>``, markers,
patterns, masks and clips show it. The attributes are those of SVG 1.1, as WeasyPrint 70.0 reads
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

#: The maximum number of elements that a picture draws, and the maximum depth of elements, with
#: references followed.
DRAWN, DEEP = 200_000, 60
_REFERENCE = re.compile(r"url\(\s*[\"']?\s*#([^\"')]*)")
_FOREIGN = re.compile(
    r"url\(\s*[\"']?\s*(?!#|data:image/(?:png|jpeg)[;,])([^\"')]*)|(@import)", re.IGNORECASE
)
_COORDINATE = re.compile(r"[-+.\d]+")
_RASTER = ("data:image/png;", "data:image/png,", "data:image/jpeg;", "data:image/jpeg,")
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")


@dataclass(frozen=True, slots=True)
class SvgFault:
    """A fault of a picture: a rule, and the values of its message."""

    rule: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Cost:
    """The cost of an element with all its descendants: elements drawn, points of its lines, and
    depth."""

    drawn: float = 1
    points: int = 0
    depth: int = 1


def svg_fault(root: Element) -> SvgFault | None:
    """Return the fault of a picture, or ``None`` if it can be drawn."""
    names: dict[str, Element] = {}
    for element in root.iter():
        if (foreign := _foreign(element)) is not None:
            return SvgFault("svg-reference", {"given": foreign[:60]})
        if name := element.get("id"):
            names.setdefault(name, element)
    cost = _cost(root, names)
    if cost is None or cost.drawn > DRAWN or cost.depth > DEEP:
        return SvgFault("svg-too-much", {"limit": DRAWN, "depth": DEEP})
    return None


def _foreign(element: Element) -> str | None:
    """Return a reference of an element to another file, or a gradient that repeats without end."""
    tag = _tag(element)
    href = next((element.get(name, "") for name in _HREFS if element.get(name)), "").strip()
    if href and not href.startswith("#") and tag != "a" and not href.lower().startswith(_RASTER):
        return href
    if element.get("spreadMethod", "pad").strip() != "pad":
        return f"spreadMethod={element.get('spreadMethod')}"
    texts = [element.text or ""] if tag == "style" else list(element.attrib.values())
    for text in texts:
        if match := _FOREIGN.search(text):
            return match[1] or match[2]
    if tag == "style" and "url(" in texts[0].lower():
        return "url(…)"
    return None


def _cost(root: Element, names: dict[str, Element]) -> _Cost | None:
    """Return the cost of a picture, or ``None`` if an element shows itself.

    The function does not recurse, because elements can be nested more deeply than the stack.
    """
    costs: dict[Element, _Cost] = {}
    open_: set[Element] = set()
    left = [root]
    while left:
        element = left[-1]
        if element in costs:
            left.pop()
            continue
        children = [*element, *(target for target, _ in _targets(element, names))]
        if element in open_:
            costs[element] = _together(element, names, costs)
            open_.discard(element)
            left.pop()
            continue
        open_.add(element)
        for child in children:
            if child in open_:
                return None
            if child not in costs:
                left.append(child)
    return costs[root]


def _together(element: Element, names: dict[str, Element], costs: dict[Element, _Cost]) -> _Cost:
    """Return the cost of an element from those of its children and targets."""
    below = [costs[child] for child in element]
    used = [costs[target] for target, use in _targets(element, names) if use]
    drawn = 1.0 + sum(cost.drawn for cost in (*below, *used))
    points = sum(len(_COORDINATE.findall(element.get(name, ""))) for name in ("d", "points"))
    points += sum(cost.points for cost in (*below, *used))
    depth = 1 + max((cost.depth for cost in (*below, *used)), default=0)
    # Markers and patterns are inherited: they may be drawn for each shape and at each point below.
    times = drawn + points
    for target, use in _targets(element, names):
        if not use:
            drawn += costs[target].drawn * times
            depth = max(depth, 1 + costs[target].depth)
    return _Cost(min(drawn, DRAWN + 1.0), min(points, DRAWN), min(depth, DEEP + 1))


def _targets(element: Element, names: dict[str, Element]) -> Iterator[tuple[Element, bool]]:
    """Yield the elements that an element refers to, and whether the reference is its ``<use>``."""
    use = _tag(element) == "use"
    for name in _HREFS:
        href = element.get(name, "").strip()
        if href.startswith("#") and href[1:] in names and _tag(element) != "a":
            yield names[href[1:]], use
    for text in element.attrib.values():
        if "url(" in text:
            for match in _REFERENCE.finditer(text):
                if match[1] in names:
                    yield names[match[1]], False


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]  # the tag of a comment is a function
