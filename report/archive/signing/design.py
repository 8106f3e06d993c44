"""The design of an edition that is signed: the pages and colours of the style sheets that travel inside it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from report.design import PageGeometry, TokenError, house_sheets, read_geometry, read_tokens
from report.errors import Location

#: The tokens that a mark is set with.
_COLORS = ("ink", "accent", "grey")
#: The folder of a brief's own style sheets, among the files inside an edition.
_FOLDER = "brief/templates/css/"


@dataclass(frozen=True, slots=True)
class EditionDesign:
    """What a mark takes from the edition: its pages, its colours as CSS, and the margin around the mark in points."""

    pages: PageGeometry
    colors: str
    edge: float


def edition_design(data: bytes) -> EditionDesign:
    """Return the design of an edition, and that of Mujaz for another file.

    Nothing of a file's own style sheets goes further than colours and lengths that were read from them. A file whose
    style sheets cannot be read, or pass the bounds of :mod:`report.document.style_bounds`, has the design of Mujaz: no
    build made it.
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


def _own_sheets(pdf: Any) -> list[str]:
    """Return the style sheets of the brief inside an edition, in the order of the cascade."""
    from report.document.sheets import SHEETS
    from report.document.style_bounds import SHEET, Styles

    sheets, styles = [], Styles()
    for name in SHEETS:
        try:
            css = pdf.attachments[f"{_FOLDER}{name}"].get_file().read_bytes().decode()
        except Exception:  # whatever is in a file that somebody hands in: the mark can do without
            continue
        if len(css) > SHEET:
            return []
        styles.look(css, Location(file=name))
        sheets.append(css)
    return [] if styles.findings else sheets
