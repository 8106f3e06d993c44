"""Reading a table."""

from benchmarks.claims import Section

SECTION = Section(
    "Reading a million rows",
    "Compared with pandas and pyarrow, by processor time. Alternating pairs.",
    ("intake.py", "1000000", "7"),
)
