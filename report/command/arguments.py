"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from report.archive.profiles import Profile

Folder = Annotated[
    Path,
    typer.Argument(help="The folder of the brief, with brief.toml.", show_default=False),
]
DigitsOption = Annotated[
    Literal["latn", "arab"] | None,
    typer.Option(help="The digits, 123 or ١٢٣. Default: as in the brief.", show_default=False),
]
ProfileOption = Annotated[
    Profile,
    typer.Option(
        help="The standards of the PDF: archive is PDF/A-3a and PDF/UA-1; a draft claims nothing."
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")]
