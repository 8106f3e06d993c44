"""Documents of many pages that are not registers."""

from benchmarks.claims import Claim, Figure, Section

SECTION = Section(
    "Documents of many pages",
    "Briefs that grow in one thing: pages, charts, footnotes, entries of an index, measures, "
    "sections, rows of a pivot table. A whole build from the command line, without cache, is "
    "compared with plain WeasyPrint on the same HTML, by processor time with that of child "
    "processes. Plain WeasyPrint embeds no data, checks no text and does not conform to PDF/A; it "
    "lays out contents and index three times. The growth is that from the middle to the large "
    "size, less a brief of size 1.",
    ("documents.py",),
    claims=(
        Claim(
            Figure(
                "300 pages of prose, tables and charts, as a multiple of plain WeasyPrint",
                "ratio-pages",
                1.15,
                " times",
            ),
            Figure("The slowest kind of large document", "ratio-worst", 1.15, " times"),
            (
                Figure("1,000 rows of a pivot table", "ratio-pivot", 1.15, " times"),
                Figure("1,000 footnotes", "ratio-footnotes", 1.15, " times"),
            ),
        ),
        Claim(
            Figure("Growth from 100 to 300 pages", "growth-pages", 1.1),
            Figure("The kind that grows fastest", "growth-worst", 1.1),
            (Figure("From 1,500 to 5,000 entries of an index", "growth-index", 1.1),),
        ),
    ),
    plain=False,
)
