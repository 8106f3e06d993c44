"""Charts of many rows."""

from benchmarks.claims import Claim, Figure, Section

SECTION = Section(
    "Charts of a million rows",
    "The measures, the data and the drawing of a chart, compared with the `groupby` of pandas, "
    "by processor time in user mode. Alternating pairs. `scatter` has 300 points with three "
    "texts each, `calendar` 730 days of 10,950, `points` the rows by latitude and longitude. "
    "The last line is of all charts of `mujaz gallery`.",
    ("charts.py", "1000000", "7"),
    claims=(
        Claim(
            Figure(
                "A chart of a million rows beyond pandas, of 12 kinds the median",
                "median",
                0.05,
                " s",
            ),
            Figure("The slowest kind", "slowest", 0.05, " s"),
        ),
        Claim(
            Figure("30 charts of a brief", "thirty", 3, " s"),
            Figure(
                "100 charts on their pages, as a multiple of plain WeasyPrint",
                "ratio-charts",
                1.15,
                " times",
                section="documents",
            ),
        ),
    ),
)
