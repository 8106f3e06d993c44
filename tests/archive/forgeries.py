"""Forgeries: changes to what an edition shows or does, each made again at another place from another chance.

Each is a function of a PDF and a source of chance; :func:`forged` applies one and seals the edition again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
from archive.tamper import replace_file, sealed_again
from pikepdf import Array, Dictionary, Name, Operator, String

Forgery = Callable[[pikepdf.Pdf, random.Random], None]
FORGERIES: dict[str, Forgery] = {}


def forgery(function: Forgery) -> Forgery:
    FORGERIES[function.__name__.replace("_", " ")] = function
    return function


def forged(data: bytes, name: str, seed: int) -> bytes:
    """Apply a forgery to an edition and seal it again."""
    return sealed_again(data, lambda pdf: FORGERIES[name](pdf, random.Random(f"{name}{seed}")))


def _operators(page: Any) -> list[tuple[list[Any], Any]]:
    return [
        (list(instruction.operands), instruction.operator)
        for instruction in pikepdf.parse_content_stream(page)
    ]


def _write(pdf: pikepdf.Pdf, page: Any, operators: Any) -> None:
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))


def _texts(page: Any) -> list[tuple[int, Any]]:
    """Return the places of texts with letters or digits on a page, each with the matrix before it.

    Pieces that only hold marks of direction have no ink: nothing changes when they are hidden.
    """
    texts_found, matrix = [], None
    codes: dict[bytes, str] = {}
    for index, (operands, operator) in enumerate(_operators(page)):
        if str(operator) == "Tm":
            matrix = operands
        elif str(operator) == "Tf":
            codes = _codes(page, str(operands[0]))
        elif str(operator) == "TJ" and matrix is not None:
            text = _decoded(operands, codes)
            if sum(map(str.isalnum, text)) >= 2:
                texts_found.append((index, matrix))
    return texts_found


def _codes(page: Any, font: str) -> dict[bytes, str]:
    """Return the texts of the codes of a font."""
    table = page.obj.Resources.Font[font].ToUnicode.read_bytes()
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for code, text in re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>", table)
    }


def _decoded(operands: list[Any], codes: dict[bytes, str]) -> str:
    shown = b"".join(bytes(operand) for operand in operands[0] if isinstance(operand, String))
    return "".join(codes.get(shown[index : index + 2], "") for index in range(0, len(shown), 2))


def _a_text(pdf: pikepdf.Pdf, chance: random.Random) -> tuple[Any, int, Any]:
    for page in chance.sample(list(pdf.pages), len(pdf.pages)):
        if texts := _texts(page):
            return (page, *chance.choice(texts))
    raise AssertionError("no page shows a text")


def _figures(pdf: pikepdf.Pdf) -> list[tuple[Any, int]]:
    """Return the places of shown texts that are figures alone: numbers."""
    results = []
    for page in pdf.pages:
        codes: dict[bytes, str] = {}
        for index, (operands, operator) in enumerate(_operators(page)):
            if str(operator) == "Tf":
                codes = _codes(page, str(operands[0]))
            elif str(operator) == "TJ":
                # A mark of direction may stand beside a number.
                text = re.sub("[\u061c\u200b\u200e\u200f]", "", _decoded(operands, codes))
                if re.fullmatch(r"[\d.,%]+", text):
                    results.append((page, index))
    return results


def _around(operators: list[Any], index: int, opening: list[Any], closing: list[Any]) -> list[Any]:
    return [*operators[:index], *opening, operators[index], *closing, *operators[index + 1 :]]


def _number(value: float) -> Decimal:
    return Decimal(f"{value:.3f}")


def _box(matrix: Any) -> list[Decimal]:
    """Return a rectangle over what is written at a matrix, in the units of the page's content."""
    return [
        _number(float(matrix[4]) - 60),
        _number(float(matrix[5]) - 14),
        _number(120),
        _number(20),
    ]


