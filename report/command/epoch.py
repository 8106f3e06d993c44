"""``SOURCE_DATE_EPOCH``, which is instead of the date that a brief was issued on."""

from __future__ import annotations

import os

from report.archive.profiles import LAST_SECOND
from report.errors import MujazError


def source_date_epoch() -> int | None:
    """Return what ``SOURCE_DATE_EPOCH`` says, in seconds since 1970.

    :raises MujazError: ``bad-epoch``.
    """
    value = os.environ.get("SOURCE_DATE_EPOCH")
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or int(value) > LAST_SECOND:
        raise MujazError.of("bad-epoch", given=value[:40])
    return int(value)
