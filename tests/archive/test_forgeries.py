"""Forgeries that are sealed again: each is found by building again, and without that by the closed list and what the
data inside compose to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path

import pikepdf
import pytest
from archive.forgeries import FORGERIES, forged
from archive.random_briefs import random_brief
from archive.tamper import sealed_again
from properties import one_in

from document.small import SMALL
from editions import Editions
from report.archive.marked import read_page_texts
from report.archive.printed import read_texts
from report.archive.rebuild import Version
from report.archive.verify import again
from report.archive.verify.appearance import Appearance
from report.archive.verify.closed import check_closed
from report.archive.verify.graph import differences
from report.archive.verify.pages import check_text
from report.archive.verify.relaid import relaid_differences
from report.archive.verify.seen import look_at_pages
from report.building import build, verify
from report.errors import Finding, Location


@pytest.fixture
def other_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the versions that are here be others than those of any build: equal bytes are then not to be had."""
    monkeypatch.setattr(again, "other_versions", lambda _: (Version("python", "3.1.0", "3.2.0"),))


def without_building(data: bytes, whole: bytes) -> Iterator[Finding]:
    """Yield what is found in ``data``, a forgery of ``whole``, by all that does not need the same versions."""
    where = Location(file="a.pdf")
    with pikepdf.open(BytesIO(data)) as pdf, pikepdf.open(BytesIO(whole)) as second:

        def relaid() -> Iterator[Finding]:
            looks = Appearance.of(pdf, data), Appearance.of(second, whole)
            return relaid_differences(pdf, second, *looks, where)

        lazily: list[Callable[[], object]] = [
            lambda: check_closed(pdf, data, where).findings,
            lambda: look_at_pages(pdf, data, where).check.findings,
            lambda: check_text(pdf, read_texts(pdf, read_page_texts(data)), where).findings,
            relaid,
        ]
        yield from chain.from_iterable(look() for look in lazily)  # type: ignore[misc]


#: One forgery in four is judged by `make test`; the rest, and all of them at more places, are slow.
EACH = one_in(4, FORGERIES)


@pytest.mark.parametrize("name", EACH)
def test_a_forgery_is_found_any_the_versions(name: str, every_pdf: bytes) -> None:
    building = next(without_building(forged(every_pdf, name, 0), every_pdf), None)
    assert building is not None and building.text("ar") and building.text("en")


@pytest.mark.parametrize("name", one_in(6, FORGERIES))
def test_building_again_names_what_was_forged(name: str, every_pdf: bytes) -> None:
    with (
        pikepdf.open(BytesIO(forged(every_pdf, name, 1))) as pdf,
        pikepdf.open(BytesIO(every_pdf)) as second,
    ):
        first = next(differences(pdf, second), None)
    assert first is not None and first.place and first.actual != first.expected


@pytest.fixture
def random_pdf(editions: Editions, tmp_path: Path) -> bytes:
    """The edition of a brief made at random: few pages, and room for each forgery."""
    return editions.pdf(random_brief(tmp_path / "random", 9).folder)


@pytest.mark.slow
@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("rebuild", "name"),
    [
        *(("other versions", name) for name in FORGERIES),
        *(("same versions", name) for name in list(FORGERIES)[::3]),
    ],
)
def test_verify_finds_a_forgery_at_many_places(
    name: str, rebuild: str, random_pdf: bytes, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if rebuild == "other versions":
        request.getfixturevalue("other_versions")
    for seed in (1, 2):
        (tmp_path / "a.pdf").write_bytes(forged(random_pdf, name, seed))
        verification = verify(tmp_path / "a.pdf", judge=False)
        assert not verification.sound and verification.level is None, seed


@pytest.mark.parametrize(
    "fixture", ["every_pdf", pytest.param("first_brief_pdf", marks=pytest.mark.slow)]
)
def test_two_editions_that_are_the_same_do_not_differ(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    data = request.getfixturevalue(fixture)
    assert list(without_building(data, data)) == []
    with pikepdf.open(BytesIO(data)) as edition, pikepdf.open(BytesIO(data)) as same:
        assert list(differences(edition, same)) == []


@pytest.mark.parametrize("seed", [2, pytest.param(5, marks=pytest.mark.slow)])
def test_no_fresh_edition_has_anything_beyond_the_list(seed: int, tmp_path: Path) -> None:
    data = build(
        random_brief(tmp_path / "brief", seed).folder, tmp_path / "a.pdf"
    ).path.read_bytes()
    assert [finding.text() for finding in without_building(data, data)] == []


def test_an_edition_that_another_program_wrote_is_reported(
    small_pdf: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(sealed_again(small_pdf, _with_other_compression))
    (check,) = (check for check in verify(path, judge=False).checks if check.name == "rebuild")
    assert [finding.rule for finding in check.findings] == ["written-otherwise"]


def _with_other_compression(pdf: pikepdf.Pdf) -> None:
    contents = pdf.pages[0].obj.Contents
    contents.write(contents.read_bytes() + b"")
    import zlib

    contents.write(zlib.compress(contents.read_bytes(), 1), filter=pikepdf.Name.FlateDecode)


@pytest.mark.usefixtures("other_versions")
def test_with_other_versions_equal_bytes_are_still_equal_and_the_versions_are_reported(
    small_pdf: bytes, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(small_pdf)
    verification = verify(tmp_path / "a.pdf", judge=False)
    (check,) = (check for check in verification.checks if check.name == "rebuild")
    assert verification.level == "rebuilt" and check.facts["versions"] == [
        {"name": "python", "then": "3.1.0", "now": "3.2.0"}
    ]


@pytest.mark.parametrize("key", ["softwareVersion", "mujaz:versions"])
def test_versions_that_no_one_writes_are_refused(
    key: str, small_pdf: bytes, tmp_path: Path
) -> None:
    import json

    path = tmp_path / "a.pdf"

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.attachments["provenance.json"].obj.EF.F
        graph = json.loads(stream.read_bytes())
        node = next(node for node in graph["@graph"] if node["@id"] == "#mujaz")
        node[key] = "يوم صدوره" if key == "softwareVersion" else {"Numpy (الجديد)": "1"}
        stream.write(json.dumps(graph, ensure_ascii=False).encode())

    path.write_bytes(sealed_again(small_pdf, change))
    assert not verify(path, judge=False, rebuild=False).sound


def test_less_is_known_without_building_again(editions: Editions, tmp_path: Path) -> None:
    levels = {}
    for profile in ("archive", "pdfa-4f", "pdfa-2u", "draft"):
        path = editions.write(SMALL, tmp_path / "a.pdf", profile=profile)
        levels[profile] = tuple(
            verify(path, judge=False, rebuild=rebuild).level for rebuild in (True, False)
        )
    both = ("rebuilt", "counted")
    assert levels == {
        "archive": both,
        "pdfa-4f": both,
        "pdfa-2u": ("sealed", "sealed"),
        "draft": (None, None),
    }
