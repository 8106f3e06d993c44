"""What reading a table of a million rows costs, against pandas: ``python benchmarks/intake.py
[ROWS] [RUNS]``.

A CSV of eight columns as events have them is written once; then pandas (its engine of Arrow, types
guessed) and the intake read it in turn, A B A B, each in its own process; each pair gives a
ratio, so that a slow moment of the machine weighs on both. What is compared is the time of the
processors (in user mode, of all threads), which other work on the machine hardly changes. Prints
medians with the least and the greatest, seconds by the clock, and the peak memory.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
#: ``ru_maxrss`` is in bytes on macOS and in kibibytes elsewhere.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
NAMES = ("id", "date", "place", "category", "amount", "text", "code", "country")
PLACES = (
    *(
        "الرباط",
        "الدار البيضاء",
        "مراكش",
        "فاس",
        "طنجة",
        "أكادير",
        "وجدة",
        "العيون",
        "الداخلة",
        "تطوان",
    ),
    *(
        "القنيطرة",
        "مكناس",
        "آسفي",
        "الجديدة",
        "بني ملال",
        "الحسيمة",
        "الناظور",
        "خريبكة",
        "سطات",
        "ورزازات",
    ),
    *(
        "تارودانت",
        "تزنيت",
        "إفران",
        "الصويرة",
        "كلميم",
        "طانطان",
        "سلا",
        "تمارة",
        "برشيد",
        "زاكورة",
    ),
)
CATEGORIES = ("لقاء", "زيارة", "اتفاق", "مؤتمر", "بيان")
COUNTRIES = (
    "المغرب",
    "فرنسا",
    "إسبانيا",
    "مصر",
    "تونس",
    "قطر",
    "الأردن",
    "السنغال",
    "البرتغال",
    "اليابان",
)
#: The ways to be compared: pandas alone, reading without a check, and all that is done before a row
#: is counted.
WAYS = ("pandas", "reading", "intake")
WORDS = ("اجتماع", "وفد", "وزير", "تعاون", "مشترك", "ثنائي", "اقتصادي", "ثقافي", "برلماني", "توقيع")

#: What the brief says of the table: something of each column.
CHECKS: dict[str, object] = {
    "columns": {
        "id": {"label": "الرقم", "type": "integer", "required": True, "unique": True, "minimum": 1},
        "date": {"label": "التاريخ", "type": "date", "required": True, "within": "period"},
        "place": {"label": "المكان", "required": True},
        "category": {"label": "النوع", "type": "category", "values": CATEGORIES},
        "amount": {"label": "المبلغ", "type": "number", "minimum": 0, "maximum": 1_000_000},
        "text": {"label": "النص", "required": True},
        "code": {"label": "الرمز", "pattern": "[0-9]{6}"},
        "country": {"label": "الدولة", "type": "country"},
    },
    "rules": ({"check": "amount >= 0"},),
    "expect": ({"rows": True, "equals": 1_000_000},),
}


def write_events(path: Path, rows: int) -> None:
    """Write ``rows`` events, the same each time: free text is unique, codes have leading zeros."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(NAMES)
        for index in range(1, rows + 1):
            year, month = chance.randint(2000, 2025), chance.randint(1, 12)
            day = f"{year}-{month:02}-{chance.randint(1, 28):02}"
            text = " ".join(chance.choices(WORDS, k=4)) + f" {index}"
            amount, code = f"{chance.uniform(1, 1e6):.2f}", f"{chance.randint(0, 99999):06}"
            place, kind, land = (
                chance.choice(PLACES),
                chance.choice(CATEGORIES),
                chance.choice(COUNTRIES),
            )
            writer.writerow((index, day, place, kind, amount, text, code, land))


def with_pandas(path: Path) -> int:
    """Read with pandas and return the number of rows."""
    import pandas as pd

    return len(pd.read_csv(path, engine="pyarrow"))


def with_intake(path: Path) -> int:
    """Read with the intake and return the number of rows."""
    from report.brief.tables import Table
    from report.errors import Location
    from report.intake.sources import read_grids

    (grid,) = read_grids(
        Table.model_validate({"source": path.name, "label": "events"}), path.parent, Location()
    )
    return len(grid.rows)


def with_checks(path: Path) -> int:
    """Read, normalise and check with the intake and return the number of rows."""
    from report.arabic import parse_edtf
    from report.brief.tables import Table
    from report.errors import Location
    from report.intake import read_subject
    from report.intake.quality import notes
    from report.intake.validate import Context, validate

    spec = Table.model_validate({"source": path.name, "label": "events", **CHECKS})
    subject, normals = read_subject("events", spec, path.parent, Location(), "ar-MA")
    context = Context(
        parse_edtf("2000/2025"), {"events": spec}, {"events": subject.frame}, lambda *_: Location()
    )
    findings = (*validate(subject, context), *notes(subject, normals))
    assert all(finding.rule == "corrected" for finding in findings), findings[0]
    return len(subject.frame)


def once(way: str, path: Path) -> None:
    """Read twice, the first time to import and warm up, and print what the second took and the peak
    in MiB.

    ``seconds`` are those of the processors in user mode, ``clock`` those that passed.
    """
    read = {"pandas": with_pandas, "reading": with_intake, "intake": with_checks}[way]
    read(path)
    start, usage = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    rows = read(path)
    clock, end = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    seconds, peak = end.ru_utime - usage.ru_utime, end.ru_maxrss * RSS_UNIT / 2**20
    print(json.dumps({"rows": rows, "seconds": seconds, "clock": clock, "peak": peak}))


def measured(way: str, path: Path) -> dict[str, float]:
    """Return what :func:`once` prints in its own process."""
    command = [sys.executable, __file__, "--once", way, str(path)]
    done = subprocess.run(
        command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=True, text=True
    )
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def main(rows: int, runs: int) -> None:
    """Print what each way takes, its ratio to the first, and the peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        write_events(path, rows)
        print(f"{rows:,} rows of {len(NAMES)} columns, {path.stat().st_size / 2**20:.0f} MiB")
        pairs = [list(map(partial(measured, path=path), WAYS)) for _ in range(runs)]
    for index, way in enumerate(WAYS):
        seconds = sorted(pair[index]["seconds"] for pair in pairs)
        peak = max(pair[index]["peak"] for pair in pairs)
        ratios = sorted(pair[index]["seconds"] / pair[0]["seconds"] for pair in pairs)
        clock = median(pair[index]["clock"] for pair in pairs)
        print(
            f"{way:8} {median(seconds):.2f} s ({seconds[0]:.2f} to {seconds[-1]:.2f}) processor "
            f"time",
            end="",
        )
        print(f", {clock:.2f} s clock time, peak {peak:.0f} MiB", end="")
        print(
            f", {median(ratios):.2f} times pandas ({ratios[0]:.2f} to {ratios[-1]:.2f})"
            if index
            else ""
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        once(sys.argv[2], Path(sys.argv[3]))
    else:
        main(int((sys.argv[1:] or ["1000000"])[0]), int((sys.argv[2:] or ["7"])[0]))
