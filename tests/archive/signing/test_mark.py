"""The mark of a signature: its words, where it stands, and its place in the structure."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from archive.signing.conftest import PASSPHRASE, Desk

from report.archive.signing import Box, SignatureRequest, load_pkcs12, sign
from report.archive.signing.design import edition_design
from report.archive.signing.mark import Words, locale_of, set_mark
from report.archive.signing.places import POINTS, apart
from report.errors import Location

WORDS = Words(
    name="عبد الإله بنيس",
    office="مديرية الإحصاء",
    moment=datetime(2026, 11, 5, 9, 30, tzinfo=UTC),
    reason="اعتماد النسخة 2",
    place="الرباط",
    locale="ar-MA",
)
BOX = Box(0, 0, 78, 32)


def _blank() -> bytes:
    buffer = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(buffer)
    return buffer.getvalue()


HOUSE = edition_design(_blank())


def shown(pdf: Any, number: int) -> str:
    """Return the text of a page, the marks on it with the rest."""
    pdf.init_forms()
    pdf[number - 1].flatten()
    return str(pdf[number - 1].get_textpage().get_text_range())


def lines(data: bytes) -> list[str]:
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf").splitlines()


def test_a_mark_says_who_when_where_and_why() -> None:
    assert lines(set_mark(WORDS, BOX, HOUSE, Location())) == [
        "وُقّع إلكترونيا",
        "عبد الإله بنيس",
        "مديرية الإحصاء",
        "الرباط، في 5\u00a0نونبر 2026، الساعة 09:30",
        "السبب: اعتماد النسخة 2",
    ]


def test_a_mark_runs_from_right_to_left() -> None:
    page = pypdfium2.PdfDocument(set_mark(WORDS, BOX, HOUSE, Location()))[0]
    text = page.get_textpage()
    words = text.get_text_range()
    edges = [text.get_charbox(words.index(word))[2] for word in ("الرباط", "نونبر", "الساعة")]
    assert all(earlier > later for earlier, later in pairwise(edges))
    assert text.get_charbox(words.index("09:30"))[0] < text.get_charbox(words.index("09:30") + 4)[0]
    assert text.get_charbox(0)[2] > page.get_width() - 6 * POINTS, "it begins at the right edge"


def test_a_mark_has_no_structure_and_its_fonts_inside() -> None:
    with pikepdf.open(BytesIO(set_mark(WORDS, BOX, HOUSE, Location()))) as pdf:
        assert "/StructTreeRoot" not in pdf.Root and "/StructParents" not in pdf.pages[0].obj
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(instruction.operator) in ("BDC", "BMC"):
                assert (
                    "/MCID" not in instruction.operands[-1]
                    and str(instruction.operands[0]) != "/Artifact"
                )
        for font in pdf.pages[0].Resources.Font.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_the_digits_are_those_of_the_edition(brief: Any, tmp_path: Path, edition: Path) -> None:
    from report.building import build

    assert locale_of(edition.read_bytes()) in ("ar-MA", "ar-MA-u-nu-latn")
    arab = build(brief.folder, tmp_path / "a.pdf", digits="arab", text_gate=False).path.read_bytes()
    assert locale_of(arab) == "ar-MA-u-nu-arab"
    said = "\n".join(
        lines(set_mark(Words(**{**_fields(), "locale": "ar-MA-u-nu-arab"}), BOX, HOUSE, Location()))
    )
    assert "٥\u00a0نونبر ٢٠٢٦" in said and "٠٩:٣٠" in said


def _fields() -> dict[str, Any]:
    return {name: getattr(WORDS, name) for name in WORDS.__slots__}


def test_the_marks_stand_beside_each_other_on_the_imprint(desk: Desk, edition: Path) -> None:
    signed = desk.sign(desk.sign(edition, reason="اعتماد"), "minister")
    pdf = pypdfium2.PdfDocument(signed.read_bytes())
    said = shown(pdf, 2)
    assert "عبد الإله بنيس" in said and "Fatima-Zahra El Idrissi" in said and "اعتماد" in said
    boxes = _boxes(signed)
    (right, left) = boxes.values()
    assert right.left > left.right and right.bottom == left.bottom


def _boxes(path: Path) -> dict[str, Box]:
    with pikepdf.open(path) as pdf:
        all_boxes = {}
        for field in pdf.Root.AcroForm.Fields:
            if field.Rect[2] > field.Rect[0]:
                all_boxes[str(field.T)] = Box(*(float(value) / POINTS for value in field.Rect))
        return all_boxes


def test_six_places_are_apart_from_each_other_and_from_what_is_printed(
    desk: Desk, edition: Path
) -> None:
    printed = max(
        thing.get_bounds()[3]
        for thing in pypdfium2.PdfDocument(edition.read_bytes())[1].get_objects(max_depth=4)
    )
    boxes = list(_boxes(desk.sign(edition, places=6)).values())
    assert len(boxes) == 6
    separations = []
    for index, box in enumerate(boxes):
        for second in boxes[:index]:
            separations.append(apart(box, second))
    assert all(separations)
    assert min(box.bottom for box in boxes) * POINTS > printed
    assert all(0 < box.left < box.right < 210 and box.top < 297 for box in boxes)


def test_a_place_that_was_chosen_is_kept_and_the_others_give_way(desk: Desk, edition: Path) -> None:
    chosen = Box(112, 100, 190, 132)
    boxes = _boxes(desk.sign(edition, page=2, box=chosen, places=3))
    first, *rest = boxes.values()
    assert (round(first.left), round(first.top)) == (112, 132)
    assert rest and all(apart(first, box) for box in rest)


@pytest.mark.parametrize("visible", [True, False])
def test_the_fields_are_in_the_structure(visible: bool, desk: Desk, edition: Path) -> None:
    with pikepdf.open(desk.sign(edition, visible=visible)) as pdf:
        tree = pdf.Root.StructTreeRoot
        forms = [
            kid
            for kid in tree.K[0].K
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/Form"
        ]
        seen = [field for field in pdf.Root.AcroForm.Fields if field.Rect[2] > field.Rect[0]]
        assert [form.K.Obj.objgen for form in forms] == [field.objgen for field in seen]
        assert len(seen) == 2
        parents = dict(
            zip(list(tree.ParentTree.Nums)[::2], list(tree.ParentTree.Nums)[1::2], strict=True)
        )
        assert list(parents) == sorted(parents) and tree.ParentTreeNextKey == max(parents) + 1
        for form, field in zip(forms, seen, strict=True):
            assert (
                parents[field.StructParent].objgen == form.objgen
                and form.P.objgen == tree.K[0].objgen
            )
            assert field.F & 4 and not field.F & 0b100011 and field.P.objgen == form.Pg.objgen
            assert "توقيع" in str(field.TU) and field.P.Tabs == "/S"
        unseen = [field for field in pdf.Root.AcroForm.Fields if field not in seen]
        assert len(unseen) == (not visible) and all(
            "/StructParent" not in field for field in unseen
        )


def test_an_empty_place_shows_nothing(desk: Desk, edition: Path, tmp_path: Path) -> None:
    signed = tmp_path / "a.pdf"
    sign(
        edition,
        signed,
        load_pkcs12(desk.keys["director"], PASSPHRASE),
        SignatureRequest(visible=False),
    )
    for first, second in zip(
        pypdfium2.PdfDocument(edition.read_bytes()),
        pypdfium2.PdfDocument(signed.read_bytes()),
        strict=True,
    ):
        assert (first.render().to_numpy() == second.render(may_draw_forms=True).to_numpy()).all()
