"""veraPDF judges what was signed: once and twice, seen and unseen, at every level, of every profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive.signing.authority import Authority
from archive.signing.conftest import Desk

from editions import Editions
from report.archive.judge import judge
from report.archive.profiles import CLAIMS, Profile

pytestmark = pytest.mark.verapdf

EVERY = Path(__file__).parents[2] / "document/every"


@pytest.mark.parametrize("profile", CLAIMS)
def test_a_signed_edition_conforms_to_what_it_claims(
    profile: Profile, desk: Desk, authority: Authority, editions: Editions, tmp_path: Path
) -> None:
    built = editions.write(EVERY, tmp_path / "every.pdf", profile=profile)
    stamped = {"timestamp_url": f"{authority.url}/tsa"}
    proved = {**stamped, "trust": (desk.keys["root"],)}
    once = desk.sign(built, reason="اعتماد الموجز", place="الرباط", places=4)
    twice = desk.sign(once, "minister", **proved)
    thrice = desk.sign(twice, visible=False, **stamped)
    (tmp_path / "unseen").mkdir()
    unseen = Desk(desk.keys, tmp_path / "unseen").sign(built, visible=False, **proved)
    later = Desk(desk.keys, tmp_path / "unseen").sign(unseen, "minister")
    for flavour in CLAIMS[profile].flavours:
        judgements = judge([once, twice, thrice, unseen, later], flavour)
        assert len(judgements) == 5
        assert {
            path.name: (judgement.rules, judgement.problem)
            for path, judgement in judgements.items()
            if not judgement.compliant
        } == {}
