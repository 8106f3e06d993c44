"""Grouping rows."""

from benchmarks.claims import Claim, Figure, Section

SECTION = Section(
    "Grouping a million rows",
    "Five measures by two dimensions, and by a code with many values, compared with the `groupby` "
    "of pandas, by processor time in user mode. Alternating pairs, with the garbage collector as "
    "in the command; both give the same numbers, those of Mujaz exactly.",
    ("measures.py", "1000000", "7"),
    claims=(
        Claim(
            Figure("A million rows grouped, as a multiple of pandas", "measures", 1.5, " times"),
            Figure("By a code, 200,000 groups", "measures-many", 10, " times"),
        ),
    ),
)
