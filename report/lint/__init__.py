"""The convention lint: where a brief's prose, tables and ``brief.toml`` violate the conventions
of Arabic print.

:func:`lint` reports violations; :func:`fix_conventions` fixes those whose fix does not depend on
the meaning. The conventions are in :mod:`report.arabic.conventions`; this room knows files, places
and what must change together.
"""

from report.lint.repair import Fixed, fix_conventions
from report.lint.tell import lint
from report.lint.typed_numbers import DeclaredNumber, TypedNumbers, typed_numbers

__all__ = ["DeclaredNumber", "Fixed", "TypedNumbers", "fix_conventions", "lint", "typed_numbers"]
