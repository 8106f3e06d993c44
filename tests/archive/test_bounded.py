"""PDFs that cost more than they look: each command that reads them says so, before it takes time or memory."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from report.archive import bounded
from report.archive.bag import bag
from report.archive.bounded import need_bounded_bytes, unfolds_beyond
from report.archive.signing import signer as signing
from report.archive.signing.model import SignatureRequest
from report.bounds import Bounds, within
from report.building import rebuild, trace, verify
from report.errors import Location, MujazError

MIB = 1024**2


@pytest.fixture(autouse=True)
def small_bounds(small_pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let bounds be small, so that bombs need not be large."""
    monkeypatch.setattr(bounded, "LARGEST_STREAM", 4 * MIB)
    monkeypatch.setattr(bounded, "LARGEST_FILE", 8 * MIB)
    monkeypatch.setattr(bounded, "_HARMLESS", 4 * MIB // 1032)
    monkeypatch.setattr(bounded, "MOST_FILES", 50)


def _bomb(size: int = 9 * MIB) -> bytes:
    return zlib.compress(bytes(size), 9)


def _stream(pdf: pikepdf.Pdf, data: bytes, *filters: str) -> Any:
    stream = pdf.make_stream(data)
    stream.Filter = Array([Name(filter_name) for filter_name in filters])
    return stream


def _content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Contents = _stream(pdf, _bomb(), "/FlateDecode")


def _twice(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Contents = _stream(pdf, zlib.compress(_bomb()), "/FlateDecode", "/FlateDecode")


def _font(pdf: pikepdf.Pdf) -> None:
    font = next(
        pdf_object
        for pdf_object in pdf.objects
        if isinstance(pdf_object, Dictionary) and "/ToUnicode" in pdf_object
    )
    font.ToUnicode = _stream(pdf, _bomb(), "/FlateDecode")


def _file(pdf: pikepdf.Pdf) -> None:
    next(iter(pdf.attachments.values())).obj.EF.F.write(_bomb(), filter=Name.FlateDecode)


def _hidden(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Hidden = pdf.make_indirect(_stream(pdf, _bomb(), "/FlateDecode"))


def _files(pdf: pikepdf.Pdf) -> None:
    spec = pdf.make_indirect(Dictionary(Type=Name.Filespec, EF=Dictionary(F=pdf.make_stream(b"x"))))
    names = []
    for index in range(60):
        for piece in (String(f"f{index:03}"), spec):
            names.append(piece)
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=Array(names)))


def _names_in_circles(pdf: pikepdf.Pdf) -> None:
    node = pdf.make_indirect(Dictionary(Limits=Array([String("a"), String("z")])))
    node.Kids = Array([node, node])
    pdf.Root.Names.EmbeddedFiles = node


def _names_in_depth(pdf: pikepdf.Pdf) -> None:
    node = pdf.Root.Names.EmbeddedFiles
    for _ in range(40):
        node = pdf.make_indirect(Dictionary(Kids=Array([node])))
    pdf.Root.Names.EmbeddedFiles = node


def _pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(40):
        pdf.pages.append(pdf.pages[0])


def _nested(pdf: pikepdf.Pdf) -> None:
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, K=Array([])))
    for _ in range(100_000):
        element = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Div, K=Array([element]))
        )
    pdf.Root.StructTreeRoot.K = Array([element])


def _alone_in_another(pdf: pikepdf.Pdf) -> None:
    element = pdf.make_indirect(Dictionary(S=Name.P, K=0))
    for _ in range(1_000):
        element = pdf.make_indirect(Dictionary(S=Name.Div, K=element))
    pdf.Root.StructTreeRoot.K = element


def _elements_in_circles(pdf: pikepdf.Pdf) -> None:
    element = pdf.make_indirect(Dictionary(S=Name.Div))
    element.K = Array([pdf.make_indirect(Dictionary(S=Name.Div, K=Array([element])))])
    pdf.Root.StructTreeRoot.K = Array([element])


def _elements_that_double(pdf: pikepdf.Pdf) -> None:
    element = pdf.make_indirect(Dictionary(S=Name.P, K=Array([])))
    for _ in range(60):
        element = pdf.make_indirect(Dictionary(S=Name.Div, K=Array([element, element])))
    pdf.Root.StructTreeRoot.K = Array([element])


def _huge_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.MediaBox = Array([0, 0, 10**9, 10**9])


