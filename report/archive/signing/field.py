"""The field of a signature: its widget on a page, its appearance, and its element in the structure
tree."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, cast

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import (
    InvisSigSettings,
    SigFieldSpec,
    append_signature_field,
    enumerate_sig_fields,
)

from report.archive.signing.model import Box
from report.archive.signing.places import POINTS

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The namespace of structure types in PDF 2.0 (ISO 32000-2, 14.8.6).
_NAMESPACE = "http://iso.org/pdf2/ssn"


class Revision(IncrementalPdfFileWriter):
    """A revision that does not change the metadata of a file: they describe the edition, which
    signing does not change, and hold its seal."""

    def _update_meta(self) -> None:
        """Leave the modification date and the producer unchanged."""


def has_field(revision: Revision) -> bool:
    """Return whether a file has a signature field, empty or not."""
    return next(enumerate_sig_fields(revision), None) is not None


def empty_field(revision: Revision) -> tuple[str, int, Box] | None:
    """Return the first empty field with a widget on a page: its name, its page from 1 and its box;
    or ``None``."""
    for name, _, reference in enumerate_sig_fields(revision, filled_status=False):
        widget = reference.get_object()
        left, bottom, right, top = (float(value) / POINTS for value in widget["/Rect"])
        page = _page_number(revision, widget)
        if right > left and top > bottom and page is not None:
            return name, page, Box(left, bottom, right, top)
    return None


def page_of(revision: IncrementalPdfFileWriter, number: int) -> generic.IndirectObject:
    """Return a reference to a page, counted from 1."""
    reference: generic.IndirectObject = revision.find_page_for_modification(number - 1)[0]
    return reference


def add_field(revision: Revision, number: int, box: Box, label: str) -> str:
    """Add an empty field on a page, counted from 1, and tag it if the document is tagged; return
    its name.

    ``label`` is its text for a screen reader (``/TU``). The widget is printed, and is in a ``Form``
    element at the end of the document (ISO 14289-1, 7.18.1 and 7.18.4).
    """
    name = _free_name(revision)
    edges = (box.left, box.bottom, box.right, box.top)
    # pyHanko keeps fractions, though its annotation is of whole points.
    rectangle = cast("tuple[int, int, int, int]", tuple(round(edge * POINTS, 2) for edge in edges))
    append_signature_field(
        revision, SigFieldSpec(name, on_page=number - 1, box=rectangle, readable_field_name=label)
    )
    _, _, reference = next(enumerate_sig_fields(revision, with_name=name))
    page_reference = page_of(revision, number)
    page = page_reference.get_object()
    if "/StructTreeRoot" in revision.root:
        if page.get("/Tabs") != "/S":
            page[pdf_name("/Tabs")] = pdf_name("/S")
            revision.update_container(page)
        _tag(revision, reference, page_reference, label)
    return name


def add_unseen_field(revision: Revision, label: str) -> str:
    """Add an empty invisible field, and return its name.

    Its widget has no size and is outside the page, so that it needs neither an appearance (ISO
    19005-3, 6.3.3) nor a structure element (ISO 14289-1, 7.18.1): it may be added after another
    signature without a change to the content that the signature covers.
    """
    name = _free_name(revision)
    unseen = InvisSigSettings(box_out_of_bounds=True)
    append_signature_field(
        revision, SigFieldSpec(name, readable_field_name=label, invis_sig_settings=unseen)
    )
    return name


def show(revision: Revision, name: str, mark: bytes) -> None:
    """Give a field the only page of ``mark``, a PDF, as its appearance."""
    _, _, reference = next(enumerate_sig_fields(revision, with_name=name))
    widget = reference.get_object()
    form = revision.import_page_as_xobject(PdfFileReader(BytesIO(mark)))
    widget[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): form})
    revision.update_container(widget)


def _free_name(revision: Revision) -> str:
    taken = {name for name, _, _ in enumerate_sig_fields(revision)}
    number = 1
    while f"Signature{number}" in taken:
        number += 1
    return f"Signature{number}"


def _page_number(revision: Revision, widget: generic.DictionaryObject) -> int | None:
    """Return the page, from 1, that a widget refers to."""
    try:
        reference = widget.raw_get("/P").reference
    except (KeyError, AttributeError):
        return None
    for number in range(1, int(revision.root["/Pages"]["/Count"]) + 1):
        if page_of(revision, number).reference == reference:
            return number
    return None


def _tag(
    revision: Revision, widget: generic.DictionaryObject, page: generic.IndirectObject, label: str
) -> None:
    """Put a widget into the structure tree: a ``Form`` element with a reference to it (ISO 32000-1,
    14.7.4.3), and the entry back."""
    tree = revision.root["/StructTreeRoot"]
    key = _next_key(tree)
    document = _document(tree)
    element = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/StructElem"),
            pdf_name("/S"): pdf_name("/Form"),
            pdf_name("/P"): _reference(document),
            pdf_name("/Pg"): page,
            pdf_name("/Alt"): generic.pdf_string(label),
            # A single reference instead of a list: pyHanko expects this form when a later signature
            # fills the field.
            pdf_name("/K"): generic.DictionaryObject(
                {
                    pdf_name("/Type"): pdf_name("/OBJR"),
                    pdf_name("/Obj"): widget,
                    pdf_name("/Pg"): page,
                }
            ),
        }
    )
    for space in tree.get("/Namespaces", ()):
        if space.get_object().get("/NS") == _NAMESPACE:
            element[pdf_name("/NS")] = space
    added = revision.add_object(element)
    _append(revision, document, "/K", added)
    annotation = widget.get_object()
    annotation[pdf_name("/Contents")] = generic.pdf_string(
        label
    )  # PDF/UA-2 requires it: ISO 14289-2, 8.10.2.3
    annotation[pdf_name("/StructParent")] = generic.NumberObject(key)
    revision.update_container(annotation)
    _enter(revision, tree, key, added)


def _document(tree: generic.DictionaryObject) -> generic.DictionaryObject:
    """Return the topmost element of a structure tree."""
    kids = tree["/K"]
    top: generic.DictionaryObject = kids[0] if isinstance(kids, generic.ArrayObject) else kids
    return top


def _reference(thing: generic.PdfObject) -> generic.IndirectObject:
    """Return an indirect reference to an object.

    :raises ValueError: if it is a direct object.
    """
    reference = thing.container_ref
    if not isinstance(reference, generic.Reference):
        raise ValueError("a structure element that is a direct object")
    return generic.IndirectObject(reference.idnum, reference.generation, reference.pdf)


def _append(
    revision: Revision, holder: generic.DictionaryObject, key: str, item: generic.PdfObject
) -> None:
    """Append ``item`` to an array of ``holder``, which may be an indirect object, or still a single
    value."""
    present = holder.get(key)
    if isinstance(present, generic.ArrayObject):
        present.append(item)
        revision.update_container(present)
        return
    present_items: Sequence[generic.PdfObject] = () if present is None else (holder.raw_get(key),)
    holder[pdf_name(key)] = generic.ArrayObject([*present_items, item])
    revision.update_container(holder)


def _leaves(node: generic.DictionaryObject) -> Iterator[generic.DictionaryObject]:
    """Yield the leaves of a number tree (ISO 32000-1, 7.9.7), in order."""
    if "/Kids" in node:
        for kid in node["/Kids"]:
            yield from _leaves(kid.get_object())
    else:
        yield node


def _next_key(tree: generic.DictionaryObject) -> int:
    """Return an unused key of the parent tree."""
    used = [int(leaf["/Nums"][-2]) for leaf in _leaves(tree["/ParentTree"]) if leaf.get("/Nums")]
    return max([int(tree.get("/ParentTreeNextKey", 0)), *(key + 1 for key in used)])


def _enter(
    revision: Revision, tree: generic.DictionaryObject, key: int, element: generic.PdfObject
) -> None:
    """Enter an element into the parent tree, at the end of its last leaf."""
    leaf = list(_leaves(tree["/ParentTree"]))[-1]
    numbers = leaf["/Nums"]
    numbers.append(generic.NumberObject(key))
    numbers.append(element)
    revision.update_container(numbers)
    node = tree["/ParentTree"]
    while "/Kids" in node:  # each node below the root states its highest key
        node = node["/Kids"][-1]
        node["/Limits"][1] = generic.NumberObject(key)
        revision.update_container(node["/Limits"])
    tree[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(key + 1)
    revision.update_container(tree)
