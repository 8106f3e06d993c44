"""Random briefs, and random charts of any registered kind over them.

The keys of a chart are those of the model of its kind, so that a new kind is tried without a change here. A required
key of a kind that is not known by its name gets the name of a column.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from charts.contexts import context_of
from pydantic import ValidationError

from brief.minimal import heading_of
from report.brief.base import as_tuples
from report.brief.load import load_brief
from report.charts import ChartDrawing, draw
from report.charts.grammar.asking import Needs
from report.charts.grammar.keys import CHART_KEYS
from report.charts.kind import ChartContext, chart_kind
from report.errors import ExpressionError
from report.intake import read_tables
from report.measures import count_measures

PERIOD = "2001/2020"
#: The widths of a chart on a page, and the room that the page has for one, in points.
WIDTHS = (459.0, 222.0, 480.0, 300.0)
TALLEST = 620.0
_WORDS = (
    "الوكالة", "الوطنية", "لتدبير", "المياه", "والغابات", "ومحاربة", "التصحر", "طنجة", "تطوان", "الحسيمة", "مجلس",
    "وزراء", "الداخلية", "العرب", "و", "IMO 9074729", "Tanger Med 2", "INTERPOL", "2020", "٢٠١٠", "(ب)", "50%",
    "مُؤَسَّسَةٌ", "إلى", "A/B-12", "1990-1999", "ﷺ", "تٌّ", "المتحدة", "الكهرومائية", "ق.ص.ر", "«حوت»",
)  # fmt: skip
_LONG = "استراتيجياتهمالاستثنائيةالمستقبلية"
_COUNTRIES = (
    "MA",
    "EG",
    "SA",
    "BH",
    "FR",
    "DZ",
    "TN",
    "US",
    "BR",
    "CN",
    "ZA",
    "SO",
    "ID",
    "LS",
    "VA",
)
_SIZES = {
    "count": lambda dice: float(dice.randint(1, 40)),
    "float": lambda dice: round(dice.uniform(0, 1e4), dice.randint(0, 3)),
    "huge": lambda dice: round(dice.uniform(1, 10) * 10.0 ** dice.randint(6, 12)),
    "tiny": lambda dice: round(dice.uniform(1, 10) * 1e-3, 6),
    "any": lambda dice: round(dice.uniform(1, 10), 3) * 10.0 ** dice.randint(-3, 11),
    "negative": lambda dice: -round(dice.uniform(0.1, 900), 1),
    "signed": lambda dice: round(dice.gauss(0, 300), 1),
    "equal": lambda dice: 7.0,
    "zero": lambda dice: 0.0,
    "few": lambda dice: float(dice.choice((0, 0, 1, 12345))),
    "blank": lambda dice: None,
}  # fmt: skip
_COUNTS = (1, 1, 2, 2, 3, 3, 5, 6, 8, 12, 20, 33, 60)
_SERIES = (1, 2, 2, 2, 3, 3, 3, 4, 5, 6, 20)
COLUMNS = {
    "name": '{ label = "الجهة" }', "group": '{ label = "الصنف" }', "panel": '{ label = "الباب" }',
    "day": '{ type = "date", label = "اليوم" }', "last": '{ type = "date", label = "الانتهاء" }',
    "a": '{ type = "number", label = "المقدار" }', "b": '{ type = "number", label = "القدر الثاني" }',
    "c": '{ type = "number", label = "القدر الثالث" }',
    "place": '{ type = "country", label = "البلد" }', "land": '{ label = "جهة من المغرب" }',
    "north": '{ type = "number", label = "العرض" }', "east": '{ type = "number", label = "الطول" }',
}  # fmt: skip
_NUMBERS = ("a", "b", "c")
_LOOKS = (
    (), (), ("decimals = 1",), ('unit = "درهم"',), ('scale = "million"',), ("percent = true",),
    ('currency = "MAD"', "decimals = 2"), ('unit = "كيلومتر مربع من الغابات المتضررة"',),
)  # fmt: skip


def label(dice: random.Random, *, is_short: bool = False) -> str:
    """Return a name: short, long, mixed, with signs, or of one long word; up to 120 letters."""
    if is_short:
        return " ".join(dice.sample(_WORDS[:14], dice.randint(1, 2)))
    shape = dice.random()
    if shape < 0.05:
        return _LONG[: dice.randint(12, len(_LONG))]
    if shape < 0.12:
        return " ".join(dice.choices(_WORDS, k=30))[: dice.randint(80, 120)].strip()
    return " ".join(dice.choices(_WORDS, k=dice.choice((1, 1, 2, 2, 3, 5, 8))))[:120]


def _labels(dice: random.Random, count: int) -> list[str]:
    is_short = dice.random() < 0.4
    names: dict[str, None] = {}
    while len(names) < count:
        name = label(dice, is_short=is_short)
        names[name if name not in names else f"{name[:110]} {len(names)}"] = None
    return list(names)


@dataclass(frozen=True)
class RandomBrief:
    """A brief of one table, from which charts are drawn.

    :ivar members: the labels of the text columns.
    """

    context: ChartContext
    members: Mapping[str, list[str]]

    @classmethod
    def written(cls, folder: Path, seed: int) -> RandomBrief:
        """Return the random brief of a seed, written in an empty folder and read."""
        dice = random.Random(f"brief {seed}")
        members = {
            "name": _labels(dice, dice.choice(_COUNTS)),
            "group": _labels(dice, dice.choice(_SERIES)),
            "panel": _labels(dice, dice.choice((1, 2, 3, 5))),
        }
        return cls.of_rows(folder, members, list(_rows(dice, members)), dice)

    @classmethod
    def of_rows(
        cls,
        folder: Path,
        members: Mapping[str, list[str]],
        rows: Iterable[Mapping[str, Any]],
        dice: random.Random,
    ) -> RandomBrief:
        """Return a brief of some rows, with random measures."""
        with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, tuple(COLUMNS))
            writer.writeheader()
            writer.writerows(rows)
        (folder / "brief.toml").write_text(_toml(dice), "utf-8")
        brief = load_brief(folder)
        tables = read_tables(brief)
        locale = dice.choice(("ar-MA", "ar-MA", "ar-EG"))
        measures = count_measures(brief, tables)
        return cls(context_of(brief, tables, measures, locale=locale), members)


@dataclass(frozen=True)
class RandomChart:
    """A chart of a block: its drawing, or the rule that refuses it.

    :ivar data: what it is drawn from; ``None`` where that is refused.
    """

    block: Mapping[str, Any]
    width: float
    data: Any = None
    drawing: ChartDrawing | None = None
    refusal: ExpressionError | None = None


def chart_of(brief: RandomBrief, kind: str, seed: int) -> RandomChart:
    """Return the random chart of a kind and a seed.

    What is raised is an error of the test, unless it is the project's own.
    """
    dice = random.Random(f"{kind} {seed}")
    model = chart_kind(kind).model
    for _ in range(40):
        block = {"chart": kind, **_keys(dice, kind, model, brief)}
        try:
            chart = model.model_validate(as_tuples(block))
        except ValidationError:
            continue
        break
    else:
        raise AssertionError(f"no keys of {kind} are valid together")
    width = dice.choice(WIDTHS)
    data = None
    try:
        data = chart_kind(kind).data(chart, brief.context)
        drawing = draw(kind, data, width=width, tallest=TALLEST)
    except ExpressionError as error:
        return RandomChart(block, width, data, refusal=error)
    return RandomChart(block, width, data, drawing)


# Tables -------------------------------------------------------------------------------------


def _rows(dice: random.Random, members: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    sizes = [dice.choice(list(_SIZES)) for _ in _NUMBERS]
    blanks, fullness = dice.choice((0, 0, 0.1, 0.4)), dice.choice((1.0, 1.0, 0.6))
    first = date(2001, 1, 1) + timedelta(days=dice.randint(0, 3000))
    span = dice.choice((0, 5, 25, 90, 700, 5000, 36_600))
    panels = members["panel"] if dice.random() < 0.5 else members["panel"][:1]
    for name in members["name"]:
        for group in members["group"]:
            if dice.random() > fullness:
                continue
            day = first + timedelta(days=dice.randint(0, span))
            row = {
                "name": name, "group": group, "panel": dice.choice(panels), "day": day,
                "last": day + timedelta(days=dice.randint(0, span)),
                "place": dice.choice(_COUNTRIES), "land": dice.choice(("فاس-مكناس", "سوس-ماسة", "الشرقية")),
                "north": round(dice.uniform(-60, 70), 2), "east": round(dice.uniform(-170, 170), 2),
            }  # fmt: skip
            for column, size in zip(_NUMBERS, sizes, strict=True):
                row[column] = _SIZES[size](dice)
            for column in ("name", "group", "day", "last", *_NUMBERS):
                if dice.random() < blanks / 4:
                    row[column] = None
            yield row


def _toml(dice: random.Random) -> str:
    columns = "\n".join(f"{name} = {about}" for name, about in COLUMNS.items())
    lines = [heading_of(PERIOD), '[tables.rows]\nsource = "rows.csv"\nlabel = "الوقائع"\n']
    lines.append(f"[tables.rows.columns]\n{columns}\n")
    texts = ("sum(a)", "mean(a)", "sum(b)", "max(c)", "count()", "min(a)", "max(a)", "sum(a) - 100")
    looks = {column: dice.choice(_LOOKS) for column in _NUMBERS}
    for index, text in enumerate(texts):
        named = f'label = "{label(dice, is_short=dice.random() < 0.7)} {index}"'
        own = looks.get(text.partition("(")[2][0], ())
        measure = (f"[measures.m{index}]", named, 'from = "rows"', f'value = "{text}"', *own)
        lines.append("\n".join(measure) + "\n")
    lines.append('[[sections]]\ntitle = "الرسوم"\n[[sections.blocks]]\nnote = "ملاحظة"\n')
    return "\n".join(lines)


# Keys ---------------------------------------------------------------------------------------

_TIMES = ("year(day)", "day", "year_month(day)", "decade(day)", "month(day)", "hijri_year(day)")
_BY: Mapping[str, tuple[str, ...]] = {
    "calendar": ("day",),
    "histogram": ("bin(a, 100)", "bin(a, 0.5)", "bin(b, 1000)", "bin(c, 20)"),
    "columns": (*_TIMES, "name"),
    "stacked-columns": (*_TIMES, "name", "group"),
}
#: How often a key that a chart may leave out is written; a key with few values of its kind, in two of five.
_CHANCES = {
    "facet": 0.15, "highlight": 0.25, "lines": 0.25, "bands": 0.15, "notes": 0.25, "scale": 0.25, "time": 0.3,
    "stack": 0.4, "target": 0.3, "previous": 0.3, "between": 0.3, "top": 0.25, "missing": 0.5, "order": 0.3,
    "complete": 0.1, "unit": 0.2, "end": 0.7, "remark": 0.5, "width": 0.0, "ties": 0.0,
}  # fmt: skip
_FEW_VALUES = 0.4
#: Measures that add up, and measures of one column, which have one unit.
_SUMS, _OF_A = ("m0", "m2", "m4"), ("m0", "m5", "m6")
_KEPT = ("caption", "chart", "by", "measures", "series", "table", "others")


def _keys(dice: random.Random, kind: str, model: type[Any], brief: RandomBrief) -> dict[str, Any]:
    """Return random keys of a model: those that it needs, and some others that it takes."""
    if "groups" in model.model_fields and dice.random() < 0.3:
        return {"caption": "رسم", "groups": _groups(dice)}
    keys: dict[str, Any] = {"caption": "رسم"}
    if "measures" in model.model_fields:
        keys |= _asked(dice, kind, model)
    takes = getattr(model, "takes", CHART_KEYS)
    for name, about in model.model_fields.items():
        if name in _KEPT and (name in keys or not about.is_required()):
            continue
        if name in CHART_KEYS and name not in takes:
            continue
        is_choice = get_origin(about.annotation) is Literal
        chance = _CHANCES.get(name, _FEW_VALUES if is_choice else 0.0)
        if about.is_required() or dice.random() < chance:
            value = _value(dice, kind, name, about, brief, keys)
            if value is not None:
                keys[name] = value
    if "area" in keys and "by" in keys:
        keys["by"] = "land" if keys["area"] == "MA-regions" else "place"
    if "top" in keys and dice.random() < 0.7:
        keys["others"] = dice.choice((True, label(dice)))
    return keys


def _asked(dice: random.Random, kind: str, model: type[Any]) -> dict[str, Any]:
    """Return what a chart asks of the measures."""
    needs = getattr(chart_kind(kind), "needs", None) or Needs(measures=(1, 1), series=(2, 60))
    usual = _TIMES if needs.in_order else ("name", "name", "name", "group", _TIMES[0])
    keys: dict[str, Any] = {"by": dice.choice(_BY.get(kind, usual))}
    least, most = needs.measures
    may_have = needs.series[1] > 1 and not needs.are_axes and keys["by"] != "group"
    is_needed = model.model_fields["series"].is_required() or (needs.series[0] > 1 and most < 2)
    if may_have and (is_needed or dice.random() < 0.6):
        keys["series"] = dice.choice(("group", "group", "panel"))
        least = most = 1
    elif needs.series[0] > 1:
        least = max(least, min(2, most))
    choices = _SUMS if needs.parts or needs.totals else ("m1", "m3", "m7", *_SUMS, *_OF_A)
    if kind == "units" or dice.random() < 0.1:
        keys["table"] = "rows"
        return keys
    count = dice.randint(least, most)
    if count > 1 and not needs.are_axes:
        choices = _OF_A
    keys["measures"] = dice.sample(choices, count) if count <= len(choices) else list(choices)
    return keys


def _value(
    dice: random.Random,
    kind: str,
    name: str,
    about: Any,
    brief: RandomBrief,
    keys: Mapping[str, Any],
) -> Any:
    """Return a random value of a key; ``None`` where it can have none beside the others."""
    members = brief.members.get(keys.get("by", "name"), [])
    spot = partial(_spot, dice, kind, keys.get("by", ""))
    match name:
        case "table":
            return "rows"
        case "facet":
            return "panel" if keys.get("series") != "panel" else None
        case "highlight":
            shown = [*members, *brief.members.get(keys.get("series", ""), [])]
            return dice.sample(shown, 1) if shown else None
        case "lines":
            return [{"at": spot(), "label": label(dice)} for _ in range(dice.randint(1, 2))]
        case "bands":
            low, high = sorted((spot(), spot()), key=str)
            return [{"from": low, "to": high, "label": label(dice)}]
        case "notes":
            if not members:
                return None
            return [
                {"at": dice.choice(members), "text": label(dice)} for _ in range(dice.randint(1, 2))
            ]
        case "target" | "previous":
            return dice.choice(_OF_A)
        case "between":
            return ["m5", "m6"] if len(keys.get("measures", ())) < 2 else None
        case "top":
            return dice.randint(1, 5)
        case "complete":
            return True
        case "unit":
            return label(dice)
        case "area":
            return dice.choice(("world", "arab-states", "africa", "europe", "asia", "MA-regions"))
        case "worldview":
            return "MA"
        case "latitude":
            return "north"
        case "longitude":
            return "east"
        case "start" | "date":
            return "day"
        case "end":
            return "last"
        case "value":
            return dice.choice(_NUMBERS)
        case "bandwidth":
            return dice.choice((0.5, 5, 100)) if dice.random() < 0.3 else None
        case "label" | "remark":
            return dice.choice(("name", "group"))
    if get_origin(about.annotation) is Literal:
        return dice.choice(get_args(about.annotation))
    return dice.choice(tuple(COLUMNS)) if about.is_required() else None


def _groups(dice: random.Random) -> list[dict[str, Any]]:
    return [
        {"measure": "m4", "label": label(dice), "known": dice.random() < 0.7}
        for _ in range(dice.randint(1, 4))
    ]


def _spot(dice: random.Random, kind: str, by: str) -> Any:
    """Return a value of the axis, or of an axis of time a date."""
    if kind == "gantt":
        return dice.choice(("2002", "2004-05", "2010"))
    if by in _TIMES and dice.random() < 0.5:
        return dice.choice(("2003", "2005", "2007"))
    return dice.choice((0, 1, 7, 20, 500, -50))
