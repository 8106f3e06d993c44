"""Many briefs: one for each value of a column, or one for each folder, in warm workers here or on
many machines."""

from report.batches.model import BuildOptions, Job, Outcome, Plan
from report.batches.plan import plan_by, plan_each
from report.batches.pools import make_pool
from report.batches.run import Done, Tally, run_batch

__all__ = [
    "BuildOptions",
    "Done",
    "Job",
    "Outcome",
    "Plan",
    "Tally",
    "make_pool",
    "plan_by",
    "plan_each",
    "run_batch",
]