ATTACKS = {
    "a huge page": (_huge_page, "page-box"),
    "nested elements": (_nested, "pdf-too-much"),
    "nested elements without arrays": (_alone_in_another, "pdf-too-much"),
    "elements in circles": (_elements_in_circles, "pdf-too-much"),
    "elements that double": (_elements_that_double, "pdf-too-much"),
    "content": (_content, "pdf-too-much"),
    "packed twice": (_twice, "pdf-too-much"),
    "font": (_font, "pdf-too-much"),
    "file": (_file, "pdf-too-much"),
    "unused stream": (_hidden, "pdf-too-much"),
    "files": (_files, "pdf-too-much"),
    "names in circles": (_names_in_circles, "pdf-too-much"),
    "names in depth": (_names_in_depth, "pdf-too-much"),
    "pages": (_pages, "bound-pages"),
}


def _attacked(data: bytes, change: Callable[[pikepdf.Pdf], None], folder: Path) -> Path:
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(folder / "attack.pdf", static_id=True)
    return folder / "attack.pdf"


def _revised(data: bytes, times: int) -> bytes:
    """Return a PDF with revisions that change nothing behind it, each with its table of cross-references."""
    pieces, size = [data], len(data)
    earlier = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    with pikepdf.open(BytesIO(data)) as pdf:
        root, count = pdf.Root.objgen[0], int(pdf.trailer.Size)
    for _ in range(times):
        trailer = f"trailer\n<< /Size {count} /Root {root} 0 R /Prev {earlier} >>\n"
        pieces.append(f"xref\n0 0\n{trailer}startxref\n{size}\n%%EOF\n".encode())
        earlier, size = size, size + len(pieces[-1])
    return b"".join(pieces)


def test_a_pdf_of_too_many_revisions_is_not_read(small_pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "attack.pdf"
    path.write_bytes(_revised(small_pdf, 3))
    assert len(bounded.read_pdf(path)) == path.stat().st_size
    path.write_bytes(_revised(small_pdf, 20_000))
    _refused(path, tmp_path, "pdf-too-much")
    assert "200 revisions" in verify(path).checks[0].findings[0].text()


@pytest.mark.parametrize("name", ATTACKS)
def test_each_command_refuses_it_and_says_why(name: str, small_pdf: bytes, tmp_path: Path) -> None:
    change, rule = ATTACKS[name]
    _refused(_attacked(small_pdf, change, tmp_path), tmp_path, rule)


def _refused(path: Path, tmp_path: Path, rule: str, verify_rule: str | None = None) -> None:
    """Hold each command to one finding of this rule, and to writing nothing.

    :param verify_rule: the rule that ``verify`` reports, when it is another.
    """
    commands: dict[str, Callable[[], object]] = {
        "trace": lambda: trace(path, "2"),
        "rebuild": lambda: rebuild(path, tmp_path / "again.pdf"),
        "bag": lambda: bag(path, tmp_path / "bag"),
        "sign": lambda: signing.sign(path, tmp_path / "signed.pdf", None, SignatureRequest()),  # type: ignore[arg-type]
    }
    with within(Bounds(pages=30)):
        for command in commands.values():
            with pytest.raises(MujazError) as caught:
                command()
            assert [finding.rule for finding in caught.value.findings] == [rule]
        verified = verify(path, judge=False)
    rules = set()
    for check in verified.checks:
        for finding in check.findings:
            rules.add(finding.rule)
    assert rules == {verify_rule or rule}
    for finding in (finding for check in verified.checks for finding in check.findings):
        outside_quotes = re.sub("«[^»]*»", "", finding.what("ar"))
        assert not re.search("[a-z]{3}", outside_quotes.replace("MediaBox", ""))
        assert "BytesIO" not in finding.text()
    assert not verified.sound
    assert sorted(path.name for path in tmp_path.iterdir()) == ["attack.pdf"]


def test_a_page_tree_in_circles_or_too_deep_is_damage(small_pdf: bytes, tmp_path: Path) -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    def deep(pdf: pikepdf.Pdf) -> None:
        node, count = pdf.Root.Pages, pdf.Root.Pages.Count
        for _ in range(5_000):
            node = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([node]), Count=count))
        pdf.Root.Pages = node

    for change in (circle, deep):
        path = _attacked(small_pdf, change, tmp_path)
        _refused(path, tmp_path, "not-a-pdf", verify_rule="structure-broken")


def test_what_an_edition_holds_is_within_its_bounds(
    small_pdf: bytes, first_brief_pdf: bytes
) -> None:
    for data in (small_pdf, first_brief_pdf):
        need_bounded_bytes(data, Location())


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB])
def test_the_size_of_a_stream_is_counted_to_the_byte(size: int) -> None:
    packed = memoryview(zlib.compress(bytes(size)))
    assert not unfolds_beyond(packed, size)
    assert size == 0 or unfolds_beyond(packed, size - 1)
    assert not unfolds_beyond(memoryview(b"no stream"), 0)


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "LARGEST_PDF", MIB)
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(10**12)
    verified = verify(tmp_path / "a.pdf", judge=False)
    assert verified.checks[0].findings[0].rule == "pdf-too-much"
