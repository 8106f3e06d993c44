"""What travels inside an edition, and the edition built again from it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from properties import slow

from document.small import EVERY, SmallBrief
from report.archive.attached import open_edition
from report.archive.inside import attach, read_inside
from report.archive.model import Attachment
from report.archive.package import pack_sources, unfit_names
from report.archive.packed import pack
from report.archive.versions import LIBRARIES
from report.building import build, rebuild
from report.checking import check
from report.composing import read
from report.errors import ArchiveError, BriefError

TOP = Path(__file__).parents[2]


def inside(data: bytes) -> dict[str, Attachment]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return {attachment.path: attachment for attachment in read_inside(pdf)}


def node(data: bytes, name: str) -> dict[str, Any]:
    graph = json.loads(inside(data)["provenance.json"].data)["@graph"]
    return next(item for item in graph if item["@id"] == name)


@pytest.mark.parametrize(
    ("fixture", "folder"),
    [("every_pdf", EVERY), slow("first_brief_pdf", TOP / "data/marrakech-2025")],
)
def test_the_folder_of_the_brief_is_inside_as_it_was_read(
    fixture: str, folder: Path, request: pytest.FixtureRequest
) -> None:
    attachments = {
        path[6:]: attachment
        for path, attachment in inside(request.getfixturevalue(fixture)).items()
        if path.startswith("brief/")
    }
    assert "brief.toml" in attachments and any(name.endswith(".csv") for name in attachments)
    for name, attachment in attachments.items():
        assert (
            attachment.data == (folder / name).read_bytes() and attachment.relationship == "Source"
        )


def test_the_data_are_a_valid_data_package(every_pdf: bytes, tmp_path: Path) -> None:
    from frictionless import Package

    for path, attachment in inside(every_pdf).items():
        if path.startswith("data/"):
            assert attachment.relationship == "Data"
            (tmp_path / path[5:]).write_bytes(attachment.data)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    assert report.stats["tasks"] >= 1


def test_a_draft_holds_no_files(brief: SmallBrief, tmp_path: Path) -> None:
    assert not inside(
        build(brief.folder, tmp_path / "draft.pdf", profile="draft").path.read_bytes()
    )


def test_the_provenance_has_every_file_with_its_digest_and_every_measure(every_pdf: bytes) -> None:
    files = inside(every_pdf)
    for path, file in files.items():
        if path != "provenance.json":
            assert node(every_pdf, path)["sha256"] == sha256(file.data).hexdigest()
    brief = tomllib.loads(files["brief/brief.toml"].data.decode())
    for name in brief["measures"]:
        measure = node(every_pdf, f"#measure-{name}")
        assert measure["measurementTechnique"] and measure["mujaz:rows"]
    text = files["provenance.json"].data.decode()
    assert str(TOP) not in text and str(Path.home()) not in text


def test_every_library_of_the_project_is_named() -> None:
    expected = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {match[0].lower() for line in expected if (match := re.match(r"[\w.-]+", line))}
    assert names == set(LIBRARIES)


def test_each_file_is_listed_once_and_saved_by_poppler(every_pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(every_pdf)
    (tmp_path / "out").mkdir()
    subprocess.run(
        ["pdfdetach", "-saveall", "-o", str(tmp_path / "out"), str(tmp_path / "a.pdf")], check=True
    )
    saved = {sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "out").iterdir()}
    assert saved == {
        sha256(attachment.data).hexdigest() for attachment in inside(every_pdf).values()
    }
    with pikepdf.open(BytesIO(every_pdf)) as pdf:
        assert (
            len({spec.objgen for spec in pdf.Root.AF}) == len(pdf.Root.AF) == len(pdf.attachments)
        )


def test_a_password_stays_outside(brief: SmallBrief, tmp_path: Path) -> None:
    from report.archive.package import pack_sources
    from report.brief import load_brief

    brief.edit("brief.toml", "[brief]", "# postgresql://reader:secret@db/events\n[brief]")
    (item,) = [
        pack_source
        for pack_source in pack_sources(load_brief(brief.folder), {})
        if pack_source.path == "brief/brief.toml"
    ]
    assert b"secret" not in item.data and b"://reader:***@db/events" in item.data


def test_pictures_are_added_to_sources_that_are_packed(brief: SmallBrief) -> None:
    from report.archive.package import pack_sources
    from report.brief import load_brief

    (brief.folder / "mark.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    loaded, picture = load_brief(brief.folder), brief.folder.resolve() / "mark.svg"
    packed = pack_sources(loaded, {})
    sources = pack_sources(loaded, {}, [picture], packed=packed)
    assert [source.path for source in sources] == [
        source.path for source in pack_sources(loaded, {}, [picture])
    ]
    (added,) = [source for source in sources if source not in packed]
    assert added.path == "brief/mark.svg" and b"<svg" in added.data


#: The fixtures of a small edition and, slowly, of one with every kind of block.
EDITIONS = ["small_pdf", slow("every_pdf")]


@pytest.mark.parametrize("fixture", EDITIONS)
def test_an_edition_is_built_again_from_itself_alone(
    fixture: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    data: bytes = request.getfixturevalue(fixture)
    old.write_bytes(data)
    rebuilt = rebuild(old, new)
    assert rebuilt.equal and not rebuilt.versions
    assert new.read_bytes() == data


@pytest.mark.parametrize("fixture", EDITIONS)
def test_what_was_added_later_does_not_matter(
    fixture: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    data: bytes = request.getfixturevalue(fixture)
    old = tmp_path / "old.pdf"
    old.write_bytes(data + b"\n% signed\nstartxref\n0\n%%EOF\n")
    assert rebuild(old, tmp_path / "new.pdf").equal


@pytest.mark.parametrize("fixture", EDITIONS)
def test_another_version_is_reported_and_the_pages_are_compared(
    fixture: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from report.archive import rebuild as module

    data: bytes = request.getfixturevalue(fixture)
    now = module.versions()
    monkeypatch.setattr(module, "versions", lambda: {**now, "pango": "9.9.9"})
    changed = data.replace(b"%PDF-1.7", b"%PDF-1.6")
    (tmp_path / "old.pdf").write_bytes(changed)
    rebuilt = rebuild(tmp_path / "old.pdf", tmp_path / "new.pdf")
    assert [(version.name, version.now) for version in rebuilt.versions] == [("pango", "9.9.9")]
    assert (rebuilt.equal, rebuilt.texts, rebuilt.pictures) == (False, (), ())


def test_a_page_that_differs_is_named(brief: SmallBrief, tmp_path: Path) -> None:
    old = build(brief.folder, tmp_path / "old.pdf").path
    with pikepdf.open(old) as pdf:
        files = {attachment.path: attachment for attachment in read_inside(pdf)}
        changed = files["brief/brief.toml"].data.replace(
            "حوادث يناير".encode(), "حوادث أخرى".encode()
        )
        assert changed != files["brief/brief.toml"].data
        spec = pdf.attachments["brief/brief.toml"].obj
        spec.EF.F.write(changed)
        pdf.save(tmp_path / "changed.pdf")
    rebuilt = rebuild(tmp_path / "changed.pdf", tmp_path / "new.pdf")
    assert not rebuilt.equal and 1 in rebuilt.texts and 1 in rebuilt.pictures


@pytest.mark.parametrize("path", ["../x", "/etc/x", "brief/../../x", "a//b", "a\\b"])
def test_a_path_that_leads_out_is_refused(path: str, tmp_path: Path) -> None:
    target = tmp_path / "bad.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["x"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="x")
        pdf.Root.Names.EmbeddedFiles.Names[0] = pikepdf.String(path)
        pdf.save(target)
    with pytest.raises(ArchiveError) as caught:
        open_edition(target)
    assert caught.value.findings[0].rule == "unsafe-inside"


def test_no_pdf_and_no_edition_are_reported(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"nothing")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "plain.pdf")
    for name, rule in (("x.pdf", "not-a-pdf"), ("plain.pdf", "not-an-edition")):
        with pytest.raises(ArchiveError) as caught:
            rebuild(tmp_path / name, tmp_path / "new.pdf")
        assert caught.value.findings[0].rule == rule
        assert not (tmp_path / "new.pdf").exists()


def places(zone: str, locale: str) -> dict[str, str]:
    """Return the environment of a time zone and a locale."""
    return {"TZ": zone, "LC_ALL": locale, "LANG": locale}


@pytest.mark.slow
def test_equal_inputs_give_equal_bytes_on_any_machine(brief: SmallBrief, tmp_path: Path) -> None:
    import shutil

    second = tmp_path / "ملفات أخرى" / "brief"
    second.parent.mkdir()
    shutil.copytree(brief.folder, second)
    for path in second.rglob("*"):
        os.utime(path, (0, 86400))
    home = tmp_path / "home"
    home.mkdir()
    own = {"HOME": str(home), "XDG_CACHE_HOME": str(home), "MPLCONFIGDIR": str(home)}
    # What must not matter is changed together: a way that differs in several things costs one build.
    ways: list[tuple[Path, dict[str, str], Path]] = [
        (brief.folder, {}, TOP),
        (second, {"PYTHONHASHSEED": "0", **places("Pacific/Kiritimati", "C")}, TOP),
        (brief.folder, {"PYTHONHASHSEED": "1", **places("America/St_Johns", "ar_MA.UTF-8")}, TOP),
        (second, {"PYTHONHASHSEED": "4242", **own}, TOP),
        (
            Path(os.path.relpath(second, tmp_path)),
            {"TMPDIR": str(home), "OMP_NUM_THREADS": "1", "PYTHONOPTIMIZE": "1"},
            tmp_path,
        ),
    ]
    digests = set()
    for number, (folder, environment, cwd) in enumerate(ways):
        target = tmp_path / f"{number}.pdf"
        command = [
            sys.executable,
            "-m",
            "report",
            "build",
            str(folder),
            "-o",
            str(target),
            "--quiet",
            "--no-cache",
        ]
        subprocess.run(
            command, cwd=cwd, env={**os.environ, "PYTHONPATH": str(TOP), **environment}, check=True
        )
        digests.add(sha256(target.read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_file_of_any_name_may_be_put_in_and_taken_out() -> None:
    names = ["brief/نص.md", "brief/a b.md", "brief/text/a.md", "brief/text-a.md"]
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        files = [
            Attachment(
                path=name,
                content=pack([name.encode()]),
                relationship="Source",
                media_type="text/markdown",
                description="",
            )
            for name in names
        ]
        attach(pdf, files, datetime(2025, 1, 1, tzinfo=UTC))
        target = BytesIO()
        pdf.save(target)
    assert {
        path: attachment.data.decode() for path, attachment in inside(target.getvalue()).items()
    } == {name: name for name in names}


def test_what_a_server_gave_travels_inside_and_is_read_again_without_it(
    brief: SmallBrief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import csv
    import datetime as dt

    from report.building import trace, verify

    with (brief.folder / "incidents.csv").open(encoding="utf-8") as file:
        names, *lines = csv.reader(file)
    position = names.index("date")
    items = []
    for line in lines:
        items.append([cell or None for cell in line])
    records: list[list[Any]] = items
    records[0][position] = dt.date.fromisoformat(lines[0][position])
    asked = []

    def queried(*_: object) -> tuple[list[str], list[list[Any]]]:
        asked.append(1)
        return names, records

    monkeypatch.setattr("report.intake.sources.database._queried", queried)
    brief.edit(
        "brief.toml",
        'source = "incidents.csv"',
        'url = "postgresql://reader:secret@db.example/events"\nquery = "SELECT * FROM incidents"',
    )
    (brief.folder / "incidents.csv").unlink()
    old = build(brief.folder, tmp_path / "old.pdf").path
    (name,) = [path for path in inside(old.read_bytes()) if path.startswith("brief/as-read/")]
    assert b"secret" not in inside(old.read_bytes())["brief/brief.toml"].data and name.endswith(
        ".json"
    )
    assert asked == [1]
    assert rebuild(old, tmp_path / "new.pdf").equal
    assert verify(old, judge=False).sound and trace(old, "6")
    assert asked == [1]


_NAMED = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\")


@settings(max_examples=60)
@given(st.sets(st.text(_NAMED, min_size=1), min_size=1))
def test_a_name_tree_of_any_names_is_sound(names: set[str]) -> None:
    paths = {f"brief/{name}" for name in names if name not in (".", "..")} | {
        "brief/brief.toml",
        "provenance.json",
    }
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        files = [
            Attachment(
                path=path,
                content=pack([path.encode()]),
                relationship="Source",
                media_type="",
                description="",
            )
            for path in paths
        ]
        attach(pdf, files, datetime(2025, 1, 1, tzinfo=UTC))
        target = BytesIO()
        pdf.save(target)
    with pikepdf.open(target) as pdf:
        assert list(pdf.check_pdf_syntax()) == []
        assert {attachment.path: attachment.data.decode() for attachment in read_inside(pdf)} == {
            path: path for path in paths
        }
        plain = [bytes(spec.obj.F) for spec in pdf.attachments.values()]
        assert all(name.isascii() for name in plain) and len(set(plain)) == len(plain)


@pytest.mark.parametrize("form", [slow("NFC"), "NFD"])
def test_an_edition_of_files_with_arabic_names_verifies(
    form: str, brief: SmallBrief, tmp_path: Path
) -> None:
    import unicodedata

    from report.building import verify

    name = unicodedata.normalize(form, "جداول آخر السنة é (أ)")
    (brief.folder / "incidents.csv").rename(brief.folder / f"{name}.csv")
    brief.edit("brief.toml", 'source = "incidents.csv"', f'source = "{name}.csv"')
    verification = verify(build(brief.folder, tmp_path / f"{name}.pdf").path, judge=False)
    texts = []
    for verify_check in verification.checks:
        for finding in verify_check.findings:
            texts.append(finding.text())
    assert texts == []
    assert rebuild(tmp_path / f"{name}.pdf", tmp_path / "new.pdf").equal


@pytest.mark.parametrize(
    ("named", "on_disk", "pattern"),
    [
        ("NFC", "NFD", "آخر é/أحداث.csv"),
        slow("NFC", "NFD", "آخر é/أحد*.csv"),
        slow("NFD", "NFC", "آخر é/أحداث.csv"),
        ("NFD", "NFC", "آخر é/أحد*.csv"),
    ],
)
def test_a_file_is_found_however_its_name_is_composed(
    named: str, on_disk: str, pattern: str, brief: SmallBrief, tmp_path: Path
) -> None:
    import unicodedata

    folder = brief.folder / unicodedata.normalize(on_disk, "آخر é")
    folder.mkdir()
    (brief.folder / "incidents.csv").rename(folder / unicodedata.normalize(on_disk, "أحداث.csv"))
    source = f'source = "{unicodedata.normalize(named, pattern)}"'
    brief.edit("brief.toml", 'source = "incidents.csv"', source)
    pdf = build(brief.folder, tmp_path / "a.pdf").path
    assert unicodedata.normalize(on_disk, "brief/آخر é/أحداث.csv") in inside(pdf.read_bytes())
    assert rebuild(pdf, tmp_path / "b.pdf").equal


ODD_SIGNS = st.sampled_from(
    "\\\n\t\x01\x18\x7f\x85:*?<>|'\"`;=#% .~-\u00e9\u0301\u202e\u2028\ufeff🕌"
)
ODD_NAMES = st.one_of(
    st.text(st.one_of(ODD_SIGNS, st.characters(exclude_categories=["Cs"]))).map(str.encode),
    st.binary(max_size=20),
)


@pytest.fixture(scope="module")
def read_brief(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("names") / "brief"
    return read(SmallBrief.copied(folder).folder)


@settings(max_examples=100)
@given(ODD_NAMES)
def test_a_file_of_any_name_travels_inside_or_check_tells_it(read_brief: Any, name: bytes) -> None:
    assume(
        b"/" not in name
        and b"\0" not in name
        and not name.startswith(b".")
        and 0 < len(name) <= 200
    )
    folder = read_brief.brief.folder / "templates"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    file = folder / os.fsdecode(name)
    file.write_bytes(b"content")
    findings_expected = unfit_names(read_brief.brief, read_brief.tables)
    try:
        files = pack_sources(read_brief.brief, read_brief.tables)
    except BriefError as error:
        assert error.findings == findings_expected and [
            finding.rule for finding in findings_expected
        ] == ["unfit-file-name"]
        assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", error.text("ar").encode())
        return
    assert findings_expected == ()
    pdf = pikepdf.new()
    attach(pdf, files, datetime(2026, 1, 1, tzinfo=UTC))
    data = BytesIO()
    pdf.save(data)
    preloaded = inside(data.getvalue())
    assert preloaded.keys() == {finding.path for finding in files}
    assert preloaded[f"brief/templates/{file.name}"].data == b"content"


UNFIT = ("in\\cidents.csv", "in\ncidents.csv", "in\udcffcidents.csv")


@pytest.mark.parametrize(
    ("name", "where"),
    [
        (UNFIT[0], "a table"),
        *(slow(name, "a table") for name in UNFIT[1:]),
        *(slow(name, "a template") for name in UNFIT[:2]),
        (UNFIT[2], "a template"),
    ],
)
def test_a_name_that_verify_would_refuse_is_refused_before(
    brief: SmallBrief, tmp_path: Path, name: str, where: str
) -> None:
    if where == "a table":
        (brief.folder / "incidents.csv").rename(brief.folder / name)
        brief.edit("brief.toml", '"incidents.csv"', '"in*.csv"')
    else:
        (brief.folder / "templates").mkdir()
        (brief.folder / "templates" / name).write_text("x", "utf-8")
    assert [finding.rule for finding in check(brief.folder) if finding.severity == "error"] == [
        "unfit-file-name"
    ]
    with pytest.raises(BriefError) as caught:
        build(brief.folder, tmp_path / "a.pdf", text_gate=False)
    assert [finding.rule for finding in caught.value.findings] == ["unfit-file-name"]
    assert not (tmp_path / "a.pdf").exists()
    build(brief.folder, tmp_path / "draft.pdf", text_gate=False, profile="draft")
