"""Mujaz (موجز): tables of events into a print-ready Arabic PDF briefing.

The public names are below; ``docs/python.md`` shows each at work. None is loaded before it is used,
so that ``import report`` costs nothing. Everything else in the package may change without notice.
"""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = [
    "Brief",
    "Edition",
    "Finding",
    "MujazError",
    "bag",
    "batch",
    "build",
    "check",
    "compose",
    "rebuild",
    "schema",
    "sign",
    "trace",
    "verify",
]

TYPE_CHECKING = False  # as typing has it, which takes longer to import than all of this
if TYPE_CHECKING:
    from report.api import bag, batch, build, check, compose, rebuild, schema, sign, trace, verify
    from report.brief import Brief
    from report.building import Edition
    from report.errors import Finding, MujazError

_MODULES = {
    "Brief": "report.brief",
    "Edition": "report.building",
    "Finding": "report.errors",
    "MujazError": "report.errors",
}


def __getattr__(name: str) -> object:
    """Return a public name, from its module (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_MODULES.get(name, "report.api")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
