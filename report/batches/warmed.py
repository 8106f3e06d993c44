"""Imported by the process that workers are forked from, which so is warm."""

from __future__ import annotations

import gc

from report.archive.versions import versions
from report.batches.work import warm

warm()
# Not read again in each worker, and known to be no garbage.
versions()
gc.collect()
gc.freeze()
