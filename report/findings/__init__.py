"""Write findings: as text, JSON, SARIF, a page of HTML, and into a copy of the workbook they were
found in.

The modules are loaded when a name is first used: a copy of a workbook needs the intake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.lazy import lazy_names

if TYPE_CHECKING:
    from report.findings.page import to_html as to_html
    from report.findings.plain import to_json as to_json
    from report.findings.plain import to_text as to_text
    from report.findings.sarif import to_sarif as to_sarif
    from report.findings.weight import build_warnings as build_warnings
    from report.findings.weight import failing as failing
    from report.findings.workbook import MarkedCopy as MarkedCopy
    from report.findings.workbook import mark_copy as mark_copy

_HOMES = {
    "MarkedCopy": "report.findings.workbook",
    "build_warnings": "report.findings.weight",
    "failing": "report.findings.weight",
    "mark_copy": "report.findings.workbook",
    "to_html": "report.findings.page",
    "to_json": "report.findings.plain",
    "to_sarif": "report.findings.sarif",
    "to_text": "report.findings.plain",
}
__all__ = sorted(_HOMES)

__getattr__ = lazy_names(__name__, _HOMES)
