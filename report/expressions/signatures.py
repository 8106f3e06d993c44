"""How functions and aggregates are written, by name."""

from __future__ import annotations

from report.expressions.aggregates import AGGREGATES
from report.expressions.functions.function import FUNCTIONS
from report.expressions.kinds import Signature


def signature_of(name: str) -> Signature | None:
    """Return the parameters of an aggregate, or of a function; ``None`` if there is none."""
    if name in AGGREGATES:
        return AGGREGATES[name].signature
    return FUNCTIONS[name].signature if name in FUNCTIONS else None
