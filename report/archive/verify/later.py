"""Check that only signatures, and what belongs to them, were added to an edition after its first
revision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from report.archive.pdf_objects import entry
from report.archive.verify.graph import Difference, differences, shown
from report.errors import Finding, Location

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Object

#: The keys that a signature adds to the catalog (ISO 32000-1, 12.7.2 and 12.8; ETSI EN 319 142-1,
#: 5.4).
_OF_CATALOG = frozenset(["/AcroForm", "/DSS", "/Extensions", "/Perms"])
_FIELD = frozenset(
    [
        *(
            "/AP",
            "/Border",
            "/BS",
            "/Contents",
            "/F",
            "/FT",
            "/Ff",
            "/Kids",
            "/Lock",
            "/MK",
            "/P",
            "/Parent",
            "/Rect",
        ),
        *("/StructParent", "/Subtype", "/SV", "/T", "/TU", "/Type", "/V"),
    ]
)
_FORM = frozenset(["/Fields", "/SigFlags", "/DA", "/DR", "/NeedAppearances"])
_ELEMENT = frozenset(["/Alt", "/K", "/NS", "/P", "/Pg", "/S", "/Type"])


def added_beyond(pdf: pikepdf.Pdf, first: pikepdf.Pdf, where: Location) -> Iterator[Finding]:
    """Yield where ``pdf`` differs from ``first``, its first revision, by more than signatures and
    their fields."""
    for difference in differences(pdf, first):
        if not _belongs(difference):
            values = {
                "place": difference.place,
                "found": difference.actual or "—",
                "wanted": difference.expected or "—",
            }
            yield Finding("changed-later", replace(where, page=difference.page), values)
    form = entry(pdf.Root, "/AcroForm")
    yield from _strangers("AcroForm", form, _FORM, where)
    for field in form.get("/Fields", ()):
        if field.get("/FT") != "/Sig":
            yield Finding(
                "changed-later",
                where,
                {"place": "AcroForm /Fields", "found": shown(field), "wanted": "/Sig"},
            )
        yield from _strangers("Field", field, _FIELD, where)


def _strangers(
    owner: str, value: Object, names: frozenset[str], where: Location
) -> Iterator[Finding]:
    for key in value.keys():  # noqa: SIM118 — a dictionary of a PDF does not iterate over its keys
        if key not in names:
            yield Finding(
                "changed-later",
                where,
                {"place": f"{owner} {key}", "found": shown(value[key]), "wanted": "—"},
            )


def _belongs(difference: Difference) -> bool:
    """Return whether a difference is the effect of a signature."""
    from pikepdf import Array, Dictionary

    value = difference.value
    if value is None:
        return False
    if difference.owner == "Catalog":
        return difference.key in _OF_CATALOG and not difference.expected
    if difference.owner == "Page" and difference.key == "/Annots" and not difference.expected:
        return isinstance(value, Array) and all(map(_is_signature, value))
    if difference.owner == "Page" and difference.key == "/Tabs":
        return not difference.expected and value == "/S"
    if difference.owner == "Page" and difference.key.startswith("/Annots["):
        return not difference.expected and isinstance(value, Dictionary) and _is_signature(value)
    if difference.owner.startswith("StructElem") and difference.key.startswith("/K"):
        return not difference.expected and isinstance(value, Dictionary) and _is_form(value)
    if difference.owner.startswith("StructTreeRoot"):
        return difference.key.startswith("/Limits") or (
            not difference.expected
            and ("ParentTree" in difference.place or difference.key == "/ParentTreeNextKey")
        )
    return False


def _is_signature(annotation: Object) -> bool:
    """Return whether an annotation shows a signature field and has nothing else, such as an action.

    The form need not list it, so its keys are looked at here too.
    """
    from pikepdf import Dictionary

    field = annotation if "/FT" in annotation else annotation.get("/Parent", Dictionary())
    is_of_signature = annotation.get("/Subtype") == "/Widget" and field.get("/FT") == "/Sig"
    return is_of_signature and all(_FIELD.issuperset(item.keys()) for item in (annotation, field))


def _is_form(element: Object) -> bool:
    """Return whether a structure element is that of a signature field."""
    if element.get("/S") != "/Form" or not set(element.keys()) <= _ELEMENT:
        return False
    kid = entry(element, "/K")
    return "/Obj" in kid and _is_signature(kid.Obj)
