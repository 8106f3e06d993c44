"""Page numbers in contents and index, without laying a page out again for a number that it has already.

For ``target-counter(attr(…), page)`` WeasyPrint does not know which target a number is of, and lays every page that has
such numbers out again as soon as the page itself knows its own counters, and again when the number of pages is known:
contents and index are laid out three times. Here a number keeps the name of its target. Its page is laid out again when
that target turns out to be on another page than was printed, and not at all when all its targets stand before it, as
those of an index do.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from weasyprint.css import targets
from weasyprint.urls import get_url_tuple


class Collector(targets.TargetCollector):  # type: ignore[misc]
    """Collects the targets of a document and the boxes that print their counters.

    It continues with the anchors that ``before`` has collected.
    """

    def __init__(self, before: targets.TargetCollector) -> None:
        super().__init__()
        self.target_lookup_items.update(before.target_lookup_items)
        #: The box and the property that were asked for last, and the names of the targets that they have.
        self._source: tuple[Any, str] | None = None
        self._names: list[str | None] = []

    def lookup_target(
        self, anchor_token: tuple[str, Any], source_box: Any, css_token: str, parse_again: Any
    ) -> Any:
        """Return what is known of a target, and note its name for :meth:`collect_missing_counters`."""
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
        """Note which counters a box lacks: its own page's, and those of its targets.

        WeasyPrint takes those of the last target for the page's own too, for which a page would be laid out again. It
        has those of all targets that are named by an attribute under the name ``None``.
        """
        of_target = any(missing_counters is names for names in missing_target_counters.values())
        if of_target and css_token == "content" and not _has_own(parent_box):
            missing_counters = []
        if None in missing_target_counters and self._source == (parent_box, css_token):
            counters = missing_target_counters.pop(None)
            for name in self._names:
                missing_target_counters.setdefault(name, counters)
        super().collect_missing_counters(
            parent_box, css_token, parse_again_function, missing_counters, missing_target_counters
        )

    def cache_target_page_counters(
        self,
        anchor_name: str,
        page_counter_values: dict[str, Any],
        page_maker_index: int,
        page_maker: list[Any],
    ) -> None:
        """Keep the page counters of an anchor, and renew what prints those that changed.

        ``page_maker_index`` is the page's place in ``page_maker``, whose last part says whether the page is to be laid
        out again.
        """
        target = self.target_lookup_items.get(anchor_name)
        if self.collecting or target is None or target.state != "up-to-date":
            return
        target.page_maker_index = page_maker_index
        cached = target.cached_page_counter_values
        if cached == page_counter_values:
            return
        target.cached_page_counter_values = deepcopy(page_counter_values)
        for (_, token), item in self.counter_lookup_items.items():
            missing = (
                item.missing_target_counters.get(anchor_name, ()) if token == "content" else ()
            )
            if all(cached.get(name) == page_counter_values.get(name) for name in missing):
                continue
            if item.page_maker_index is not None and item.page_maker_index < len(page_maker):
                page_maker[item.page_maker_index][-1]["content_changed"] = True
            item.parse_again(item.cached_page_counter_values)


def _resolved(token: tuple[str, Any], box: Any) -> tuple[str, Any]:
    """Return the target that an attribute of the element names, or ``token`` where it is no attribute."""
    kind, value = token
    if kind != "attr()":
        return token
    name, type_, fallback = value
    attribute = box.element.get(name, fallback)
    if type_ == "url":
        return "url", get_url_tuple(attribute, box.style.base_url)
    return ("string", attribute) if type_ == "string" else token


def _has_own(box: Any) -> bool:
    """Say whether the content of a box names a counter that is not a target's."""
    return any(kind in ("counter()", "counters()") for kind, _ in box.style["content"])
