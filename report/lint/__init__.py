"""The convention lint: where a brief's prose, tables and ``brief.toml`` stray from the conventions
of Arabic print.

:func:`lint` tells, :func:`fix_conventions` puts right what can be put right without knowing the
    meaning. The conventions are
:mod:`report.arabic.conventions`'; files, places and what must change together are this room's.
"""

from report.lint.repair import Fixed, fix_conventions
from report.lint.tell import lint
from report.lint.typed_numbers import DeclaredNumber, TypedNumbers, typed_numbers

__all__ = ["DeclaredNumber", "Fixed", "TypedNumbers", "fix_conventions", "lint", "typed_numbers"]
