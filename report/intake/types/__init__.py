"""The column types of Mujaz, a module each; ``TYPES`` says where each is.

:mod:`report.intake.types.kind` says what a type is.
"""

from __future__ import annotations

TYPES = {
    "text": "report.intake.types.text:TEXT",
    "category": "report.intake.types.category:CATEGORY",
    "country": "report.intake.types.country:COUNTRY",
    "integer": "report.intake.types.integer:INTEGER",
    "number": "report.intake.types.number:NUMBER",
    "year": "report.intake.types.year:YEAR",
    "date": "report.intake.types.date:DATE",
    "boolean": "report.intake.types.boolean:BOOLEAN",
}
