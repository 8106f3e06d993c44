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
    "join_ar": "report.document.filters.join:JOIN",
}
