"""veraPDF judges: every brief that ships, the one with every block, and a hundred made at random."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive.random_briefs import random_brief
from render.tables import write_columns, write_counts, write_empty, write_tall

from report.archive.judge import judge
from report.archive.profiles import CLAIMS, Profile
from report.building import build

pytestmark = pytest.mark.verapdf

TOP = Path(__file__).parents[2]
BRIEFS = [
    *sorted(path.parent for path in TOP.glob("data/*/brief.toml")),
    TOP / "tests/document/every",
    TOP / "tests/document/pivots",
]


def judged(paths: list[Path], flavour: str) -> dict[str, tuple[str, ...]]:
    """Return the rules that each file breaks, by its name."""
    judgements = judge(paths, flavour)
    for path, judgement in judgements.items():
        assert judgement.problem is None, (path, judgement.problem)
        assert judgement.compliant == (not judgement.rules)
    return {path.name: judgement.rules for path, judgement in judgements.items()}


@pytest.mark.parametrize("profile", CLAIMS)
def test_every_brief_conforms_to_what_it_claims(profile: Profile, tmp_path: Path) -> None:
    paths = [
        build(folder, tmp_path / f"{folder.name}.pdf", profile=profile).path for folder in BRIEFS
    ]
    for flavour in CLAIMS[profile].flavours:
        assert judged(paths, flavour) == {path.name: () for path in paths}


def test_a_hundred_briefs_made_at_random_conform(tmp_path: Path) -> None:
    briefs = [random_brief(tmp_path / f"brief-{number}", number) for number in range(100)]
    paths = [
        build(brief.folder, tmp_path / f"{number}.pdf", text_gate=False).path
        for number, brief in enumerate(briefs)
    ]
    for flavour in CLAIMS["archive"].flavours:
        assert judged(paths, flavour) == {path.name: () for path in paths}


def test_briefs_made_at_random_conform_under_the_other_profiles(tmp_path: Path) -> None:
    for profile in ("pdfa-2u", "pdfa-4f"):
        names = [f"{profile}-{number}" for number in range(12)]
        briefs = [random_brief(tmp_path / name, number) for number, name in enumerate(names)]
        paths = [
            build(brief.folder, tmp_path / f"{name}.pdf", text_gate=False, profile=profile).path
            for name, brief in zip(names, briefs, strict=True)
        ]
        for flavour in CLAIMS[profile].flavours:
            assert judged(paths, flavour) == {path.name: () for path in paths}


def test_tables_at_the_ends_of_what_tables_are_conform(tmp_path: Path) -> None:
    folders = [
        write_empty(tmp_path / "empty"),
        write_tall(tmp_path / "tall"),
        write_counts(tmp_path / "counts", 36),
        write_columns(tmp_path / "parts", 30, 210, 'engine = "fast"'),
    ]
    paths = [build(folder, tmp_path / f"{folder.name}.pdf").path for folder in folders]
    for flavour in ("3a", "ua1"):
        assert judged(paths, flavour) == {path.name: () for path in paths}
