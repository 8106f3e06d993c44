"""Briefs with a register, their rows made up by rule."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path

BRIEF = """\
[brief]
title = "سجل تجريبي"
period = "2016-01-01/2025-12-31"
issued = 2026-01-02
reference = "REG-1"
issuer = "برنامج اختبار"
classification = "معطيات من صنع البرنامج"
[tables.events]
source = "events.csv"
label = "الأحداث"
[tables.events.columns]
number = {{ label = "الرقم" }}
date = {{ label = "التاريخ", type = "date" }}
place = {{ label = "المكان" }}
kind = {{ label = "النوع" }}
amount = {{ label = "المبلغ", type = "number" }}
notes = {{ label = "ملاحظات" }}
[measures.all]
label = "الأحداث"
count = "events"
[[sections]]
title = "الحصيلة"
[[sections.blocks]]
figures = [{{ measure = "all" }}, {{ measure = "all" }}]
[[appendices]]
title = "السجل"
[[appendices.blocks]]
register = "events"
columns = ["number", "date", "place", "kind", "amount", "notes"]
caption = "جميع الأحداث"
{keys}
{more}
"""
_PLAIN = "اجتماع الرباط وزارة الخارجية والتعاون شكراً لقاءٌ مع الوفد التوقيع على اتفاقية الدورة الثالثة لله الآن"
PLAIN = _PLAIN.split()
#: Words that want care: brackets, quotes, stops, numbers, codes, foreign names, ranges, signs.
_CAREFUL = (
    "«المنتدى» (الدورة الثالثة) و12 بـ2025 2025، 12 3,5 15:30 - – لماذا؟ قرار! نعم؛ أولاً: INTERPOL ISO 3166-1 50%"
    " +212 12/5 (ICPO) 2019–2025 −3"
)
CAREFUL = _CAREFUL.split()
PLACES = ("فاس", "الدار البيضاء", "Rabat", "(فاس)", "طنجة", "")
KINDS = ("زيارة", "اجتماع (3)", "توقيع اتفاق")


def write_brief(
    folder: Path,
    rows: int,
    *,
    careful: bool,
    keys: str = "",
    more: str = "",
    seed: int = 1,
    note_of: Callable[[random.Random], str] | None = None,
) -> Path:
    """Write a brief with a register of ``rows`` rows, the same for the same arguments; return its folder.

    ``note_of`` returns the text of a note; without it, notes are words, half of them with ``careful`` words that want
    care.
    """
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "brief.toml").write_text(BRIEF.format(keys=keys, more=more), "utf-8")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "date", "place", "kind", "amount", "notes"])
        for index in range(1, rows + 1):
            words = PLAIN + CAREFUL if careful and chance.random() < 0.5 else PLAIN
            note = (
                note_of(chance)
                if note_of
                else " ".join(chance.choices(words, k=chance.randint(1, 18)))
            )
            date = f"{chance.randint(2016, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            amount = chance.choice(("", "-3", f"{chance.randint(0, 10**8) / 100:.2f}"))
            writer.writerow(
                [f"MJ-{index:05}", date, chance.choice(PLACES), chance.choice(KINDS), amount, note]
            )
    return folder
