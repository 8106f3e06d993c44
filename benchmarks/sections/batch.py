"""Many small briefs."""

from benchmarks.claims import Claim, Figure, Section

SECTION = Section(
    "Two hundred briefs",
    "`mujaz batch` compared with one warm process, one process for each brief, and Dask, "
    "alternating. See [scale.md](scale.md).",
    ("batch.py", "200", "2", "4"),
    claims=(
        Claim(
            Figure(
                "200 briefs, faster than one process each",
                "one-process-each",
                4,
                " times",
                most=False,
            ),
            Figure("Faster than one warm process", "one-warm-process", 1.8, " times", most=False),
        ),
    ),
)
