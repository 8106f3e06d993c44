"""What is in a file."""

from benchmarks.claims import Claim, Figure, Section

SECTION = Section(
    "What is in a file",
    "The bytes of the two briefs that ship, as editions with their files, by kind: as stored, and "
    "unpacked.",
    ("size.py", "data/marrakech-2025", "data/piracy-1993-2020"),
    claims=(
        Claim(
            Figure("The first brief, 20 pages", "size-marrakech-2025", 400, " kB", digits=0),
            Figure(
                "A page of a brief whose table of 7,511 rows is inside",
                "a-page-piracy-1993-2020",
                60,
                " kB",
                digits=0,
            ),
        ),
    ),
    plain=False,
)
