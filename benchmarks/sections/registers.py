"""A register of 20,000 rows, beside other programs."""

from benchmarks.claims import Claim, Figure, Section

ABOUT = (
    "The same rows in Mujaz and in other programs, each in its own process. Words of `zipf` recur "
    "as in a real text; words of `unique` occur once; every second note of `mixed` has a code, a "
    "range, an address, a foreign name or a signed number; notes of `real` are free texts of real "
    "tables, again from the first after the last: they are measured if the environment variable "
    "`MUJAZ_BENCH_TABLES` names a folder of such tables. The figure for Mujaz is a whole build "
    "from the command line, without cache: it reads and checks the table, and makes a brief with "
    "cover and contents, tags, PDF/A-3a and PDF/UA-1, checked text, embedded data and a seal. "
    "*Beyond* is the difference to the same brief with the same table but without the register, "
    "in pairs. "
)

SECTION = Section(
    "A register of many rows",
    ABOUT + "The other programs read the same CSV and lay out the same text in the same font and "
    "size, 9 pt on 13.5 pt, with the same column widths, padding and margins, with a running "
    "head and page numbers. Page counts differ by the pages that Mujaz adds: cover, "
    "contents, heads and feet. The other programs embed no data and do not conform to PDF/A. "
    "Typst, Chromium and plain WeasyPrint write tags; ReportLab and XeLaTeX do not. "
    "ReportLab does not shape or reorder Arabic: other libraries do this first, and their "
    "time is included. Typst is measured in each round, next to Mujaz; the others once. The "
    "memory of Chromium is that of its largest process.",
    (
        "registers.py",
        *("--peers", "20", "--peers", "1000", "--peers", "20000"),
        *("20", "1000", "20000"),
    ),
    claims=(
        Claim(
            Figure(
                "20,000 rows, time beyond the same brief without them",
                "beyond-20000-zipf-csv",
                4,
                " s",
            ),
            Figure("Words that never repeat", "beyond-20000-unique-csv", 5, " s"),
        ),
        Claim(
            Figure(
                "20,000 rows, memory beyond the same brief",
                "memory-20000-zipf-csv",
                250,
                " MB",
                digits=0,
            ),
            Figure("Words that never repeat", "memory-20000-unique-csv", 250, " MB", digits=0),
        ),
        Claim(
            Figure("20,000 rows, faster than Typst", "Typst-20000-zipf", 5, " times", False, 1),
            Figure("Words that never repeat", "Typst-20000-unique", 1, " times", False, 1),
            (Figure("Free texts of real tables", "Typst-20000-real", 5, " times", False, 1),),
        ),
        Claim(
            Figure(
                "20,000 rows, faster than plain WeasyPrint",
                "plain-WeasyPrint-20000-zipf",
                50,
                " times",
                False,
                1,
            ),
            Figure(
                "1,000 rows of words that never repeat",
                "plain-WeasyPrint-1000-unique",
                10,
                " times",
                False,
                1,
            ),
        ),
    ),
    plain=False,
)
