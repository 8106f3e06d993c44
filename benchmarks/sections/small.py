"""A small brief, from the start of the process."""

from benchmarks.claims import Claim, Figure, Section

SECTION = Section(
    "A small brief from a cold start",
    "`mujaz build --no-cache` of a table of 20 rows and some prose, and the same with a chart, "
    "each a whole process. The floor imports WeasyPrint, pandas and matplotlib (its figures and "
    "its SVG) alone and lays out the same HTML with plain WeasyPrint. To import WeasyPrint alone "
    "starts ldconfig, gcc and ld, if they are installed, which Mujaz avoids. Alternating pairs, by "
    "processor time, that of child processes included.",
    ("small.py", "7"),
    claims=(
        Claim(
            Figure("A small brief, as a multiple of its floor", "table", 1.2, " times"),
            Figure("With a chart, which the floor only places", "chart", 1.3, " times"),
        ),
    ),
)
