"""A whole build of the first brief."""

from benchmarks.claims import Claim, Figure, Section

SECTION = Section(
    "The first brief against its floor",
    "The floor imports the same libraries and lays out the same HTML with plain WeasyPrint. "
    "Alternating pairs.",
    ("build.py", "data/marrakech-2025", "3"),
    claims=(
        Claim(
            Figure("The first brief, as a multiple of its floor", "floor", 1.1, " times"),
            Figure("Its memory, as a multiple of that of the floor", "memory", 1.5, " times"),
        ),
        Claim(
            Figure("A build after no change", "nothing", 0.3, " s"),
            Figure("After one changed word, as a share of a build", "word", 1.0),
        ),
    ),
)
