"""veraPDF judges what was signed: once and twice, seen and unseen, at every level, of every profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive.signing.authority import Authority
from archive.signing.conftest import Desk

from document.small import EVERY, SMALL
from editions import Editions
from report.archive.judge import judge
from report.archive.profiles import CLAIMS, Profile

pytestmark = pytest.mark.verapdf


#: Under the other profiles the small brief is enough: what is signed differs in the claims alone.
@pytest.mark.parametrize(
    ("profile", "brief"), [("archive", EVERY), ("pdfa-2u", SMALL), ("pdfa-4f", SMALL)]
)
def test_a_signed_edition_conforms_to_what_it_claims(
    profile: Profile,
    brief: Path,
    desk: Desk,
    authority: Authority,
    editions: Editions,
    tmp_path: Path,
) -> None:
    built = editions.write(brief, tmp_path / "built.pdf", profile=profile)
    stamped = {"timestamp_url": f"{authority.url}/tsa"}
    proved = {**stamped, "trust": (desk.keys["root"],)}
    once = desk.sign(built, reason="اعتماد الموجز", place="الرباط", places=4)
    twice = desk.sign(once, "minister", **proved)
    thrice = desk.sign(twice, visible=False, **stamped)
    (tmp_path / "unseen").mkdir()
    unseen = Desk(desk.keys, tmp_path / "unseen").sign(built, visible=False, **proved)
    later = Desk(desk.keys, tmp_path / "unseen").sign(unseen, "minister")
    flavours = CLAIMS[profile].flavours
    judgements = judge([once, twice, thrice, unseen, later], flavours)
    assert len(judgements) == 5
    for path, by_flavour in judgements.items():
        assert {
            flavour: (judgement.rules, judgement.problem, judgement.compliant)
            for flavour, judgement in by_flavour.items()
        } == dict.fromkeys(flavours, ((), None, True)), path.name
