"""Edits in a warm process."""

from benchmarks.claims import Claim, Figure, Section

SECTION = Section(
    "One edit in a warm process",
    "A process builds the first brief without a cache, and again after a word of its prose, a cell "
    "of a table and a colour (a design token) have changed. Each figure is the processor time as a "
    "share of the first build. The layout and the drawing are the two steps of the stage `set` "
    "that WeasyPrint makes. After each edit the layout goes through the pages that the build "
    "before did not have, the drawing through all, with the fonts, lines, glyphs and styles of the "
    "build before. The bytes are those of a new process.",
    ("editing.py", "3"),
    claims=(
        Claim(
            Figure("After one changed word, in a warm process", "word", 0.15),
            Figure("After a changed cell", "cell", 0.3),
            more=(Figure("After a changed colour", "colour", 0.6),),
        ),
    ),
)
