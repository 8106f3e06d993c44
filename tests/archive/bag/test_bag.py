"""A bag of an edition: whole, checked by others, the same bytes every time, and nothing of the user's lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import bagit
import pikepdf
import pytest
from interrupts import obey_signals
from properties import slow

from report.archive.bag import LAYOUTS, Layout, bag
from report.archive.inside import read_inside
from report.command.app import run
from report.errors import ArchiveError, MujazError, OutputError

TOP = Path(__file__).parents[3]
EACH = pytest.mark.parametrize("layout", LAYOUTS)
DAILY = ((signal.SIGKILL, LAYOUTS[0]), (signal.SIGTERM, LAYOUTS[-1]))
Changed = Callable[[Callable[[pikepdf.Pdf], None]], Path]


def tree(folder: Path) -> dict[str, tuple[bytes, float]]:
    """Return every file of a folder with its bytes and its date."""
    return {
        path.relative_to(folder).as_posix(): (
            path.read_bytes() if path.is_file() else b"",
            path.stat().st_mtime,
        )
        for path in [folder, *folder.rglob("*")]
    }


def rule(error: MujazError) -> str:
    return error.findings[0].rule


@EACH
def test_a_bag_is_valid_to_bagit_and_to_sha512sum(
    edition: Path, tmp_path: Path, layout: Layout
) -> None:
    result = bag(edition, tmp_path / "bag", layout)
    read = bagit.Bag(str(result.folder))
    assert read.validate() and sorted(read.algorithms) == ["sha256", "sha512"]
    assert len(list(read.payload_files())) == result.files
    for size in ("256", "512"):
        for manifest in (f"manifest-sha{size}.txt", f"tagmanifest-sha{size}.txt"):
            subprocess.run(
                [f"sha{size}sum", "--strict", "--quiet", "-c", manifest],
                cwd=result.folder,
                check=True,
            )


def test_it_says_whose_it_is(edition: Path, tmp_path: Path) -> None:
    info = bagit.Bag(str(bag(edition, tmp_path / "bag").folder)).info
    assert info["External-Description"] == "حوادث يناير"
    assert info["Source-Organization"] == "مصلحة الإحصاء"
    assert info["External-Identifier"].startswith("urn:uuid:")
    assert info["Bagging-Date"] == "2026-02-02"
    assert info["Bag-Software-Agent"].startswith("Mujaz ")
    assert info["Conformance"] == "PDF/A-3a, PDF/UA-1 claimed; veraPDF was not run"
    assert set(info) == {"External-Description", "Source-Organization", "External-Identifier", "Bagging-Date",
                         "Bag-Software-Agent", "Conformance", "Payload-Oxum"}  # fmt: skip


@EACH
def test_the_pdf_and_every_file_inside_it_are_there_byte_for_byte(
    every_pdf: bytes, tmp_path: Path, layout: Layout
) -> None:
    path = tmp_path / "every.pdf"
    path.write_bytes(every_pdf)
    result = bag(path, tmp_path / "bag", layout)
    (pdf,) = result.folder.rglob("edition.pdf")
    assert pdf.read_bytes() == every_pdf
    with pikepdf.open(path) as opened:
        inside = {attachment.path: attachment.data for attachment in read_inside(opened)}
    sources = pdf.parent / "sources"
    paths = {
        path.relative_to(sources).as_posix(): path.read_bytes()
        for path in sources.rglob("*")
        if path.is_file()
    }
    assert paths == inside and len(paths) >= 7


@pytest.mark.parametrize(
    "name", ["data/edition.pdf", "data/premis.xml", "data/sources/brief/brief.toml", "bag-info.txt"]
)
def test_a_changed_byte_is_found(edition: Path, tmp_path: Path, name: str) -> None:
    folder = bag(edition, tmp_path / "bag").folder
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(bagit.BagValidationError, match=name):
        bagit.Bag(str(folder)).validate()


#: Places and moments; each has another seed of hashes, zone or language.
ENVIRONMENTS = [
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "ar_MA.UTF-8"},
    slow({"TZ": "America/St_Johns", "PYTHONHASHSEED": "4242", "LC_ALL": "C"}),
    slow({"LC_ALL": "ar_MA.UTF-8", "LANGUAGE": "fr"}),
]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@EACH
def test_equal_editions_give_equal_bags_wherever_and_whenever(
    edition: Path, tmp_path: Path, layout: Layout, environment: dict[str, str]
) -> None:
    first = tree(bag(edition, tmp_path / "bag", layout).folder)
    assert {moment for _, moment in first.values()} == {
        datetime(2026, 2, 2, tzinfo=UTC).timestamp()
    }
    second = tmp_path / "مجلد آخر" / "اسم آخر.pdf"
    second.parent.mkdir()
    shutil.copy(edition, second)
    folder = second.parent / "0"
    subprocess.run(
        [sys.executable, "-m", "report", "bag", str(second), "-o", str(folder), "--layout", layout],
        cwd=TOP, env={**os.environ, "PATH": "", "MUJAZ_VERAPDF": "", **environment}, check=True,
        capture_output=True,
    )  # fmt: skip
    assert tree(folder) == first


def test_a_file_that_was_signed_goes_in_as_it_is(edition: Path, tmp_path: Path) -> None:
    edition.write_bytes(edition.read_bytes() + b"1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n")
    result = bag(edition, tmp_path / "bag")
    assert (result.folder / "data/edition.pdf").read_bytes() == edition.read_bytes()


@pytest.mark.parametrize("what", ["folder", "file", "link"])
def test_what_stands_at_the_place_stays_there(edition: Path, tmp_path: Path, what: str) -> None:
    place = tmp_path / "bag"
    stored = tmp_path / "kept"
    stored.mkdir()
    if what == "folder":
        place.mkdir()
        (place / "mine.txt").write_text("mine")
    elif what == "file":
        place.write_text("mine")
    else:
        place.symlink_to(stored)
    with pytest.raises(OutputError) as caught:
        bag(edition, place)
    assert rule(caught.value) == "bag-folder-taken"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bag", "kept", "small.pdf"]
    assert what != "folder" or (place / "mine.txt").read_text() == "mine"


def test_an_empty_folder_and_one_in_a_folder_not_there_will_do(
    edition: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    usual = (tmp_path / "empty").stat().st_mode
    for folder in (tmp_path / "empty", tmp_path / "a/b/bag"):
        assert bagit.Bag(str(bag(edition, folder).folder)).validate()
        assert folder.stat().st_mode == usual


def test_a_bag_that_cannot_be_written_leaves_nothing(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise bagit.BagError("no room")

    monkeypatch.setattr(bagit, "make_manifests", fails)
    with pytest.raises(OutputError, match="no room") as caught:
        bag(edition, tmp_path / "bag")
    assert rule(caught.value) == "cannot-write" and not caplog.records
    assert [path.name for path in tmp_path.iterdir()] == ["small.pdf"]


def put(pdf: pikepdf.Pdf, names: list[str]) -> None:
    """Put files of these names into a PDF."""
    tree = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)
    for name in names:
        spec = pikepdf.AttachedFileSpec(pdf, name.encode("utf-8", "replace"), filename="x")
        tree[name] = spec.obj


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # No edition has a control character in a name: such a file is not read at all.
        (["brief/a\nb.md"], "unsafe-inside"),
        (["brief/\x85"], "unsafe-inside"),
        (["brief/a\u2028b.md"], "bag-unfit-name"),
        (["brief/a.md "], "bag-unfit-name"),
        (["brief/a%0Ab.md"], "bag-unfit-name"),
        (["brief/\ufffe"], "bag-unfit-name"),
        (["brief/A.md", "brief/a.md"], "bag-unfit-name"),
        (["brief/e\u0301", "brief/\u00e9"], "bag-unfit-name"),
    ],
)
def test_a_name_that_no_manifest_holds_is_an_error(
    changed: Changed, tmp_path: Path, names: list[str], expected: str
) -> None:
    path = changed(lambda pdf: put(pdf, names))
    with pytest.raises(ArchiveError) as caught:
        bag(path, tmp_path / "bag")
    assert rule(caught.value) == expected and not (tmp_path / "bag").exists()


@pytest.mark.parametrize("names", [["brief/x", "brief/x/y"], ["brief/" + "x" * 300]])
def test_a_name_that_no_disk_holds_is_reported(
    changed: Changed, tmp_path: Path, names: list[str]
) -> None:
    path = changed(lambda pdf: put(pdf, names))
    with pytest.raises(OutputError):
        bag(path, tmp_path / "bag")
    assert not list(tmp_path.glob(".bag*")) and not (tmp_path / "bag").exists()


ODD = ["brief/نص الموجز.md", "brief/a b  c.md", "brief/-o", "brief/~root", "brief/*x", "brief/50%.md",
       "brief/a&<b>'\".md", "brief/#a?b.md", "fetch.txt", "bagit.txt"]  # fmt: skip


@EACH
def test_odd_names_are_kept(changed: Changed, tmp_path: Path, layout: Layout) -> None:
    folder = bag(changed(lambda pdf: put(pdf, ODD)), tmp_path / "bag", layout).folder
    assert bagit.Bag(str(folder)).validate()
    subprocess.run(
        ["sha512sum", "--strict", "--quiet", "-c", "manifest-sha512.txt"], cwd=folder, check=True
    )
    (sources,) = folder.rglob("sources")
    assert [name for name in ODD if (sources / name).read_bytes() != name.encode()] == []


def xmp(pdf: pikepdf.Pdf, old: str, new: str) -> None:
    """Change the metadata of a PDF."""
    text = bytes(pdf.Root.Metadata.read_raw_bytes()).decode()
    assert old in text
    pdf.Root.Metadata.write(text.replace(old, new).encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dc:identifier", "dc:other"),
        ("dc:title", "dc:other"),
        ("<pdfaid:part>3<", "<pdfaid:part>2<"),
        ("2026-02-02T00:00:00+00:00", "yesterday"),
        ("2026-02-02T00:00:00+00:00", "0001-01-01T00:00:00+14:00"),
        ("<x:xmpmeta", '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x:xmpmeta'),
        ("<dc:format>", "<dc:format><"),
    ],
)
def test_metadata_that_are_no_editions_are_reported(
    changed: Changed, tmp_path: Path, old: str, new: str
) -> None:
    path = changed(lambda pdf: xmp(pdf, old, new))
    with pytest.raises(ArchiveError) as caught:
        bag(path, tmp_path / "bag")
    assert rule(caught.value) == "not-an-edition"


@pytest.mark.parametrize(
    "provenance", [b"", b"[]", b"{}", b'{"@graph": [{"@id": 1}]}', b"[" * 100_000, b"\xff"]
)
def test_a_provenance_that_is_none_is_reported(
    changed: Changed, tmp_path: Path, provenance: bytes
) -> None:
    path = changed(lambda pdf: pdf.attachments["provenance.json"].obj.EF.F.write(provenance))
    with pytest.raises(ArchiveError) as caught:
        bag(path, tmp_path / "bag")
    assert rule(caught.value) == "not-an-edition"


def test_texts_of_a_stranger_stay_texts(changed: Changed, tmp_path: Path) -> None:
    title = "عنوان &lt;b&gt; &amp;amp; «سطر»\u2028Payload-Oxum: 0.0\u0085X: y &#13;&#10;Z: w"
    path = changed(lambda pdf: xmp(pdf, "حوادث يناير", title))
    for layout in LAYOUTS:
        folder = bag(path, tmp_path / layout, layout).folder
        info = bagit.Bag(str(folder)).info
        assert info["External-Description"] == "عنوان <b> &amp; «سطر» Payload-Oxum: 0.0 X: y Z: w"
        assert not {"X", "Z"} & set(info)


def test_no_pdf_no_edition_and_a_changed_one_are_reported(edition: Path, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"nothing")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "plain.pdf")
    data = bytearray(edition.read_bytes())
    data[data.index(b"%PDF-1.7") + 7] = ord("6")
    (tmp_path / "changed.pdf").write_bytes(data)
    for name, reported in (
        ("x", "not-a-pdf"),
        ("plain", "not-an-edition"),
        ("changed", "bag-broken-seal"),
    ):
        with pytest.raises(ArchiveError) as caught:
            bag(tmp_path / f"{name}.pdf", tmp_path / "bag")
        assert rule(caught.value) == reported
    assert not (tmp_path / "bag").exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "{}: 12 files; veraPDF: not found, not run\n"),
        ("ar", "{}: 12 ملفا؛ veraPDF: لم يُشغَّل لأنه غير موجود\n"),
    ],
)
def test_the_command_says_where_the_bag_is(
    edition: Path, tmp_path: Path, language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "bag"
    assert run(["--lang", language, "bag", str(edition), "-o", str(folder)]) == 0
    assert capsys.readouterr() == (said.format(folder), "")
    assert run(["--lang", language, "bag", str(edition), "-o", str(folder)]) == 1
    assert "bag" in capsys.readouterr().err
    assert run(["bag", str(tmp_path / "none.pdf"), "-o", str(tmp_path / "other")]) == 1


@pytest.mark.verapdf
@EACH
def test_verapdf_has_its_say(
    edition: Path, tmp_path: Path, layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    result = bag(edition, tmp_path / "bag", layout)
    assert {flavour: judgement.compliant for flavour, judgement in result.judgements.items()} == {
        "3a": True,
        "ua1": True,
    }
    for flavour in ("3a", "ua1"):
        (report,) = result.folder.rglob(f"verapdf-{flavour}.xml")
        assert 'isCompliant="true"' in report.read_text("utf-8")
    info = bagit.Bag(str(result.folder)).info
    assert info["Conformance"].startswith("PDF/A-3a compliant, PDF/UA-1 compliant (veraPDF ")
    assert (
        run(
            ["--lang", "en", "bag", str(edition), "-o", str(tmp_path / "again"), "--layout", layout]
        )
        == 0
    )
    assert capsys.readouterr().out.endswith("; veraPDF: 3a compliant, ua1 compliant\n")
    assert tree(tmp_path / "again") == tree(result.folder)


@pytest.mark.verapdf
def test_a_pdf_that_does_not_conform_is_bagged_and_reported(
    changed: Changed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.OutputIntents
        pdf.Root.Lang = pikepdf.String("")

    assert run(["--lang", "en", "bag", str(changed(spoil)), "-o", str(tmp_path / "bag")]) == 1
    assert "3a not compliant" in capsys.readouterr().out
    assert 'isCompliant="false"' in (tmp_path / "bag/data/reports/verapdf-3a.xml").read_text(
        "utf-8"
    )
    assert "Rules broken: " in (tmp_path / "bag/data/premis.xml").read_text("utf-8")


#: ``mujaz bag`` that stops while the bag is half written.
_HALF = """
import sys, time
from report.archive.bag import make
def half(*_):
    print("half", flush=True)
    time.sleep(60)
