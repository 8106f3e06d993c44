"""Prose that is given in memory is read, checked and carried as a file of that name is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import report
from document.small import SmallBrief
from report.brief import load_brief
from report.brief.given_texts import with_texts
from report.brief.load import LARGEST_PROSE
from report.errors import MujazError

PATH = "text/summary.md"
PIECES = ["سُجل", "e\u0301", "\ufeff", "\r\n", "\r", "\n", " ", "**", "الى"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallBrief:
    return SmallBrief.copied(tmp_path_factory.mktemp("given") / "brief")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_a_text_that_is_carried_reads_the_same(
    small: SmallBrief, tmp_path: Path, text: str
) -> None:
    brief = with_texts(load_brief(small.folder), {PATH: text})
    carried = brief.read_text(PATH, brief.place)
    small.folder.joinpath(PATH).write_bytes(carried.encode())
    assert load_brief(small.folder).read_text(PATH, brief.place) == carried
    assert carried == with_texts(brief, {PATH: carried}).texts[PATH]


@given(text=TEXTS.filter(lambda text: "\r\r" not in text and "\ufeff\ufeff" not in text))
def test_a_text_is_read_as_a_file_with_it_is(small: SmallBrief, text: str) -> None:
    small.folder.joinpath(PATH).write_bytes(text.encode())
    brief = load_brief(small.folder)
    assert with_texts(brief, {PATH: text}).texts[PATH] == brief.read_text(PATH, brief.place)


@pytest.mark.parametrize(
    ("texts", "rule"),
    [
        ({"text/sumary.md": "نص"}, "unknown-prose"),
        ({"brief.toml": "نص"}, "unknown-prose"),
        ({PATH: "نص \ud800"}, "not-utf8"),
        ({PATH: "س" * (LARGEST_PROSE // 2 + 1)}, "too-large"),
    ],
)
def test_a_text_that_cannot_be_used_is_an_error(
    small: SmallBrief, texts: dict[str, str], rule: str
) -> None:
    with pytest.raises(MujazError) as raised:
        with_texts(load_brief(small.folder), texts)
    (finding,) = raised.value.findings
    assert finding.rule == rule
    assert finding.text("en") and finding.text("ar")


def test_the_name_that_was_meant_is_reported(small: SmallBrief) -> None:
    (finding,) = report.check(small.folder, prose={"text/sumary.md": "نص"})
    assert f"Did you mean «{PATH}»?" in finding.text("en")


def test_findings_of_a_text_have_its_path_and_its_lines(tmp_path: Path) -> None:
    brief = SmallBrief.copied(tmp_path / "brief")
    text = "سُجل {{ measures.all | counted }}.\n\nالى الغد {{ measures.all }}.\n"
    (stray,) = report.check(brief.folder, prose={PATH: text})
    assert (stray.rule, stray.where.file, stray.where.line) == ("hamza", PATH, 3)
    wrong = report.check(brief.folder, prose={PATH: "نص\n\n{{ measures.none }} [x](y://z)\n"})
    assert {finding.where.file for finding in wrong} == {PATH}
    assert {finding.where.line for finding in wrong} == {3}
    brief.prose(text)
    assert [
        (finding.rule, finding.values, finding.where.line, finding.where.character)
        for finding in report.check(brief.folder)
    ] == [(stray.rule, stray.values, stray.where.line, stray.where.character)]


def test_a_brief_without_a_folder_carries_its_prose(tmp_path: Path) -> None:
    import pandas as pd

    small = SmallBrief.copied(tmp_path / "brief")
    keys = tomllib.loads((small.folder / "brief.toml").read_text("utf-8"))
    keys["tables"]["incidents"].pop("source")
    frame = pd.read_csv(small.folder / "incidents.csv")
    prose = {
        PATH: "\ufeffسُجل {{ measures.all | counted }} في الشهر المنصرم[^1].\r\n\r\n[^1]: هامش.\r\n"
    }
    edition = report.build(
        report.Brief(**keys), tmp_path / "made.pdf", tables={"incidents": frame}, prose=prose
    )
    assert report.rebuild(edition.path, tmp_path / "again.pdf").equal
    document = report.compose(report.Brief(**keys), tables={"incidents": frame}, prose=prose)
    assert "المنصرم" in document.html
    with pytest.raises(MujazError) as raised:
        report.build(report.Brief(**keys), tmp_path / "x.pdf", tables={"incidents": frame})
    assert "no-folder" in [finding.rule for finding in raised.value.findings]


def test_a_text_takes_the_place_of_a_file(tmp_path: Path) -> None:
    small = SmallBrief.copied(tmp_path / "brief")
    earlier = (small.folder / PATH).read_bytes()
    prose = {PATH: "سُجل {{ measures.all | counted }} في شهر آخر.\n"}
    edition = report.build(small.folder, tmp_path / "made.pdf", prose=prose)
    assert report.verify(edition.path, rebuild=False, conformance=False).sound
    assert (small.folder / PATH).read_bytes() == earlier
    small.prose(prose[PATH])
    again = report.build(small.folder, tmp_path / "file.pdf")
    assert again.path.read_bytes() == edition.path.read_bytes()


def test_what_is_no_text_is_a_type_error(small: SmallBrief) -> None:
    with pytest.raises(TypeError, match="prose maps paths to texts, not bytes"):
        report.check(small.folder, prose={PATH: b"text"})  # type: ignore[dict-item]
