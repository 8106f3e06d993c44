"""The targets of the links of a document, for a copy of its boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getclosurevars
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint.css.targets import CounterLookupItem
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.formatting_structure.build import content_to_boxes

from report.render.engine.box_tree import UnknownTreeError
from report.render.engine.targets import Collector

if TYPE_CHECKING:
    from report.render.engine.box_memory import BuildArguments

_CONTENT = "content"


class _Lookup(NamedTuple):
    """A box that prints counters of its page or of others, by place: which ones, and the depth of
    quotation marks before it."""

    box: int
    missing: list[str]
    of_targets: dict[str | None, list[str]]
    quotes: list[int]


@dataclass(frozen=True, slots=True)
class TreeTargets:
    """The targets of a document by name, each with the place of its box, and what prints counters:
    ``printing`` has the numbers of ``lookups`` by the name of their target."""

    anchors: dict[str, int]
    lookups: list[_Lookup]
    printing: dict[str | None, list[int]]


def targets_of(collector: Any, boxes: list[Any], places: dict[int, int]) -> TreeTargets:
    """Return what a document has collected of its targets.

    :param places: the places of its boxes by their identity.
    :raises UnknownTreeError: if anything but the content of boxes depends on them, or if the
        content of a box is the text of another one.
    :raises KeyError: if a box is not in the tree.
    """
    if not isinstance(collector, Collector) or any(map(_reads_text, boxes)):
        raise UnknownTreeError
    lookups: list[_Lookup] = []
    numbers: dict[int, int] = {}
    for (box, token), item in dict.items(collector.counter_lookup_items):
        if token != _CONTENT or item.pending or item.page_maker_index is not None:
            raise UnknownTreeError
        numbers[id(item)] = len(lookups)
        quotes = list(_closed_over(item.parse_again, "orig_quote_depth"))
        missing, of_targets = list(item.missing_counters), dict(item.missing_target_counters)
        lookups.append(_Lookup(places[id(box)], missing, of_targets, quotes))
    anchors = {
        name: places[id(item.target_box)]
        for name, item in collector.target_lookup_items.items()
        if item.target_box is not None
    }
    printing: dict[str | None, list[int]] = {}
    for name, items in collector.printing.items():
        printing[name] = [numbers[id(item)] for item in items]
    return TreeTargets(anchors, lookups, printing)


def link_targets(targets: TreeTargets, boxes: list[Any], arguments: BuildArguments) -> None:
    """Let the targets of a document be these boxes, and let those that print counters be known."""
    collector = arguments.collector
    for anchor, place in targets.anchors.items():
        target = collector.target_lookup_items[anchor]
        target.state, target.target_box = "up-to-date", boxes[place]
    items = []
    for lookup in targets.lookups:
        box = boxes[lookup.box]
        again = _parse_again(box, list(lookup.quotes), arguments)
        of_targets = {name: list(missing) for name, missing in lookup.of_targets.items()}
        items.append(CounterLookupItem(again, list(lookup.missing), of_targets))
        collector.counter_lookup_items.setdefault((box, _CONTENT), items[-1])
    for name, numbers in targets.printing.items():
        collector.printing[name] = [items[number] for number in numbers]
    collector.collecting = False


def _closed_over(function: Any, name: str) -> Any:
    """Return a variable that a function has from the one around it."""
    variables = getclosurevars(function).nonlocals
    if name not in variables:
        raise UnknownTreeError
    return variables[name]


def _reads_text(box: Any) -> bool:
    """Return whether the content of a box is made of the text of another one."""
    content = box.style.get("content")
    return isinstance(content, tuple | list) and any(
        kind in ("target-text()", "content()") for kind, *_ in content
    )


def _parse_again(box: Any, quotes: list[int], arguments: BuildArguments) -> Callable[..., None]:
    """Return a function that makes the content of a box again with the counters of its page, as
    WeasyPrint does."""

    def parse_again(mixin_pagebased_counters: dict[str, Any] | None = None) -> None:
        counters = dict(mixin_pagebased_counters or {})
        counters.update(box.cached_counter_values)
        children = content_to_boxes(
            box.style, box, quotes, counters,
            arguments.get_image, arguments.collector, arguments.counter_style,
        )  # fmt: skip
        if len(box.children) == 1 and isinstance(box.children[0], LineBox):
            box.children[0].children = list(children)
        else:
            box.children = list(children)

    return parse_again
