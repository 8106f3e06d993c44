"""The figures that the page of the benches asks for."""

from __future__ import annotations

from benchmarks.claims import Figure
from benchmarks.performance import SECTIONS


def claimed() -> list[tuple[str, Figure]]:
    """Return the figures of all claims, each with the section that measures it."""
    figures = []
    for name, bench in SECTIONS.items():
        for claim in bench.claims:
            for figure in (claim.figure, claim.worst, *claim.more):
                figures.append((figure.section or name, figure))
    return figures


def asked(name: str) -> set[str]:
    """Return the names of the figures that a section must measure, for its claims or others."""
    return {figure.name for section, figure in claimed() if section == name}
