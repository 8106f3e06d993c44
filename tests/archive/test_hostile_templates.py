"""A template inside a PDF that somebody hands in reaches as little as one in a folder: no command runs."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import md5
from pathlib import Path

import pikepdf
import pytest
from archive.tamper import sealed_again

from document.small import SmallBrief
from editions import Editions
from report.building import rebuild, trace, verify
from report.checking import check
from report.errors import MujazError

#: What pickle reads as «call os.system», on values that once were models of pydantic, which load pickles.
ATTACK = (
    "{{% set p = \"cposix\\nsystem\\n(S'touch {file}'\\ntR.\" %}}"
    '{{{{ {name}.parse_raw(p, proto="pickle", allow_pickle=true) }}}}'
    '{{{{ {name}.__class__.parse_raw(p, proto="pickle", allow_pickle=true) }}}}'
    '{{{{ {name}["parse_file"]("{file}", proto="pickle", allow_pickle=true) }}}}'
)


def attack(name: str, file: Path) -> str:
    return ATTACK.format(name=name, file=file)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("blocks/prose.html", "block"),
        ("blocks/prose.html", "html"),
        ("blocks/table.html", "block"),
        ("blocks/table.html", "table"),
        ("blocks/chart.html", "block"),
        ("blocks/chart.html", "drawing"),
        ("brief.html", "heading"),
        ("brief.html", "heading_summary"),
        ("section.html", "section"),
        ("cover.html", "heading"),
    ],
)
def test_no_template_runs_a_command(
    brief: SmallBrief, tmp_path: Path, template: str, name: str
) -> None:
    ran = tmp_path / "ran"
    shipped = (Path("templates") / template).read_text("utf-8")
    brief.write(f"templates/{template}", shipped + "\n" + attack(name, ran))
    findings = check(brief.folder)
    assert {finding.rule for finding in findings} <= {"not-given", "unknown-name"} and findings
    assert {finding.where.file for finding in findings} == {f"templates/{template}"} or all(
        str(finding.where.file).endswith(template) for finding in findings
    )
    assert all(finding.where.line == shipped.count("\n") + 2 for finding in findings)
    assert not ran.exists()


@pytest.fixture(scope="module")
def with_a_template(editions: Editions, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return an edition that has its own template inside."""
    folder = tmp_path_factory.mktemp("own")
    brief = SmallBrief.copied(folder / "brief")
    brief.write(
        "templates/blocks/prose.html", Path("templates/blocks/prose.html").read_text("utf-8")
    )
    return editions.pdf(brief.folder)


@pytest.mark.parametrize(
    "command",
    [
        lambda path, _new: verify(path, judge=False),
        lambda path, _new: trace(path, "6"),
        lambda path, new: rebuild(path, new),
    ],
    ids=["verify", "trace", "rebuild"],
)
@pytest.mark.parametrize("again", [True, False], ids=["sealed", "unsealed"])
def test_no_template_inside_a_pdf_runs_a_command(
    with_a_template: bytes, tmp_path: Path, command: Callable[[Path, Path], object], again: bool
) -> None:
    ran, path = tmp_path / "ran", tmp_path / "hostile.pdf"
    source = attack("html", ran) + attack("block", ran)

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.attachments["brief/templates/blocks/prose.html"].obj.EF.F
        stream.write(source.encode())
        stream.Params.CheckSum = pikepdf.String(
            md5(source.encode(), usedforsecurity=False).digest()
        )

    if again:
        path.write_bytes(sealed_again(with_a_template, change))
    else:
        path.write_bytes(with_a_template)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            change(pdf)
            pdf.save(path)
    try:
        done = command(path, tmp_path / "new.pdf")
    except MujazError as error:
        assert all(finding.text("ar") for finding in error.findings)
    else:
        assert not getattr(done, "sound", False)
    assert not ran.exists()
    assert not (tmp_path / "new.pdf").exists()
