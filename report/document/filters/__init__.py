"""The filters of prose of Mujaz; ``FILTERS`` says where each is.

:mod:`report.document.filters.kind` says what a filter is.
"""

from __future__ import annotations

FILTERS = {
    "counted": "report.document.filters.counted:COUNTED",
    "words": "report.document.filters.counted:WORDS",
    "names": "report.document.filters.names:NAMES",
    "percent": "report.document.filters.percent:PERCENT",
    "ordinal": "report.document.filters.ordinal:ORDINAL",
    "fraction": "report.document.filters.fraction:FRACTION",
    "date": "report.document.filters.date:DATE",
    "hijri": "report.document.filters.date:HIJRI",
    "trend": "report.document.filters.sentences:TREND",
    "compared": "report.document.filters.sentences:COMPARED",
    "rank_text": "report.document.filters.ranks:RANK",
    "share_text": "report.document.filters.ranks:SHARE",
    "definite": "report.document.filters.grammar:DEFINITE",
    "construct": "report.document.filters.grammar:CONSTRUCT",
    "verb": "report.document.filters.grammar:VERB",
    "join_ar": "report.document.filters.join:JOIN",
}
