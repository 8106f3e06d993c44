"""Write findings: as text, JSON, SARIF, a page of HTML, and into a copy of the workbook they were
found in."""

from report.findings.page import to_html
from report.findings.plain import to_json, to_text
from report.findings.sarif import to_sarif
from report.findings.weight import build_warnings, failing
from report.findings.workbook import MarkedCopy, mark_copy

__all__ = [
    "MarkedCopy",
    "build_warnings",
    "failing",
    "mark_copy",
    "to_html",
    "to_json",
    "to_sarif",
    "to_text",
]
