"""A register of a million rows."""

from benchmarks.claims import Claim, Figure, Section
from benchmarks.sections.registers import ABOUT

SECTION = Section(
    "A register of a million rows",
    ABOUT + "Three rounds for 20,000 rows, one for more.",
    ("registers.py", "20000", "100000", "1000000"),
    claims=(
        Claim(
            Figure(
                "Growth from 20,000 to 1,000,000 rows", "growth-1000000-zipf-csv", 1.05, digits=3
            ),
            Figure(
                "Words that never repeat, to 100,000 rows",
                "growth-100000-unique-csv",
                1.05,
                digits=3,
            ),
        ),
        Claim(
            Figure(
                "The same, for the whole build", "growth-whole-1000000-zipf-csv", 1.05, digits=3
            ),
            Figure(
                "Words that never repeat, to 100,000 rows",
                "growth-whole-100000-unique-csv",
                1.05,
                digits=3,
            ),
        ),
        Claim(
            Figure(
                "1,000,000 rows from CSV, peak memory",
                "peak-1000000-zipf-csv",
                1000,
                " MB",
                digits=0,
            ),
            Figure("From Parquet", "peak-1000000-zipf-parquet", 1000, " MB", digits=0),
        ),
    ),
    plain=False,
)
