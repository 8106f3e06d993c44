"""The functions of rows: a module for each family, an object for each function.

Another package adds functions by the entry point ``mujaz.functions``, each an instance of
:class:`report.expressions.functions.function.Function`.
"""

from __future__ import annotations

_FAMILIES = {
    "texts": (
        "fold", "lower", "upper", "trim", "replace", "contains", "starts", "ends", "len",
        "concat", "left", "right", "text", "number",
    ),
    "numbers": ("abs", "round", "floor", "ceil", "min", "max", "mod", "bin", "cut"),
    "choices": ("if", "coalesce", "prior"),
    "calendar": (
        "year", "half", "quarter", "month", "week", "iso_year", "day", "weekday", "decade",
        "year_half", "year_quarter", "year_month", "year_week", "week_start",
    ),
    "hijri": ("hijri_year", "hijri_month", "hijri_day"),
    "spans": ("start", "end", "date", "age", "previous", "same_last_year"),
}  # fmt: skip


def _attribute(name: str) -> str:
    names = {"text": "TEXT_OF", "number": "NUMBER_OF", "date": "DATE_OF"}
    return names.get(name, name.upper())


#: The import path of each function of Mujaz, by name.
FUNCTIONS: dict[str, str] = {}
for _family, _names in _FAMILIES.items():
    _module = f"report.expressions.functions.{_family}"
    FUNCTIONS |= {name: f"{_module}:{_attribute(name)}" for name in _names}
