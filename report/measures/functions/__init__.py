"""The measure functions of Mujaz, a module each; ``FUNCTIONS`` says where each is."""

from __future__ import annotations

FUNCTIONS = {
    "count": "report.measures.functions.count:COUNT",
    "sum": "report.measures.functions.sum:SUM",
    "distinct": "report.measures.functions.distinct:DISTINCT",
    "difference": "report.measures.functions.difference:DIFFERENCE",
    "total": "report.measures.functions.total:TOTAL",
    "share": "report.measures.functions.share:SHARE",
    "value": "report.measures.functions.value:FORMULA",
}
