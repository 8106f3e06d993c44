"""veraPDF judges: every brief that ships, the one with every block, and a hundred made at random."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from archive.random_briefs import random_brief
from render.tables import write_columns, write_counts, write_empty, write_tall

from document.small import SMALL
from editions import Editions
from report.archive.judge import judge
from report.archive.profiles import CLAIMS, Profile
from report.building import build

pytestmark = pytest.mark.verapdf

TOP = Path(__file__).parents[2]
DATA = TOP / "data"
BRIEFS = [
    *sorted(path.parent for path in DATA.glob("*/brief.toml")),
    TOP / "tests/document/every",
    TOP / "tests/document/pivots",
]


def conform(paths: list[Path], profile: Profile) -> None:
    """Assert that each file conforms to each flavour that the profile claims."""
    flavours = CLAIMS[profile].flavours
    judgements = judge(paths, flavours)
    assert list(judgements) == paths
    for path, by_flavour in judgements.items():
        assert {
            flavour: (judgement.problem, judgement.rules, judgement.compliant)
            for flavour, judgement in by_flavour.items()
        } == dict.fromkeys(flavours, (None, (), True)), path.name


@pytest.mark.parametrize("profile", CLAIMS)
def test_every_brief_conforms_to_what_it_claims(
    profile: Profile, editions: Editions, tmp_path: Path
) -> None:
    # What ships claims one profile; the made briefs have each block, and are built under all of them.
    folders = BRIEFS if profile == "archive" else [path for path in BRIEFS if path.parent != DATA]
    paths = [
        editions.write(folder, tmp_path / f"{folder.name}.pdf", profile=profile)
        for folder in folders
    ]
    conform(paths, profile)


def random_briefs_conform(profile: Profile, seeds: Iterable[int], folder: Path) -> None:
    paths = []
    for seed in seeds:
        brief = random_brief(folder / f"brief-{seed}", seed)
        target = folder / f"{seed}.pdf"
        paths.append(build(brief.folder, target, text_gate=False, profile=profile).path)
    conform(paths, profile)


#: One run of veraPDF judges many briefs; there are two, so that two processors have work.
@pytest.mark.parametrize("first", range(0, 100, 50))
def test_a_hundred_briefs_made_at_random_conform(first: int, tmp_path: Path) -> None:
    random_briefs_conform("archive", range(first, first + 50), tmp_path)


@pytest.mark.parametrize("profile", ["pdfa-2u", "pdfa-4f"])
def test_briefs_made_at_random_conform_under_the_other_profiles(
    profile: Profile, tmp_path: Path
) -> None:
    random_briefs_conform(profile, range(8), tmp_path)


def test_a_file_is_judged_by_what_it_does_not_claim_too(editions: Editions, tmp_path: Path) -> None:
    built = {
        profile: editions.write(SMALL, tmp_path / f"{profile}.pdf", profile=profile)
        for profile in ("archive", "pdfa-2u", "draft")
    }
    judgements = judge(list(built.values()), ("3a", "ua1"))
    for profile, compliant in (
        ("archive", [True, True]),
        ("pdfa-2u", [False, True]),
        ("draft", [False, False]),
    ):
        by_flavour = judgements[built[profile]]
        assert [judgement.compliant for judgement in by_flavour.values()] == compliant, profile
    # The judgement by what a file claims is that of a run with one flavour.
    path = built["archive"]
    assert judge([path], ["ua1"])[path] == {"ua1": judgements[path]["ua1"]}


def test_tables_at_the_ends_of_what_tables_are_conform(tmp_path: Path) -> None:
    folders = [
        write_empty(tmp_path / "empty"),
        write_tall(tmp_path / "tall"),
        write_counts(tmp_path / "counts", 36),
        write_columns(tmp_path / "parts", 30, 210, 'engine = "fast"'),
    ]
    paths = [build(folder, tmp_path / f"{folder.name}.pdf").path for folder in folders]
    conform(paths, "archive")
