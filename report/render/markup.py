"""The limits on markup from a brief's own templates: styles, pictures, column spans, other
files."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from report.document.style_bounds import Styles
from report.errors import DistinctFindings, Finding, Location
from report.render.svg_bounds import svg_fault

#: The maximum number of columns or rows that a cell may span (HTML, 4.9.11).
SPAN = 1_000
_SPANS = ("colspan", "rowspan", "span")
_SVG = "{http://www.w3.org/2000/svg}svg"


def markup_findings(root: Element) -> DistinctFindings:
    """Return the findings about markup that exceeds a limit, each with the key of its block if it
    is in one."""
    styles = Styles()
    findings = DistinctFindings()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for finding in (*_of_element(element), *_of_style(element, styles)):
            where = Location(key=_key_of(root, element))
            findings.add(Finding(finding.rule, where, finding.values))
    return findings


def _of_element(element: Element) -> Iterator[Finding]:
    for name in _SPANS:
        value = element.get(name, "")
        if len(value) > 3 and not (value.strip().isdecimal() and int(value.strip()[:9]) <= SPAN):
            yield Finding("markup-span", values={"given": f"{name}={value[:20]}", "limit": SPAN})
    if element.tag == _SVG and (fault := svg_fault(element)) is not None:
        yield Finding(fault.rule, values={"file": "svg", **fault.values})
    rel = element.get("rel")
    if (
        rel is not None
        and element.tag in ("link", "a", "area")
        and {"stylesheet", "attachment"} & set(rel.lower().split())
    ):
        yield Finding("markup-file", values={"given": f"rel={rel[:40]}"})


def _of_style(element: Element, styles: Styles) -> DistinctFindings:
    styles.findings = DistinctFindings()
    if element.tag == "style":
        styles.look(element.text or "", Location())
    elif (style := element.get("style")) is not None:
        styles.look_at_declarations(style)
    return styles.findings


def _key_of(root: Element, element: Element) -> str | None:
    """Return the key of the block around an element."""
    above: dict[Element, Element] = {}
    for parent in root.iter():
        above.update(dict.fromkeys(parent, parent))
    node: Element | None = element
    while node is not None:
        if key := node.get("data-key"):
            return key
        node = above.get(node)
    return None
