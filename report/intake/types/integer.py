"""``integer``: whole numbers of up to 18 figures."""

from __future__ import annotations

from report.intake.types.kind import NumericType


class _Integer(NumericType):
    name = "integer"
    is_amount = True
    is_whole = True
    keys = NumericType.keys | {"percent"}
    fault = "bad-integer"
    schema = "integer"
    packed = "integer"
    longest = 18  # digits of an integer of 64 bits


INTEGER = _Integer()
