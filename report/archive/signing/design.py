"""The design of an edition to sign: the pages and colours of its attached style sheets."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from report.design import PageGeometry, TokenError, house_sheets, read_geometry, read_tokens
from report.errors import Location

if TYPE_CHECKING:
    from pikepdf import Pdf

#: The design tokens of a mark.
_COLORS = ("ink", "accent", "grey")
#: The folder of a brief's own style sheets, among the attachments of an edition.
_FOLDER = "brief/templates/css/"


@dataclass(frozen=True, slots=True)
class EditionDesign:
    """The design of an edition for a mark: its pages, its colours as CSS, and the margin around the
    mark in points."""

    pages: PageGeometry
    colors: str
    edge: float


def edition_design(data: bytes) -> EditionDesign:
    """Return the design of an edition, or that of Mujaz for another file.

    Only colours and lengths are taken from a file's own style sheets. If these cannot be read, or
    exceed the limits of :mod:`report.document.style_bounds`, the design is that of Mujaz, because
    no build produced the file.
    """
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        own = _own_sheets(pdf)
    try:
        return _design([*house_sheets(), *own])
    except TokenError:
        return _design([*house_sheets()])


def _design(sheets: list[str]) -> EditionDesign:
    tokens = read_tokens(sheets)
    colors = "".join(f"--{name}:{tokens.color(f'--{name}')};" for name in _COLORS)
    return EditionDesign(read_geometry(sheets), f":root{{{colors}}}", tokens.length("--mark-edge"))


def _own_sheets(pdf: Pdf) -> list[str]:
    """Return the style sheets of the attached brief, in the order of the cascade."""
    from report.document.sheets import SHEETS
    from report.document.style_bounds import SHEET, Styles

    sheets, styles = [], Styles()
    for name in SHEETS:
        try:
            css = pdf.attachments[f"{_FOLDER}{name}"].get_file().read_bytes().decode()
        except Exception:  # the mark does not need the style sheets
            continue
        if len(css) > SHEET:
            return []
        styles.look(css, Location(file=name))
        sheets.append(css)
    return [] if styles.findings else sheets