@forgery
def a_white_box_over_a_number_and_shapes_on_it(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, _, matrix = _a_text(pdf, chance)
    x, y, width, height = _box(matrix)
    curve = [x + 60, y, x + 70, y, x + 70, y + 9]
    shapes = [([0, 0, 0], "rg"), ([x + 60, y + 9], "m"), (curve, "c"), ([], "h"), ([], "f")]
    _over_at(pdf, page, [([1, 1, 1], "rg"), ([x, y, width, height], "re"), ([], "f"), *shapes])


@forgery
def a_broad_stroke_over_a_text(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, _, matrix = _a_text(pdf, chance)
    x, y = float(matrix[4]), float(matrix[5])
    ends = [_number(x - 80), _number(y - 4)], [_number(x + 80), _number(y - 4)]
    _over_at(pdf, page, [([1, 1, 1], "RG"), ([20], "w"), (ends[0], "m"), (ends[1], "l"), ([], "S")])


def _over_at(pdf: pikepdf.Pdf, page: Any, painted: list[Any]) -> None:
    operators = _operators(page)
    index = max(place for place, (_, operator) in enumerate(operators) if str(operator) == "ET") + 1
    ops = [
        ([], Operator("q")),
        *((operands, Operator(name)) for operands, name in painted),
        ([], Operator("Q")),
    ]
    _write(pdf, page, [*operators[:index], *ops, *operators[index:]])


@forgery
def a_picture_over_a_text(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index, matrix = _a_text(pdf, chance)
    image = pdf.make_stream(b"\xff" * 12)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 2, 2, 8, Name.DeviceRGB
    page.obj.Resources.XObject[Name.Zz] = image
    x, y, width, height = _box(matrix)
    operators = _operators(page)
    closing = [([], "q"), ([width, 0, 0, height, x, y], "cm"), ([Name.Zz], "Do"), ([], "Q")]
    end = next(place for place in range(index, len(operators)) if str(operators[place][1]) == "ET")
    _write(
        pdf,
        page,
        _around(operators, end, [], [(operands, Operator(name)) for operands, name in closing]),
    )


@forgery
def a_number_in_a_form(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index = chance.choice(_figures(pdf))
    operators = _operators(page)
    form = pdf.make_stream(pikepdf.unparse_content_stream([]) + b"q 1 0 0 rg 0 0 9 9 re f Q")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 600, 900])
    form.Resources = page.obj.Resources
    page.obj.Resources.XObject[Name.Zf] = form
    end = next(place for place in range(index, len(operators)) if str(operators[place][1]) == "ET")
    _write(pdf, page, _around(operators, end, [], [([Name.Zf], Operator("Do"))]))


@forgery
def optional_content_around_a_text(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index, _ = _a_text(pdf, chance)
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([group]), D=Dictionary(Order=Array([]), OFF=Array([group]))
    )
    page.obj.Resources.Properties = Dictionary(O1=group)
    opening, closing = [([Name.OC, Name.O1], Operator("BDC"))], [([], Operator("EMC"))]
    _write(pdf, page, _around(_operators(page), index, opening, closing))


@forgery
def optional_content_of_the_page_alone(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index, _ = _a_text(pdf, chance)
    page.obj.Resources.Properties = Dictionary(
        O1=pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    )
    opening, closing = [([Name.OC, Name.O1], Operator("BDC"))], [([], Operator("EMC"))]
    _write(pdf, page, _around(_operators(page), index, opening, closing))


@forgery
def a_text_in_white(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index, _ = _a_text(pdf, chance)
    _write(pdf, page, _around(_operators(page), index, [([1, 1, 1], Operator("rg"))], []))


@forgery
def a_text_nearly_white(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index, _ = _a_text(pdf, chance)
    shade = [Decimal("0.97"), Decimal("0.98"), Decimal("0.97")]
    _write(pdf, page, _around(_operators(page), index, [(shade, Operator("rg"))], []))


@forgery
def an_invisible_text(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index, _ = _a_text(pdf, chance)
    mode = [([chance.choice([3, 7])], Operator("Tr"))]
    _write(pdf, page, _around(_operators(page), index, mode, [([0], Operator("Tr"))]))


@forgery
def a_transparent_text(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index, _ = _a_text(pdf, chance)
    page.obj.Resources.ExtGState[Name.Zg] = Dictionary(ca=Decimal("0.02"), CA=Decimal("0.02"))
    _write(pdf, page, _around(_operators(page), index, [([Name.Zg], Operator("gs"))], []))


@forgery
def a_clipped_text(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index, matrix = _a_text(pdf, chance)
    operators = _operators(page)
    begin = max(place for place in range(index) if str(operators[place][1]) == "BT")
    end = next(place for place in range(index, len(operators)) if str(operators[place][1]) == "ET")
    corner = [_number(float(matrix[4]) - 300), _number(float(matrix[5]) + 200), 2, 2]
    clip = [([], "q"), (corner, "re"), ([], "W"), ([], "n")]
    operators.insert(end + 1, ([], Operator("Q")))
    operators[begin:begin] = [(operands, Operator(name)) for operands, name in clip]
    _write(pdf, page, operators)


@forgery
def a_text_off_the_page(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index, matrix = _a_text(pdf, chance)
    moved = [*matrix[:4], _number(float(matrix[4]) + 2000), matrix[5]]
    _write(pdf, page, _around(_operators(page), index, [(moved, Operator("Tm"))], []))


@forgery
def a_text_too_small(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index, matrix = _a_text(pdf, chance)
    small = [Decimal("0.05"), 0, 0, Decimal("-0.05"), *matrix[4:]]
    _write(pdf, page, _around(_operators(page), index, [(small, Operator("Tm"))], []))


@forgery
def a_number_on_its_head(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, index = chance.choice(_figures(pdf))
    operators = _operators(page)
    place = max(item for item in range(index) if str(operators[item][1]) == "Tm")
    matrix = operators[place][0]
    operators[place] = ([-matrix[0], 0, 0, -matrix[3], *matrix[4:]], Operator("Tm"))
    _write(pdf, page, operators)


@forgery
def two_numbers_that_exchange_places(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    by_page: dict[Any, list[int]] = {}
    pages = {}
    for page, position in _figures(pdf):
        by_page.setdefault(page.obj.objgen, []).append(position)
        pages[page.obj.objgen] = page
    while True:
        number = chance.choice([number for number, places in by_page.items() if len(places) > 1])
        operators = _operators(pages[number])
        places = []
        for position in chance.sample(by_page[number], 2):
            places.append(max(item for item in range(position) if str(operators[item][1]) == "Tm"))
        first, second = (operators[place][0] for place in places)
        if (
            abs(float(first[5]) - float(second[5])) > 8
            or abs(float(first[4]) - float(second[4])) > 8
        ):
            break
    operators[places[0]], operators[places[1]] = operators[places[1]], operators[places[0]]
    _write(pdf, pages[number], operators)


@forgery
def a_page_box(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page = chance.choice(list(pdf.pages)).obj
    key = chance.choice(["/CropBox", "/MediaBox", "/ArtBox", "/TrimBox", "/BleedBox"])
    page[key] = Array([50, 50, 500, 700])


@forgery
def a_turned_page(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page = chance.choice(list(pdf.pages)).obj
    page[chance.choice(["/Rotate", "/UserUnit"])] = chance.choice([90, 180])


@forgery
def a_rotation_of_all_pages(pdf: pikepdf.Pdf, _: random.Random) -> None:
    pdf.Root.Pages.Rotate = 180


@forgery
def an_action(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    actions = [
        Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")), Dictionary(S=Name.Launch, F=String("calc.exe")),
        Dictionary(S=Name.URI, URI=String("https://example.org/")), Dictionary(S=Name.SubmitForm, F=String("x")),
    ]  # fmt: skip
    action = chance.choice(actions)
    page = chance.choice(list(pdf.pages)).obj
    where = chance.choice(["open", "document", "page", "names", "outline"])
    if where == "open":
        pdf.Root.OpenAction = action
    elif where == "document":
        pdf.Root.AA = Dictionary(WC=action)
    elif where == "page":
        page.AA = Dictionary(O=action)
    elif where == "names":
        pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), action]))
    else:
        outline = pdf.Root.Outlines.First
        del outline["/Dest"]
        outline.A = action


def _links(pdf: pikepdf.Pdf) -> list[Any]:
    annotations = []
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()):
            if "/Dest" in annotation:
                annotations.append(annotation)
    return annotations


@forgery
def a_link_led_elsewhere(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    link = chance.choice(_links(pdf))
    if chance.random() < 0.5:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        link.Dest = String(chance.choice([name for name in names if name != str(link.Dest)]))
    else:
        del link["/Dest"]
        link.A = Dictionary(S=Name.URI, URI=String("https://example.org/"))


@forgery
def a_named_place_led_elsewhere(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    places = list(pikepdf.NameTree(pdf.Root.Names.Dests).values())
    place = chance.choice(places)
    place[0] = chance.choice([page.obj for page in pdf.pages if page.obj.objgen != place[0].objgen])


@forgery
def an_annotation(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page = chance.choice(list(pdf.pages)).obj
    kind = chance.choice([Name.FreeText, Name.Square, Name.Stamp, Name.Highlight, Name.Widget])
    note = Dictionary(
        Type=Name.Annot, Subtype=kind, Rect=Array([100, 100, 300, 700]), F=4, Contents=String("7")
    )
    page.Annots = Array([*page.get("/Annots", Array()), pdf.make_indirect(note)])


@forgery
def another_glyph(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    """Exchange the outlines of two figures in a font file."""
    from fontTools.ttLib import TTFont

    descendants = {font.DescendantFonts[0].objgen: font for page in pdf.pages
                   for font in page.obj.Resources.Font.values()}  # fmt: skip
    font = chance.choice([font for font in descendants.values() if len(_digits(font)) > 1])
    descendant = font.DescendantFonts[0]
    stream = descendant.FontDescriptor.FontFile2
    file = TTFont(BytesIO(stream.read_bytes()))
    map_ = descendant.CIDToGIDMap.read_bytes()
    first, second = (file.getGlyphName(int.from_bytes(map_[2 * code : 2 * code + 2], "big"))
                  for code in chance.sample(_digits(font), 2))  # fmt: skip
    glyphs = file["glyf"]
    glyphs[first], glyphs[second] = glyphs[second], glyphs[first]
    out = BytesIO()
    file.save(out)
    stream.write(out.getvalue())
    stream.Length1 = len(out.getvalue())


def _digits(font: Any) -> list[int]:
    table = font.ToUnicode.read_bytes()
    matches = re.findall(rb"(?m)^<([0-9A-Fa-f]{4})> <00(3[0-9])>$", table)
    numbers = []
    for code, _ in {text: (code, text) for code, text in matches}.values():
        numbers.append(int(code, 16))
    return numbers


@forgery
def another_map_to_glyphs(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    fonts = {font.objgen: font for page in pdf.pages for font in page.obj.Resources.Font.values()}
    font = chance.choice([font for font in fonts.values() if len(_digits(font)) > 1])
    stream = font.DescendantFonts[0].CIDToGIDMap
    map_ = bytearray(stream.read_bytes())
    first, second = chance.sample(_digits(font), 2)
    map_[2 * first : 2 * first + 2] = map_[2 * second : 2 * second + 2]
    stream.write(bytes(map_))


def _elements(pdf: pikepdf.Pdf) -> list[Any]:
    return [
        pdf_object
        for pdf_object in pdf.objects
        if isinstance(pdf_object, Dictionary) and pdf_object.get("/Type") == "/StructElem"
    ]


@forgery
def an_alternative_text(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    chance.choice([element for element in _elements(pdf) if "/Alt" in element]).Alt = String("آخر")


@forgery
def a_new_alternative_text(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    cell = chance.choice(
        [element for element in _elements(pdf) if element.get("/S") in ("/TD", "/P", "/H1")]
    )
    cell[chance.choice(["/Alt", "/E"])] = String("99")


@forgery
def the_heads_of_a_table(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    cells = [
        element
        for element in _elements(pdf)
        if element.get("/S") == "/TD" and "/Headers" in element.get("/A", {})
    ]
    cell = chance.choice(cells)
    heads = [
        str(element.ID)
        for element in _elements(pdf)
        if element.get("/S") == "/TH" and "/ID" in element
    ]
    now = [str(head) for head in cell.A.Headers]
    cell.A.Headers = Array([String(chance.choice([head for head in heads if head not in now]))])


@forgery
def a_role(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    element = chance.choice(
        [element for element in _elements(pdf) if element.get("/S") in ("/TD", "/TH", "/H1", "/H2")]
    )
    element.S = {"/TD": Name.TH, "/TH": Name.TD}.get(str(element.S), Name.Sect)


@forgery
def a_map_of_roles(pdf: pikepdf.Pdf, _: random.Random) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(TH=Name.TD)


@forgery
def a_title_of_the_outline(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    outlines = [
        pdf_object
        for pdf_object in pdf.objects
        if isinstance(pdf_object, Dictionary) and "/Title" in pdf_object and "/Dest" in pdf_object
    ]
    chance.choice(outlines).Title = String("عنوان آخر")


@forgery
def labels_of_pages(pdf: pikepdf.Pdf, _: random.Random) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=9)]))


@forgery
def a_language(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    elements = [pdf.Root, *(element for element in _elements(pdf) if "/Lang" in element)]
    chance.choice([elements[0], chance.choice(elements)]).Lang = String("fr-FR")


def _files(pdf: pikepdf.Pdf, chance: random.Random, count: int) -> list[Any]:
    names = pdf.Root.Names.EmbeddedFiles.Names
    return chance.sample(list(names)[1::2], count)


@forgery
def files_that_exchange_names(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    first, second = _files(pdf, chance, 2)
    first.UF, second.UF = second.UF, first.UF
    first.F, second.F = second.F, first.F


@forgery
def a_file_of_two_streams(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    (spec,) = _files(pdf, chance, 1)
    second = pdf.make_stream(b"id,value\r\n1,999\r\n")
    second.Type, second.Subtype, second.Params = (
        Name.EmbeddedFile,
        Name("/text/csv"),
        spec.EF.F.Params,
    )
    spec.EF.UF = pdf.make_indirect(second)


@forgery
def another_file_beside_those_listed(pdf: pikepdf.Pdf, _: random.Random) -> None:
    stream = pdf.make_stream(b"x")
    stream.Type = Name.EmbeddedFile
    spec = Dictionary(Type=Name.Filespec, F=String("x"), UF=String("x"), EF=Dictionary(F=stream))
    pdf.Root.StructTreeRoot.AF = Array([pdf.make_indirect(spec)])


@forgery
def what_is_said_of_a_file(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    (spec,) = _files(pdf, chance, 1)
    if chance.random() < 0.5:
        spec.Desc = String("ملف آخر")
    else:
        spec.EF.F.Params.ModDate = String("D:20010101000000Z")


@forgery
def a_letter_of_the_plain_text(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    """Change a letter or a figure, with every digest that the edition has of the text."""
    text = pdf.attachments["text.txt"].obj.EF.F.read_bytes().decode()
    index = chance.choice([index for index, sign in enumerate(text) if sign.isalnum()])
    second = "ج" if text[index] != "ج" else "ح"
    replace_file(pdf, "text.txt", (text[:index] + second + text[index + 1 :]).encode())


@forgery
def the_information(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    key = chance.choice(
        ["/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped", "/Company"]
    )
    pdf.docinfo[key] = Name.TrueValue if key == "/Trapped" else String("D:20010101000000Z")


@forgery
def an_output_intent(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    intent = pdf.Root.OutputIntents[0]
    if chance.random() < 0.5:
        intent.OutputConditionIdentifier = String("FOGRA39")
    else:
        profile = bytearray(intent.DestOutputProfile.read_bytes())
        profile[chance.randrange(400, len(profile))] ^= 64
        intent.DestOutputProfile.write(bytes(profile))


@forgery
def a_bar_of_a_chart(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    """Make a path of a figure half as long."""
    places = []
    for page in pdf.pages:
        inside = False
        for index, (operands, operator) in enumerate(_operators(page)):
            name = str(operator)
            if name == "BDC":
                inside = str(operands[0]) == "/Figure"
            elif name == "EMC":
                inside = False
            elif inside and name in ("l", "c"):
                places.append((page, index))
    page, index = chance.choice(places)
    operators = _operators(page)
    operands, operator = operators[index]
    operators[index] = ([*operands[:-2], _number(float(operands[-2]) - 25), operands[-1]], operator)
    _write(pdf, page, operators)


@forgery
def a_curve_beside_a_text(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    """Draw a figure as a shape where nothing stands."""
    page, _, matrix = _a_text(pdf, chance)
    x, y = _number(float(matrix[4]) - 30), _number(float(matrix[5]))
    curve = [x, y - 9, x + 9, y - 9, x + 9, y]
    _over_at(pdf, page, [([x, y], "m"), (curve, "c"), ([], "h"), ([], "f")])


@forgery
def a_picture_inside_the_content(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page, *_ = _a_text(pdf, chance)
    inline = b"\nq 20 0 0 20 200 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q\n"
    page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes() + inline)


@forgery
def two_contents_of_a_page(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page = chance.choice(list(pdf.pages)).obj
    page.Contents = Array([page.Contents, pdf.make_stream(b"q 0 0 1 rg 300 300 9 9 re f Q")])


@forgery
def what_viewers_prefer(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    key = chance.choice(["/Direction", "/HideToolbar", "/NumCopies", "/PrintPageRange", "/Duplex"])
    pdf.Root.ViewerPreferences[key] = Name.L2R if key in ("/Direction", "/Duplex") else 1
