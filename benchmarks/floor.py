"""The floor of a build: a process that imports the same libraries, or those it is called with, and
sets the same HTML with plain WeasyPrint.

The benches run this as ``python floor.py FOLDER [LIBRARY ...]``. The folder holds
``composition.json``: the final HTML, the folder that its addresses start from, and its stylesheets.
The PDF goes to ``floor.pdf`` beside it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

#: What a build imports, in its order.
LIBRARIES = (
    "typer",
    "pydantic",
    "babel",
    "pandas",
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
    "jinja2",
    "markdown_it",
    "weasyprint",
    "pypdfium2",
    "uharfbuzz",
)


def main(folder: Path, libraries: Sequence[str]) -> None:
    """Import, set the pages, write them."""
    for library in libraries:
        import_module(library)
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    composition = json.loads((folder / "composition.json").read_text(encoding="utf-8"))
    fonts = FontConfiguration()
    stylesheets = [
        CSS(string=sheet["css"], base_url=sheet["base"], font_config=fonts)
        for sheet in composition["stylesheets"]
    ]
    page = HTML(string=composition["html"], base_url=composition["base"])
    page.write_pdf(folder / "floor.pdf", stylesheets=stylesheets, font_config=fonts, pdf_tags=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or LIBRARIES)
