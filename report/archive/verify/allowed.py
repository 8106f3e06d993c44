"""What the renderer and the archive write into a PDF: kinds of objects, their keys, operators."""

from __future__ import annotations

from collections.abc import Mapping

#: The kind of a value without keys: a name, a number, a text, or an array of these.
VALUE = ""
_STREAM_KEYS = ("DecodeParms", "Filter", "Length")


def _kind(values: str = "", **rest: str) -> dict[str, str]:
    """Return the keys of a kind: ``values`` have no keys, ``rest`` lead to objects
    of another kind."""
    return dict.fromkeys((f"/{key}" for key in values.split()), VALUE) | {
        f"/{key}": of for key, of in rest.items()
    }


def _stream(values: str = "", **rest: str) -> dict[str, str]:
    return _kind(" ".join((values, *_STREAM_KEYS)), **{"DecodeParms": "Parameters"} | rest)


#: Each kind of object with its keys. A ``*`` represents any key. An array has the kind of its
#: elements.
KINDS: Mapping[str, Mapping[str, str]] = {
    "Trailer": _kind(
        "ID Size Type W Index Filter Length", Root="Catalog", Info="Info", DecodeParms="Parameters"
    ),
    "Catalog": _kind(
        "Lang Type Version",
        AF="File",
        MarkInfo="MarkInfo",
        Metadata="Metadata",
        Names="Names",
        Outlines="Outlines",
        OutputIntents="OutputIntent",
        Pages="Pages",
        StructTreeRoot="StructTreeRoot",
        ViewerPreferences="Preferences",
    ),
    "Info": _kind("Author CreationDate Creator Keywords ModDate Producer Subject Title"),
    "MarkInfo": _kind("Marked UserProperties"),
    "Metadata": _stream("Subtype Type"),
    "Preferences": _kind("Direction DisplayDocTitle Duplex PrintScaling"),
    "Names": _kind(Dests="Places", EmbeddedFiles="Files"),
    "Places": _kind("Limits", Names="Page", Kids="Places"),
    "Files": _kind("Limits", Names="File", Kids="Files"),
    "File": _kind("AFRelationship Desc F Type UF", EF="Embedded"),
    "Embedded": _kind(F="EmbeddedFile", UF="EmbeddedFile"),
    "EmbeddedFile": _stream("Subtype Type", Params="FileParameters"),
    "FileParameters": _kind("CheckSum ModDate Size"),
    "OutputIntent": _kind("Info OutputConditionIdentifier S Type", DestOutputProfile="Profile"),
    "Profile": _stream("N"),
    "Outlines": _kind("Count Type", First="Outline", Last="Outline"),
    "Outline": _kind(
        "Count Title",
        A="Action",
        Dest="Page",
        First="Outline",
        Last="Outline",
        Next="Outline",
        Parent="Outlines",
        Prev="Outline",
        SE="StructElem",
    ),
    "Pages": _kind("Count Type", Kids="Page", Parent="Pages"),
    "Page": _kind(
        "BleedBox MediaBox StructParents Tabs TrimBox Type",
        Annots="Annotation",
        Contents="Content",
        Parent="Pages",
        Resources="Resources",
    ),
    "Content": _stream(),
    "Annotation": _kind(
        "Contents F Rect StructParent Subtype Type", A="Action", BS="Border", Dest="Page"
    ),
    "Border": _kind("W"),
    "Action": _kind("S Type URI", D="Page", SD="StructElem"),
    "Resources": _kind(
        "ProcSet",
        ColorSpace="Spaces",
        ExtGState="States",
        Font="Fonts",
        Pattern="Patterns",
        Shading="Shadings",
        XObject="XObjects",
    ),
    "Spaces": _kind(**{"*": "Space"}),
    "States": _kind(**{"*": "State"}),
    "Fonts": _kind(**{"*": "Font"}),
    "Patterns": _kind(**{"*": "Pattern"}),
    "Shadings": _kind(**{"*": "Shading"}),
    "XObjects": _kind(**{"*": "XObject"}),
    "Space": _stream("N Range WhitePoint Alternate"),
    "State": _kind("AIS BM CA LW OP OPM Type ca op", SMask="SoftMask"),
    "SoftMask": _kind("BC S Type", G="XObject"),
    "Font": _kind(
        "BaseFont Encoding Subtype Type", DescendantFonts="DescendantFont", ToUnicode="Content"
    ),
    "DescendantFont": _kind(
        "BaseFont CIDSystemInfo DW Subtype Type W",
        CIDSystemInfo="SystemInfo",
        CIDToGIDMap="Content",
        FontDescriptor="Descriptor",
    ),
    "SystemInfo": _kind("Ordering Registry Supplement"),
    "Descriptor": _kind(
        "Ascent CapHeight Descent Flags FontBBox FontFamily FontName ItalicAngle StemH StemV Type",
        CIDSet="Content",
        FontFile2="FontFile",
    ),
    "FontFile": _stream("Length1"),
    "Pattern": _stream(
        "BBox ExtGState Matrix PaintType PatternType TilingType Type XStep YStep",
        Resources="Resources",
        Shading="Shading",
    ),
    "Shading": _kind(
        "Background BBox ColorSpace Coords Domain Extend ShadingType",
        ColorSpace="Space",
        Function="Function",
    ),
    "Function": _kind("Bounds C0 C1 Domain Encode FunctionType N Range", Functions="Function"),
    "XObject": _stream(
        "BBox BitsPerComponent Decode Height Interpolate Matrix Subtype Type Width",
        ColorSpace="Space",
        Group="Group",
        Resources="Resources",
        SMask="XObject",
    ),
    "Group": _kind("CS I K S Type"),
    "Parameters": _kind("Colors Columns Predictor BitsPerComponent"),
    "StructTreeRoot": _kind(
        "Type", IDTree="Elements", K="StructElem", Namespaces="Namespace", ParentTree="Parents"
    ),
    "Elements": _kind("Limits", Names="StructElem", Kids="Elements"),
    "Parents": _kind("Limits", Nums="StructElem", Kids="Parents"),
    "Namespace": _kind("NS Type"),
    "StructElem": _kind(
        "ActualText Alt ID Lang S Type",
        A="Attributes",
        K="StructElem",
        NS="Namespace",
        P="StructElem",
        Pg="Page",
        Ref="StructElem",
    ),
    "Attributes": _kind(
        "BBox ColSpan Headers ListNumbering O Placement RowSpan Scope", P="Attributes", N="", V=""
    ),
    "MarkedContent": _kind("MCID Pg Type"),
    "ObjectReference": _kind("Type", Obj="Annotation", Pg="Page"),
}
#: If several kinds are allowed, ``/Type`` selects one.
TYPED = {
    ("StructElem", "/MCR"): "MarkedContent",
    ("StructElem", "/OBJR"): "ObjectReference",
    ("StructElem", "/StructTreeRoot"): "StructTreeRoot",
    ("Page", "/Pages"): "Pages",
    ("Outlines", None): "Outlines",
}
#: The only allowed values of some keys.
VALUES: Mapping[tuple[str, str], frozenset[bool | int | str]] = {
    ("Annotation", "/Subtype"): frozenset(["/Link"]),
    ("Annotation", "/F"): frozenset([4]),
    ("Action", "/S"): frozenset(["/GoTo", "/URI"]),
    ("XObject", "/Subtype"): frozenset(["/Form", "/Image"]),
    ("XObject", "/Interpolate"): frozenset([False]),
    ("Font", "/Subtype"): frozenset(["/Type0"]),
    ("DescendantFont", "/Subtype"): frozenset(["/CIDFontType2"]),
    ("OutputIntent", "/S"): frozenset(["/GTS_PDFA1"]),
    ("State", "/BM"): frozenset(["/Normal", "/Multiply", "/Screen", "/Overlay"]),
    ("Page", "/Tabs"): frozenset(["/S"]),
}
#: The operators of content streams that the renderer writes (ISO 32000-1, annex A): those of
#: graphics; of text the font, the place and the glyphs. No picture stands inside a content stream,
#: and no compatibility section.
OPERATORS = frozenset([
    "q", "Q", "cm", "w", "J", "j", "M", "d", "gs", "m", "l", "c", "v", "y", "h", "re", "W", "W*",
    "n", "S", "s", "f", "f*", "B", "B*", "b", "b*", "sh", "Do", "BMC", "BDC", "EMC",
    "CS", "cs", "SC", "SCN", "sc", "scn", "G", "g", "RG", "rg", "K", "k",
    "BT", "ET", "Tf", "Tm", "Td", "TJ", "Tj", "Tr", "Tz", "Tc", "Tw",
])  # fmt: skip
#: The properties of marked content (ISO 32000-1, 14.6.2 and 14.8.2.2.2).
PROPERTIES = frozenset(["/ActualText", "/Attached", "/BBox", "/Lang", "/MCID", "/Subtype", "/Type"])
SHOWING = frozenset(["TJ", "Tj"])
#: The text modes that paint and do not clip (ISO 32000-1, table 106).
MODES = frozenset([0, 1, 2])
DIVIDING = frozenset(["q", "Q", "BT", "ET"])
