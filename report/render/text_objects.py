"""The marked content of a box is inside its text object, and the space before the box outside it.

WeasyPrint writes marked content around the text object of a box; ISO 32000-1, 14.6.1 allows both.
pdf_oxide reads a long page by its text objects alone, and so needs the marks in them
(``parse_and_execute_text_only`` in its ``content/parser.rs``).

The space between two boxes is for pdf.js (:func:`report.render.operators.write_space`). It becomes
an artifact, because the elements have it in their replacement texts already. pdf_oxide takes the
replacement text of an element only where no other one is inside its marked content
(``mc_actualtext_mcids`` in its ``extractors/text.rs``). Else it reads the glyphs, and returns those
of a single right-to-left text in reverse.
"""

from __future__ import annotations

import re

from report.render.engine.pdf import Dictionary, Pdf, pages, resolve

#: The operators between the start of marked content and its first text, which show nothing.
_STATE = re.compile(rb"(?:^| )(?:gs|g|rg|k|cs|scn?)$")
#: Marked content starts with three items: its tag, its properties, the operator.
_START = 3


def nest_marks(pdf: Pdf) -> None:
    """Put the marked content of each box into its text object, on all pages of a PDF."""
    for page in pages(pdf):
        contents = resolve(pdf, page["Contents"])
        contents.stream[:] = nested(contents.stream)


def nested(operators: list[object]) -> list[object]:
    """Return the operators of a page with the marked content of each box in its text object.

    A box that shows something beside its text, such as an underline, does not change.
    """
    result: list[object] = []
    start = 0
    for index, operator in enumerate(operators):
        if index < start or operator != b"BDC" or not _has(operators[index - 1], "MCID"):
            continue
        begin = index + 1 - _START
        text = _text(operators, index + 1)
        end = _end(operators, index + 1)
        if text is None or end is None:
            continue
        result += operators[start:begin]
        result += operators[index + 1 : text]
        if _is_space(operators, text):
            shown = operators.index(b"EMC", text) + 1
            result += ["/Artifact", *operators[text + 1 : shown]]
            text = shown
        result += operators[begin : index + 1]
        result += [*operators[text : end - 1], b"EMC", b"ET"]
        start = end + 1
    return result + operators[start:]


def _text(operators: list[object], index: int) -> int | None:
    """Return where the content of the first text object starts, after its font, if nothing is
    shown before it."""
    while _is_state(operators[index]):
        index += 1
    if operators[index] != b"BT":
        return None
    following = operators[index + 1]
    return index + 1 + (isinstance(following, bytes) and following.endswith(b" Tf"))


def _is_state(operator: object) -> bool:
    return isinstance(operator, bytes) and _STATE.search(operator) is not None


def _is_space(operators: list[object], index: int) -> bool:
    """Return whether marked content starts here whose text is a space."""
    _, properties, operator = operators[index : index + _START]
    if operator != b"BDC" or not isinstance(properties, Dictionary):
        return False
    return "ActualText" in properties and properties["ActualText"].string == " "


def _end(operators: list[object], index: int) -> int | None:
    """Return the last operator of marked content, if a single text object ends just before it."""
    depth, texts = 1, 0
    for end in range(index, len(operators)):
        match operators[end]:
            case b"BDC" | b"BMC":
                depth += 1
            case b"EMC":
                depth -= 1
            case b"ET":
                texts += 1
        if not depth:
            return end if texts == 1 and operators[end - 1] == b"ET" else None
    return None


def _has(properties: object, key: str) -> bool:
    return isinstance(properties, Dictionary) and key in properties
