"""``mujaz verify``: what is whole is reported so, and every change is found, by somebody who seals it again too."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from archive.random_briefs import random_brief
from archive.tamper import changed_byte, in_attachment, in_metadata, in_number, sealed_again
from properties import one_in, slow

from document.small import SMALL, SmallBrief
from editions import Editions
from report.archive import verify as verifying
from report.archive.verify import CHECKS, Verification
from report.building import build, verify
from report.command.app import run


def verified(data: bytes, folder: Path, *, rebuild: bool = True) -> Verification:
    path = folder / "edition.pdf"
    path.write_bytes(data)
    return verify(path, judge=False, rebuild=rebuild)


def verdicts(verification: Verification) -> dict[str, str]:
    return {check.name: check.verdict for check in verification.checks}


def rules(verification: Verification) -> set[str]:
    all_rules = set()
    for check in verification.checks:
        for finding in check.findings:
            all_rules.add(finding.rule)
    return all_rules


#: What follows from equal bytes, and is not looked at then.
PROVED = {"objects", "pages", "text", "seen", "ink"}
LOOKED_AT = [name for name in CHECKS if name not in ("signatures", "conformance")]


@pytest.mark.parametrize("which", ["small_pdf", "every_pdf", slow("first_brief_pdf")])
def test_an_edition_is_sound(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    verification = verified(request.getfixturevalue(which), tmp_path)
    assert rules(verification) == set() and verification.sound
    assert verdicts(verification) == {
        name: "ok" if name in LOOKED_AT else "left-out" for name in CHECKS
    }
    assert {check.name for check in verification.checks if check.facts == {"equal": True}} == PROVED


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    "which", ["small_pdf", "every_pdf", slow("first_brief_pdf"), slow("second_brief_pdf")]
)
def test_an_edition_is_sound_by_itself(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(request.getfixturevalue(which))
    verification = verify(path, judge=False, rebuild=False)
    assert rules(verification) == set() and verification.level == "counted"
    facts = {check.name: check.facts for check in verification.checks}
    assert facts["seen"]["texts"] >= facts["pages"]["texts"] == facts["text"]["texts"] > 50
    assert not any(facts.get("equal") for facts in facts.values())


def test_a_brief_with_looks_of_its_own_is_looked_at_though_its_bytes_are_equal(
    brief: SmallBrief, tmp_path: Path
) -> None:
    sheet = brief.folder / "templates" / "css" / "brief.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("p { color: #fffffe }", "utf-8")
    verification = verify(
        build(brief.prose("رقم مخفي").folder, tmp_path / "a.pdf").path, judge=False
    )
    facts = {check.name: check.facts for check in verification.checks}
    assert facts["rebuild"]["equal"] and (rules(verification), verification.sound) == (
        {"text-invisible"},
        False,
    )


def test_without_its_text_gate_an_edition_is_looked_at_though_its_bytes_are_equal(
    editions: Editions, tmp_path: Path
) -> None:
    path = editions.write(SMALL, tmp_path / "a.pdf", text_gate=False)
    verification = verify(path, judge=False)
    facts = {check.name: check.facts for check in verification.checks}
    assert verification.level == "rebuilt" and facts["text"]["texts"]


@pytest.mark.parametrize(
    ("profile", "looked_at"),
    [
        ("pdfa-4f", LOOKED_AT),
        ("pdfa-2u", ["structure", "seal", "objects", "text", "seen"]),
        ("draft", ["structure", "objects", "text", "seen"]),
    ],
)
def test_every_profile_is_looked_at_as_far_as_it_goes(
    profile: str, looked_at: list[str], editions: Editions, tmp_path: Path
) -> None:
    pdf = editions.write(SMALL, tmp_path / "a.pdf", profile=profile)
    verification = verify(pdf, judge=False)
    assert [
        name for name, verdict in verdicts(verification).items() if verdict == "ok"
    ] == looked_at
    assert rules(verification) == ({"seal-missing"} if profile == "draft" else set())


@pytest.mark.parametrize("seed", one_in(6, (3, 0, 4, 9, 11, 12)))
def test_a_brief_made_at_random_is_sound(seed: int, tmp_path: Path) -> None:
    brief = random_brief(tmp_path / "brief", seed)
    verification = verify(build(brief.folder, tmp_path / "a.pdf").path, judge=False)
    texts = []
    for check in verification.checks:
        for finding in check.findings:
            texts.append(finding.text())
    assert texts == []


def test_every_form_of_digits_and_every_option_is_composed_again(
    brief: SmallBrief, tmp_path: Path
) -> None:
    prose = (
        "1. أول\n2. ثان[^a]\n\n- نقطة\n\n> اقتباس\n\n[^a]: حاشية برقم 12.\n\n"
        "{{ measures.all | counted }} و{{ period }} و3,5%.\n\n| أ | ب |\n|---|---|\n| 1 | (2) |\n"
    )
    pdf = build(brief.prose(prose).folder, tmp_path / "a.pdf", digits="arab", epoch=86400).path
    verification = verify(pdf, judge=False)
    assert (rules(verification), verification.sound) == (set(), True)
    with pikepdf.open(pdf) as opened:
        assert str(opened.docinfo.CreationDate).startswith("D:19700102")


CHANGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "a byte of the file": changed_byte,
    "a byte of the data": partial(in_attachment, folder="data/"),
    "a byte of the provenance or the findings": partial(in_attachment, folder="p"),
    "a figure as it is drawn": partial(in_number, said=False),
    "a figure as it is drawn and read": partial(in_number, said=True),
    "a byte of the XMP": in_metadata,
}


def unfound(
    data: bytes, count: int, folder: Path, *, rebuild: bool = True
) -> list[tuple[str, int]]:
    """Return which of ``count`` changes of each kind are not found, with their seeds."""
    results = []
    for kind, change in CHANGES.items():
        for seed in range(count):
            if verified(
                change(data, random.Random(f"{kind}{seed}")), folder, rebuild=rebuild
            ).sound:
                results.append((kind, seed))
    return results


@pytest.mark.usefixtures("memory")
def test_a_change_is_found(small_pdf: bytes, tmp_path: Path) -> None:
    assert unfound(small_pdf, 1, tmp_path) == []


@pytest.mark.slow
@pytest.mark.usefixtures("memory")
def test_dozens_of_changes_are_found(small_pdf: bytes, tmp_path: Path) -> None:
    assert unfound(small_pdf, 10, tmp_path) == []


@pytest.mark.slow
@pytest.mark.usefixtures("memory")
def test_hundreds_of_changes_are_found_without_building_again(
    small_pdf: bytes, tmp_path: Path
) -> None:
    assert unfound(small_pdf, 30, tmp_path, rebuild=False) == []


@pytest.mark.usefixtures("memory")
def test_a_change_of_a_source_is_found(small_pdf: bytes, tmp_path: Path) -> None:
    for seed in range(4):
        verification = verified(in_attachment(small_pdf, random.Random(seed), "brief/"), tmp_path)
        assert "file-changed" in rules(verification)


@pytest.mark.usefixtures("memory")
def test_the_place_of_a_changed_number_is_reported(small_pdf: bytes, tmp_path: Path) -> None:
    verification = verified(in_number(small_pdf, random.Random(3), said=True), tmp_path)
    (finding, *_) = next(check.findings for check in verification.checks if check.name == "pages")
    assert finding.where.page is not None
    verification = verified(in_number(small_pdf, random.Random(3), said=False), tmp_path)
    assert rules(verification) <= {"text-differs", "furniture-differs", "rebuilt-differs"}


def test_what_was_added_without_a_signature_is_found(small_pdf: bytes, tmp_path: Path) -> None:
    assert rules(verified(small_pdf + b"% added\n", tmp_path)) == {"added-later"}


@pytest.mark.usefixtures("memory")
def test_a_file_taken_out_or_put_in_is_found(small_pdf: bytes, tmp_path: Path) -> None:
    def without(pdf: pikepdf.Pdf) -> None:
        del pdf.attachments["findings.json"]

    def with_another(pdf: pikepdf.Pdf) -> None:
        spec = pikepdf.AttachedFileSpec(pdf, b"x", filename="more.txt", mime_type="text/plain")
        pdf.attachments["more.txt"] = spec

    assert "file-missing" in rules(verified(sealed_again(small_pdf, without), tmp_path))
    assert "file-unlisted" in rules(verified(sealed_again(small_pdf, with_another), tmp_path))


@pytest.mark.usefixtures("memory")
def test_a_number_that_was_recorded_wrongly_is_found(small_pdf: bytes, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.attachments["provenance.json"].obj.EF.F
        graph = json.loads(stream.read_bytes())
        node = next(node for node in graph["@graph"] if node["@id"].startswith("#measure-"))
        node["value"] = "999"
        stream.write(json.dumps(graph, ensure_ascii=False).encode())

    assert "measure-differs" in rules(verified(sealed_again(small_pdf, change), tmp_path))


def test_a_brief_inside_that_cannot_be_composed_is_reported_with_its_place(
    small_pdf: bytes, tmp_path: Path
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["brief/brief.toml"].obj.EF.F.write(b"[brief]\ntitle = 1\n")

    verification = verified(sealed_again(small_pdf, change), tmp_path)
    (finding, *_) = next(check.findings for check in verification.checks if check.name == "tables")
    assert finding.where.file == "brief/brief.toml" and str(tmp_path) not in finding.text()
    assert verdicts(verification)["pages"] == "left-out"


def test_no_server_is_asked(
    small_pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.attachments["brief/brief.toml"].obj.EF.F
        text = stream.read_bytes().decode()
        stream.write(
            text.replace(
                'source = "incidents.csv"',
                'url = "postgresql://a:b@localhost:1/x"\nquery = "SELECT 1"',
            ).encode()
        )

    def asked(*_: object) -> None:
        raise AssertionError("a server was asked")

    monkeypatch.setattr("report.intake.sources.database._queried", asked)
    verification = verified(sealed_again(small_pdf, change), tmp_path)
    assert "not-as-read" in rules(verification) and verdicts(verification)["pages"] == "left-out"


@cache
def _bomb() -> bytes:
    import zlib

    compressor = zlib.compressobj(9)
    block = bytes(1 << 20)
    return b"".join([*(compressor.compress(block) for _ in range(700)), compressor.flush()])


@pytest.mark.parametrize("kind", ["nothing", "text", "cut", "bomb", "circle", "json", "no-tree"])
def test_a_hostile_file_is_reported_and_nothing_is_raised(
    kind: str, small_pdf: bytes, tmp_path: Path
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        if kind == "bomb":
            pdf.attachments["findings.json"].obj.EF.F.write(
                _bomb(), filter=pikepdf.Name.FlateDecode
            )
        elif kind == "circle":
            document = pdf.Root.StructTreeRoot.K[0]
            document.K.append(document)
        elif kind == "json":
            pdf.attachments["provenance.json"].obj.EF.F.write(b"[" * 100_000)
        elif kind == "no-tree":
            del pdf.Root.StructTreeRoot

    data = {"nothing": b"", "text": b"hello", "cut": small_pdf[: len(small_pdf) // 2]}.get(kind)
    verification = verified(sealed_again(small_pdf, change) if data is None else data, tmp_path)
    assert not verification.sound


def test_the_command_tells_each_check_and_fails_when_one_does(
    small_pdf: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(small_pdf)
    assert run(["verify", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        "Level: rebuilt: equal bytes; not signed: a seal without a signature proves no author"
    )
    assert len(lines) == 1 + len(CHECKS) and lines[2].startswith("[ok] seal: whole")
    assert run(["verify", str(path), "--no-rebuild"]) == 0
    assert capsys.readouterr().out.startswith("Level: counted again; ")
    assert run(["--lang", "ar", "verify", str(path)]) == 0
    arabic = capsys.readouterr().out
    assert (
        arabic.startswith("المستوى: أعيد بناؤه: بايتات متطابقة؛ غير موقع")
        and "[سليم] المؤشرات" in arabic
    )
    path.write_bytes(small_pdf + b"x")
    assert run(["verify", str(path), "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["level"], document["author_proved"]) == (None, False)
    assert not document["sound"] and [check["check"] for check in document["checks"]] == list(
        CHECKS
    )
    assert run(["verify", str(tmp_path / "none.pdf")]) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.verapdf
def test_what_verapdf_says_is_reported(
    small_pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJAZ_VERAPDF", str(Path(os.environ["MUJAZ_VERAPDF"]).absolute()))
    path = tmp_path / "a.pdf"
    path.write_bytes(small_pdf)
    check = verify(path).checks[-1]
    assert (check.name, check.verdict, check.facts["claims"]) == (
        "conformance",
        "ok",
        "PDF/A-3a, PDF/UA-1",
    )

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.OutputIntents

    path.write_bytes(sealed_again(small_pdf, change))
    assert {finding.rule for finding in verify(path).checks[-1].findings} == {"not-conforming"}


def test_the_archive_reads_no_more_than_it_writes(small_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(small_pdf)) as pdf:
        assert {str(spec.obj.EF.F.Filter) for spec in pdf.attachments.values()} == {"/FlateDecode"}
    assert verifying.__all__ == ["CHECKS", "Check", "Verification", "verify"]
