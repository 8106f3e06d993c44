"""Words that never repeat."""

from benchmarks.claims import Claim, Figure, Section

SECTION = Section(
    "Words that never repeat",
    "The notes of 20,000 rows without a word that occurs twice, shaped by the long-table renderer "
    "to the strings of glyphs on the page, and by HarfBuzz alone (uharfbuzz), whose result is "
    "thrown away. Alternating, by processor time.",
    ("words.py", "20000"),
    claims=(
        Claim(
            Figure("A word, as a multiple of HarfBuzz word by word", "word-by-word", 5, " times"),
            Figure("As a multiple of HarfBuzz for all words together", "together", 10, " times"),
        ),
    ),
)
