"""The annotations of pages: the links of a tagged PDF (ISO 32000-1, 12.5)."""

from __future__ import annotations

from itertools import chain

from report.render.engine.pdf import Dictionary, Pdf, page_at, pages, remove, resolve


def link_targets(pdf: Pdf) -> list[str]:
    """Return the distinct names that the links of a document refer to."""
    references = chain.from_iterable(page.get("Annots", ()) for page in pages(pdf))
    annotations = (resolve(pdf, reference) for reference in references)
    return list(dict.fromkeys(item["Dest"].string for item in annotations if "Dest" in item))


def finish_page(pdf: Pdf, page: Dictionary) -> None:
    """Let a page be read in the order of its structure, and print its annotations."""
    page["Tabs"] = "/S"
    for reference in page.get("Annots", ()):
        annotation = resolve(pdf, reference)
        annotation["F"] = 4  # it is printed (ISO 19005-3, 6.3.2)


def take_away(pdf: Pdf, page_number: int, annotation: Dictionary) -> None:
    """Remove the annotation of a box inside a link, which duplicates that of the link."""
    annotations = page_at(pdf, page_number)["Annots"]
    reference = annotation.reference
    annotations[:] = [item for item in annotations if item != reference]
    remove(annotation)
