"""Page numbers in contents and index, without laying a page out again for a number that it has already.

Stands in for three functions of WeasyPrint 70.0. For ``target-counter(attr(…), page)`` WeasyPrint does not know which
target a number is of, and lays every page that has such numbers out again as soon as the page itself knows its own
counters, and again when the number of pages is known: contents and index are set three times over. Here a number keeps
the name of its target; its page is laid out again when that target turns out to be on another page than was printed,
and not at all when all its targets stand before it, as those of an index do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any


@contextmanager
def settled_targets() -> Iterator[None]:
    """Number targets as this module does while the context lasts. The caller has checked WeasyPrint's release.

    :raises AttributeError: when WeasyPrint has no such functions.
    """
    from weasyprint.css import targets

    collector = targets.TargetCollector
    kept = (
        targets.anchor_name_from_token,
        collector.collect_missing_counters,
        collector.cache_target_page_counters,
    )
    targets.anchor_name_from_token = _Names(kept[0]).name
    collector.collect_missing_counters = lambda *given: _collect(kept[1], *given)
    collector.cache_target_page_counters = _cache
    try:
        yield
    finally:
        targets.anchor_name_from_token = kept[0]
        collector.collect_missing_counters, collector.cache_target_page_counters = kept[1:]


@dataclass(slots=True)
class _Names:
    """The names of anchors. WeasyPrint asks twice for each: first with an attribute's value, then with its name alone,
    which says nothing, and is answered as before."""

    stock: Any
    last: str | None = None

    def name(self, token: tuple[str, Any]) -> str | None:
        if token[0] != "attr()":
            self.last = self.stock(token)
        return self.last


def _collect(
    stock: Any,
    collector: Any,
    box: Any,
    token: str,
    again: Any,
    own: list[str],
    of_targets: dict[str, list[str]],
) -> None:
    """Note which counters a box lacks: its own page's, and those of its targets.

    WeasyPrint takes those of the last target for the page's own too, for which a page would be laid out again.
    """
    if (
        any(own is names for names in of_targets.values())
        and token == "content"
        and not _has_own(box)
    ):
        own = []
    stock(collector, box, token, again, own, of_targets)


def _has_own(box: Any) -> bool:
    """Say whether the content of a box names a counter that is not a target's."""
    return any(kind in ("counter()", "counters()") for kind, _ in box.style["content"])


def _cache(
    collector: Any, anchor: str, counters: dict[str, Any], page: int, pages: list[Any]
) -> None:
    """Keep the page counters of an anchor, and renew what prints those that changed.

    ``page`` is the page's place in ``pages``, WeasyPrint's ``page_maker``, whose last part says whether it is to be
    laid out again.
    """
    target = collector.target_lookup_items.get(anchor)
    if collector.collecting or target is None or target.state != "up-to-date":
        return
    target.page_maker_index = page
    before = target.cached_page_counter_values
    if before == counters:
        return
    target.cached_page_counter_values = deepcopy(counters)
    for (_, token), item in collector.counter_lookup_items.items():
        wanted = item.missing_target_counters.get(anchor, ()) if token == "content" else ()
        if all(before.get(name) == counters.get(name) for name in wanted):
            continue
        if item.page_maker_index is not None and item.page_maker_index < len(pages):
            pages[item.page_maker_index][-1]["content_changed"] = True
        item.parse_again(item.cached_page_counter_values)
