"""The sections of ``docs/performance.md``: one module each, whose ``SECTION`` is what it measures
and claims.

A new section is a module in this folder and its name in :data:`ORDER`, which is the order of the
page: the short benches first.
"""

from __future__ import annotations

from importlib import import_module

from benchmarks.claims import Section

ORDER = (
    "floor",
    "small",
    "editing",
    "size",
    "words",
    "intake",
    "measures",
    "charts",
    "documents",
    "registers",
    "commands",
    "batch",
    "large",
)


def all_sections() -> dict[str, Section]:
    """Return the sections by name, in the order of the page."""
    return {name: import_module(f"{__name__}.{name}").SECTION for name in ORDER}
