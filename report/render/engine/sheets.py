"""Style sheets as one: WeasyPrint asks each sheet for the rules of each element."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from weasyprint import CSS

#: The text of a style sheet, and the base of its URLs.
Source = tuple[str, str | None]
#: The selectors of a matcher by what an element must have, and those that every element is tried
#: with.
_BY_KEY = (
    "id_selectors", "class_selectors", "lower_local_name_selectors", "namespace_selectors",
)  # fmt: skip
_OTHERS = ("lang_attr_selectors", "other_selectors")


@dataclass(frozen=True, slots=True, eq=False)
class SheetsAsOne:
    """What WeasyPrint reads of a style sheet, of several that follow each other."""

    base_url: str | None
    matcher: Any
    page_rules: list[Any]
    layers: list[Any]
    sources: tuple[Source, ...] | None


def with_source(sheet: CSS, css: str, base: str | None) -> CSS:
    """Return a style sheet that knows what it was parsed from."""
    vars(sheet)["source"] = css, base
    return sheet


def sources_of(sheets: Iterable[object]) -> tuple[Source, ...] | None:
    """Return what style sheets were parsed from, or ``None`` if it is not known of one of them."""
    sources: list[Source] = []
    for sheet in sheets:
        own = getattr(sheet, "sources", None) or _source(sheet)
        if own is None:
            return None
        sources += own
    return tuple(sources)


def _source(sheet: object) -> tuple[Source, ...] | None:
    source = getattr(sheet, "source", None)
    return None if source is None else (source,)


def together(sheets: Iterable[object]) -> list[object]:
    """Return the same style sheets, with those that follow each other as one.

    A sheet with layers stays alone: the order of layers is that in their sheet.
    """
    result: list[object] = []
    for is_plain, group in groupby(sheets, key=_is_plain):
        members = tuple(group)
        result += [_as_one(members)] if is_plain and len(members) > 1 else members
    return result


def _is_plain(sheet: object) -> bool:
    return isinstance(sheet, CSS) and not sheet.layers


@lru_cache(maxsize=16)
def _as_one(sheets: Sequence[CSS]) -> SheetsAsOne:
    """Return sheets as one. Among equal weights the rule of the last sheet counts, as before."""
    matcher = type(sheets[0].matcher)()
    page_rules: list[Any] = []
    for sheet in sheets:
        _add(matcher, sheet.matcher)
        page_rules += sheet.page_rules
    return SheetsAsOne(sheets[-1].base_url, matcher, page_rules, [], sources_of(sheets))


def _add(matcher: Any, more: Any) -> None:
    """Add the selectors of a matcher after those of another."""
    for name in _BY_KEY:
        selectors = getattr(matcher, name)
        for key, entries in getattr(more, name).items():
            selectors.setdefault(key, []).extend(_after(matcher.order, entries))
    for name in _OTHERS:
        getattr(matcher, name).extend(_after(matcher.order, getattr(more, name)))
    matcher.order += more.order


def _after(order: int, entries: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return selectors of a matcher, each later by ``order``."""
    return [(test, weight, order + own, *rest) for test, weight, own, *rest in entries]
