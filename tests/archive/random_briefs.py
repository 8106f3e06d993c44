"""Briefs made at random, within what ``brief.toml`` may say: equal seeds make equal briefs."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

from document.small import HERE, SmallBrief

WORDS = [
    "لقاء", "وفد", "مدينة", "2025", "تقرير", "(ملحق)", "«اقتباس»", "12,5%", "MA-7", "اجتماع", "ثانٍ", "A/B", "حادث",
    "سير", "—", "نقطة", "INTERPOL", "Éthiopie", "Norwegian National Police", "+212 5 37 00 00 00", "ISO 19005-3",
    "يُسْتَعْمَلُ", "مُؤَسَّسَةٌ", "لإفريقيا", "الآن", "2019–2025", "declared.csv", "a@example.org", "½",
    "فأسقيناكموه", "والمستشفيات", "±3", "-5", "1.234,50", "٣٤٥", "…", "؟", "C++", "x = 5",
]  # fmt: skip
PLACES = [
    "فاس",
    "طنجة",
    "الرباط",
    "وجدة",
    "أكادير",
    "مراكش",
    "Paris",
    "سلا (الجديدة)",
    "الدار البيضاء",
    "العُيون",
]
KINDS = ["حادث سير", "حريق", "فيضان"]
LANGUAGES = ["ar-MA", "ar-DZ", "ar-TN", "ar-EG", "ar-SA", "ar-AE", "ar-IQ", "ar-LB"]
COLUMNS = ["place", "kind", "source", "date", "injured", "cost", "closed", "remark"]


def random_brief(folder: Path, seed: int) -> SmallBrief:
    """Return a brief in ``folder``, of the tables and measures of the one with every block."""
    brief = SmallBrief.copied(folder, of="every")
    maker = Maker(random.Random(seed))
    _, mark, rest = (HERE / "every/brief.toml").read_text("utf-8").partition("[sources.bulletin]")
    tables = mark + rest[: rest.index("[summary]")]
    brief.write("brief.toml", maker.heading() + tables + maker.sections(brief))
    rows = maker.rows()
    with (folder / "incidents.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", *COLUMNS], *rows])
    return brief


class Maker:
    """Draws the parts of a brief from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.preloaded = 0
        self.many = chance.choice([1, 3, 8, 12, 20, 40, 80])

    def text(self, most: int) -> str:
        return " ".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(1, most)))

    def maybe(self, key: str, value: object, share: float = 0.5) -> str:
        return f"{key} = {told(value)}\n" if self.chance.random() < share else ""

    def heading(self) -> str:
        return (
            f"[brief]\ntitle = {told(self.text(9))}\n"
            + self.maybe("subtitle", self.text(9))
            + self.maybe("place", self.text(3))
            + self.maybe("notice", self.text(30))
            + self.maybe("keywords", [self.text(2) for _ in range(3)])
            + self.maybe("digits", self.chance.choice(["latn", "arab"]))
            + self.maybe("kashida", True, 0.3)
            + f"language = {told(self.chance.choice(LANGUAGES))}\n"
            + 'period = "2026-01-04/2026-01-20"\nissued = 2026-02-02\nreference = "HW-2026-01"\n'
            + f"issuer = {told(self.text(4))}\nclassification = {told(self.text(2))}\n\n"
        )

    def sections(self, brief: SmallBrief) -> str:
        result = ""
        sections, appendices = self.chance.randint(1, 2), self.chance.randint(0, 2)
        for kind in ["sections"] * sections + ["appendices"] * appendices:
            result += f"\n[[{kind}]]\ntitle = {told(self.text(6))}\n" + self.maybe(
                "new_page", False, 0.3
            )
            for number in range(self.chance.randint(1, 4)):
                first = kind == "sections" and not self.preloaded
                result += f"[[{kind}.blocks]]\n" + self.block(brief, first=first and number == 0)
        # Forgeries need numbers that stand alone, and the index is what WeasyPrint sets last.
        return (
            f'{result}\n[[appendices]]\ntitle = "فهرس"\n[[appendices.blocks]]\n{self.figures()}'
            '[[appendices.blocks]]\nindex = ["incidents.place"]\n'
        )

    def block(self, brief: SmallBrief, *, first: bool) -> str:
        self.preloaded += 1
        if first:  # what links lead to
            return 'id = "first"\n' + self.chart()
        kinds = (
            [self.chart] * 3
            + [self.listing] * 2
            + [self.counts, self.register, self.note, self.figures, self.rest]
        )
        if self.chance.random() < 0.5:
            name = f"text/{self.preloaded}.md"
            brief.write(name, self.prose())
            return f'prose = "{name}"\n'
        return self.chance.choice(kinds)()

    def captioned(self) -> str:
        return (
            f"caption = {told(self.text(9))}\n"
            + self.maybe("title", self.text(9))
            + self.maybe("note", self.text(20), 0.3)
            + self.maybe("source", "bulletin", 0.3)
        )

    def chart(self) -> str:
        kinds = ["bars", "grouped", "stacked", "matrix"]
        if self.many <= 12:  # a page has room for no more of them
            kinds += ["units", "timeline"]
        kind = self.chance.choice(kinds)
        of = {
            "units": 'groups = [{ measure = "fires" }, { measure = "others", known = false }]\nunit = "حادث"\n',
            "timeline": 'table = "incidents"\nlabel = "place"\ndate = "date"\n'
            + self.maybe("remark", "remark"),
        }
        by, series = self.chance.sample(["kind", "source"], 2)
        result = of.get(kind, f'table = "incidents"\nby = "{by}"\n')
        if kind in ("grouped", "stacked", "matrix"):
            result += f'series = "{series}"\n'
        width = self.maybe("width", "half", 0.4) if kind in ("bars", "units") else ""
        return f'chart = "{kind}"\n' + result + width + self.captioned()

    def listing(self) -> str:
        return f'table = "incidents"\n{self.columns()}' + self.captioned()

    def register(self) -> str:
        return f'register = "incidents"\n{self.columns()}' + self.captioned()

    def columns(self) -> str:
        chosen = self.chance.sample(COLUMNS, self.chance.randint(1, 5))
        return (
            f"columns = {told(chosen)}\n"
            + self.maybe("group", self.chance.choice(["kind", "source"]))
            + self.maybe("sort", self.chance.choice(COLUMNS))
            + self.maybe("unit", self.text(2))
        )

    def counts(self) -> str:
        by, series = self.chance.sample(["kind", "source", "place"], 2)
        across = self.maybe(
            "series", series if series != "place" else "kind" if by != "kind" else "source"
        )
        return (
            f'table = "incidents"\nby = "{by}"\n'
            + across
            + self.maybe("total", True)
            + self.captioned()
        )

    def note(self) -> str:
        return (
            f"note = {told(self.prose(3))}\n"
            + self.maybe("title", self.text(5))
            + f'kind = "{self.chance.choice(["note", "warning"])}"\n'
        )

    def figures(self) -> str:
        names = self.chance.sample(
            ["all", "fires", "others", "places", "injured", "part"], self.chance.randint(2, 5)
        )
        return (
            "figures = ["
            + ", ".join(f'{{ measure = "{name}", label = {told(self.text(3))} }}' for name in names)
            + "]\n"
        )

    def rest(self) -> str:
        kind = self.chance.choice(["method", "quality", "sources"])
        if kind == "sources":
            return 'sources = "all"\n'
        return f'{kind} = "{"measures" if kind == "method" else "all"}"\n' + self.captioned()

    def prose(self, most: int = 6) -> str:
        return "\n\n".join(self.passage() for _ in range(self.chance.randint(1, most))) + "\n"

    def passage(self) -> str:
        body, number = self.text(20), self.chance.randint(1, 10**6)
        first = self.chance.randint(0, 40)
        passages = {
            "p": body,
            "h": f"{'#' * self.chance.randint(1, 6)} {self.text(6)}",
            "skip": f"#### {self.text(4)}\n\n{body}\n\n## {self.text(4)}\n\n#### {self.text(4)}\n\n### {self.text(3)}",
            "ul": f"- {body}\n- **{self.text(5)}**\n  - {self.text(4)}\n    - {self.text(3)}\n- {self.text(3)}",
            "loose": f"- {body}\n\n  {self.text(9)}\n\n  1. {self.text(4)}\n\n- {self.text(9)}",
            "ol": f"{first}. {body}\n{first + 1}. *{self.text(5)}*\n   - {self.text(3)}",
            "quote": f"> {body}\n>\n> - {self.text(9)}",
            "note": f"{body}^[{self.text(20)}] {self.text(4)}^[{self.text(30)}]",
            "long note": f"{body}[^n{number}].\n\n[^n{number}]: {self.text(20)}\n\n    {self.text(30)}\n",
            "heading note": f"## {self.text(4)}^[{self.text(9)}]",
            "source": f"{body}[^bulletin]",
            "table": f"| {self.text(2)} | | {self.text(2)} |\n|---|---|--:|\n| {self.text(9)} | | 5 |\n"
            "| | [^bulletin] | |",
            "count": f"{body} {{{{ measures.all | counted }}}} {{{{ period }}}}",
            "link": f"{self.text(9)} {{{{ ref('first') }}}} {self.text(9)}",
            "bold link": f"{body} [**{self.text(12)}**](#chart-1) {self.text(3)} [{self.text(20)}](#chart-1)",
            "code": f"{body} `MJZ-2025-01`\n\n```\nx = 5\n```",
            "rule": f"{self.text(5)}\n\n---\n\n{self.text(5)}",
        }
        return self.chance.choice(list(passages.values()))

    def rows(self) -> list[list[object]]:
        first = [
            "فاس",
            "حريق",
            "دورية",
            "2026-01-05",
            1,
            2,
            "نعم",
            "",
        ]  # so that a chart has something to show
        return [[1, *first], *([number, *self.row()] for number in range(2, self.many + 1))]

    def row(self) -> list[object]:
        day = self.chance.randint(4, 19)
        date = self.chance.choice(["", f"2026-01-{day:02}", f"2026-01-{day:02}/2026-01-20"])
        injured: object = self.chance.choice(["", 0, 3, 1_200])
        cost: object = self.chance.choice(["", 950, "25000.5", "0.25"])
        return [
            self.chance.choice(PLACES), self.chance.choice(KINDS), self.chance.choice(["", "مواطن", "دورية"]), date,
            injured, cost, self.chance.choice(["", "نعم", "لا"]), self.chance.choice(["", self.text(12)]),
        ]  # fmt: skip


def told(value: object) -> str:
    """Return a value as TOML."""
    return json.dumps(value, ensure_ascii=False)
