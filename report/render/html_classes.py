"""The classes of HTML elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def classes_of(element: Element | None) -> list[str]:
    """Return the classes of an element; none without an element."""
    return [] if element is None else (element.get("class") or "").split()
