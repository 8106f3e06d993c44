"""Resolve page numbers in contents and index without laying out pages again unnecessarily.

For ``target-counter(attr(…), page)`` WeasyPrint does not know which target a number belongs to. It
lays out every page with such numbers again as soon as the page knows its own counters, and again
when the number of pages is known: contents and index are laid out three times.

Here a number keeps the name of its target. Its page is laid out again only if that target turns out
to be on another page than printed, and never if all its targets precede it, as those of an index
do.
"""

from __future__ import annotations

from collections.abc import ItemsView
from copy import deepcopy
from typing import Any

from weasyprint.css import targets
from weasyprint.urls import get_url_tuple

#: A box and the property that lacks counters, such as ``content`` or ``bookmark-label``.
Lookup = tuple[Any, str]


class _Lookups(dict[Lookup, Any]):
    """What boxes lack, by box and property.

    After the last page, WeasyPrint goes through all of these for each box that lacks a counter, and
    skips those of the content. :meth:`items` leaves these out: an index of 5,000 entries took half
    of its time there.
    """

    def __init__(self) -> None:
        super().__init__()
        self._beside_content: dict[Lookup, Any] = {}

    def setdefault(self, key: Lookup, item: Any = None) -> Any:
        """Store what a box lacks, unless it is known."""
        if key[1] != "content":
            self._beside_content.setdefault(key, item)
        return super().setdefault(key, item)

    def items(self) -> ItemsView[Lookup, Any]:  # type: ignore[override]
        """Return what properties other than the content lack."""
        return self._beside_content.items()


class Collector(targets.TargetCollector):  # type: ignore[misc]
    """Collects the targets of a document and the boxes that print their counters.

    It starts with the anchors that ``before`` has collected.
    """

    def __init__(self, previous: targets.TargetCollector) -> None:
        super().__init__()
        self.target_lookup_items.update(previous.target_lookup_items)
        self.counter_lookup_items = _Lookups()
        #: The boxes that print a counter of a target in their content, by its name.
        self.printing: dict[str | None, list[Any]] = {}
        #: The box and the property of the last lookup, and the names of their targets.
        self._source: tuple[Any, str] | None = None
        self._names: list[str | None] = []

    def lookup_target(
        self, anchor_token: tuple[str, Any], source_box: Any, css_token: str, parse_again: Any
    ) -> Any:
        """Return the data of a target, and record its name for :meth:`collect_missing_counters`."""
        token = _resolved(anchor_token, source_box)
        if self._source != (source_box, css_token):
            self._source, self._names = (source_box, css_token), []
        self._names.append(targets.anchor_name_from_token(token))
        return super().lookup_target(token, source_box, css_token, parse_again)

    def collect_missing_counters(
        self,
        parent_box: Any,
        css_token: str,
        parse_again_function: Any,
        missing_counters: list[str],
        missing_target_counters: dict[str | None, list[str]],
    ) -> None:
        """Record which counters a box lacks: those of its own page, and those of its targets.

        WeasyPrint counts those of the last target as the page's own too, and would lay out a page
        again for them. It stores those of all targets that are named by an attribute under the name
        ``None``.
        """
        of_target = any(missing_counters is names for names in missing_target_counters.values())
        if of_target and css_token == "content" and not _has_own(parent_box):
            missing_counters = []
        if None in missing_target_counters and self._source == (parent_box, css_token):
            counters = missing_target_counters.pop(None)
            for name in self._names:
                missing_target_counters.setdefault(name, counters)
        is_recorded = (parent_box, css_token) in self.counter_lookup_items
        super().collect_missing_counters(
            parent_box, css_token, parse_again_function, missing_counters, missing_target_counters
        )
        item = self.counter_lookup_items.get((parent_box, css_token))
        if item is not None and not is_recorded and css_token == "content":
            for name in missing_target_counters:
                self.printing.setdefault(name, []).append(item)

    def cache_target_page_counters(
        self,
        anchor_name: str,
        page_counter_values: dict[str, Any],
        page_maker_index: int,
        page_maker: list[Any],
    ) -> None:
        """Store the page counters of an anchor, and refresh the boxes that print changed ones.

        ``page_maker_index`` is the index of the page in ``page_maker``; its last item says whether
        to lay out the page again.
        """
        target = self.target_lookup_items.get(anchor_name)
        if self.collecting or target is None or target.state != "up-to-date":
            return
        target.page_maker_index = page_maker_index
        cached = target.cached_page_counter_values
        if cached == page_counter_values:
            return
        target.cached_page_counter_values = deepcopy(page_counter_values)
        for item in self.printing.get(anchor_name, ()):
            missing = item.missing_target_counters[anchor_name]
            if all(cached.get(name) == page_counter_values.get(name) for name in missing):
                continue
            if item.page_maker_index is not None and item.page_maker_index < len(page_maker):
                page_maker[item.page_maker_index][-1]["content_changed"] = True
            item.parse_again(item.cached_page_counter_values)


def _resolved(token: tuple[str, Any], box: Any) -> tuple[str, Any]:
    """Return the target that an attribute of the element names, or ``token`` if it is not an
    attribute."""
    kind, value = token
    if kind != "attr()":
        return token
    name, type_, fallback = value
    attribute = box.element.get(name, fallback)
    if type_ == "url":
        return "url", get_url_tuple(attribute, box.style.base_url)
    return ("string", attribute) if type_ == "string" else token


def _has_own(box: Any) -> bool:
    """Return whether the content of a box names a counter of the page that it is on."""
    return any(kind in ("counter()", "counters()") for kind, _ in box.style["content"])
