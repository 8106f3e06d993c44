"""What ``mujaz build`` of a small brief costs from a cold start: ``python benchmarks/small.py
[RUNS]``.

The brief has a table of 20 rows, some prose, and with ``chart`` also a chart. The floor
(``floor.py``) imports WeasyPrint, pandas and matplotlib alone and sets the same HTML with plain
WeasyPrint. Build and floor run in turn, each in its own process, and are compared by processor
time, that of child processes included. Compiled modules are stored, as in an installation.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.build import pairs  # noqa: E402
from benchmarks.measuring import bar, spread  # noqa: E402

#: What draws a chart is imported by name: matplotlib itself imports neither.
LIBRARIES = ("weasyprint", "pandas", "matplotlib.figure", "matplotlib.backends.backend_svg")
ROWS = 20
BRIEF = """\
[brief]
title = "حوادث يناير"
period = "2026-01-01/2026-01-31"
issued = 2026-02-02
reference = "HW-2026-01"
issuer = "مصلحة الإحصاء"
classification = "داخلي"

[tables.incidents]
source = "incidents.csv"
label = "الحوادث"
[tables.incidents.columns]
id = { type = "integer", label = "الرقم", required = true, unique = true }
place = { label = "المكان", required = true }
kind = { type = "category", label = "النوع", values = ["حادث سير", "حريق"] }
date = { type = "date", label = "التاريخ", within = "period" }
injured = { type = "integer", label = "المصابون", minimum = 0 }

[measures.all]
label = "جميع الحوادث"
count = "incidents"
noun = "حادث"
by = "kind"

[[sections]]
title = "الحصيلة"
id = "outcome"
[[sections.blocks]]
prose = "summary.md"
[[sections.blocks]]
id = "register"
register = "incidents"
columns = ["place", "kind", "date", "injured"]
caption = "الحوادث المسجلة"
"""
CHART = """\
[[sections.blocks]]
id = "kinds"
chart = "bars"
table = "incidents"
by = "kind"
caption = "الحوادث حسب النوع"
"""
PROSE = "سُجل خلال الشهر {{ measures.all | counted }} في مدن المملكة.\n"


def make(folder: Path, *, chart: bool) -> Path:
    """Make the folder of the brief."""
    chance = random.Random(6)
    folder.mkdir()
    (folder / "brief.toml").write_text(BRIEF + (CHART if chart else ""), "utf-8")
    (folder / "summary.md").write_text(PROSE, "utf-8")
    rows = [
        f"{number},{chance.choice(['فاس', 'الرباط', 'طنجة'])},"
        f"{chance.choice(['حريق', 'حادث سير'])},2026-01-{chance.randint(1, 31):02},"
        f"{chance.randint(0, 5)}"
        for number in range(1, ROWS + 1)
    ]
    (folder / "incidents.csv").write_text("\n".join(["id,place,kind,date,injured", *rows]), "utf-8")
    return folder


def main(count: int) -> None:
    """Measure and print."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    with tempfile.TemporaryDirectory() as temporary:
        for name in ("table", "chart"):
            work = Path(temporary) / f"work-{name}"
            work.mkdir()
            folder = make(Path(temporary) / name, chart=name == "chart")
            runs, pages = pairs(folder, work, count, libraries=LIBRARIES, environment=environment)
            ratios = [build.processor / floor.processor for build, floor in runs]
            clock = [build.seconds / floor.seconds for build, floor in runs]
            print(f"{name}: {ROWS} rows, {pages} pages, {count} pairs of runs")
            print(f"  build  {spread([build.processor for build, _ in runs], ' s')} processor time")
            print(f"  floor  {spread([floor.processor for _, floor in runs], ' s')}")
            print(f"  ratio  {spread(ratios, '')}; by the clock {spread(clock, '')}")
            bar(name, median(ratios))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
