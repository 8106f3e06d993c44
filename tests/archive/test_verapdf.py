"""veraPDF judges: every brief that ships, the one with every block, and a hundred made at random."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from document.small import SmallBrief
from report.archive.judge import judge
from report.archive.profiles import CLAIMS, Profile
from report.build import build

pytestmark = pytest.mark.verapdf

TOP = Path(__file__).parents[2]
BRIEFS = [*sorted(path.parent for path in TOP.glob("data/*/brief.toml")), TOP / "tests/document/every"]
WORDS = [
    "لقاء",
    "وفد",
    "مدينة",
    "2025",
    "تقرير",
    "(ملحق)",
    "«اقتباس»",
    "12,5%",
    "MA-7",
    "اجتماع",
    "ثانٍ",
    "A/B",
    "حادث",
    "سير",
    "—",
    "نقطة",
]


def judged(paths: list[Path], flavour: str) -> dict[str, tuple[str, ...]]:
    """Return the rules that each file breaks, by its name."""
    found = judge(paths, flavour)
    for path, one in found.items():
        assert one.problem is None, (path, one.problem)
        assert one.compliant == (not one.rules)
    return {path.name: one.rules for path, one in found.items()}


@pytest.mark.parametrize("profile", CLAIMS)
def test_every_brief_conforms_to_what_it_claims(profile: Profile, tmp_path: Path) -> None:
    paths = [build(folder, tmp_path / f"{folder.name}.pdf", profile=profile).path for folder in BRIEFS]
    for flavour in CLAIMS[profile].flavours:
        assert judged(paths, flavour) == {path.name: () for path in paths}


def text(chance: random.Random, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))


def prose(chance: random.Random) -> str:
    parts = []
    for _ in range(chance.randint(1, 6)):
        body = text(chance, 60)
        kind = chance.choice(["p", "h", "ul", "ol", "quote", "note", "table", "count"])
        parts.append(
            {
                "p": body,
                "h": f"{'#' * chance.randint(1, 4)} {text(chance, 6)}",
                "ul": f"- {body}\n- **{text(chance, 5)}**\n  - {text(chance, 4)}",
                "ol": f"1. {body}\n2. *{text(chance, 5)}*",
                "quote": f"> {body}",
                "note": f"{body}^[{text(chance, 20)}]",
                "table": f"| {text(chance, 2)} | {text(chance, 2)} |\n|---|---|\n| {text(chance, 9)} | 5 |",
                "count": f"{body} {{{{ measures.all | counted }}}} {{{{ period }}}}",
            }[kind]
        )
    return "\n\n".join(parts)


def test_a_hundred_briefs_made_at_random_conform(tmp_path: Path) -> None:
    chance = random.Random(2025)
    paths = []
    for number in range(100):
        brief = SmallBrief.copied(tmp_path / f"brief-{number}").prose(prose(chance))
        brief.edit("brief.toml", "حوادث يناير", text(chance, 8).replace("\\", ""))
        for _ in range(chance.randint(0, 2)):
            brief.add(
                f'\n[[appendices.blocks]]\nnote = "{text(chance, 40)}"\nkind = "{chance.choice(["note", "warning"])}"\n'
            )
        digits = chance.choice([None, "latn", "arab"])
        paths.append(build(brief.folder, tmp_path / f"{number}.pdf", digits=digits).path)
    for flavour in CLAIMS["archive"].flavours:
        found = judged(paths, flavour)
        assert {name: rules for name, rules in found.items() if rules} == {}
        assert len(found) == 100