make._close = half
sys.argv = ["mujaz", *sys.argv[1:]]
from report.command import main
main()
"""


#: Each signal with each layout; the daily run sends a signal that a process can see and one that it cannot.
KILLED = [
    (number, layout) if (number, layout) in DAILY else slow(number, layout)
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
    for layout in LAYOUTS
]


@pytest.mark.parametrize(("number", "layout"), KILLED)
def test_a_bag_that_is_killed_half_written_is_none_and_the_next_run_makes_it(
    edition: Path, tmp_path: Path, layout: Layout, number: signal.Signals
) -> None:
    folder = tmp_path / "out" / "bag"
    words = ["bag", str(edition), "-o", str(folder), "--layout", layout]
    process = subprocess.Popen(
        [sys.executable, "-c", _HALF, *words],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, preexec_fn=obey_signals,
        env={**os.environ, "PATH": os.defpath},
    )  # fmt: skip
    assert process.stdout is not None and process.stdout.readline() == "half\n"
    (half,) = folder.parent.iterdir()
    assert half != folder and any(half.rglob("*.pdf"))
    process.send_signal(number)
    process.communicate(timeout=30)
    assert not folder.exists()
    for _ in range(100):  # the worker of a killed command ends a moment later
        bag(edition, folder, layout)
        if [*folder.parent.iterdir()] == [folder]:
            break
        shutil.rmtree(folder)
        time.sleep(0.05)
    assert [*folder.parent.iterdir()] == [folder]
    assert bagit.Bag(str(folder)).is_valid()
