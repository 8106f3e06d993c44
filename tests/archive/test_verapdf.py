"""veraPDF judges: every brief that ships, the one with every block, and a hundred made at random."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive.random_briefs import random_brief
from press.tables import write_columns, write_counts, write_empty, write_tall

from report.archive.judge import judge
from report.archive.profiles import CLAIMS, Profile
from report.building import build
from report.errors import PressError

pytestmark = pytest.mark.verapdf

TOP = Path(__file__).parents[2]
BRIEFS = [
    *sorted(path.parent for path in TOP.glob("data/*/brief.toml")),
    TOP / "tests/document/every",
]


def built(folder: Path, output: Path, profile: Profile = "archive") -> Path | None:
    """Build a brief made by chance; ``None`` if one of its lines, of words bound by chance, is wider than the page."""
    try:
        return build(folder, output, text_gate=False, profile=profile).path
    except PressError as error:
        assert {finding.rule for finding in error.findings} == {"off-page"}
        return None


def judged(paths: list[Path], flavour: str) -> dict[str, tuple[str, ...]]:
    """Return the rules that each file breaks, by its name."""
    found = judge(paths, flavour)
    for path, one in found.items():
        assert one.problem is None, (path, one.problem)
        assert one.compliant == (not one.rules)
    return {path.name: one.rules for path, one in found.items()}


@pytest.mark.parametrize("profile", CLAIMS)
def test_every_brief_conforms_to_what_it_claims(profile: Profile, tmp_path: Path) -> None:
    paths = [
        build(folder, tmp_path / f"{folder.name}.pdf", profile=profile).path for folder in BRIEFS
    ]
    for flavour in CLAIMS[profile].flavours:
        assert judged(paths, flavour) == {path.name: () for path in paths}


def test_a_hundred_briefs_made_at_random_conform(tmp_path: Path) -> None:
    briefs = [random_brief(tmp_path / f"brief-{number}", number) for number in range(100)]
    made = [built(brief.folder, tmp_path / f"{number}.pdf") for number, brief in enumerate(briefs)]
    paths = [path for path in made if path is not None]
    assert len(paths) >= 95
    for flavour in CLAIMS["archive"].flavours:
        found = judged(paths, flavour)
        assert {name: rules for name, rules in found.items() if rules} == {}
        assert len(found) == len(paths)


def test_briefs_made_at_random_conform_under_the_other_profiles(tmp_path: Path) -> None:
    for profile in ("pdfa-2u", "pdfa-4f"):
        names = [f"{profile}-{number}" for number in range(12)]
        briefs = [random_brief(tmp_path / name, number) for number, name in enumerate(names)]
        made = [
            built(brief.folder, tmp_path / f"{name}.pdf", profile)
            for name, brief in zip(names, briefs, strict=True)
        ]
        paths = [path for path in made if path is not None]
        assert len(paths) >= 10
        for flavour in CLAIMS[profile].flavours:
            assert judged(paths, flavour) == {path.name: () for path in paths}


def test_tables_at_the_ends_of_what_tables_are_conform(tmp_path: Path) -> None:
    folders = [
        write_empty(tmp_path / "empty"),
        write_tall(tmp_path / "tall"),
        write_counts(tmp_path / "counts", 36),
        write_columns(tmp_path / "parts", 30, 210, 'lane = "register"'),
    ]
    paths = [build(folder, tmp_path / f"{folder.name}.pdf").path for folder in folders]
    for flavour in ("3a", "ua1"):
        assert judged(paths, flavour) == {path.name: () for path in paths}
